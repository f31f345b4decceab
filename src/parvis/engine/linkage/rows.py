"""The names of records, as rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parvis.engine.linkage.normalise.affiliations import Parts, Piece, parts_all
from parvis.engine.linkage.normalise.initials import initials_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.places import city_of, without_region
from parvis.engine.linkage.normalise.tables import generic_words
from parvis.engine.linkage.types import Record

WHOLE, PIECE, ALIAS, ACRONYM, INITIALS = range(5)
"""Initials are an acronym that nobody wrote: they are made of the name."""

_DASH = re.compile(r"\s[-–—:/]\s+|(?<=\w)\s*[/]\s*(?=\w)")
_GAP = re.compile(r"[\s–—-]+")
_BRACKETS = re.compile(r"^(?P<before>[^()]{4,}?)\s*\((?P<inside>[^()]{2,})\)(?P<after>[^()]*)$")


@dataclass(slots=True)
class Rows:
    """Folded texts, each as it was written, with the number of its record and its kind; those of one record stand
    together."""

    written: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def add(self, owner: int, kind: int, text: str, written: str) -> None:
        """One row more."""
        self.written.append(written)
        self.texts.append(text)
        self.owners.append(owner)
        self.kinds.append(kind)


def rows_of(records: Sequence[Record], *, split: bool) -> tuple[Rows, list[str]]:
    """All names, and the city that each record's name gives, or ""."""
    names = [record.name for record in records]
    parts = parts_all(names) if split else [Parts(name) for name in fold_all(names)]
    kinds = _kinds_in_a_city(records, parts) if split else [()] * len(records)
    others = [_others(record, split=split) for record in records]
    initials = initials_all([one.whole for one in parts])
    folded = iter(fold_all(text for some in others for _kind, text in some))
    rows = Rows()
    for owner, record in enumerate(records):
        rows.add(owner, WHOLE, parts[owner].whole, record.name)
        for piece in (*parts[owner].pieces, *kinds[owner]):
            rows.add(owner, PIECE, piece.folded, piece.written)
        for kind, text in others[owner]:
            short = next(folded)
            if kind == ACRONYM or not says_little(short):
                rows.add(owner, kind, short, text)
        if short := without_region(parts[owner].whole):
            rows.add(owner, ALIAS, short, _beginning(record.name, short))
        if initials[owner] and initials[owner] not in generic_words():
            rows.add(owner, INITIALS, initials[owner], initials[owner].upper())
    return rows, [one.city for one in parts]


def _beginning(written: str, folded: str) -> str:
    """The beginning of a text that reads like this when it is folded, as it was written."""
    beginnings = (written[: gap.start()] for gap in _GAP.finditer(written))
    return next((text for text in beginnings if fold_all([text]) == [folded]), folded)


def says_little(folded: str) -> bool:
    """Whether a further name is but a kind of organisation and single letters ("Institut A"): it would be the beginning
    of a hundred others."""
    words = folded.split()
    letters = [word for word in words if len(word) == 1]
    return bool(letters) and generic_words().issuperset(word for word in words if len(word) > 1)


def _kinds_in_a_city(records: Sequence[Record], parts: Sequence[Parts]) -> list[tuple[Piece, ...]]:
    """A piece that only says of which kind the organisation is, with the city: the "University Hospital" of "University
    Hospital, Rouen"."""
    generic = generic_words()
    found = []
    for record, one in zip(records, parts, strict=True):
        city = one.city or city_of(fold_all([record.city])[0])
        pieces = one.pieces or (Piece(one.whole, record.name),)
        words = canonical_all([piece.folded for piece in pieces]) if city else []
        found.append(
            tuple(
                Piece(f"{piece.folded} {city}", f"{piece.written}, {city.title()}")
                for piece, name in zip(pieces, words, strict=False)
                if name and generic.issuperset(name.split())
            )
        )
    return found


def _others(record: Record, *, split: bool) -> list[tuple[int, str]]:
    """Aliases and acronyms; of a name of a register also what stands around and in its brackets, between its dashes."""
    found = [(ALIAS, alias) for alias in record.aliases]
    if not split:
        brackets = _BRACKETS.match(record.name)
        if brackets:
            found += [(ALIAS, f"{brackets['before']}{brackets['after']}"), (ALIAS, brackets["inside"])]
        found += [(PIECE, piece) for piece in _dashed(record.name)]
    return found + [(ACRONYM, one) for acronym in record.acronyms for one in acronym.split("/")]


def _dashed(name: str) -> list[str]:
    """What stands between spaced dashes in a name of a register: "UMR 8181 - UCCS - Unité de Catalyse"."""
    pieces = [piece for raw in _DASH.split(name) if (piece := raw.strip())]
    return pieces if len(pieces) > 1 else []
