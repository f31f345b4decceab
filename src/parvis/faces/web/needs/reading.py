"""Long texts of calls in parts that one can read."""

from dataclasses import dataclass

from parvis.domain.needs.tidying import HEADINGS

SHOWN = 1_800
"""Letters that one reads before one asks for more."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    text: str
    is_heading: bool


def blocks_of(text: str) -> list[Block]:
    """The paragraphs of a text, and the headings among them."""
    parts = [part.strip() for part in text.split("\n\n")]
    return [Block(part, part in HEADINGS) for part in parts if part]


def in_two(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """What one reads at first, and the rest: never a few lines, and never a heading without its text."""
    length = 0
    for place, block in enumerate(blocks):
        if length > SHOWN and sum(len(one.text) for one in blocks[place:]) > SHOWN // 2:
            cut = place - 1 if blocks[place - 1].is_heading else place
            return blocks[:cut], blocks[cut:]
        length += len(block.text)
    return blocks, []
