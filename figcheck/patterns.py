"""Patterns that users write, matched by RE2 in time that grows with the text alone, whatever the pattern."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_MOST_MEMORY = 8 << 20


class BadPattern(ValueError):
    """A pattern that RE2 does not take; the message says what in it."""


@lru_cache(maxsize=256)
def pattern(text: str) -> Any:
    """A compiled pattern with ``search``. Raises BadPattern.

    The library is loaded when the first pattern is met: most rules have none.
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    try:
        return re2.compile(text, options)
    except re2.error as error:
        told = error.args[0] if error.args else "not a pattern"
        raise BadPattern(told.decode() if isinstance(told, bytes) else str(told)) from error
