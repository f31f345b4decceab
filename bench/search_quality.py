"""Is the organisation that someone means among the first results?

`cases/search_queries.csv` holds queries as people type them, each with the identifiers (ROR, RNSR, FINESS, SIREN) of
the organisation meant; several where two registers know the same one and it is still two entries here (these pairs were
completed after the first run, in all parts alike). `tune` and `held` were written by hand from records drawn at random
and from well-known names, before the ranking was first run on them; `tune` may be looked at when it is changed, `held`
says whether it became better. `anr` holds names as typed in files of the ANR, drawn at random from open data (Licence
Ouverte 2.0, through tdelcey/ANR): long, with parents and labels mixed in.

    python -m bench.search_quality --failures
"""

import csv
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from bench.search_speed import database
from bench.search_steps import start

CASES = Path(__file__).with_name("cases") / "search_queries.csv"
DATA = Path(__file__).resolve().parents[1] / "src" / "parvis" / "demo" / "data"
REGISTERS = (
    ("ror", "ror_fr.csv.gz"),
    ("higher_education", "higher_education_ids.csv.gz"),
    ("rnsr", "rnsr_structures.csv.gz"),
    ("hospitals", "hospitals_sae2023.csv.gz"),
    ("ilab", "ilab_laureates.csv.gz"),
)
TOP = 5

Answer = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Case:
    """A query and the organisations of which one must be found."""

    query: str
    kind: str
    part: str
    expected: frozenset[int]


@dataclass(slots=True)
class Recall:
    """How many were first, among the first five, and asked."""

    first: int = 0
    among_five: int = 0
    asked: int = 0

    def add(self, found: list[int], expected: frozenset[int]) -> None:
        """Count one answer."""
        self.asked += 1
        self.first += bool(found) and found[0] in expected
        self.among_five += not expected.isdisjoint(found[:TOP])

    @property
    def shares(self) -> tuple[float, float]:
        """Recall at 1 and at 5, in percent."""
        return 100 * self.first / max(self.asked, 1), 100 * self.among_five / max(self.asked, 1)


def cases() -> list[Case]:
    """All queries; raises LookupError when the directory does not hold an organisation that is meant."""
    from parvis.domain.directory.models import Identifier

    held: dict[str, int] = {}
    for scheme, value, pk in Identifier.objects.order_by("pk").values_list("scheme", "value", "organisation"):
        held.setdefault(f"{scheme}:{value}", pk)
    found, missing = [], []
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected = frozenset(held[one] for one in row["expected"].split("|") if one in held)
            if not expected:
                missing.append(row["expected"])
            found.append(Case(row["query"], row["kind"], row["part"], expected))
    if missing:
        raise LookupError(f"the directory does not hold {', '.join(missing)}")
    return found


def recalls(answer: Answer, asked: Iterable[Case]) -> dict[str, Recall]:
    """Recall by part and by kind of query."""
    found: dict[str, Recall] = defaultdict(Recall)
    for case in asked:
        keys = answer(case.query)
        for group in ("all", case.part, case.kind):
            found[group].add(keys, case.expected)
    return found


def ours(text: str) -> list[int]:
    """The first results of the directory."""
    from parvis.base.search.selectors.query import Query, search
    from parvis.domain.directory.search_documents import INDEX

    return list(search(INDEX, Query(text, limit=TOP)).keys)


def failures(part: str = "tune") -> Iterable[str]:
    """What is not first, with what is: for those who work on the ranking."""
    from parvis.domain.directory.models import Organisation

    for case in cases():
        found = ours(case.query)
        if case.part == part and not (found and found[0] in case.expected):
            names = Organisation.objects.in_bulk([*found, *case.expected])
            wanted = next(iter(case.expected))
            place = found.index(wanted) + 1 if wanted in found else "-"
            first = names[found[0]].name if found else "nothing"
            yield f"{case.kind:12} {case.query!r}: {names[wanted].name!r} at {place}, first {first!r}"


def fill() -> None:
    """Import the open data into an empty directory, and index it."""
    from parvis.base.search.services import indexing
    from parvis.domain.directory.models import Organisation
    from parvis.domain.directory.search_documents import INDEX
    from parvis.domain.reference.services.load import load_reference
    from parvis.domain.sources.services.imports import import_file

    if Organisation.objects.exists():
        return
    load_reference()
    for source, name in REGISTERS:
        import_file(actor=None, source=source, path=DATA / name)
    indexing.rebuild(INDEX)


def plainly() -> Answer:
    """FTS5 over the same documents: all words, the last one as a beginning, its own ranking."""
    from django.db import connection

    from bench.plain_search import plain_words
    from parvis.domain.directory.search_documents import organisation_documents, organisation_keys
    from parvis.engine.text.fold import fold

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain_quality")
        cursor.execute("CREATE VIRTUAL TABLE plain_quality USING fts5(title, names, rest)")
        for one in organisation_documents(organisation_keys()):
            names = " | ".join((*one.names, *one.acronyms))
            rest = " | ".join((*one.labels, *one.identifiers, *one.keywords, one.body))
            row = [one.key, *map(fold, (one.title, names, rest))]
            cursor.execute("INSERT INTO plain_quality (rowid, title, names, rest) VALUES (%s, %s, %s, %s)", row)

    def answer(text: str) -> list[int]:
        match = " ".join(f'"{word}"' for word in plain_words(text)) + "*"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM plain_quality WHERE plain_quality MATCH %s ORDER BY rank LIMIT {TOP}", [match]
            )
            return [row[0] for row in cursor.fetchall()]

    return answer


def main() -> None:
    """Print JSON: for each group of queries, how many, and recall at 1 and 5 of ours and of FTS5 alone."""
    os.environ.pop("DATABASE_URL", None)
    with database(0) as settings:
        os.environ |= settings
        start()
        call_command("migrate", verbosity=0)
        fill()
        asked = cases()
        by_us, by_fts = recalls(ours, asked), recalls(plainly(), asked)
        print(json.dumps({group: [by_us[group].asked, *by_us[group].shares, *by_fts[group].shares] for group in by_us}))
        if "--failures" in sys.argv:
            print("\n".join(failures()), file=sys.stderr)


if __name__ == "__main__":
    main()
