"""Background jobs: what runs, what failed, how far it is."""
