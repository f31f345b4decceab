"""At which moment of the present selection the demo opens."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The four moments, in their order."""

    CALL = "call"
    REVIEW = "review"
    JURY = "jury"
    COHORT = "cohort"


@dataclass(frozen=True)
class Days:
    """When things happen, in days from today."""

    opens: int
    closes: int
    reviews: int
    jury: int
    starts: int


DAYS = {
    Stage.CALL: Days(opens=-35, closes=9, reviews=40, jury=55, starts=90),
    Stage.REVIEW: Days(opens=-75, closes=-14, reviews=10, jury=24, starts=60),
    Stage.JURY: Days(opens=-110, closes=-50, reviews=-8, jury=3, starts=40),
    Stage.COHORT: Days(opens=-150, closes=-90, reviews=-45, jury=-30, starts=-2),
}


def moment(now: dt.datetime, days: int, hour: int = 10) -> dt.datetime:
    """That many days from now, on the hour (UTC)."""
    return (now + dt.timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
