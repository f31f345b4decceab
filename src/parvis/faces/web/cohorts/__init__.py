"""Cohorts: the public page of each, its preparation, and the figures of the selection."""
