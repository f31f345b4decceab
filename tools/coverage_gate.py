"""Say which lines and branches no test reaches, and end with 1 where that is too many: `tools/test` runs it.

Engine, services, rules and workflows are reached to the last branch. Everywhere else each area (an app, an area of the
web face, a package at the top) reaches 90 % of its lines and of its branches, so that a large tested area does not hide
a small untested one. What only PostgreSQL runs says so in the source; the second run of the suite runs it.

    python tools/coverage_gate.py [--data .coverage] [--all]     --all names what is missing everywhere
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoDataError

ROOT = Path(__file__).resolve().parents[1]
WHOLE = re.compile(r"^src/parvis/engine/|/(services|rules|workflow)(/|\.py$)")
"""Files of which every branch is reached."""

ENOUGH = 90.0
DEEP = {"base": 2, "domain": 2, "faces": 3}
"""How many names of the path make an area, where it is more than one."""


@dataclass
class File:
    """What was reached of one file, and what was not."""

    name: str
    statements: int
    branches: int
    lines: list[int]
    jumps: list[tuple[int, int]]

    @property
    def is_whole(self) -> bool:
        """Whether every branch of it has to be reached."""
        return bool(WHOLE.search(self.name))

    def sentences(self) -> list[str]:
        """What is missing, line by line; a branch that begins on a line that never ran goes without saying."""
        found = [(line, f"{self.name}:{line}: never run") for line in self.lines]
        for line, target in self.jumps:
            if line not in self.lines:
                where = "left here" if target < 0 else f"went on to line {target}"
                found.append((line, f"{self.name}:{line}: never {where}"))
        return [sentence for _line, sentence in sorted(found)]


@dataclass
class Area:
    """The files of an area together."""

    name: str
    files: list[File] = field(default_factory=list)

    def reached(self, kind: str) -> float:
        """How many in a hundred `lines` or `branches` were reached; all of none."""
        total = sum(file.statements if kind == "lines" else file.branches for file in self.files)
        missing = sum(len(file.lines if kind == "lines" else file.jumps) for file in self.files)
        return 100.0 * (total - missing) / total if total else 100.0

    def is_enough(self) -> bool:
        """Whether both are."""
        return min(self.reached("lines"), self.reached("branches")) >= ENOUGH


def measured(data: Path) -> list[File]:
    """Every file of the package. Raises NoDataError when nothing was measured."""
    coverage = Coverage(data_file=str(data), config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    report = ROOT / f".coverage-report-{data.name}.json"
    coverage.json_report(outfile=str(report))
    try:
        return read(report)
    finally:
        report.unlink()


def read(report: Path) -> list[File]:
    """The files of coverage's report in JSON."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return [
        File(
            name=Path(name).as_posix(),
            statements=of["summary"]["num_statements"],
            branches=of["summary"]["num_branches"],
            lines=of["missing_lines"],
            jumps=[(line, target) for line, target in of["missing_branches"]],
        )
        for name, of in sorted(files.items())
    ]


def area_of(name: str) -> str:
    """The area of a file: base/accounts, domain/directory, faces/web/map, core."""
    parts = Path(name).parts[2:-1]
    return "/".join(parts[: DEEP.get(parts[0], 1)]) if parts else "."


def verdict(files: list[File], *, everything: bool = False) -> tuple[list[str], bool]:
    """The lines to print, and whether the gate holds."""
    said: list[str] = []
    lacking = [sentence for file in files if file.is_whole for sentence in file.sentences()]
    if lacking:
        said += ["Not every branch of engine, services, rules and workflows is reached:", *lacking]
    areas: dict[str, Area] = {}
    for file in files:
        if not file.is_whole:
            areas.setdefault(area_of(file.name), Area(area_of(file.name))).files.append(file)
    short = [area for area in areas.values() if not area.is_enough()]
    for area in areas.values() if everything else short:
        lines, branches = area.reached("lines"), area.reached("branches")
        reached = f"{lines:.1f} % of the lines, {branches:.1f} % of the branches"
        said.append(f"{area.name}: {reached}; {ENOUGH:.0f} % are asked for")
        said += [sentence for file in area.files for sentence in file.sentences()]
    return said, not lacking and not short


def main(arguments: list[str] | None = None) -> int:
    """Print what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / ".coverage")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args(arguments)
    try:
        files = measured(options.data)
    except NoDataError as error:
        print(f"Nothing was measured: {error}", file=sys.stderr)
        return 2
    said, holds = verdict(files, everything=options.all)
    total = Area("parvis", files)
    print(*said, sep="\n", end="\n" if said else "")
    print(f"Reached: {total.reached('lines'):.1f} % of the lines, {total.reached('branches'):.1f} % of the branches.")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
