"""Cohorts: who sees which, their start-ups, and of which cohort an organisation is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.standing import managed_call_ids, runs_all_calls
from parvis.domain.cohorts.enums import CohortState, DecisionState, Outcome
from parvis.domain.cohorts.models import Cohort, CohortMember, Decision
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import account_of
from parvis.domain.reference.models import Theme


def published_cohorts() -> QuerySet[Cohort]:
    """What everyone reads, the newest first, with how many start-ups each has."""
    rows = Cohort.objects.filter(state=CohortState.PUBLISHED)
    return rows.annotate(size=Count("members")).order_by("-starts_on", "-pk")


def cohorts_managed_by(actor: Actor) -> QuerySet[Cohort]:
    """Those that the account prepares."""
    user = account_of(actor)
    if user is None:
        return Cohort.objects.none()
    rows = Cohort.objects.select_related("round__call")
    return rows if runs_all_calls(actor) else rows.filter(round__call__in=managed_call_ids(user))


def cohorts_visible_to(actor: Actor) -> QuerySet[Cohort]:
    """Published ones, and those that the account prepares."""
    mine = cohorts_managed_by(actor).order_by().values("pk")
    return Cohort.objects.select_related("round__call").filter(Q(state=CohortState.PUBLISHED) | Q(pk__in=mine))


def members_of_cohort(cohort: Cohort) -> QuerySet[CohortMember]:
    """Its start-ups by name, with their organisations and themes; two queries."""
    rows = cohort.members.select_related("organisation__region").prefetch_related("themes")
    return rows.order_by("organisation__name", "pk")


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A theme with its start-ups; one without a theme stands at the end, under None."""

    theme: Theme | None
    members: Sequence[CohortMember]


def by_theme(members: Iterable[CohortMember]) -> list[ThemeGroup]:
    """The start-ups under each theme, those of several under each of them."""
    listed = list(members)
    groups: dict[int, tuple[Theme, list[CohortMember]]] = {}
    without = []
    for member in listed:
        themes = list(member.themes.all())
        for theme in themes:
            groups.setdefault(theme.pk, (theme, []))[1].append(member)
        if not themes:
            without.append(member)
    ordered = sorted(groups.values(), key=lambda pair: (pair[0].position, pair[0].pk))
    found = [ThemeGroup(theme, rows) for theme, rows in ordered]
    return [*found, ThemeGroup(None, without)] if without else found


def confirmed_not_in(cohort: Cohort) -> QuerySet[Decision]:
    """The confirmed acceptances of its round whose start-up is in no cohort yet."""
    rows = Decision.objects.filter(
        jury__round=cohort.round_id, outcome=Outcome.ACCEPT, state=DecisionState.CONFIRMED
    ).select_related("application__organisation")
    taken = CohortMember.objects.filter(application__isnull=False).values("application_id")
    here = cohort.members.values("organisation_id")
    return rows.exclude(application__in=taken).exclude(application__organisation__in=here).order_by("pk")


def cohorts_of(organisation: Organisation) -> list[Cohort]:
    """The published cohorts of an organisation, the newest first."""
    rows = Cohort.objects.filter(state=CohortState.PUBLISHED, members__organisation=organisation)
    return list(rows.distinct().order_by("-starts_on", "-pk"))
