"""Find joint projects by words, theme, state, region and year."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.base.search.selectors.query import Query, matching_keys
from parvis.core import clock
from parvis.domain.joint_projects.enums import LIVING
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.search_documents import INDEX
from parvis.domain.joint_projects.selectors.projects import joint_projects_visible_to


@dataclass(frozen=True, slots=True)
class JointProjectFilters:
    """What to find; what is empty does not narrow. A year is one in which the project went on."""

    text: str = ""
    theme: str = ""
    state: str = ""
    region: str = ""
    year: int | None = None
    organisation: int | None = None


def find_joint_projects(actor: Actor, filters: JointProjectFilters) -> QuerySet[JointProject]:
    """The projects that fit and that the account sees, those that changed their state last first."""
    found = joint_projects_visible_to(actor)
    if filters.text.strip():
        found = found.filter(pk__in=matching_keys(INDEX, Query(text=filters.text)))
    if filters.theme:
        found = found.filter(themes__code=filters.theme)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.region:
        there = Partner.objects.filter(project=OuterRef("pk"), organisation__region=filters.region)
        found = found.filter(Exists(there))
    if filters.organisation:
        found = found.filter(Exists(Partner.objects.filter(project=OuterRef("pk"), organisation=filters.organisation)))
    if filters.year:
        found = found.filter(_goes_on_in(filters.year))
    return found.order_by("-state_on", "-pk")


def _goes_on_in(year: int) -> Q:
    """It began by then, and had not ended before; without a first day, the day of its state is where it begins."""
    still = Q(state__in=LIVING) | Q(state_on__year__gte=year)
    dated = Q(starts_on__year__lte=year) & (Q(ends_on=None) | Q(ends_on__year__gte=year)) & still
    undated = Q(starts_on=None) & (Q(state_on__year=year) | Q(state__in=LIVING, state_on__year__lt=year))
    return dated | undated


def years_of(actor: Actor) -> Sequence[int]:
    """The years from the first project that the account sees to this one, the newest first."""
    rows = joint_projects_visible_to(actor).order_by().values_list("starts_on__year", "state_on__year").distinct()
    first = min((begun or moved for begun, moved in rows), default=None)
    return range(clock.today().year, first - 1, -1) if first else ()
