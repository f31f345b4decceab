"""Registers of the campus's own: tables that are read through a saved mapping."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor, is_team
from parvis.core.memory import Kept
from parvis.domain.directory.registry import SourceInfo
from parvis.domain.registers.mapping import TableMapping
from parvis.domain.registers.precedence import OWN
from parvis.domain.registers.registry import Register, importers
from parvis.domain.registers.tables import read_table
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.models import ImportRun, SavedMapping, SourceRecord
from parvis.domain.sources.workflow import BUSY


def mappings_visible_to(actor: Actor) -> QuerySet[SavedMapping]:
    """Every mapping that is in use, for the campus team; nothing for others."""
    mappings = SavedMapping.objects.filter(removed_at=None).select_related("sample").order_by("name", "pk")
    return mappings if is_team(actor) else mappings.none()


def code_of(mapping: SavedMapping) -> str:
    """The code that records and imports of it carry."""
    return f"{OWN}{mapping.pk}"


def table_mapping(mapping: SavedMapping) -> TableMapping:
    """How it reads a row."""
    return TableMapping(columns=mapping.columns, kind=mapping.kind, country=mapping.country)


def register_of(mapping: SavedMapping) -> Register:
    """The register that it stands for."""
    return Register(
        code=code_of(mapping),
        short=mapping.name,
        name=mapping.name,
        publisher=mapping.publisher or _("the campus"),
        licence=mapping.licence,
        licence_url="",
        url=mapping.url,
        about="",
        columns=tuple(mapping.columns),
        rows=partial(read_table, required=tuple(mapping.columns)),
        read=table_mapping(mapping).read,
        is_full=mapping.is_full,
    )


def own_registers() -> dict[str, Register]:
    """Those that can be imported or were, by their code; one query."""
    return {
        code_of(mapping): register_of(mapping)
        for mapping in SavedMapping.objects.filter(is_ready=True).order_by("name", "pk")
    }


def own_choices() -> list[tuple[str, str]]:
    """Those with which a table can be read now, as code and name; one query."""
    rows = SavedMapping.objects.filter(is_ready=True, removed_at=None).order_by("name", "pk")
    return [(code_of(mapping), mapping.name) for mapping in rows]


def is_removed(code: str) -> bool:
    """True for a mapping that reads no further table."""
    number = code.removeprefix(OWN)
    is_own = number != code and number.isdecimal()
    return is_own and SavedMapping.objects.filter(pk=int(number)).exclude(removed_at=None).exists()


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a mapping: its records, the organisations that have them, its imports; those under way."""

    records: int
    organisations: int
    imports: int
    open_imports: int

    @property
    def is_nothing(self) -> bool:
        """True when nobody would miss its name."""
        return not (self.records or self.imports)


def hanging_on(mapping: SavedMapping) -> Hanging:
    """What would keep its name if the mapping went; four queries."""
    records = SourceRecord.objects.filter(source=code_of(mapping))
    runs = ImportRun.objects.filter(source=code_of(mapping))
    return Hanging(
        records=records.count(),
        organisations=records.values("organisation").distinct().count(),
        imports=runs.count(),
        open_imports=runs.filter(state__in=BUSY | {RunState.STAGED}).count(),
    )


def find_own(code: str) -> Register | None:
    """One of them as it is now."""
    number = code.removeprefix(OWN)
    if number == code or not number.isdecimal():
        return None
    mapping = SavedMapping.objects.filter(pk=int(number), is_ready=True).first()
    return register_of(mapping) if mapping else None


def own_names() -> Iterable[str]:
    """The codes of all that can be imported."""
    return own_registers().keys()


_shown: Kept[dict[str, Register]] = Kept(own_registers, seconds=5)
"""For pages, which name a register in every other line."""

forget_shown = _shown.forget


def shown_register(code: str) -> Register | None:
    """A register to show; one's own as it was some seconds ago at most."""
    return _shown.get().get(code) if code.startswith(OWN) else importers.find(code)


def own_info(code: str) -> SourceInfo | None:
    """What readers see of one of them."""
    register = _shown.get().get(code) if code.startswith(OWN) else None
    return SourceInfo(register.short, register.url, register.licence) if register else None
