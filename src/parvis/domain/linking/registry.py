"""What upper apps tell linking: the source records of organisations, and how their own rows are merged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parvis.core.registry import Registry

Row = Mapping[str, Any]
"""The columns of one row as JSON values."""


@dataclass(frozen=True)
class Remaking:
    """How organisations are made from source records.

    `digests` gives for each record of these organisations, under "register:key", a hash of what it says. `remake` makes
    the organisations anew from their records, in the caller's transaction.
    """

    digests: Callable[[Iterable[int]], dict[int, dict[str, str]]]
    remake: Callable[[Iterable[int]], None]


remaking: Registry[Remaking] = Registry("way to make organisations from records")
"""Registered once, by the app that keeps source records."""

RECORDS = "records"

combining: Registry[Callable[[Row, Row], Mapping[str, Any]]] = Registry("way to combine duplicate rows")
"""By the label of a model: from the row that stays and the duplicate that goes, what to change in the first."""


def digests_of(ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """What the records of these organisations say, as hashes; organisations without records are left out."""
    known = remaking.find(RECORDS)
    return known.digests(ids) if known else {}


def remake(ids: Iterable[int]) -> None:
    """Make the organisations anew from their records, where an app keeps records."""
    known = remaking.find(RECORDS)
    if known:
        known.remake(ids)
