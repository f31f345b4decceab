"""Sign-in, one's own account, and how one reads parvis."""
