"""Text cut into words, with what French institutions write: lab labels, acronyms with dots, numbers with spaces."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from parvis.engine.text.fold import fold_word

_WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"(?P<sigle>[a-z]{1,5})(?P<number>\d{2,5})")
_NUMBER_SIGNS = frozenset({"n", "no", "num", "numero"})

LABEL_SIGLES = frozenset(
    [
        "umr",
        "umrs",
        "umrt",
        "umrd",
        "umra",
        "umre",
        "umri",
        "umrma",
        "u",
        "ea",
        "ur",
        "upr",
        "ums",
        "us",
        "usr",
        "uar",
        "usc",
        "ue",
        "um",
        "umi",
        "irl",
        "ifr",
        "fr",
        "fre",
        "fed",
        "gdr",
        "gds",
        "grc",
        "cic",
        "ulr",
        "ura",
        "urm",
        "upres",
        "erl",
        "emr",
        "epr",
        "ers",
        "eac",
        "ru",
        "uru",
        "umrc",
    ]
)
"""What stands before the number of a lab: UMR 8520, U1142, EA 3188."""

_HYPHENS = frozenset({"-", "&", "‐", "‑"})
_GROUP = re.compile(r"[ .\u00a0\u202f\u2009-]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its folded form, where it stands, and what it is made of (`parts`) when it was joined."""

    word: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


def normal(text: str) -> str:
    """The text with each accented letter as one character; positions of tokens refer to it."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=20_000)
def tokenise(text: str) -> tuple[Token, ...]:
    """The words of `text` in order; remembered, since names of parents and places come back again and again.

    "UMR_S 1142", "UMR-S n° 1142" and "UMRS1142" give umrs1142; "C.H.U." gives chu; "784 257 164" gives 784257164;
    "AP-HP" gives aphp with the parts ap and hp; "l'hôpital" gives l and hopital.
    """
    text = normal(text)
    raw = [
        Token(word, match.start(), match.end())
        for match in _WORD.finditer(text)
        if (word := fold_word(match[0]))  # a lone combining sign folds to nothing
    ]
    found: list[Token] = []
    position = 0
    while position < len(raw):
        token, used = raw[position], 1
        if _may_join(text, token):
            token, used = _joined(text, raw, position)
        found.append(token)
        position += used
    return tuple(found)


def words(text: str) -> list[str]:
    """The folded words of `text`, joined as `tokenise` joins them."""
    return [token.word for token in tokenise(text)]


def _may_join(text: str, token: Token) -> bool:
    """Whether it is worth a closer look: few words are."""
    word = token.word
    return len(word) == 1 or word[-1].isdigit() or word in LABEL_SIGLES or text[token.end : token.end + 1] in _HYPHENS


def _joined(text: str, raw: list[Token], at: int) -> tuple[Token, int]:
    """The token that begins here, and how many pieces it took."""
    return (
        _label(text, raw, at)
        or _initials(text, raw, at)
        or _digits(text, raw, at)
        or _compound(text, raw, at)
        or (raw[at], 1)
    )


def _between(text: str, left: Token, right: Token) -> str:
    return text[left.end : right.start]


def _label(text: str, raw: list[Token], at: int) -> tuple[Token, int] | None:
    """A lab label, written in one word or in up to four."""
    first = raw[at]
    whole = _LABEL.fullmatch(first.word)
    if whole and whole["sigle"] in LABEL_SIGLES:
        return Token(first.word, first.start, first.end, (whole["sigle"], whole["number"])), 1
    if first.word not in LABEL_SIGLES:
        return None
    sigle, after = first.word, at + 1
    if after < len(raw) and raw[after].word in {"s", "t", "d", "a", "e", "i", "ma"}:
        longer = sigle + raw[after].word
        if longer in LABEL_SIGLES and _between(text, first, raw[after]) in {"_", "-", " ", "/"}:
            sigle, after = longer, after + 1
    if after < len(raw) and raw[after].word in _NUMBER_SIGNS and raw[after].word != "s":
        after += 1
    if after >= len(raw) or not (raw[after].word.isdigit() and 2 <= len(raw[after].word) <= 5):
        return None
    if len(_between(text, raw[after - 1], raw[after]).strip(" _-/.°:\u00a0")) > 0:
        return None
    number = raw[after].word
    return Token(sigle + number, first.start, raw[after].end, (sigle, number)), after + 1 - at


def _initials(text: str, raw: list[Token], at: int) -> tuple[Token, int] | None:
    """Single letters with dots ("C.H.U."), or three and more with spaces ("C N R S")."""
    end = at
    separator = None
    while end < len(raw) and len(raw[end].word) == 1 and raw[end].word.isalpha():
        if end > at:
            gap = _between(text, raw[end - 1], raw[end])
            separator = separator or gap
            if gap != separator or gap not in {".", ". ", " "}:
                break
        end += 1
    count = end - at
    if count < (3 if separator == " " else 2):
        return None
    joined = "".join(token.word for token in raw[at:end])
    return Token(joined, raw[at].start, raw[end - 1].end), count


def _digits(text: str, raw: list[Token], at: int) -> tuple[Token, int] | None:
    """Groups of three to five digits, three groups and more, with single separators: a SIREN, a SIRET, an ISNI."""
    end = at
    while end < len(raw) and raw[end].word.isdigit() and 3 <= len(raw[end].word) <= 5:
        if end > at and not _GROUP.fullmatch(_between(text, raw[end - 1], raw[end])):
            break
        end += 1
    if end - at < 3:
        return None
    joined = "".join(token.word for token in raw[at:end])
    return Token(joined, raw[at].start, raw[end - 1].end), end - at


def _compound(text: str, raw: list[Token], at: int) -> tuple[Token, int] | None:
    """Two or three short pieces with hyphens that people also write in one: AP-HP, X-HEC, IRT-B."""
    end = at + 1
    while end < len(raw) and _between(text, raw[end - 1], raw[end]) in _HYPHENS:
        end += 1
    pieces = [token.word for token in raw[at:end]]
    if not 2 <= len(pieces) <= 3 or not all(len(piece) <= 4 and piece.isalpha() for piece in pieces):
        return None
    written = text[raw[at].start : raw[end - 1].end]
    if sum(map(len, pieces)) > 8 or (written != written.upper() and written != written.lower()):
        return None
    return Token("".join(pieces), raw[at].start, raw[end - 1].end, tuple(pieces)), end - at
