"""Reads of directory."""
