"""Pairs that should meet, as the page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.selectors.suggestions import Meeting
from parvis.faces.web.layout.navigation import address_of


@dataclass(frozen=True, slots=True)
class Row:
    """Two organisations, why they should meet, and where one introduces them."""

    first: Organisation
    second: Organisation
    sentences: Sequence[str]
    introduce: str


def rows_of(meetings: Iterable[Meeting]) -> list[Row]:
    """The pairs in their order."""
    page = address_of("introductions:propose")
    return [
        Row(
            one.first,
            one.second,
            one.sentences(),
            f"{page}?{urlencode({'first': one.first.slug, 'second': one.second.slug})}" if page else "",
        )
        for one in meetings
    ]
