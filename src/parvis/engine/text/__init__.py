"""Words made comparable: folded, stemmed, cut into trigrams."""
