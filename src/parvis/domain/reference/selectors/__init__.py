"""Reads of reference."""
