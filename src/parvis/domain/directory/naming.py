"""Names as they are compared."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def fold(text: str) -> str:
    """Letters and digits in lower case, without accents, words separated by one space."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
