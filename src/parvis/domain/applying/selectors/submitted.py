"""What was submitted, version by version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.base.forms.models import FormVersion
from parvis.base.forms.selectors import ReadAnswer, ReadSection, answers_of, as_read
from parvis.base.forms.selectors.reading import read_answer
from parvis.domain.applying.project import SECTION, project_questions
from parvis.domain.applying.selectors.writing import themes_offered_by
from parvis.domain.calls.models import Application, ApplicationVersion


def versions_of(application: Application) -> list[ApplicationVersion]:
    """All versions that were submitted, the newest first."""
    return list(application.versions.select_related("submitted_by", "form_version").order_by("-number"))


def version_of(application: Application, number: int) -> ApplicationVersion | None:
    """One version."""
    rows = application.versions.select_related("submitted_by", "form_version__form")
    return rows.filter(number=number).first()


def latest_version_of(application: Application) -> ApplicationVersion | None:
    """What counts: the version that was submitted last."""
    return version_of(application, application.version) if application.version else None


def whole_reading(application: Application, version: FormVersion, answers: Mapping[str, Any]) -> list[ReadSection]:
    """Everything that the applicant answered, the project first."""
    project = project_questions(version, themes_offered_by(application.call))
    first = ReadSection(
        SECTION, project[0].section.label, [read_answer(question, answers.get(question.key)) for question in project]
    )
    return [first, *as_read(version, answers)]


def unsent_keys(application: Application) -> list[str]:
    """The questions whose answers were changed after the last version was submitted."""
    latest = latest_version_of(application)
    return changed_keys(latest.answers, answers_of(application.sheet)) if latest else []


def changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The questions whose answers differ."""
    return [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]


@dataclass(frozen=True)
class Difference:
    """One question whose answer changed from one version to another; None where it was not asked."""

    label: str
    before: ReadAnswer | None
    after: ReadAnswer | None


def differences(before: list[ReadSection], after: list[ReadSection]) -> list[tuple[str, list[Difference]]]:
    """What changed between two readings, by section, in the order of the newer one."""
    old = {answer.key: answer for section in before for answer in section.answers}
    new = {answer.key for section in after for answer in section.answers}
    found = []
    for section in after:
        rows = [Difference(one.label, old.get(one.key), one) for one in section.answers if old.get(one.key) != one]
        found.append((section.label, rows))
    for section in before:
        gone = [Difference(one.label, one, None) for one in section.answers if one.key not in new]
        found.append((section.label, gone))
    return [(label, rows) for label, rows in found if rows]
