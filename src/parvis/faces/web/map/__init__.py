"""The map of France with overseas: regions, departments, points, drawn on the server."""
