"""Who follows the link of a mail, and for which side."""

from dataclasses import dataclass

from parvis.base.accounts.models import User
from parvis.domain.directory.models import Person
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.introductions.parties import By, may_answer
from parvis.domain.introductions.tokens import Link, Question, read


@dataclass(frozen=True)
class Opened:
    """A link that holds: its reader, the side for which they answer, the one across, and the reader's telephone."""

    by: By
    name: str
    phone: str
    side: IntroductionSide
    other: IntroductionSide


def opened(token: str, question: Question) -> Opened | None:
    """What a link opens, as long as it is genuine, not over, and its reader may still answer for the side."""
    link = read(token)
    if link is None or link.question != question:
        return None
    rows = IntroductionSide.objects.select_related("introduction", "organisation", "account", "person__account")
    side = rows.filter(pk=link.side_id).first()
    by = _reader(link)
    if side is None or by is None or not may_answer(by, side):
        return None
    other = rows.exclude(pk=side.pk).get(introduction=side.introduction_id)
    person = by.person or Person.objects.filter(account=by.user).first()
    name = by.user.display_name if by.user else by.person.name if by.person else ""
    return Opened(by, name, person.phone if person else "", side, other)


def _reader(link: Link) -> By | None:
    if link.user_id is not None:
        user = User.objects.filter(pk=link.user_id, is_active=True).first()
        return By(user=user) if user else None
    person = Person.objects.filter(pk=link.person_id or 0).first()
    return By(person=person) if person else None
