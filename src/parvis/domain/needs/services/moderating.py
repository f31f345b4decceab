"""Report what should not stand there, look at it, hide it or show it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.needs import rules
from parvis.domain.needs.events import NoticeChanged
from parvis.domain.needs.models import Notice, Report

LONGEST_REASON = 2_000
LONGEST_WHY = 400


def report_notice(*, actor: User, notice: Notice, reason: str) -> Report:
    """Ask the team to look at a notice. Raises Conflict when the account has asked already and waits."""
    if not rules.can_report_notice(actor, notice):
        raise NotAllowed(_("You cannot report this."))
    text = _checked(reason, "reason", LONGEST_REASON, _("Say what is wrong with it."))
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            notice=notice, reported_by=actor, settled_at=None, defaults={"reason": text, "reported_at": clock.now()}
        )
        if not is_new:
            raise Conflict(_("You have reported this already; the team looks at it."))
        record(actor=actor, verb="needs.notice_reported", target=notice)
    return report


def hide_notice(*, actor: User, notice: Notice, because: str) -> Notice:
    """Hide a notice from all but its organisation and the team, and settle what was reported. Twice is once."""
    _check(actor)
    text = " ".join(_checked(because, "because", LONGEST_WHY, _("Say why, so that its writers know.")).split())
    with transaction.atomic():
        if Notice.objects.filter(pk=notice.pk, is_hidden=False).update(is_hidden=True, hidden_because=text):
            record(actor=actor, verb="needs.notice_hidden", target=notice)
            publish(NoticeChanged(notice.pk))
        _settle(actor, notice)
    notice.refresh_from_db()
    return notice


def show_notice(*, actor: User, notice: Notice) -> Notice:
    """Let it be read again by those for whom it is. Twice is once."""
    _check(actor)
    with transaction.atomic():
        if Notice.objects.filter(pk=notice.pk, is_hidden=True).update(is_hidden=False, hidden_because=""):
            record(actor=actor, verb="needs.notice_shown", target=notice)
            publish(NoticeChanged(notice.pk))
    notice.refresh_from_db()
    return notice


def settle_reports(*, actor: User, notice: Notice) -> int:
    """Say that nothing is wrong with the notice; returns how many reports that settles."""
    _check(actor)
    with transaction.atomic():
        settled = _settle(actor, notice)
        if settled:
            record(actor=actor, verb="needs.reports_settled", target=notice, data={"reports": settled})
    return settled


def _settle(actor: User, notice: Notice) -> int:
    waiting = Report.objects.filter(notice=notice, settled_at=None)
    return waiting.update(settled_at=clock.now(), settled_by=actor)


def _checked(text: str, field: str, longest: int, sentence: str) -> str:
    found = text.strip()
    if not found:
        raise InvalidInput(sentence, {field: [sentence]})
    if len(found) > longest:
        too_long = _("At most %(number)d characters.") % {"number": longest}
        raise InvalidInput(too_long, {field: [too_long]})
    return found


def _check(actor: User) -> None:
    if not rules.can_moderate_notices(actor):
        raise NotAllowed(_("Only the campus team looks at reports."))
