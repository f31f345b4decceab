"""Where the directory stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import PUBLIC, Entry, entries, everybody

entries.register(
    "directory", Entry(_("Directory"), "directory:search", "building-community", PUBLIC, everybody, position=10)
)
