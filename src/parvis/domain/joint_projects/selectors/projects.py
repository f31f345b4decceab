"""Joint projects: who sees which, those of an organisation, and who worked with whom in them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Prefetch, Q, QuerySet

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.directory.models import Access
from parvis.domain.directory.standing import account_of, is_of_ecosystem
from parvis.domain.joint_projects.enums import ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.standing import agreed, present, writes_for
from parvis.domain.projects.models import Project

WORKED = (ProjectState.FORMING, ProjectState.RUNNING, ProjectState.FINISHED)
"""States in which the partners work together, or did."""


def joint_projects_visible_to(actor: Actor) -> QuerySet[JointProject]:
    """All for the team; one's own, those open to the ecosystem, and those that every partner agreed to show."""
    if is_team(actor):
        return JointProject.objects.all()
    user = account_of(actor)
    if user is None:
        return JointProject.objects.filter(agreed())
    rights = Access.objects.filter(user=user).values("organisation_id")
    own = Partner.objects.filter(present(), organisation__in=rights).order_by().values("project_id")
    visible = agreed() | Q(pk__in=own)
    if is_of_ecosystem(user):
        visible |= Q(readers=Readers.ECOSYSTEM)
    return JointProject.objects.filter(visible)


def with_partners(projects: QuerySet[JointProject]) -> QuerySet[JointProject]:
    """The projects with their themes and partners, those that left among them; three further queries."""
    rows = Partner.objects.select_related("organisation__region").order_by("pk")
    return projects.prefetch_related("themes", Prefetch("partners", queryset=rows))


def projects_of_organisation(actor: Actor, organisation_id: int) -> QuerySet[JointProject]:
    """What the account sees of the projects of an organisation, past ones and those that it left among them."""
    own = Partner.objects.filter(organisation=organisation_id).order_by().values("project_id")
    return joint_projects_visible_to(actor).filter(pk__in=own).order_by("-state_on", "-pk")


def has_projects(organisation_id: int) -> bool:
    """Whether an organisation is or was in any, whoever may see it: most are in none, and this is asked fast."""
    return Partner.objects.filter(organisation=organisation_id).exists()


def own_projects(actor: Actor) -> QuerySet[JointProject]:
    """The projects in which the account writes for a present partner."""
    user = account_of(actor)
    if user is None:
        return JointProject.objects.none()
    own = Partner.objects.filter(present(), organisation__in=writes_for(user)).order_by().values("project_id")
    return JointProject.objects.filter(pk__in=own).order_by("-state_on", "-pk")


def taken_over_from(actor: Actor, register_project: Project) -> JointProject | None:
    """What became of a project of a register here, as far as the account sees it."""
    return joint_projects_visible_to(actor).filter(register_project=register_project).first()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two organisations in one project, the smaller id first: since when both are in it, and where it stands."""

    first_id: int
    second_id: int
    project_id: int
    since: dt.date
    state: str


def ties_between(organisation_ids: Collection[int]) -> list[Tie]:
    """Every pair among these organisations for each project they share or shared; one query.

    For the campus itself (conflicts of interest, suggestions, indicators): it does not ask who may see the project.
    """
    if len(set(organisation_ids)) < 2:
        return []
    rows = Partner.objects.filter(organisation__in=set(organisation_ids)).order_by("project_id", "organisation_id")
    columns = ("project_id", "organisation_id", "joined_on", "project__state")
    together: dict[tuple[int, str], list[tuple[int, dt.date]]] = defaultdict(list)
    for project_id, organisation_id, joined_on, state in rows.values_list(*columns):
        together[project_id, state].append((organisation_id, joined_on))
    return [
        Tie(first, second, project_id, max(joined, later), state)
        for (project_id, state), partners in together.items()
        for (first, joined), (second, later) in combinations(partners, 2)
    ]


def participation_rows() -> list[tuple[int, int, int]]:
    """(project, organisation, year in which it joined), as the engine learns who works with whom; one query.

    Ideas and what was abandoned say nothing of work together.
    """
    rows = Partner.objects.filter(project__state__in=WORKED).order_by("project_id", "organisation_id")
    return [
        (project_id, organisation_id, joined_on.year)
        for project_id, organisation_id, joined_on in rows.values_list("project_id", "organisation_id", "joined_on")
    ]
