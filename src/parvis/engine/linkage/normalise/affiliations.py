"""An affiliation, cut into what may each name an organisation.

"Institut X, UMR 8520, Université de Lille - CNRS, 59655 Villeneuve d'Ascq, France" names three, in one place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.engine.linkage.normalise.communes import communes
from parvis.engine.linkage.normalise.names import fold_all
from parvis.engine.linkage.normalise.places import city_of
from parvis.engine.linkage.normalise.tables import generic_words

_CUT = re.compile(
    r"[,;|/\n()\[\]{}:•·]|_(?=\w{3})| [-–—‐] |(?<=[A-Z]{3})[-‐](?=[A-Z]{3})|\s&\s|(?<=[^\W\d_]{5})\.\s+(?=[A-ZÀ-Ý])"
)
_STREET = re.compile(
    r"\b(?:(?:\d+ )?(?:bis |ter )?(?:rue|avenue|av|ave|bd|bld|blvd|boulevard|place|pl|street|route|rte|chemin|allee|"
    r"allees|quai|impasse|voie|esplanade|square|bp|cs|tsa|cc)\b(?! ?(?:verte|lactee)).*)$"
)
_ENDING = re.compile(
    r"(?:\b\d{1,3} (?:rue|avenue|av|bd|boulevard|route|chemin|place)\b.*|\b\d{5}\b.*|(?: \S+){1,4} france)$"
)
_GLUED = re.compile(r"(?<=[a-z])(?=\d{5})|(?<=\d{5})(?=[A-Za-z])|(?<=[a-z\d])(?=France\b)")
_POSTCODE = re.compile(r"\b(?:f )?\d{5}\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, folded, and as it was written."""

    folded: str
    written: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A text, folded, without streets and postcodes; its pieces when there are several; the city that it names, or "".

    A piece that is only a city or the country is no piece.
    """

    whole: str = ""
    pieces: tuple[Piece, ...] = ()
    city: str = ""


def split(text: str) -> tuple[str, ...]:
    """The pieces between commas, semicolons, brackets, slashes and spaced dashes, as they are written."""
    return tuple(piece for raw in _CUT.split(_GLUED.sub(" ", text)) if (piece := raw.strip(" .-–—_'\"")))


def parts_of(text: str) -> Parts:
    """What one text is made of."""
    return parts_all([text])[0]


def parts_all(texts: Sequence[str]) -> list[Parts]:
    """What each text is made of."""
    cut = [split(text) for text in texts]
    folded = iter(fold_all(piece for pieces in cut for piece in pieces))
    return [_parts([Piece(next(folded), written) for written in pieces]) for pieces in cut]


def _parts(pieces: list[Piece]) -> Parts:
    if len(pieces) < 2:
        return _unbroken(pieces[0].folded if pieces else "")
    kept: list[Piece] = []
    whole: list[str] = []
    city = ""
    for piece in pieces:
        bare = " ".join(_POSTCODE.sub(" ", _STREET.sub("", piece.folded)).split())
        name = city_of(bare)
        if not name:
            continue
        whole.append(bare)
        if name in communes() and name not in generic_words() and (bare != piece.folded or piece is not pieces[0]):
            city = name
        else:
            kept.append(Piece(bare, piece.written))
    return Parts(" ".join(whole), tuple(kept), city)


def _unbroken(text: str) -> Parts:
    """A text without signs between its parts: only an address with a number, and a city before "France", are seen."""
    found = _ENDING.search(text)
    if not found:
        return Parts(text)
    words = _POSTCODE.sub(" ", found[0].removesuffix(" france")).split()
    before = text[: found.start()].split()
    for length in range(min(4, len(words)), 0, -1):
        city = city_of(" ".join(words[-length:]))
        if city in communes() and not any(word.isdigit() for word in words[-length:]):
            kept = () if _STREET.match(" ".join(words)) else words[:-length]
            return Parts(" ".join([*before, *kept]) or city, (), city)
    return Parts(text)
