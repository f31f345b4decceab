"""Where cohorts stand in the navigation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.calls.rules import can_manage_some_call
from parvis.faces.web.layout.navigation import FOOTER, SELECTION, Entry, entries, everybody

entries.register("cohorts", Entry(_("Cohorts"), "cohorts:cohorts", "rocket", FOOTER, everybody, position=10))
entries.register(
    "campus_cohorts",
    Entry(
        pgettext_lazy("of the campus", "Cohorts"),
        "cohorts:index",
        "rocket",
        SELECTION,
        can_manage_some_call,
        position=36,
    ),
)
