"""Tests of themes and sectors."""
