"""Writes of activity."""
