"""The answer of a web server as crawlers keep it: its headers, and the page, unpacked as a browser would."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import Message
from typing import Any, Final, NamedTuple

from figcheck.expressions import expression
from figcheck.read.given import Given, Unreadable
from figcheck.read.unpacking import Budget, Decoder, Unpacked, deflate, gzip, zlib_data, zstd

_STATUS: Final = expression(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_END: Final = expression(rb"\r?\n\r?\n")
_FOLD: Final = expression(r"\r?\n[ \t]+")
_CHUNK: Final = expression(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))


class Answer(NamedTuple):
    """What a server answered: its status, the media type and charset that it stated ("" and None for none), the coding
    of the page, and the page as it was sent."""

    status: int
    kind: str
    charset: str | None
    coding: str
    sent: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is a page that was there, not an error or a picture."""
        return 200 <= self.status < 300 and (self.kind in _HTML or (not self.kind and looks_like_page(self.sent)))


def looks_like_page(raw: bytes) -> bool:
    """Whether bytes begin as HTML does."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b", raw[:1000], re.IGNORECASE) is not None


def media_type(value: str) -> tuple[str, str | None]:
    """The media type in a Content-Type, "" for none, and its charset."""
    holder = Message()
    holder["Content-Type"] = value.strip()
    kind = holder.get_content_type() if "/" in value else ""
    try:
        return kind, holder.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return kind, None


def answer_of(raw: bytes) -> Answer | None:
    """The answer that the bytes of a response are, None when they are none."""
    status = _STATUS.match(raw)
    if status is None:
        return None
    end = _END.search(raw)
    head, sent = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    fields: dict[str, str] = {}
    for line in _FOLD.sub(" ", head.decode("latin-1")).splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    kind, charset = media_type(fields.get("content-type", ""))
    if "chunked" in fields.get("transfer-encoding", "").lower():
        sent = _unchunked(sent)
    coding = fields.get("content-encoding", "").lower()
    return Answer(int(status[1]), kind, charset, coding, sent)


def _unchunked(sent: bytes) -> bytes:
    """The page put together from its chunks; many crawlers have done that already, and then it is left."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK.match(sent, at):
        count = int(size[1], 16)
        if not count:
            return b"".join(parts)
        parts.append(sent[size.end() : size.end() + count])
        at = size.end() + count
        if sent.startswith(b"\r\n", at):
            at += 2
        elif sent.startswith(b"\n", at):
            at += 1
    return b"".join(parts) if parts and at >= len(sent) else sent


def page_of(answer: Answer, given: Given) -> bytes:
    """The page, unpacked. Raises Unreadable when it is larger than ``max_bytes``, broken, or packed in a way that needs
    a library that is not there."""
    page = answer.sent
    budget = Budget(given.options.max_ratio, 0, given.budget)
    codings = [part.strip() for part in answer.coding.split(",")]
    for coding in reversed([coding for coding in codings if coding not in ("", "identity")]):
        if looks_like_page(page):
            break  # crawlers unpack pages and leave the header as it was
        page = _decoded(page, coding, given.options.max_bytes, budget)
    return page


def _decoded(packed: bytes, coding: str, limit: int, budget: Budget) -> bytes:
    decoders: dict[str, tuple[str, Callable[[], Decoder]]] = {
        "gzip": ("gzip", gzip),
        "x-gzip": ("gzip", gzip),
        "deflate": ("deflated", zlib_data if packed[:1] == b"\x78" else deflate),
        "zstd": ("Zstandard", zstd),
        "br": ("Brotli", _Brotli),
    }
    if coding not in decoders:
        raise Unreadable(f"a page in the content coding {coding[:40]!r}, which is not read", "save the page itself")
    if coding.endswith("gzip") and not packed.startswith(b"\x1f\x8b"):
        return packed
    at = 0

    def read(size: int) -> bytes:
        nonlocal at
        data = packed[at : at + size]
        at += len(data)
        return data

    what, decoder = decoders[coding]
    stream = Unpacked(read, what, decoder, budget, runs=False)
    plain = bytearray()
    block = bytearray(1 << 16)
    while count := stream.readinto(block):
        plain += block[:count]
        if len(plain) > limit:
            raise Unreadable(
                f"a page larger than {limit:,} bytes", "leave it out, or raise the limit (--max-file-size)"
            )
    return bytes(plain)


class _Brotli:
    """A decompressor of Brotli data with the face of the others."""

    unused_data = b""

    def __init__(self) -> None:
        try:
            import brotli
        except ImportError as error:
            raise Unreadable(
                "a page packed with Brotli, which is read with the library of that name", "pip install 'figcheck[warc]'"
            ) from error
        self._inner: Any = brotli.Decompressor()
        self._error: type[Exception] = brotli.error

    @property
    def eof(self) -> bool:
        return bool(self._inner.is_finished())

    @property
    def needs_input(self) -> bool:
        return bool(self._inner.can_accept_more_data())

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        limit = {"output_buffer_limit": max_length} if max_length > 0 else {}
        try:
            return bytes(self._inner.process(data, **limit))
        except self._error as error:
            raise ValueError(str(error)) from error
