"""The download of stored files."""
