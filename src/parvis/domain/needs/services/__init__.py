"""Writes of needs."""
