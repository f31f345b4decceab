"""Find organisations."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parvis.base.search.enums import Order
from parvis.base.search.selectors.best import Hit
from parvis.base.search.selectors.query import Page, Query, matching_keys, ordered_keys, search
from parvis.base.search.selectors.snapshot import stamp_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.search_documents import FACETS, INDEX

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class DirectoryFilters:
    """What to find: the values of one facet are alternatives, facets narrow each other."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    order: str = Order.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The filters by facet."""
        values = (self.kinds, self.themes, self.regions, self.departments, self.sources, self.statuses)
        return dict(zip(FACETS, values, strict=True))


@dataclass(frozen=True, slots=True)
class Result:
    """An organisation of the page and why it is there."""

    organisation: Organisation
    hit: Hit


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """One page of the directory; `facets` maps each facet to its values and their exact counts."""

    results: list[Result]
    total: int
    pages: int
    number: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    corrected: str = ""
    left_out: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def organisations(self) -> list[Organisation]:
        """The organisations alone."""
        return [result.organisation for result in self.results]


def search_organisations(filters: DirectoryFilters) -> DirectoryPage:
    """A page of organisations that match, with facet counts; a page beyond the last one is the last one."""
    found = _search(filters, filters.page)
    pages = max(1, -(-found.total // filters.page_size))
    number = min(max(filters.page, 1), pages)
    if number != filters.page:
        found = _search(filters, number)
    organisations = Organisation.objects.select_related("department", "region").in_bulk(found.keys)
    return DirectoryPage(
        results=[Result(organisations[hit.key], hit) for hit in found.hits if hit.key in organisations],
        total=found.total,
        pages=pages,
        number=number,
        facets=found.facets,
        words=found.words,
        beginnings=found.beginnings,
        corrected=found.corrected,
        left_out=found.left_out,
        suggestions=found.suggestions,
    )


def _search(filters: DirectoryFilters, number: int) -> Page:
    return search(
        INDEX,
        Query(
            text=filters.text,
            filters=filters.chosen,
            facets=FACETS,
            limit=filters.page_size,
            offset=(max(number, 1) - 1) * filters.page_size,
            order=filters.order,
        ),
    )


def ordered_organisation_ids(filters: DirectoryFilters, limit: int) -> list[int]:
    """The ids of the first organisations that match, in the order of the pages: for exports."""
    return ordered_keys(
        INDEX, Query(text=filters.text, filters=filters.chosen, order=filters.order, limit=limit, offset=0)
    )


def directory_stamp() -> int | None:
    """A number that is another one after each change of what the directory shows."""
    return stamp_of(INDEX)


def organisation_ids(filters: DirectoryFilters) -> list[int]:
    """The ids of all organisations that match, in no order: for the map."""
    return matching_keys(INDEX, Query(text=filters.text, filters=filters.chosen))


def suggest_organisations(text: str, limit: int = 8) -> list[Organisation]:
    """The organisations that someone typing `text` may mean, the best first; none for an empty text."""
    if not text.strip():
        return []
    keys = search(INDEX, Query(text=text, limit=limit)).keys
    organisations = Organisation.objects.select_related("department").in_bulk(keys)
    return [organisations[key] for key in keys if key in organisations]
