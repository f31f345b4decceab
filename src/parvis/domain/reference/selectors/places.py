"""Find the commune that a register or a person means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.domain.reference.models import Commune, Department
from parvis.domain.reference.naming import (
    LOCALITIES,
    OTHER_CODES,
    departments_of_postcode,
    fold,
    place_key,
    without_article,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with the codes of what it lies in."""

    code: str
    name: str
    key: str
    department: str
    region: str
    population: int
    postcodes: tuple[str, ...]
    latitude: float | None
    longitude: float | None


class PlaceIndex:
    """Answers like `find_commune` for thousands of records without a query each."""

    def __init__(self, places: Iterable[Place], territories: Iterable[tuple[str, str, str]] = ()) -> None:
        """`territories` are (department code, department name, region name)."""
        self.by_code: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        self.by_postcode: dict[str, list[Place]] = defaultdict(list)
        self.by_department: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self.by_code[place.code] = place
            for key in {place.key, without_article(place.key)}:
                self.by_name[key].append(place)
            for postcode in place.postcodes:
                self.by_postcode[postcode].append(place)
            self.by_department[place.department].append(place)
        self._departments: dict[str, set[str]] = defaultdict(set)
        for code, department, region in territories:
            for name in {fold(department), fold(region), code.lower()}:
                self._departments[name].add(code)

    def find(
        self,
        *,
        name: str = "",
        postcode: str = "",
        department: str = "",
        region: str = "",
        code: str = "",
        near: tuple[float, float] | None = None,
    ) -> Place | None:
        """The one commune that fits, or None where none or several do; see `find_commune`."""
        exact = self.by_code.get(OTHER_CODES.get(code, code))
        if exact:
            return exact
        posted = self.by_postcode.get(postcode, [])
        allowed = self._allowed(postcode, department, region)
        if not name:
            return _only(posted)
        key = place_key(name)
        if key in LOCALITIES:
            return self.by_code.get(LOCALITIES[key])
        named = self.by_name.get(key) or self.by_name.get(without_article(key), [])
        return (
            _only(_shared(named, posted))
            or _only(_same_key(named, key, allowed))
            or _only([place for place in named if allowed is None or place.department in allowed])
            or _nearest(named, near, allowed)
            or _only([place for place in posted if _begins(place.key, key)])
            or self._renamed(key, allowed)
            or _only(posted)
        )

    def _allowed(self, postcode: str, department: str, region: str) -> set[str] | None:
        """The departments that the hints leave open; None when they say nothing."""
        if department:
            return self._departments.get(fold(department)) or {department.upper()}
        by_postcode = departments_of_postcode(postcode)
        if by_postcode:
            return set(by_postcode)
        return self._departments.get(fold(region)) if region else None

    def _renamed(self, key: str, allowed: set[str] | None) -> Place | None:
        """A commune that has since joined its name to another one: Évry, Évry-Courcouronnes."""
        if not allowed:
            return None
        return _only([p for code in allowed for p in self.by_department.get(code, []) if _begins(p.key, key)])


def _only(places: Sequence[Place]) -> Place | None:
    return places[0] if len(places) == 1 else None


def _shared(first: Sequence[Place], second: Sequence[Place]) -> list[Place]:
    codes = {place.code for place in second}
    return [place for place in first if place.code in codes]


def _same_key(named: Sequence[Place], key: str, allowed: set[str] | None) -> list[Place]:
    return [p for p in named if p.key == key and (allowed is None or p.department in allowed)]


def _nearest(named: Sequence[Place], near: tuple[float, float] | None, allowed: set[str] | None) -> Place | None:
    """The namesake nearest to a position, if it is nearer than some thirty kilometres."""
    if near is None:
        return None
    found = [
        ((p.latitude - near[0]) ** 2 + (0.7 * (p.longitude - near[1])) ** 2, p.code, p)
        for p in named
        if p.latitude is not None and p.longitude is not None and (allowed is None or p.department in allowed)
    ]
    best = min(found, default=None)
    return best[2] if best and best[0] < 0.3**2 else None


def _begins(key: str, start: str) -> bool:
    return bool(start) and key.startswith(f"{start} ")


COLUMNS = (
    "code",
    "name",
    "folded_name",
    "department_id",
    "department__region_id",
    "population",
    "postcodes",
    "latitude",
    "longitude",
)


def as_places(rows: Iterable[tuple[Any, ...]]) -> list[Place]:
    """Rows of `COLUMNS` as places."""
    return [
        Place(code, name, key, department, region, population, tuple(filter(None, postcodes.split("|"))), north, east)
        for code, name, key, department, region, population, postcodes, north, east in rows
    ]


def place_index() -> PlaceIndex:
    """An index of every commune, read in one go; for importers, which keep it for the time of an import."""
    rows = Commune.objects.order_by("code").values_list(*COLUMNS)
    return PlaceIndex(as_places(rows), department_names())


def department_names() -> list[tuple[str, str, str]]:
    """(code, name, name of the region) of each department."""
    return list(Department.objects.order_by("code").values_list("code", "name", "region__name"))
