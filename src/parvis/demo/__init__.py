"""The sample campus, built through the services."""
