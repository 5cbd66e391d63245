"""An article before it has its id: what a format's reader gives, and how that becomes an ``Article``."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from figcheck.articles import Article, Header, Piece, TextMap
from figcheck.read.lines import LINE_END, Stretch

BETWEEN = "\n\n"
"""Stands between title and body in ``Article.text``; it has no place of its own in the file."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a format's reader found it.

    ``given_id`` is the id that the file itself states. ``number`` counts the articles of a container from 1
    (0: what stands before the first), None where the file is one article. Text of a file that has none of its own
    (Parquet, DOCX) has no pieces; ``member`` is then, as for any member of an archive, its path there, and ``record``
    counts the rows of the file from 1. ``updated`` is the day on which the article last changed, where that is told.
    """

    body: Stretch
    title: Stretch | None = None
    given_id: str | None = None
    number: int | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.date | None = None
    url: str | None = None
    member: str | None = None
    record: int | None = None
    updated: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """True when there is neither title nor text to look at."""
        return self.title is None and not self.body.text.strip()


def finished(draft: Draft, article_id: str, path: str) -> Article:
    """The article of a draft that is not empty, under its id and the path shown to the user."""
    title, body = draft.title, draft.body
    if title is None:
        text, title_end, pieces = body.text, 0, body.pieces
    elif not body.text:
        text, title_end, pieces = title.text, len(title.text), title.pieces
    else:
        text = title.text + BETWEEN + body.text
        title_end = len(title.text)
        shift = title_end + len(BETWEEN)
        pieces = title.pieces + tuple(
            Piece(start + shift, offset, line, column) for start, offset, line, column in body.pieces
        )
    header = Header(
        id=article_id,
        path=path,
        title=title.text if title else None,
        outlet=draft.outlet,
        author=draft.author,
        published=draft.published,
        url=draft.url,
        digest=digest_of(title.text if title else "", body.text),
        updated=draft.updated,
    )
    return Article(header, text, title_end, TextMap(pieces, draft.member, draft.record))


def digest_of(title: str, body: str) -> str:
    """SHA-256, in hex, of title and body. Line ends and white space around either make no difference."""
    words = title.strip() + "\0" + body.strip()
    return hashlib.sha256(LINE_END.sub("\n", words).encode("utf-8", "surrogatepass")).hexdigest()


def one_line(value: str | None) -> str | None:
    """A metadata value with its white space made single spaces; None when nothing is left."""
    return (" ".join(value.split()) or None) if value else None
