"""Plain text and Markdown: one article a file, perhaps with its title and byline on top."""

from __future__ import annotations

from figcheck.read.bylines import Byline, read_byline
from figcheck.read.drafts import Draft
from figcheck.read.frontmatter import heading_of
from figcheck.read.lines import FileText, Stretch

LONGEST_TITLE = 200
"""Characters. A first line that is longer is a paragraph."""


def read_plain(
    file: FileText, markdown: bool, first: int = 0, past: int | None = None, number: int | None = None
) -> Draft:
    """The article that stands in the lines ``first`` up to, not with, ``past`` (counted from 0); empty when
    they are.

    The first line is the title when a byline or a blank line follows, or when it ends without a full stop;
    never when it is long or nothing follows. A byline on top or under the title gives outlet, author and
    date and is no part of the text.
    """
    past = len(file.lines) if past is None else past
    at = _next_line(file, first, past)
    byline = read_byline(file.line(at)) if at < past else None
    if byline:
        at = _next_line(file, at + 1, past)
    title: Stretch | None = None
    body = at
    follows = _next_line(file, at + 1, past)
    under = read_byline(file.line(follows)) if follows < past and byline is None else None
    third = _next_line(file, follows + 1, past)
    if under and third < past and read_byline(file.line(third)):
        under = None  # lines in a row that look like bylines are a list: a timeline, related stories
    heading = heading_of(file, at) if markdown and at < past else None
    if heading or (follows < past and is_title(file, at, under)):
        title, body = heading or title_of(file, at, markdown), at + 1
        if under:
            byline, body = under, follows + 1
    return draft_of(title, file.body(body, past), byline, number)


def draft_of(title: Stretch | None, body: Stretch, byline: Byline | None, number: int | None) -> Draft:
    """A draft with what the byline says."""
    if byline is None:
        return Draft(body, title, number=number)
    return Draft(body, title, number=number, outlet=byline.outlet, author=byline.author, published=byline.published)


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
