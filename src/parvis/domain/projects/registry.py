"""Which registers of funded projects can be imported; adding one is one file in `importers/` and one in `known.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from parvis.core.registry import Registry
from parvis.domain.projects.facts import ParticipationFacts, ProjectFacts

Label = str | Promise
Said = tuple[ProjectFacts | None, ParticipationFacts | None]
"""What one row says: of a project, of who took part in one, or of both."""


@dataclass(frozen=True)
class Table:
    """One kind of file of a register: its columns, and how a row is read.

    `read` raises SourceRecordError for a row that cannot be taken; a row that says nothing gives (None, None).
    """

    name: Label
    columns: tuple[str, ...]
    read: Callable[[Mapping[str, str]], Said]


@dataclass(frozen=True)
class ProjectRegister:
    """An outside register of projects: the files that are given together, and what its licence asks us to say.

    Addresses of its projects begin with `prefix`.
    """

    code: str
    short: str
    name: Label
    licence: str
    url: str
    prefix: str
    tables: tuple[Table, ...]


project_registers: Registry[ProjectRegister] = Registry("register of projects")
