"""Projects, who took part, and the runs that brought and tied them."""

from parvis.domain.projects.models.projects import Participation, Project
from parvis.domain.projects.models.runs import LinkRun, ProjectImport

__all__ = ["LinkRun", "Participation", "Project", "ProjectImport"]
