"""The decision letter as PDF: the face of the campus, the date in words, and what the mail says."""

import datetime as dt
import io
from functools import lru_cache
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.core.documents import render_pdf
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.cohorts.days import day_in_words
from parvis.domain.cohorts.models import Decision, Letter

TEMPLATE = Path(__file__).with_name("letter.typ")
LOGO_SIZE = (360, 120)
"""Pixels: three times what the letter shows, so that print is sharp."""


def letter_pdf(letter: Letter, decision: Decision, *, written_at: dt.datetime) -> bytes:
    """The document, in the language of the letter."""
    application = decision.application
    with translation.override(letter.language), timezone.override(ZoneInfo(application.call.timezone)):
        campus = the_campus()
        data = {
            "campus": campus.name,
            "contact": campus.contact_email,
            "logo": _logo(campus.logo.pk, campus.logo.path) if campus.logo else [],
            "to": application.organisation.name,
            "reference": _("Application %(reference)s") % {"reference": application.reference},
            "day": day_in_words(written_at),
            "text": letter.text,
            "footer": campus.name,
        }
        return render_pdf(
            template=TEMPLATE,
            title=letter.subject,
            language=letter.language,
            data=data,
            written_at=written_at.replace(microsecond=0),
        )


@lru_cache(maxsize=4)
def _logo(_pk: UUID, path: str) -> list[int]:
    """The logo as the numbers of a small PNG: data reach a document as JSON, and no file outside the package does."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    try:
        with default_storage.open(path) as file, Image.open(file) as image:
            image.thumbnail(LOGO_SIZE)
            output = io.BytesIO()
            image.convert("RGBA").save(output, "PNG", optimize=True)
    except FileNotFoundError:
        return []
    return list(output.getvalue())
