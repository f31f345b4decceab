"""The past as the engine reads it, kept by the worker between its jobs as long as the data stay the same.

Only the worker imports this: the engine takes seconds to load, and the past some seconds to read.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from parvis.core.memory import Kept
from parvis.domain.directory import models as directory
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.matchmaking.models import TextVector
from parvis.domain.matchmaking.selectors.participations import described_projects, told_participations
from parvis.domain.matchmaking.selectors.profiles import profiles
from parvis.domain.matchmaking.services.vectors import AT_ONCE, Encoder, rows_of
from parvis.domain.needs.models import Notice
from parvis.domain.projects import models as registers
from parvis.engine.recommend import History, Organisation, Participation, Project, Recommender, Texts, history_of
from parvis.engine.recommend.models import read

NOBODY = 0
"""Who asks where no organisation does; no row has this number."""

WATCHED: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (directory.Organisation, ("updated_at", "pk")),
    (directory.Organisation.themes.through, ("pk",)),
    (directory.Relation, ("pk",)),
    (registers.Participation, ("pk",)),
    (registers.Project, ("updated_at", "pk")),
    (Notice, ("updated_at", "pk")),
    (JointProject, ("updated_at", "pk")),
    (Partner, ("pk", "joined_on", "left_on")),
    (IntroductionSide, ("pk", "outcome_at")),
)
"""Tables of which the past is made, and the columns that grow when one of their rows changes."""

Stamp = tuple[Any, ...]


@dataclass(slots=True)
class Memory:
    """What one worker keeps: the past, the stamp at which it was read, and how many vectors of texts there were then.

    `vectors` is None once each profile has its own.
    """

    stamp: Stamp | None = None
    recommender: Recommender | None = None
    vectors: int | None = None


_kept: Kept[Memory] = Kept(Memory, seconds=float("inf"))
_one_at_a_time = threading.Lock()


def stamp() -> Stamp:
    """Changes when anything does of which the past is made; ten queries that read indexes and small tables."""
    found: list[Any] = [settings.SUGGESTIONS_WEIGHTS]
    for model, columns in WATCHED:
        rows = model.objects.order_by()
        found.append(tuple(rows.aggregate(Count("pk"), *(Max(column) for column in columns)).values()))
    return (*found, registers.Participation.objects.exclude(organisation=None).count())


def recommender() -> Recommender:
    """The engine over the present data. Takes seconds after a change: for workers only.

    While a job encodes profiles, those that it has done are taken over, and the rest stays as it is.
    """
    with _one_at_a_time:
        memory, now = _kept.get(), stamp()
        if memory.recommender is None or memory.stamp != now:
            memory.recommender = _with_texts(_history(), memory)
            memory.stamp = now
        elif memory.vectors is not None and memory.vectors != TextVector.objects.count():
            memory.recommender = _with_texts(memory.recommender.history, memory)
        return memory.recommender


def _history() -> History:
    rows = [Participation(project, str(organisation), year) for project, organisation, year in told_participations()]
    about = [Project(pk, terms, programme) for pk, terms, programme in described_projects()]
    known = [
        Organisation(str(one.pk), one.name, one.city, one.region, one.kind, one.terms, one.parents)
        for one in profiles()
    ]
    return history_of(rows, about, [*known, Organisation(str(NOBODY))])


def _with_texts(history: History, memory: Memory) -> Recommender:
    terms = [one.terms for one in history.organisations]
    vectors = rows_of(terms, at_most=AT_ONCE)
    is_whole = all(row.any() or not text.strip() for text, row in zip(terms, vectors, strict=True))
    memory.vectors = None if is_whole else TextVector.objects.count()
    weights = read(Path(settings.SUGGESTIONS_WEIGHTS)) if settings.SUGGESTIONS_WEIGHTS else None
    return Recommender(history, weights, Texts(Encoder(), vectors))
