"""Owns the mail queue and its delivery; refuses to know what a mail is about."""
