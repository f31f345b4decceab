"""News of the reference data, published once their transaction is committed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ThemeRenamed:
    """What a theme is called has changed."""

    code: str
