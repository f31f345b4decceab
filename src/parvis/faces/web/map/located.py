"""What stands where, as the text that the points of a search are made of.

Each process keeps it for the whole directory, as long as the index of the search says the same: reading fifteen
thousand rows takes longer than everything else that the points cost. A very large directory is not kept.
"""

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from parvis.core.addresses import page_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.search import directory_stamp
from parvis.domain.reference.models import Commune
from parvis.faces.web.map.spots import commune_address

MOST_KEPT = 50_000
"""Organisations with a place; some 300 bytes each."""
SECONDS = 60
"""What the index does not know may be so much older."""
COLUMNS = ("id", "latitude", "longitude", "name", "slug", "commune_id", "weight")

Standing = tuple[int, int, str, str]
"""An organisation: its id, the number of its place, its name with its address as JSON, the code of its commune."""


@dataclass(frozen=True, slots=True)
class Located:
    """Organisations that have a position, the important ones first, and their places."""

    organisations: list[Standing]
    places: list[str]
    """Latitude and longitude as JSON."""
    communes: dict[str, str]
    """Name and address of each commune as JSON."""


def text(value: object) -> str:
    """The value as JSON, as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(organisations: QuerySet[Organisation]) -> Located:
    """Those of the organisations that have a position; two queries, sorting here is faster than in SQLite."""
    located = organisations.filter(latitude__isnull=False, longitude__isnull=False).order_by()
    rows = sorted(located.values_list(*COLUMNS), key=lambda row: (-row[6], row[0]))
    numbers: dict[tuple[float, float], int] = {}
    standing = [_standing(row, numbers) for row in rows]
    communes = Commune.objects.only("code", "name").order_by().in_bulk({row[5] for row in rows if row[5]})
    return Located(
        organisations=standing,
        places=[text([round(latitude, 4), round(longitude, 4)]) for latitude, longitude in numbers],
        communes={code: text([commune.name, commune_address(commune)]) for code, commune in communes.items()},
    )


def _standing(row: tuple[Any, ...], numbers: dict[tuple[float, float], int]) -> Standing:
    pk, latitude, longitude, name, slug, commune, _weight = row
    number = numbers.setdefault((latitude, longitude), len(numbers))
    return pk, number, text([name, page_of("directory:organisation", slug)]), commune or ""


class Memory:
    """The located organisations of the directory in one of its states; None where there are too many to keep."""

    def __init__(self) -> None:
        self._kept: tuple[int, float, Located | None] | None = None
        self._lock = threading.Lock()

    def everything(self) -> Located | None:
        """As the index has it now; loaded by one thread while the others wait."""
        stamp = directory_stamp()
        if stamp is None:
            return None
        with self._lock:
            kept = self._kept
            if kept is None or kept[0] != stamp or time.monotonic() - kept[1] > SECONDS:
                is_small = Organisation.objects.count() <= MOST_KEPT
                kept = self._kept = (stamp, time.monotonic(), load(Organisation.objects.all()) if is_small else None)
            return kept[2]


memory = Memory()


def located(ids: Iterable[int]) -> Located:
    """At least these organisations, as far as they have a position."""
    kept = memory.everything()
    return load(Organisation.objects.filter(pk__in=ids)) if kept is None else kept
