"""Comparable scores of a panel, for those who run the call."""
