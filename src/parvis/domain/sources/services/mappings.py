"""Make a mapping of a table that no importer knows, correct it, and read the table with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.services.store import store_file
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, SourceRecordError
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts
from parvis.domain.registers.guessing import guess
from parvis.domain.registers.limits import check_lengths
from parvis.domain.registers.mapping import FIELDS, TableMapping, twice
from parvis.domain.registers.tables import Table, look_at
from parvis.domain.sources.enums import TABLE_PURPOSE
from parvis.domain.sources.labels import MAPPED
from parvis.domain.sources.models import ImportRun, SavedMapping
from parvis.domain.sources.rules import can_import
from parvis.domain.sources.selectors.own import code_of, forget_shown
from parvis.domain.sources.services.requests import start_with
from parvis.domain.sources.services.staging import copy_of

SHOWN = 5
"""Rows that are shown as they would be read."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as the mapping reads it: its facts, or the column and the reason for which it would be refused."""

    line: int
    facts: Facts | None
    column: str = ""
    problem: str = ""

    @property
    def kind(self) -> str:
        """What it would be, in words."""
        return str(OrganisationKind(self.facts.kind).label) if self.facts and self.facts.kind else ""

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Its numbers, with the names of the registers."""
        return [(str(MAPPED[scheme]), value) for scheme, value in self.facts.identifiers] if self.facts else []


def begin_mapping(*, actor: User, upload: "File[bytes]") -> SavedMapping:
    """Keep a table, guess what its columns are, and make a mapping of that, which is not ready yet.

    Raises NotAllowed, InvalidInput for a file that is too large or of another kind, SourceUnusable for no table at all.
    """
    _refuse_others(actor)
    with transaction.atomic():
        stored = store_file(actor=actor, upload=upload, purpose=TABLE_PURPOSE)
        with copy_of(stored) as path:
            columns = guess(look_at(path))
        name = stored.name.rpartition(".")[0][:80]
        return SavedMapping.objects.create(name=name, columns=columns, sample=stored, made_by=actor)


@contextmanager
def sample_of(mapping: SavedMapping) -> Iterator[Table | None]:
    """The table that the mapping was made with, None once it was read."""
    if mapping.sample is None:
        yield None
    else:
        with copy_of(mapping.sample) as path:
            yield look_at(path)


def as_read(mapping: TableMapping, table: Table) -> list[ReadRow]:
    """The first rows as the mapping reads them."""
    found = []
    for row in table.rows[:SHOWN]:
        try:
            found.append(ReadRow(row.line, check_lengths(mapping.read(row.values))))
        except SourceRecordError as error:
            found.append(ReadRow(row.line, None, error.column, str(error)))
    return found


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise InvalidInput for a mapping without a name, with a field twice, or with a field that there is not."""
    if not set(columns.values()) <= set(FIELDS):
        raise InvalidInput(_("A column is something that organisations do not have."))
    if "name" not in columns.values():
        raise InvalidInput(_("Say which column holds the name; without it no organisation can be made."))
    again = twice(columns)
    if again:
        fields = ", ".join(str(MAPPED[name]) for name in again)
        raise InvalidInput(_("Only one column each may be: %(fields)s.") % {"fields": fields})


def save_mapping(*, actor: User, mapping: SavedMapping, version: int, **values: Any) -> None:
    """Keep the mapping as it was corrected; from now on tables can be imported with it.

    Raises NotAllowed, InvalidInput like `check_columns`, Conflict when someone has changed it since `version`.
    """
    _refuse_others(actor)
    check_columns(values["columns"])
    with transaction.atomic():
        rows = SavedMapping.objects.filter(pk=mapping.pk, version=version)
        changed = {**values, "is_ready": True, "version": F("version") + 1, "updated_at": clock.now()}
        if rows.update(**changed) != 1:
            raise Conflict(_("Someone else has changed this mapping in the meantime. Load the page again."))
        mapping.refresh_from_db()
        record(actor=actor, verb="sources.mapping_saved", target=mapping, data={"name": mapping.name})
        transaction.on_commit(forget_shown)


def read_sample(*, actor: User, mapping: SavedMapping) -> ImportRun:
    """Queue the reading of the table that the mapping was made with.

    Raises NotAllowed, InvalidInput when it was read already.
    """
    _refuse_others(actor)
    with transaction.atomic():
        stored = mapping.sample
        rows = SavedMapping.objects.filter(pk=mapping.pk, is_ready=True).exclude(sample=None)
        if stored is None or rows.update(sample=None) != 1:
            raise InvalidInput(_("This table was read already. Choose the file again under “Imports”."))
        return start_with(actor=actor, source=code_of(mapping), stored=stored)


def _refuse_others(actor: User) -> None:
    if not can_import(actor):
        raise NotAllowed(_("Only the campus team can import registers."))
