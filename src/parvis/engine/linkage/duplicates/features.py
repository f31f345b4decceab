"""What is compared of two records; the sentence of each feature is what people read as the reason."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from parvis.engine.linkage.duplicates.couples import Couples
from parvis.engine.linkage.duplicates.kinds import WHICH_KIND, WHICH_PART
from parvis.engine.linkage.duplicates.slots import shared
from parvis.engine.linkage.types import Flags, Floats, Small

Feature = Callable[[Couples], Floats]
"""A number for each couple; NaN where one side says nothing."""

SMALL = np.float32(1e-6)


def same_words(couples: Couples) -> Floats:
    """The names share words; rare words count more than frequent ones (0 none, 1 all)."""
    left, right = couples.rests
    return _share(couples.evidence, left + right)


def one_in_the_other(couples: Couples) -> Floats:
    """All words of one name stand in the other (share of the shorter name, rare words counting more)."""
    return _share(couples.evidence, np.minimum(*couples.rests))


def chance(couples: Couples) -> Floats:
    """How little it can be chance that both names have these words, in a register of this size."""
    found: Floats = couples.evidence - np.float32(np.log(couples.signs.population))
    return found


def rest(couples: Couples) -> Floats:
    """What only one of the names says, on the side where it weighs most."""
    return np.maximum(*couples.rests)


def other_rest(couples: Couples) -> Floats:
    """What only the other name says."""
    return np.minimum(*couples.rests)


def homonyms(couples: Couples) -> Floats:
    """In how many departments a record has one of the two names (logarithm)."""
    counts = couples.signs.homonyms
    return np.log(np.maximum(counts[couples.a], counts[couples.b])).astype(np.float32)


def spelling(couples: Couples) -> Floats:
    """The names are spelt alike (0 nothing alike, 1 the same letters)."""
    return _likeness(couples, couples.signs.names, fuzz.ratio)


def sorted_spelling(couples: Couples) -> Floats:
    """The names are spelt alike, whatever the order of their words."""
    return _likeness(couples, couples.signs.names, fuzz.token_sort_ratio)


def part_spelling(couples: Couples) -> Floats:
    """A part of one name is spelt like the other."""
    return _likeness(couples, couples.signs.names, fuzz.partial_ratio)


def beginning(couples: Couples) -> Floats:
    """One name begins as the other does (share of the shorter one): a name that a register has cut."""
    names = couples.signs.names
    same = _compared(couples, names, Prefix.similarity)
    lengths = couples.signs.lengths
    return np.divide(same, np.maximum(np.minimum(lengths[couples.a], lengths[couples.b]), 1), dtype=np.float32)


def odd_words(couples: Couples) -> Floats:
    """The rarest words that only one of the names has are spelt alike (1), or have nothing in common (0)."""
    left, right = couples.odd_words
    known = np.flatnonzero((left >= 0) & (right >= 0))
    found = np.full(len(couples), np.nan, dtype=np.float32)
    words = couples.signs.vocabulary
    lefts, rights = ([words[word] for word in side[known].tolist()] for side in (left, right))
    found[known] = process.cpdist(lefts, rights, scorer=fuzz.ratio, dtype=np.float32) / np.float32(100)
    return found


def near_words(couples: Couples) -> Floats:
    """How many records of their city have the word that fewest of them have, of those in both names (logarithm)."""
    places, near = couples.signs.places, couples.signs.near[couples.a]
    holders = np.where(couples.words[0].T, near, np.iinfo(np.int32).max).min(axis=1)
    left, right = places.city[couples.i], places.city[couples.j]
    known = (left > 0) & (left == right) & couples.words[0].any(axis=0)
    return _known(known, np.log(np.maximum(holders, 1)))


def same_city(couples: Couples) -> Floats:
    """The city is the same, and how few records are there; less than 0 for another city."""
    places = couples.signs.places
    left, right = places.city[couples.i], places.city[couples.j]
    value = np.where(left == right, places.weight[couples.i], np.float32(-1))
    return _known((left > 0) & (right > 0), value)


def same_department(couples: Couples) -> Floats:
    """The department is the same (1), another one (0)."""
    left, right = couples.signs.places.department[couples.i], couples.signs.places.department[couples.j]
    return _known((left > 0) & (right > 0), left == right)


def same_postcode(couples: Couples) -> Floats:
    """The postcode is the same (1), begins alike (0.5), is another one (0)."""
    left, right = couples.signs.places.postcode[couples.i], couples.signs.places.postcode[couples.j]
    return _known((left > 0) & (right > 0), np.where(left == right, 1.0, np.where(left // 100 == right // 100, 0.5, 0)))


def same_website(couples: Couples) -> Floats:
    """The website is the same (1; less when more than two records have it), another one (0)."""
    return _rarely_same(couples.signs.host, couples.signs.host_share, couples)


def same_siren(couples: Couples) -> Floats:
    """The legal unit is the same (1; less when more than two records have it), another one (0)."""
    signs = couples.signs
    if "siren" not in signs.identifiers:
        return np.full(len(couples), np.nan, dtype=np.float32)
    return _rarely_same(signs.identifiers["siren"][:, 0], signs.siren_share, couples)


def same_unit(couples: Couples) -> Floats:
    """The number of the research unit is the same (1), another one (0)."""
    return _any_shared(couples.signs.labels, couples, missing=0)


def same_figures(couples: Couples) -> Floats:
    """The numbers in the names agree: Paris 6 is not Paris 7 (1 yes, 0 no); 0.5 when only one has any."""
    left, right = couples.signs.figures[couples.i], couples.signs.figures[couples.j]
    found = _any_shared(couples.signs.figures, couples, missing=-1)
    one = (left[:, 0] >= 0) != (right[:, 0] >= 0)
    return np.where(one, np.float32(0.5), found)


def same_family(couples: Couples) -> Floats:
    """Both are the same kind of hospital (1), or of different kinds (0); 0.5 when only one says."""
    left, right = couples.signs.families[couples.a], couples.signs.families[couples.b]
    value = np.where((left == 0) != (right == 0), 0.5, (left & right) > 0)
    return _known((left > 0) | (right > 0), value)


def same_kind(couples: Couples) -> Floats:
    """Both say the same kind (1), only one says more (0.5), or each another one (0): an institute is no pharmacy."""
    return _one_sided(couples, WHICH_KIND)


def same_part(couples: Couples) -> Floats:
    """Both say the same part of a whole (1), only one says one (0.5), or each says another one (0)."""
    return _one_sided(couples, WHICH_PART)


def more_kinds(couples: Couples) -> Floats:
    """One name says more kinds or parts than the other: a hospital, and a clinic of that hospital (how many more)."""
    counts = couples.signs.how_many_kinds
    return np.asarray(np.abs(counts[couples.a] - counts[couples.b]), dtype=np.float32)


def same_parents(couples: Couples) -> Floats:
    """Both say that they are part of the same (1), or of something else (0)."""
    parents = couples.signs.parents
    left, right = parents[couples.a], parents[couples.b]
    mine, _theirs = shared(left, right, missing=-1)
    return _known((left[:, 0] >= 0) & (right[:, 0] >= 0), np.asarray(mine.any(axis=0)))


def by_initials(couples: Couples) -> Floats:
    """A word of one name is made of the first letters of the other (1)."""
    left, right = couples.by_initials
    return np.asarray(left.any(axis=0) | right.any(axis=0), dtype=np.float32)


def shortest(couples: Couples) -> Floats:
    """The weight of all words of the name that says less."""
    return np.minimum(couples.signs.total[couples.a], couples.signs.total[couples.b])


CHEAP: tuple[Feature, ...] = (
    same_words,
    one_in_the_other,
    chance,
    rest,
    other_rest,
    homonyms,
    same_city,
    same_department,
    same_postcode,
    same_website,
    same_siren,
    same_unit,
    same_figures,
    same_family,
    same_kind,
    same_part,
    more_kinds,
    same_parents,
    by_initials,
    shortest,
    near_words,
)
COSTLY: tuple[Feature, ...] = (spelling, sorted_spelling, part_spelling, beginning, odd_words)
FEATURES: dict[str, Feature] = {function.__name__: function for function in (*CHEAP, *COSTLY)}


def compute(couples: Couples, names: Iterable[str]) -> dict[str, Floats]:
    """The values of these features for each couple."""
    return {name: FEATURES[name](couples) for name in names}


def _share(evidence: Floats, rest: Floats) -> Floats:
    found: Floats = evidence / np.maximum(evidence + rest, SMALL)
    return found


def _known(known: Flags, values: NDArray[Any]) -> Floats:
    return np.where(known, values, np.nan).astype(np.float32)


def _rarely_same(column: Small, shares: Floats, couples: Couples) -> Floats:
    left, right = column[couples.i], column[couples.j]
    return _known((left > 0) & (right > 0), np.where(left == right, shares[couples.i], np.float32(0)))


def _one_sided(couples: Couples, which: int) -> Floats:
    left, right = couples.signs.kinds[couples.a] & which, couples.signs.kinds[couples.b] & which
    more, other = (left & ~right) != 0, (right & ~left) != 0
    return _known((left | right) != 0, np.where(more & other, 0, np.where(more | other, 0.5, 1)))


def _any_shared(column: Small, couples: Couples, *, missing: int) -> Floats:
    left, right = column[couples.i], column[couples.j]
    mine, _theirs = shared(left, right, missing=missing)
    return _known((left[:, 0] != missing) & (right[:, 0] != missing), np.asarray(mine.any(axis=0)))


def _likeness(couples: Couples, names: list[str], scorer: Callable[..., float]) -> Floats:
    return _compared(couples, names, scorer) / np.float32(100)


def _compared(couples: Couples, names: list[str], scorer: Callable[..., float]) -> Floats:
    lefts = [names[row] for row in couples.a.tolist()]
    rights = [names[row] for row in couples.b.tolist()]
    return np.asarray(process.cpdist(lefts, rights, scorer=scorer, dtype=np.float32))
