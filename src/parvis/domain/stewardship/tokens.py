"""Tokens of invitations: the mail holds the token, the row its hash."""

import hashlib
import secrets


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored of a token; it is random enough for a plain hash."""
    return hashlib.sha256(token.encode()).hexdigest()
