"""Find projects, and read one with who took part."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When

from parvis.base.accounts.rules import Actor, is_team
from parvis.core.memory import Kept
from parvis.domain.projects.enums import Role
from parvis.domain.projects.models import Participation, Project
from parvis.domain.projects.words import asked


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What to find; what is empty does not narrow. All `organisations` (their ids) took part."""

    text: str = ""
    year: int | None = None
    programme: str = ""
    region: str = ""
    organisations: tuple[int, ...] = ()
    is_health: bool = False


def projects_visible_to(actor: Actor) -> QuerySet[Project]:
    """Public projects; all of them for the team."""
    return Project.objects.all() if is_team(actor) else Project.objects.filter(is_public=True)


def find_projects(actor: Actor, filters: ProjectFilters) -> QuerySet[Project]:
    """The projects that fit, the newest first; those whose acronym is what was typed before all others.

    Every word that was typed, or its beginning, stands in the codes, titles, terms or names of a project.
    """
    found = projects_visible_to(actor)
    for word in asked(filters.text):
        found = found.filter(words__contains=word)
    if filters.year:
        found = found.filter(year=filters.year)
    if filters.programme:
        found = found.filter(programme=filters.programme)
    if filters.is_health:
        found = found.filter(is_health=True)
    taking_part = Participation.objects.filter(project=OuterRef("pk"))
    if filters.region:
        is_there = Q(region=filters.region) | Q(region=None, organisation__region=filters.region)
        found = found.filter(Exists(taking_part.filter(is_there)))
    for organisation in filters.organisations:
        found = found.filter(Exists(taking_part.filter(organisation=organisation)))
    if filters.text.strip():
        is_it = Case(When(Q(acronym__iexact=filters.text.strip()), then=0), default=1)
        return found.order_by(is_it, "-year", "acronym", "id")
    return found.order_by("-year", "acronym", "id")


def with_participations(projects: QuerySet[Project]) -> QuerySet[Project]:
    """The projects with who took part, coordinators first, and their organisations; two further queries."""
    rows = in_order(Participation.objects.select_related("organisation", "region"))
    return projects.prefetch_related(Prefetch("participations", queryset=rows))


def in_order(rows: QuerySet[Participation]) -> QuerySet[Participation]:
    """Coordinators first, then as the source numbers them."""
    return rows.order_by(Case(When(role=Role.COORDINATOR, then=0), default=1), "key", "id")


@dataclass(frozen=True, slots=True)
class Choices:
    """What lists can be narrowed by: (value, name, number of public projects)."""

    years: Sequence[tuple[int, str, int]]
    programmes: Sequence[tuple[str, str, int]]


def _choices() -> Choices:
    public = Project.objects.filter(is_public=True).order_by()
    years = public.values_list("year").annotate(number=Count("id")).order_by("-year")
    named: dict[str, tuple[str, int]] = {}
    rows = public.exclude(programme="").values_list("programme", "programme_name").annotate(number=Count("id"))
    for code, name, number in rows.order_by("programme", "programme_name"):
        known = named.get(code, ("", 0))
        named[code] = (name or known[0], known[1] + number)
    return Choices(
        years=[(year, str(year), number) for year, number in years],
        programmes=[(code, name, number) for code, (name, number) in sorted(named.items())],
    )


choices: Kept[Choices] = Kept(_choices, seconds=60)
"""Read once a minute: projects change by imports only."""
