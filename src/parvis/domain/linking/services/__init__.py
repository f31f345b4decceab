"""Writes of linking."""
