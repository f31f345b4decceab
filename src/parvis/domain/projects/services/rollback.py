"""Roll an import of projects back: they say again what they said before."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.errors import InvalidTransition
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.rows import revived
from parvis.domain.projects.enums import ChangeKind
from parvis.domain.projects.models import Participation, Project, ProjectChange, ProjectImport
from parvis.domain.projects.selectors.imports import why_not_roll_back
from parvis.domain.projects.services import importing
from parvis.domain.projects.services.parsing import Progress
from parvis.domain.projects.services.staging import queue
from parvis.domain.projects.services.states import move, settle
from parvis.domain.projects.services.tying import TIE, Effect, tie_by_number
from parvis.domain.sources.enums import RunAction

ROLL_BACK = "projects.roll_back"
TOGETHER = 500
Changes = list[ProjectChange]


def request_roll_back(*, actor: User, run: ProjectImport) -> None:
    """Queue the job that rolls an import back.

    Raises NotAllowed, InvalidTransition where the state or a later import forbids it, Conflict when someone was faster.
    """
    importing.register_for(actor, run.source)
    with transaction.atomic():
        settle(run)
        _refuse_unready(run)
        move(run, RunAction.ROLL_BACK)
        queue(actor, run, ROLL_BACK)


def _refuse_unready(run: ProjectImport) -> None:
    problem = why_not_roll_back(run)
    if problem:
        raise InvalidTransition(problem)


def roll_back(*, actor: User | None, run: ProjectImport, progress: Progress, effect: Effect) -> None:
    """Undo an applied import, all of it or nothing; it can be applied again afterwards.

    Projects and participations that it brought go, those that it changed or took away are as they were, with what they
    were tied to where that is still there. Raises InvalidTransition where a later import stands, or something else was
    made to depend on a project that would go.
    """
    importing.register_for(actor, run.source)
    total = ProjectChange.objects.filter(run=run).count()
    with effect() as result:
        for place, (kind, undo) in enumerate(UNDOING.items()):
            progress(place * total // len(UNDOING), total, _("writing"))
            rows = ProjectChange.objects.filter(run=run, kind=kind).order_by("pk")
            for start in range(0, total, TOGETHER):
                changes = list(rows[start : start + TOGETHER])
                if not changes:
                    break
                undo(run.source, changes)
        tie_by_number()
        enqueue(actor=None, name=TIE, key=TIE)
        move(run, RunAction.FINISH, turn=None, finished_at=clock.now(), problem="")
        record(actor=actor, verb="projects.rolled_back", target=run, data={"source": run.source})
        result |= {"run": run.pk, "state": run.state}


def _remove_projects(source: str, changes: Changes) -> None:
    try:
        Project.objects.filter(source=source, code__in={change.code for change in changes}).delete()
    except ProtectedError as error:
        raise InvalidTransition(_("Something else depends on a project of this import; it stays.")) from error


def _remove_participations(source: str, changes: Changes) -> None:
    Participation.objects.filter(pk__in=[row.pk for _change, row in _participations(source, changes)]).delete()


def _restore_projects(source: str, changes: Changes) -> None:
    rows = {row.code: row for row in Project.objects.filter(source=source, code__in=[c.code for c in changes])}
    found = [_fill(rows[change.code], change.before) for change in changes if change.code in rows]
    Project.objects.bulk_update(found, sorted({name for change in changes for name in change.before}), batch_size=50)


def _restore_participations(source: str, changes: Changes) -> None:
    found = [_fill(row, _living(change.before)) for change, row in _participations(source, changes)]
    names = {_field(Participation, name).name for change in changes for name in change.before}
    Participation.objects.bulk_update(found, sorted(names), batch_size=50)


def _bring_participations_back(source: str, changes: Changes) -> None:
    projects = dict(Project.objects.filter(source=source, code__in=[c.code for c in changes]).values_list("code", "pk"))
    Participation.objects.bulk_create(
        _fill(Participation(project_id=projects[change.code], source=source, key=change.key), _living(change.before))
        for change in changes
    )


def _participations(source: str, changes: Changes) -> Iterable[tuple[ProjectChange, Participation]]:
    """The rows of these changes that are there."""
    of_projects = Participation.objects.filter(project__source=source, project__code__in={c.code for c in changes})
    rows = {(row.project.code, row.key): row for row in of_projects.select_related("project")}
    return [(change, rows[change.code, change.key]) for change in changes if (change.code, change.key) in rows]


def _living(before: dict[str, Any]) -> dict[str, Any]:
    """The columns as they were, without a tie to an organisation that has gone or was merged since."""
    organisation = before.get("organisation_id")
    if organisation is None or Organisation.objects.filter(pk=organisation).exists():
        return before
    return {**before, "organisation_id": None, "basis": "", "score": None}


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.local_concrete_fields if field.attname == name)


def _fill(row: Any, before: dict[str, Any]) -> Any:
    for name, value in before.items():
        setattr(row, name, revived(_field(type(row), name), value))
    return row


UNDOING: dict[ChangeKind, Callable[[str, Changes], None]] = {
    ChangeKind.NEW_PARTICIPATION: _remove_participations,
    ChangeKind.NEW: _remove_projects,
    ChangeKind.CHANGED: _restore_projects,
    ChangeKind.CONFIRMED: _restore_projects,
    ChangeKind.CHANGED_PARTICIPATION: _restore_participations,
    ChangeKind.GONE_PARTICIPATION: _bring_participations_back,
}
"""How each kind of change is undone, in this order."""
