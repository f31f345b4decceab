"""The names of records, as rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parvis.engine.linkage.normalise.affiliations import parts_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.places import city_of
from parvis.engine.linkage.normalise.tables import generic_words
from parvis.engine.linkage.types import Record

WHOLE, PIECE, ALIAS, ACRONYM = range(4)

_DASH = re.compile(r"\s[-–—:/]\s+|(?<=\w)\s*[/]\s*(?=\w)")
_BRACKETS = re.compile(r"^(?P<before>[^()]{4,}?)\s*\((?P<inside>[^()]{2,})\)(?P<after>[^()]*)$")


@dataclass(slots=True)
class Rows:
    """Folded texts, each with the number of its record and its kind; those of one record stand together."""

    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def add(self, owner: int, kind: int, text: str) -> None:
        """One row more."""
        self.texts.append(text)
        self.owners.append(owner)
        self.kinds.append(kind)


def rows_of(records: Sequence[Record], *, split: bool) -> tuple[Rows, list[str]]:
    """All names, and the city that each record's name gives, or ""."""
    parts = _parts(records) if split else None
    firsts = parts or [(name, (), "") for name in fold_all(r.name for r in records)]
    others = [
        [(ALIAS, name) for name in _others(r, split=split)]
        + [(PIECE, piece) for piece in ([] if split else _dashed(r.name))]
        + [(ACRONYM, one) for acronym in r.acronyms for one in acronym.split("/")]
        for r in records
    ]
    folded = iter(fold_all(text for some in others for _kind, text in some))
    rows = Rows()
    for owner, ((whole, pieces, _city), some) in enumerate(zip(firsts, others, strict=True)):
        rows.add(owner, WHOLE, whole)
        for piece in pieces:
            rows.add(owner, PIECE, piece)
        for kind, _text in some:
            rows.add(owner, kind, next(folded))
    return rows, [city for _whole, _pieces, city in firsts]


def _parts(records: Sequence[Record]) -> list[tuple[str, tuple[str, ...], str]]:
    """Each name as a whole, its pieces and the city that it names; a piece that only says of which kind the organisation
    is gets the city: the "University Hospital" of "University Hospital, Rouen"."""
    generic = generic_words()
    found = []
    for record, parts in zip(records, parts_all([r.name for r in records]), strict=True):
        city = parts.city or city_of(fold_all([record.city])[0])
        pieces = parts.pieces or ((parts.whole,) if city else ())
        kinds = [
            f"{piece} {city}"
            for piece, words in zip(pieces, canonical_all(pieces), strict=True)
            if city and generic.issuperset(words.split())
        ]
        found.append((parts.whole, (*parts.pieces, *kinds), parts.city))
    return found


def _others(record: Record, *, split: bool) -> list[str]:
    """Aliases, and for a name that is not split what stands before and in its brackets."""
    found = list(record.aliases)
    if not split:
        brackets = _BRACKETS.match(record.name)
        if brackets:
            found += [f"{brackets['before']}{brackets['after']}", brackets["inside"]]
    return found


def _dashed(name: str) -> list[str]:
    """What stands between spaced dashes in a name of a register: "UMR 8181 - UCCS - Unité de Catalyse"."""
    pieces = [piece for raw in _DASH.split(name) if (piece := raw.strip())]
    return pieces if len(pieces) > 1 else []
