"""Where the network and the indicators stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import is_team
from parvis.faces.web.layout.navigation import FOOTER, TOGETHER, Entry, entries, everybody

entries.register("network", Entry(_("Network"), "network:index", "hierarchy-2", FOOTER, everybody, position=38))
entries.register("meet", Entry(_("Who should meet"), "network:meet", "heart-handshake", TOGETHER, is_team, position=44))
entries.register(
    "lonely", Entry(_("Residents without ties"), "network:residents", "circle-dashed", TOGETHER, is_team, position=45)
)
entries.register(
    "indicators", Entry(_("Indicators"), "network:indicators", "chart-bar", FOOTER, everybody, position=40)
)
entries.register("figures", Entry(_("Indicators"), "network:indicators", "chart-bar", TOGETHER, is_team, position=46))
