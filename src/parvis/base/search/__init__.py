"""Owns one text index over any kind of document, on SQLite and PostgreSQL."""
