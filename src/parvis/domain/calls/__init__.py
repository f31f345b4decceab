"""Owns calls, their rounds and forms, and applications from the first word to the screening."""
