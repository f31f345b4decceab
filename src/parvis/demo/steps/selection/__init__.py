"""The selections of the demo: one that is over, and one that is under way."""
