"""All features by name."""

from collections.abc import Iterable

from parvis.engine.linkage.compare import kinds, names, places
from parvis.engine.linkage.compare.pairs import Feature, Pairs
from parvis.engine.linkage.types import Floats

FEATURES: dict[str, Feature] = {
    function.__name__: function
    for function in (
        names.same_words,
        names.one_in_the_other,
        names.spelling,
        names.numbers,
        kinds.same_label,
        kinds.same_family,
        places.same_city,
        places.same_department,
    )
}


def compute(pairs: Pairs, names: Iterable[str]) -> dict[str, Floats]:
    """The values of these features for each pair."""
    return {name: FEATURES[name](pairs) for name in names}
