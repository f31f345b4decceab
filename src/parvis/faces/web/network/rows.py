"""The table that says what the drawing says, and the files."""

from collections.abc import Callable, Iterator
from typing import Any

from parvis.core.addresses import page_of
from parvis.domain.insight.selectors.pictures import Picture
from parvis.domain.reference.naming import fold
from parvis.faces.web.design.parts import kind_name
from parvis.faces.web.network.drawing import Disc, Drawing

ORDERS: dict[str, Callable[[Disc], Any]] = {
    "number": lambda disc: disc.number,
    "name": lambda disc: fold(disc.node.organisation.name),
    "kind": lambda disc: kind_name(disc.node.organisation.kind),
    "ties": lambda disc: disc.node.ties,
    "partners": lambda disc: disc.node.partners,
    "last": lambda disc: disc.node.last_year or 0,
    "between": lambda disc: disc.node.between,
}
"""What the table can be sorted by; a hyphen in front turns it round."""

COLUMNS = ("slug", "name", "kind", "city", "region", "step", "ties", "partners", "first_year", "last_year", "resident")
"""The columns of a file, in their order."""


def order_asked(given: str) -> str:
    """The order that was asked for; the numbers where it is none of ours."""
    return given if given.removeprefix("-") in ORDERS else "number"


def sorted_discs(drawing: Drawing, order: str) -> list[Disc]:
    """The rows of the table."""
    by = ORDERS[order.removeprefix("-")]
    return sorted(drawing.discs, key=by, reverse=order.startswith("-"))


def file_rows(picture: Picture) -> Iterator[dict[str, str]]:
    """Everyone of a picture as a row."""
    for node in picture.nodes:
        organisation = node.organisation
        yield {
            "slug": organisation.slug,
            "name": organisation.name,
            "kind": organisation.kind,
            "city": organisation.city,
            "region": organisation.region_id or "",
            "step": str(node.step),
            "ties": str(node.ties),
            "partners": str(node.partners),
            "first_year": str(node.first_year or ""),
            "last_year": str(node.last_year or ""),
            "resident": "yes" if node.is_resident else "",
        }


def page_of_network(slug: str) -> str:
    """The network around an organisation."""
    return page_of("network:organisation", slug)
