"""Look at what was submitted: check the points, admit to the review or dismiss, one by one or many at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls import rules
from parvis.domain.calls.enums import ApplicationAction
from parvis.domain.calls.models import Application, ApplicationMove, Call, ChecklistItem, ScreeningCheck
from parvis.domain.calls.selectors.applications import applications_of_call, members_of
from parvis.domain.calls.services.calls import check_manager
from parvis.domain.calls.services.mails import draft_of, send_message
from parvis.domain.calls.services.moving import move_application


@dataclass(frozen=True)
class Check:
    """What somebody says of one point; None while nobody can tell."""

    is_met: bool | None
    note: str = ""


@dataclass
class Bulk:
    """What became of many: how many moved, and why the others did not."""

    done: int = 0
    refused: list[tuple[Application, str]] = field(default_factory=list)


def save_checks(*, actor: User, application: Application, checks: Mapping[int, Check]) -> None:
    """Write what was checked, by the number of the point; what was not mentioned stays as it was."""
    check_screener(actor, application)
    points = {item.pk: item for item in ChecklistItem.objects.filter(call=application.call_id)}
    if unknown := set(checks) - set(points):
        raise InvalidInput(_("These points belong to another call."), {"checks": [str(pk) for pk in sorted(unknown)]})
    with transaction.atomic():
        known = {row.item_id: row for row in ScreeningCheck.objects.filter(application=application)}
        changed = 0
        for pk, check in checks.items():
            row = known.get(pk) or ScreeningCheck(application=application, item=points[pk])
            wanted = (check.is_met, check.note.strip()[:500])
            if (row.is_met, row.note) != wanted:
                row.is_met, row.note = wanted
                row.checked_by = actor
                row.save()
                changed += 1
        if changed:
            record(actor=actor, verb="calls.application_checked", target=application, data={"points": changed})


def admit(*, actor: User | None, application: Application, reason: str = "") -> ApplicationMove:
    """Send it to the review."""
    return move_application(actor=actor, application=application, action=ApplicationAction.ADMIT, reason=reason.strip())


def dismiss(*, actor: User | None, application: Application, reason: str, message: str = "") -> ApplicationMove:
    """Not pursue it, with a reason for the file; with a message, those who write it are told by mail.

    Raises InvalidInput without a reason.
    """
    why, told = reason.strip(), message.strip()
    if not why:
        sentence = _("Say why, for the file.")
        raise InvalidInput(sentence, {"reason": [sentence]})
    with transaction.atomic():
        move = move_application(
            actor=actor, application=application, action=ApplicationAction.DISMISS, reason=why, message=told
        )
        if told:
            send_message(application, members_of(application), template="calls/mail/dismissed", message=told)
    return move


def recall(*, actor: User | None, application: Application, reason: str = "") -> ApplicationMove:
    """Take back an admission or a dismissal."""
    return move_application(
        actor=actor, application=application, action=ApplicationAction.RECALL, reason=reason.strip()
    )


def message_of_dismissal(application: Application) -> str:
    """The message that is proposed, in the language of the application."""
    return draft_of(
        "calls/mail/dismissed", application.language, {"application": application, "call": application.call}
    )


def message_to_many(call: Call, language: str) -> str:
    """The message that is proposed where many are dismissed at once."""
    return draft_of("calls/mail/dismissed", language, {"call": call})


def admit_many(*, actor: User, call: Call, ids: Iterable[int], reason: str = "") -> Bulk:
    """Admit each of these; those that cannot be are named with the reason."""
    return for_each(actor, call, ids, lambda one: admit(actor=actor, application=one, reason=reason))


def dismiss_many(*, actor: User, call: Call, ids: Iterable[int], reason: str, messages: Mapping[str, str]) -> Bulk:
    """Dismiss each of these; `messages` are by language, and without one for theirs nobody is told."""

    def act(one: Application) -> ApplicationMove:
        return dismiss(actor=actor, application=one, reason=reason, message=messages.get(one.language, ""))

    return for_each(actor, call, ids, act)


def for_each(actor: User, call: Call, ids: Iterable[int], act: Callable[[Application], object]) -> Bulk:
    """Do it to each application of the call, in one transaction; a refusal of one leaves the others."""
    check_manager(actor, call)
    found = Bulk()
    rows = applications_of_call(call).filter(pk__in=list(ids)).select_related("call", "organisation").order_by("pk")
    with transaction.atomic():
        for application in rows:
            try:
                with transaction.atomic():
                    act(application)
            except (InvalidTransition, Conflict) as error:
                found.refused.append((application, str(error)))
            else:
                found.done += 1
    return found


def check_screener(actor: User, application: Application) -> None:
    """Raises NotAllowed for whoever may not look at it."""
    if not rules.can_screen(actor, application):
        raise NotAllowed(_("You may not do this with this application."))
