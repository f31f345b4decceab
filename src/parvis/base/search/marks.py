"""The byte that each posting carries: where in the document the term stands."""

TITLE = 1
FIRST = 2
"""The first word of the title that says something."""
NAME = 4
ACRONYM = 8
KEYWORD = 16
BODY = 32
EXPANDED = 64
"""Not written there: stands for a word that is (chu for centre hospitalier universitaire)."""

_VALUE = ((BODY, 0.3), (KEYWORD, 0.6), (NAME, 0.9), (ACRONYM, 0.95), (TITLE, 1.0))


def quality(marks: int) -> float:
    """How good a match in these places is, from 0 to 1: in the title 1, in running text 0.3."""
    best = max((value for mark, value in _VALUE if marks & mark), default=0.0)
    return best * 0.85 if marks & EXPANDED else best
