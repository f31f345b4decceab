"""Make texts readable again that were torn out of web pages: mojibake, glued sentences, headings run together."""

import re

HEADINGS = (
    "Applicant consortium",
    "Background",
    "Challenges",
    "Expected Impact",
    "Expected Impacts",
    "Expected Outcome",
    "Expected Outcomes",
    "Objective",
    "Objectives",
    "Outcome",
    "Outcomes",
    "Scope",
    "Specific Objectives",
    "Specific conditions",
)
"""What the parts of a call are called; only these become headings."""


def _byte_of(letter: str) -> int | None:
    """The byte that was read as this letter: by Windows-1252, or as it is where that has none."""
    try:
        return letter.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(letter) if ord(letter) < 256 else None


_TAILS = "".join(
    re.escape(letter)
    for letter in map(chr, range(0x80, 0x2200))
    if (byte := _byte_of(letter)) is not None and 0x80 <= byte < 0xC0
)
_TORN = re.compile(f"[\xc2-\xdf][{_TAILS}]|[\xe0-\xef][{_TAILS}]{{2}}|[\xf0-\xf4][{_TAILS}]{{3}}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NAMES = "|".join(sorted(map(re.escape, HEADINGS), key=len, reverse=True))
_HEADED = re.compile(
    rf"(?:^|(?<=[a-z\s.:;)\]]))({_NAMES})(?::(?=\S)|(?=[A-Z][a-z]))(?:\s*\1:?(?=\s|[A-Z]|$))?", re.MULTILINE
)
_GLUED_SENTENCES = re.compile(r"(?<=[a-z0-9)\]”’\"])([.;:!?])(?=[A-Z“‘])")
_GLUED_POINTS = re.compile(r"(?<=[a-z]{4})([;:])(?=[a-z])")
_GLUED_WORDS = re.compile(r"(?<![A-Za-z])([a-z]{4,})(?=[A-Z][a-z]{2,})")
_NOTHING = re.compile(r"(?<=[.;:])null(?![a-z])")
_BULLETS = re.compile(r"\s*•\s*")


def mended(text: str) -> str:
    """Letters that are UTF-8 read as Windows-1252 ("â€™") become what they were; others stay as they are."""
    return _TORN.sub(_whole, text)


def _whole(torn: re.Match[str]) -> str:
    try:
        return bytes(byte for byte in map(_byte_of, torn[0]) if byte is not None).decode("utf-8")
    except UnicodeDecodeError:
        return torn[0]


def tidy_line(text: str) -> str:
    """One line, mended, without invisible letters and double spaces."""
    return " ".join(_INVISIBLE.sub("", mended(text)).replace("\u2011", "-").split())


def tidy_text(text: str) -> str:
    """Paragraphs with an empty line between them, headings on lines of their own.

    Breaks are put where the page had them and the text lost them: after a known heading, and where a sentence or a
    point of a list runs into the next without a space. No word is changed; only the "null" of empty fields goes.
    """
    found = "\n".join(tidy_line(line) for line in text.splitlines())
    found = _NOTHING.sub("", found)
    found = _HEADED.sub(r"\n\n\1\n\n", found)
    found = _GLUED_SENTENCES.sub(r"\1\n", found)
    found = _GLUED_POINTS.sub(r"\1\n", found)
    found = _GLUED_WORDS.sub(r"\1\n", found)
    found = _BULLETS.sub("\n", found)
    return "\n\n".join(line for line in map(str.strip, found.splitlines()) if line)
