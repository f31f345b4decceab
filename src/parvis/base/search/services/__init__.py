"""Writes of search."""
