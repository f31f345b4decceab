"""Joint projects as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.selectors.silence import silent_before
from parvis.domain.joint_projects.standing import is_present
from parvis.faces.web.joint_projects.words import TONES

SHOWN = 4
"""Partners that a line names; it counts the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One project of a list: its partners, as many as a line names, and how many more there are."""

    project: JointProject
    tone: str
    partners: list[Partner]
    others: int
    is_silent: bool


def rows_of(projects: Iterable[JointProject], *, besides: int | None = None) -> list[Row]:
    """The projects of a list, read with their partners; `besides` is an organisation that goes without saying."""
    found = []
    before = silent_before()
    for project in projects:
        partners = [one for one in project.partners.all() if is_present(one) and one.organisation_id != besides]
        found.append(
            Row(
                project=project,
                tone=TONES[ProjectState(project.state)],
                partners=partners[:SHOWN],
                others=max(0, len(partners) - SHOWN),
                is_silent=project.is_living and project.news_at < before,
            )
        )
    return found
