"""One's own account in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import MINE, Entry, entries

entries.register("account", Entry(_("My account"), "account:account", "user-circle", MINE, position=80))
