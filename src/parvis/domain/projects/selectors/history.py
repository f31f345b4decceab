"""With whom an organisation worked: its projects, and its partners with how often and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.briefs import Brief, briefs
from parvis.domain.projects.enums import Role
from parvis.domain.projects.models import Participation, Project
from parvis.domain.projects.selectors.projects import projects_visible_to

NEWEST = 5
FREQUENT = 8


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that took part in the same projects: in how many, and from when to when."""

    organisation: Brief
    projects: int
    first_year: int
    last_year: int

    @property
    def years(self) -> str:
        """From when to when."""
        return span_of(self.first_year, self.last_year)


@dataclass(frozen=True, slots=True)
class History:
    """The past projects of an organisation, the newest of them, and its most frequent partners."""

    projects: int
    coordinated: int
    first_year: int
    last_year: int
    newest: Sequence[Project]
    partners: Sequence[Partner]
    partner_count: int

    @property
    def years(self) -> str:
        """From when to when."""
        return span_of(self.first_year, self.last_year)


def span_of(first: int, last: int) -> str:
    """Years as 2010–2014, or one year."""
    return str(first) if first == last else f"{first}–{last}"


def history_of(actor: Actor, organisation: Organisation) -> History | None:
    """What the page of an organisation says of its projects; None when it has none. Six queries at most."""
    own = projects_visible_to(actor).filter(pk__in=_project_ids(organisation))
    figures = own.order_by().aggregate(projects=Count("id"), first=Min("year"), last=Max("year"))
    if not figures["projects"]:
        return None
    coordinated = Participation.objects.filter(
        organisation=organisation, role=Role.COORDINATOR, project__in=projects_visible_to(actor)
    )
    partners = partner_rows(actor, organisation)
    return History(
        projects=figures["projects"],
        coordinated=coordinated.aggregate(number=Count("project", distinct=True))["number"],
        first_year=figures["first"],
        last_year=figures["last"],
        newest=list(own.order_by("-year", "acronym", "id")[:NEWEST]),
        partners=as_partners(partners[:FREQUENT]),
        partner_count=partners.count(),
    )


def partner_rows(actor: Actor, organisation: Organisation) -> "QuerySet[Any, Any]":
    """For each partner its number, how many projects they share, and the years of the first and the last one.

    The most frequent first. Partners that are only names are not among them: who they are is not sure.
    """
    shared = Q(project__in=_project_ids(organisation)) & Q(project__in=projects_visible_to(actor).values("pk"))
    others = Participation.objects.filter(shared).exclude(organisation=None).exclude(organisation=organisation)
    return (
        others.order_by()
        .values("organisation_id")
        .annotate(projects=Count("project", distinct=True), first=Min("project__year"), last=Max("project__year"))
        .order_by("-projects", "-last", "organisation_id")
    )


def as_partners(rows: Iterable[Mapping[str, int]]) -> list[Partner]:
    """The rows with the organisations that they name; two queries for as many as there are."""
    listed = list(rows)
    ids = [row["organisation_id"] for row in listed]
    named = {brief.pk: brief for brief in briefs(Organisation.objects.filter(pk__in=ids))}
    return [
        Partner(named[row["organisation_id"]], row["projects"], row["first"], row["last"])
        for row in listed
        if row["organisation_id"] in named
    ]


def _project_ids(organisation: Organisation) -> "QuerySet[Participation, int]":
    return Participation.objects.filter(organisation=organisation).order_by().values_list("project_id", flat=True)
