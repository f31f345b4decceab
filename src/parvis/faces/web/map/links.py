"""Addresses that the map and the pages of territories share."""

from urllib.parse import urlencode


def directory_address(**filters: str) -> str:
    """The search of the directory, narrowed."""
    return f"/directory/?{urlencode(filters)}"
