"""Which format bytes are of: by what they hold, and where that leaves it open, by the name.

Each format has a file in this folder, whose ``read`` takes what is given and gives drafts and rows of what could not
be read; it is imported when a file of that format comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final, NamedTuple

from figcheck.articles import Unread
from figcheck.read.decoding import marked_encoding
from figcheck.read.drafts import Draft
from figcheck.read.given import Given, Unreadable
from figcheck.read.recordforms import record_format

Reader = Callable[[Given], Iterator[Draft | Unread]]


class InputFormat(NamedTuple):
    """A format: the endings of its files (in folders, files of other endings are passed over), the module here that
    reads it, and the extra that has the library for it, "" for none."""

    suffixes: tuple[str, ...]
    module: str
    needs: str = ""
    extra: str = ""


FORMATS: Final[dict[str, InputFormat]] = {
    "text": InputFormat((".txt", ".text"), "textfile"),
    "markdown": InputFormat((".md", ".markdown"), "textfile"),
    "jsonl": InputFormat((".jsonl", ".ndjson"), "jsonlines"),
    "html": InputFormat((".html", ".htm", ".xhtml"), "webpage", "trafilatura", "html"),
    "json": InputFormat((".json",), "jsonfile"),
    "ninjs": InputFormat((), "jsonfile"),
    "csv": InputFormat((".csv", ".tsv"), "tabular"),
    "parquet": InputFormat((".parquet", ".pq"), "parquet", "pyarrow", "parquet"),
    "feed": InputFormat((".rss", ".atom", ".xml"), "feeds"),
}

SUFFIXES: Final[tuple[str, ...]] = tuple(suffix for format in FORMATS.values() for suffix in format.suffixes)

_OF_SUFFIX: Final = {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}


def read_given(given: Given) -> Iterator[Draft | Unread]:
    """The articles of what is given, in the format it is of, and rows for what could not be read. Raises Unreadable and
    OSError where reading cannot go on."""
    name = given.options.input_format if given.depth == 0 else None
    yield from reader_of(name or recognise(given))(given)


def reader_of(name: str) -> Reader:
    """The reader of a format. Raises Unreadable when the library that it needs is not installed."""
    format = FORMATS[name]
    if format.needs:
        from importlib.util import find_spec

        if find_spec(format.needs) is None:
            raise Unreadable(
                f"{name} files are read with {format.needs}, which is not installed",
                f"pip install 'figcheck[{format.extra}]'",
            )
    read: Reader = import_module(f"figcheck.read.{format.module}").read
    return read


def recognise(given: Given) -> str:
    """The name of the format that the bytes are of."""
    head = given.head()
    by_name = _OF_SUFFIX.get(given.suffix, "text")
    if _is_page(head):
        return "html"
    return record_format(head, by_name) or by_name


# What may stand before the first element of a page, and the elements that only a page opens with.
_PAGE: Final = re.compile(
    r"(?:\s+|<!--.*?-->|<\?xml\b[^>]*>)*+(?:<!doctype\s+html\b|<html(?=[\s>])|<head>\s*<(?:meta|title|link|script|base)\b)",
    re.IGNORECASE | re.DOTALL,
)


def _is_page(head: bytes) -> bool:
    """Whether bytes open as a web page does."""
    encoding, mark = marked_encoding(head)
    if encoding is None and b"\0" in head[:2]:
        encoding = "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    return _PAGE.match(head[mark:].decode(encoding or "latin-1", "replace")) is not None
