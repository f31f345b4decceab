"""One spelling for what reads the same: no case, no accents, no ligatures, no typographic signs."""

import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "þ": "th",
        "ð": "d",
        "\u00ad": "",  # soft hyphen
        "\u200b": "",  # zero-width space
        "\ufeff": "",
    }
)


def fold(text: str) -> str:
    """Lower case ASCII where there is one: "Hôpital d’Œuvre" becomes "hopital d’oeuvre"; signs stay as they are."""
    if text.isascii():
        return text.lower()
    once = _folded(text)
    return once if once.isascii() else _folded(once)  # what one sign stands for may itself have to be folded


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.lower().translate(_SPECIAL)


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """One word, folded to letters and digits only; remembered, since texts repeat their words."""
    return "".join(character for character in fold(word) if character.isalnum())
