"""Makes articles in memory for benchmarks that would spend most of their time starting a process for each run."""

from __future__ import annotations

import datetime as dt

from figcheck.articles import Article, Header, Piece, TextMap


def made_article(
    name: str, text: str, title: str = "", outlet: str | None = None, published: dt.date | None = None
) -> Article:
    """A text as an article that stands at the start of a file of its own; no title where none is given."""
    whole = f"{title}\n\n{text}" if title else text
    header = Header(name, name, title or None, outlet, published=published)
    return Article(header, whole, len(title), TextMap((Piece(0, 0, 1, 1),)))
