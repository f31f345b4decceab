"""Where French communes are."""

import gzip
import math
from dataclasses import dataclass
from functools import cache

from parvis.engine.linkage.normalise.tables import FOLDER


@dataclass(frozen=True, slots=True)
class Commune:
    """The department and the centroid of a commune, in degrees."""

    department: str
    lat: float
    lng: float


@cache
def communes() -> dict[str, tuple[Commune, ...]]:
    """Folded name to the communes of that name, the largest first."""
    found: dict[str, tuple[Commune, ...]] = {}
    with gzip.open(FOLDER / "communes.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            name, department, lat, lng = line.split("\t")
            found[name] = (*found.get(name, ()), Commune(department, float(lat), float(lng)))
    return found


def commune(name: str, department: str = "") -> Commune | None:
    """The commune of that folded name, in the department when one is given, else the largest."""
    for one in communes().get(name, ()):
        if not department or one.department == department:
            return one
    return None


def kilometres(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """The distance of two points as on a small flat map, which is good enough within one country."""
    x = (lng - other_lng) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(x, lat - other_lat)
