"""What a merge does to the single-valued fields of the survivor: people's words of both are kept."""

from collections.abc import Mapping
from typing import Any

from parvis.domain.directory.enums import NameKind
from parvis.domain.directory.models import Identifier, Link, Name, Organisation
from parvis.domain.directory.provenance import FIELDS, HUMAN, human_wins, row_key
from parvis.domain.reference.enums import OrganisationKind

TOGETHER: tuple[tuple[str, ...], ...] = (("address", "postcode", "city", "commune", "country"), ("position",))
"""Fields that are inherited as a whole, so that no address is put together from two."""

OWN = frozenset({"status", "themes"})
"""Fields that are never inherited here: a duplicate is often closed because it is one; themes move row by row."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "position": ("latitude", "longitude", "position_precision"),
    "commune": ("commune_id", "department_id", "region_id"),
    "sector": ("sector_id",),
    "logo": ("logo_id",),
}
"""Columns behind a field, where they are not the field itself."""

EMPTY = ("", None)


def inherited(survivor: Organisation, absorbed: Organisation) -> dict[str, Any]:
    """Columns of the survivor that change, with its new provenance.

    A field is the survivor's if a person wrote it there; else the absorbed one's if a person wrote it there; else the
    survivor's, or the absorbed one's where the survivor has nothing.
    """
    values: dict[str, Any] = {}
    provenance: dict[str, Any] = dict(survivor.provenance)
    single = tuple((name,) for name in FIELDS if name not in OWN and not any(name in group for group in TOGETHER))
    for fields in (*TOGETHER, *single):
        if _takes(fields, survivor, absorbed):
            for name in fields:
                values |= {column: getattr(absorbed, column) for column in columns_of(name)}
                provenance.pop(name, None)
                if name in absorbed.provenance:
                    provenance[name] = absorbed.provenance[name]
    if human_wins(absorbed.provenance, "themes") and not human_wins(provenance, "themes"):
        provenance["themes"] = absorbed.provenance["themes"]
    if values.get("kind", survivor.kind) != OrganisationKind.STARTUP and "stage" in values:
        values.pop("stage")
        provenance.pop("stage", None)
    removed = _removed(survivor, absorbed)
    if removed:
        provenance["removed"] = removed
    values["provenance"] = provenance
    values["sources"] = sorted({*survivor.sources, *absorbed.sources})
    values["weight"] = max(survivor.weight, absorbed.weight)
    return values


def columns_of(name: str) -> tuple[str, ...]:
    """The columns behind a field."""
    return COLUMNS.get(name, (name,))


def _takes(fields: tuple[str, ...], survivor: Organisation, absorbed: Organisation) -> bool:
    if any(human_wins(survivor.provenance, name) for name in fields):
        return False
    if any(human_wins(absorbed.provenance, name) for name in fields):
        return True
    stated = [column for name in fields if name != "country" for column in columns_of(name)]
    return all(getattr(survivor, column) in EMPTY for column in stated) and any(
        getattr(absorbed, column) not in EMPTY for column in stated
    )


def _removed(survivor: Organisation, absorbed: Organisation) -> dict[str, list[str]]:
    """What people took away from either, save what the survivor has all the same."""
    found = {part: set(keys) for part, keys in (survivor.provenance.get("removed") or {}).items()}
    more: Mapping[str, Any] = absorbed.provenance.get("removed") or {}
    present = _present(survivor) if more else {}
    for part, keys in more.items():
        found[part] = found.get(part, set()) | (set(keys) - present.get(part, set()))
    return {part: sorted(keys) for part, keys in sorted(found.items()) if keys}


def _present(organisation: Organisation) -> dict[str, set[str]]:
    rows = {
        "names": Name.objects.filter(organisation=organisation).values("kind", "text"),
        "identifiers": Identifier.objects.filter(organisation=organisation).values("scheme", "value"),
        "links": Link.objects.filter(organisation=organisation).values("url"),
    }
    return {part: {row_key(part, row) for row in found.order_by("pk")} for part, found in rows.items()}


def keep_names(survivor: Organisation, names: Mapping[str, Mapping[str, Any] | None]) -> None:
    """Let the survivor be found by these names, each with its provenance; those that it has already are not doubled."""
    own = Name.objects.filter(organisation=survivor).order_by("pk").values_list("text", flat=True)
    known = {survivor.name.casefold(), *(text.casefold() for text in own)}
    for text, said in names.items():
        if text.casefold() not in known:
            known.add(text.casefold())
            Name.objects.create(
                organisation=survivor,
                text=text,
                kind=NameKind.ALIAS,
                source=(said or {}).get("source", HUMAN),
                source_on=(said or {}).get("on"),
            )
