"""Writes of introductions."""
