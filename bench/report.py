"""Figures as tables: printed, and kept in docs/reference/measures."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURES = ROOT / "docs" / "reference" / "measures"
SCRATCH = ROOT / "var" / "bench"
"""Where measures keep what is slow to make again; not in the repository."""


@dataclass
class Table:
    """Rows under columns, with a sentence before and after."""

    columns: Sequence[str]
    rows: list[Sequence[object]] = field(default_factory=list)
    title: str = ""
    before: str = ""
    after: str = ""

    def markdown(self) -> str:
        """As it stands in the documentation."""
        lines = [_line(self.columns), _line("---" if not n else "---:" for n in range(len(self.columns)))]
        lines += [_line(_text(cell) for cell in row) for row in self.rows]
        parts = [f"## {self.title}" if self.title else "", self.before, "\n".join(lines), self.after]
        return "\n\n".join(part for part in parts if part)


@dataclass
class Report:
    """What one measure found."""

    name: str
    title: str
    tables: list[Table]
    intro: str = ""

    def markdown(self) -> str:
        """The page, with the command that makes it again and what it was measured on."""
        day = f"{datetime.now(tz=UTC):%Y-%m-%d}"
        head = f"# {self.title}\n\n`make bench BENCH={self.name}`, last run {day} on {machine()}."
        return "\n\n".join([head, *([self.intro] if self.intro else []), *(t.markdown() for t in self.tables)]) + "\n"

    def keep(self) -> Path:
        """Write the page."""
        MEASURES.mkdir(parents=True, exist_ok=True)
        path = MEASURES / f"{self.name}.md"
        path.write_text(self.markdown(), encoding="utf-8")
        return path


def machine() -> str:
    """What matters of this machine, and nothing that names it."""
    try:
        module: object = __import__("pysqlite3")
        version = module.sqlite_version  # type: ignore[attr-defined]
    except ImportError:
        version = sqlite3.sqlite_version
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores ({platform.machine()}), Python {platform.python_version()}, SQLite {version}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 100 else f"{cell:.1f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
