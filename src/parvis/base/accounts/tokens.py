"""Secrets in mailed links: the link carries the token, the database only its hash."""

import hashlib
import secrets


def new_token() -> str:
    """A token that nobody can guess, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored; a token has so much chance in it that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
