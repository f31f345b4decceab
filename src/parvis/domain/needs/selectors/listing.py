"""Lists of needs and offers: what matches filters and words, in an order, and what is an account's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.base.search.selectors.query import Query, ordered_keys
from parvis.domain.directory.enums import Status
from parvis.domain.directory.standing import organisations_of
from parvis.domain.needs.enums import ListOrder, NoticeState
from parvis.domain.needs.models import Notice
from parvis.domain.needs.search_documents import NOTICES
from parvis.domain.needs.selectors.notices import notices_visible_to
from parvis.domain.needs.standing import SHOWN

MOST_FOUND = 5_000
"""Results of a search among which the reader's filters choose."""
ORDERS: dict[str, tuple[str, ...]] = {
    ListOrder.NEWEST: ("-published_at", "-pk"),
    ListOrder.ENDING: ("ends_on", "-pk"),
    ListOrder.NAME: ("title", "-pk"),
}


@dataclass(frozen=True, slots=True)
class NoticeFilters:
    """What to list; empty values leave everything in. `organisation` is a slug; `state` "any" means all of them."""

    text: str = ""
    side: str = ""
    kind: str = ""
    theme: str = ""
    region: str = ""
    organisation: str = ""
    state: str = NoticeState.OPEN
    order: str = ""


def shown_notice_ids(actor: Actor, filters: NoticeFilters) -> list[int]:
    """What a public list shows the reader: nothing that is still, or again, a matter of its writers alone."""
    rows = notices_visible_to(actor).filter(state__in=SHOWN, is_hidden=False)
    return _matching(rows.exclude(state=NoticeState.OPEN, organisation__status=Status.CLOSED), filters)


def all_notice_ids(actor: Actor, filters: NoticeFilters) -> list[int]:
    """The same with drafts and what was withdrawn or hidden, as far as the reader may see them; for the team."""
    return _matching(notices_visible_to(actor), filters)


def own_notices(user: User) -> QuerySet[Notice]:
    """What the account's organisations look for and offer: what waits for a decision first, then the newest."""
    rows = notices_visible_to(user).filter(
        Q(organisation__in=organisations_of(user)) | Q(is_as_answered=True, application__isnull=False)
    )
    urgency = Case(
        When(state=NoticeState.DRAFT, then=Value(0)),
        When(state=NoticeState.OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(urgency, "-updated_at", "-pk")


def notices_in_order(ids: Iterable[int]) -> list[Notice]:
    """These notices with what a list shows of them, in this order; three queries."""
    rows = Notice.objects.select_related("organisation__region").prefetch_related("themes", "regions")
    wanted = list(ids)
    found = rows.in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def _matching(rows: QuerySet[Notice], filters: NoticeFilters) -> list[int]:
    if filters.state != "any":
        rows = rows.filter(state=filters.state)
    for name, column in (("side", "side"), ("kind", "kind"), ("theme", "themes__code")):
        if value := getattr(filters, name):
            rows = rows.filter(**{column: value})
    if filters.organisation:
        rows = rows.filter(organisation__slug=filters.organisation)
    if filters.region:
        rows = rows.filter(Q(regions=filters.region) | Q(regions=None))
    order = ORDERS.get(filters.order)
    if not filters.text.strip():
        return list(rows.order_by(*(order or ORDERS[ListOrder.NEWEST])).values_list("pk", flat=True))
    found = ordered_keys(NOTICES, Query(text=filters.text, limit=MOST_FOUND))
    rows = rows.filter(pk__in=found)
    if order:
        return list(rows.order_by(*order).values_list("pk", flat=True))
    seen = set(rows.order_by().values_list("pk", flat=True))
    return [pk for pk in found if pk in seen]
