"""Introductions: propose them, answer them with or without signing in, follow them, see what waits for whom."""
