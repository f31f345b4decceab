"""The log in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.activity.rules import can_read_all
from parvis.faces.web.layout.navigation import MINE, SYSTEM, Entry, entries

entries.register("activity", Entry(_("Activity"), "activity:activity", "history", SYSTEM, can_read_all, position=60))
entries.register("own_activity", Entry(_("My activity"), "own_activity:activity", "history", MINE, position=60))
