"""The outlet of an article from its address, where nothing names it."""

from __future__ import annotations

import re

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?(?P<host>[^/?#:]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
_PREFIX = re.compile(r"(?:www[0-9]?|m|amp|mobile|feeds?|rss)\.(?=[^.]+\.)")


def outlet_of(address: str | None) -> str | None:
    """The site of a URL or a domain ("https://www.coast.example/a" → "coast.example"), None when it names none."""
    if not address:
        return None
    address = address.strip()
    found = _HOST.match(address)
    host = (found["host"] if found else address).rstrip(".").lower()
    if not _DOMAIN.fullmatch(host):
        return None
    return _PREFIX.sub("", host, count=1)
