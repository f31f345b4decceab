"""Where the dashboard stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import MINE, Entry, entries

entries.register("dashboard", Entry(_("Dashboard"), "dashboard:dashboard", "layout-dashboard", MINE, position=1))
