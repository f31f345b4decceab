"""Owns who comes to look after which organisation or person: invitations, claims, corrections, "this is me"."""
