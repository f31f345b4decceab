"""Where needs, offers and calls to partner for stand in the navigation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.directory.standing import is_of_ecosystem
from parvis.domain.needs.rules import can_moderate_notices
from parvis.domain.needs.selectors.moderating import reports_waiting
from parvis.faces.web.layout.navigation import MINE, PUBLIC, TOGETHER, Entry, entries, everybody
from parvis.faces.web.layout.once import has_own, once


def acts_for_someone(actor: Actor) -> bool:
    """Whoever may act for an organisation, and the team; the dashboard asks too."""
    return (is_team(actor) or has_own(actor)) and once(actor, is_of_ecosystem)


entries.register("needs", Entry(_("Needs"), "needs:needs", "plug-connected", PUBLIC, everybody, position=35))
entries.register(
    "my_needs", Entry(_("My needs and offers"), "needs:mine", "plug-connected", MINE, acts_for_someone, position=30)
)
entries.register(
    "campus_needs",
    Entry(
        pgettext_lazy("of the campus", "Needs and offers"),
        "needs:everything",
        "plug-connected",
        TOGETHER,
        can_moderate_notices,
        40,
        reports_waiting,
    ),
)
