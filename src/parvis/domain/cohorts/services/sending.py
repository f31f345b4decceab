"""Send the letters of a jury together, decision by decision, each once whatever happens to the worker.

The decision, the application, the mail and the document of one decision change in one transaction. A job that begins
again skips what is notified already.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.models import StoredFile
from parvis.base.files.services.store import store_file
from parvis.base.jobs.models import Job
from parvis.base.jobs.registry import Json
from parvis.base.jobs.services.queue import enqueue
from parvis.base.messaging.services.send import queue_mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition
from parvis.core.models import change_state
from parvis.domain.calls.enums import ApplicationAction, ApplicationState
from parvis.domain.calls.services.moving import move_application
from parvis.domain.cohorts.documents import letter_pdf
from parvis.domain.cohorts.enums import (
    LETTER_PURPOSE,
    DecisionAction,
    DecisionState,
    LetterState,
    Outcome,
)
from parvis.domain.cohorts.models import Decision, Jury, Letter
from parvis.domain.cohorts.selectors.letters import decisions_to_tell, letters_to_send, outbox_of
from parvis.domain.cohorts.services.letters import check_confirm_by, check_teller
from parvis.domain.cohorts.workflow import TRANSITIONS

SEND_JOB = "cohorts.send_letters"
KIND = "cohorts.decision"

Progress: TypeAlias = Callable[[int, int | None], None]

MOVES = {
    Outcome.ACCEPT: (ApplicationAction.ACCEPT, ApplicationState.ACCEPTED),
    Outcome.WAITLIST: (ApplicationAction.WAITLIST, ApplicationState.WAITLISTED),
    Outcome.REJECT: (ApplicationAction.REJECT, ApplicationState.REJECTED),
}
"""What becomes of the application when its decision is notified."""


def digest_of(jury: Jury) -> str:
    """Names exactly what would be sent now: which letters, in which words, about which revision of which decision."""
    rows = letters_to_send(jury).order_by("pk").values_list("pk", "to", "subject", "text", "revision")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def ask_to_send(*, actor: User, jury: Jury, digest: str) -> Job:
    """Queue the sending of everything that is in the outbox; `digest` is that of what the actor confirmed.

    Raises Conflict when something has changed since, InvalidTransition when a decision has no letter that says it.
    """
    check_teller(actor, jury)
    decisions = list(decisions_to_tell(jury))
    check_confirm_by(jury, decisions)
    if not outbox_of(jury).is_ready:
        raise InvalidTransition(
            _("Some decisions have no letter yet, or one that says something older. Draft them first.")
        )
    if digest != digest_of(jury):
        raise Conflict(_("The letters have changed since you looked. Look through them again, then send them."))
    with transaction.atomic():
        pairs: list[Json] = [[decision.pk, decision.revision] for decision in decisions]
        job = enqueue(actor=actor, name=SEND_JOB, arguments={"jury_id": jury.pk, "decisions": pairs})
        record(actor=actor, verb="cohorts.letters_asked", target=jury, data={"decisions": len(pairs), "job": job.pk})
    return job


def send_letters(
    *, actor: User | None, jury: Jury, decisions: Sequence[Sequence[int]], progress: Progress
) -> dict[str, int]:
    """Notify these decisions, as far as they are still as somebody confirmed them; the others are left and counted."""
    check_teller(actor, jury)
    sent = left = 0
    for place, (pk, revision) in enumerate(decisions):
        progress(place, len(decisions))
        decision = decisions_to_tell(jury).filter(pk=pk, revision=revision).select_related("application__call").first()
        if decision is None or not notify_decision(actor=actor, jury=jury, decision=decision):
            left += 1
        else:
            sent += 1
    return {"notified": sent, "left": left}


def notify_decision(*, actor: User | None, jury: Jury, decision: Decision) -> bool:
    """Tell everyone who writes the application; False when another worker was faster or a letter is not up to date."""
    letters = list(decision.letters.filter(state=LetterState.DRAFT).order_by("pk"))
    if not letters or any(letter.revision != decision.revision for letter in letters):
        return False
    documents = [letter_pdf(letter, decision, written_at=clock.now()) for letter in letters]
    try:
        with transaction.atomic():
            _mark(decision, jury)
            _move(actor, decision)
            for letter, content in zip(letters, documents, strict=True):
                _send(letter, _keep(letter, content, decision))
            record(
                actor=actor,
                verb="cohorts.notified",
                target=decision.application,
                data={"outcome": decision.outcome, "letters": len(letters)},
                concerns=[letter.user for letter in letters if letter.user is not None],
            )
    except Conflict:
        return False
    return True


def _mark(decision: Decision, jury: Jury) -> None:
    now = clock.now()
    change_state(
        Decision.objects.filter(pk=decision.pk, revision=decision.revision),
        old=DecisionState.PENDING,
        new=TRANSITIONS[(DecisionState.PENDING, DecisionAction.NOTIFY)],
        notified_at=now,
        first_notified_at=Coalesce("first_notified_at", now),
        confirm_by=jury.confirm_by if decision.outcome == Outcome.ACCEPT else None,
        reminded_at=None,
    )


def _move(actor: User | None, decision: Decision) -> None:
    """Move the application; somebody who was promoted and put back is where the decision puts them already."""
    action, state = MOVES[Outcome(decision.outcome)]
    if decision.application.state != state:
        move_application(
            actor=actor,
            application=decision.application,
            action=action,
            reason=decision.reason,
            message=decision.comment,
        )


def _keep(letter: Letter, content: bytes, decision: Decision) -> StoredFile:
    name = f"{decision.application.reference}-{decision.outcome}-{letter.pk}.pdf"
    return store_file(actor=None, upload=ContentFile(content, name), purpose=LETTER_PURPOSE)


def _send(letter: Letter, file: StoredFile) -> None:
    """Queue the mail; a letter to nobody's address is kept as a document, to be sent on paper."""
    mail = None
    if letter.to:
        mail = queue_mail(to=letter.to, subject=letter.subject, text=letter.text, language=letter.language, kind=KIND)
    rows = Letter.objects.filter(pk=letter.pk)
    change_state(rows, old=LetterState.DRAFT, new=LetterState.SENT, mail=mail, file=file, sent_at=clock.now())
