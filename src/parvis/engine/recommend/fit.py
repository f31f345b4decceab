"""Fit the ranker: what was known before a year, and who worked together in that year.

Each year that has enough past is a lesson: the history ends before it, and every organisation of a new project asks
for its partners. Nothing of the year itself is in the history, so the ranker learns what can be known beforehand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from parvis.engine.linkage.duplicates.boosting import Settings, fit_trees
from parvis.engine.linkage.duplicates.trees import Model
from parvis.engine.recommend.asking import asking_of
from parvis.engine.recommend.candidates import candidates_of, features_of
from parvis.engine.recommend.history import History, history_of
from parvis.engine.recommend.models import PARTS, Weights, part_of, weights_of
from parvis.engine.recommend.signals import walks_of
from parvis.engine.recommend.types import Flags, Floats, Ints, Organisation, Participation, Project, Query

PAST = 3
"""Years that come before the first lesson."""
LESSONS = 5
"""Years that are learnt from, the last ones."""
QUERIES = 400
"""Queries of each year and each part."""
OTHERS = 30
"""Candidates that did not become partners, of each query; they stand for all of its candidates."""
ONLY_WORDS, ONLY_PROGRAMME = 0.25, 0.1
"""The share of the queries from which the rest of what they are about is taken away."""
SETTINGS = Settings(trees=120, depth=5, rate=0.14, smoothing=12.0, sample=0.5)
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of the past and those who became partners, as numbers of the history before it."""

    query: Query
    partners: Ints


@dataclass(slots=True)
class Examples:
    """Candidates of many queries: what was known of them, who became a partner, and how much each counts."""

    values: list[Mapping[str, Floats]] = field(default_factory=list)
    labels: list[Flags] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)


Lesson = Mapping[str, Examples]
"""The examples of a year, by part."""


def fit(
    participations: Sequence[Participation],
    projects: Sequence[Project],
    organisations: Sequence[Organisation],
    about: Mapping[str, Any],
    *,
    seed: int = 1,
    queries: int = QUERIES,
    settings: Settings = SETTINGS,
) -> Weights:
    """The weights. Raises ValueError when the years are too few to learn from, or hold no new project of partners."""
    lessons = {}
    for year in lesson_years(participations):
        history = history_of(participations, projects, with_newcomers(participations, organisations, year), year)
        lessons[year] = lesson_of(history, participations, projects, seed=seed, queries=queries)
    return fit_lessons(lessons, about, settings)


def lesson_years(participations: Sequence[Participation]) -> list[int]:
    """The last years that have enough past to learn from."""
    return sorted({row.year for row in participations})[PAST:][-LESSONS:]


def lesson_of(
    history: History,
    participations: Sequence[Participation],
    projects: Sequence[Project],
    *,
    seed: int = 1,
    queries: int = QUERIES,
) -> Lesson:
    """What the year after a history teaches."""
    found: dict[str, Examples] = {part: Examples() for part in PARTS}
    for part, asked in _asked_by_part(history, participations, projects).items():
        chosen = np.random.default_rng([seed, history.before]).permutation(len(asked))[:queries]
        for at in sorted(chosen.tolist()):
            _learn(found[part], history, asked[at], np.random.default_rng([seed, history.before, at]))
    return found


def fit_lessons(lessons: Mapping[int, Lesson], about: Mapping[str, Any], settings: Settings = SETTINGS) -> Weights:
    """Weights from the lessons of some years."""
    together = {part: _together([one[part] for one in lessons.values()]) for part in PARTS}
    models = {part: _fitted(together[part], part, settings) for part in PARTS}
    figures = {"years": sorted(lessons), "queries": {part: len(together[part].labels) for part in PARTS}}
    return weights_of(models, {**about, **figures})


def _together(parts: Sequence[Examples]) -> Examples:
    return Examples(
        [values for one in parts for values in one.values],
        [labels for one in parts for labels in one.labels],
        [weights for one in parts for weights in one.weights],
    )


def with_newcomers(
    participations: Sequence[Participation], organisations: Sequence[Organisation], year: int
) -> list[Organisation]:
    """The organisations, and those of whom nothing is known but that they ask in that year."""
    described = {one.id for one in organisations}
    asking = sorted({row.organisation for row in participations if row.year == year} - described)
    return [*organisations, *(Organisation(name, name) for name in asking)]


def asked_in(
    history: History, participations: Sequence[Participation], projects: Sequence[Project], year: int
) -> Iterator[Asked]:
    """Each organisation of each project that began in a year asks; the others, if known before, are the answer."""
    described = {one.id: one for one in projects}
    members: dict[str, dict[str, None]] = {}
    begun: dict[str, int] = {}
    for row in participations:
        begun[row.project] = min(row.year, begun.get(row.project, row.year))
        if row.year == year:
            members.setdefault(row.project, {})[row.organisation] = None
    known = history.network.count
    for name in sorted(members):
        if begun[name] < year:
            continue
        there = [history.index[one] for one in sorted(members[name]) if one in history.index]
        project = described.get(name) or Project(name)
        for at in there:
            others = np.array([other for other in there if other != at and known[other]], dtype=np.int64)
            if len(others):
                asker = history.organisations[at].id
                yield Asked(Query(name, asker, project.terms, project.programme), others)


def _asked_by_part(
    history: History, participations: Sequence[Participation], projects: Sequence[Project]
) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = {part: [] for part in PARTS}
    for one in asked_in(history, participations, projects, history.before):
        found[part_of(asking_of(history, one.query))].append(one)
        bare = Asked(Query(one.query.id, one.query.organisation), one.partners)
        if part_of(asking_of(history, bare.query)) == "bare":
            found["bare"].append(bare)
    return found


def _learn(lessons: Examples, history: History, asked: Asked, rng: np.random.Generator) -> None:
    asking = asking_of(history, _less(asked.query, rng))
    walks = walks_of(history, asking)
    candidates = candidates_of(history, asking, walks)
    labels = np.isin(candidates, asked.partners)
    others = np.flatnonzero(~labels)
    some = rng.choice(others, min(OTHERS, len(others)), replace=False)
    kept = np.sort(np.concatenate((np.flatnonzero(labels), some)))
    values = features_of(history, asking, walks, candidates)
    lessons.values.append({name: column[kept] for name, column in values.items()})
    lessons.labels.append(labels[kept])
    each = np.where(labels[kept], 1.0, len(others) / max(len(some), 1))
    lessons.weights.append((each / np.sqrt(len(asked.partners))).astype(np.float32))


def _less(query: Query, rng: np.random.Generator) -> Query:
    """The query, or now and then only its words or its programme: people leave out what projects always have."""
    luck = rng.random()
    if luck < ONLY_WORDS and query.terms:
        return replace(query, programme="")
    if luck > 1 - ONLY_PROGRAMME and query.programme:
        return replace(query, terms="")
    return query


def _fitted(lessons: Examples, part: str, settings: Settings) -> Model:
    labels = np.concatenate(lessons.labels) if lessons.labels else np.zeros(0, dtype=bool)
    if labels.sum() < FEWEST or labels.all():
        raise ValueError(f"too few projects to learn from ({part}: {int(labels.sum())} partners found)")
    names = sorted({name for values in lessons.values for name in values})
    values = {
        name: np.concatenate(
            [
                one[name] if name in one else np.full(len(own), np.nan, dtype=np.float32)
                for one, own in zip(lessons.values, lessons.labels, strict=True)
            ]
        )
        for name in names
    }
    return fit_trees(values, labels, np.concatenate(lessons.weights), settings)
