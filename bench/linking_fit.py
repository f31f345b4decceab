"""Fit the weights of linking that parvis comes with: `python -m bench.linking_fit`.

All gold sets are taken together, both ways round for hospitals, and once more without the places of the records, so
that bare names are linked too. What `bench.linking` says of these weights comes from parts that they did not see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zlib import crc32

import numpy as np

from bench.linking_sets import Gold, affiliations, hospitals, labs
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.fit import FOLDS, Example, fit_weights
from parvis.engine.linkage.link import candidates
from parvis.engine.linkage.model import FOLDER, Weights, write
from parvis.engine.linkage.retrieval import Retrieval
from parvis.engine.linkage.statistics import Statistics
from parvis.engine.linkage.types import Flags, Ints

UNCHOSEN = 0.5
"""How much a pair counts that nobody chose, where only one organisation was chosen for a text that may name several."""
BARE = 0.05
"""How much a pair counts of the sets without places, beside affiliations."""
LABS = 3
"""One lab in so many is fitted to; there are more than enough of them."""


@dataclass(frozen=True)
class Candidates:
    """The pairs of a gold set that are weighed, and which of them are right; the fold of each record."""

    gold: Gold
    pairs: Pairs
    same: Flags
    fold: Ints
    """The fold of each pair: records that belong together are in the same one."""

    @classmethod
    def of(cls, gold: Gold) -> "Candidates":
        """Look up all records."""
        reference = prepare(gold.reference)
        statistics = Statistics.of(reference)
        records = prepare(gold.records, reference, split=True)
        pairs = candidates(records, reference, statistics, Retrieval(reference, statistics))
        ids = [record.id for record in gold.reference]
        both = zip(pairs.i.tolist(), pairs.j.tolist(), strict=True)
        same = np.array([ids[j] in gold.answers[i] for i, j in both])
        fold = np.array([crc32(group.encode()) % FOLDS for group in gold.group])
        return cls(gold, pairs, same, fold[pairs.i])

    def example(self, rows: Ints) -> Example:
        """Some of the pairs, to fit to."""
        pairs, same = self.pairs.take(rows), self.same[rows]
        unsure = np.array(self.gold.only_one)[pairs.i] & ~same
        groups = self.gold.group
        inner = np.array([crc32(f"inner {groups[i]}".encode()) % FOLDS for i in pairs.i.tolist()])
        weight = 1.0 if self.gold.placed or self.gold.name.startswith("affiliations") else BARE
        return Example(pairs, same, weight * np.where(unsure, UNCHOSEN, 1.0), inner)


def training_sets() -> Iterator[Candidates]:
    """What weights are fitted to."""
    for gold in (affiliations(), thinned(labs(), LABS), hospitals(), hospitals(reverse=True)):
        yield Candidates.of(gold)
        if not gold.name.startswith("affiliations"):
            yield Candidates.of(gold.without_places())


def thinned(gold: Gold, share: int) -> Gold:
    """One group of records in so many."""
    kept = [at for at, group in enumerate(gold.group) if crc32(f"thin {group}".encode()) % share == 0]
    records, answers = [gold.records[at] for at in kept], [gold.answers[at] for at in kept]
    groups, only_one = [gold.group[at] for at in kept], [gold.only_one[at] for at in kept]
    return Gold(gold.name, records, gold.reference, answers, groups, only_one)


def fitted(sets: Sequence[Candidates], left_out: int = -1) -> Weights:
    """Weights fitted to all but one fold."""
    examples = [one.example(np.flatnonzero(one.fold != left_out)) for one in sets]
    pairs = sum(len(one.same) for one in examples)
    about = {"date": f"{datetime.now(tz=UTC):%Y-%m-%d}", "training": f"{pairs} pairs: " + ", ".join(names(sets))}
    return fit_weights(examples, about)


def names(sets: Sequence[Candidates]) -> list[str]:
    """The names of the sets."""
    return [one.gold.name for one in sets]


def main() -> None:
    """Fit to everything, and keep it."""
    weights = fitted(list(training_sets()))
    write(FOLDER / "names.json", weights)
    print(weights.about["training"])


if __name__ == "__main__":
    main()
