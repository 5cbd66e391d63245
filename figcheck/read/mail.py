"""A letter (.eml): its subject is the title, its sender the outlet, its text the article. Newsletters come like this.

Text that is written as it is, or in quoted-printable, keeps its places in the file. Files attached that may be articles
are read as such, and so are letters attached.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from figcheck.articles import PassedOver
from figcheck.expressions import expression
from figcheck.read.dates import read_published
from figcheck.read.digest import find_marks, read_digest
from figcheck.read.drafts import Draft, Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.letters import Forwarded, article_of
from figcheck.read.lines import FileText, Stretch
from figcheck.read.markup import Segment, placed, seen_text
from figcheck.read.members import label, other_file, read_member
from figcheck.read.mime import (
    MailText,
    Message,
    Part,
    content,
    file_name,
    header,
    is_attached,
    leaves,
    message_at,
    sender,
    subject,
    text_of,
)
from figcheck.read.recognise import SUFFIXES

STUB: Final = 0.5
"""A plain text that has less than this share of the words that the page beside it shows stands in for it ("your program
cannot show this letter")."""

_PREFIX: Final = expression(r"(?:\s*(?P<name>re|aw|fwd?|wg)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARD: Final = expression(r"\s*(?:fwd?|wg)\s*:", re.IGNORECASE)
# What is of the transfer: of each line end one half, in mailboxes a mark before lines that could be of the mailbox.
_IN_TRANSFER: Final = expression(r"\r(?=\n)")
_IN_MAILBOX: Final = expression(r"\r(?=\n)|^>(?=>*From )", re.MULTILINE)
_WORD: Final = expression(r"[^\W\d_]{2,}")
_ADDRESS: Final = expression(r"\s*<[^<>]*>|\S+@\S+|\[mailto:[^\]]*\]")
_TEXTS: Final = ("text/plain", "text/html")
_DEEPEST: Final = 5  # letters attached to one another


def read(given: Given) -> Iterator[Row]:
    """The article of a letter, and those attached to it. Raises Unreadable."""
    file = MailText(given.whole())
    yield from read_letter(given, file, 0, len(file.text))


def read_letter(
    given: Given, file: MailText, start: int, end: int, number: int | None = None, in_mbox: bool = False, depth: int = 0
) -> Iterator[Row]:
    """The articles of the letter that stands between two places of a file; ``number`` is which of its file it is.

    In an mbox, lines of the text that begin with "From " have a ">" before them. Raises Unreadable.
    """
    message = message_at(file, start, end)
    if not message.headers.keys():
        raise Unreadable("no letter: it does not begin with headers (From:, Subject:, Date:)", "save it anew as .eml")
    shown: list[Part] = []
    attached: list[Part] = []
    others: Counter[str] = Counter()
    for part in leaves(file, message):
        name = file_name(part.message)
        suffix = PurePosixPath(name).suffix.lower() if name else ""
        is_file = is_attached(part.message) or (name is not None and suffix in SUFFIXES)
        if part.message.kind == "message/rfc822" or (is_file and suffix in SUFFIXES):
            attached.append(part)
        elif part.message.kind in _TEXTS and not is_attached(part.message):
            shown.append(part)
        elif is_attached(part.message):
            others[other_file(suffix)] += 1
    body, is_placed = _body(file, shown, in_mbox)
    drafts = list(_drafts(file, message, body, is_placed))
    for draft in drafts:
        yield replace(
            draft,
            number=draft.number if number is None else number,
            record=None if is_placed else number or 1,
        )
    if not drafts and not attached:
        yield given.unread("empty: the letter has no text", "save the article it leads to", record=number)
    for part in attached:
        yield from _attached(given, file, part, number, depth)
    yield from (PassedOver(given.label, what, count) for what, count in sorted(others.items()))


def _attached(given: Given, file: MailText, part: Part, number: int | None, depth: int) -> Iterator[Row]:
    if part.message.kind == "message/rfc822" and depth < _DEEPEST:
        yield from read_letter(given, file, part.message.body, part.message.end, number, depth=depth + 1)
        return
    name = label(file_name(part.message) or f"part {part.number}")
    options = replace(given.options, input_format=None)  # what was asked for is the format of the letter
    for row in read_member(given, name, content(file, part.message), options=options):
        yield replace(row, record=row.record or number) if isinstance(row, Draft) else row


def _body(file: MailText, parts: list[Part], in_mbox: bool) -> tuple[Stretch, bool]:
    """The text of a letter, and whether it has places in the file."""
    plain = [(part, *_text(file, part, in_mbox)) for part in parts if part.message.kind == "text/plain"]
    pages = [(part, *_text(file, part, in_mbox)) for part in parts if part.message.kind == "text/html"]
    chosen = plain
    if pages and (not plain or any("multipart/alternative" in part.around for part in parts)):
        if _words(plain) < STUB * _words(pages):
            chosen = pages
    elif pages:
        chosen = sorted([*plain, *pages], key=lambda row: row[0].message.start)
    stretches = [stretch for _, stretch, _ in chosen if stretch.text.strip()]
    if not stretches:
        return Stretch("", ()), True
    if all(is_placed for _, _, is_placed in chosen):
        return _joined(stretches), True
    return Stretch("\n\n".join(stretch.text for stretch in stretches), ()), False


def _text(file: MailText, part: Part, in_mbox: bool) -> tuple[Stretch, bool]:
    stretch, is_placed = text_of(file, part.message)
    at, segments = 0, []
    for mark in (_IN_MAILBOX if in_mbox and is_placed else _IN_TRANSFER).finditer(stretch.text):
        segments.append(Segment(stretch.text[at : mark.start()], at))
        at = mark.end()
    if segments:
        segments.append(Segment(stretch.text[at:], at))
        stretch = placed(stretch, [segment for segment in segments if segment.text])
    if part.message.kind == "text/html" and stretch.text:
        stretch = seen_text(stretch)
    return stretch.stripped(), is_placed


def _words(rows: list[tuple[Part, Stretch, bool]]) -> int:
    return sum(len(_WORD.findall(re.sub(r"https?://\S+", "", stretch.text))) for _, stretch, _ in rows)


def _joined(stretches: list[Stretch]) -> Stretch:
    text, pieces = "", []
    for stretch in stretches:
        text += "\n\n" if text else ""
        pieces += [piece._replace(text_start=piece.text_start + len(text)) for piece in stretch.pieces]
        text += stretch.text
    return Stretch(text, tuple(pieces))


def _drafts(file: MailText, message: Message, body: Stretch, is_placed: bool) -> Iterator[Draft]:
    """The article of a letter, or those of the digest that it is."""
    title = subject(file, message)
    is_forward = _FORWARD.match(title.text) is not None
    prefix = _PREFIX.match(title.text)
    if prefix:
        title = title.part(prefix.end(), len(title.text))
    is_reply = message.headers.get("in-reply-to") is not None and not is_forward
    outer = body if is_placed else FileText(body.text).stretch(0, len(body.text))
    text, forwarded = article_of(outer, is_forward, is_reply)
    opening = text.text.partition("\n")[0]
    if title.text and " ".join(opening.split()).casefold() == title.text.casefold():
        text = text.part(len(opening), len(text.text)).stripped()
    name, domain = sender(message)
    outlet, date = name or domain, header(message, "date")
    if forwarded is not None:
        outlet, date = _sender_of(forwarded) or outlet, forwarded.date or date
    published = read_published(date) if date else None
    if forwarded is not None and forwarded.date and published is None:
        published = read_published(header(message, "date") or "")
    known = Draft(
        _bare(text, is_placed), _bare(title, is_placed) if title.text else None, outlet=outlet, published=published
    )
    inner = FileText(text.text)
    marks = find_marks(inner)
    if not marks:
        if text.text.strip():
            yield known
        return
    for draft in read_digest(inner, marks, False):
        yield replace(
            draft,
            body=_bare(_through(draft.body, text), is_placed),
            title=_bare(_through(draft.title, text), is_placed) if draft.title else None,
            outlet=draft.outlet or outlet,
            published=draft.published or published,
        )


def _sender_of(forwarded: Forwarded) -> str | None:
    """The name in the sender of a forwarded letter, else the domain of the address."""
    words = forwarded.sender or ""
    name = _ADDRESS.sub("", words).strip(" \"'*")
    address = re.search(r"@([\w.-]+)", words)
    return name or (address[1].lower() if address else None)


def _bare(stretch: Stretch, is_placed: bool) -> Stretch:
    return stretch if is_placed else Stretch(stretch.text, ())


def _through(inner: Stretch, outer: Stretch) -> Stretch:
    """A stretch of a text that is a stretch itself, with the places of that."""
    starts = [piece.text_start for piece in inner.pieces]
    ends = [*starts[1:], len(inner.text)]
    segments = [
        Segment(inner.text[start:end], piece.offset)
        for piece, start, end in zip(inner.pieces, starts, ends, strict=True)
    ]
    return placed(outer, segments)
