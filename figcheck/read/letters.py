"""What of the text of a letter is the article: not the headers of what was forwarded, quoted replies, and the lines
about the newsletter itself at either end."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.read.lines import LINE_END, Line, Stretch
from figcheck.read.markup import Segment, placed

MOST_NOTE: Final = 60
"""Words above a forwarded letter that are a note to its reader, not an article with a letter below it."""

LONGEST_FOOTER: Final = 3000
"""Characters of the lines about a newsletter, from the first that says so to the end."""

_FORWARDED: Final = expression(
    r"\W*(?:-+\s*(?:forwarded message|original message)\s*-+|begin forwarded message:)\W*", re.IGNORECASE
)
_HEADER: Final = expression(
    r"\W{0,4}(?P<name>from|date|sent|subject|to|cc|reply[- ]to)\s*:\W{0,3}\s(?P<value>.*)", re.IGNORECASE
)
_ATTRIBUTION: Final = expression(r"(?:on\b(?s:.{1,300})|.{1,120})\b(?:wrote|writes)\s*:\s*", re.IGNORECASE)
_QUOTE: Final = expression(r"(?:>\s?)+")
_ABOUT: Final = expression(
    r"\bunsubscrib|\bopt[- ]?out\b"
    r"|\b(?:manage|update|change|edit)\s(?:your\s)?(?:e-?mail\s|newsletter\s|subscription\s)?(?:preferences|subscription|settings)"
    r"|\b(?:you\sare|you[’']re|you)\sreceiv(?:ing|ed?)\sthis"
    r"|\bthis\s(?:e-?mail|newsletter|message)\swas\ssent\b"
    r"|\b(?:view|read|open)\s(?:(?:this|it)\s)?(?:e-?mail\s|newsletter\s|message\s)?(?:in|on|as)\s(?:your\s|a\s|the\s)?"
    r"(?:browser|web)"
    r"|\bour\smailing\saddress\b|\badd\sus\sto\syour\saddress\sbook\b|\bforwarded\sthis\s(?:e-?mail|newsletter)\b"
    r"|\ball\srights\sreserved\b|^\s*(?:©|\(c\)|copyright\b)",
    re.IGNORECASE,
)
_SIGNATURE: Final = expression(r"-- ?")
_LONGEST_SIGNATURE: Final = 12  # lines


class Forwarded(NamedTuple):
    """What the headers of a forwarded letter say, as far as they are there."""

    sender: str | None = None
    subject: str | None = None
    date: str | None = None


def article_of(text: Stretch, is_forward: bool, is_reply: bool) -> tuple[Stretch, Forwarded | None]:
    """The article in a letter's text, and what the letter that it was forwarded from says of it.

    ``is_forward`` and ``is_reply`` are what the letter's own headers tell. Text that is quoted is left out of a reply
    and where a line says who wrote it; elsewhere only the marks are, since they are no "more than".
    """
    lines = _lines(text.text)
    lines, forwarded = _unforwarded(text.text, lines, is_forward)
    segments = _without_quotes(text.text, lines, is_reply)
    plain = placed(text, segments).stripped()
    return _without_ends(plain), forwarded


def _lines(text: str) -> list[Line]:
    lines, start = [], 0
    for end in LINE_END.finditer(text):
        lines.append(Line(start, end.end()))
        start = end.end()
    return [*lines, Line(start, len(text))]


def _unforwarded(text: str, lines: list[Line], is_forward: bool) -> tuple[list[Line], Forwarded | None]:
    """The lines of the letter that matters: the innermost that was forwarded, or what stands above one replied to."""
    told: Forwarded | None = None
    for _ in range(10):
        found = _headers(text, lines)
        if found is None:
            break
        first, past, fields = found
        above = sum(len(text[line.start : line.end].split()) for line in lines[:first])
        if not is_forward and above > MOST_NOTE:
            return lines[:first], told
        lines = lines[past:]
        told = Forwarded(fields.get("from"), fields.get("subject"), fields.get("date") or fields.get("sent"))
    return lines, told


def _headers(text: str, lines: list[Line]) -> tuple[int, int, dict[str, str]] | None:
    """The first headers inside of a text: their first line, the line behind them, and what they say."""
    at = 0
    while at < len(lines):
        line = text[lines[at].start : lines[at].end].strip()
        is_mark = bool(line) and _FORWARDED.fullmatch(line) is not None
        if not is_mark and not _HEADER.match(line):
            at += 1
            continue
        fields: dict[str, str] = {}
        past = at + is_mark
        while past < len(lines) and len(fields) < 8:
            words = text[lines[past].start : lines[past].end].strip()
            header = _HEADER.match(words)
            if header:
                fields.setdefault(header["name"].lower(), header["value"].strip(" *"))
            elif (words and (not fields or not text[lines[past].start].isspace())) or (not words and fields):
                break
            past += 1
        if "from" in fields and (is_mark or ("subject" in fields and fields.keys() & {"date", "sent"})):
            return at, past, fields
        at = max(past, at + 1)
    return None


def _without_quotes(text: str, lines: list[Line], is_reply: bool) -> list[Segment]:
    kept: list[Segment] = []
    at = 0
    while at < len(lines):
        if not text.startswith(">", lines[at].start):
            kept.append(Segment(text[lines[at].start : lines[at].end], lines[at].start))
            at += 1
            continue
        past = at
        while past < len(lines) and text.startswith(">", lines[past].start):
            past += 1
        wrote = _attribution(kept)
        if wrote:
            del kept[-wrote:]
        elif not is_reply:
            for line in lines[at:past]:
                mark = _QUOTE.match(text, line.start, line.end)
                start = mark.end() if mark else line.start
                is_bare = not text[start : line.end].strip()
                start = line.start + 1 if is_bare else start
                kept.append(Segment(text[start : line.end], start))
        at = past
    return [segment for segment in kept if segment.text]


def _attribution(kept: list[Segment]) -> int:
    """How many of the last lines say who wrote what is quoted below: "On Tuesday Ann Poe wrote:", over one or two
    lines, and the blank ones behind."""
    count = 0
    while count < len(kept) and not kept[-1 - count].text.strip():
        count += 1
    for more in (2, 1):
        words = "".join(segment.text for segment in kept[len(kept) - count - more : len(kept) - count])
        if words.strip() and _ATTRIBUTION.fullmatch(words.strip()):
            return count + more
    return 0


def _without_ends(text: Stretch) -> Stretch:
    """The text without a signature and without the paragraphs about the newsletter at its ends."""
    lines = _lines(text.text)
    end = len(text.text)
    for back, line in enumerate(reversed(lines), 1):
        if back > _LONGEST_SIGNATURE:
            break
        if back > 1 and _SIGNATURE.fullmatch(text.text[line.start : line.end].rstrip("\r\n")):
            end = line.start
    paragraphs = [found.span() for found in re.finditer(r"\S(?:(?!\n[ \t\r]*\n).)*", text.text[:end], re.DOTALL)]
    for start, past in paragraphs:
        if end - start <= LONGEST_FOOTER and start > 0 and _ABOUT.search(text.text, start, past):
            end = start
            break
    begin = 0
    for start, past in paragraphs[:3]:
        if past - start <= 200 and past < end and _ABOUT.search(text.text, start, past):
            begin = past
    return text.part(begin, end).stripped()
