"""Reads of sources."""
