"""Whose address a request comes from."""

import ipaddress
from collections.abc import MutableMapping, Sequence
from typing import Any

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FORWARDED = "parvis.forwarded"
"""Set in the environment of a request that some proxy passed on, trusted or not."""

HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
)


def settle(environ: MutableMapping[str, Any], trusted: Sequence[Network]) -> None:
    """Put the client's own address and protocol where Django reads them, and drop what anyone could have written.

    From the right of X-Forwarded-For, each address was written by the one after it; the first that is not a trusted
    proxy is the client. Rate limits and logs read REMOTE_ADDR, secure cookies and redirects read the scheme.
    """
    claimed = {name: environ.pop(name) for name in HEADERS if name in environ}
    if not claimed:
        return
    environ[FORWARDED] = True
    if not _is_trusted(environ.get("REMOTE_ADDR", ""), trusted):
        return
    for hop in reversed(claimed.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _address(hop)
        if address is None:
            break
        environ["REMOTE_ADDR"] = str(address)
        if not _is_trusted(str(address), trusted):
            break
    scheme = claimed.get("HTTP_X_FORWARDED_PROTO", "").strip().lower()
    if scheme in {"http", "https"}:
        environ["wsgi.url_scheme"] = scheme


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    parsed = _address(address)
    return parsed is not None and any(parsed in network for network in trusted)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address in one hop; some proxies add a port or brackets."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
