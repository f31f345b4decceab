"""Forms with their questions, and sheets of answers."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.base.forms.enums import QuestionKind, VersionState
from parvis.base.forms.models import AnswerSheet, Form, FormVersion, Question, Section
from parvis.base.forms.services import save_answer
from parvis.core import clock


class FormFactory(DjangoModelFactory):
    class Meta:
        model = Form

    title = factory.Sequence(lambda n: f"Form {n}")


class VersionFactory(DjangoModelFactory):
    """A published version; `state="draft"` for one that is being written."""

    class Meta:
        model = FormVersion

    form = factory.SubFactory(FormFactory)
    number = 1
    state = VersionState.PUBLISHED
    published_at = factory.LazyAttribute(lambda one: clock.now() if one.state == VersionState.PUBLISHED else None)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    version = factory.SubFactory(VersionFactory)
    key = factory.Sequence(lambda n: f"section-{n}")
    position = factory.Sequence(lambda n: n)
    label_fr = factory.LazyAttribute(lambda one: f"Partie {one.key}")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    section = factory.SubFactory(SectionFactory)
    version = factory.LazyAttribute(lambda one: one.section.version)
    key = factory.Sequence(lambda n: f"question-{n}")
    position = factory.Sequence(lambda n: n)
    label_fr = factory.LazyAttribute(lambda one: f"Question {one.key}")
    kind = QuestionKind.SHORT


YES_NO = {"choices": [{"key": "yes", "fr": "oui", "en": "yes"}, {"key": "no", "fr": "non", "en": "no"}]}


def small_form(*, state=VersionState.PUBLISHED, **values):
    """A version with a name (required, identifying), a yes/no choice, a pitch that the yes shows, and team notes."""
    version = VersionFactory(state=state, **values)
    section = SectionFactory(version=version, key="project", label_fr="Projet", label_en="Project")
    QuestionFactory(section=section, key="name", label_fr="Nom", label_en="Name", is_required=True, is_identifying=True)
    QuestionFactory(section=section, key="device", label_fr="Dispositif ?", kind=QuestionKind.CHOICE, options=YES_NO)
    QuestionFactory(
        section=section,
        key="pitch",
        label_fr="Présentation",
        kind=QuestionKind.LONG,
        options={"limit": 20, "unit": "words"},
        is_required=True,
        condition={"question": "device", "any": ["yes"]},
    )
    QuestionFactory(section=section, key="budget", label_fr="Budget", kind=QuestionKind.MONEY, audience="team")
    return version


def sheet_with(version, answers=None, *, actor=None):
    """A sheet of this version with these answers (raw values by key)."""
    sheet = AnswerSheet.objects.create(version=version)
    questions = {question.key: question for question in Question.objects.filter(version=version)}
    for key, raw in (answers or {}).items():
        save_answer(actor=actor, sheet=sheet, question=questions[key], raw=raw)
    return sheet


LONG_AGO = dt.timedelta(hours=1)
