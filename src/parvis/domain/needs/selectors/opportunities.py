"""Calls to partner for: which are open, who sees which, which match, and who would answer them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy

from parvis.base.accounts.rules import Actor
from parvis.base.search.selectors.query import Query, ordered_keys
from parvis.core import clock
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.directory.standing import account_of, organisations_of
from parvis.domain.needs.enums import ListOrder, When
from parvis.domain.needs.models import Interest, Opportunity
from parvis.domain.needs.search_documents import OPPORTUNITIES

MOST_FOUND = 5_000
SOON_FIRST: tuple[OrderBy | str, ...] = (F("deadline").asc(nulls_last=True), "pk")
ORDERS: dict[str, tuple[OrderBy | str, ...]] = {
    ListOrder.NEWEST: ("-created_at", "-pk"),
    ListOrder.ENDING: SOON_FIRST,
    ListOrder.NAME: ("title", "pk"),
}


@dataclass(frozen=True, slots=True)
class OpportunityFilters:
    """What to list; empty values leave everything in."""

    text: str = ""
    when: str = When.OPEN
    programme: str = ""
    theme: str = ""
    order: str = ""


def open_opportunities() -> QuerySet[Opportunity]:
    """Calls that can still be answered, today included; one without a deadline always can."""
    return Opportunity.objects.filter(_in_time(clock.today()), is_hidden=False)


def opportunities_visible_to(actor: Actor) -> QuerySet[Opportunity]:
    """Everyone reads all, past ones too; what is not for this campus is seen by the team only."""
    rows = Opportunity.objects.all()
    return rows if is_directory_team(actor) else rows.filter(is_hidden=False)


def opportunity_ids(actor: Actor, filters: OpportunityFilters) -> list[int]:
    """The calls that match, in order: by the words that were searched for, or else what closes first."""
    rows, today = opportunities_visible_to(actor), clock.today()
    if filters.when in When.values:
        soon = today + dt.timedelta(days=settings.NEEDS_SOON_DAYS)
        conditions = {
            When.OPEN: _in_time(today),
            When.SOON: Q(deadline__gte=today, deadline__lte=soon),
            When.PAST: Q(deadline__lt=today),
        }
        rows = rows.filter(conditions[When(filters.when)])
    if filters.programme:
        rows = rows.filter(programme=filters.programme)
    if filters.theme:
        rows = rows.filter(themes__code=filters.theme)
    order = ORDERS.get(filters.order)
    usual = ("-deadline", "pk") if filters.when == When.PAST else SOON_FIRST
    if not filters.text.strip():
        return list(rows.order_by(*(order or usual)).values_list("pk", flat=True))
    found = ordered_keys(OPPORTUNITIES, Query(text=filters.text, limit=MOST_FOUND))
    rows = rows.filter(pk__in=found)
    if order:
        return list(rows.order_by(*order).values_list("pk", flat=True))
    seen = set(rows.order_by().values_list("pk", flat=True))
    return [pk for pk in found if pk in seen]


def opportunities_in_order(ids: Iterable[int]) -> list[Opportunity]:
    """These calls with their themes, in this order, without their long texts; two queries."""
    wanted = list(ids)
    found = Opportunity.objects.defer("text").prefetch_related("themes").in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def programmes(actor: Actor) -> list[str]:
    """The programmes of the calls that the reader sees, by name."""
    rows = opportunities_visible_to(actor).exclude(programme="").order_by("programme")
    return list(rows.values_list("programme", flat=True).distinct())


def interests_of(opportunity: Opportunity) -> QuerySet[Interest]:
    """Who would answer the call; the caller has checked that the reader may see it."""
    return Interest.objects.filter(opportunity=opportunity).select_related("organisation__region")


def interest_counts(ids: Iterable[int]) -> dict[int, int]:
    """How many organisations would answer each of these calls; one query."""
    rows = Interest.objects.filter(opportunity__in=list(ids)).order_by()
    return dict(rows.values_list("opportunity").annotate(count=Count("pk")))


def closing_soon_for(actor: Actor) -> QuerySet[Opportunity]:
    """Open calls in which an organisation of the account has said its interest, what closes first."""
    user = account_of(actor)
    if user is None:
        return Opportunity.objects.none()
    mine = Interest.objects.filter(organisation__in=organisations_of(user, *WRITERS))
    return open_opportunities().filter(pk__in=mine.values("opportunity")).defer("text").order_by(*SOON_FIRST)


def _in_time(today: dt.date) -> Q:
    return Q(deadline=None) | Q(deadline__gte=today)
