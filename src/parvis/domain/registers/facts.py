"""The common form in which every importer says what its register knows of one organisation."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Scope = Literal["", "entity", "establishment", "unit"]
"""What a record describes: a legal entity, one establishment of it, or a research unit without legal person.

Only an entity may be found by its SIREN: an establishment carries the SIREN of the entity that it belongs to.
"""


@dataclass(frozen=True, slots=True)
class NameFact:
    """A further name; `kind` is a value of `directory.enums.NameKind`."""

    text: str
    kind: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """An address on the web; `kind` is a value of `directory.enums.LinkKind`."""

    url: str
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ParentFact:
    """Another organisation that this one belongs to, by its numbers alone; the best number comes first."""

    kind: str
    identifiers: tuple[tuple[str, str], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one record says. Empty means that the register says nothing, never that there is nothing."""

    key: str
    name: str = ""
    kind: str = ""
    status: str = ""
    scope: Scope = ""
    names: tuple[NameFact, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    parents: tuple[ParentFact, ...] = ()
    address: str = ""
    postcode: str = ""
    city: str = ""
    insee: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    website: str = ""
    links: tuple[LinkFact, ...] = ()
    description_fr: str = ""
    description_en: str = ""
    themes: tuple[str, ...] = ()
    founded_year: int | None = None
    is_health: bool = False
    notes: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Only what is said, as JSON values."""
        said: dict[str, Any] = {}
        for name in FIELDS:
            value = getattr(self, name)
            if value not in ("", (), None, False):
                said[name] = value
        if self.names:
            said["names"] = [[n.text, n.kind, n.language] for n in self.names]
        if self.links:
            said["links"] = [[link.url, link.kind, link.title] for link in self.links]
        if self.parents:
            said["parents"] = [[p.kind, [list(pair) for pair in p.identifiers], p.name] for p in self.parents]
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Facts":
        """The facts that `to_json` wrote; unknown keys of other versions are ignored."""
        values: dict[str, Any] = {name: said[name] for name in FIELDS if name in said}
        values["names"] = tuple(NameFact(*item) for item in said.get("names", ()))
        values["links"] = tuple(LinkFact(*item) for item in said.get("links", ()))
        values["parents"] = tuple(
            ParentFact(kind, tuple((scheme, value) for scheme, value in pairs), name)
            for kind, pairs, name in said.get("parents", ())
        )
        values["identifiers"] = tuple((scheme, value) for scheme, value in said.get("identifiers", ()))
        values["notes"] = tuple((label, value) for label, value in said.get("notes", ()))
        values["themes"] = tuple(said.get("themes", ()))
        return cls(**values)


FIELDS = tuple(Facts.__dataclass_fields__)


def dumped(said: Mapping[str, Any] | list[Any]) -> str:
    """The one JSON text of facts, the same for the same facts."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """The hash by which a second run sees that nothing has changed."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """One line of a file that could be read; `remarks` are small things that were left out of it."""

    line: int
    facts: Facts
    source_on: dt.date | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that could not be taken: where, which column, and a sentence that says what was expected.

    `cells` are what it holds; `key` is its record, where that is known.
    """

    line: int
    column: str
    message: str
    cells: tuple[str, ...] = field(default=(), compare=False)
    key: str = field(default="", compare=False)


@dataclass(slots=True)
class Skipped:
    """Lines that are well-formed but bring no organisation, counted by reason."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str) -> None:
        """Count one more line with this reason."""
        self.counts[reason] = self.counts.get(reason, 0) + 1
