"""Needs, offers and calls as rows of a spreadsheet."""

from collections.abc import Iterator, Sequence

from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.needs.selectors.opportunities import interest_counts

NOTICE_COLUMNS = (
    "side",
    "kind",
    "title",
    "organisation",
    "state",
    "readers",
    "themes",
    "regions",
    "capacity",
    "terms",
    "person",
    "language",
    "published_at",
    "ends_on",
    "ended_at",
    "hidden",
    "text",
)
OPPORTUNITY_COLUMNS = (
    "code",
    "title",
    "programme",
    "call",
    "stage",
    "deadline",
    "budget_min",
    "budget_max",
    "grants",
    "themes",
    "interests",
    "url",
    "source",
    "as_of",
)
CHUNK = 500


def notice_rows(ids: Sequence[int]) -> Iterator[dict[str, str]]:
    """One row for each notice, read by the hundred; the caller has chosen what the reader may see."""
    rows = Notice.objects.select_related("organisation", "person").prefetch_related("themes", "regions")
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        found = rows.in_bulk(some)
        yield from (_notice(found[pk]) for pk in some if pk in found)


def opportunity_rows(ids: Sequence[int]) -> Iterator[dict[str, str]]:
    """One row for each call, without its long text."""
    rows = Opportunity.objects.defer("text").prefetch_related("themes")
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        found, counts = rows.in_bulk(some), interest_counts(some)
        yield from (_opportunity(found[pk], counts.get(pk, 0)) for pk in some if pk in found)


def _notice(one: Notice) -> dict[str, str]:
    return {
        "side": str(one.get_side_display()),
        "kind": str(one.get_kind_display()),
        "title": one.title,
        "organisation": one.organisation.name,
        "state": str(one.get_state_display()),
        "readers": str(one.get_readers_display()),
        "themes": ", ".join(theme.name for theme in one.themes.all()),
        "regions": ", ".join(region.name for region in one.regions.all()),
        "capacity": one.capacity,
        "terms": one.terms,
        "person": one.person.name if one.person else "",
        "language": one.language,
        "published_at": one.published_at.isoformat(timespec="seconds") if one.published_at else "",
        "ends_on": _text(one.ends_on),
        "ended_at": one.ended_at.isoformat(timespec="seconds") if one.ended_at else "",
        "hidden": one.hidden_because,
        "text": one.text,
    }


def _opportunity(one: Opportunity, interests: int) -> dict[str, str]:
    return {
        "code": one.code,
        "title": one.title,
        "programme": one.programme,
        "call": one.call_title or one.call_code,
        "stage": one.stage,
        "deadline": _text(one.deadline),
        "budget_min": _text(one.budget_min),
        "budget_max": _text(one.budget_max),
        "grants": _text(one.grants),
        "themes": ", ".join(theme.name for theme in one.themes.all()),
        "interests": str(interests),
        "url": one.url,
        "source": one.source,
        "as_of": _text(one.source_on),
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)
