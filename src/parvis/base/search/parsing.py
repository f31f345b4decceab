"""What someone typed, cut into the words to look for."""

from dataclasses import dataclass

from parvis.base.search import terms
from parvis.engine.text import vocabulary
from parvis.engine.text.tokens import tokenise

MOST_WORDS = 12
"""Further words are ignored: a query is not a text."""

LONGEST = 300
"""Further letters are ignored."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the query; `parts` are its pieces when it was joined (ap, hp), `written` is how it was typed."""

    word: str
    parts: tuple[str, ...]
    written: str
    is_open: bool
    """The last word, perhaps not typed to its end."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query: its words, and the terms of the whole as a name and as an identifier."""

    asked: tuple[Asked, ...]
    exact: bytes | None
    identifier: bytes | None


def parse(text: str) -> Parsed:
    """Cut a query; small words count only where there are no others."""
    text = text[:LONGEST]
    tokens = tokenise(text)
    kept = [token for token in tokens if token.word not in vocabulary.STOP_WORDS] or tokens[-1:]
    kept = kept[:MOST_WORDS]
    closed = text != text.rstrip()
    return Parsed(
        tuple(
            Asked(token.word, token.parts, text[token.start : token.end], not closed and token is tokens[-1])
            for token in kept
        ),
        terms.exact_term(text),
        terms.identifier_term(text),
    )
