"""Input files to articles: the first stage. Each format has a file; ``read_paths`` is the way in.

Every article's text leads back to the file as it lies on disk, and nothing is passed over in silence: what
cannot be read comes as an ``Unread`` row among the articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from figcheck.articles import Article, Unread
from figcheck.read.decoding import Undecodable, decode, marked_encoding, refuse_binary
from figcheck.read.digest import find_marks, read_digest
from figcheck.read.drafts import Draft, finished
from figcheck.read.folders import LINES_SUFFIXES, TEXT_SUFFIXES, Source, find_sources
from figcheck.read.frontmatter import has_front_matter, read_front_matter
from figcheck.read.lines import FileText
from figcheck.read.plain import read_plain

__all__ = ["read_paths"]

MAX_BYTES = 64_000_000
_HEAD = 1 << 16
_OBJECT = re.compile(rb"\s*\{[^\0]")
_MARKDOWN = (".md", ".markdown")


def read_paths(paths: Sequence[str | Path], *, max_bytes: int = MAX_BYTES) -> Iterator[Article | Unread]:
    """The articles behind files and folders, and a row for everything that could not be read.

    Files come sorted by path, each once; articles of a file in its order. ``max_bytes`` bounds what is held
    at once: a text file, or one line of a JSON Lines file. Ids are unique in the run: a second "a" becomes
    "a~2".

    Raises Refused, before anything is read, naming every path that does not exist, or when there is no
    article file at all.
    """
    sources, unread = find_sources(paths)
    return _read_all(sources, unread, max_bytes)


def _read_all(sources: list[Source], unread: list[Unread], max_bytes: int) -> Iterator[Article | Unread]:
    yield from unread
    taken: dict[str, int] = {}
    for source in sources:
        for draft in _read_source(source, max_bytes):
            if isinstance(draft, Unread):
                yield draft
                continue
            suffix = "" if draft.number is None else f"#{draft.number}"
            yield finished(draft, _unique(draft.given_id or source.id + suffix, taken), source.shown)


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """The id, with "~2", "~3" … behind it when it is taken."""
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}~{taken[wanted]}"
    taken[free] = 1
    return free


def _read_source(source: Source, max_bytes: int) -> Iterator[Draft | Unread]:
    """The drafts of one file; a file that cannot be opened or decoded gives one row."""
    try:
        with BufferedReader(open(source.path, "rb", buffering=0), _HEAD) as stream:
            head = stream.peek(_HEAD)
            if _is_json_lines(source, head):
                from figcheck.read.jsonlines import read_lines

                if marked_encoding(head)[0] is None and not _OBJECT.match(head):
                    refuse_binary(head)  # one row for the file, not one a line
                yield from read_lines(stream, source.shown, max_bytes)
            else:
                yield from _read_text(stream, source, max_bytes)
    except Undecodable as error:
        yield Unread(source.shown, error.reason, error.advice, error.line, error.column)
    except OSError as error:
        yield Unread(
            source.shown,
            f"cannot be opened: {error.strerror or error}",
            "check that the file is there and yours to read",
        )


def _read_text(stream: BinaryIO, source: Source, max_bytes: int) -> Iterator[Draft | Unread]:
    raw = stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        yield Unread(source.shown, f"larger than {max_bytes:,} bytes", "split the file, or raise the limit")
        return
    text = decode(raw)
    opening = text[:200].lstrip().lower()
    if opening.startswith(("<!doctype html", "<html")):
        yield Unread(source.shown, "a web page, not plain text", "save its text as .txt or .md", 1, 1)
        return
    if source.path.suffix.lower() == ".json" and opening.startswith(("{", "[")):
        yield Unread(source.shown, "one JSON document, not JSON Lines", "write one JSON object a line", 1, 1)
        return
    markdown = source.path.suffix.lower() in _MARKDOWN
    file = FileText(text)
    if has_front_matter(file):
        yield read_front_matter(file, source.shown, markdown)
    elif marks := find_marks(file):
        yield from read_digest(file, marks, markdown)
    else:
        draft = read_plain(file, markdown)
        yield Unread(source.shown, "empty: holds no text", "leave it out") if draft.is_empty else draft


def _is_json_lines(source: Source, head: bytes) -> bool:
    """By suffix; a file of another suffix that the user named, by whether its first line is a JSON object."""
    suffix = source.path.suffix.lower()
    if suffix in LINES_SUFFIXES:
        return True
    if not source.named:
        return False
    encoding, mark = marked_encoding(head)
    text = head[mark:].decode(encoding or "utf-8", "replace").lstrip()
    if not text.startswith("{"):
        return False
    first, newline, _ = text.partition("\n")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        # A first line longer than the head cannot be parsed yet; text files do not open with a quoted key.
        return not newline and len(head) >= _HEAD and suffix not in TEXT_SUFFIXES and text[1:].lstrip().startswith('"')
    return isinstance(row, dict)
