"""Registers of the campus's own: tables that are read through a saved mapping."""

from collections.abc import Iterable
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
from parvis.domain.sources.models import SavedMapping


def mappings_visible_to(actor: Actor) -> QuerySet[SavedMapping]:
    """Every mapping for the campus team, nothing for others."""
    mappings = SavedMapping.objects.select_related("sample").order_by("name", "pk")
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
    """Those that can be imported, by their code; one query."""
    return {
        code_of(mapping): register_of(mapping)
        for mapping in SavedMapping.objects.filter(is_ready=True).order_by("name", "pk")
    }


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
