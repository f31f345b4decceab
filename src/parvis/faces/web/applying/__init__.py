"""The pages of those who apply: begin, write together, submit, and see where everything stands."""
