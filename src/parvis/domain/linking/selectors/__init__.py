"""Reads of linking."""
