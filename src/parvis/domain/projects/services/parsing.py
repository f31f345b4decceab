"""Read the files of a register of projects: every row says something, or is refused with its line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError, SourceUnusable
from parvis.domain.projects.facts import ParticipationFacts, ProjectFacts, Refused
from parvis.domain.projects.registry import ProjectRegister, Said, Table
from parvis.domain.registers.opening import head_of
from parvis.domain.registers.reading import Row, read_rows

Progress = Callable[[int, int, str], None]
Where = tuple[str, int]
"""A file and the line in it."""

MOST_REFUSALS = 10_000
"""Refused lines that a report lists; files with more of them are other files."""

TELL_EVERY = 500


@dataclass(slots=True)
class Parsed:
    """What the files hold: projects by code, participations by code and key."""

    projects: dict[str, ProjectFacts] = field(default_factory=dict)
    participations: dict[tuple[str, str], ParticipationFacts] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    read: int = 0
    skipped: int = 0
    lines: dict[tuple[str, str], Where] = field(default_factory=dict)
    """Where each project (its code and "") and each participation was first read."""


def parse_files(register: ProjectRegister, paths: Sequence[Path], tell: Progress) -> Parsed:
    """Read all files of a register together.

    Raises SourceUnusable when one cannot be used at all, or when one of the files that belong together is missing.
    """
    tables = [(path, _table_of(register, path)) for path in paths]
    missing = [str(table.name) for table in register.tables if table not in [found for _path, found in tables]]
    if missing:
        message = _("The file of %(names)s is missing; give all files of the register together.")
        raise SourceUnusable(message % {"names": ", ".join(missing)})
    parsed = Parsed()
    for path, table in tables:
        _read(parsed, path, table, tell)
    _refuse_orphans(parsed)
    return parsed


def _table_of(register: ProjectRegister, path: Path) -> Table:
    """Which of the register's files this is, by its columns."""
    first = next((item for item in read_rows(path, (), separator=_separator_of(path)) if isinstance(item, Row)), None)
    if first is None:
        raise SourceUnusable(_("%(file)s has a header and no rows.") % {"file": path.name})
    for table in register.tables:
        if set(table.columns) <= set(first.values):
            return table
    expected = " | ".join(f"{table.name}: {', '.join(table.columns)}" for table in register.tables)
    message = _("%(file)s is not a file of this register. These columns are expected: %(columns)s.")
    raise SourceUnusable(message % {"file": path.name, "columns": expected})


def _separator_of(path: Path) -> str:
    """What stands between the values: a semicolon where the header has one."""
    return ";" if ";" in head_of(path).partition("\n")[0] else ","


def _read(parsed: Parsed, path: Path, table: Table, tell: Progress) -> None:
    for item in read_rows(path, table.columns, separator=_separator_of(path)):
        parsed.read += 1
        if parsed.read % TELL_EVERY == 0:
            tell(parsed.read, 0, _("reading the file"))
        if not isinstance(item, Row):
            _refuse(parsed, (path.name, item.line), item.column, item.message)
            continue
        where = (path.name, item.line)
        try:
            _take(parsed, table.read(item.values), where)
        except SourceRecordError as error:
            _refuse(parsed, where, error.column, str(error))


def _take(parsed: Parsed, said: Said, where: Where) -> None:
    """Keep what a row says; the same said twice is said once."""
    project, participation = said
    if project is None and participation is None:
        parsed.skipped += 1
    if project is not None:
        _only_once(parsed, (project.code, ""), parsed.projects.get(project.code, project) == project, where)
        parsed.projects[project.code] = project
    if participation is not None:
        key = (participation.project, participation.key)
        _only_once(parsed, key, parsed.participations.get(key, participation) == participation, where)
        parsed.participations[key] = participation


def _only_once(parsed: Parsed, key: tuple[str, str], is_same: bool, where: Where) -> None:  # noqa: FBT001 -- private
    file, line = parsed.lines.setdefault(key, where)
    if not is_same:
        message = _("“%(key)s” is on line %(line)d of %(file)s already, and says something else there.")
        raise SourceRecordError(message % {"key": key[1] or key[0], "line": line, "file": file})


def _refuse(parsed: Parsed, where: Where, column: str, message: str) -> None:
    if len(parsed.refused) < MOST_REFUSALS:
        parsed.refused.append(Refused(*where, column, message))


def _refuse_orphans(parsed: Parsed) -> None:
    """Refuse who took part in a project that no file describes."""
    orphans = [key for key in parsed.participations if key[0] not in parsed.projects]
    for key in orphans:
        del parsed.participations[key]
        _refuse(parsed, parsed.lines[key], "", _("No file has the project “%(code)s”.") % {"code": key[0]})
