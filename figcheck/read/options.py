"""What a user may say about how articles are read: format, names of columns, limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from figcheck.limits import MAX_ARTICLES, MAX_BYTES, MAX_RATIO, MAX_SECONDS, Updates

FIELDS: Final = ("id", "title", "text", "outlet", "author", "published", "updated", "url")
"""Our names of what a record may tell of an article."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    ``input_format`` names the format of all files, None to tell it from each. ``fields`` are (our name, theirs) pairs
    ("title", "headline") that come before all guesses. ``split`` is an RE2 pattern of the lines that set the articles
    of a text file apart. ``max_bytes`` bounds what is held at once: a file of one article, a record of a larger one;
    ``max_articles`` those of one file, ``max_ratio`` how much larger a file may be unpacked than packed,
    ``max_seconds`` the time that one article may take, None for any. ``updates``: whether a later version of an article
    stands beside the earlier one or in its place. ``exclude`` holds patterns of paths that are passed over in folders
    and archives (see ``read.excluding``).
    """

    input_format: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    split: str | None = None
    max_bytes: int = MAX_BYTES
    max_articles: int = MAX_ARTICLES
    max_ratio: int = MAX_RATIO
    max_seconds: float | None = MAX_SECONDS
    updates: Updates = "accompany"
    exclude: tuple[str, ...] = ()
