"""Which registers can be imported; adding one is one file in `importers/` and one entry in `known.py`."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise

from parvis.core.registry import Registry
from parvis.domain.registers.facts import Facts, Refusal
from parvis.domain.registers.reading import Row

Label = str | Promise
Rows = Callable[[Path], Iterator[Row | Refusal]]
Read = Callable[[Mapping[str, Any]], Facts]
Dated = Callable[[Mapping[str, Any]], dt.date | None]


def undated(_cells: Mapping[str, Any]) -> None:
    """For rows that do not say as of which day they speak."""


class NoOrganisation(Exception):
    """The row is well-formed and brings no organisation; `reason` is a key of `labels.SKIPPED`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Layout:
    """Another form in which a register publishes its records: how one knows it, and how it is read.

    `knows` is given the first characters of the file. The other members are as those of a register.
    """

    knows: Callable[[str], bool]
    rows: Rows
    read: Read
    dated: Dated = undated


@dataclass(frozen=True)
class Register:
    """An outside register: how to read it, and what its licence asks us to say.

    `short` is the name in the margin of a page. `read` turns one row into facts; it raises SourceRecordError for a row
    that cannot be taken and NoOrganisation for one that brings nothing. `dated` says as of which day a row speaks;
    where it gives None, the day is the file's.
    `is_full` means that each file holds the whole register, so that a record that is missing has left it.
    In most registers one record is one organisation, so a number that two records carry tells neither from the other;
    where `repeats`, an organisation may have several records. A register that does not create only adds numbers to
    organisations that are there.
    Its file is CSV with these `columns` unless `rows` reads it; `layouts` are other forms, tried first. `members` are
    patterns of the names that it has in a ZIP archive, the best first.
    """

    code: str
    short: Label
    name: Label
    publisher: Label
    licence: str
    licence_url: str
    url: str
    about: Label
    columns: tuple[str, ...]
    read: Read
    dated: Dated = undated
    is_full: bool = True
    creates: bool = True
    repeats: bool = False
    rows: Rows | None = None
    layouts: tuple[Layout, ...] = ()
    members: tuple[str, ...] = ()


importers: Registry[Register] = Registry("register")
