"""Change the campus: its name, texts and colours."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.campus.colours import Problem, check_accent, check_primary, is_colour
from parvis.domain.campus.models import Campus
from parvis.domain.campus.rules import can_edit_campus
from parvis.domain.campus.selectors.campus import forget_campus


@dataclass(frozen=True)
class CampusValues:
    """What an administrator may write about the campus."""

    name: str
    tagline_fr: str = ""
    tagline_en: str = ""
    about_fr: str = ""
    about_en: str = ""
    legal_fr: str = ""
    legal_en: str = ""
    contact_email: str = ""
    primary_colour: str = "#1f5c52"
    accent_colour: str = "#c8553d"


def edit_campus(*, actor: User | None, values: CampusValues) -> Campus:
    """Save these values, making the campus where there is none yet; `actor` None is parvis itself (command, demo).

    Raises NotAllowed for anyone but an administrator, and InvalidInput for a missing name, a wrong address and
    colours that could not be read; the sentence proposes the nearest colour that can.
    """
    if actor is not None and not can_edit_campus(actor):
        raise NotAllowed(_("Only campus administrators may change the campus."))
    problems = problems_of(values)
    if problems:
        raise InvalidInput(_("The campus was not changed."), problems)
    with transaction.atomic():
        known = Campus.objects.select_related("logo").first()
        campus = known or Campus(pk=1)
        changed = [name for name, value in asdict(values).items() if getattr(campus, name) != value]
        for name in changed:
            setattr(campus, name, getattr(values, name))
        if changed or known is None:
            campus.save()
            record(actor=actor, verb="campus.edited", target=campus, data={"fields": changed})
            transaction.on_commit(forget_campus)
    return campus


def problems_of(values: CampusValues) -> dict[str, list[str]]:
    """What is wrong with these values, by field; nothing is written."""
    problems: dict[str, list[str]] = {}
    try:
        Campus(pk=1, **asdict(values)).clean_fields()
    except ValidationError as error:
        problems = error.message_dict
    for field, check in (("primary_colour", check_primary), ("accent_colour", check_accent)):
        colour = getattr(values, field)
        if not is_colour(colour):
            problems.setdefault(field, []).append(_("Write the colour as # and six digits, for instance #1f5c52."))
        elif problem := check(colour):
            problems.setdefault(field, []).append(sentence(problem))
    return problems


def sentence(problem: Problem) -> str:
    """The refusal of a colour, with the nearest one that can be read."""
    return _(
        "%(colour)s is too pale to be read on our pages (contrast %(found).1f, %(wanted).1f is needed)."
        " The nearest colour that can be read is %(proposal)s."
    ) % {
        "colour": problem.colour,
        "found": problem.found,
        "wanted": problem.wanted,
        "proposal": problem.proposal,
    }
