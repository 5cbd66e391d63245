"""Which articles are one: files with the same article in them, and the earlier editions of one that was updated."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from figcheck.articles import Header
from figcheck.findings import LeftOut


def left_out(headers: Iterable[Header], *, supersede: bool) -> tuple[LeftOut, ...]:
    """The articles that another stands for, in the order of their ids.

    The same title and text from the same outlet and day (or where one does not tell) are one article, for which the
    smallest id stands. The same text from two outlets are two: one may have copied the other. With ``supersede`` the
    latest edition stands for the earlier ones; editions of one day all stay, as it is not known which is later.
    """
    by_digest: dict[str, list[Header]] = defaultdict(list)
    by_edition: dict[str, list[Header]] = defaultdict(list)
    found: dict[str, LeftOut] = {}
    for header in sorted(headers, key=lambda header: header.id):
        same = (
            next((one for one in by_digest[header.digest] if _may_be_one(one, header)), None) if header.digest else None
        )
        if same is not None:
            found[header.id] = LeftOut(header.id, header.path, same.id, "duplicate")
            continue
        by_digest[header.digest].append(header)
        if header.edition_of:
            by_edition[header.edition_of].append(header)
    if supersede:
        for editions in by_edition.values():
            days = [day for day in map(_day, editions) if day is not None]
            if len(days) < 2:
                continue
            latest = max(days)
            standing = next(header for header in editions if _day(header) == latest)
            for header in editions:
                day = _day(header)
                if day is not None and day < latest:
                    found[header.id] = LeftOut(header.id, header.path, standing.id, "superseded")
    return tuple(found[article] for article in sorted(found))


def _may_be_one(one: Header, other: Header) -> bool:
    return _agree(one.outlet, other.outlet) and _agree(one.published, other.published)


def _agree(one: object | None, other: object | None) -> bool:
    return one is None or other is None or one == other


def _day(header: Header) -> dt.date | None:
    return header.updated or header.published
