"""Plain text and Markdown: one article a file, perhaps with its title and byline on top."""

from __future__ import annotations

from figcheck.read.bylines import Byline, read_author, read_byline, read_dateline, read_day
from figcheck.read.drafts import Draft
from figcheck.read.frontmatter import heading_of
from figcheck.read.lines import FileText, Stretch

LONGEST_TITLE = 200
"""Characters. A first line that is longer is a paragraph."""

_LONGEST_DATELINE = 120


def read_plain(
    file: FileText, markdown: bool, first: int = 0, past: int | None = None, number: int | None = None
) -> Draft:
    """The article that stands in the lines ``first`` up to, not with, ``past`` (counted from 0); empty when
    they are.

    The first line is the title when a byline or a blank line follows, or when it ends without a full stop;
    never when it is long or nothing follows. A byline on top or under the title gives outlet, author and
    date and is no part of the text; so do lines under the title that hold but an author or a date.
    """
    past = len(file.lines) if past is None else past
    at = _next_line(file, first, past)
    byline = read_byline(file.line(at)) if at < past else None
    if byline:
        at = _next_line(file, at + 1, past)
    title: Stretch | None = None
    body = at
    under, below = (None, at) if byline else _under_title(file, at, past)
    heading = heading_of(file, at) if markdown and at < past else None
    if heading or (_next_line(file, at + 1, past) < past and is_title(file, at, under)):
        title, body = heading or title_of(file, at, markdown), at + 1
        if under:
            byline, body = under, below
    return draft_of(title, file.body(body, past), byline, number)


def draft_of(title: Stretch | None, body: Stretch, byline: Byline | None, number: int | None) -> Draft:
    """A draft with what the byline says, and where it says nothing, with what the dateline of the text does."""
    outlet, author, published = byline if byline is not None else (None, None, None)
    if outlet is None or published is None:
        dateline = read_dateline(body.text[:_LONGEST_DATELINE])
        if dateline is not None:
            outlet, published = outlet or dateline.outlet, published or dateline.published
    return Draft(body, title, number=number, outlet=outlet, author=author, published=published)


def _under_title(file: FileText, title: int, past: int) -> tuple[Byline | None, int]:
    """What the lines under a title say of it, and the line below them. Lines in a row that look like bylines are a
    list: a timeline, related stories."""
    at = _next_line(file, title + 1, past)
    said = read_byline(file.line(at)) if at < past else None
    if said is not None:
        below = _next_line(file, at + 1, past)
        is_list = below < past and read_byline(file.line(below)) is not None
        return (None, at) if is_list else (said, at + 1)
    author, day = None, None
    while at < past and (author is None or day is None):
        line = file.line(at)
        found, found_day = read_author(line), read_day(line)
        if (found is None or author is not None) and (found_day is None or day is not None):
            break
        author, day = author or found, day or found_day
        below, at = at + 1, _next_line(file, at + 1, past)
    if (author is None and day is None) or at >= past:
        return None, title
    return Byline(None, author, day), below


def is_title(file: FileText, number: int, byline: Byline | None) -> bool:
    """True when the line, which more text follows, is the title: see ``read_plain``."""
    line = file.line(number).strip()
    if len(line) >= LONGEST_TITLE:
        return False
    return byline is not None or file.is_blank(number + 1) or not ends_sentence(line)


def ends_sentence(line: str) -> bool:
    """True when the line ends in a full stop, which titles do without; "U.S." and "…" end none."""
    bare = line.rstrip("”’\"') ")
    if not bare.endswith(".") or bare.endswith(".."):
        return False
    last = bare.rsplit(" ", 1)[-1]
    return last.count(".") < 2


def title_of(file: FileText, number: int, markdown: bool) -> Stretch:
    """The words of a title line, without the ``#`` of a Markdown heading."""
    start, end = file.lines[number]
    return (heading_of(file, number) if markdown else None) or file.stretch(start, end).stripped()


def _next_line(file: FileText, number: int, past: int) -> int:
    """The first line from ``number`` on that is not blank, ``past`` when there is none."""
    while number < past and file.is_blank(number):
        number += 1
    return min(number, past)
