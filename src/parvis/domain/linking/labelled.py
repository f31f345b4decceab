"""Judged pairs as CSV: what the columns are, and how a file is read back."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput
from parvis.domain.directory.enums import Scheme
from parvis.domain.linking.keys import Key, in_order, key_of

COMPARED = (Scheme.SIREN, Scheme.SIRET, Scheme.FINESS, Scheme.RNSR, Scheme.ROR)
"""Numbers that the engine knows what to do with."""

PLAIN = ("name", "city", "postcode", "country", "website")
LISTS = ("aliases", "acronyms", "parents")
SIDE = ("id", *PLAIN, *LISTS, *(str(scheme) for scheme in COMPARED))
WHO, WHY = "judged_by", "reason"
COLUMNS = ("same", *(f"left_{name}" for name in SIDE), *(f"right_{name}" for name in SIDE), WHO, WHY)
REQUIRED = ("left_id", "left_name", "right_id", "right_name", "same")
BETWEEN = "|"

VERDICTS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
LONGEST_SOURCE, LONGEST_KEY, LONGEST_CELL, LONGEST_WHO, LONGEST_REASON = 30, 60, 2_000, 120, 2_000
MOST_LINES = 50_000
DELIMITERS = ",;\t"
FORMULAS = "@+-=|%"
"""Signs before which the export writes an apostrophe, so that no spreadsheet takes the cell for a formula."""


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line that can be used; `left` and `right` are keys in order, the records what the file says of them."""

    number: int
    left: str
    right: str
    same: bool
    left_record: dict[str, Any]
    right_record: dict[str, Any]
    who: str = ""
    reason: str = ""

    @property
    def keys(self) -> tuple[Key, Key]:
        """The two records."""
        return key_of(self.left), key_of(self.right)

    @property
    def names(self) -> tuple[str, str]:
        """The two names."""
        return self.left_record["name"], self.right_record["name"]

    def as_json(self) -> dict[str, Any]:
        """The line as it is kept."""
        return asdict(self)


@dataclass(slots=True)
class Reading:
    """The lines of a file that can be used, each pair once, and the others with their numbers and why."""

    lines: list[JudgedLine] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)


def read_pairs(content: bytes) -> Reading:
    """Read a file; raises InvalidInput when it is no table of judged pairs at all."""
    rows = _rows(content)
    _number, header = next(rows, (0, []))
    names = [name.strip() for name in header]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise InvalidInput(_("The table has no column %(names)s.") % {"names": ", ".join(missing)})
    found, seen = Reading(), dict[tuple[str, str], JudgedLine]()
    for number, cells in rows:
        if not any(cells):
            continue
        try:
            line = _line(number, _cells(names, cells))
            if not _repeats(line, seen):
                found.lines.append(line)
        except ValueError as error:
            found.bad.append((number, str(error)))
        if len(found.lines) + len(found.bad) > MOST_LINES:
            raise InvalidInput(_("At most %(count)s lines in one file.") % {"count": MOST_LINES})
    return found


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of their lines."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(_("The file is not a text in UTF-8.")) from error
    if "\0" in text:
        raise InvalidInput(_("The file is not a text in UTF-8."))
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InvalidInput(_("Line %(line)s cannot be read.") % {"line": reader.line_num}) from error


def _cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) != len(names):
        raise ValueError(_("%(found)s cells instead of %(wanted)s") % {"found": len(cells), "wanted": len(names)})
    return dict(zip(names, map(_unguarded, cells), strict=True))


def _line(number: int, row: Mapping[str, str]) -> JudgedLine:
    """Raises ValueError with a sentence when the line cannot be used."""
    same = VERDICTS.get(row["same"].lower())
    if same is None:
        raise ValueError(_("“same” is “%(value)s”; 1 or 0 was expected") % {"value": row["same"][:40]})
    sides = {_key(row, side): _record(row, side) for side in ("left", "right")}
    if len(sides) == 1:
        raise ValueError(_("both sides are the same record"))
    left, right = in_order(*sides)
    who, reason = row.get(WHO, "")[:LONGEST_WHO], row.get(WHY, "")[:LONGEST_REASON]
    return JudgedLine(number, str(left), str(right), same, sides[left], sides[right], who, reason)


def _key(row: Mapping[str, str], side: str) -> Key:
    text = row[f"{side}_id"]
    key = key_of(text)
    is_named = bool(key.key) and key.source.replace("_", "").isalnum()
    if not (is_named and len(key.source) <= LONGEST_SOURCE and len(key.key) <= LONGEST_KEY):
        raise ValueError(_("“%(value)s” is no register and key, as in ror:05f82e368") % {"value": text[:60]})
    return key


def _record(row: Mapping[str, str], side: str) -> dict[str, Any]:
    """What is said of one side, in the form in which judgements keep it."""
    given = {name: row.get(f"{side}_{name}", "")[:LONGEST_CELL] for name in SIDE}
    if not given["name"]:
        raise ValueError(_("one side has no name"))
    numbers = [[str(scheme), value] for scheme in COMPARED for value in _values(given[str(scheme)])]
    lists = {name: _values(given[name]) for name in LISTS}
    said = {**{name: given[name] for name in PLAIN}, **lists, "identifiers": numbers}
    return {name: value for name, value in said.items() if value}


def _values(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(BETWEEN) if value.strip()]


def _unguarded(cell: str) -> str:
    """The cell as it was before the export kept spreadsheets from calculating it."""
    if cell[:1] == "'" and cell.removeprefix("'").removeprefix("\\")[:1] in tuple(FORMULAS):
        cell = cell[1:].replace("\\|", BETWEEN)
    return cell.strip()


def _repeats(line: JudgedLine, seen: dict[tuple[str, str], JudgedLine]) -> bool:
    """True when an earlier line says the same; raises ValueError when it says the opposite."""
    earlier = seen.setdefault((line.left, line.right), line)
    if earlier.same != line.same:
        raise ValueError(_("line %(line)s says the opposite about the same two") % {"line": earlier.number})
    return earlier is not line
