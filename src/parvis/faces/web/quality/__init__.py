"""The page that says how good the directory is."""
