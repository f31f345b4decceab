"""Pages where administrators give the campus its name, face, texts, founding members and sites."""
