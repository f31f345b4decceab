"""The terms under which a document is found."""

import hashlib
from collections.abc import Iterator

from parvis.base.search import marks
from parvis.base.search.documents import SearchDocument
from parvis.engine.text import vocabulary
from parvis.engine.text.fold import fold
from parvis.engine.text.tokens import Token, normal, tokenise

WORD, PREFIX, EXACT, IDENTIFIER = b"w", b"p", b"=", b"#"
"""First bytes of terms: a word, the first letters of words, a whole name, a whole identifier."""

LONGEST_PREFIX = 3
"""Prefixes up to this length have their own posting lists; longer ones are few words, looked up one by one."""

_VERSION = 1
"""Goes up when the functions below change what they return."""

RULES = hashlib.sha256(
    repr((_VERSION, LONGEST_PREFIX, vocabulary.PHRASES, vocabulary.EQUIVALENTS, sorted(vocabulary.STOP_WORDS))).encode()
).hexdigest()
"""An index that was built under other rules has to be built again."""


def word_term(word: str) -> bytes:
    """The term of a word."""
    return WORD + word[:60].encode()


def prefix_term(letters: str) -> bytes:
    """The term of the words that begin with one to three letters."""
    return PREFIX + letters.encode()


def exact_term(text: str) -> bytes | None:
    """The term of a whole name, whatever its spaces, signs and small words."""
    letters = "".join(vocabulary.content([token.word for token in tokenise(text)]))
    return EXACT + letters[:120].encode() if letters else None


def identifier_term(text: str) -> bytes | None:
    """The term of a whole identifier: letters and digits of the last part of an address, without signs."""
    last = text.strip().rstrip("/").rsplit("/", 1)[-1]
    value = "".join(character for character in fold(last) if character.isascii() and character.isalnum())
    return IDENTIFIER + value[:60].encode() if value else None


def terms_of(document: SearchDocument) -> dict[bytes, int]:
    """Each term of the document with its marks."""
    found: dict[str, int] = {}
    expanded: dict[str, int] = {}
    for text, mark in _texts(document):
        _add_text(text, mark, found, expanded)
    for word, mark in expanded.items():
        if word not in found:
            found[word] = mark | marks.EXPANDED
    terms: dict[bytes, int] = {}
    for word, mark in found.items():
        terms[word_term(word)] = mark
        if not mark & marks.EXPANDED:
            for length in range(1, min(LONGEST_PREFIX, len(word)) + 1):
                prefix = prefix_term(word[:length])
                terms[prefix] = terms.get(prefix, 0) | mark
    _add_whole(document, terms)
    return terms


def _texts(document: SearchDocument) -> Iterator[tuple[str, int]]:
    yield document.title, marks.TITLE
    for text in document.names:
        yield text, marks.NAME
    for text in document.acronyms:
        yield text, marks.ACRONYM
    for text in document.labels:
        yield text, marks.NAME
    for text in document.keywords:
        yield text, marks.KEYWORD
    yield document.body, marks.BODY


def _add_text(text: str, mark: int, found: dict[str, int], expanded: dict[str, int]) -> None:
    tokens = tokenise(text)
    words = [token.word for token in tokens]
    first = True
    for token in tokens:
        if token.word in vocabulary.STOP_WORDS:
            continue
        found[token.word] = found.get(token.word, 0) | mark | (marks.FIRST if first and mark == marks.TITLE else 0)
        first = False
        for part in token.parts:
            expanded[part] = expanded.get(part, 0) | mark
    if mark != marks.BODY:
        for word in vocabulary.expansions(words):
            expanded[word] = expanded.get(word, 0) | mark


def _add_whole(document: SearchDocument, terms: dict[bytes, int]) -> None:
    whole = [(document.title, marks.TITLE)]
    whole += [(text, marks.NAME) for text in document.names]
    whole += [(text, marks.ACRONYM) for text in document.acronyms]
    for text, mark in whole:
        if term := exact_term(text):
            terms[term] = terms.get(term, 0) | mark
    for text in (*document.identifiers, *document.labels):
        if term := identifier_term(text):
            terms[term] = terms.get(term, 0) | marks.NAME


def title_words(document: SearchDocument) -> int:
    """How many words of the title say something."""
    return min(len(vocabulary.content([token.word for token in tokenise(document.title)])), 255)


def spellings_of(document: SearchDocument) -> Iterator[tuple[str, str]]:
    """Each word of the document as the index knows it, and as it is written there."""
    for text, _mark in _texts(document):
        composed = normal(text)
        for token in tokenise(composed):
            yield token.word, _spelling(composed, token)


def _spelling(text: str, token: Token) -> str:
    written = text[token.start : token.end]
    return written.lower() if len(written) > 5 or not written.isupper() else written


def sort_key(document: SearchDocument) -> bytes:
    """Orders documents by title as a reader would: without signs, accents and case."""
    return " ".join(token.word for token in tokenise(document.title)).encode()[:120]
