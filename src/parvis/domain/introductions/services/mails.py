"""What the two sides and the campus are written, each reader in their own language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from parvis.base.messaging.services.send import send_mail
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.introductions.enums import Answer, ProposedBy
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.recipients import (
    Contact,
    Recipient,
    contact_of,
    matchmakers,
    of_account,
    recipients_of,
)
from parvis.domain.introductions.tokens import Link, Question, sign

ASK = "introductions/mail/ask"
REMINDER = "introductions/mail/reminder"


def ask(side: IntroductionSide, other: IntroductionSide, *, template: str = ASK) -> int:
    """Ask a side whether it agrees, with a link that needs no sign-in; returns how many were written to."""
    return _to_side(side, other, template, question=Question.ANSWER)


def ask_outcome(side: IntroductionSide, other: IntroductionSide) -> int:
    """Ask a side what came of it, in the same way."""
    return _to_side(side, other, "introductions/mail/outcome", question=Question.OUTCOME)


def tell_contacts(side: IntroductionSide, other: IntroductionSide) -> int:
    """Both agree: give a side the contact details of the other one; an answer to the mail goes there."""
    contact = contact_of(other)
    return _to_side(side, other, "introductions/mail/contacts", {"contact": contact}, reply_to=_reply_to(contact))


def tell_end(side: IntroductionSide, other: IntroductionSide, template: str) -> int:
    """Tell a side that nothing comes of it now; why, only the campus knows."""
    return _to_side(side, other, template) if side.asked_at or side.answer == Answer.ACCEPTED else 0


def tell_campus(
    introduction: Introduction, template: str, sides: Mapping[str, IntroductionSide], **context: Any
) -> None:
    """Tell whoever introduced the two for the campus, or else all community managers."""
    values = {"introduction": introduction, "sides": list(sides.values()), **context}
    for reader in campus_of(introduction):
        _send(reader, template, values, reply_to="")


def campus_of(introduction: Introduction) -> list[Recipient]:
    """Who of the campus follows an introduction."""
    author = introduction.created_by
    if introduction.proposed_by == ProposedBy.CAMPUS and author is not None and author.is_active:
        return [of_account(author)]
    return matchmakers()


def link_for(reader: Recipient, side: IntroductionSide, question: Question) -> str:
    """The address under which this reader answers without signing in."""
    names = {"user_id": reader.user.pk} if reader.user else {"person_id": reader.person.pk if reader.person else None}
    token = sign(Link(question, side.pk, **names))
    page = "introductions:reply" if question == Question.ANSWER else "introductions:reply_outcome"
    return settings.BASE_URL + reverse(page, args=[token])


def _to_side(
    side: IntroductionSide,
    other: IntroductionSide,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    question: Question | None = None,
    reply_to: str = "",
) -> int:
    readers = recipients_of(side)
    values = {"introduction": side.introduction, "side": side, "other": other, **(context or {})}
    for reader in readers:
        link = {"link": link_for(reader, side, question)} if question else {}
        _send(reader, template, {**values, **link}, reply_to=reply_to)
    return len(readers)


def _send(reader: Recipient, template: str, context: Mapping[str, Any], *, reply_to: str) -> None:
    with translation.override(reader.language):
        send_mail(
            to=reader.email,
            template=template,
            language=reader.language,
            context={"reader": reader, "campus": the_campus(), **context},
            kind=template.replace("/mail/", "."),
            reply_to=reply_to,
        )


def _reply_to(contact: Contact) -> str:
    return contact.email or the_campus().contact_email


def accounts_of(sides: Iterable[IntroductionSide]) -> list[Any]:
    """The accounts that are written to for these sides: an act about them concerns them."""
    return [reader.user for side in sides for reader in recipients_of(side) if reader.user is not None]
