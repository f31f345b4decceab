"""Where calls stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import PUBLIC, Entry, entries, everybody

entries.register("calls", Entry(_("Calls"), "calls:calls", "send", PUBLIC, everybody, position=30))
