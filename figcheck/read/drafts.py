"""An article before it has its id: what a format's reader gives, and how that becomes an ``Article``."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from figcheck.articles import Article, Header, Ignore, PassedOver, Remark, RowRead, Span, TextMap, Unread
from figcheck.expressions import expression
from figcheck.read.composing import composed, composed_length
from figcheck.read.knownrows import KnownRow
from figcheck.read.lines import LINE_END, Stretch, joined
from figcheck.read.mojibake import find_mojibake

BETWEEN = "\n\n"
"""Stands between title and body in ``Article.text``; it has no place of its own in the file."""


_TRACKING = expression(r"(?:utm_\w+|fbclid|gclid|ref|source|cmp|smid|ocid|ito|at_\w+)=", re.IGNORECASE)

TITLE = -1
"""Stands in ``Draft.parts`` for where the title begins."""


class Noted(NamedTuple):
    """A comment for figcheck, and what it is about: the character at a place of the title or of the body.

    ``alone``: it had its line to itself.
    """

    ignore: Ignore
    in_title: bool
    at: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a format's reader found it.

    ``given_id`` is the id that the file itself states. ``number`` counts the articles of a container from 1
    (0: what stands before the first), None where the file is one article. Text of a file that has none of its own
    (Parquet, DOCX) has no pieces; ``member`` is then, as for any member of an archive, its path there, and ``record``
    counts the rows of the file from 1. ``notes`` are its comments for figcheck, which title and body are without;
    None while none was found. ``updated`` is the day on which the article last changed, where that is told.
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
    notes: tuple[Noted, ...] | None = None
    row: RowRead | None = None
    parts: tuple[tuple[int, str], ...] = ()
    """Where in a body without pieces each page or paragraph begins (``TITLE`` for the title), and what it is called."""
    updated: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """True when there is neither title nor text to look at."""
        return self.title is None and not self.body.text.strip()


class Same(NamedTuple):
    """A row of a file whose article somebody has already, with the draft's ``member`` and ``number``; ``read`` reads it
    all the same."""

    known: KnownRow
    row: RowRead
    member: str | None
    number: int | None
    read: Callable[[], Draft | Unread]


class SameRows(NamedTuple):
    """Several such rows, one behind the other: of a large file nearly all are."""

    rows: Sequence[Same]


Row = Draft | SameRows | Unread | PassedOver
"""What a reader gives: articles, what could not be read, and how much was passed over."""


def normal(draft: Draft) -> Draft:
    """The draft with letters and accents written apart as one."""
    title = composed(draft.title) if draft.title is not None else None
    body = composed(draft.body)
    if title is draft.title and body is draft.body:
        return draft
    notes = draft.notes and tuple(
        note._replace(at=composed_length((draft.title if note.in_title and draft.title else draft.body).text, note.at))
        for note in draft.notes
    )
    return replace(draft, title=title, body=body, notes=notes)


def finished(draft: Draft, article_id: str, path: str, home: str = "") -> Article:
    """The article of a ``normal`` draft that is not empty, under its id, the path shown to the user and that from the
    root."""
    title, body = draft.title, draft.body
    text, pieces = joined([part for part in (title, body) if part is not None and part.text], BETWEEN)
    title_end = len(title.text) if title is not None else 0
    shift = title_end + len(BETWEEN) if title is not None and body.text else 0
    header = Header(
        id=article_id,
        path=path,
        title=title.text if title else None,
        outlet=draft.outlet,
        author=draft.author,
        published=draft.published,
        url=draft.url,
        digest=digest_of(title.text if title else "", body.text),
        home=home,
        keeps_id=draft.given_id is not None,
        edition_of=edition_of(draft.url, draft.outlet, draft.given_id),
        updated=draft.updated,
    )
    parts = tuple((0 if start == TITLE else start + shift, name) for start, name in draft.parts)
    text_map = TextMap(pieces, draft.member, draft.record, parts)
    return Article(header, text, title_end, text_map, remarks=tuple(_remarks(text, text_map, path)), row=draft.row)


def _remarks(text: str, text_map: TextMap, path: str) -> Iterator[Remark]:
    """What strikes in a text that is no reason to refuse it."""
    wrong = find_mojibake(text)
    if wrong is None:
        return
    place = text_map.place(Span(wrong.at, wrong.at + len(wrong.printed)))
    times = "once" if wrong.times == 1 else f"{wrong.times:,} times"
    if wrong.meant:
        message = f"decoded by the wrong encoding before it was saved: {wrong.printed!r} for {wrong.meant!r}, {times}"
        advice = "get the text anew; a currency sign or a space in a number may be lost"
    else:
        message = f"characters were lost when it was saved: U+FFFD, {times}"
        advice = "get the text anew, and save it as UTF-8"
    yield Remark("mojibake", message, path, place.line, place.column, advice)


def edition_of(url: str | None, outlet: str | None, given_id: str | None) -> str:
    """What all editions of an article share: its address without what only tracks readers, else the id that its outlet
    gives it; "" where neither is known."""
    if url:
        scheme, between, rest = url.partition("://")
        address, _, query = (rest if between else scheme).partition("#")[0].partition("?")
        host, slash, path = address.partition("/")
        told = "&".join(sorted(part for part in query.split("&") if part and not _TRACKING.match(part)))
        bare = f"{host.lower().removeprefix('www.').removeprefix('amp.')}{slash}{path.rstrip('/')}"
        return f"{bare.rstrip('/')}?{told}" if told else bare.rstrip("/")
    return f"{outlet or ''} {given_id}" if given_id else ""


def digest_of(title: str, body: str) -> str:
    """SHA-256, in hex, of title and body. Line ends and white space around either make no difference."""
    words = title.strip() + "\0" + body.strip()
    if "\r" in words:
        words = LINE_END.sub("\n", words)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def one_line(value: str | None) -> str | None:
    """A metadata value with its white space made single spaces; None when nothing is left."""
    return (" ".join(value.split()) or None) if value else None
