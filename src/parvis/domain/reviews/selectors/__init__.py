"""Reads of panels, conflicts of interest and reviews."""
