"""A day and a time are joined by a word; all else as Django writes it."""

DATETIME_FORMAT = "j F Y à H:i"
