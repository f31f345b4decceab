"""Where the map stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import PUBLIC, Entry, entries, everybody

entries.register("map", Entry(_("Map"), "map:france", "map", PUBLIC, everybody, position=20))
