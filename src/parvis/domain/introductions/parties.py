"""Who answers for a side: an account, or a person of the directory without one who follows the link of a mail."""

from dataclasses import dataclass

from parvis.base.accounts.models import User
from parvis.domain.directory.models import Person
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.introductions.standing import stands_on


@dataclass(frozen=True)
class By:
    """One of the two."""

    user: User | None = None
    person: Person | None = None


def may_answer(by: By, side: IntroductionSide) -> bool:
    """Whether they may answer for the side now: colleagues leave, and other people are chosen."""
    if by.user is not None:
        return stands_on(by.user, side)
    return by.person is not None and side.person_id == by.person.pk
