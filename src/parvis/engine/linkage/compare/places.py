"""Whether two records stand in the same place."""

import numpy as np

from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.types import Floats


def same_city(pairs: Pairs) -> Floats:
    """The city is the same (1), another one (0)."""
    left, right = pairs.left.city[pairs.i], pairs.right.city[pairs.j]
    return np.where((left == 0) | (right == 0), np.nan, left == right).astype(np.float32)


def same_department(pairs: Pairs) -> Floats:
    """Both are in the same department (1), or in different ones (0)."""
    left, right = pairs.left.department[pairs.i], pairs.right.department[pairs.j]
    return np.where((left == 0) | (right == 0), np.nan, left == right).astype(np.float32)


def distance(pairs: Pairs) -> Floats:
    """How far apart the two cities are, in kilometres."""
    lat, lng = pairs.left.lat[pairs.i], pairs.left.lng[pairs.i]
    other_lat, other_lng = pairs.right.lat[pairs.j], pairs.right.lng[pairs.j]
    x = (lng - other_lng) * np.cos(np.radians((lat + other_lat) / 2))
    found = np.float32(111.2) * np.hypot(x, lat - other_lat)
    return np.where(same_city(pairs) == 1, np.float32(0), found).astype(np.float32)


def city_in_name(pairs: Pairs) -> Floats:
    """The city of one stands in the name of the other: "CHU de Rouen" (1 it does, 0 it does not)."""
    left, right = pairs.left.places, pairs.right.places
    names = pairs.right.names.canonical
    own = [names[row] for row in pairs.right.first_name[pairs.j].tolist()]
    found = np.full(len(pairs), np.nan, dtype=np.float32)
    for at, (i, j) in enumerate(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True)):
        mine, theirs = left[i].city, right[j].city
        if mine or theirs:
            found[at] = bool(theirs and f" {theirs} " in f" {pairs.texts[at]} ") or bool(
                mine and f" {mine} " in f" {own[at]} "
            )
    return found
