"""The imports of projects: which there are, how far one is, what it changes, and what can be done with it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.projects.enums import ChangeKind
from parvis.domain.projects.labels import COUNTS
from parvis.domain.projects.models import Participation, Project, ProjectChange, ProjectImport
from parvis.domain.projects.registry import project_registers
from parvis.domain.projects.workflow import TRANSITIONS
from parvis.domain.sources.enums import IN_THE_DIRECTORY, RunAction, RunState

LONGEST = 160
HIDDEN = frozenset({"words", "organisation_id", "basis", "score"})
"""Columns that are kept for a roll back only."""
Figure = tuple[str, str | Promise, int]
"""Its name, its words, its number."""


def imports_visible_to(actor: Actor) -> QuerySet[ProjectImport]:
    """Every import of projects for the campus team, nothing for others; the newest first."""
    runs = ProjectImport.objects.select_related("imported_by", "first_file", "second_file").order_by("-pk")
    return runs if is_team(actor) else runs.none()


def name_of(source: str) -> str | Promise:
    """The name of a register of projects; its code when parvis does not know it any more."""
    register = project_registers.find(source)
    return register.name if register else source


def figures_of(run: ProjectImport) -> list[Figure]:
    """The figures that are not nought, in their order."""
    return [(name, label, run.counts[name]) for name, label in COUNTS.items() if run.counts.get(name)]


def kinds_of(run: ProjectImport) -> list[Figure]:
    """The kinds of changes that the run has, each with its number."""
    counted = dict(ProjectChange.objects.filter(run=run).order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, COUNTS[kind], counted[kind]) for kind in ChangeKind.values if counted.get(kind)]


def changes_of(run: ProjectImport, kind: str) -> QuerySet[ProjectChange]:
    """The changes of one kind, in the order of the files."""
    return ProjectChange.objects.filter(run=run, kind=kind).order_by("pk")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change for readers: of each column what it was and what it is."""

    change: ProjectChange
    columns: list[tuple[str, str, str]]


def in_words(change: ProjectChange) -> ChangeView:
    """The change with the names of its columns, in the order of the table: PostgreSQL sorts keys of its own accord."""
    model = Participation if change.key else Project
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    names = [name for name in fields if name in (change.after or change.before) and name not in HIDDEN]
    said = [(fields[name], change.before.get(name), change.after.get(name)) for name in names]
    return ChangeView(change, [(str(f.verbose_name), _shown(f, old), _shown(f, new)) for f, old, new in said])


def _shown(field: Any, value: Any) -> str:
    """A value in one line, a day in words."""
    if value and isinstance(field, models.DateField):
        return date_format(dt.date.fromisoformat(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(" ".join(map(str, item)) for item in value)
    return Truncator("" if value is None else str(value)).chars(LONGEST)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What may be done with a run as it stands."""

    apply: bool
    discard: bool
    roll_back: bool
    needs_consent: bool


def next_steps(run: ProjectImport) -> NextSteps:
    """What the state of a run allows; `needs_consent` says that lines were refused and nobody accepted that yet."""
    state = RunState(run.state)
    changes = any(run.counts.get(kind) for kind in ChangeKind.values)
    can_apply = (state, RunAction.APPLY) in TRANSITIONS and run.has_files and changes
    return NextSteps(
        apply=can_apply,
        discard=(state, RunAction.DISCARD) in TRANSITIONS,
        roll_back=(state, RunAction.ROLL_BACK) in TRANSITIONS and run.kept_lines,
        needs_consent=can_apply and bool(run.refused) and not run.skip_bad,
    )


def why_not_roll_back(run: ProjectImport) -> str:
    """The sentence with which a roll back would be refused now; empty where it may be asked for."""
    if (RunState(run.state), RunAction.ROLL_BACK) not in TRANSITIONS:
        return _("Only an applied import can be rolled back.")
    if not run.kept_lines:
        return _("What this import replaced is not kept any more; it cannot be rolled back.")
    later = ProjectImport.objects.filter(source=run.source, state__in=IN_THE_DIRECTORY, turn__gt=run.turn or 0)
    names = ", ".join(f"{one.pk} ({', '.join(one.file_names)})" for one in later.order_by("-turn"))
    sentence = _("Later imports of this register must be rolled back first: %(names)s.")
    return sentence % {"names": names} if names else ""
