"""Projects: who worked with whom."""
