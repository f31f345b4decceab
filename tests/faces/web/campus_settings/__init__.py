"""Tests of campus settings."""
