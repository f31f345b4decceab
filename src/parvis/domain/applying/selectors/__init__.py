"""Reads for those who apply."""
