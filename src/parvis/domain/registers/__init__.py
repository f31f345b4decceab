"""Owns what outside registers say: how files are read, who is believed on what, what an organisation is by its records.

It has no tables and asks no database.
"""
