"""Where imports and sources stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.sources.rules import can_import
from parvis.faces.web.layout.navigation import DIRECTORY, FOOTER, Entry, entries, everybody

entries.register(
    "imports", Entry(_("Imports"), "imports:imports", "database-import", DIRECTORY, can_import, position=70)
)
entries.register("sources", Entry(_("Sources"), "imports:sources", "database", FOOTER, everybody, position=20))
