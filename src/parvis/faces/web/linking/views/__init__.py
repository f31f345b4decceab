"""Views of linking."""
