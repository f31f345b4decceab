"""Addresses that the map and the pages of territories share."""

from urllib.parse import urlencode

from parvis.faces.web.layout.navigation import directory_address


def search_address(**filters: str) -> str:
    """The search of the directory, narrowed."""
    return f"{directory_address()}?{urlencode(filters)}"
