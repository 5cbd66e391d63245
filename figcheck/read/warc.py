"""Web archives (WARC 1.0 and 1.1, ISO 28500), as crawlers write them: the pages in them, one article each.

Records are read one after the other and never held as a whole beyond the limit. warcio, the usual library, is not used:
it holds a page and each of its chunks however large they are, and takes a file that was cut for one that ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import Any, Final, NamedTuple

from figcheck.articles import PassedOver, Unread
from figcheck.read.drafts import Draft, Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.http import answer_of, looks_like_page, media_type, page_of
from figcheck.read.outlets import outlet_of_url
from figcheck.read.recognise import reader_of
from figcheck.read.unpacking import Inflated, buffered
from figcheck.timelimit import TookTooLong

LONGEST_LINE: Final = 1 << 16
MOST_HEADERS: Final = 1000
_CHUNK: Final = 1 << 20
_TOLD: Final = {"revisit": "page seen before (WARC revisit)", "continuation": "part of a page (WARC continuation)"}
_QUIET: Final = frozenset(("warcinfo", "request", "metadata"))  # hold no pages


class Record(NamedTuple):
    """A record: its number from 1, its headers by their names in small letters, and its block; None when that is larger
    than is read."""

    number: int
    fields: dict[str, str]
    block: bytes | None


def read(given: Given) -> Iterator[Row]:
    """The articles of the pages. A page that cannot be read is a row, and so is the rest of a file that was cut."""
    yield from read_pages(given)


def read_pages(given: Given, wanted: Container[str] | None = None) -> Iterator[Row]:
    """The articles of the pages, of those alone whose address is ``wanted`` if that is given."""
    others: Counter[str] = Counter()
    count = 0
    try:
        for record in _records(given):
            count += 1
            kind = record.fields.get("warc-type", "").lower()
            url = record.fields.get("warc-target-uri", "").strip("<> \t")
            if kind in _TOLD:
                others[_TOLD[kind]] += 1
            elif kind not in _QUIET and wanted is not None and without_fragment(url) not in wanted:
                others["part of a page"] += 1
            elif kind not in _QUIET:
                yield from _page(given, record, kind, url, others)
    except Unreadable as error:
        if not count or isinstance(error, Inflated):
            raise
        yield replace(given.refused(error), record=error.record or count + 1)
    yield from (PassedOver(given.label, what, number) for what, number in sorted(others.items()))
    if not count:
        yield given.unread("empty: holds no record", "get the whole file again")


def without_fragment(url: str) -> str:
    """An address without what a browser keeps to itself."""
    return url.partition("#")[0]


def _page(given: Given, record: Record, kind: str, url: str, others: Counter[str]) -> Iterator[Row]:
    """The article of a record that holds a page."""
    if record.block is None:
        limit = f"{given.options.max_bytes:,} bytes"
        yield given.unread(
            f"the record is larger than {limit}", "raise the limit (--max-file-size)", record=record.number
        )
        return
    stated, charset = media_type(record.fields.get("content-type", ""))
    name = "html"
    page = record.block
    try:
        if kind == "response" and (answer := answer_of(page)) is not None:
            if not answer.is_page:
                others[_other(answer.status, answer.kind)] += 1
                return
            charset, page = answer.charset, page_of(answer, given)
        elif kind == "conversion" and stated == "text/plain":
            name = "text"
        elif stated not in ("text/html", "application/xhtml+xml") and not looks_like_page(page):
            others[_other(200, stated)] += 1
            return
        inner = replace(
            given,
            stream=buffered(page),
            name="",
            options=replace(given.options, input_format=None),
            depth=given.depth + 1,
            url=url or None,
            charset=charset,
        )
        for row in reader_of(name)(inner):
            if isinstance(row, Draft):
                outlet = row.outlet or outlet_of_url(url)
                yield replace(
                    row, number=record.number, record=record.number, url=row.url or url or None, outlet=outlet
                )
            else:
                yield replace(row, record=record.number) if isinstance(row, Unread) else row
    except Unreadable as error:
        if isinstance(error, Inflated) and error.is_of(given.budget):
            raise
        yield replace(given.refused(error), record=record.number)
        return
    except TookTooLong as error:
        yield given.unread(error.reason, error.advice, record=record.number)
        return
    if record.fields.get("warc-truncated"):
        reason = f"the crawler cut the page short ({record.fields['warc-truncated'][:40]}); what it kept was read"
        yield given.unread(reason, "get the page itself", record=record.number)


def _other(status: int, kind: str) -> str:
    if not 200 <= status < 300:
        return f"answer of status {status}"
    return f"{kind} record" if kind and len(kind) < 60 else "record of another kind"


def _records(given: Given) -> Iterator[Record]:
    """The records. Raises Unreadable where there is no further."""
    stream = given.stream
    number = 0
    while line := _line(stream):
        if line in (b"\r\n", b"\n"):
            continue
        if not line.startswith(b"WARC/"):
            reason = "no record begins where one should; those behind were not read"
            raise Unreadable(reason, "get the whole file again", record=number + 1)
        number += 1
        fields = _fields(stream, number)
        length = fields.get("content-length", "")
        if not length.isdecimal() or len(length) > 15:
            raise Unreadable("a record without its length; what is behind was not read", "get it again", record=number)
        yield Record(number, fields, _block(stream, int(length), given.options.max_bytes, number))


def _fields(stream: BufferedReader[Any], number: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for _ in range(MOST_HEADERS):
        line = _line(stream)
        if line in (b"\r\n", b"\n"):
            return fields
        if not line.endswith(b"\n"):
            raise _cut(number)
        words = line.decode("utf-8", "replace").rstrip("\r\n")
        if words[:1] in (" ", "\t") and name:
            fields[name] += " " + words.strip()
            continue
        name, _, value = words.partition(":")
        name = name.strip().lower()
        fields[name] = value.strip()
    raise Unreadable("a record with headers without end", "get the whole file again", record=number)


def _block(stream: BufferedReader[Any], length: int, limit: int, number: int) -> bytes | None:
    """The block of a record, None when it is larger than the limit."""
    if length <= limit:
        block = stream.read(length)
        if len(block) < length:
            raise _cut(number)
        return block
    while length:
        read = len(stream.read(min(_CHUNK, length)))
        if not read:
            raise _cut(number)
        length -= read
    return None


def _line(stream: BufferedReader[Any]) -> bytes:
    line = stream.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
        raise Unreadable("a line of headers without end; what is behind was not read", "get the whole file again")
    return line


def _cut(number: int) -> Unreadable:
    return Unreadable("cut short: the file ends inside of this record", "get the whole file again", record=number)
