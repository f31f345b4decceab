"""Pages of imports for the team, and the public page about the sources."""
