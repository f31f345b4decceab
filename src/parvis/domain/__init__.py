"""The business: one app for each noun of the campus."""
