"""Calls: what everyone reads of them, and what those who run them do."""
