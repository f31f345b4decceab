"""Two organisations are merged that were both partners of one project: one partner is left, which stands for both."""

from collections.abc import Mapping
from typing import Any

from parvis.domain.joint_projects.enums import Consent, PartnerRole

Row = Mapping[str, Any]

STRICTNESS = (Consent.REFUSED, Consent.OPEN, Consent.GIVEN)
"""Of two answers the one that stands here first counts."""


def combined(kept: Row, gone: Row) -> dict[str, Any]:
    """What changes in the partner that stays.

    It joined with the first, has left only when both have, coordinates if one did, and agrees to a public page only if
    both did: a refusal of one of them stands, and so does a question that one has not answered.
    """
    changes: dict[str, Any] = {
        "joined_on": min(kept["joined_on"], gone["joined_on"]),
        "left_on": max(kept["left_on"], gone["left_on"]) if kept["left_on"] and gone["left_on"] else None,
        "part": kept["part"] or gone["part"],
        "person_id": kept["person_id"] or gone["person_id"],
    }
    roles = {kept["role"], gone["role"]}
    if PartnerRole.COORDINATOR in roles:
        changes["role"] = PartnerRole.COORDINATOR.value
    elif kept["role"] == PartnerRole.PARTNER:
        changes["role"] = gone["role"]
    if STRICTNESS.index(gone["consent"]) < STRICTNESS.index(kept["consent"]):
        changes |= {name: gone[name] for name in ("consent", "consent_by_id", "consent_at", "consent_asked_at")}
    return {name: value for name, value in changes.items() if value != kept[name]}
