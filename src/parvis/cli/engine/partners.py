"""The CSV files of suggestions: who took part in what, projects, organisations, and who asks."""

from collections.abc import Callable, Collection
from pathlib import Path

from parvis.cli.engine.tables import BadLine, Made, Row, Table, read, several
from parvis.engine.recommend.types import Organisation, Participation, Project, Query

YEARS = range(1900, 2200)


def year_of(row: Row) -> int:
    """The year of a row; a date will do."""
    written = row["year"]
    digits = written[:4]
    if not (digits.isascii() and digits.isdigit()) or len(written) not in {4, 10} or int(digits) not in YEARS:
        raise ValueError(f"year is {written!r}; expected four digits")
    return int(digits)


def read_participations(path: Path) -> tuple[Table, list[Participation]]:
    """Who took part in what. Lines that say the same again are left out."""
    table = read(path, ("project", "organisation", "year"))
    rows = table.made(lambda row: Participation(row["project"], row["organisation"], year_of(row)))
    return table, list(dict.fromkeys(one for _line, one in rows))


def read_projects(path: Path | None) -> tuple[list[Table], list[Project]]:
    """What projects were about. The year is that of the participations; one that is no year makes a line a bad one."""
    return _unique(path, ("project", "year"), _project)


def read_organisations(path: Path | None) -> tuple[list[Table], list[Organisation]]:
    """The profiles of organisations."""
    return _unique(path, ("organisation", "name"), _organisation)


def read_queries(path: Path, known: Collection[str]) -> tuple[Table, list[Query]]:
    """Who asks; one that no other file names, and that does not say what for, is on a bad line."""
    table = read(path, ("query", "organisation"))
    lines: dict[str, int] = {}
    found = []
    for line, query in table.made(_query):
        if query.id in lines:
            table.bad.append(_twice(path, line, query.id, lines[query.id]))
        elif query.organisation not in known and not query.terms and not query.programme:
            reason = (
                f"the organisation {query.organisation} is in no other file, and the line has no terms or programme"
            )
            table.bad.append(BadLine(path, line, reason))
        else:
            lines[query.id] = line
            found.append(query)
    return table, found


def read_excluded(path: Path | None) -> tuple[list[Table], dict[str, frozenset[str]]]:
    """Who is never suggested to whom; without `organisation`, to nobody."""
    if path is None:
        return [], {}
    table = read(path, ("excluded",))
    found: dict[str, set[str]] = {}
    for _line, (asking, excluded) in table.made(lambda row: (row.get("organisation", ""), row["excluded"])):
        found.setdefault(asking, set()).add(excluded)
    return [table], {asking: frozenset(names) for asking, names in found.items()}


def _unique(
    path: Path | None, required: tuple[str, str], make: Callable[[Row], Made]
) -> tuple[list[Table], list[Made]]:
    if path is None:
        return [], []
    table = read(path, required)
    lines: dict[str, int] = {}
    found = []
    for line, (name, one) in table.made(lambda row: (row[required[0]], make(row))):
        if name in lines:
            table.bad.append(_twice(path, line, name, lines[name]))
        else:
            lines[name] = line
            found.append(one)
    return [table], found


def _twice(path: Path, line: int, name: str, first: int) -> BadLine:
    return BadLine(path, line, f"{name} stands on line {first} already")


def _project(row: Row) -> Project:
    year_of(row)
    return Project(row["project"], _text(row.get("terms", "")), row.get("programme", ""))


def _organisation(row: Row) -> Organisation:
    return Organisation(
        id=row["organisation"],
        name=row["name"],
        city=row.get("city", ""),
        region=row.get("region", ""),
        kind=row.get("kind", ""),
        terms=_text(row.get("terms", "")),
        parents=several(row.get("parents", "")),
    )


def _query(row: Row) -> Query:
    return Query(row["query"], row["organisation"], _text(row.get("terms", "")), row.get("programme", ""))


def _text(cell: str) -> str:
    return " ".join(several(cell))
