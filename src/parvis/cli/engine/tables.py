"""CSV files of the engine's commands: UTF-8 with a header, unknown columns ignored, bad lines reported by number.

Nothing is written while a line is bad, unless `--skip-bad` is given; results appear whole or not at all.
"""

import csv
import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from parvis.cli.start import refuse

Row = Mapping[str, str]
Made = TypeVar("Made")

SHOWN = 20
"""Bad lines that the terminal shows."""
VALUES = "|"
"""What stands between several values of one cell."""

SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Leave bad lines out instead of writing nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary as a JSON object on standard output.")]


class Reader(Protocol):
    """What the csv module reads with."""

    @property
    def line_num(self) -> int:
        """The number of the line that was read last."""

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, and why."""

    path: Path
    line: int
    reason: str


@dataclass(slots=True)
class Table:
    """The cells of a file with their line numbers, and the lines that could not be read."""

    path: Path
    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)

    def made(self, make: Callable[[Row], Made]) -> list[tuple[int, Made]]:
        """What is made of each row; a ValueError makes its line a bad one."""
        found = []
        for line, cells in self.rows:
            try:
                found.append((line, make(dict(zip(self.header, cells, strict=True)))))
            except ValueError as error:
                self.bad.append(BadLine(self.path, line, str(error)))
        return found


@contextmanager
def without_collection() -> Iterator[None]:
    """Records hold no cycles; to look for some among a million of them takes half of the time of reading."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read(path: Path, required: Sequence[str]) -> Table:
    """All rows of a CSV file, cells stripped. Ends the command when the file is no such table."""
    table = Table(path)
    with opened(path) as reader:
        table.header += [name.strip().lower() for name in next(reader, [])]
        check_header(path, table.header, required)
        needed = [(name, table.header.index(name)) for name in required]
        for cells in reader:
            _add(table, reader.line_num, [cell.strip() for cell in cells], needed)
    return table


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """A reader of a CSV file. Ends the command when the file cannot be read or is no CSV file in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield csv.reader(file, strict=True)
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        refuse(f"{path} is not in UTF-8.")
    except csv.Error as error:
        refuse(f"{path} is no CSV file: {error}.")


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several."""
    if VALUES not in cell:  # as nearly all cells
        return (cell,) if cell else ()
    return tuple(dict.fromkeys(value for raw in cell.split(VALUES) if (value := raw.strip())))


def end_on_bad_lines(tables: Iterable[Table], *, skip: bool) -> int:
    """Report the bad lines on standard error and count them; with any, end the command unless they may be skipped."""
    bad = sorted((one for table in tables for one in table.bad), key=lambda one: (str(one.path), one.line))
    for one in bad[:SHOWN]:
        typer.echo(f"{one.path}, line {one.line}: {one.reason}", err=True)
    if len(bad) > SHOWN:
        typer.echo(f"… and {len(bad) - SHOWN} more.", err=True)
    if bad and not skip:
        refuse(f"{len(bad)} bad lines, so nothing was written; --skip-bad leaves them out.", code=1)
    return len(bad)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file; it takes the place of another one only when it is whole."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        refuse(f"{path} cannot be written: {error.strerror}.")


def tell(summary: Mapping[str, object], *, as_json: bool) -> None:
    """The summary: as JSON on standard output, else as a line of words on standard error."""
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        typer.echo(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in summary.items()), err=True)


def weights_of(path: Path | None, read: Callable[[Path], Made]) -> Made | None:
    """The weights in a file of one's own, None for those that are shipped; ends the command where it holds none."""
    if path is None:
        return None
    try:
        return read(path)
    except (OSError, ValueError) as error:
        refuse(f"{path}: {error}")


def check_header(path: Path, header: list[str], required: Sequence[str]) -> None:
    """End the command when a header lacks a column that is needed, or names one twice."""
    missing = [name for name in required if name not in header]
    if missing:
        refuse(f"{path} has no column {', '.join(missing)}; its first line must name {', '.join(required)}.")
    double = sorted({name for name in header if name and header.count(name) > 1})
    if double:
        refuse(f"{path} has two columns named {double[0]}.")


def _add(table: Table, line: int, cells: list[str], needed: Sequence[tuple[str, int]]) -> None:
    if not any(cells):
        return
    if len(cells) != len(table.header):
        reason = f"{len(cells)} cells where the header has {len(table.header)}"
    else:
        empty = [name for name, at in needed if not cells[at]]
        reason = f"{', '.join(empty)} is empty" if empty else ""
    if reason:
        table.bad.append(BadLine(table.path, line, reason))
    else:
        table.rows.append((line, cells))
