"""Say which questions of a call ask for needs, and make drafts of what applicants answer to them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.services.queue import enqueue
from parvis.core.bus import publish
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.calls.models import Application, ApplicationVersion, Call
from parvis.domain.calls.rules import can_manage_call
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.needs.enums import NoticeKind, NoticeState, Side
from parvis.domain.needs.events import NoticeChanged
from parvis.domain.needs.models import NeedQuestion, Notice
from parvis.domain.needs.selectors.asking import answers_in_words, askable_questions, need_questions

ASK_AGAIN = "needs.ask_again"
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """As what an answer is to be read."""

    side: str = Side.NEED
    kind: str = NoticeKind.OTHER


def set_need_questions(*, actor: User | None, call: Call, asked: Mapping[str, Asked]) -> None:
    """Say which questions ask for needs or offers, by their keys; what was submitted already is read again by a job.

    Drafts that earlier answers made stay. Raises NotAllowed, InvalidInput for a question that the form does not have.
    """
    if actor is not None and not can_manage_call(actor, call):
        raise NotAllowed(_("You may not change this call."))
    known = {question.key for question in askable_questions(call)}
    for key, one in asked.items():
        if key not in known or one.side not in Side.values or one.kind not in NoticeKind.values:
            raise InvalidInput(_("The form does not have this question any more. Load the page again."))
    with transaction.atomic():
        before = {key: Asked(row.side, row.kind) for key, row in need_questions(call.pk).items()}
        if before == dict(asked):
            return
        NeedQuestion.objects.filter(call=call).exclude(question_key__in=asked).delete()
        for key, one in asked.items():
            values = {"side": one.side, "kind": one.kind}
            NeedQuestion.objects.update_or_create(call=call, question_key=key, defaults=values)
        record(actor=actor, verb="needs.questions_edited", target=call, data={"questions": sorted(asked)})
        enqueue(actor=actor, name=ASK_AGAIN, arguments={"call_id": call.pk}, key=f"{ASK_AGAIN}:{call.pk}")


def draft_needs(*, application_id: int, version: int) -> int:
    """Make drafts of what a submitted version asks for, or refresh those that nobody has edited; returns how many.

    One draft for each answer. A version that is not the last one any more is left alone, and so is a notice that
    somebody edited, published or withdrew; an answer that was taken out takes its untouched draft with it.
    """
    with transaction.atomic():
        rows = Application.objects.select_for_update(of=("self",)).filter(pk=application_id, version=version)
        application = rows.first()
        if application is None:
            return 0
        asked = need_questions(application.call_id)
        if not asked:
            return 0
        submitted = ApplicationVersion.objects.select_related("form_version").get(
            application=application, number=version
        )
        with translation.override(application.language):
            answers = answers_in_words(submitted.form_version, submitted.answers)
        present = {one.question_key: one for one in Notice.objects.filter(application=application)}
        return sum(_draft(application, question, answers.get(key), present.get(key)) for key, question in asked.items())


def _draft(
    application: Application, question: NeedQuestion, answer: tuple[str, str] | None, present: Notice | None
) -> bool:
    """True when a draft was made or changed."""
    if present is not None and not (present.is_as_answered and present.state == NoticeState.DRAFT):
        return False
    if answer is None:
        if present is not None:
            publish(NoticeChanged(present.pk))
            present.delete()
        return False
    title, text = answer
    notice = present or Notice(application=application, question_key=question.question_key, is_as_answered=True)
    values = {
        "side": question.side,
        "kind": question.kind,
        "organisation_id": application.organisation_id,
        "title": title,
        "text": text[:LONGEST_TEXT],
        "language": application.language[:2],
        "is_invented": application.organisation.is_invented,
    }
    if present is not None and all(getattr(present, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(notice, name, value)
    notice.slug = notice.slug or free_slug(title, Notice)
    notice.save()
    notice.themes.set(application.themes.all())
    record(actor=None, verb="needs.notice_drafted", target=application, data={"question": question.question_key})
    publish(NoticeChanged(notice.pk))
    return True
