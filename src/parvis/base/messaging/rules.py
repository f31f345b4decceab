"""Who may read and steer mails."""

from parvis.base.accounts.rules import Actor, is_administrator
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail


def can_read_all(actor: Actor) -> bool:
    """Campus administrators: mails carry links that open doors."""
    return is_administrator(actor)


def can_retry(actor: Actor, mail: Mail) -> bool:
    """Administrators, for a mail that was given up or never sent."""
    return can_read_all(actor) and mail.state in {MailState.FAILED, MailState.KEPT}
