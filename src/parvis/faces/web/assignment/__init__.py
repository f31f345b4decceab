"""Who reads what, for those who run a call: proposals of the solver, pairs by hand, files."""
