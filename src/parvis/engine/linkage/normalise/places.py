"""Places: "34095 MONTPELLIER CEDEX 5", "Lyon 3e arrondissement", "Montpellier, France" as a city and a department."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from parvis.engine.linkage.normalise.communes import Commune, commune
from parvis.engine.linkage.normalise.names import fold_all
from parvis.engine.linkage.normalise.tables import region_names

_CEDEX = re.compile(r"\bcedex\b.*|\b(?:cs|bp|tsa) \d+|\bfrance\b")
_POSTCODE = re.compile(r"(?<!\d)(?:f )?(\d{5})(?!\d)")
_DIGITS = re.compile(r"\b\d+(?:e|er|eme|th)?\b|\barrondissement\b")
_SAINT = {"st": "saint", "ste": "sainte", "s": "sur"}
CITY_WORDS = 4
"""Words that the name of a city has at most, where it is looked for in a longer name."""
_OTHER = re.compile(r"^(?:la |le |les |l )")


@dataclass(frozen=True, slots=True)
class Place:
    """A folded city ("" when unknown), a postcode (0), a department ("") and a centroid in degrees (NaN)."""

    city: str = ""
    postcode: int = 0
    department: str = ""
    lat: float = math.nan
    lng: float = math.nan


NOWHERE = Place()


def places_all(cities: Sequence[str], postcodes: Sequence[str]) -> list[Place]:
    """Each city with its postcode; a postcode inside the city counts when there is no other."""
    known: dict[tuple[str, str], Place] = {}
    found = []
    for city, postcode in zip(fold_all(cities), ("".join(p.split()) for p in postcodes), strict=True):
        key = city, postcode
        if key not in known:
            known[key] = _place(city, postcode)
        found.append(known[key])
    return found


def place(city: str, postcode: str = "") -> Place:
    """One place."""
    return places_all([city], [postcode])[0]


def city_of(folded: str) -> str:
    """A folded city without CEDEX, numbers and abbreviations: "st denis cedex 9" gives "saint denis"."""
    city = _DIGITS.sub(" ", _CEDEX.sub(" ", folded))
    return " ".join(_SAINT.get(word, word) for word in city.split())


def department_of(postcode: str) -> str:
    """The department of a French postcode of five digits: 69, 2A for 20000 to 20199, 974."""
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:2]


def without_region(folded: str) -> str:
    """A name that says its region after its city, without the region: "chu dijon bourgogne" gives "chu dijon"; else "".

    The city has to stand there: "universite de bourgogne" has no other name.
    """
    found = _region_pattern().search(folded)
    if not found:
        return ""
    before = folded[: found.start()]
    words = before.split()
    ends = (" ".join(words[-length:]) for length in range(1, min(CITY_WORDS, len(words) - 1) + 1))
    return before if any(commune(city_of(end)) for end in ends) else ""


@cache
def _region_pattern() -> re.Pattern[str]:
    """One or more regions at the end of a name."""
    return re.compile(rf"(?: (?:{'|'.join(region_names())}))+$")


def _place(city: str, postcode: str) -> Place:
    inside = _POSTCODE.search(city)
    if inside:
        city = city[: inside.start()] + " " + city[inside.end() :]
        postcode = postcode or inside[1]
    name = city_of(city)
    french = len(postcode) == 5 and postcode.isdecimal() and postcode.isascii()
    department = department_of(postcode) if french else ""
    where = _commune(name, department)
    return Place(
        name,
        int(postcode) if french else 0,
        department or (where.department if where else ""),
        where.lat if where else math.nan,
        where.lng if where else math.nan,
    )


def _commune(name: str, department: str) -> Commune | None:
    """A commune with or without its article: people write "Tronche" and "La Tronche"."""
    return commune(name, department) or commune(_OTHER.sub("", name), department)
