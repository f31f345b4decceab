"""Forms to begin with: questions in both languages that a campus changes as it likes.

They are data and no settings: once a form began with one, nothing ties it to the starter any more.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Asked:
    """One question of a starter."""

    key: str
    kind: str
    fr: str
    en: str
    help_fr: str = ""
    help_en: str = ""
    required: bool = False
    team_only: bool = False
    identifying: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    when: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Part:
    """One section of a starter."""

    key: str
    fr: str
    en: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Starter:
    """A form to begin with: what it is called, what it is for, and its sections."""

    title: str | Promise
    about: str | Promise
    parts: tuple[Part, ...]


def starters() -> dict[str, Starter]:
    """All of them, by name."""
    from parvis.base.forms.starters.application import APPLICATION  # noqa: PLC0415 -- it needs the classes above
    from parvis.base.forms.starters.later import ACCEPTANCE, INTERVIEW  # noqa: PLC0415 -- same

    return {
        "application": Starter(
            _("Application of a digital-health start-up"),
            _("The organisation, the project, the team, what is asked of the campus, and consents."),
            APPLICATION,
        ),
        "interview": Starter(
            _("Before the interview"),
            _("Who comes, how, and what the jury should have read."),
            INTERVIEW,
        ),
        "acceptance": Starter(
            _("After acceptance"),
            _("When the start-up arrives, with how many people, and what the agreement needs."),
            ACCEPTANCE,
        ),
    }
