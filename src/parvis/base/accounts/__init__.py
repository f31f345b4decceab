"""Owns accounts, roles of the instance and sign-in; refuses to know any person of the directory."""
