"""What the template of the directory's page gets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.search.enums import Order
from parvis.domain.directory.selectors.search import DirectoryPage
from parvis.faces.web.directory.search_facets import choices_of, facets_of
from parvis.faces.web.directory.search_map import map_of
from parvis.faces.web.directory.search_question import LIST, MAP, Question
from parvis.faces.web.directory.search_rows import rows_of


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the same results in another form."""

    label: str | Promise
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The shape that the pager component wants."""

    number: int
    num_pages: int

    @property
    def paginator(self) -> "Pages":
        """Itself: it knows the number of pages."""
        return self

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.number < self.num_pages

    @property
    def previous_page_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The page after."""
        return self.number + 1


def page_context(question: Question, page: DirectoryPage, path: str) -> dict[str, Any]:
    """Everything for the page; the map only where it is looked at."""
    first = (page.number - 1) * len(page.results) + 1
    return {
        "question": question,
        "page": page,
        "rows": rows_of(page) if question.view == LIST else [],
        "map": map_of(question, page, path) if question.view == MAP else None,
        "facets": facets_of(question, page, path),
        "choices": choices_of(question, path),
        "without_choices": replace(question, chosen=(), page=1).address(path),
        "without_text": replace(question, text="", page=1).address(path),
        "plain": path,
        "pages": Pages(page.number, page.pages),
        "first": str(first),
        "orders": list(_orders(question, path)),
        "views": list(_views(question, path)),
        "exports": list(_exports(question, path)),
        "suggestions": [Way(text, replace(question, text=text, page=1).address(path)) for text in page.suggestions],
        "kept": question.kept,
    }


def _orders(question: Question, path: str) -> Iterator[Way]:
    """Importance is the usual order where there is no text, relevance where there is one."""
    usual = Order.RELEVANCE if question.text else Order.IMPORTANCE
    for order in Order:
        if question.text or order != Order.RELEVANCE:
            asked = "" if order == usual else order.value
            url = replace(question, order=asked, page=1).address(path)
            yield Way(order.label, url, (question.order or usual) == order)


def _views(question: Question, path: str) -> Iterator[Way]:
    for view, label in ((LIST, _("List")), (MAP, _("Map"))):
        yield Way(label, replace(question, view=view, page=1).address(path), question.view == view)


def _exports(question: Question, path: str) -> Iterator[Way]:
    query = urlencode(question.pairs(view=False))
    for kind in ("csv", "xlsx", "json"):
        yield Way(kind.upper(), f"{path}export.{kind}" + (f"?{query}" if query else ""))
