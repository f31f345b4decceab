"""Background jobs in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.rules import can_see_all
from parvis.faces.web.layout.navigation import SYSTEM, Entry, entries

entries.register("jobs", Entry(_("Background jobs"), "jobs:jobs", "player-play", SYSTEM, can_see_all, position=40))
