"""Read the objects of a JSON file one after the other, however long the file is."""

import codecs
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.opening import MAX_UNPACKED, Bounded, opened
from parvis.domain.registers.reading import Row

PIECE = 1 << 18
MAX_OBJECT = 4_000_000
"""Characters; no record of a register is longer."""

_DECODER = json.JSONDecoder()
_SPACES = " \t\r\n"


def read_objects(
    path: Path, within: Sequence[str] = (), *, max_unpacked: int = MAX_UNPACKED
) -> Iterator[Row | Refusal]:
    """The objects of a list, of a file with one object after the other, or of the lists that bear a name of `within`.

    Raises SourceUnusable, with the line, where the file is not JSON or ends too early.
    """
    with opened(path, max_unpacked=max_unpacked) as file:
        text = _Text(file)
        found = False
        while start := text.peek():
            if start == "[":
                values = text.items()
            elif start == "{":
                values = _of_object(text, within)
            else:
                raise text.unusable()
            for line, value in values:
                found = True
                yield Row(line, value) if isinstance(value, dict) else _no_object(line)
        if not found:
            raise SourceUnusable(_("The file holds no records."))


def _no_object(line: int) -> Refusal:
    return Refusal(line, "", _("An object with the fields of the register is expected here."))


def _of_object(text: "_Text", within: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """The members of the lists in an object; the object itself where it has none of them."""
    line, whole, has_list = text.line, dict[str, Any](), False
    text.skip("{")
    while text.peek() != "}":
        if whole or has_list:
            text.skip(",")
        name = text.value()
        text.skip(":")
        if name in within and text.peek() == "[":
            has_list = True
            yield from text.items()
        elif isinstance(name, str):
            whole[name] = text.value()
        else:
            raise text.unusable()
    text.skip("}")
    if not has_list:
        yield line, whole


class _Text:
    """The text of a JSON file: what was read and not used yet, and the line at which that begins."""

    def __init__(self, file: Bounded) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._left, self._at, self._ended = "", 0, False
        self.line = 1

    def peek(self) -> str:
        """The next character that is no white space, empty at the end."""
        while True:
            start = self._at
            while self._at < len(self._left) and self._left[self._at] in _SPACES:
                self._at += 1
            self.line += self._left.count("\n", start, self._at)
            if self._at < len(self._left):
                return self._left[self._at]
            if not self._more():
                return ""

    def skip(self, character: str) -> None:
        """Go beyond this character, which has to be next."""
        if self.peek() != character:
            raise self.unusable()
        self._at += 1

    def value(self) -> Any:
        """The next value, whole."""
        if not self.peek():
            raise self.unusable()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._left, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise self.unusable(error) from error
                continue
            if end == len(self._left) and not isinstance(found, dict | list | str) and self._more():
                continue
            self.line += self._left.count("\n", self._at, end)
            self._at = end
            return found

    def items(self) -> Iterator[tuple[int, Any]]:
        """The members of the list that begins here, each with its line."""
        self.skip("[")
        is_first = True
        while self.peek() != "]":
            if not is_first:
                self.skip(",")
                self.peek()
            is_first, line = False, self.line
            yield line, self.value()
        self.skip("]")

    def unusable(self, error: Exception | None = None) -> SourceUnusable:
        """The sentence about a file that is not what JSON is here."""
        line = self.line
        if isinstance(error, json.JSONDecodeError):
            line += self._left.count("\n", self._at, error.pos)
        return SourceUnusable(_("Line %(line)d: this is not JSON, or the file ends too early.") % {"line": line})

    def _more(self) -> bool:
        """Read a further piece; False at the end of the file."""
        if self._ended:
            return False
        if len(self._left) - self._at > MAX_OBJECT:
            raise SourceUnusable(
                _("The record on line %(line)d is longer than %(limit)d characters; this is not the expected file.")
                % {"line": self.line, "limit": MAX_OBJECT}
            )
        piece = self._file.read(PIECE)
        try:
            further = self._decode.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise SourceUnusable(
                _("The file is not UTF-8 from line %(line)d on. Save it in UTF-8.") % {"line": self.line}
            ) from error
        self._left, self._at, self._ended = self._left[self._at :] + further, 0, not piece
        return bool(piece)
