"""One file of factories for each app."""
