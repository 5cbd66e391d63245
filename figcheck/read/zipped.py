"""ZIP archives: every member that has the name of an article's file, in the order of their names.

The standard library reads the list of members; the members are unpacked here, since it unpacks some packings without
a bound. Nothing is ever written to disk, so what a member's name says of folders does no harm.
"""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final, NamedTuple

from figcheck.articles import PassedOver, Unread
from figcheck.read.drafts import Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.members import label, passed_over, read_member
from figcheck.read.unpacking import Decoder, Unpacked, budget_within, deflate, zstd

LARGEST_LIST: Final = 32_000_000
"""Bytes that the list of members may have: some 200,000 of them. It is held as a whole."""

_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x06"
_LOCATOR_64: Final = b"PK\x06\x07"
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_OF_OTHERS: Final = frozenset(("[Content_Types].xml", "mimetype", "META-INF/container.xml"))
_LONGEST_COMMENT: Final = 65_535
_REPACK: Final = "unpack it and give the files themselves"
_WHOLE: Final = "get the whole archive again"


class Member(NamedTuple):
    """A member to read: the name it is shown under, and its entry in the list."""

    name: str
    info: zipfile.ZipInfo


class Archive:
    """The members of a ZIP archive and their bytes."""

    def __init__(self, given: Given) -> None:
        """Raises Unreadable when it is no archive, or made to fill memory."""
        seekable = given.stream.seekable()
        self._stream: BinaryIO = given.stream if seekable else io.BytesIO(given.whole())
        self._given = given
        self._size = self._stream.seek(0, io.SEEK_END)
        self.budget = budget_within(given, self._size)
        self.members = sorted((Member(_name(info), info) for info in self._list()), key=_by_name)

    def read(self, member: Member) -> Iterator[Row]:
        """The articles of a member, or a row that says why there are none."""
        try:
            raw = self.opened(member)
        except Unreadable as error:
            yield Unread(f"{self._given.shown}!{self._given.inside(member.name)}", error.reason, error.advice)
            return
        yield from read_member(self.within(), member.name, raw, raw.budget)

    def opened(self, member: Member) -> MemberBytes:
        """The plain bytes of a member. Raises Unreadable for one that is encrypted, damaged or packed in a way that is
        not read."""
        info = member.info
        if info.flag_bits & 1:
            raise Unreadable("encrypted", "unpack the archive with its password first")
        packings: dict[int, tuple[str, Callable[[], Decoder] | None]] = {
            zipfile.ZIP_STORED: ("stored", None),
            zipfile.ZIP_DEFLATED: ("deflated", deflate),
            93: ("Zstandard", zstd),
        }
        if info.compress_type not in packings:
            raise Unreadable(f"packed by a method of ZIP that is not read (number {info.compress_type})", _REPACK)
        self._stream.seek(info.header_offset)
        header = self._stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise Unreadable("damaged: the member is not where the archive lists it", _WHOLE)
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start = info.header_offset + _LOCAL.size + name_length + extra_length
        return MemberBytes(self._window(start, info.compress_size), info, *packings[info.compress_type], self)

    def within(self) -> Given:
        """The archive as what is around its members."""
        return replace(self._given, budget=self.budget)

    def _window(self, start: int, size: int) -> Callable[[int], bytes]:
        at = start

        def read(count: int) -> bytes:
            nonlocal at
            self._stream.seek(at)
            data = self._stream.read(min(count, start + size - at))
            at += len(data)
            return data

        return read

    def _list(self) -> list[zipfile.ZipInfo]:
        self._refuse_long_list()
        try:
            with zipfile.ZipFile(self._stream) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OverflowError, EOFError) as error:
            raise Unreadable(f"a broken ZIP archive: {str(error)[:120]}", _WHOLE) from error
        at = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < at:
                raise Unreadable(
                    "members of the ZIP archive share their bytes, as in one that is made to fill memory", _REPACK
                )
            at = info.header_offset + _LOCAL.size + info.compress_size
        return infos

    def _refuse_long_list(self) -> None:
        """Raises Unreadable when the list of members is too long to hold, or is not there."""
        tail_size = min(self._size, _LONGEST_COMMENT + 22 + 20 + 56)
        self._stream.seek(self._size - tail_size)
        tail = self._stream.read(tail_size)
        end = tail.rfind(_END)
        if end < 0 or len(tail) - end < 22:
            raise Unreadable("a ZIP archive whose end, with the list of its members, is missing", _WHOLE)
        size = struct.unpack_from("<I", tail, end + 12)[0]
        locator = end - 20
        if locator >= 0 and tail.startswith(_LOCATOR_64, locator):
            offset = struct.unpack_from("<Q", tail, locator + 8)[0]
            if offset <= self._size - 56:
                self._stream.seek(offset)
                record = self._stream.read(56)
                if record.startswith(_END_64) and len(record) == 56:
                    size = struct.unpack_from("<Q", record, 40)[0]
        if size > LARGEST_LIST:
            raise Unreadable(f"a ZIP archive with a list of members of {size:,} bytes, too many to hold", _REPACK)
        self._stream.seek(0)


class MemberBytes(io.RawIOBase):
    """The plain bytes of a member; at their end the sum that the archive has for them is compared."""

    def __init__(
        self,
        read: Callable[[int], bytes],
        info: zipfile.ZipInfo,
        what: str,
        decoder: Callable[[], Decoder] | None,
        archive: Archive,
    ) -> None:
        super().__init__()
        self.budget = budget_within(archive.within(), info.compress_size if decoder is None else 0)
        self._plain = None if decoder is None else Unpacked(read, what, decoder, self.budget, runs=False)
        self._stored = read
        self._info = info
        self._sum = 0
        self._count = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        """Fills as much as it can: less only at the end. Raises Unreadable when they are not what the archive says."""
        if self._plain is not None:
            count = self._plain.readinto(into)
        else:
            data = self._stored(len(into))
            count = len(data)
            into[:count] = data
            self.budget.gave(count)
        self._sum = zlib.crc32(into[:count], self._sum)
        self._count += count
        if not count and (self._sum != self._info.CRC or self._count != self._info.file_size):
            raise Unreadable("damaged: its bytes are not those that were packed (the sum differs)", _WHOLE)
        return count


def read(given: Given) -> Iterator[Row]:
    """The articles of the members. Raises Unreadable when the archive cannot be read at all."""
    archive = Archive(given)
    if _OF_OTHERS & {member.name for member in archive.members}:
        raise Unreadable("an office document or an e-book, which is not read", "save it as text, HTML, DOCX or PDF")
    others: Counter[str] = Counter()
    found = False
    for member in archive.members:
        why = passed_over(member.name, given.options.exclude)
        if why is None:
            found = True
            yield from archive.read(member)
        elif why:
            others[why] += 1
    yield from (PassedOver(given.label, what, count) for what, count in sorted(others.items()))
    if not found:
        yield given.unread("no file in the archive is of a format that figcheck reads", "give the file itself")


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Many programs write UTF-8 without saying so, which then looks like code page 437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return label(name)


def _by_name(member: Member) -> tuple[str, int]:
    return member.name, member.info.header_offset
