"""Where the territories stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import PUBLIC, Entry, entries, everybody

entries.register("territories", Entry(_("Territories"), "territories:index", "map-pin", PUBLIC, everybody, position=30))
