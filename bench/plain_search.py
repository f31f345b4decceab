"""The plain full-text search of each database, to compare with."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction

from parvis.base.search.documents import SearchDocument
from parvis.engine.text.fold import fold
from parvis.engine.text.vocabulary import content

VECTOR = """setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', names), 'B')
    || setweight(to_tsvector('simple', rest), 'D')"""
FACETS = ("kind", "theme", "region", "department", "source", "status")


def stored_megabytes() -> float:
    """What the database takes on the disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return float(cursor.fetchone()[0]) / 1e6


def _rows(documents: Iterable[SearchDocument]) -> Iterator[tuple[Any, ...]]:
    for one in documents:
        title, names = one.title, " | ".join((*one.names, *one.acronyms))
        rest = " | ".join((*one.labels, *one.identifiers, *one.keywords, one.body))
        facets = ("|".join(one.facets[facet]) for facet in FACETS)
        yield (one.key, fold(title), fold(names), fold(rest), *facets)


def build(documents: Iterable[SearchDocument]) -> None:
    """A table of texts and facets with the database's own index; facets with several values keep them joined."""
    columns, rows = ", ".join(f"{facet} text" for facet in FACETS), _rows(documents)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE TABLE plain (id integer primary key, {columns})")
            cursor.execute("CREATE VIRTUAL TABLE plain_text USING fts5(title, names, rest, prefix='2 3')")
            while some := list(islice(rows, 50_000)):
                with transaction.atomic():
                    _insert(cursor, some)
        else:
            cursor.execute(
                f"CREATE TABLE plain (id integer primary key, title text, names text, rest text, {columns}, vector"
                f" tsvector GENERATED ALWAYS AS ({VECTOR}) STORED)"
            )
            with cursor.copy(f"COPY plain (id, title, names, rest, {', '.join(FACETS)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute("CREATE INDEX plain_vector ON plain USING gin (vector)")
            cursor.execute("VACUUM ANALYZE plain")


def _insert(cursor: Any, some: list[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * 7)
    cursor.executemany(f"INSERT INTO plain VALUES ({places})", [(row[0], *row[4:]) for row in some])
    cursor.executemany(
        "INSERT INTO plain_text (rowid, title, names, rest) VALUES (%s, %s, %s, %s)", [row[:4] for row in some]
    )


def plain_words(text: str) -> list[str]:
    """The words of a query without knowledge of labels, acronyms and numbers; small words are left out."""
    return content(re.findall(r"[a-z0-9]+", fold(text))) or ["x"]


def searcher(*, facets_too: bool) -> Callable[[Any], list[int]]:
    """A function that finds the best 25, and counts facets over all that match."""
    return (
        (lambda asked: _sqlite(asked, facets_too=facets_too))
        if connection.vendor == "sqlite"
        else (lambda asked: _postgres(asked, facets_too=facets_too))
    )


def _narrowed(asked: Any) -> tuple[str, list[str]]:
    chosen = [(facet, value) for facet, values in asked.filters.items() for value in values]
    return "".join(f" AND {facet} = %s" for facet, _ in chosen), [value for _, value in chosen]


def _sqlite(asked: Any, *, facets_too: bool) -> list[int]:
    match = " ".join(f'"{word}"' for word in plain_words(asked.text)) + "*"
    condition, values = _narrowed(asked)
    joined = "FROM plain_text JOIN plain ON plain.id = plain_text.rowid" if facets_too or values else "FROM plain_text"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT plain_text.rowid {joined} WHERE plain_text MATCH %s{condition} ORDER BY rank LIMIT 25",
            [match, *values],
        )
        found = [row[0] for row in cursor.fetchall()]
        for facet in FACETS if facets_too else ():
            cursor.execute(
                f"SELECT {facet}, count(*) {joined} WHERE plain_text MATCH %s{condition} GROUP BY 1", [match, *values]
            )
            cursor.fetchall()
    return found


def _postgres(asked: Any, *, facets_too: bool) -> list[int]:
    match = " & ".join(f"'{word}'" for word in plain_words(asked.text)) + ":*"
    condition, values = _narrowed(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM plain, to_tsquery('simple', %s) query WHERE vector @@ query{condition}"
            " ORDER BY ts_rank(vector, query) DESC, id LIMIT 25",
            [match, *values],
        )
        found = [row[0] for row in cursor.fetchall()]
        for facet in FACETS if facets_too else ():
            cursor.execute(
                f"SELECT {facet}, count(*) FROM plain WHERE vector @@ to_tsquery('simple', %s){condition} GROUP BY 1",
                [match, *values],
            )
            cursor.fetchall()
    return found
