"""News of cohorts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CohortChanged:
    """What everyone may read of a cohort has changed, or who may read it."""

    cohort_id: int
