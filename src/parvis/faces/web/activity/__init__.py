"""The log of acts: all of it for administrators, one's own part for everybody."""
