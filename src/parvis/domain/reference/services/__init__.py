"""Writes of reference."""
