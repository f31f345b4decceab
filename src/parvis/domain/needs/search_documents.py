"""Needs, offers and opportunities as the search index wants them; who may see what is found is for the selectors."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.utils import translation

from parvis.base.search.documents import SearchDocument
from parvis.domain.needs.enums import NoticeKind, NoticeState, Side
from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.reference.models import Theme

NOTICES, OPPORTUNITIES = "notices", "opportunities"
NOTICE_FACETS = ("side", "kind", "state")
OPPORTUNITY_FACETS = ("programme",)
LONGEST_BODY = 6_000
"""Letters of the running text that are searched."""


def notice_keys() -> Iterable[int]:
    """Every need and offer."""
    return Notice.objects.order_by("pk").values_list("pk", flat=True)


def opportunity_keys() -> Iterable[int]:
    """Every call to partner for."""
    return Opportunity.objects.order_by("pk").values_list("pk", flat=True)


def notice_documents(ids: Iterable[int]) -> Iterable[SearchDocument]:
    """The documents of these needs and offers, in their order; those that are gone are left out."""
    rows = Notice.objects.select_related("organisation").prefetch_related("themes", "regions")
    return _documents(rows.in_bulk(list(ids)), ids, _of_notice)


def opportunity_documents(ids: Iterable[int]) -> Iterable[SearchDocument]:
    """The documents of these calls, in their order; those that are gone are left out."""
    rows = Opportunity.objects.prefetch_related("themes")
    return _documents(rows.in_bulk(list(ids)), ids, _of_opportunity)


def _documents(rows: dict[int, Any], ids: Iterable[int], make: Callable[[Any], SearchDocument]) -> list[SearchDocument]:
    return [make(rows[pk]) for pk in ids if pk in rows]


def _of_notice(notice: Notice) -> SearchDocument:
    words = [*in_both_languages(Side, notice.side), *in_both_languages(NoticeKind, notice.kind)]
    return SearchDocument(
        key=notice.pk,
        title=notice.title,
        keywords=(notice.organisation.name, *words, *(region.name for region in notice.regions.all())),
        body=_body([notice.text, notice.capacity, notice.terms], notice.themes.all()),
        facets={"side": (notice.side,), "kind": (notice.kind,), "state": (notice.state,)},
        is_active=notice.state == NoticeState.OPEN,
    )


def _of_opportunity(opportunity: Opportunity) -> SearchDocument:
    return SearchDocument(
        key=opportunity.pk,
        title=opportunity.title,
        identifiers=(opportunity.code,) if opportunity.source else (),
        keywords=tuple(text for text in (opportunity.programme, opportunity.call_code, opportunity.call_title) if text),
        body=_body([opportunity.text], opportunity.themes.all()),
        facets={"programme": (opportunity.programme,) if opportunity.programme else ()},
    )


def _body(texts: list[str], themes: Iterable[Theme]) -> str:
    names = [name for theme in themes for name in (theme.name_fr, theme.name_en)]
    return " ".join(text for text in [*names, *texts] if text)[:LONGEST_BODY]


@cache
def in_both_languages(choices: type[Side] | type[NoticeKind], value: str) -> tuple[str, ...]:
    """What a value is called in French and in English."""
    found = []
    for language in ("fr", "en"):
        with translation.override(language):
            found.append(str(dict(choices.choices).get(value, "")))
    return tuple(found)
