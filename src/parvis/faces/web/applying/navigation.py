"""Where applications stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import MINE, Entry, entries

entries.register("applications", Entry(_("My applications"), "applying:mine", "send", MINE, position=18))
