"""Writes of campus."""
