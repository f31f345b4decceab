"""Where linking stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.linking.rules import can_judge
from parvis.domain.linking.selectors.pairs import waiting
from parvis.faces.web.layout.navigation import DIRECTORY, Entry, entries

entries.register(
    "linking",
    Entry(_("Linking"), "linking:queue", "switch-horizontal", DIRECTORY, can_judge, position=72, count=waiting),
)
