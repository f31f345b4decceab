"""What each side would get, before anything is sent."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.introductions.enums import Position, ProposedBy
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.recipients import Recipient, recipients_of

ASK = "introductions/mail/ask"


@dataclass(frozen=True)
class Preview:
    """The mail that a side would get; an organisation that proposes gets none, and `readers` may be nobody."""

    organisation: Organisation
    is_own: bool
    readers: list[Recipient]
    subject: str = ""
    text: str = ""


def previews_of(
    introduction: Introduction, pair: tuple[Organisation, Organisation], people: tuple[Person | None, Person | None]
) -> list[Preview]:
    """For both sides of an introduction that is not saved yet."""
    sides = [
        IntroductionSide(introduction=introduction, position=position, organisation=organisation, person=person)
        for position, organisation, person in zip(Position, pair, people, strict=True)
    ]
    return [_preview(introduction, side, other) for side, other in ((sides[0], sides[1]), (sides[1], sides[0]))]


def _preview(introduction: Introduction, side: IntroductionSide, other: IntroductionSide) -> Preview:
    if introduction.proposed_by != ProposedBy.CAMPUS and introduction.proposed_by == side.position:
        return Preview(side.organisation, is_own=True, readers=[])
    readers = recipients_of(side)
    reader = readers[0] if readers else Recipient("", side.organisation.name, settings.LANGUAGE_CODE)
    with translation.override(reader.language):
        values = {
            "base_url": settings.BASE_URL,
            "reader": reader,
            "campus": the_campus(),
            "introduction": introduction,
            "side": side,
            "other": other,
            "link": f"{settings.BASE_URL}/…",
        }
        subject = render_to_string(f"{ASK}.subject.txt", values)
        text = render_to_string(f"{ASK}.txt", values)
    return Preview(side.organisation, is_own=False, readers=readers, subject=subject.strip(), text=text.strip())
