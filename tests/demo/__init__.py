"""Tests of the sample campus."""
