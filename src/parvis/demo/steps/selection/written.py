"""Applications as rows: their answers, the version that was submitted, their themes."""

from typing import Any

from parvis.base.forms.models import Answer, AnswerSheet, FormVersion
from parvis.core import clock
from parvis.demo.applicants import answers_of
from parvis.domain.applying.project import THEMES, TITLE
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, ApplicationVersion
from parvis.domain.directory.models import Organisation

Row = tuple[dict[str, str], Organisation]


def sheets(version: FormVersion, number: int) -> list[AnswerSheet]:
    """Empty sheets."""
    return AnswerSheet.objects.bulk_create(AnswerSheet(version=version) for _number in range(number))


def title_of(organisation: Organisation) -> str:
    """What the start-up does, in its first sentence."""
    return organisation.description_fr.split(". ")[0].rstrip(".")[:200]


def answer(version: FormVersion, rows: list[Row], written: list[Application]) -> None:
    """Let every applicant answer; a draft stops somewhere in the middle."""
    questions, themes = list(version.questions.all()), _themes_of(written)
    found: list[tuple[Application, dict[str, Any]]] = [
        (one, {**_project(one, themes), **answers_of(row, questions, one.language)})
        for one, (row, _organisation) in zip(written, rows, strict=True)
    ]
    for one, answers in found:
        if one.state == ApplicationState.DRAFT:
            for key in list(answers)[4 + one.pk % 4 :]:
                del answers[key]
    Answer.objects.bulk_create(
        Answer(
            sheet=one.sheet,
            question=key,
            value=value,
            written_at=one.submitted_at or clock.now(),
            written_by_id=one.created_by_id,
        )
        for one, answers in found
        for key, value in answers.items()
    )
    ApplicationVersion.objects.bulk_create(
        ApplicationVersion(
            application=one,
            number=1,
            form_version=version,
            answers=answers,
            submitted_at=one.submitted_at,
            submitted_by_id=one.created_by_id,
        )
        for one, answers in found
        if one.submitted_at is not None
    )


def _project(one: Application, themes: dict[int, list[tuple[int, str]]]) -> dict[str, Any]:
    """What every application says besides its form."""
    return {TITLE: one.title, THEMES: [code for _pk, code in themes.get(one.organisation_id, ())]}


def _themes_of(written: list[Application]) -> dict[int, list[tuple[int, str]]]:
    """The themes of each organisation: their numbers and their codes."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Organisation.themes.through.objects.filter(organisation__in=[one.organisation_id for one in written])
    for organisation, theme, code in rows.order_by("pk").values_list("organisation_id", "theme_id", "theme__code"):
        found.setdefault(organisation, []).append((theme, code))
    return found


def name_themes(written: list[Application]) -> None:
    """An application is about what its organisation is about."""
    themes = _themes_of(written)
    link = Application.themes.through
    link.objects.bulk_create(
        link(application_id=one.pk, theme_id=theme)
        for one in written
        for theme, _code in themes.get(one.organisation_id, ())
    )
