"""Projects and who took part in them, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import get_language

from parvis.domain.directory.models import Organisation
from parvis.domain.projects.enums import Role
from parvis.domain.projects.models import Participation, Project
from parvis.domain.reference.naming import fold

HOME = "FR"


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who took part: the organisation of the directory where that is sure, else the name that was given.

    `given` is the name that was given, where the organisation has another one.
    """

    name: str
    organisation: Organisation | None
    given: str
    place: str
    category: str
    is_coordinator: bool
    grant: Decimal | None


@dataclass(frozen=True, slots=True)
class Row:
    """One project of a list."""

    project: Project
    title: str
    leader: Participant | None
    others: int


def title_of(project: Project) -> str:
    """The title in the reader's language, or in the other one; most projects have none."""
    titles = (project.title_fr, project.title_en)
    first, second = titles if (get_language() or "fr").startswith("fr") else titles[::-1]
    return first or second


def abstract_of(project: Project) -> tuple[str, str]:
    """The abstract and its language: the reader's, or the other one where that is missing."""
    language = (get_language() or "fr")[:2]
    for code in (language, "en" if language == "fr" else "fr"):
        text: str = getattr(project, f"abstract_{code}", "")
        if text:
            return text, code
    return "", language


def participants_of(project: Project) -> list[Participant]:
    """Who took part, coordinators first."""
    return [_participant(row) for row in project.participations.all()]


def rows_of(projects: Iterable[Project]) -> list[Row]:
    """The projects of a list, each with who led it and how many took part besides."""
    found = []
    for project in projects:
        participants = participants_of(project)
        leader = next((one for one in participants if one.is_coordinator), None)
        found.append(Row(project, title_of(project), leader, len(participants) - (leader is not None)))
    return found


def _participant(row: Participation) -> Participant:
    organisation = row.organisation
    name = organisation.name if organisation else row.name
    return Participant(
        name=name,
        organisation=organisation,
        given=row.name if fold(row.name) != fold(name) else "",
        place=_place(row),
        category=row.category,
        is_coordinator=row.role == Role.COORDINATOR,
        grant=row.grant,
    )


def _place(row: Participation) -> str:
    """City and region, or city and country abroad."""
    wider = row.region.name if row.region else "" if row.country == HOME else country_name(row.country)
    return ", ".join(part for part in (row.city, wider) if part)


def country_name(code: str) -> str:
    """The country in the reader's language, or its code where that has no name."""
    return _countries((get_language() or "fr")[:2]).get(code, code)


@cache
def _countries(language: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 -- slow import

    return dict(Locale(language).territories)
