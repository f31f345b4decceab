"""Pages on which organisations and people of the directory are written: editing, rights, requests."""
