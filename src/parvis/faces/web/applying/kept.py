"""Texts that did not become answers: shown beside the answer, until somebody uses them or sets them aside."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.forms.enums import Kept, QuestionKind
from parvis.base.forms.models import Answer, AnswerChange, Question
from parvis.base.forms.selectors import display_value, kept_texts, rows_of
from parvis.domain.applying.selectors.writing import Desk
from parvis.domain.calls.models import SetAside


@dataclass(frozen=True)
class Box:
    """A text that waits beside an answer: whose it is, why it is not the answer, and what stands instead."""

    change: AnswerChange
    text: str
    present: Answer | None
    present_text: str
    is_mine: bool
    reason: str
    can_be_used: bool
    is_text: bool

    @property
    def is_overtaken(self) -> bool:
        """True where somebody else was faster; else the time was over."""
        return self.change.kept == Kept.OVERTAKEN


def boxes_of(desk: Desk, by: User) -> dict[str, list[Box]]:
    """What waits, by the key of the question: neither used nor set aside, the newest first."""
    kept = kept_texts(desk.sheet)
    changes = [change for rows in kept.values() for change in rows]
    if not changes:
        return {}
    aside = set(SetAside.objects.filter(change__in=changes).values_list("change_id", flat=True))
    present = rows_of(desk.sheet)
    asked = {question.key: question for question in desk.questions}
    found: dict[str, list[Box]] = {}
    for change in changes:
        question, answer = asked.get(change.question), present.get(change.question)
        if question is not None and change.pk not in aside and _differs(change, answer):
            found.setdefault(change.question, []).append(_box(desk, question, change, answer, by))
    return found


def box_of(desk: Desk, key: str, *, mine: Any, by: User) -> Box | None:
    """The text that was kept a moment ago, also where somebody had set the same one aside before."""
    change = next((one for one in kept_texts(desk.sheet).get(key, []) if one.value == mine), None)
    question = desk.question(key)
    return _box(desk, question, change, rows_of(desk.sheet).get(key), by) if change and question else None


def _differs(change: AnswerChange, answer: Answer | None) -> bool:
    return change.value != (answer.value if answer else None)


def _box(desk: Desk, question: Question, change: AnswerChange, present: Answer | None, by: User) -> Box:
    return Box(
        change=change,
        text=display_value(question, change.value),
        present=present,
        present_text=display_value(question, present.value) if present else "",
        is_mine=change.written_by_id == by.pk,
        reason=kept_sentence(Kept(change.kept)),
        can_be_used=desk.may_write(change.question),
        is_text=question.kind in {QuestionKind.SHORT, QuestionKind.LONG},
    )


def kept_sentence(kept: Kept) -> str:
    """Why a text did not become the answer, and what to do."""
    if kept == Kept.OVERTAKEN:
        return _("Somebody else had changed this answer meanwhile.")
    if kept == Kept.LATE:
        return _("The deadline had passed: this is kept, and was not submitted.")
    return _("This answer could not be changed any more: the text is kept, and does not count.")


def box_to_edit(request: HttpRequest, desk: Desk) -> Box | None:
    """The kept text that the address puts into its field (`?edit=12`), while it waits."""
    number = request.GET.get("edit", "")
    if not (number.isascii() and number.isdecimal()) or not request.user.is_authenticated:
        return None
    boxes = [box for rows in boxes_of(desk, request.user).values() for box in rows]
    return next((box for box in boxes if str(box.change.pk) == number), None)
