"""Pages of regions, departments and communes: who is there."""
