"""Owns what outside registers say and how their files are read; it knows no database."""
