"""Where juries stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.cohorts.rules import can_see_some_jury
from parvis.faces.web.layout.navigation import CAMPUS, Entry, entries

entries.register(
    "juries", Entry(_("Juries"), "juries:index", "clipboard-check", CAMPUS, can_see_some_jury, position=34)
)
