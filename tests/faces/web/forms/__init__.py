"""Tests of the builder of forms, and of how questions are asked."""
