"""Owns juries, decisions and how they are told, acceptances, the waiting list, and cohorts."""
