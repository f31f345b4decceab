"""Places: "34095 MONTPELLIER CEDEX 5", "Lyon 3e arrondissement", "Montpellier, France" as a city and a department."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.engine.linkage.normalise.names import fold_all

_CEDEX = re.compile(r"\bcedex\b.*|\bcs \d+|\bbp \d+|\bfrance\b")
_POSTCODE = re.compile(r"(?<!\d)(?:f )?(\d{5})(?!\d)")
_DIGITS = re.compile(r"\b\d+(?:e|er|eme|th)?\b|\barrondissement\b")
_SAINT = {"st": "saint", "ste": "sainte", "s": "sur"}


@dataclass(frozen=True, slots=True)
class Place:
    """A folded city ("" when unknown), a postcode (0) and a department ("")."""

    city: str = ""
    postcode: int = 0
    department: str = ""


def places_all(cities: Sequence[str], postcodes: Sequence[str]) -> list[Place]:
    """Each city with its postcode; a postcode inside the city counts when there is no other."""
    return [
        _place(city, postcode)
        for city, postcode in zip(fold_all(cities), ("".join(p.split()) for p in postcodes), strict=True)
    ]


def place(city: str, postcode: str = "") -> Place:
    """One place."""
    return places_all([city], [postcode])[0]


def department_of(postcode: str) -> str:
    """The department of a French postcode of five digits: 69, 2A for 20000 to 20190, 974."""
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:2]


def _place(city: str, postcode: str) -> Place:
    inside = _POSTCODE.search(city)
    if inside:
        city = city[: inside.start()] + " " + city[inside.end() :]
        postcode = postcode or inside[1]
    city = _DIGITS.sub(" ", _CEDEX.sub(" ", city))
    name = " ".join(_SAINT.get(word, word) for word in city.split())
    if not (len(postcode) == 5 and postcode.isdecimal() and postcode.isascii()):
        return Place(name)
    return Place(name, int(postcode), department_of(postcode))
