"""Owns panels and their reviewers, conflicts of interest, assignments, reviews and discussions; decides nothing."""
