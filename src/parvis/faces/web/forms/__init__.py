"""Forms that people build: the builder, and how their questions are asked and their answers read on any page."""
