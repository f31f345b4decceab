"""All features by name, and which way each may count."""

from collections.abc import Iterable

from parvis.engine.linkage.compare import context, kinds, names, places
from parvis.engine.linkage.compare.pairs import Feature, Pairs
from parvis.engine.linkage.types import Floats

DIRECTED: tuple[tuple[Feature, int], ...] = (
    (names.same_words, 1),
    (names.name_found, 1),
    (names.text_explained, 1),
    (context.explained_beside, 1),
    (context.whole_explained, 1),
    (context.own_name_explained, 1),
    (names.evidence, 1),
    (names.spelling, 1),
    (names.part_spelling, 1),
    (names.in_one_piece, 1),
    (names.homonyms, -1),
    (names.largest_of_name, 1),
    (names.by_acronym, 0),
    (names.numbers, 1),
    (kinds.same_label, 1),
    (kinds.same_family, 1),
    (kinds.special_service, -1),
    (kinds.parents_named, 1),
    (kinds.part_named, 0),
    (kinds.children, 1),
    (places.same_city, 1),
    (places.same_department, 1),
    (places.distance, -1),
    (places.city_in_name, 1),
)
"""Each feature, and whether greater values may only raise the odds (1), only lower them (-1), or either (0)."""

FEATURES: dict[str, Feature] = {feature.__name__: feature for feature, _sign in DIRECTED}
SIGNS: dict[str, int] = {feature.__name__: sign for feature, sign in DIRECTED}


def compute(pairs: Pairs, names: Iterable[str]) -> dict[str, Floats]:
    """The values of these features for each pair."""
    return {name: FEATURES[name](pairs) for name in names}
