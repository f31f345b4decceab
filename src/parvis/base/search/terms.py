"""The terms under which a document is found."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.base.search import marks
from parvis.base.search.documents import SearchDocument
from parvis.engine.text import vocabulary
from parvis.engine.text.fold import fold
from parvis.engine.text.tokens import normal, tokenise

WORD, PREFIX, EXACT, IDENTIFIER = b"w", b"p", b"=", b"#"
"""First bytes of terms: a word, the first letters of words, a whole name, a whole identifier."""

LONGEST_WORD = 60
"""Letters of a word that count."""

LONGEST_PREFIX = 3
"""Prefixes up to this length have their own posting lists; longer ones are few words, looked up one by one."""

LONGEST_ACRONYM = 5
"""Longer words are shown in lower case when they are proposed; shorter ones keep their capitals."""

_VERSION = 2
"""Goes up when the functions below change what they return."""

RULES = hashlib.sha256(
    repr((_VERSION, LONGEST_PREFIX, vocabulary.PHRASES, vocabulary.EQUIVALENTS, sorted(vocabulary.STOP_WORDS))).encode()
).hexdigest()
"""An index that was built under other rules has to be built again."""


def word_term(word: str) -> bytes:
    """The term of a word."""
    return WORD + word[:LONGEST_WORD].encode()


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
    plain = last.isascii() and last.isalnum()
    value = last.lower() if plain else "".join(re.findall("[a-z0-9]", fold(last)))
    return IDENTIFIER + value[:60].encode() if value else None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document cut up: its words and its whole names and numbers with their marks, and how words are written."""

    words: dict[str, int]
    wholes: dict[bytes, int]
    spellings: dict[str, str]

    @property
    def terms(self) -> dict[bytes, int]:
        """Every term of the document: words, first letters of those that stand there, wholes."""
        found = {word_term(word): mark for word, mark in self.words.items()}
        for word, mark in self.words.items():
            if not mark & marks.EXPANDED:
                for prefix in prefixes_of(word):
                    found[prefix] = found.get(prefix, 0) | mark
        return found | self.wholes


NOTHING = Analysis({}, {}, {})


def prefixes_of(word: str) -> list[bytes]:
    """The terms of the first letters of a word."""
    return [prefix_term(word[:length]) for length in range(1, min(LONGEST_PREFIX, len(word)) + 1)]


def analysis_of(document: SearchDocument) -> Analysis:
    """Everything under which the document is found."""
    words: dict[str, int] = {}
    expanded: dict[str, int] = {}
    spellings: dict[str, str] = {}
    for text, mark in _texts(document):
        _add_text(text, mark, words, expanded, spellings)
    for word, mark in expanded.items():
        words.setdefault(word, mark | marks.EXPANDED)
    return Analysis(words, _wholes(document), spellings)


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


def _add_text(text: str, mark: int, found: dict[str, int], expanded: dict[str, int], spellings: dict[str, str]) -> None:
    tokens = tokenise(text)
    added = mark | marks.FIRST if mark == marks.TITLE else mark
    for token in tokens:
        word = token.word[:LONGEST_WORD]
        if word in vocabulary.STOP_WORDS:
            continue
        if word not in found:
            spelling = normal(text)[token.start : token.end]
            if spelling != token.word:
                spellings[word] = spelling.lower() if len(spelling) > LONGEST_ACRONYM else spelling
            found[word] = added
        else:
            found[word] |= added
        added = mark
        for part in token.parts:
            expanded[part] = expanded.get(part, 0) | mark
    if mark != marks.BODY:
        for word in vocabulary.expansions(tuple(token.word for token in tokens)):
            expanded[word] = expanded.get(word, 0) | mark


def _wholes(document: SearchDocument) -> dict[bytes, int]:
    terms: dict[bytes, int] = {}
    whole = [(document.title, marks.TITLE)]
    whole += [(text, marks.NAME) for text in document.names]
    whole += [(text, marks.ACRONYM) for text in document.acronyms]
    for text, mark in whole:
        if term := exact_term(text):
            terms[term] = terms.get(term, 0) | mark
    for text in (*document.identifiers, *document.labels):
        if term := identifier_term(text):
            terms[term] = terms.get(term, 0) | marks.NAME
    return terms


def title_words(document: SearchDocument) -> int:
    """How many words of the title say something."""
    return min(len(vocabulary.content([token.word for token in tokenise(document.title)])), 255)


def sort_key(document: SearchDocument) -> bytes:
    """Orders documents by title as a reader would: without signs, accents and case."""
    return " ".join(token.word for token in tokenise(document.title)).encode()[:120]
