"""What upper apps tell linking: the source records of organisations, and how their own rows are merged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from parvis.core.registry import Registry
from parvis.domain.linking.keys import Key

Row = Mapping[str, Any]
"""The columns of one row as JSON values."""

Remake: TypeAlias = Callable[[Iterable[int]], None]
"""Makes organisations anew from their records, in the caller's transaction."""


@dataclass(frozen=True)
class SourceRecords:
    """The records that organisations are made of, as the app that keeps them offers them.

    `digests` gives the records of these organisations, each with a hash of what it says, those of the most reliable
    register first. `owners` says to which organisations records belong. `remaker` makes a function that makes
    organisations anew; whoever calls it often keeps it. `weigh` brings the weights of organisations up to date.
    Making some anew may let records of others find their parents, or lose them: `waiting` are the keys of the rows of
    `table` whose column `flag` says that they wait for one. `shared` are the registers whose keys mean the same record
    in every directory.
    """

    digests: Callable[[Iterable[int]], dict[int, dict[Key, str]]]
    owners: Callable[[Iterable[Key]], dict[Key, int]]
    remaker: Callable[[], Remake]
    weigh: Callable[[Iterable[int]], None]
    waiting: Callable[[], set[int]]
    shared: Callable[[], frozenset[str]]
    table: str = ""
    flag: str = ""


source_records: Registry[SourceRecords] = Registry("keeper of source records")
"""Registered once, by the app that keeps source records."""

KEEPER = "sources"

combining: Registry[Callable[[Row, Row], Mapping[str, Any]]] = Registry("way to combine duplicate rows")
"""By the label of a model: from the row that stays and the duplicate that goes, what to change in the first."""

NONE = SourceRecords(
    digests=lambda _ids: {},
    owners=lambda _keys: {},
    remaker=lambda: lambda _ids: None,
    weigh=lambda _ids: None,
    waiting=set,
    shared=frozenset,
)
"""Where no app keeps records, organisations are what people wrote."""


def records() -> SourceRecords:
    """The source records."""
    return source_records.find(KEEPER) or NONE
