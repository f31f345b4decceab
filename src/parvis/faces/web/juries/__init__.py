"""Juries: ranking, decisions, waiting list, interviews, letters, and what start-ups answer."""
