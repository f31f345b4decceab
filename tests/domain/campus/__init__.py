"""Tests of campus."""
