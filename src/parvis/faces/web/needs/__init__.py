"""Needs, offers and calls to partner for: lists, pages, writing, and what the team does with them."""
