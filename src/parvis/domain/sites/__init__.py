"""Owns the sites of the campus."""
