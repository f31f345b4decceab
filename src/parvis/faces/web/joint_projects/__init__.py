"""Joint projects: found, read, kept by their partners, followed by the campus."""
