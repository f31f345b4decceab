"""Where suggestions stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.matchmaking.rules import can_read_all_suggestions
from parvis.faces.web.layout.navigation import MINE, TOGETHER, Entry, entries

entries.register("suggestions", Entry(_("My suggestions"), "matchmaking:index", "sparkles", MINE, position=32))
entries.register(
    "campus_suggestions",
    Entry(_("Suggestions"), "matchmaking:team", "sparkles", TOGETHER, can_read_all_suggestions, position=41),
)
