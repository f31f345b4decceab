"""Lines of a question in the builder: answers to choose from, and columns of a table."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify

ENTRIES = {"choices": ("fr", "en"), "columns": ("fr", "en", "kind", "required")}
"""What each line holds, besides its key."""

EMPTY_LINES, FIRST_LINES = 1, 3
MOST_LINES = 200


def posted_entries(name: str, data: QueryDict) -> list[dict[str, Any]]:
    """The lines that a page posted, in their order, also those that are not whole; empty ones are left out."""
    pattern = re.compile(rf"{name}-([0-9]{{1,3}})-fr")
    numbers = sorted(int(found[1]) for key in data if (found := pattern.fullmatch(key))) if name else []
    lines = [_line(name, number, data) for number in numbers[:MOST_LINES]]
    return [line for line in lines if line["fr"] or line.get("en")]


def _line(name: str, number: int, data: QueryDict) -> dict[str, Any]:
    line: dict[str, Any] = {"key": slugify(data.get(f"{name}-{number}-key", ""))[:40]}
    for part in ENTRIES[name]:
        text = " ".join(data.get(f"{name}-{number}-{part}", "").split())[:200]
        line[part] = text == "yes" if part == "required" else text
    return line


def entries_of(name: str, entries: Sequence[Mapping[str, Any]], more: int) -> list[dict[str, Any]]:
    """The lines to show: those that are written, and a few empty ones."""
    empty = EMPTY_LINES if entries else FIRST_LINES
    number = min(MOST_LINES, len(entries) + empty + min(more, 20))
    return [
        {"prefix": f"{name}-{place}", "number": place + 1, **(entries[place] if place < len(entries) else {})}
        for place in range(number)
    ]
