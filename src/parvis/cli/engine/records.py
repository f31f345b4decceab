"""Records of linking in CSV files."""

from dataclasses import replace
from pathlib import Path

from parvis.cli.engine.tables import BadLine, Row, Table, read, several
from parvis.engine.linkage.types import Record

REQUIRED = ("id", "name")
SCHEMES = ("siren", "siret", "finess", "rnsr", "ror")


def record_of(row: Row, prefix: str = "") -> Record:
    """A record from the columns of a row, unknown ones ignored."""

    def cell(name: str) -> str:
        return row.get(prefix + name, "")

    return Record(
        id=cell("id"),
        name=cell("name"),
        aliases=several(cell("aliases")),
        acronyms=several(cell("acronyms")),
        city=cell("city"),
        postcode=cell("postcode"),
        country=cell("country"),
        website=cell("website"),
        parents=several(cell("parents")),
        identifiers=tuple((scheme, value) for scheme in SCHEMES for value in several(cell(scheme))),
    )


def read_records(path: Path) -> tuple[Table, list[Record]]:
    """The records of a file. A line that says the same name under the same id again adds what it knows; another name
    under an id that came before makes a line a bad one."""
    table = read(path, REQUIRED)
    lines: dict[str, int] = {}
    found: dict[str, Record] = {}
    for line, record in table.made(record_of):
        known = found.get(record.id)
        if known and known.name != record.name:
            reason = f"the id {record.id} stands on line {lines[record.id]} already, with another name"
            table.bad.append(BadLine(path, line, reason))
        else:
            lines.setdefault(record.id, line)
            found[record.id] = _together(known, record) if known else record
    return table, list(found.values())


def read_reference(path: Path) -> tuple[Table, list[Record]]:
    """The organisations of a reference; lines with the same id are one organisation under several names."""
    table = read(path, REQUIRED)
    found: dict[str, Record] = {}
    for _line, record in table.made(record_of):
        known = found.get(record.id)
        found[record.id] = _together(known, record) if known else record
    return table, list(found.values())


def _together(first: Record, second: Record) -> Record:
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    names.pop(first.name, None)
    return replace(
        first,
        aliases=tuple(names),
        acronyms=tuple(dict.fromkeys((*first.acronyms, *second.acronyms))),
        city=first.city or second.city,
        postcode=first.postcode or second.postcode,
        parents=tuple(dict.fromkeys((*first.parents, *second.parents))),
        identifiers=tuple(dict.fromkeys((*first.identifiers, *second.identifiers))),
    )
