"""Begin, copy and rename forms, and begin or drop their drafts."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.enums import VersionState
from parvis.base.forms.models import Form, FormVersion, Question, Section
from parvis.base.forms.rules import can_build
from parvis.base.forms.selectors.versions import draft_version, published_version, questions_of
from parvis.core.errors import Conflict, InvalidInput, NotAllowed

TITLE_LENGTH = 200


@transaction.atomic
def create_form(*, actor: User | None, title: str) -> Form:
    """An empty form with a first draft; the caller has checked the actor, and says what the form is for."""
    form = Form.objects.create(title=clean_title(title))
    FormVersion.objects.create(form=form, number=1)
    record(actor=actor, verb="forms.created", target=form)
    return form


@transaction.atomic
def copy_form(*, actor: User | None, form: Form, title: str) -> Form:
    """A form of its own with the questions that are asked now, or drafted where none are; the caller has checked."""
    copy = Form.objects.create(title=clean_title(title))
    draft = FormVersion.objects.create(form=copy, number=1)
    source = published_version(form) or draft_version(form)
    if source is not None:
        copy_questions(source, draft)
    record(actor=actor, verb="forms.copied", target=copy, data={"from": form.pk})
    return copy


@transaction.atomic
def rename_form(*, actor: User | None, form: Form, title: str) -> Form:
    """Give the form another title; only the team reads it."""
    require_builder(actor, form)
    form.title = clean_title(title)
    form.save(update_fields=["title", "updated_at"])
    record(actor=actor, verb="forms.changed", target=form, data={"act": "renamed"})
    return form


def clean_title(title: str) -> str:
    """The title without white space around it; raises InvalidInput where there is none, or it is too long."""
    text = " ".join(title.split())
    if not text or len(text) > TITLE_LENGTH:
        sentence = _("Write a title of at most %(most)d characters.") % {"most": TITLE_LENGTH}
        raise InvalidInput(sentence, {"title": [sentence]})
    return text


def begin_draft(*, actor: User | None, form: Form) -> FormVersion:
    """The draft of the form: the one that is there, or a new one with the questions that are asked now."""
    require_builder(actor, form)
    found = draft_version(form)
    return found or _new_draft(actor, form)


def _new_draft(actor: User | None, form: Form) -> FormVersion:
    last = published_version(form)
    try:
        with transaction.atomic():
            draft = FormVersion.objects.create(form=form, number=last.number + 1 if last else 1)
            if last is not None:
                copy_questions(last, draft)
            record(actor=actor, verb="forms.changed", target=form, data={"act": "draft_begun", "number": draft.number})
            return draft
    except IntegrityError as error:
        raise Conflict(_("Somebody else has begun to change this form. Reload the page.")) from error


@transaction.atomic
def discard_draft(*, actor: User | None, form: Form) -> None:
    """Drop the changes since the last publication; Conflict where there is nothing to go back to."""
    require_builder(actor, form)
    draft, last = draft_version(form), published_version(form)
    if draft is None or last is None:
        raise Conflict(_("There are no changes to drop."))
    draft.delete()
    record(actor=actor, verb="forms.discarded", target=form, data={"number": last.number + 1})


def copy_questions(source: FormVersion, target: FormVersion) -> None:
    """Write the sections and questions of one version into another, which is empty, under the same keys."""
    sections = Section.objects.bulk_create(
        Section(version=target, **values_of(one, Section)) for one in Section.objects.filter(version=source)
    )
    by_key = {section.key: section for section in sections}
    Question.objects.bulk_create(
        Question(version=target, section=by_key[one.section.key], **values_of(one, Question))
        for one in questions_of(source)
    )


def values_of(one: Section | Question, model: type[Section] | type[Question]) -> dict[str, Any]:
    """Everything of a part but where it is."""
    names: Iterable[str] = (field.name for field in model._meta.concrete_fields)
    return {name: getattr(one, name) for name in names if name not in {"id", "version", "section"}}


def require_builder(actor: User | None, form: Form) -> None:
    """Raise NotAllowed for whoever may not build the form; None is parvis itself."""
    if actor is not None and not can_build(actor, form):
        raise NotAllowed(_("You may not build this form."))


def require_draft(version: FormVersion) -> None:
    """Raise Conflict where the version was published meanwhile: it is never changed again."""
    if not FormVersion.objects.filter(pk=version.pk, state=VersionState.DRAFT).exists():
        raise Conflict(_("This version is published and is not changed any more. Begin a new one."))
