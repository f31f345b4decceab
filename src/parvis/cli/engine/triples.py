"""CSV files of many lines that each hold an application, a reviewer and a number.

Millions of lines are read into three columns of numbers; a name is kept once. A first line whose third cell is a number
is no header: the columns are then application, reviewer and number, as other tools for conferences write them.
"""

import math
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from parvis.cli.engine.tables import BadLine, Reader, Table, check_header, opened

COLUMNS = 3


@dataclass(slots=True)
class Names:
    """Names by the number that stands for them, in the order in which they came."""

    numbers: dict[str, int] = field(default_factory=dict)
    is_open: bool = True
    """Whether a name that is not there yet may come in."""

    def __len__(self) -> int:
        return len(self.numbers)

    def number(self, name: str) -> int | None:
        """The number of a name, or None when it may not come in."""
        if self.is_open:
            return self.numbers.setdefault(name, len(self.numbers))
        return self.numbers.get(name)


@dataclass(slots=True)
class Triples:
    """The lines that could be read, as columns, and those that could not."""

    table: Table
    applications: Names
    reviewers: Names
    a: "array[int]" = field(default_factory=lambda: array("i"))
    r: "array[int]" = field(default_factory=lambda: array("i"))
    values: "array[float]" = field(default_factory=lambda: array("d"))
    lines: "array[int]" = field(default_factory=lambda: array("i"))

    def refuse(self, line: int, reason: str) -> None:
        """One more bad line."""
        self.table.bad.append(BadLine(self.table.path, line, reason))


def read_triples(path: Path, what: str, applications: Names, reviewers: Names) -> Triples:
    """The lines of a file with the columns application, reviewer and `what`; ends the command when it has not these."""
    found = Triples(Table(path), applications, reviewers)
    with opened(path) as reader:
        first: list[str] = next(reader, [])
        has_header = not _is_number(first)
        header = [name.strip().lower() for name in first] if has_header else ["application", "reviewer", what]
        check_header(path, header, ("application", "reviewer", what))
        at = header.index("application"), header.index("reviewer"), header.index(what)
        if not has_header:
            _add(found, reader.line_num, first, at, len(header))
        _add_all(found, reader, at, len(header))
    _refuse_doubles(found)
    return found


def _refuse_doubles(found: Triples) -> None:
    """Lines whose pair came before are bad ones."""
    import numpy as np  # noqa: PLC0415 -- slow import

    codes = np.frombuffer(found.a, np.int32).astype(np.int64) * len(found.reviewers) + np.frombuffer(found.r, np.int32)
    seen = np.zeros(len(found.applications) * len(found.reviewers), dtype=np.bool_)
    seen[codes] = True
    if np.count_nonzero(seen) == len(codes):
        return
    firsts: dict[int, int] = {}
    use = np.ones(len(codes), dtype=np.bool_)
    names = list(found.applications.numbers), list(found.reviewers.numbers)
    for at, (code, line) in enumerate(zip(codes.tolist(), found.lines, strict=True)):
        first = firsts.setdefault(code, line)
        if first != line:
            use[at] = False
            pair = f"{names[0][found.a[at]]} with {names[1][found.r[at]]}"
            found.refuse(line, f"the pair {pair} stands on line {first} already")
    found.a, found.r, found.values, found.lines = (
        array(column.typecode, np.asarray(column)[use].tolist())
        for column in (found.a, found.r, found.values, found.lines)
    )


def _is_number(cells: list[str]) -> bool:
    try:
        float(cells[2])
    except (IndexError, ValueError):
        return False
    return len(cells) == COLUMNS


def _add_all(found: Triples, reader: Reader, at: tuple[int, int, int], width: int) -> None:
    """The lines of a reader; what is as it should be takes the short way, since there may be millions."""
    application, reviewer, value = at
    numbers, people = found.applications.numbers, found.reviewers.numbers
    a, r, values, lines = found.a.append, found.r.append, found.values.append, found.lines.append
    for cells in reader:
        try:
            number = float(cells[value])
            row, column = numbers[cells[application]], people[cells[reviewer]]
            known = len(cells) == width and math.isfinite(number)
        except (IndexError, KeyError, ValueError):
            known = False
        if known:
            a(row)
            r(column)
            values(number)
            lines(reader.line_num)
        elif any(cell.strip() for cell in cells):
            _add(found, reader.line_num, cells, at, width)


def _add(found: Triples, line: int, cells: list[str], at: tuple[int, int, int], width: int) -> None:
    """One line, with all that may be wrong about it."""
    if len(cells) != width:
        return found.refuse(line, f"{len(cells)} cells where there should be {width}")
    application, reviewer, written = (cells[one].strip() for one in at)
    for name, cell in (("application", application), ("reviewer", reviewer)):
        if not cell:
            return found.refuse(line, f"{name} is empty")
    value = _number(written)
    if value is None:
        return found.refuse(line, f"{written!r} is not a number")
    row, column = found.applications.number(application), found.reviewers.number(reviewer)
    if row is None or column is None:
        unknown = f"application {application}" if row is None else f"reviewer {reviewer}"
        return found.refuse(line, f"{unknown} has no score")
    found.a.append(row)
    found.r.append(column)
    found.values.append(value)
    found.lines.append(line)
    return None


def _number(written: str) -> float | None:
    try:
        value = float(written)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
