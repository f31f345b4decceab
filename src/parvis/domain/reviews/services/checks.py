"""What several services refuse in the same words, and how they tidy what people type."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Panel

Errors = dict[str, list[str]]


def check_manager(actor: User, panel: Panel) -> None:
    """Raise NotAllowed for whoever does not run the call of the panel."""
    if not rules.can_manage_panel(actor, panel):
        raise NotAllowed(_("Only those who run the call may do this."))


def check_open(panel: Panel) -> None:
    """Raise InvalidTransition once the panel is closed."""
    if panel.state == PanelState.CLOSED:
        raise InvalidTransition(_("This panel is closed; nothing of it can be changed any more."))


def one_line(values: Mapping[str, Any], name: str) -> str:
    """A text without line breaks and repeated spaces."""
    return " ".join(str(values.get(name) or "").split())


def block(values: Mapping[str, Any], name: str) -> str:
    """A text of several lines, without white space around it."""
    return str(values.get(name) or "").replace("\r\n", "\n").strip()


def too_long(errors: Errors, cleaned: Mapping[str, Any], longest: Mapping[str, int]) -> None:
    """Note each text that is longer than its field."""
    for name, most in longest.items():
        if len(cleaned.get(name) or "") > most:
            errors.setdefault(name, []).append(_("At most %(count)d characters.") % {"count": most})


def refuse(errors: Errors) -> None:
    """Raise InvalidInput when something was noted."""
    if errors:
        raise InvalidInput(_("Some fields cannot be taken as they are."), errors)


def whole_number(errors: Errors, values: Mapping[str, Any], name: str, *, least: int, most: int) -> int:
    """The number, or the least one and a note of what is wrong."""
    try:
        number = int(values[name])
    except (TypeError, ValueError):
        errors.setdefault(name, []).append(_("A whole number is needed here."))
        return least
    if not least <= number <= most:
        sentence = _("A number from %(least)d to %(most)d is needed here.") % {"least": least, "most": most}
        errors.setdefault(name, []).append(sentence)
    return number


def changed_fields(thing: object, values: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The names whose value differs from that of the thing."""
    return [name for name in names if name in values and getattr(thing, name) != values[name]]
