"""Send a mail again that was given up, or that was kept because nothing could deliver it."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.messaging import rules
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.base.messaging.selectors.mails import delivers
from parvis.base.messaging.services.send import deliver_after_commit
from parvis.core import clock
from parvis.core.errors import InvalidTransition, NotAllowed
from parvis.core.models import change_state


def retry_mail(*, actor: User, mail: Mail) -> None:
    """Queue the mail again, as if it had never been tried.

    Raises NotAllowed for others than administrators, InvalidTransition when the mail is not one to send again or
    nothing can deliver it, Conflict when it is in another state by now.
    """
    if not rules.can_read_all(actor):
        raise NotAllowed(_("Only campus administrators can send a mail again."))
    if not rules.can_retry(actor, mail):
        raise InvalidTransition(_("This mail is not one to send again."))
    if not delivers():
        raise InvalidTransition(_("Nothing can deliver mails here: no server for outgoing mail is set up."))
    with transaction.atomic():
        change_state(
            Mail.objects.filter(pk=mail.pk),
            old=mail.state,
            new=MailState.QUEUED,
            attempts=0,
            next_attempt_at=clock.now(),
        )
        record(actor=actor, verb="messaging.queued_again", target=mail)
        deliver_after_commit()
