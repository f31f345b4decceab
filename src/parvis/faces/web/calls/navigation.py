"""Where calls stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.calls.selectors.overview import screening_count
from parvis.domain.campus.selectors.founding import is_founding_member
from parvis.faces.web.layout.navigation import PUBLIC, SELECTION, Entry, entries, everybody
from parvis.faces.web.layout.once import has_own, once


def carries_the_campus(actor: Actor) -> bool:
    """Founding members; the dashboard asks too."""
    return has_own(actor) and once(actor, is_founding_member)


entries.register("calls", Entry(_("Calls"), "calls:calls", "send", PUBLIC, everybody, position=30))
entries.register(
    "team_calls",
    Entry(
        _("Calls and applications"), "calls:team_calls", "send", SELECTION, can_manage_some_call, 10, screening_count
    ),
)
entries.register(
    "sponsorships",
    Entry(_("Sponsorships"), "calls:sponsorships", "heart-handshake", SELECTION, carries_the_campus, position=20),
)
