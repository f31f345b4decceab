"""The public home page: what the campus is, who is in its directory, what is open."""
