"""How well suggestions find who really worked together afterwards, beside methods that learn nothing.

Everything before a year is known, for the weights and for the history; each organisation of each project that began in
that year asks, and the other organisations that were known before are to be found among all that were. Years before the
last one were looked at while the method was made; the last one was not. "New ties" asks only for partners that the one
who asks never worked with, and leaves former partners out of all answers. Queries have the topic of their project (its
programme, and stemmed words for most) or do not. One query in two of the last year is asked, one
in three of the year before.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import numpy as np

from bench.recommend_baselines import Baseline, baselines
from bench.recommend_data import Anr, anr
from bench.recommend_speed import speed
from bench.report import Report, Table
from parvis.engine.recommend import History, Query, Recommender, Weights
from parvis.engine.recommend.asking import asking_of
from parvis.engine.recommend.fit import QUERIES, Asked, Lesson, asked_in, fit_lessons, lesson_of, lesson_years
from parvis.engine.recommend.signals import signals_of, walks_of
from parvis.engine.recommend.sparse import row
from parvis.engine.recommend.types import Ints

YEARS = (2017, 2018)
TOP = 10
OURS = "parvis"
EVERY = (3, 2)
"""One query in so many is asked, of the years before and of the last one: the machine is a small one."""
THIN = 8
"""With --quick one query in so many is asked."""


@dataclass
class Tally:
    """Of each query: whether one of the first ten is right, NDCG of the first ten, one over the first right rank."""

    hits: list[float] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)

    def add(self, order: Ints, wanted: Ints) -> None:
        """One query: who was found, best first, and who was to be found."""
        right = np.isin(order, wanted)
        places = np.flatnonzero(right)
        discounts = 1 / np.log2(np.arange(2, TOP + 2))
        self.hits.append(float(right[:TOP].any()))
        self.gains.append(float((right[:TOP] * discounts[: len(right[:TOP])]).sum() / discounts[: len(wanted)].sum()))
        self.firsts.append(1 / (1 + int(places[0])) if len(places) else 0.0)

    def cells(self) -> list[str]:
        """As they stand in a table."""
        return [f"{np.mean(some):.3f}" if some else "–" for some in (self.hits, self.gains, self.firsts)]


Tallies = dict[tuple[str, bool, bool], Tally]
"""By method, whether only of health, and whether only of new ties."""


def measure(*, quick: bool) -> Report:
    """Fit and ask, year by year; newest first."""
    tables: list[Table] = []
    newcomers = Table(
        ["year", "topic", "queries", "hit@10", "NDCG@10", "MRR"],
        title="Newcomers",
        before="Organisations that were in no project before, by their city, region and kind and the topic, if any.",
    )
    fitting = Table(
        ["year", "years learnt from", "queries learnt from", "processor seconds"], title="Fitting the weights"
    )
    for year in reversed(YEARS):
        started = time.process_time()
        weights = weights_before(anr(), year, 150 if quick else QUERIES)
        seconds = time.process_time() - started
        learnt = sum(weights.about["queries"].values())
        fitting.rows.append([str(year), f"{weights.about['years'][0]}–{weights.about['years'][-1]}", learnt, seconds])
        for topic in (True, False):
            table, row_ = quality(anr(), year, weights, topic=topic, thin=THIN if quick else EVERY[year == YEARS[-1]])
            tables.append(table)
            newcomers.rows.append(row_)
    return Report("recommend", "Suggestions", [*tables, newcomers, fitting, speed(quick=quick)], __doc__ or "")


@cache
def lesson(year: int, queries: int) -> Lesson:
    """What a year teaches to those who know what was before it."""
    data = anr()
    return lesson_of(data.history(year), data.participations, data.projects, queries=queries)


def weights_before(data: Anr, year: int, queries: int = QUERIES) -> Weights:
    """Weights that have seen nothing of a year and later."""
    years = lesson_years([one for one in data.participations if one.year < year])
    about = {"date": f"{date.today()}", "training": f"projects of the ANR from 2010 to {year - 1}"}  # noqa: DTZ011
    return fit_lessons({one: lesson(one, queries) for one in years}, about)


def quality(data: Anr, year: int, weights: Weights, *, topic: bool, thin: int) -> tuple[Table, list[object]]:
    """The table of one year, and the line of its newcomers."""
    history = data.history(year)
    recommender = Recommender(history, weights)
    methods = baselines(history)
    tallies: Tallies = {}
    newcomers = Tally()
    for one in _queries(data, history, year, topic=topic, thin=thin):
        known = history.network.count[history.index[one.query.organisation]] > 0
        answer = recommender.ranked(one.query).candidates
        if known:
            _add_all(data, history, one, answer, methods, tallies)
        else:
            newcomers.add(answer[history.network.count[answer] > 0], one.partners)
    title = f"{year}, {'with' if topic else 'without'} the topic" + (
        " (not looked at before)" if year == YEARS[-1] else ""
    )
    said = "yes" if topic else "no"
    return _table(title, methods, tallies), [str(year), said, len(newcomers.hits), *newcomers.cells()]


def _queries(data: Anr, history: History, year: int, *, topic: bool, thin: int) -> Iterator[Asked]:
    asked = list(asked_in(history, data.participations, data.projects, year))
    for one in asked[::thin]:
        yield one if topic else Asked(Query(one.query.id, one.query.organisation), one.partners)


def _add_all(
    data: Anr, history: History, one: Asked, answer: Ints, methods: Mapping[str, Baseline], tallies: Tallies
) -> None:
    asking = asking_of(history, one.query)
    signals = signals_of(history, asking, walks_of(history, asking), np.arange(len(history)))
    strange = row(history.network.joint, asking.at) == 0
    strange &= history.network.count > 0
    for name, order in _orders(
        history, answer, {n: m(history, asking, signals) for n, m in methods.items()}, asking.at
    ):
        for only_new in (False, True):
            wanted = one.partners[strange[one.partners]] if only_new else one.partners
            found = order[strange[order]] if only_new else order
            for health in (False, True)[: 1 + (one.query.id in data.health)]:
                if len(wanted):
                    tallies.setdefault((name, health, only_new), Tally()).add(found, wanted)


def _orders(history: History, answer: Ints, scores: Mapping[str, Ints], at: int) -> Iterator[tuple[str, Ints]]:
    """Our answer, and for each baseline all organisations by its numbers."""
    yield OURS, answer[history.network.count[answer] > 0]
    for name, values in scores.items():
        kept = np.asarray(values, dtype=np.float64).copy()
        kept[at] = -np.inf
        kept[history.network.count == 0] = -np.inf
        yield name, np.argsort(-kept, kind="stable")[:-1]


def _table(title: str, methods: Mapping[str, Baseline], tallies: Tallies) -> Table:
    groups = [(health, new) for health in (True, False) for new in (False, True)]
    names = [
        f"{'health' if health else 'all fields'}, {'new ties' if new else 'all partners'}" for health, new in groups
    ]
    counts = [len(tallies[OURS, *group].hits) if (OURS, *group) in tallies else 0 for group in groups]
    table = Table(
        ["method", *(f"{name}: {figure}" for name in names for figure in ("hit@10", "NDCG@10", "MRR"))],
        title=title,
        before="Queries: " + ", ".join(f"{count:,} ({name})" for count, name in zip(counts, names, strict=True)) + ".",
    )
    for method in (OURS, *methods):
        cells = [cell for group in groups for cell in tallies.get((method, *group), Tally()).cells()]
        table.rows.append([f"**{method}**" if method == OURS else method, *cells])
    return table
