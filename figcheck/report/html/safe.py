"""Text that nobody here wrote, on its way into the page.

The templates escape what markup knows; here goes what markup does not see: characters that steer the display, length
without end, addresses that are no web page.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from figcheck.expressions import expression
from figcheck.report.terminal import clean, one_line
from figcheck.report.wording import day

LONG: Final = 400  # characters of a title, a place or a reason; nobody reads a longer one
LONGEST: Final = 2_000  # of a message
_BLANKS = expression(r"\s+")
_WEB = ("http", "https")
# A day in ISO form that is no part of a path or another number, or a period of two.
_DAYS = expression(r"(?<![\w/.#-])(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?(?![\w/-])")


@lru_cache(maxsize=20_000)  # outlets, rules and reasons come again and again
def plain(text: str, most: int = LONG) -> str:
    """The text on one line, without characters that steer the display, cut behind ``most`` characters."""
    text = one_line(text)
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


@lru_cache(maxsize=20_000)
def dated(text: str, most: int = LONG) -> str:
    """The text as :func:`plain` has it, with its ISO days as an editor writes them: "6 Feb 2024"."""
    return plain(_DAYS.sub(_spoken, text), most)


def _spoken(match: re.Match[str]) -> str:
    try:
        return " to ".join(day(dt.date.fromisoformat(part)) for part in match.groups() if part)
    except ValueError:  # no such day
        return match[0]


def running(text: str) -> str:
    """A piece of running text made safe; unlike :func:`plain` it keeps a blank at either end, and its length."""
    if text.isascii() and text.isprintable():
        return text
    return _BLANKS.sub(" ", clean(text))


def web_address(url: str | None) -> str:
    """The address when it is one of a web page that can be linked to, else ""."""
    if not url or one_line(url) != url or " " in url or len(url) > LONGEST:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in _WEB and parts.hostname else ""
