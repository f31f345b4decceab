"""Accounts and roles, for campus administrators."""
