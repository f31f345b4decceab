"""Links in mails that need no sign-in: each is for one reader, one side and one question, and is over after a while.

A link says nothing but numbers and a signature; whether its reader may still answer is looked up when it is used.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.core.signing import BadSignature, TimestampSigner

from parvis.domain.introductions.pacing import days

_signer = TimestampSigner(salt="introductions.link", sep="~")


class Question(StrEnum):
    """What a link asks."""

    ANSWER = "answer"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Link:
    """What a link names: the question, the side, and its reader, an account or a person of the directory."""

    question: Question
    side_id: int
    user_id: int | None = None
    person_id: int | None = None


def sign(link: Link) -> str:
    """The text of a link that cannot be guessed."""
    reader = f"u{link.user_id}" if link.user_id is not None else f"p{link.person_id}"
    return _signer.sign(f"{link.question}.{link.side_id}.{reader}")


def read(token: str) -> Link | None:
    """What a link names, as long as it is genuine and not over."""
    try:
        question, side, reader = _signer.unsign(token, max_age=days("LINK")).split(".")
    except BadSignature:
        return None
    number = int(reader[1:])
    who = {"user_id": number} if reader.startswith("u") else {"person_id": number}
    return Link(Question(question), int(side), **who)
