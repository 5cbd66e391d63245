"""TAR archives, read once from front to end, so that they may come packed and through a pipe."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from typing import Any, Final

from figcheck.articles import PassedOver
from figcheck.read.drafts import Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.members import label, passed_over, read_member

LONGEST_HEADER: Final = 1_000_000
"""Bytes between two members: long names and what else is told of a member stand there, and are held as a whole."""

_CHUNK: Final = 1 << 16


def read(given: Given) -> Iterator[Row]:
    """The articles of the members that have the name of an article's file. Raises Unreadable where the archive cannot
    be read further; what came before stands."""
    others: Counter[str] = Counter()
    found = False
    for info, stream in _members(given):
        name = label(info.name)
        why = passed_over(name, given.options.exclude)
        if why is None:
            found = True
            yield from read_member(given, name, stream)
        elif why:
            others[why] += 1
    yield from (PassedOver(given.label, what, count) for what, count in sorted(others.items()))
    if not found:
        yield given.unread("no file in the archive is of a format that figcheck reads", "give the file itself")


def _members(given: Given) -> Iterator[tuple[tarfile.TarInfo, _Bytes]]:
    """The files in the archive, each to be read before the next."""
    metered = _Metered(given)
    metered.left = LONGEST_HEADER
    with _told():
        archive = tarfile.TarFile.open(fileobj=metered, mode="r|")  # type: ignore[call-overload]
    while True:
        metered.left = LONGEST_HEADER
        with _told():
            info = archive.next()
        metered.left = None
        if info is None:
            return
        archive.members = []  # or all would be kept
        if not info.isreg():
            continue
        stream = _Bytes(archive.extractfile(info))
        yield info, stream
        while not stream.is_broken and stream.read(_CHUNK):
            pass
        if stream.is_broken:  # which was told of the member
            return


@contextmanager
def _told() -> Iterator[None]:
    """Tells what is wrong with the archive."""
    try:
        yield
    except (tarfile.TarError, ValueError, OverflowError, EOFError) as error:
        raise Unreadable(f"a broken TAR archive: {str(error)[:120]}", "get the whole archive again") from error


class _Metered:
    """The archive's bytes; ``left`` says how many may be read, None for any."""

    def __init__(self, given: Given) -> None:
        self._stream = given.stream
        self.left: int | None = None

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        if self.left is not None:
            self.left -= len(data)
            if self.left < 0:
                raise Unreadable("a TAR archive with a member whose header is endless", "get the whole archive again")
        return data


class _Bytes(RawIOBase):
    """The bytes of a member."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream
        self.is_broken = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        self.is_broken = True
        with _told():
            data = self._stream.read(len(into))
        self.is_broken = False
        into[: len(data)] = data
        return len(data)
