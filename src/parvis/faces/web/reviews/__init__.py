"""Panels for those who run a call, and the pages of reviewers."""
