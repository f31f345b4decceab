"""Draft the letters of a jury from the templates of its call, and edit them one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.selectors.applications import members_of_applications
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.days import moment_in_words
from parvis.domain.cohorts.enums import LetterState, Outcome
from parvis.domain.cohorts.models import Decision, Jury, Letter
from parvis.domain.cohorts.selectors.juries import waiting_list
from parvis.domain.cohorts.selectors.letters import all_words, decisions_to_tell
from parvis.domain.cohorts.wording import check_letter, filled

Comments = Mapping[int, Sequence[str]]
"""What reviewers say to the applicant, by application; the caller knows of reviews, this app does not."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting did."""

    new: int
    renewed: int
    kept: int


def draft_letters(
    *, actor: User, jury: Jury, comments: Comments, decision: Decision | None = None, over_edited: bool = False
) -> Drafted:
    """Write a letter for each person who writes an application that is decided about, from the templates.

    Letters that were drafted before are written anew; those that somebody edited stay, unless `over_edited`. One
    `decision` alone where it is given. Refused applicants get the reviewers' comments, others only where the team says
    so.
    Raises InvalidInput when nobody said until when acceptances have to be confirmed, or that moment is over.
    """
    check_teller(actor, jury)
    decisions = [one for one in decisions_to_tell(jury) if decision is None or one.pk == decision.pk]
    check_confirm_by(jury, decisions)
    writer = Writer(jury, comments)
    people = members_of_applications([one.application for one in decisions])
    with transaction.atomic():
        rows = Letter.objects.filter(decision__in=decisions, state=LetterState.DRAFT).order_by()
        known = {(letter.decision_id, letter.to): letter for letter in rows}
        new: list[Letter] = []
        renewed: list[Letter] = []
        kept = 0
        for one in decisions:
            readers: list[User | None] = [*people[one.application_id]] or [None]
            for user in readers:
                letter = known.pop((one.pk, user.email if user else ""), None)
                if letter is not None and letter.is_edited and not over_edited:
                    kept += 1
                    continue
                fresh = letter is None
                letter = letter or writer.opened(one, user)
                writer.write(letter, one, user)
                (new if fresh else renewed).append(letter)
        Letter.objects.filter(pk__in=[letter.pk for letter in known.values()]).delete()
        Letter.objects.bulk_create(new, batch_size=500)
        fields = ["subject", "text", "language", "comments", "revision", "is_edited", "edited_by"]
        Letter.objects.bulk_update(renewed, fields, batch_size=500)
        counts = {"new": len(new), "renewed": len(renewed), "kept": kept}
        record(actor=actor, verb="cohorts.letters_drafted", target=jury, data=counts)
    return Drafted(**counts)


def edit_letter(*, actor: User, letter: Letter, subject: str, text: str) -> Letter:
    """Change one letter; it then says what its editor read: the decision as it is now."""
    _check_draft(actor, letter)
    subject, text = " ".join(subject.split()), text.replace("\r\n", "\n").strip()
    check_letter(subject, text)
    values = {
        "subject": subject[:300],
        "text": text,
        "is_edited": True,
        "edited_by": actor,
        "revision": letter.decision.revision,
    }
    with transaction.atomic():
        _update(letter, values)
        record(actor=actor, verb="cohorts.letter_edited", target=letter.decision.application)
    letter.refresh_from_db()
    return letter


def pass_comments_on(*, actor: User, letters: Iterable[Letter], with_comments: bool) -> int:
    """Put the comments of reviewers and jury into these letters, or leave them out; edited ones are left alone.

    Returns how many changed. Raises NotAllowed, InvalidTransition for one that was sent.
    """
    changed = 0
    with transaction.atomic():
        for letter in letters:
            _check_draft(actor, letter)
            if letter.is_edited or letter.with_comments == with_comments:
                continue
            letter.with_comments = with_comments
            decision = letter.decision
            writer = Writer(decision.jury, {decision.application_id: letter.comments})
            writer.write(letter, decision, letter.user)
            _update(letter, {"with_comments": with_comments, "text": letter.text, "revision": letter.revision})
            changed += 1
    return changed


def _update(letter: Letter, values: Mapping[str, object]) -> None:
    if not Letter.objects.filter(pk=letter.pk, state=LetterState.DRAFT).update(**values):
        raise InvalidTransition(_("This letter was sent in the meantime."))


def check_teller(actor: User | None, jury: Jury) -> None:
    """Raises NotAllowed for whoever does not manage the call."""
    if actor is None or not rules.can_manage_jury(actor, jury):
        raise NotAllowed(_("Only whoever manages the call writes to its applicants."))


def _check_draft(actor: User, letter: Letter) -> None:
    check_teller(actor, letter.decision.jury)
    if letter.state != LetterState.DRAFT:
        raise InvalidTransition(_("This letter was sent; nothing in it can be changed any more."))


def check_confirm_by(jury: Jury, decisions: Iterable[Decision]) -> None:
    """Raises InvalidInput when something is accepted and nobody said until when it has to be confirmed."""
    if not any(one.outcome == Outcome.ACCEPT for one in decisions):
        return
    if jury.confirm_by is None:
        raise InvalidInput(_("Say first until when start-ups confirm: it stands in their letters."))
    if jury.confirm_by <= clock.now():
        raise InvalidInput(_("The day until which start-ups confirm is over; choose a later one."))


class Writer:
    """Writes letters of one jury; reads the templates and the campus once."""

    def __init__(self, jury: Jury, comments: Comments) -> None:
        self._jury = jury
        self._comments = comments
        self._words = all_words(jury.round.call, [code for code, _name in settings.LANGUAGES])
        self._campus = the_campus().name
        self._ranks = {pk: place for place, pk in enumerate(waiting_list(jury).values_list("pk", flat=True), 1)}

    def opened(self, decision: Decision, user: User | None) -> Letter:
        """An empty letter to this person; to nobody's address where no account of the applicant is left."""
        return Letter(
            decision=decision,
            user=user,
            to=user.email if user else "",
            with_comments=decision.outcome == Outcome.REJECT,
        )

    def write(self, letter: Letter, decision: Decision, user: User | None) -> None:
        """Put the words of the template into the letter, in the language of its reader."""
        language = (user.language if user else "") or decision.application.language or settings.LANGUAGE_CODE
        letter.language = language[:2]
        letter.comments = list(self._comments.get(decision.application_id, ()))
        with translation.override(letter.language), timezone.override(ZoneInfo(self._jury.round.call.timezone)):
            values = self._values(letter, decision, user)
            subject, text = self._words[(decision.outcome, letter.language)]
            letter.subject = " ".join(filled(subject, values).split())[:300]
            letter.text = filled(text, values)
        letter.revision, letter.is_edited, letter.edited_by = decision.revision, False, None

    def _values(self, letter: Letter, decision: Decision, user: User | None) -> dict[str, str]:
        application, confirm_by = decision.application, self._jury.confirm_by
        remarks = letter.comments if letter.with_comments else ()
        return {
            "name": user.display_name if user else application.organisation.name,
            "organisation": application.organisation.name,
            "title": application.title,
            "reference": application.reference,
            "call": self._jury.round.call.title,
            "round": self._jury.round.name,
            "campus": self._campus,
            "confirm_by": moment_in_words(confirm_by) if confirm_by else "",
            "rank": str(self._ranks.get(decision.pk, "")),
            "comment": decision.comment if letter.with_comments or decision.outcome != Outcome.REJECT else "",
            "comments": "\n\n".join([_("What the reviewers say to you:"), *(f"– {one}" for one in remarks)])
            if remarks
            else "",
            "link": settings.BASE_URL + reverse("juries:answer", args=[decision.pk]),
        }
