"""Joint projects and what belongs to them."""

from parvis.domain.joint_projects.models.parts import Document, Funding, Milestone, News
from parvis.domain.joint_projects.models.projects import JointProject, Partner

__all__ = ["Document", "Funding", "JointProject", "Milestone", "News", "Partner"]
