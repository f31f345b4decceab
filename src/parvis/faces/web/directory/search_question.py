"""What one may ask of the directory; the address of the page says it all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from parvis.base.search.enums import Order
from parvis.base.search.parsing import LONGEST
from parvis.domain.directory.search_documents import FACETS
from parvis.domain.directory.selectors.search import DirectoryFilters

LIST, MAP = "list", "map"
MOST_PAGES = 100_000
MOST_VALUES = 120
"""Chosen values of one facet that are heeded."""

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The text, the chosen values of each facet, the order, the view and the page."""

    text: str = ""
    chosen: Chosen = ()
    order: str = ""
    view: str = LIST
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Question":
        """The question in the address of a page; what cannot be asked is taken as not asked."""
        text = query.get("q", "").replace("\x00", " ")[:LONGEST]
        chosen = ((facet, _values(query.getlist(facet))) for facet in FACETS)
        page = query.get("page", "")
        return cls(
            text=text if text.strip() else "",
            chosen=tuple((facet, values) for facet, values in chosen if values),
            order=query.get("order", "") if query.get("order") in {Order.NAME, Order.IMPORTANCE} else "",
            view=MAP if query.get("view") == MAP else LIST,
            page=int(page) if page.isascii() and page.isdigit() and 1 <= int(page[:7]) <= MOST_PAGES else 1,
        )

    @property
    def filters(self) -> DirectoryFilters:
        """The question for the selectors."""
        values = dict(self.chosen)
        kinds, themes, regions, departments, sources, statuses = (values.get(facet, ()) for facet in FACETS)
        return DirectoryFilters(
            text=self.text,
            kinds=kinds,
            themes=themes,
            regions=regions,
            departments=departments,
            sources=sources,
            statuses=statuses,
            order=self.order or Order.RELEVANCE,
            page=self.page,
        )

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return dict(self.chosen).get(facet, ())

    def toggled(self, facet: str, value: str) -> "Question":
        """The same question with one value more, or less when it was chosen; from the first page."""
        held = self.values(facet)
        kept = tuple(other for other in held if other != value) if value in held else (*held, value)
        return self.with_values(facet, kept)

    def with_values(self, facet: str, values: Iterable[str]) -> "Question":
        """The same question with these values of a facet; from the first page."""
        changed = dict(self.chosen) | {facet: tuple(values)}
        chosen = tuple((name, changed[name]) for name in FACETS if changed.get(name))
        return replace(self, chosen=chosen, page=1)

    def pairs(self, *, view: bool = True) -> list[tuple[str, str]]:
        """The question as parameters of an address, without what is usual."""
        found = [("q", self.text)] if self.text else []
        found += [(facet, value) for facet, values in self.chosen for value in values]
        found += [("order", self.order)] if self.order else []
        if view:
            found += [("view", self.view)] if self.view != LIST else []
            found += [("page", str(self.page))] if self.page > 1 else []
        return found

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form sends besides the text."""
        return [pair for pair in self.pairs() if pair[0] not in {"q", "page"}]

    def address(self, path: str) -> str:
        """The path with this question."""
        pairs = self.pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _values(given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:60] for value in given[:MOST_VALUES] if value.strip()))
