"""Owns organisations, people and memberships, with the source of each fact."""
