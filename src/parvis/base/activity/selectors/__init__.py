"""Reads of activity."""
