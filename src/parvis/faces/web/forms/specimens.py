"""Questions of every kind in their states, for the gallery; nothing of it is stored."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.models import Question, Section
from parvis.base.forms.selectors import ReadSection
from parvis.base.forms.selectors.reading import read_answer
from parvis.faces.web.forms.fields import Clash, Field, FieldSection

SAVED = dt.datetime(2026, 3, 2, 14, 5, tzinfo=dt.UTC)


def question(key: str, kind: QuestionKind, label: str, **values: Any) -> Question:
    """A question that is nowhere kept; its text is the same in both languages, for the page is translated."""
    return Question(key=f"specimen-{key}", kind=kind, label_fr=label, label_en=label, **values)


def choices() -> dict[str, Any]:
    """Two choices and one of one's own."""
    ai, data = _("artificial intelligence"), _("health data")
    return {"choices": [{"key": "ai", "fr": ai, "en": ai}, {"key": "data", "fr": data, "en": data}], "other": True}


def team() -> dict[str, Any]:
    """A table with three columns."""
    columns = [("name", _("Name"), "text"), ("role", _("Role"), "text"), ("mail", _("E-mail address"), "email")]
    return {
        "columns": [
            {"key": key, "fr": label, "en": label, "kind": kind, "required": key == "name"}
            for key, label, kind in columns
        ]
    }


def plain_fields() -> list[Field]:
    """Each kind as it stands before anything is said of it."""
    kinds = QuestionKind
    words = {"limit": 20, "unit": "words"}
    short = question("short", kinds.SHORT, _("Name of the project"), is_required=True, options={"limit": 80})
    beds = {"unit_fr": _("beds"), "unit_en": _("beds"), "min": 0}
    person = {"name": "Camille Noor", "role": _("founder"), "mail": "camille@example.org"}
    return [
        Field(short, value=_("A quieter ward"), revision=2, saved_at=SAVED),
        Field(question("long", kinds.LONG, _("What it changes"), options=words), value=" ".join(["…"] * 24)),
        Field(question("number", kinds.NUMBER, _("Size of the hospital"), options=beds), value=1200),
        Field(question("money", kinds.MONEY, _("Turnover"), audience=Audience.TEAM), value=85000),
        Field(question("date", kinds.DATE, _("Founded on")), value="2024-03-01"),
        Field(question("choice", kinds.CHOICE, _("Main theme"), options=choices()), value={"other": _("surgery")}),
        Field(question("choices", kinds.CHOICES, _("All themes"), options=choices()), value=["ai"]),
        Field(question("files", kinds.FILES, _("Plan of the project"), options={"most": 3})),
        Field(
            question("company", kinds.COMPANY, _("SIREN or SIRET"), is_required=True),
            value={"number": "180089013", "name": "Inserm", "city": "Paris"},
        ),
        Field(question("team", kinds.TEAM, _("Team"), options=team()), value=[person]),
        Field(question("consent", kinds.CONSENT, _("I agree that this is read by the jury."), is_required=True)),
    ]


def spoken_fields() -> list[Field]:
    """What is said of an answer: wrong, changed by somebody else, hanging on another one, locked."""
    kinds = QuestionKind
    link = question("link", kinds.LINK, _("Website"))
    late = question("late", kinds.SHORT, _("Short name"))
    hidden = question("hidden", kinds.SHORT, _("Which certificate?"))
    locked = question("locked", kinds.LONG, _("Presentation"))
    return [
        Field(link, value="example", errors=[_("Write the whole address of a page, as https://example.org.")]),
        Field(late, value=_("my text"), clash=Clash(theirs=_("the text of a colleague"), by="Camille Noor", at=SAVED)),
        Field(
            hidden,
            is_shown=False,
            when=_("Only if the answer to “%(question)s” is: %(answers)s.")
            % {"question": _("Is it a medical device?"), "answers": _("yes")},
        ),
        Field(locked, value=_("It was submitted and cannot be changed."), is_locked=True),
    ]


def sections() -> list[FieldSection]:
    """Both, as a page shows them."""
    asked = Section(key="specimen-asked", label_fr=_("A section"), label_en=_("A section"))
    spoken = Section(
        key="specimen-spoken", label_fr=_("What is said of answers"), label_en=_("What is said of answers")
    )
    return [FieldSection(asked, plain_fields()), FieldSection(spoken, spoken_fields())]


def sheet() -> list[ReadSection]:
    """The same answers for reading."""
    answers = [read_answer(field.question, field.value) for field in plain_fields()]
    return [ReadSection("specimen", _("The same for reading"), answers)]
