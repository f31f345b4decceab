"""Import the files of a register of projects: read and compare at leisure, then write all of it or nothing."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.services.queue import enqueue
from parvis.core import bulk, clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.projects import rules
from parvis.domain.projects.facts import Refused
from parvis.domain.projects.models import Participation, Project, ProjectImport
from parvis.domain.projects.registry import ProjectRegister, project_registers
from parvis.domain.projects.services.comparing import PARTICIPATION_FIELDS, PROJECT_FIELDS, Plan, compare
from parvis.domain.projects.services.ledger import entries_of, write_changes
from parvis.domain.projects.services.parsing import Parsed, Progress, parse_files
from parvis.domain.projects.services.tying import TIE, tie_by_number
from parvis.domain.registers.reading import sha256_of
from parvis.domain.sources.services.applying import refused_as_conflict

TOGETHER = 500


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import; `run` is None when nothing was written: all was known, or lines were refused."""

    counts: dict[str, int]
    refused: list[Refused] = field(default_factory=list)
    run: ProjectImport | None = None
    is_refused: bool = False


def import_projects(
    *,
    actor: User | None,
    source: str,
    paths: Sequence[Path],
    progress: Progress | None = None,
    skip_bad: bool = False,
    as_of: dt.date | None = None,
) -> ImportReport:
    """Import all files of a register together; `actor` None is the operator at the command line.

    When a line is refused nothing is written, unless `skip_bad` leaves it out. `as_of` is the day of which the files
    speak: today, or the day that was given for the very same files before. Participations are tied by their numbers at
    once; a job ties them by their names. Raises NotAllowed, InvalidInput for an unknown register, SourceUnusable for
    files that cannot be read, Conflict when someone imported the same register meanwhile.
    """
    register = register_for(actor, source)
    tell = progress or _silent
    parsed = parse_files(register, paths, tell)
    if parsed.refused and not skip_bad:
        return ImportReport(figures_of(Plan(), parsed), parsed.refused, is_refused=True)
    sha256 = sha256_of_all(paths)
    day = as_of or day_of(source, sha256)
    tell(0, 0, _("comparing with the projects that are there"))
    turn, plan = next_turn(source), compare(register, parsed, day)
    figures = figures_of(plan, parsed)
    if not plan.changes_anything:
        return ImportReport(figures, parsed.refused)
    tell(parsed.read, parsed.read, _("writing"))
    run = ProjectImport(source=source, sha256=sha256, as_of=day, counts=figures, imported_by=actor, turn=turn)
    run.file_names, run.skip_bad, run.kept_lines = [path.name for path in paths], skip_bad, True
    run.finished_at = clock.now()
    entries = list(entries_of(plan, day))
    with refused_as_conflict(), transaction.atomic():
        run.save()
        write_changes(run, entries)
        write_plan(plan, run)
    return ImportReport(figures, parsed.refused, run)


def register_for(actor: User | None, source: str) -> ProjectRegister:
    if actor is not None and not rules.can_import_projects(actor):
        raise NotAllowed(_("Only the campus team can import projects."))
    register = project_registers.find(source)
    if register is None:
        raise InvalidInput(_("There is no register named “%(name)s”.") % {"name": source})
    return register


def _silent(_done: int, _total: int, _message: str) -> None:
    """No one watches."""


def sha256_of_all(paths: Sequence[Path]) -> str:
    """One hash for the files, in whatever order they are given."""
    return hashlib.sha256("".join(sorted(map(sha256_of, paths))).encode()).hexdigest()


def day_of(source: str, sha256: str) -> dt.date:
    """The day of the very same files when they were applied before, else today."""
    same = ProjectImport.objects.filter(source=source, sha256=sha256).exclude(turn=None).order_by("-turn").first()
    return same.as_of if same and same.as_of else clock.today()


def next_turn(source: str) -> int:
    """The number of the next import of the register that is applied; it occurs once, so of two at once one fails."""
    return int(ProjectImport.objects.filter(source=source).aggregate(last=Max("turn"))["last"] or 0) + 1


def figures_of(plan: Plan, parsed: Parsed) -> dict[str, int]:
    """The figures of an import."""
    return {"read": parsed.read, "refused": len(parsed.refused), "skipped": parsed.skipped, **plan.counts}


def write_plan(plan: Plan, run: ProjectImport) -> None:
    """Write the projects of a run, in the caller's transaction; its turn keeps another one from writing in between."""
    _write_projects(plan, run)
    _write_participations(plan, run.source)
    tie_by_number()
    enqueue(actor=None, name=TIE, key=TIE)
    counts = {name: number for name, number in run.counts.items() if number}
    record(actor=run.imported_by, verb="projects.imported", target=run, data={"source": run.source, **counts})


def _write_projects(plan: Plan, run: ProjectImport) -> None:
    now = clock.now()
    ids = bulk.reserve_ids(Project, len(plan.new))
    plan.ids |= dict(zip(plan.new, ids, strict=True))
    own = ("id", "source", "source_on", "code", "slug", "is_public", "created_at", "updated_at")
    bulk.insert(
        Project,
        (*own, *PROJECT_FIELDS),
        (
            (plan.ids[code], run.source, run.as_of, code, slug, True, now, now, *values)
            for code, (slug, values) in plan.new.items()
        ),
    )
    bulk.update(
        Project,
        (*PROJECT_FIELDS, "source_on", "updated_at"),
        ("id",),
        ((*values, run.as_of, now, pk) for pk, values in plan.changed.items()),
    )
    bulk.update(Project, ("source_on",), ("id",), ((run.as_of, pk) for pk in plan.confirmed))


def _write_participations(plan: Plan, source: str) -> None:
    bulk.insert(
        Participation,
        ("project_id", "source", "key", "basis", *PARTICIPATION_FIELDS),
        ((plan.ids[code], source, key, "", *values) for code, key, values in plan.new_participations),
    )
    changed = plan.changed_participations.items()
    bulk.update(Participation, PARTICIPATION_FIELDS, ("id",), ((*values, pk) for pk, (values, _same) in changed))
    others = ((None, "", None, pk) for pk, (_values, same) in changed if not same)
    bulk.update(Participation, ("organisation_id", "basis", "score"), ("id",), others)
    for start in range(0, len(plan.gone_participations), TOGETHER):
        Participation.objects.filter(pk__in=plan.gone_participations[start : start + TOGETHER]).delete()
