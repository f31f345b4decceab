"""Writes of stewardship."""
