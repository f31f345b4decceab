"""Owns registers, their records and the imports that bring them in."""
