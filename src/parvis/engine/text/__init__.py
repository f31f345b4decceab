"""Names as people write them: folded, cut into words, expanded and compared."""
