"""Owns uploaded files and who may read them; refuses what is not what it claims to be."""
