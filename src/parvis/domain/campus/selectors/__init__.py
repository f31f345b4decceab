"""Reads of campus."""
