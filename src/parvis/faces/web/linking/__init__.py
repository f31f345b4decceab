"""Pages on which people judge pairs, merge organisations, and undo merges."""
