"""Initials of hospitals, as registers write them: GHBS is the Groupe Hospitalier Bretagne Sud."""

from collections.abc import Sequence

from parvis.engine.linkage.normalise.tables import canonical_words

SHORTEST, LONGEST = 3, 8
_KEPT = frozenset({"ch", "chi", "chu", "chru", "chr", "chs", "gh", "ghu"})
"""Abbreviations that stay as they are: the CH Basse-Terre is the CHBT."""
_HOSPITALS = _KEPT | {"hopital", "hopitaux", "hospital", "hospitals", "hospitalier", "hospitaliers", "hospices"}


def initials_all(folded: Sequence[str]) -> list[str]:
    """For each folded name the first letters of its words when it is that of a hospital, else ""; also "" where they
    would be too few or too many for an acronym."""
    return [_initials(name.split()) for name in folded]


def _initials(words: Sequence[str]) -> str:
    if _HOSPITALS.isdisjoint(words):
        return ""
    full = [word for word in words if canonical_words().get(word) != ""]
    letters = "".join(word if word in _KEPT else word[0] for word in full)
    return letters if len(full) > 1 and SHORTEST <= len(letters) <= LONGEST else ""
