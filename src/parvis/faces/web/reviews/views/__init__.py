"""Views of panels and reviews."""
