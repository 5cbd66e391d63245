"""What an outlet is called: the name that its site gives itself, or else its domain."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from figcheck.expressions import expression

_HOST = expression(r"(?:www\d?|m|mobile|amp|edition|web|beta)\.", re.IGNORECASE)
_DOMAIN = expression(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}/?", re.IGNORECASE)


def outlet_of_url(url: str | None) -> str | None:
    """The domain of an address, without "www." and the like; None for one without a host."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return None
    bare = _HOST.sub("", host, count=1) if _HOST.match(host) else host
    return bare if "." in bare else host


def is_name(name: str | None) -> bool:
    """True for a name that says more than a domain."""
    return bool(name) and _DOMAIN.fullmatch(name or "") is None


def outlet_named(*names: str | None) -> str | None:
    """The first of several names that is one, else the first that is a domain; None when there is none."""
    given = [name for name in names if name]
    chosen = next((name for name in given if is_name(name)), given[0] if given else None)
    if chosen is None or is_name(chosen):
        return chosen
    return outlet_of_url(f"https://{chosen.split('//')[-1]}") or chosen
