"""Acts on panels, conflicts of interest and reviews."""
