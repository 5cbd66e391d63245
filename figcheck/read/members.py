"""Members of archives and parts of containers, each read as a file would be."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import PurePosixPath
from typing import Any

from figcheck.read.drafts import Draft, Row
from figcheck.read.excluding import is_excluded
from figcheck.read.given import Given, Unreadable
from figcheck.read.recognise import SUFFIXES, Reader, read_given
from figcheck.read.unpacking import MAX_DEPTH, Budget, Inflated, buffered
from figcheck.timelimit import TookTooLong

_NESTED = f"more than {MAX_DEPTH} archives are packed into one another"


def read_member(
    outer: Given,
    name: str,
    raw: BufferedReader[Any] | io.RawIOBase | bytes,
    budget: Budget | None = None,
    reader: Reader = read_given,
    **known: Any,
) -> Iterator[Row]:
    """The articles of a member; what cannot be read of it is a row, and the others go on.

    ``budget`` is its own, None where it has that of ``outer``. ``known`` are other fields of its ``Given``. Raises
    Inflated when what is around it may not give more.
    """
    inner = Given(
        raw if isinstance(raw, BufferedReader) else buffered(raw),
        outer.shown,
        PurePosixPath(name).name,
        member=outer.inside(name),
        named=outer.named,
        depth=outer.depth + 1,
        budget=budget or outer.budget,
        rows=outer.rows,
        **{"options": outer.options, **known},
    )
    if inner.depth > MAX_DEPTH:
        yield inner.unread(_NESTED, "unpack the outer ones first")
        return
    try:
        for row in reader(inner):
            yield _as_member(row, inner) if isinstance(row, Draft) else row
    except Unreadable as error:
        if isinstance(error, Inflated) and error.is_of(outer.budget):
            raise
        yield inner.refused(error)
    except TookTooLong as error:
        yield inner.unread(error.reason, error.advice)


def _as_member(draft: Draft, inner: Given) -> Draft:
    """The draft with the whole path of its member, which its reader may not know."""
    assert inner.member is not None
    if draft.member is None:
        return replace(draft, member=inner.member)
    known = draft.member == inner.member or draft.member.startswith(f"{inner.member}!")
    return draft if known else replace(draft, member=inner.inside(draft.member))


def label(name: str) -> str:
    """A member's name as a path with forward slashes. It names the member in reports and is never a path on disk."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return plain.replace("\\", "/")


def passed_over(name: str, exclude: tuple[str, ...]) -> str | None:
    """Why a member is passed over, as a file of a folder would be: "" for one that is not to be mentioned, None for one
    that is to be read."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return ""
    if is_excluded("/".join(parts), exclude):
        return "excluded"
    suffix = os.path.splitext(parts[-1])[1].lower() if parts else ""
    return None if suffix in SUFFIXES else other_file(suffix)


def other_file(suffix: str) -> str:
    """What a file of no format of articles is called where such files are counted."""
    return f"{suffix} file" if suffix[1:].isalnum() and suffix.isascii() and len(suffix) < 8 else "other file"
