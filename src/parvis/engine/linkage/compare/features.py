"""All features by name."""

from collections.abc import Iterable

from parvis.engine.linkage.compare import context, kinds, names, places
from parvis.engine.linkage.compare.pairs import Feature, Pairs
from parvis.engine.linkage.types import Floats

FEATURES: dict[str, Feature] = {
    function.__name__: function
    for function in (
        names.same_words,
        names.name_found,
        names.text_explained,
        names.evidence,
        names.spelling,
        names.part_spelling,
        names.in_one_piece,
        names.homonyms,
        names.largest_of_name,
        names.by_acronym,
        names.numbers,
        context.explained_beside,
        kinds.same_label,
        kinds.same_family,
        kinds.special_service,
        kinds.parents_named,
        kinds.children,
        places.same_city,
        places.same_department,
        places.distance,
        places.city_in_name,
    )
}


def compute(pairs: Pairs, names: Iterable[str]) -> dict[str, Floats]:
    """The values of these features for each pair."""
    return {name: FEATURES[name](pairs) for name in names}
