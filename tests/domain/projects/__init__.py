"""Projects and who took part."""
