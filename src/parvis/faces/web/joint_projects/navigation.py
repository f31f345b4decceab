"""Where joint projects stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import is_team
from parvis.faces.web.layout.navigation import FOOTER, MINE, TOGETHER, Entry, entries, everybody

entries.register(
    "joint_projects", Entry(_("Joint projects"), "joint_projects:projects", "stack-2", FOOTER, everybody, position=12)
)
entries.register(
    "my_joint_projects", Entry(_("My joint projects"), "joint_projects:mine", "stack-2", MINE, position=22)
)
entries.register(
    "team_joint_projects", Entry(_("Joint projects"), "joint_projects:team", "stack-2", TOGETHER, is_team, position=40)
)
