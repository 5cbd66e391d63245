"""Web archives of archiving browsers (WACZ 1.1): a ZIP archive of WARC files and a list of the pages that were visited.

Pages bring frames and advertisements along, which are pages to a browser. So only those of the list are articles, if it
knows any.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final

from figcheck.articles import PassedOver
from figcheck.read.drafts import Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.members import read_member
from figcheck.read.recognise import packing_of
from figcheck.read.unpacking import DECODERS, Inflated, Unpacked, budget_within, buffered
from figcheck.read.warc import read_pages, without_fragment
from figcheck.read.zipped import Archive

_LIST: Final = "pages/pages.jsonl"
_LONGEST_LIST: Final = 64_000_000  # bytes


def read(given: Given) -> Iterator[Row]:
    """The articles of the pages that were visited. Raises Unreadable when the archive cannot be read."""
    archive = Archive(given)
    files = [member for member in archive.members if _is_warc(member.name)]
    if not files:
        raise Unreadable("no archive/*.warc.gz is in it, where WACZ has the pages", "give the file itself")
    visited = _visited(archive)
    others: Counter[str] = Counter()
    for member in files:
        try:
            raw = archive.opened(member)
        except Unreadable as error:
            yield given.unread(f"{member.name}: {error.reason}", error.advice)
            continue
        for row in read_member(archive.within(), member.name, raw, raw.budget, lambda inner: _pages(inner, visited)):
            if isinstance(row, PassedOver):
                others[row.what] += row.count
            else:
                yield row
    yield from (PassedOver(given.label, what, count) for what, count in sorted(others.items()))


def _pages(inner: Given, visited: frozenset[str] | None) -> Iterator[Row]:
    """The pages of a WARC file, packed or not."""
    kind = packing_of(inner.head())
    if kind in DECODERS:
        what, decoder = DECODERS[kind]
        budget = budget_within(inner)
        inner.stream, inner.budget = buffered(Unpacked(inner.stream.read, what, decoder, budget)), budget
    yield from read_pages(inner, visited)


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _visited(archive: Archive) -> frozenset[str] | None:
    """The addresses of the pages that were visited; None when the list is missing, broken or empty."""
    member = next((member for member in archive.members if member.name == _LIST), None)
    if member is None:
        return None
    try:
        with buffered(archive.opened(member)) as stream:
            lines = stream.read(_LONGEST_LIST).decode("utf-8", "replace").splitlines()
    except Inflated:
        raise
    except Unreadable:
        return None
    return frozenset(filter(None, map(_address, lines))) or None


def _address(line: str) -> str | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    url = row.get("url") if isinstance(row, dict) else None
    return without_fragment(url) if isinstance(url, str) else None
