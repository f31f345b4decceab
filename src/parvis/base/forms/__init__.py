"""Owns forms that people build, their versions, and the answers given to them; knows nothing of what a form is for."""
