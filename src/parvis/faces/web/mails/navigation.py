"""Mails in the navigation."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.base.messaging.rules import can_read_all
from parvis.faces.web.layout.navigation import FOOTER, SYSTEM, Entry, entries


def is_demo(_actor: Actor) -> bool:
    """Everybody reads the mails of a demo, and only of a demo."""
    return bool(settings.DEMO)


entries.register("mails", Entry(_("Mails"), "mails:mails", "mail", SYSTEM, can_read_all, position=50))
entries.register(
    "demo_mails", Entry(_("Mails of the demo"), "demo_mails:inbox", "mail-opened", FOOTER, is_demo, position=90)
)
