"""The form of 2021: short, and different from today's, as forms are."""

from typing import Any

from parvis.base.forms.enums import QuestionKind, VersionState
from parvis.base.forms.models import Form, FormVersion, Question, Section

CHOICES = {
    "certification": [
        {"key": "none", "fr": "pas encore commencé", "en": "not begun yet"},
        {"key": "underway", "fr": "en cours", "en": "under way"},
        {"key": "marked", "fr": "marquage obtenu", "en": "marking obtained"},
        {"key": "exempt", "fr": "non concerné", "en": "does not apply"},
    ]
}
Asked = tuple[str, QuestionKind, str, str, dict[str, Any]]
SECTIONS: tuple[tuple[str, str, str, tuple[Asked, ...]], ...] = (
    (
        "project",
        "Votre projet",
        "Your project",
        (
            ("title", QuestionKind.SHORT, "Votre projet en une phrase", "Your project in a sentence", {"limit": 200}),
            ("problem", QuestionKind.LONG, "Quel problème résolvez-vous ?", "What problem do you solve?", {}),
            ("solution", QuestionKind.LONG, "Comment ?", "How?", {}),
            ("evidence", QuestionKind.LONG, "Qu’avez-vous déjà démontré ?", "What have you shown already?", {}),
        ),
    ),
    (
        "company",
        "Votre entreprise",
        "Your company",
        (
            ("team", QuestionKind.LONG, "Qui êtes-vous ?", "Who are you?", {}),
            ("people", QuestionKind.NUMBER, "Combien de personnes ?", "How many people?", {"min": 1}),
            (
                "certification",
                QuestionKind.CHOICE,
                "Où en est le marquage CE ?",
                "How far is the CE marking?",
                {"choices": CHOICES["certification"]},
            ),
            ("needs", QuestionKind.LONG, "Qu’attendez-vous du campus ?", "What do you expect of the campus?", {}),
        ),
    ),
)
IDENTIFYING = {"team"}


def form_of_2021() -> FormVersion:
    """A published version with two sections and eight questions."""
    version = FormVersion.objects.create(
        form=Form.objects.create(title="Candidature 2021"), number=1, state=VersionState.PUBLISHED
    )
    for place, (key, label_fr, label_en, questions) in enumerate(SECTIONS):
        section = Section.objects.create(version=version, key=key, position=place, label_fr=label_fr, label_en=label_en)
        Question.objects.bulk_create(
            Question(
                version=version,
                section=section,
                key=name,
                kind=kind,
                position=number,
                label_fr=fr,
                label_en=en,
                options=options,
                is_required=True,
                is_identifying=name in IDENTIFYING,
            )
            for number, (name, kind, fr, en, options) in enumerate(questions)
        )
    return version
