"""Where suggestions stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.campus.selectors.own import has_organisation
from parvis.domain.matchmaking.rules import can_read_all_suggestions
from parvis.faces.web.layout.navigation import CAMPUS, MINE, Entry, entries


def acts_for_some(actor: Actor) -> bool:
    """Whoever has a right over an organisation."""
    return isinstance(actor, User) and has_organisation(actor)


entries.register(
    "suggestions", Entry(_("Suggestions"), "matchmaking:index", "sparkles", MINE, acts_for_some, position=30)
)
entries.register(
    "campus_suggestions",
    Entry(_("Who should meet"), "matchmaking:team", "heart-handshake", CAMPUS, can_read_all_suggestions, position=40),
)
