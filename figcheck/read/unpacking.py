"""Packed bytes to plain ones: as they are asked for, never more than was asked for, and no more than is believable.

A few bytes can unpack to terabytes. So nothing is unpacked at once, and what comes out is held against what went in:
more than ``max_ratio`` times as much is refused, as soon as it is more than small files are allowed anyway.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from functools import cache
from io import BufferedReader
from typing import Any, BinaryIO, Final, Protocol

from figcheck.read.given import HEAD, Given, Unreadable

FLOOR: Final = 16_000_000
"""Bytes that anything may unpack to, however small it is: short texts that repeat themselves pack very well."""

MAX_DEPTH: Final = 4
"""Archives around one another. A tar.gz is two."""

_CHUNK: Final = 1 << 16
_XZ_MEMORY: Final = 1 << 27  # bytes; what `xz -9` writes takes half of it


class Inflated(Unreadable):
    """More came out than is believable."""

    def __init__(self, budget: Budget, ratio: int) -> None:
        super().__init__(
            f"unpacks to more than {ratio:,} times its size, as archives do that are made to fill memory",
            "if it is genuine, raise the limit (--max-ratio) or unpack it first",
        )
        self._budget = budget

    def is_of(self, budget: Budget | None) -> bool:
        """Whether there is nothing left for what has this budget, not only for something inside of it."""
        return budget is not None and budget.is_within(self._budget)


class Budget:
    """How much may come out of an archive, by what went in; what comes out counts for the archive ``around`` it too."""

    __slots__ = ("_around", "_packed", "_ratio", "_unpacked")

    def __init__(self, ratio: int, packed: int = 0, around: Budget | None = None) -> None:
        self._ratio = ratio
        self._packed = packed
        self._unpacked = 0
        self._around = around

    def took(self, count: int) -> None:
        """So many packed bytes went in."""
        self._packed += count

    def is_within(self, other: Budget) -> bool:
        """Whether it is the other, or that of something inside of it."""
        return self is other or (self._around is not None and self._around.is_within(other))

    def gave(self, count: int) -> None:
        """So many bytes came out. Raises Inflated when these are too many."""
        if self._around is not None:
            self._around.gave(count)
        self._unpacked += count
        if self._unpacked > FLOOR and self._unpacked > self._ratio * self._packed:
            raise Inflated(self, self._ratio)


class Decoder(Protocol):
    """One run of packed data, as the decompressors of bz2 and lzma have it."""

    @property
    def eof(self) -> bool:
        """Whether the run has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether all that went in has come out."""

    @property
    def unused_data(self) -> bytes:
        """What went in and stands behind the end of the run."""

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        """Takes packed bytes and gives at most so many plain ones."""


class _Zlib:
    """A decompressor of zlib with the face of the others."""

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


def gzip() -> Decoder:
    """For gzip data; checks its sum and length."""
    return _Zlib(31)


def deflate() -> Decoder:
    """For bare deflated data, as in ZIP archives."""
    return _Zlib(-15)


def zlib_data() -> Decoder:
    """For deflated data with the header of zlib, as HTTP means it."""
    return _Zlib(15)


def xz() -> Decoder:
    """For xz data."""
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


def zstd() -> Decoder:
    """For Zstandard data. Raises Unreadable when Python has no library for it."""
    return _zstd_module().ZstdDecompressor()  # type: ignore[no-any-return]


@cache
def _zstd_module() -> Any:
    """``compression.zstd`` of Python 3.14, or the same for earlier ones."""
    from importlib import import_module

    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    raise Unreadable(
        "Zstandard files are read with backports.zstd, which is not installed", "pip install 'figcheck[zst]'"
    )


DECODERS: Final[dict[str, tuple[str, Callable[[], Decoder]]]] = {
    "gz": ("gzip", gzip),
    "bz2": ("bzip2", bz2.BZ2Decompressor),
    "xz": ("xz", xz),
    "zst": ("Zstandard", zstd),
}


class Unpacked(io.RawIOBase):
    """The plain bytes of packed data that ``read`` gives in pieces.

    Data may be of several runs, one behind the other, as gzip allows; zero bytes behind the last are padding. ``what``
    names the packing for messages. Whatever goes wrong is told, as Unreadable, when all that came before was read.
    """

    def __init__(
        self, read: Callable[[int], bytes], what: str, decoder: Callable[[], Decoder], budget: Budget, runs: bool = True
    ) -> None:
        super().__init__()
        self._read = read
        self._what = what
        self._new = decoder
        self._decoder = decoder()
        self._budget = budget
        self._runs = runs
        self._started = False  # whether the present run has had input
        self._ended = False
        self._held = b""
        self._trouble: Unreadable | OSError | None = None

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, into: Any) -> int:
        """Fills as much as it can: less only at the end. Raises Unreadable, and OSError from what it reads."""
        if self._trouble is not None:
            raise self._trouble
        filled, size = 0, len(into)
        while filled < size:
            try:
                data = self._some(size - filled)
            except (Unreadable, OSError) as error:
                if isinstance(error, Inflated) or not filled:
                    raise
                self._trouble = error
                break
            if not data:
                break
            into[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _some(self, most: int) -> bytes:
        """Some plain bytes, none at the end."""
        while not self._ended:
            if self._decoder.eof:
                self._next_run()
                continue
            data = self._packed() if self._decoder.needs_input else b""
            is_end = not data and self._decoder.needs_input
            if is_end and self._runs and not self._started:
                self._ended = True
                break
            plain = self._decode(data, most)
            if plain:
                self._budget.gave(len(plain))
                return plain
            if is_end and not self._decoder.eof:
                raise Unreadable(f"cut short: the {self._what} data end too early", "get the whole file again")
        return b""

    def _packed(self) -> bytes:
        """The next packed bytes, none at the end."""
        if self._held:
            data, self._held = self._held, b""
            return data
        data = self._read(_CHUNK)
        self._budget.took(len(data))
        return data

    def _decode(self, data: bytes, most: int) -> bytes:
        self._started = True
        try:
            return self._decoder.decompress(data, most)
        except _errors(self._what) as error:
            told = " ".join(str(error).split())
            reason = f"broken {self._what} data: {told[:120]}" if told else f"broken {self._what} data"
            raise Unreadable(reason, "get the whole file again") from error

    def _next_run(self) -> None:
        rest = self._decoder.unused_data
        if not self._runs:
            self._ended = True
            return
        while not (rest := rest.lstrip(b"\0")):
            rest = self._packed()
            if not rest:
                self._ended = True
                return
        self._held, self._decoder, self._started = rest, self._new(), False


@cache
def _errors(what: str) -> tuple[type[Exception], ...]:
    """What the decompressors raise for data that are broken."""
    known = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
    return (*known, _zstd_module().ZstdError) if what == "Zstandard" else known


class Filled(io.RawIOBase):
    """A stream of which every read gets as much as it asked for, until the end. It is left open."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, into: Any) -> int:
        """Fills as much as it can: less only at the end. Raises OSError from the stream."""
        filled = 0
        while filled < len(into) and (data := self._stream.read(len(into) - filled)):
            into[filled : filled + len(data)] = data
            filled += len(data)
        return filled


def buffered(raw: io.RawIOBase | bytes) -> BufferedReader[Any]:
    """The stream of a ``Given``."""
    return BufferedReader(io.BytesIO(raw) if isinstance(raw, bytes) else raw, HEAD)


def budget_within(given: Given, packed: int = 0) -> Budget:
    """What may come out of something inside of this."""
    return Budget(given.options.max_ratio, packed, given.budget)
