"""Where the settings of the campus stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.campus.rules import can_edit_campus
from parvis.domain.sites.rules import can_manage_sites
from parvis.faces.web.layout.navigation import CAMPUS, Entry, entries

entries.register(
    "campus_settings",
    Entry(_("Name and face"), "campus_settings:settings", "palette", CAMPUS, can_edit_campus, position=80),
)
entries.register(
    "founding_members",
    Entry(_("Founding members"), "campus_settings:founding", "award", CAMPUS, can_edit_campus, position=81),
)
entries.register(
    "sites", Entry(_("Sites"), "campus_settings:sites", "building-community", CAMPUS, can_manage_sites, position=82)
)
