"""Shapes in which changes to an organisation travel from a form, a correction or a script to the services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class NameRow:
    """A further name."""

    text: str
    kind: str = "alias"
    language: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """A number in a register."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An address on the web."""

    url: str
    kind: str = "other"
    title: str = ""


@dataclass(frozen=True, slots=True)
class ParentRow:
    """An organisation above, by its number here."""

    parent_id: int
    kind: str = "supervision"


@dataclass(frozen=True, slots=True)
class Changes:
    """What shall be true afterwards; a field or a list that is not named stays as it is.

    `values` may hold name, kind, status, stage, founded_year, description_fr, description_en, website, address,
    postcode, city, country, commune (INSEE code), latitude, longitude, sector (NAF code), themes (their codes) and logo
    (a stored file or None). A list replaces the whole list.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    names: Sequence[NameRow] | None = None
    identifiers: Sequence[IdentifierRow] | None = None
    links: Sequence[LinkRow] | None = None
    parents: Sequence[ParentRow] | None = None
