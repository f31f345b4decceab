"""Owns the records of registers and the imports that bring them in."""
