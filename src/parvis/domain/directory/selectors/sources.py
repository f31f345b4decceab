"""The source of a fact as readers see it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.models.naming import Sourced
from parvis.domain.directory.provenance import FIELDS, HUMAN, is_old, source_of
from parvis.domain.directory.registry import SourceInfo, source_info


@dataclass(frozen=True, slots=True)
class SourceView:
    """Who said it, as of which day, and whether it has aged."""

    code: str
    info: SourceInfo
    on: dt.date | None
    is_old: bool

    @property
    def is_human(self) -> bool:
        """True when a person wrote it here."""
        return self.code == HUMAN


def view_of(code: str, on: dt.date | None, *, confirmed_at: dt.datetime | None = None) -> SourceView:
    """A source with its name and its age; a confirmation of the whole organisation makes every fact young again."""
    return SourceView(code, source_info(code), on, is_old(on, confirmed_at=confirmed_at))


def row_source(row: Sourced, organisation: Organisation) -> SourceView:
    """The source of one row of a list."""
    return view_of(row.source, row.source_on, confirmed_at=organisation.confirmed_at)


def field_sources(organisation: Organisation, fields: Iterable[str] = FIELDS) -> dict[str, SourceView]:
    """The source of each field that has one; costs no query."""
    found = {}
    for field in fields:
        source = source_of(organisation.provenance, field)
        if source:
            found[field] = view_of(source.source, source.on, confirmed_at=organisation.confirmed_at)
    return found


def registers_of(organisation: Organisation) -> list[tuple[str, SourceInfo]]:
    """The registers that know it."""
    return [(code, source_info(code)) for code in organisation.sources]
