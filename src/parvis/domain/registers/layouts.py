"""In which of its forms a register's file is."""

from collections.abc import Iterator
from pathlib import Path

from parvis.domain.registers.facts import Refusal
from parvis.domain.registers.opening import head_of
from parvis.domain.registers.reading import Row, read_rows
from parvis.domain.registers.registry import Layout, Register


def layout_of(register: Register, path: Path) -> Layout:
    """How to read this file of the register: the first form that knows it, else the register's own."""
    head = head_of(path).lstrip() if register.layouts else ""
    return next((layout for layout in register.layouts if layout.knows(head)), own_layout(register))


def own_layout(register: Register) -> Layout:
    """The register's own form."""

    def rows(path: Path) -> Iterator[Row | Refusal]:
        return read_rows(path, register.columns)

    return Layout(knows=lambda _head: True, rows=register.rows or rows, read=register.read, dated=register.dated)


def is_json(head: str) -> bool:
    """True when the file begins as JSON does."""
    return head.startswith(("{", "["))
