"""Measures of parvis: each module measures one thing and says how to measure it again."""
