"""Owns what this campus is: its name, face, texts and founding members."""
