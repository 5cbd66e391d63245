"""One packed file: .gz, .bz2, .xz, .zst. What is in it is its one member, under its name without that ending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from figcheck.articles import PassedOver
from figcheck.read import tarred
from figcheck.read.drafts import Row
from figcheck.read.given import HEAD, Given
from figcheck.read.members import other_file, read_member
from figcheck.read.recognise import SUFFIXES, packing_of
from figcheck.read.unpacking import DECODERS, Unpacked, budget_within, buffered

UNNAMED = "unpacked"
"""What the member of a stream is called that has no name."""

_ENDS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def read(given: Given) -> Iterator[Row]:
    """The articles of the packed file. Raises Unreadable when its packing needs a library that is not there."""
    kind = packing_of(given.head())
    if kind not in DECODERS:
        yield given.unread(f"holds no packed data, though its name ends in {given.suffix}", "get the whole file again")
        return
    name = inner_name(given.name) or UNNAMED
    suffix = PurePosixPath(name).suffix.lower()
    if not given.named and suffix and suffix not in SUFFIXES:
        yield PassedOver(given.label, other_file(suffix))
        return
    what, decoder = DECODERS[kind]
    budget = budget_within(given)
    stream = buffered(Unpacked(given.stream.read, what, decoder, budget))
    if packing_of(stream.peek(HEAD)) == "tar":  # to its owner a tar.gz is one archive, not two
        yield from tarred.read(replace(given, stream=stream, name=name, budget=budget, depth=given.depth + 1))
    else:
        yield from read_member(given, name, stream, budget)


def inner_name(name: str) -> str:
    """What a packed file holds, by its name: "a.txt" of "a.txt.gz", "a.tar" of "a.tgz"."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix in _ENDS:
        return path.stem + _ENDS[suffix]
    return path.stem if suffix[1:] in DECODERS and path.stem else name
