"""What is asked in every application besides the form of its call: the name of the project and its themes.

They are questions like every other, so that they are saved, kept and shown in the same way; but no form holds them.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.models import FormVersion, Question, Section
from parvis.domain.reference.models import Theme

TITLE, THEMES, SECTION = "_title", "_themes", "_project"
"""Keys that no question of a form has: those begin with a letter."""

OWN = frozenset({TITLE, THEMES})
LONGEST_TITLE = 200


def project_questions(version: FormVersion, themes: Iterable[Theme]) -> list[Question]:
    """The questions about the project in the reader's language, as if they were the first of this version."""
    section = Section(version=version, key=SECTION, label_fr=_("Name and themes"))
    shared = {"version": version, "section": section, "is_required": True, "audience": Audience.REVIEWERS}
    title = Question(
        key=TITLE,
        kind=QuestionKind.SHORT,
        options={"limit": LONGEST_TITLE},
        label_fr=_("Name of the project"),
        help_fr=_("A few words by which readers can tell it from others."),
        **shared,
    )
    choices = [{"key": theme.code, "fr": theme.name_fr, "en": theme.name_en} for theme in themes]
    if not choices:
        return [title]
    chosen = Question(
        key=THEMES,
        kind=QuestionKind.CHOICES,
        options={"choices": choices},
        label_fr=_("Themes"),
        help_fr=_("One or several: they help to find the right readers."),
        **shared,
    )
    return [title, chosen]
