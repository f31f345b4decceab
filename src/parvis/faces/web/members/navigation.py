"""Accounts and roles in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import can_manage_members
from parvis.faces.web.layout.navigation import SYSTEM, Entry, entries

entries.register(
    "members", Entry(_("Accounts and roles"), "members:members", "users", SYSTEM, rule=can_manage_members, position=10)
)
