"""Owns the append-only log of acts; refuses to change a line once written."""
