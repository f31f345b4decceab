"""How important an organisation is, from 0 to 1: what search shows first among equals.

The sum of: what it is; how many others belong to it (each tenfold counts the same); how many registers know it;
whether it works on health; whether an encyclopaedia knows it. What has closed counts half. It is an order for lists,
not a judgement; nobody sees the figure.
"""

import math

from parvis.domain.directory.enums import Status
from parvis.domain.reference.enums import OrganisationKind

BY_KIND: dict[str, float] = {
    OrganisationKind.UNIVERSITY: 0.30,
    OrganisationKind.OPERATOR: 0.30,
    OrganisationKind.RESEARCH: 0.28,
    OrganisationKind.HOSPITAL: 0.22,
    OrganisationKind.AUTHORITY: 0.20,
    OrganisationKind.CLUSTER: 0.20,
    OrganisationKind.LAB: 0.16,
    OrganisationKind.STARTUP: 0.16,
    OrganisationKind.ASSOCIATION: 0.14,
    OrganisationKind.FACILITY: 0.14,
    OrganisationKind.COMPANY: 0.12,
}
OTHER_KIND = 0.08
FOR_TENFOLD_CHILDREN = 0.15
FOR_FURTHER_SOURCE = 0.06
FOR_HEALTH = 0.06
FOR_ENCYCLOPAEDIA = 0.06
CLOSED_COUNTS = 0.5


def weight_of(
    *, kind: str, status: str, children: int, sources: int, is_health: bool, is_in_encyclopaedia: bool
) -> float:
    """The weight, rounded so that equal facts give equal figures on every machine."""
    weight = BY_KIND.get(kind, OTHER_KIND)
    weight += FOR_TENFOLD_CHILDREN * math.log10(1 + children)
    weight += FOR_FURTHER_SOURCE * max(0, sources - 1)
    weight += FOR_HEALTH * is_health + FOR_ENCYCLOPAEDIA * is_in_encyclopaedia
    if status == Status.CLOSED:
        weight *= CLOSED_COUNTS
    return round(min(1.0, weight), 4)
