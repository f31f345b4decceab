"""Features of pairs: small functions over arrays, each with a sentence that explains it."""
