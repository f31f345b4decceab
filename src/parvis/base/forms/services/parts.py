"""Write the sections and questions of a draft.

Each act checks at its end that every condition still looks at a question that is asked before; else it changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.models import FormVersion, Question, Section
from parvis.base.forms.options import clean_options, free_key
from parvis.base.forms.selectors.soundness import broken_conditions
from parvis.base.forms.selectors.versions import keys_of_form
from parvis.base.forms.services.building import require_builder, require_draft, values_of
from parvis.core.errors import InvalidInput

LABEL_LENGTH, HELP_LENGTH = 500, 5000
UP, DOWN = "up", "down"


def add_section(*, actor: User | None, version: FormVersion, values: Mapping[str, Any]) -> Section:
    """Add a section at the end; `values` are its words in both languages and its condition."""
    with changing(actor, version, "section_added") as told:
        position = _after(Section.objects.filter(version=version))
        key = free_key(str(values.get("label_fr", "")), keys_of_form(version.form))
        section = Section(version=version, key=key, position=position, **_words(values))
        section.condition = dict(values.get("condition") or {})
        section.save()
        told["key"] = key
    return section


def edit_section(*, actor: User | None, section: Section, values: Mapping[str, Any]) -> Section:
    """Write its words and its condition anew."""
    with changing(actor, section.version, "section_edited", section.key):
        for name, value in _words(values).items():
            setattr(section, name, value)
        section.condition = dict(values.get("condition") or {})
        section.save()
    return section


def move_section(*, actor: User | None, section: Section, to: str) -> None:
    """One place up or down; nothing happens at the end of the way."""
    with changing(actor, section.version, "section_moved", section.key):
        rows = list(Section.objects.filter(version=section.version))
        _swap(rows, rows.index(section), to)
        _number(rows)


def remove_section(*, actor: User | None, section: Section) -> None:
    """Remove a section with its questions."""
    with changing(actor, section.version, "section_removed", section.key):
        section.delete()


def add_question(
    *, actor: User | None, section: Section, kind: QuestionKind | str, values: Mapping[str, Any]
) -> Question:
    """Add a question at the end of a section; `values` are its words, its settings and its `options`."""
    with changing(actor, section.version, "question_added") as told:
        used = keys_of_form(section.version.form)
        question = Question(section=section, version=section.version, kind=QuestionKind(kind))
        question.key = told["key"] = free_key(str(values.get("label_fr", "")), used)
        question.position = _after(Question.objects.filter(section=section))
        _write(question, values)
    return question


def edit_question(*, actor: User | None, question: Question, values: Mapping[str, Any]) -> Question:
    """Write a question anew; its kind and its key stay, because answers are kept under them."""
    with changing(actor, question.version, "question_edited", question.key):
        _write(question, values)
    return question


def move_question(*, actor: User | None, question: Question, to: str) -> None:
    """One place up or down; from the end of a section into the next one."""
    with changing(actor, question.version, "question_moved", question.key):
        rows = list(Question.objects.filter(section=question.section))
        place = rows.index(question)
        if not _swap(rows, place, to):
            _change_section(question, to)
            rows.remove(question)
        _number(rows)


def duplicate_question(*, actor: User | None, question: Question) -> Question:
    """The same question again, right after, under a key of its own."""
    with changing(actor, question.version, "question_duplicated", question.key):
        rows = list(Question.objects.filter(section=question.section))
        copy = Question(version=question.version, section=question.section, **values_of(question, Question))
        copy.key = free_key(question.key, keys_of_form(question.version.form))
        copy.label_fr = _("%(label)s (copy)") % {"label": question.label_fr[: LABEL_LENGTH - 20]}
        copy.save()
        rows.insert(rows.index(question) + 1, copy)
        _number(rows)
    return copy


def remove_question(*, actor: User | None, question: Question) -> None:
    """Remove a question from the draft; answers that were given to it stay with their version."""
    with changing(actor, question.version, "question_removed", question.key):
        question.delete()


@contextmanager
def changing(actor: User | None, version: FormVersion, act: str, key: str = "") -> Iterator[dict[str, str]]:
    """One act on a draft: who may, in one transaction, sound at the end, with a line of the log."""
    require_builder(actor, version.form)
    told = {"act": act, "key": key}
    with transaction.atomic():
        require_draft(version)
        yield told
        broken = broken_conditions(version)
        if broken:
            raise InvalidInput(broken[0], {"condition": broken})
        record(actor=actor, verb="forms.changed", target=version.form, data=told)


def _write(question: Question, values: Mapping[str, Any]) -> None:
    for name, value in _words(values).items():
        setattr(question, name, value)
    question.options = clean_options(question.kind, values.get("options") or {})
    question.is_required = bool(values.get("is_required"))
    question.is_identifying = bool(values.get("is_identifying"))
    question.audience = Audience(values.get("audience") or Audience.REVIEWERS)
    question.condition = dict(values.get("condition") or {})
    question.save()


def _words(values: Mapping[str, Any]) -> dict[str, str]:
    """Label and help in both languages; raises InvalidInput for a missing French label, and for texts too long."""
    words = {name: str(values.get(name) or "").strip() for name in ("label_fr", "label_en", "help_fr", "help_en")}
    errors = {}
    if not words["label_fr"]:
        errors["label_fr"] = [_("Write the text in French: it is shown where a translation is missing.")]
    for name, text in words.items():
        most = LABEL_LENGTH if name.startswith("label") else HELP_LENGTH
        if len(text) > most:
            errors[name] = [_("At most %(limit)s characters.") % {"limit": most}]
    if errors:
        raise InvalidInput(_("Some texts need another look."), errors)
    return words


def _after(rows: QuerySet[Section] | QuerySet[Question]) -> int:
    """The place after the last one."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _swap(rows: list[Any], place: int, to: str) -> bool:
    other = place + (1 if to == DOWN else -1)
    if not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    return True


def _number(rows: Sequence[Section] | Sequence[Question]) -> None:
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _change_section(question: Question, to: str) -> None:
    """Into the section before, at its end, or into the one after, at its beginning."""
    sections = list(Section.objects.filter(version=question.version))
    other = sections.index(question.section) + (1 if to == DOWN else -1)
    if not 0 <= other < len(sections):
        return
    there = list(Question.objects.filter(section=sections[other]))
    insert: Callable[[Question], None] = there.append if to == UP else lambda one: there.insert(0, one)
    insert(question)
    Question.objects.filter(pk=question.pk).update(section=sections[other])
    question.section = sections[other]
    _number(there)
