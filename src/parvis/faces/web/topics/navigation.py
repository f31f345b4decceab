"""Where themes and sectors stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import is_team
from parvis.domain.reference.rules import can_edit_themes
from parvis.faces.web.layout.navigation import DIRECTORY, Entry, entries

entries.register("themes", Entry(_("Themes"), "topics:themes", "tag", DIRECTORY, can_edit_themes, position=83))
entries.register("sectors", Entry(_("Sectors"), "topics:sectors", "list-details", DIRECTORY, is_team, position=84))
