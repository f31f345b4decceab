"""Foundations: they store and deliver, and know no business noun."""
