"""What digits or a number word are instead of a figure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple


class NotFigure(NamedTuple):
    """What digits or a number word are instead of a figure, up to ``end``. ``start`` may lie before the digits."""

    start: int
    end: int
    kind: str
    reason: str
    value: Decimal | dt.date | None = None


def part_of(text: str, start: int, end: int) -> str:
    """The reason of a skip that is part of a name."""
    return f"part of the name {text[start:end]!r}"
