"""Set up a panel and move it on."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.calls.models import Round
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import Objective, PanelAction, PanelState
from parvis.domain.reviews.models import Criterion, Panel, Reviewer
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.looking import ask_to_detect
from parvis.domain.reviews.services.mails import tell_state
from parvis.domain.reviews.services.telling import ask_to_tell
from parvis.domain.reviews.workflow import TRANSITIONS

NUMBERS = {
    "reviews_each": (1, 20),
    "min_load": (0, 500),
    "max_load": (1, 500),
    "conflict_years": (0, 50),
    "family_depth": (0, 3),
}
"""The least and the most of each number."""
SWITCHES = ("is_blind", "is_sealed", "needs_comment", "needs_public_comment")
TEXTS = ("instructions_fr", "instructions_en")
PROMISED = {"is_blind", "is_sealed"}
"""What reviewers and applicants were told, and what therefore stays once reviews are being written."""
EARLY = {PanelState.PREPARING, PanelState.DECLARING}
LOOKED_AT = {"conflict_years", "family_depth"}
"""What changes which conflicts are found."""


def create_panel(*, actor: User, round: Round, values: Mapping[str, Any]) -> Panel:  # noqa: A002 -- the word of the house
    """Open a panel for a round; what is not given has its usual value. Raises NotAllowed, InvalidInput."""
    if not rules.can_manage_panels_of(actor, round.call):
        raise NotAllowed(_("Only those who run the call may do this."))
    panel = Panel(round=round, created_by=actor)
    for name, value in clean_panel(panel, {"name": "", **values}).items():
        setattr(panel, name, value)
    with transaction.atomic():
        panel.save()
        record(actor=actor, verb="reviews.panel_created", target=panel)
    return panel


def edit_panel(*, actor: User, panel: Panel, values: Mapping[str, Any]) -> Panel:
    """Change a panel. Raises NotAllowed, InvalidTransition once it is closed, InvalidInput by field."""
    checks.check_manager(actor, panel)
    checks.check_open(panel)
    cleaned = clean_panel(panel, values)
    changed = checks.changed_fields(panel, cleaned, cleaned)
    if panel.state not in EARLY and (broken := sorted(PROMISED.intersection(changed))):
        sentence = _("Reviewers were told so when they began; it stays as it is.")
        raise InvalidInput(sentence, {name: [sentence] for name in broken})
    if not changed:
        return panel
    with transaction.atomic():
        for name in changed:
            setattr(panel, name, cleaned[name])
        panel.save(update_fields=[*changed, "updated_at"])
        if "due_at" in changed:
            Reviewer.objects.filter(panel=panel).update(nudges=0)
        record(actor=actor, verb="reviews.panel_edited", target=panel, data={"fields": sorted(changed)})
        if LOOKED_AT.intersection(changed):
            ask_to_detect(panel)
    return panel


def move_panel(*, actor: User, panel: Panel, action: PanelAction) -> Panel:
    """Move a panel on, or one step back, and tell its reviewers what they can do now.

    Raises NotAllowed, InvalidTransition when its state does not allow this or it has no rubric yet, and Conflict when
    someone else moved it first.
    """
    checks.check_manager(actor, panel)
    old = PanelState(panel.state)
    new = TRANSITIONS.get((old, action))
    if new is None:
        raise InvalidTransition(_("The panel is at another stage; reload the page to see which."))
    if action == PanelAction.START and not Criterion.objects.filter(panel=panel).exists():
        raise InvalidTransition(_("Nobody can review without a rubric: add at least one criterion first."))
    with transaction.atomic():
        change_state(Panel.objects.filter(pk=panel.pk), old=old, new=new)
        panel.state = new
        record(actor=actor, verb="reviews.panel_moved", target=panel, data={"from": old.value, "to": new.value})
        if action in {PanelAction.INVITE_DECLARATIONS, PanelAction.START}:
            ask_to_detect(panel)
        if new in rules.WRITABLE:
            ask_to_tell(panel)
        if action != PanelAction.BACK:
            tell_state(panel)
    return panel


def clean_panel(panel: Panel, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are given, tidied. Raises InvalidInput by field."""
    errors: checks.Errors = {}
    cleaned: dict[str, Any] = {name: checks.block(values, name) for name in TEXTS if name in values}
    cleaned |= {name: bool(values[name]) for name in SWITCHES if name in values}
    for name, (least, most) in NUMBERS.items():
        if name in values:
            cleaned[name] = checks.whole_number(errors, values, name, least=least, most=most)
    if "name" in values:
        cleaned["name"] = checks.one_line(values, "name")
        if not cleaned["name"]:
            errors["name"] = [_("This field is required.")]
    if "objective" in values:
        cleaned["objective"] = values["objective"]
        if cleaned["objective"] not in Objective.values:
            errors["objective"] = [_("Choose one of the options.")]
    if "due_at" in values:
        cleaned["due_at"] = values["due_at"] or None
    checks.too_long(errors, cleaned, {"name": 120, "instructions_fr": 20_000, "instructions_en": 20_000})
    if cleaned.get("min_load", panel.min_load) > cleaned.get("max_load", panel.max_load):
        errors.setdefault("min_load", []).append(_("The fewest cannot be more than the most."))
    checks.refuse(errors)
    return cleaned
