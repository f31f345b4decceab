"""Owns how an organisation applies: begin, write together, submit in versions, correct. Its tables are in calls."""
