"""Which parts of a text are words that were looked for."""

from collections.abc import Collection

from parvis.engine.text.tokens import normal, tokenise


def marked(text: str, words: Collection[str], beginnings: Collection[str] = ()) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the folded `words` or starts with one of the `beginnings`."""
    text = normal(text)
    starts = tuple(beginnings)
    pieces: list[tuple[str, bool]] = []
    position = 0
    for token in tokenise(text):
        if token.word in words or (starts and token.word.startswith(starts)):
            if token.start > position:
                pieces.append((text[position : token.start], False))
            pieces.append((text[token.start : token.end], True))
            position = token.end
    if position < len(text):
        pieces.append((text[position:], False))
    return pieces
