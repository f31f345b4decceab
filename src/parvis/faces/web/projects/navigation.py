"""Where projects stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import PUBLIC, Entry, entries, everybody

entries.register("projects", Entry(_("Projects"), "projects:projects", "network", PUBLIC, everybody, position=40))
