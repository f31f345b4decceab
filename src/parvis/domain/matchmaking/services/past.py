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
from parvis.engine.recommend import Organisation, Participation, Project, Recommender, Texts, history_of
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
    """What one worker keeps: the past, and the stamp at which it was read."""

    stamp: Stamp | None = None
    recommender: Recommender | None = None


_kept: Kept[Memory] = Kept(Memory, seconds=float("inf"))
_one_at_a_time = threading.Lock()


def stamp() -> Stamp:
    """Changes when anything does of which the past is made; eleven queries that read indexes and small tables.

    Vectors of texts come last.
    """
    found: list[Any] = [settings.SUGGESTIONS_WEIGHTS]
    for model, columns in WATCHED:
        rows = model.objects.order_by()
        found.append(tuple(rows.aggregate(Count("pk"), *(Max(column) for column in columns)).values()))
    found.append(registers.Participation.objects.exclude(organisation=None).count())
    return (*found, TextVector.objects.count())


def recommender() -> Recommender:
    """The engine over the present data. Takes seconds after a change: for workers only."""
    with _one_at_a_time:
        memory, now = _kept.get(), stamp()
        if memory.recommender is None or memory.stamp != now:
            memory.recommender = _built()
            memory.stamp = *now[:-1], stamp()[-1]  # it may have encoded some texts itself
        return memory.recommender


def _built() -> Recommender:
    rows = [Participation(project, str(organisation), year) for project, organisation, year in told_participations()]
    about = [Project(pk, terms, programme) for pk, terms, programme in described_projects()]
    known = [
        Organisation(str(one.pk), one.name, one.city, one.region, one.kind, one.terms, one.parents)
        for one in profiles()
    ]
    history = history_of(rows, about, [*known, Organisation(str(NOBODY))])
    texts = Texts(Encoder(), rows_of([one.terms for one in history.organisations], at_most=AT_ONCE))
    weights = read(Path(settings.SUGGESTIONS_WEIGHTS)) if settings.SUGGESTIONS_WEIGHTS else None
    return Recommender(history, weights, texts)
