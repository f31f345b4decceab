"""News of backups."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Restored:
    """All rows were given back without any service or signal; whoever derives data from them does it again."""
