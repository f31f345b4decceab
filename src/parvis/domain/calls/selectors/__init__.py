"""Reads of calls and applications."""
