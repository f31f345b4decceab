"""Writes of those who apply."""
