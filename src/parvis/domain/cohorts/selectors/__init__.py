"""Reads of juries, decisions, letters, interviews and cohorts."""
