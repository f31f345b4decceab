"""The receipt of a version: everything that was answered, and the files by name and SHA-256."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.base.files.models import StoredFile
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.selectors import ReadAnswer, ReadSection
from parvis.core.documents import render_pdf
from parvis.domain.applying.selectors.submitted import whole_reading
from parvis.domain.calls.models import Application, ApplicationVersion
from parvis.domain.campus.selectors.campus import the_campus

TEMPLATE = Path(__file__).resolve().parents[1] / "documents" / "receipt.typ"


def receipt_pdf(application: Application, version: ApplicationVersion, language: str) -> bytes:
    """The receipt in this language; the same version always gives the same document."""
    with translation.override(language), timezone.override(application.call.timezone):
        title = _("Receipt of application %(reference)s, version %(number)s") % {
            "reference": application.reference,
            "number": version.number,
        }
        return render_pdf(
            template=TEMPLATE,
            title=title,
            language=language,
            data=_data(application, version, title),
            written_at=version.submitted_at,
        )


def _data(application: Application, version: ApplicationVersion, title: str) -> dict[str, Any]:
    reading = whole_reading(application, version.form_version, version.answers)
    submitted = date_format(timezone.localtime(version.submitted_at), "DATETIME_FORMAT")
    submitter = version.submitted_by.display_name if version.submitted_by else _("a deleted account")
    return {
        "footer": title,
        "campus": the_campus().name,
        "lead": _("This is what was submitted, and when. Keep it: it is yours."),
        "facts": [
            [_("Call"), application.call.title],
            [_("Organisation"), application.organisation.name],
            [_("Reference"), application.reference],
            [_("Version"), str(version.number)],
            [_("Submitted"), f"{submitted} ({application.call.timezone})"],
            [_("Submitted by"), submitter],
        ],
        "sections": [_section(section) for section in reading],
        "files_title": _("Files"),
        "files_head": [_("File"), _("Size"), _("SHA-256")],
        "files": files_of(reading),
        "nothing": _("Not answered"),
    }


def _section(section: ReadSection) -> dict[str, Any]:
    return {"label": section.label, "answers": [_answer(answer) for answer in section.answers]}


def _answer(answer: ReadAnswer) -> dict[str, Any]:
    is_list = answer.kind == QuestionKind.FILES and answer.files
    items = [str(one.get("name", "")) for one in answer.files] if is_list else answer.items
    return {
        "label": answer.label,
        "text": answer.text,
        "items": items,
        "head": answer.head,
        "lines": answer.lines,
    }


def files_of(reading: Iterable[ReadSection]) -> list[list[str]]:
    """Name, size and SHA-256 of every file that was submitted."""
    named = [one for section in reading for answer in section.answers for one in answer.files]
    stored = StoredFile.objects.in_bulk([UUID(str(one["file"])) for one in named])
    found = [stored[key] for one in named if (key := UUID(str(one["file"]))) in stored]
    return [[file.name, filesizeformat(file.size), file.sha256] for file in found]
