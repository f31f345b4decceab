"""News of introductions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IntroductionMoved:
    """An introduction was proposed or changed its state, or one of its sides said what came of it."""

    introduction_id: int
