"""Times of day and the hours and minutes told beside them: "starts at 7.30pm, lasts two hours and ends at 10.30pm".

They are looked for only around a number of hours or minutes that has two times of day near it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.dates.spots import SmallNumbers, Spot
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Way

_UNIT: Final = expression(r"(?:hour|minute)s?\b")
_BEFORE: Final = 44  # characters of a length before its unit, and of its hedge
_AROUND: Final = 170  # characters around a length in which its times of day stand
_CLOCK: Final = expression(
    r"(?<![\d.,:/$£€-])(?:(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:m\b|\.m\.)|"
    r"(?P<plain>[01]?\d|2[0-3]):(?P<past>[0-5]\d)(?![\d:%]|\.\d))"
)
_HEDGED: Final = expression(
    r"\b(?:about|around|some|roughly|approximately|nearly|almost|close to|over|under|than|least|up to|within|or|and|to|"
    r"every|another|first|last|past|next)\s+$",
    re.IGNORECASE,
)
_MINUTES_BEHIND: Final = expression(r"(?:,|\s+and)?\s+(?P<n>[1-5]?\d)\s+minutes\b")
_HALF_BEHIND: Final = expression(r"\s+and\s+a\s+half\b")
_WAY: Final = expression(r"\s+(?P<way>later|earlier|ago|after|before)\b")
_WAYS: Final[dict[str, Way]] = {
    "later": "later", "earlier": "earlier", "ago": "ago", "after": "after", "before": "before",
}  # fmt: skip
_HOUR: Final = 60


class ClockReader:
    """Reads times of day and hours with the number words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = numbers = SmallNumbers(lexicon)
        self._before_unit = numbers.words | {"a", "an", "half"}
        self._length = re.compile(
            rf"(?<![\w.,:$€£-])(?:(?P<part>half)\s+an|(?P<n>{numbers.pattern}|an?)(?P<half>[-\s]and[-\s]a[-\s]half)?)"
            r"(?P<join>[-\s])$",
            re.IGNORECASE,
        )

    def read(self, text: str) -> list[Spot]:
        """The hours and minutes that have two times of day near them, and those times."""
        found: list[Spot] = []
        clocks: list[re.Match[str]] = []
        starts: list[int] = []
        seen = 0
        end = 0
        for start in sorted([*_places(text, "hour"), *_places(text, "minute")]):
            match = _UNIT.match(text, start)
            if match is None or start < end:
                continue
            floor = max(0, match.start() - _BEFORE)
            before = text[floor:start].replace("-", " ").split()
            if not before or not (before[-1].isdigit() or before[-1].lower() in self._before_unit):
                continue
            number = self._length.search(text[floor:start])
            if number is None or _HEDGED.search(text, floor, floor + number.start()):
                continue
            first, last = max(0, match.start() - _AROUND), match.end() + _AROUND
            if not clocks:
                # Few texts have any, so that all of a text are looked for only behind the first two.
                if len(_CLOCK.findall(text, first, last)) < 2:
                    continue
                clocks = list(_CLOCK.finditer(text))
                starts = [clock.start() for clock in clocks]
            near = clocks[bisect_left(starts, first) : bisect_left(starts, last)]
            if len(near) < 2:
                continue
            found.append(self._spot(text, match, number, floor))
            end = found[-1].span.end
            for clock in near:
                if clock.start() >= seen:
                    found.append(_clock(clock))
                    seen = clock.end()
        return found

    def _spot(self, text: str, match: re.Match[str], number: re.Match[str], floor: int) -> Spot:
        """A number of hours or minutes, in minutes."""
        unit = match.group().removesuffix("s")
        size = _HOUR if unit == "hour" else 1
        spoken = (number["n"] or "").lower()
        count = size * (1 if spoken in ("a", "an") else self._numbers.value(spoken) if spoken else 0)
        if number["part"] or number["half"]:
            count += size // 2
        end = match.end()
        way: Way = "long" if number["join"] == "-" else ""
        if unit == "hour" and not way:
            half, more = _HALF_BEHIND.match(text, end), _MINUTES_BEHIND.match(text, end)
            if half is not None:
                count, end = count + _HOUR // 2, half.end()
            elif more is not None:
                count, end, unit = count + int(more["n"]), more.end(), "minute"
        follows = _WAY.match(text, end)
        if follows is not None and not way:
            way = _WAYS[follows["way"]]
            end = follows.end() if way in ("later", "earlier", "ago") else end
        value = Decimal(count)
        return Spot("hours", Span(floor + number.start(), end), low=value, high=value, unit=unit, way=way)


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text; a pattern with two beginnings is slower."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _clock(match: re.Match[str]) -> Spot:
    """A time of day, in minutes from midnight; "either" where morning or evening is not told."""
    if match["half"]:
        hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
        minute, manner = int(match["minute"] or 0), ""
    else:
        hour, minute = int(match["plain"]), int(match["past"])
        manner = "either" if 0 < hour <= 12 and match["plain"][0] != "0" else ""
    value = Decimal(hour * _HOUR + minute)
    return Spot("clock", Span(*match.span()), low=value, high=value, unit="minute", manner=manner)
