"""Projects, who took part in them, and when they were imported and tied."""

from parvis.domain.projects.models.changes import ProjectChange
from parvis.domain.projects.models.projects import Participation, Project
from parvis.domain.projects.models.runs import LinkRun, ProjectImport

__all__ = ["LinkRun", "Participation", "Project", "ProjectChange", "ProjectImport"]
