"""Where juries stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.cohorts.rules import sits_on_some_jury
from parvis.faces.web.layout.navigation import SELECTION, Entry, entries
from parvis.faces.web.layout.once import once


def sees_juries(actor: Actor) -> bool:
    """Whoever manages calls, which other entries ask too, and jurors."""
    return once(actor, can_manage_some_call) or sits_on_some_jury(actor)


entries.register("juries", Entry(_("Juries"), "juries:index", "clipboard-check", SELECTION, sees_juries, position=34))
