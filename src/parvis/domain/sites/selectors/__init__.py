"""Reads of sites."""
