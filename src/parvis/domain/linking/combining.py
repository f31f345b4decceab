"""How rows of the directory that say the same twice become one."""

from typing import Any

from parvis.domain.directory.enums import AccessLevel
from parvis.domain.linking.registry import Row

RISING = (AccessLevel.READER, AccessLevel.EDITOR, AccessLevel.OWNER)


def highest_level(kept: Row, other: Row) -> dict[str, Any]:
    """Whoever had a right over both organisations has the higher one over what they become."""
    if RISING.index(other["level"]) <= RISING.index(kept["level"]):
        return {}
    return {"level": other["level"], "granted_by_id": other["granted_by_id"]}
