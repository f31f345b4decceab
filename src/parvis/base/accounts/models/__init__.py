"""Accounts and their roles."""

from parvis.base.accounts.models.roles import RoleGrant
from parvis.base.accounts.models.user import User, UserManager

__all__ = ["RoleGrant", "User", "UserManager"]
