"""Pairs of names that may be one organisation, and what whole columns say of them at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from parvis.engine.linkage.duplicates.signs import Signs
from parvis.engine.linkage.duplicates.slots import shared
from parvis.engine.linkage.types import Flags, Floats, Ints, Small


@dataclass(frozen=True)
class Couples:
    """Name `a[k]` with name `b[k]`, and their records `i[k]` and `j[k]`."""

    signs: Signs
    a: Ints
    b: Ints

    def __len__(self) -> int:
        return len(self.a)

    @cached_property
    def i(self) -> Ints:
        """The records of the first names."""
        return self.signs.owner[self.a]

    @cached_property
    def j(self) -> Ints:
        """The records of the second names."""
        return self.signs.owner[self.b]

    @cached_property
    def words(self) -> tuple[Flags, Flags]:
        """Which of the words of either name the other one has too."""
        return shared(self.signs.words[self.a], self.signs.words[self.b], missing=-1)

    @cached_property
    def evidence(self) -> Floats:
        """The weight of the words that both names have."""
        return _weight(self.signs.weights[self.a], self.words[0])

    @cached_property
    def by_initials(self) -> tuple[Flags, Flags]:
        """Which of the words of either name are made of the first letters of the other."""
        initials = self.signs.initials
        left, right = (
            self._found(names, initials[others], initials[others][:, 0] >= 0)
            for names, others in ((self.a, self.b), (self.b, self.a))
        )
        return left, right

    @cached_property
    def explained(self) -> tuple[Flags, Flags]:
        """Which of the words of either name the other one has too, are made of its initials, or are of its city where
        that is another one; what explains a word of a name by itself is left out of `own_weights` beforehand."""
        city, words = self.signs.places.city, self.signs.city_words
        elsewhere = city[self.i] != city[self.j]
        left, right = (
            self._found(names, words[others], elsewhere & (city[others] > 0)) | both | made
            for names, others, both, made in zip(
                (self.a, self.b), (self.j, self.i), self.words, self.by_initials, strict=True
            )
        )
        return left, right

    def _found(self, names: Ints, numbers: Small, able: Flags) -> Flags:
        """Which of the words of names are among some numbers; looked up only where that is able to be."""
        words = self.signs.words
        found = np.zeros((words.shape[1], len(names)), dtype=bool)
        at = np.flatnonzero(able)
        found[:, at] = shared(words[names[at]], numbers[at], missing=-1)[0]
        return found

    @cached_property
    def odd_words(self) -> tuple[Small, Small]:
        """The rarest word of either name that nothing explains; -1 where there is none."""
        found = []
        for names, explained in zip((self.a, self.b), self.explained, strict=True):
            open_ones = ~explained & (self.signs.own_weights[names] > 0).T
            first = open_ones.argmax(axis=0)
            word = self.signs.words[names, first]
            found.append(np.where(open_ones.any(axis=0), word, np.int32(-1)))
        return found[0], found[1]

    @cached_property
    def rests(self) -> tuple[Floats, Floats]:
        """For both names the weight of the words that only it has and nothing explains."""
        found = []
        for names, explained in zip((self.a, self.b), self.explained, strict=True):
            rest = self.signs.own_total[names] - _weight(self.signs.own_weights[names], explained)
            found.append(np.maximum(rest, np.float32(0)))
        return found[0], found[1]

    def take(self, kept: Ints | Flags) -> "Couples":
        """Some of the couples, with what was worked out of them before."""
        found = Couples(self.signs, self.a[kept], self.b[kept])
        for name, value in vars(self).items():
            if name in {"words", "by_initials", "explained"}:
                vars(found)[name] = tuple(side[:, kept] for side in value)
            elif name == "rests":
                vars(found)[name] = tuple(side[kept] for side in value)
            elif name in {"i", "j", "evidence"}:
                vars(found)[name] = value[kept]
        return found


def couples_of(signs: Signs, i: Ints, j: Ints) -> Couples:
    """Each name of one record of a pair with each name of the other."""
    lefts, rights = (np.diff(signs.first_name)[records] for records in (i, j))
    products = lefts * rights
    pair = np.repeat(np.arange(len(i), dtype=np.int64), products)
    within = np.arange(len(pair), dtype=np.int64) - np.repeat(np.cumsum(products) - products, products)
    first = signs.first_name
    return Couples(signs, first[i[pair]] + within // rights[pair], first[j[pair]] + within % rights[pair])


def best_names(couples: Couples) -> Couples:
    """For each pair of records the names that share most, measured by what neither has alone; pairs come together."""
    new = np.ones(len(couples), dtype=bool)
    new[1:] = (couples.i[1:] != couples.i[:-1]) | (couples.j[1:] != couples.j[:-1])
    if new.all():
        return couples
    fits = couples.evidence**2 / (couples.evidence + sum(couples.rests) + np.float32(1e-6))
    order = np.lexsort((-fits, np.cumsum(new)))
    return couples.take(order[np.flatnonzero(new)])


def _weight(weights: Floats, chosen: Flags) -> Floats:
    """The sum of the chosen weights; `weights[row, slot]`, `chosen[slot, row]`."""
    found: Floats = np.einsum("kw,wk->k", weights, chosen, dtype=np.float32)
    return found
