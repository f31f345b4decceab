"""One file for each register: a pure function from a row to facts."""
