"""Small readers of cells that every importer shares; what they cannot read they name, or leave out with a remark."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput, SourceRecordError
from parvis.domain.directory.identifiers import clean

Cells = Mapping[str, str]

FRANCE = frozenset({"FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"})
"""ISO codes of France and of what belongs to it overseas."""

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});")
_HOST = re.compile(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,24}$")
_SCHEMES = re.compile(r"^(?:https?[:;]?[/\\]{1,2}\s*:?\s*)+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)

_SMALL = "a à au aux chez d dans de des du en et l la le les lès ou par pour sous sur the of and in for"
SMALL = frozenset(_SMALL.split())
"""Words without a capital inside a name."""

_ABBREVIATIONS = """
ap aphp aphm bp bu ca cattp cd cerp ch chi chr chru chs chu cic cmc cmp cnrs crf crrf cs csmi dr ea ej epsm esa gcs gh
gip gie had hcl hdj hia hj hu iae idf ies ifr ii iii inra inrae inria inserm ird iv mco mgen onera sa sarl sas selarl
smr smur ssr uad udm uf umr ums upr ur us usld xi xii xiii xix xv xvi xvii xviii xx za zac zi
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Words that stay in capitals."""


def text(cells: Cells, column: str) -> str:
    """The cell with its white space made single."""
    return _plain(cells.get(column) or "")


def _plain(value: str) -> str:
    """White space made single; and signs as such, where a register that was read off web pages says `&amp;`."""
    said = _ENTITY.sub(lambda match: unescape(match[0]), value) if "&" in value else value
    return _SPACES.sub(" ", said).strip()


def needed(cells: Cells, column: str) -> str:
    """The cell, which may not be empty."""
    value = text(cells, column)
    if not value:
        raise SourceRecordError(_("The value is missing."), column=column)
    return value


def several(cells: Cells, column: str, separator: str = "|") -> list[str]:
    """The values of a cell that holds several, without the empty ones and repetitions."""
    parts = (_plain(part) for part in (cells.get(column) or "").split(separator))
    return list(dict.fromkeys(part for part in parts if part))


def word(said: Mapping[str, Any], name: str) -> str:
    """A text or number of a JSON object as text with single white space; empty where there is none of them."""
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _plain(str(value))


def words(said: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a list in a JSON object."""
    values = said.get(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def objects(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list in a JSON object."""
    values = said.get(name)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def within(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object inside of a JSON object, empty where there is none."""
    value = said.get(name)
    return value if isinstance(value, dict) else {}


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, as `several` reads them."""
    return "|".join(value.replace("|", "/") for value in values)


def number_of(scheme: str, value: str, column: str) -> str:
    """The canonical identifier; refuses the record when its check digits are wrong."""
    try:
        return clean(scheme, value)
    except InvalidInput as error:
        raise SourceRecordError(str(error), column=column) from error


@lru_cache(maxsize=10_000)
def number_if_valid(scheme: str, value: str) -> str:
    """The canonical identifier, or nothing: for numbers that a record can do without."""
    try:
        return clean(scheme, value) if value else ""
    except InvalidInput:
        return ""


def year(cells: Cells, column: str, *, least: int = 1000, most: int = 2100) -> int | None:
    """A year, None where the cell is empty."""
    value = text(cells, column)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise SourceRecordError(
            _("“%(value)s” is not a year between %(least)d and %(most)d.")
            % {"value": value[:40], "least": least, "most": most},
            column=column,
        )
    return int(value)


def degrees(value: str, column: str, limit: float) -> float | None:
    """A coordinate in degrees, None where there is none."""
    if not value.strip():
        return None
    try:
        found = float(value)
    except ValueError:
        found = float("nan")
    if not -limit <= found <= limit:
        raise SourceRecordError(
            _("“%(value)s” is not a coordinate between -%(limit)d and %(limit)d degrees.")
            % {"value": value[:40], "limit": limit},
            column=column,
        )
    return round(found, 5)


def website(value: str) -> str:
    """The address of a site as a browser takes it, or nothing where no such address can be read.

    >>> website("http://http:/www.gred-clermont.fr"), website("www.numtech.fr?l=en"), website("http://lmf@cnrs.fr")
    ('http://www.gred-clermont.fr', 'http://www.numtech.fr?l=en', '')
    """
    value = _SPACES.sub(" ", value).strip()
    if not value or " " in value or len(value) > 300:
        return ""
    secure = value.lower().startswith("https") or "https:" in value.lower()[:16]
    rest = _SCHEMES.sub("", value)
    try:
        parts = urlsplit(f"{'https' if secure else 'http'}://{rest}")
        host = (parts.hostname or "").lower()
        port = parts.port
    except ValueError:
        return ""
    if parts.username is not None or not _HOST.match(host) or (port is not None and not 0 < port < 65536):
        return ""
    return parts._replace(netloc=host if port is None else f"{host}:{port}").geturl()


def readable(value: str, keep: frozenset[str] = frozenset()) -> str:
    """A name in capitals as one would write it; a name that is not all in capitals stays as it is.

    Words of `keep`, known abbreviations, and words with digits or without a vowel keep their capitals. No accent is
    added: it would be a guess.

    >>> readable("HU PARIS OUEST SITE G POMPIDOU APHP"), readable("CENTRE PSYCHOTHERAPIQUE DE L'AIN")
    ('HU Paris Ouest Site G Pompidou APHP', "Centre Psychotherapique de l'Ain")
    """
    if not value.isupper() or len(value) < 5:
        return value
    first = True

    def lowered(match: "re.Match[str]") -> str:
        nonlocal first
        word, at_start = match[0], first
        first = False
        return _one_word(word, keep, at_start=at_start)

    return _WORD.sub(lowered, value)


@lru_cache(maxsize=50_000)
def _one_word(word: str, keep: frozenset[str], *, at_start: bool) -> str:
    head, mark, tail = word.replace("’", "'").partition("'")
    if mark and len(head) <= 2:
        head = head.capitalize() if at_start else head.lower()
        return f"{head}{mark}{_one_word(tail, keep, at_start=True)}"
    low = word.lower()
    if not at_start and low in SMALL:
        return low
    is_short_code = any(c.isdigit() for c in word) or not re.search(r"[AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜ]", word)
    if word in keep or low in ABBREVIATIONS or len(word) == 1 or is_short_code:
        return word
    return word.capitalize()
