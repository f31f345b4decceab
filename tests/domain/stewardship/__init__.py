"""Tests of stewardship."""
