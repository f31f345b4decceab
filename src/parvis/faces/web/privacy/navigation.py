"""Personal data and legal notice at the foot of each page."""

from django.utils.translation import gettext_lazy as _

from parvis.faces.web.layout.navigation import FOOTER, Entry, entries, everybody

entries.register("privacy", Entry(_("Personal data"), "privacy:privacy", "lock", FOOTER, rule=everybody, position=60))
entries.register("legal", Entry(_("Legal notice"), "privacy:legal", "certificate", FOOTER, rule=everybody, position=70))
