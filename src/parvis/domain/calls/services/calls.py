"""Create, edit, open, close, archive and remove calls."""

from dataclasses import dataclass, field
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.calls import rules
from parvis.domain.calls.enums import CallAction, CallState
from parvis.domain.calls.events import CallChanged
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.selectors.opening import obstacles_to_opening
from parvis.domain.calls.workflow import CALL_TRANSITIONS
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.reference.models import Theme

TEXTS = (
    "title_fr",
    "title_en",
    "summary_fr",
    "summary_en",
    "text_fr",
    "text_en",
    "after_fr",
    "after_en",
    "contact_email",
    "timezone",
)
PAST = {
    CallAction.OPEN: "opened",
    CallAction.CLOSE: "closed",
    CallAction.ARCHIVE: "archived",
    CallAction.RESTORE: "restored",
}


@dataclass(frozen=True)
class CallValues:
    """What is written about a call."""

    title_fr: str
    title_en: str = ""
    summary_fr: str = ""
    summary_en: str = ""
    text_fr: str = ""
    text_en: str = ""
    after_fr: str = ""
    after_en: str = ""
    contact_email: str = ""
    timezone: str = "Europe/Paris"
    is_rolling: bool = False
    organiser: Organisation | None = None
    themes: list[Theme] = field(default_factory=list)


def create_call(*, actor: User | None, values: CallValues, is_invented: bool = False) -> Call:
    """Write a new call as a draft; nobody but those who run it sees it. `actor` None is parvis itself."""
    if actor is not None and not rules.can_create_call(actor):
        raise NotAllowed(_("Only programme managers create calls."))
    call = Call(created_by=actor, is_invented=is_invented)
    _fill(call, values)
    with transaction.atomic():
        call.slug = free_slug(call.title_fr, Call)
        call.save()
        call.themes.set(values.themes)
        record(actor=actor, verb="calls.call_created", target=call)
    return call


def edit_call(*, actor: User | None, call: Call, values: CallValues) -> Call:
    """Change the texts and the frame of a call; its address stays, so that links to it hold.

    Who organises it is for programme managers to say; whether it is rolling cannot change once it was opened.
    """
    check_manager(actor, call)
    if actor is not None and values.organiser != call.organiser and not rules.can_appoint_managers(actor):
        raise NotAllowed(_("Only programme managers say who organises a call."))
    if call.opened_at and values.is_rolling != call.is_rolling:
        sentence = _("The call was opened already: whether it takes applications at any time stays as it is.")
        raise InvalidInput(sentence, {"is_rolling": [sentence]})
    before = {name: getattr(call, name) for name in (*TEXTS, "is_rolling", "organiser_id")}
    themes = {theme.pk for theme in call.themes.all()}
    _fill(call, values)
    changed = [name for name, value in before.items() if getattr(call, name) != value]
    changed += ["themes"] if themes != {theme.pk for theme in values.themes} else []
    if changed:
        with transaction.atomic():
            call.save()
            call.themes.set(values.themes)
            record(actor=actor, verb="calls.call_edited", target=call, data={"fields": changed})
            publish(CallChanged(call.pk))
    return call


def open_call(*, actor: User | None, call: Call) -> Call:
    """Publish the call. Raises InvalidInput, with a sentence for each thing that is missing."""
    check_manager(actor, call)
    if obstacles := obstacles_to_opening(call):
        raise InvalidInput(_("The call cannot be opened yet."), {"call": obstacles})
    return _move(actor, call, CallAction.OPEN)


def close_call(*, actor: User | None, call: Call) -> Call:
    """Take no more applications; drafts stay, and may be submitted with a late access."""
    check_manager(actor, call)
    return _move(actor, call, CallAction.CLOSE)


def archive_call(*, actor: User | None, call: Call) -> Call:
    """Take a closed call out of the lists; its page stays at its address."""
    check_manager(actor, call)
    return _move(actor, call, CallAction.ARCHIVE)


def restore_call(*, actor: User | None, call: Call) -> Call:
    """Bring an archived call back among the closed ones."""
    check_manager(actor, call)
    return _move(actor, call, CallAction.RESTORE)


def remove_call(*, actor: User, call: Call) -> None:
    """Remove a call that was never opened. Raises InvalidTransition for any other, Conflict when somebody applied."""
    check_manager(actor, call)
    if call.state != CallState.DRAFT or call.opened_at:
        raise InvalidTransition(_("Only a call that was never opened can be removed. Close and archive it instead."))
    with transaction.atomic():
        if Application.objects.filter(call=call).exists():
            raise Conflict(_("There are applications to this call."))
        record(actor=actor, verb="calls.call_removed", data={"call": call.slug})
        call.delete()


def check_manager(actor: User | None, call: Call) -> None:
    """Raises NotAllowed for whoever does not run the call."""
    if actor is not None and not rules.can_manage_call(actor, call):
        raise NotAllowed(_("You may not change this call."))


def _move(actor: User | None, call: Call, action: CallAction) -> Call:
    new = CALL_TRANSITIONS.get((CallState(call.state), action))
    if new is None:
        raise InvalidTransition(
            _("This cannot be done with a call that is in this state: %(state)s.") % {"state": call.get_state_display()}
        )
    opened_at = call.opened_at or (clock.now() if action == CallAction.OPEN else None)
    with transaction.atomic():
        change_state(
            Call.objects.filter(pk=call.pk), old=call.state, new=new, opened_at=opened_at, updated_at=clock.now()
        )
        record(actor=actor, verb=f"calls.call_{PAST[action]}", target=call)
        publish(CallChanged(call.pk))
    call.state, call.opened_at = new, opened_at
    return call


def _fill(call: Call, values: CallValues) -> None:
    """Write the values into the call; raises InvalidInput with the sentences of each field."""
    for name in TEXTS:
        setattr(call, name, getattr(values, name).strip())
    call.is_rolling, call.organiser = values.is_rolling, values.organiser
    problems: dict[str, list[str]] = {}
    try:
        call.clean_fields(exclude=["slug", "created_by", "copied_from"])
    except ValidationError as error:
        problems = error.message_dict
    if call.timezone not in available_timezones():
        problems["timezone"] = [_("There is no such time zone.")]
    if problems:
        raise InvalidInput(_("The call was not saved."), problems)
