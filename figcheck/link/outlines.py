"""A claim in outline: a few numbers by which most claims that contradict each other are told apart without their rows.

A set of words or names is a mask in which each member has one bit. Sets whose masks share no bit share nothing; what
two sets share is at most the bits that both masks have, and those that the smaller set lost because two of its members
fell on one. So an outline may miss a contradiction, and never tells one that is none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Final
from zlib import crc32

from figcheck.link.contradictions import may_share_fewer
from figcheck.link.periods import is_long
from figcheck.link.rows import Row
from figcheck.link.told import is_short

FIELDS: Final = (
    ("words", "<u8"),
    ("where", "<u8"),
    ("holding", "<u8"),
    ("counted", "<u4"),
    ("acting", "<u4"),
    ("copied", "<u4"),
    ("day_and_place", "<u4"),
    ("digits", "<u4"),
    ("first", "<i4"),
    ("last", "<i4"),
    ("flags", "<u2"),
    ("count", "u1"),
    ("lost", "u1"),
)
"""What an outline holds, in this order, and as what, in the way that numpy spells it.

``words`` of an amount are its words, of an answer those that tell its question; ``count`` how many there are, and
``lost`` how many more than bits. ``where`` and ``holding`` are those of the row, none where others told the place.
``counted`` are those whose people are counted, ``acting`` who acted. ``copied`` tells a signature, ``day_and_place``
the two of an answer, ``digits`` those of an amount in whatever order, 0 for none; ``first`` and ``last`` are the ends
of the stated times.
"""
AMOUNT, ANSWER, UNCOMMON, MAIN, WORDLESS, PART, EACH, ONCE, LONG, SHORT, MONEY, SOME, RATE = (
    1 << bit for bit in range(13)
)
"""``flags``: an amount, also of an uncommon unit and with a stated time, or of money; an answer in percent; what a row
tells under these names; whether an amount may be linked whatever its words are; and of the stated times what they are
of: something that happened once, or long, or short ones. ``SOME``: fewer words may be enough for an amount. ``RATE``:
the rate of inflation or the like."""

_pack: Final = struct.Struct("<QQQIIIIIiiHBB").pack
_MANY: Final = 255
_KNOWN: Final = 100_000  # names whose bits are remembered
_ONES: Final = (1 << 32) - 1


def outline(row: Row) -> bytes:
    """A claim in outline."""
    nature = row.nature
    words = row.words if nature == "amount" else _NONE
    flags = 0
    day_and_place = 0
    if nature == "amount":
        flags |= UNCOMMON | AMOUNT if row.periods and "/" in row.unit else AMOUNT
        flags |= MONEY if row.measure == "money" else 0
        flags |= SOME if may_share_fewer(row) else 0
    elif nature == "answer" and row.unit == "percent":
        flags |= ANSWER
        words = row.asked
        if row.when and row.where:
            day_and_place = _told("|".join([*sorted(row.when), "in", *sorted(row.where)]))
    flags |= RATE if row.indicators else 0
    flags |= (MAIN if row.is_main else 0) | (WORDLESS if row.is_definite or row.once else 0)
    flags |= (PART if row.is_part else 0) | (EACH if row.each else 0)
    first = last = 0
    if row.periods:
        flags |= _times(row)
        first, last = min([begins for begins, _ in row.periods]), max([ends for _, ends in row.periods])
    if len(words) > _MANY:  # so many that they need not be told
        flags &= ~(AMOUNT | ANSWER)
        words = _NONE
    mask = _mask(words)
    is_placed = bool(row.where) and not row.is_placed_by_others
    return _pack(
        mask,
        _mask(row.where) if is_placed else 0,
        _mask(row.holding) if is_placed else 0,
        _half(_mask(row.named)),
        _half(_mask(row.by)),
        _told(row.signature) if row.signature else 0,
        day_and_place,
        _told(row.digits) if row.digits else 0,
        first,
        last,
        flags,
        len(words),
        len(words) - mask.bit_count(),
    )


def _times(row: Row) -> int:
    """What the stated times of a claim forbid when they do not meet those of another (see ``contradictions``)."""
    if row.nature == "toll" or row.nature == "event":
        return ONCE if row.kind == "incident" or row.kind == "daily_count" else 0
    return (LONG if is_long(row) else 0) | (SHORT if row.kind == "incident" and is_short(row.periods) else 0)


_NONE: Final[frozenset[str]] = frozenset()


class _Bits(dict[str, int]):
    """Name → its bit of a mask. It starts afresh when full."""

    def __missing__(self, name: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        made = self[name] = 1 << (_told(name) & 63)
        return made


_BIT: Final = _Bits()


def _mask(names: Iterable[str]) -> int:
    mask = 0
    for name in names:
        mask |= _BIT[name]
    return mask


def _half(mask: int) -> int:
    """A mask in half as many bits."""
    return (mask | mask >> 32) & _ONES


def _told(text: str) -> int:
    """A number of 32 bits for a text, the same in every process; never 0."""
    return crc32(text.encode("utf-8", "surrogatepass")) or 1
