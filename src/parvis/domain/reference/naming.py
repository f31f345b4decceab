"""How names of places are compared: without accents, case, hyphens, CEDEX and the number of an arrondissement."""

import re
import unicodedata

WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont", "lez": "les"}
"""Words that are written in several ways, and the one that keys use."""

ARTICLES = frozenset({"le", "la", "les", "l"})

OTHER_CODES = {
    **{f"751{number:02}": "75056" for number in range(1, 21)},
    **{f"6938{number}": "69123" for number in range(1, 10)},
    **{f"132{number:02}": "13055" for number in range(1, 17)},
    "97123": "97701",
    "97127": "97801",
}
"""INSEE codes of arrondissements, and of communes before they became collectivities → that of the commune now."""

LOCALITIES = {
    "annecy le vieux": "74010",
    "banyuls de la marenda": "66016",
    "cergy pontoise": "95127",
    "cherbourg octeville": "50129",
    "dunkirk": "59183",
    "evry": "91228",
    "faa a": "98715",
    "futuroscope": "86062",
    "la plaine saint denis": "93066",
    "lomme": "59350",
    "montfavet": "84007",
    "oullins": "69149",
    "pierre benite": "69149",
    "pierrefitte sur seine": "93066",
    "saint denis la plaine": "93066",
    "sophia antipolis": "06152",
}
"""Places that addresses name as if they were communes: business parks, quarters, communes that have merged."""

_ASIDE = re.compile(r"\(([^)]*)\)")
_CEDEX = re.compile(r"\bcedex\s*\d*\b")
_CITY_AND_NUMBER = re.compile(r"\b(paris|lyon|marseille)\s+(?:\d{1,2}(?:\s*(?:er|e|eme|nd))?(?:\s+arr\w*)?)$")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """Lower case letters and digits of the text, without accents, words separated by one space."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return _NOT_A_LETTER.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def place_key(text: str) -> str:
    """The folded name of a commune as its `folded_name` holds it; what follows CEDEX, if anything, is the commune.

    >>> place_key("ST ETIENNE CEDEX 2"), place_key("Havre (Le)"), place_key("Lyon 3e Arrondissement")
    ('saint etienne', 'le havre', 'lyon')
    """
    aside = _ASIDE.search(text)
    article = fold(aside[1]) if aside else ""
    parts = [part.strip() for part in _CEDEX.split(fold(_ASIDE.sub(" ", text))) if part.strip()]
    key = re.sub(r"\bs s\b", "sur", parts[-1] if parts else "")
    key = _CITY_AND_NUMBER.sub(r"\1", " ".join(WORDS.get(word, word) for word in key.split()))
    return f"{article} {key}".strip() if article in ARTICLES else key


def without_article(key: str) -> str:
    """The key without the article that some registers leave out."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else key


def departments_of_postcode(postcode: str) -> tuple[str, ...]:
    """The departments that a postcode may lie in, by its first digits; a few communes break the rule."""
    digits = re.sub(r"\D", "", postcode)
    if len(digits) != 5:
        return ()
    if digits.startswith("20"):
        return ("2A", "2B")
    if digits[:2] in {"97", "98"}:
        also = {"971": ("971", "977", "978"), "977": ("974",), "978": ("974",)}
        return also.get(digits[:3], (digits[:3],))
    return (digits[:2],)
