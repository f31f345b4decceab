"""The directory: search, pages of organisations and people, and what changes them."""
