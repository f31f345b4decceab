"""Pages on which administrators write the themes, and everyone of the team reads the sectors."""
