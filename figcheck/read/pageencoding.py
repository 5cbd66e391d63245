"""Bytes of a web page to text: by mark, by what the page says of itself, then by what the bytes look like.

Labels are those of the WHATWG Encoding Standard, under which "iso-8859-1" and "ascii" mean windows-1252. That standard
lets the label win; here UTF-8 wins where the bytes are valid UTF-8, since pages are saved anew with their old label.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from figcheck.expressions import expression
from figcheck.read.decoding import (
    as_detected,
    as_western,
    decode,
    is_broken_utf8,
    marked_encoding,
    refuse_binary,
    undecodable,
)

_HEAD = 4096  # bytes in which a label must stand; browsers look at 1024
_META = expression(rb"<meta\b[^>]{0,500}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = expression(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)
_MARKUP = expression(rb"<(?:script|style)\b.*?</(?:script|style)|<[^>]*+>", re.IGNORECASE | re.DOTALL)
_WESTERN = "windows-1252"
_ESCAPED = (b"\x1b$", b"\x1b(")  # ISO-2022-JP is all ASCII


class PageText(NamedTuple):
    """The text of a page, without a byte order mark. ``broken``: some bytes were no text and are U+FFFD here."""

    text: str
    broken: bool = False


def decode_page(raw: bytes, stated: str | None = None) -> PageText:
    """The text of a page; ``stated`` is the encoding that its server named, which counts more than its own label.

    Raises Undecodable when it is none, or its encoding cannot be told.

    A page in UTF-8 with a few bytes that are wrong is read all the same, as they mostly stand in what others put on it.
    """
    if marked_encoding(raw)[0] is not None:
        return PageText(decode(raw))
    if raw[:1] == b"\0" or raw[1:2] == b"\0":
        return PageText(_as_utf16(raw))
    refuse_binary(raw)
    label = _known(stated) or label_of(raw)
    if label != "iso-2022-jp" or not any(escape in raw for escape in _ESCAPED):
        try:
            return PageText(raw.decode("utf-8"))
        except UnicodeDecodeError:
            if is_broken_utf8(raw):
                return PageText(raw.decode("utf-8", "replace"), broken=True)
    text = _as_labelled(raw, label) if label not in (None, "utf-8") else None
    if text is None:
        text = _as_seen(raw)
    if text is None:
        raise undecodable()
    return PageText(text)


def label_of(raw: bytes) -> str | None:
    """The name of the encoding that a page says it is in, None for none that is known."""
    found = _DECLARATION.match(raw, 0, _HEAD) or _META.search(raw, 0, _HEAD)
    return _known(found[1].decode("ascii", "replace")) if found is not None else None


def _known(label: str | None) -> str | None:
    from webencodings import lookup

    encoding = lookup(label) if label else None
    if encoding is None:
        return None
    name = str(encoding.name)
    return "utf-8" if name.startswith("utf-16") else name  # who could read the label was not in UTF-16


def _as_utf16(raw: bytes) -> str:
    """A page that begins with "<" or white space in UTF-16 without a mark."""
    try:
        text = raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        refuse_binary(raw)
    return text


def _as_labelled(raw: bytes, label: str | None) -> str | None:
    """The text in the encoding of its label; None when the bytes are not valid in it, or make no sense as
    Western text."""
    from webencodings import lookup

    encoding = lookup(label or "")
    if encoding is None or (label == _WESTERN and as_western(_prose(raw)) is None):
        return None
    try:
        text, _ = encoding.codec_info.decode(raw, "strict")
    except UnicodeDecodeError:
        return None
    return str(text)


def _as_seen(raw: bytes) -> str | None:
    """The text by what its bytes look like beside the markup."""
    if as_western(_prose(raw)) is not None:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return None
    return as_detected(raw)


def _prose(raw: bytes) -> bytes:
    return _MARKUP.sub(b" ", raw)
