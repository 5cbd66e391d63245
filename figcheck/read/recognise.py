"""Which format bytes are of: by what they hold, and where that leaves it open, by the name.

Each format has a file in this folder, whose ``read`` takes what is given and gives drafts and rows of what could not
be read; it is imported when a file of that format comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.read.decoding import is_binary, marked_encoding
from figcheck.read.drafts import Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.recordforms import record_format

Reader = Callable[[Given], Iterator[Row]]


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
    "docx": InputFormat((".docx",), "docx", needs="docx", extra="docx"),
    "pdf": InputFormat((".pdf",), "pdf", needs="pypdfium2", extra="pdf"),
    "html": InputFormat((".html", ".htm", ".xhtml"), "webpage", "trafilatura", "html"),
    "eml": InputFormat((".eml",), "mail"),
    "mbox": InputFormat((".mbox", ".mbx"), "mbox"),
    "warc": InputFormat((".warc",), "warc"),
    "wacz": InputFormat((".wacz",), "wacz"),
    "gz": InputFormat((".gz", ".tgz"), "compressed"),
    "bz2": InputFormat((".bz2", ".tbz2"), "compressed"),
    "xz": InputFormat((".xz", ".txz"), "compressed"),
    "zst": InputFormat((".zst", ".tzst"), "compressed"),
    "tar": InputFormat((".tar",), "tarred"),
    "zip": InputFormat((".zip",), "zipped"),
    "json": InputFormat((".json",), "jsonfile"),
    "ninjs": InputFormat((), "jsonfile"),
    "csv": InputFormat((".csv", ".tsv"), "tabular"),
    "parquet": InputFormat((".parquet", ".pq"), "parquet", "pyarrow", "parquet"),
    "feed": InputFormat((".rss", ".atom", ".xml"), "feeds"),
}

ARCHIVES: Final = frozenset(("gz", "bz2", "xz", "zst", "tar", "zip"))
"""Formats whose bytes are those of files of other formats."""

OF_ZIP: Final = ("wacz", "docx")
"""Formats whose files are ZIP archives to those who do not know better."""

SUFFIXES: Final[tuple[str, ...]] = tuple(suffix for format in FORMATS.values() for suffix in format.suffixes)

_OF_SUFFIX: Final = {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}


def read_given(given: Given) -> Iterator[Row]:
    """The articles of what is given, in the format it is of, and rows for what could not be read. Raises Unreadable and
    OSError where reading cannot go on."""
    yield from reader_of(format_of(given))(given)


def format_of(given: Given) -> str:
    """The format to read by: the one that was asked for, which of an archive is that of what is in it."""
    asked = given.options.input_format
    told = recognise(given)
    if asked is None or (asked in ARCHIVES and given.depth):
        return told
    is_around = told in ARCHIVES and asked not in ARCHIVES
    is_zip_itself = told == "zip" and asked in OF_ZIP
    return told if is_around and not is_zip_itself else asked


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
    packed = packing_of(head)
    if packed == "zip" and (of_zip := _of_zip(head, by_name)):
        return of_zip
    if packed:
        return packed
    if kept := _kept(head, by_name):
        return kept
    if _is_page(head):
        return "html"
    if head.startswith(b"%PDF-") or (by_name == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if by_name in ("pdf", "docx") and head:
        return by_name if is_binary(head) else "text"
    return record_format(head, by_name) or by_name


_SIGNATURES: Final = (
    (b"\x1f\x8b\x08", "gz"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # one without members
)
_BZ2: Final = expression(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_TAR_AT: Final = 257


def _of_zip(head: bytes, by_name: str) -> str | None:
    """The format that makes more of a ZIP archive than its members, None when there is none."""
    if by_name in OF_ZIP:
        return by_name
    if b"[Content_Types].xml" in head and b"word/" in head:
        return "docx"
    return "wacz" if b"datapackage.json" in head and b"archive/" in head else None


def packing_of(head: bytes) -> str | None:
    """The archive that the bytes are, None when they are none."""
    found = next((name for signature, name in _SIGNATURES if head.startswith(signature)), None)
    if found is None and _BZ2.match(head):
        return "bz2"
    return "tar" if found is None and head[_TAR_AT : _TAR_AT + 5] == b"ustar" else found


_FROM_LINE: Final = expression(
    rb"From (?:-|\S*) *[^\r\n]{0,200}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\r\n]{0,80}\b\d{4}\b[^\r\n]{0,20}\r?\n"
    rb"(?:>From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{0,60}:"
)
_HEADER: Final = expression(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_OF_MAIL: Final = frozenset((b"message-id", b"received", b"mime-version", b"return-path", b"dkim-signature"))


def _kept(head: bytes, by_name: str) -> str | None:
    """How mail or web pages are kept in the file, None when it holds neither."""
    if head.startswith(b"WARC/"):
        return "warc"
    if _FROM_LINE.match(head):
        return "mbox"
    names, at = set(), 0
    while header := _HEADER.match(head, at):
        names.add(header[1].lower())
        at = header.end()
    if {b"from", b"date"} <= names and names & _OF_MAIL:
        return "eml"
    return None


# What may stand before the first element of a page, and the elements that only a page opens with.
_PAGE: Final = expression(
    r"(?:\s+|<!--.*?-->|<\?xml\b[^>]*>)*+(?:<!doctype\s+html\b|<html(?=[\s>])|<head>\s*<(?:meta|title|link|script|base)\b)",
    re.IGNORECASE | re.DOTALL,
)


def _is_page(head: bytes) -> bool:
    """Whether bytes open as a web page does."""
    encoding, mark = marked_encoding(head)
    if encoding is None and b"\0" in head[:2]:
        encoding = "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    return _PAGE.match(head[mark:].decode(encoding or "latin-1", "replace")) is not None
