"""Where the quality of the directory stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import is_team
from parvis.faces.web.layout.navigation import DIRECTORY, Entry, entries

entries.register("quality", Entry(_("Quality"), "quality:quality", "chart-bar", DIRECTORY, is_team, position=78))
