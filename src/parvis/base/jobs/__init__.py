"""Owns background jobs with lease, heartbeat and progress; refuses a second effect."""
