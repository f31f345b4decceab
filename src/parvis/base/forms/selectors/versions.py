"""Versions of a form and their questions."""

from collections.abc import Iterable

from parvis.base.forms.enums import VersionState
from parvis.base.forms.models import Form, FormVersion, Question, Section


def published_version(form: Form) -> FormVersion | None:
    """The version that is asked now."""
    return form.versions.filter(state=VersionState.PUBLISHED).order_by("-number").first()


def draft_version(form: Form) -> FormVersion | None:
    """The version that is being written, if there is one."""
    return form.versions.filter(state=VersionState.DRAFT).first()


def standing_of(forms: Iterable[Form]) -> dict[int, tuple[FormVersion | None, FormVersion | None]]:
    """The version that is asked and the one that is being written, of many forms in one query."""
    found: dict[int, tuple[FormVersion | None, FormVersion | None]] = {form.pk: (None, None) for form in forms}
    for version in FormVersion.objects.filter(form__in=list(found)).order_by("number"):
        published, draft = found[version.form_id]
        is_draft = version.state == VersionState.DRAFT
        found[version.form_id] = (published, version) if is_draft else (version, draft)
    return found


def versions_of(form: Form) -> list[FormVersion]:
    """All versions, the newest first."""
    return list(form.versions.select_related("published_by").order_by("-number"))


def questions_of(version: FormVersion) -> list[Question]:
    """The questions in their order, each with its section, in one query; a published version never changes."""
    known: list[Question] | None = version.__dict__.get("_questions")
    if known is not None:
        return known
    found = list(Question.objects.filter(version=version).select_related("section"))
    if version.state == VersionState.PUBLISHED:
        version.__dict__["_questions"] = found
    return found


def sections_of(version: FormVersion) -> list[tuple[Section, list[Question]]]:
    """The sections in their order, also those without a question, with their questions."""
    sections = list(Section.objects.filter(version=version))
    by_section: dict[int, list[Question]] = {section.pk: [] for section in sections}
    for question in questions_of(version):
        by_section[question.section_id].append(question)
    return [(section, by_section[section.pk]) for section in sections]


def question_of(version: FormVersion, key: str) -> Question | None:
    """The question with this key."""
    return next((question for question in questions_of(version) if question.key == key), None)


def keys_of_form(form: Form) -> set[str]:
    """Every key that some version uses: a key means one question for ever, because answers are kept under it."""
    keys: set[str] = set(Question.objects.filter(version__form=form).values_list("key", flat=True))
    return keys | set(Section.objects.filter(version__form=form).values_list("key", flat=True))
