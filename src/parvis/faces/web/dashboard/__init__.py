"""The first page of the working area: what waits for you, by role."""
