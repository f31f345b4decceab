"""How well names are linked, beside methods that know nothing of French organisations.

Figures of parvis are cross-validated: the gold sets are parted into five folds, by organisation (affiliations: by
text), and each fold is linked by weights that were fitted to the four others.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.linking_baselines import Answers, splink, tfidf, token_set
from bench.linking_fit import Candidates, fitted, thinned, training_sets
from bench.linking_sets import Gold, affiliations, hospitals, labs
from bench.report import Report, Table
from parvis.engine.linkage.fit import FOLDS
from parvis.engine.linkage.scoring import score
from parvis.engine.linkage.types import Flags, Floats, Ints

THRESHOLD = 0.5
LABS = 3
"""One lab in so many is compared with every name by RapidFuzz, which would take minutes for all of them."""


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 of links; of the records that mean something, how many first answers are right."""

    precision: float
    recall: float
    first: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def cells(self) -> list[str]:
        """As they stand in a table."""
        return [f"{value:.3f}" for value in (self.precision, self.recall, self.f1, self.first)]


def measure(*, quick: bool) -> Report:
    """Link the gold sets in every way."""
    golds = [affiliations(), thinned(labs(), LABS) if quick else labs(), hospitals(), hospitals(reverse=True)]
    sets = [Candidates.of(gold) for gold in golds]
    began = time.process_time()
    scores = cross_validated(sets)
    seconds = time.process_time() - began
    return Report(
        "linking",
        "Linking",
        [quality(sets, scores), by_kind(sets[0], scores[0]), lost(sets), calibration(sets, scores)],
        f"{__doc__}\n\nFitting five times took {seconds:.0f} s of one processor.",
    )


def cross_validated(sets: Sequence[Candidates]) -> list[Floats]:
    """For each pair of each set the probability by weights that did not see its fold."""
    training = list(training_sets())
    found = [np.zeros(len(one.pairs), dtype=np.float32) for one in sets]
    for fold in range(FOLDS):
        weights = fitted(training, fold)
        for one, scores in zip(sets, found, strict=True):
            own = one.fold == fold
            scores[own] = score(one.pairs, weights).score[own]
    return found


def quality(sets: Sequence[Candidates], scores: Sequence[Floats]) -> Table:
    """The main table."""
    table = Table(
        ["set", "method", "precision", "recall", "F1", "accuracy at 1"],
        title="Quality",
        before=(
            f"parvis answers with everything from a probability of {THRESHOLD} on. The other methods are given the"
            " threshold, and the choice between all answers and the first one, that suit them best on the very set that"
            " is measured. Splink compares records with records: whole affiliations are not for it. Accuracy at 1 is"
            " the share of records that mean something whose first answer is right."
        ),
        after=(
            "Recall counts every organisation that people chose for a text. In three of five sources of affiliations"
            " they chose one for each text, whatever others it names; right answers beside it count as wrong here."
        ),
    )
    for one, values in zip(sets, scores, strict=True):
        ours = (one.pairs.i, one.pairs.j, values)
        table.rows.append([one.gold.name, "parvis", *quality_of(one.gold, ours, THRESHOLD).cells()])
        table.rows.append([one.gold.name, "3–4-gram TF-IDF", *at_its_best(one.gold, tfidf(one.gold)).cells()])
        few = thinned(one.gold, LABS) if len(one.gold.records) > 3000 else one.gold
        name = "RapidFuzz token_set_ratio" + ("" if few is one.gold else f", one lab in {LABS}")
        table.rows.append([one.gold.name, name, *at_its_best(few, token_set(few)).cells()])
        if one.gold.placed:
            table.rows.append([one.gold.name, "Splink 5", *at_its_best(one.gold, splink(one.gold)).cells()])
    return table


def by_kind(one: Candidates, scores: Floats) -> Table:
    """Affiliations for which all organisations were chosen, or one of them."""
    table = Table(
        ["texts", "strings", "precision", "recall", "F1", "accuracy at 1"], title="Affiliations by what was chosen"
    )
    for title, wanted in (("all organisations were chosen (AffilGood)", False), ("one was chosen (ROR)", True)):
        kept = [at for at, single in enumerate(one.gold.only_one) if single is wanted]
        rows = np.isin(one.pairs.i, kept)
        part = (one.pairs.i[rows], one.pairs.j[rows], scores[rows])
        table.rows.append([title, len(kept), *quality_of(one.gold, part, THRESHOLD, kept).cells()])
    return table


def lost(sets: Sequence[Candidates]) -> Table:
    """What the search for candidates loses."""
    table = Table(
        ["set", "records", "links to find", "in the reference", "among the candidates", "candidates a record"],
        title="What is lost before anything is weighed",
    )
    for one in sets:
        known = {record.id for record in one.gold.reference}
        there = sum(len(known & answer) for answer in one.gold.answers)
        share = f"{one.same.sum() / there:.3f}"
        table.rows.append(
            [one.gold.name, len(one.gold.records), one.gold.total, there, share, len(one.pairs) / len(one.gold.records)]
        )
    return table


def calibration(sets: Sequence[Candidates], scores: Sequence[Floats]) -> Table:
    """Whether a probability is what it says."""
    table = Table(
        ["probability", "pairs", "mean probability", "share that is right"],
        title="Calibration",
        before="All sets together.",
    )
    probability = np.concatenate(list(scores))
    same = np.concatenate([one.same for one in sets])
    for low in np.arange(0, 1, 0.1):
        some = (probability >= low) & (probability < low + 0.1 if low < 0.89 else probability <= 1)
        if some.any():
            cells = (f"{probability[some].mean():.3f}", f"{same[some].mean():.3f}")
            table.rows.append([f"{low:.1f} to {low + 0.1:.1f}", int(some.sum()), *cells])
    return table


def quality_of(
    gold: Gold, answers: Answers, threshold: float, kept: Sequence[int] | None = None, *, best: bool = False
) -> Quality:
    """The quality of answers; of `kept` records only."""
    i, j, scores = answers
    same = _same(gold, i, j)
    first = first_of_each(i, scores)
    some = scores >= threshold
    if best:
        some &= first
    wanted = [gold.answers[at] for at in (range(len(gold.answers)) if kept is None else kept)]
    right = int((same & some).sum())
    return Quality(
        right / max(1, int(some.sum())),
        right / sum(map(len, wanted)),
        int((same & first).sum()) / sum(1 for answer in wanted if answer),
    )


def at_its_best(gold: Gold, answers: Answers) -> Quality:
    """With the threshold that gives the greatest F1, with all answers or the first of each record."""
    scores = answers[2]
    cuts = np.unique(np.quantile(scores, np.linspace(0, 1, 200)))
    return max(
        (quality_of(gold, answers, float(cut), best=best) for cut in cuts for best in (False, True)),
        key=lambda quality: quality.f1,
    )


def first_of_each(i: Ints, scores: Floats) -> Flags:
    """The best answer of each record."""
    order = np.lexsort((-scores, i))
    found = np.zeros(len(i), dtype=bool)
    found[order[np.concatenate(([True], i[order][1:] != i[order][:-1]))]] = True
    return found


def _same(gold: Gold, i: Ints, j: Ints) -> Flags:
    ids = [record.id for record in gold.reference]
    return np.array([ids[b] in gold.answers[a] for a, b in zip(i.tolist(), j.tolist(), strict=True)], dtype=bool)
