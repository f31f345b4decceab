"""Accounts, their roles, and what is under way with them."""

from parvis.base.accounts.models.email_change import EmailChange
from parvis.base.accounts.models.invitation import TeamInvitation
from parvis.base.accounts.models.roles import RoleGrant
from parvis.base.accounts.models.user import User, UserManager

__all__ = ["EmailChange", "RoleGrant", "TeamInvitation", "User", "UserManager"]
