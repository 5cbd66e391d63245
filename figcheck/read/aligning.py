"""Text that was chosen from a page, found again in its source.

Source and choice are compared by letters and digits only, since white space, quotes and markup differ. What is taken
then are whole units of the source (paragraphs, lines, rows of a table), in the order and with the places of the source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.read.markup import HEADINGS, Block, Segment

MOST_OF_IT: Final = 0.5
"""The share of a unit that must have been chosen; the rest is what stands in links, marks and the like."""

FEWEST: Final = 30
"""Letters. Less that cannot be found is no loss: labels, formulas, marks."""

PROSE: Final = 80
"""Characters. Lines that are shorter may be bylines, labels, links."""

LINKED: Final = 0.8
"""The share of words of links from which on a line is a link."""

_WINDOW: Final = 50_000
_AROUND: Final = 3  # places of the same words that are looked at on either side
_SCANNED: Final = 200  # times the page that may be searched
_SHORTEST_PART: Final = 12
_NO_LETTERS = expression(r"[\W_]+")
_BREAKS = expression(r"\n+")


class Unit(NamedTuple):
    """A paragraph or line of the source: what of it is shown, the block that it is of, and what stands between it and
    the one before in the same block."""

    segments: list[Segment]
    block: Block
    between: str

    @property
    def text(self) -> str:
        """Its text as it is shown."""
        return "".join(segment.text for segment in self.segments)

    @property
    def linked(self) -> float:
        """The share of its characters that are words of links."""
        total = sum(len(segment.text) for segment in self.segments)
        return sum(len(segment.text) for segment in self.segments if segment.linked) / total if total else 0.0

    @property
    def is_prose(self) -> bool:
        """True for a paragraph: long, and no link."""
        return len(self.text) >= PROSE and self.linked < LINKED and self.block.name not in HEADINGS

    @property
    def start(self) -> int:
        """Where its first character stands in the source."""
        return self.segments[0].at


class Alignment(NamedTuple):
    """Which units were chosen, in order, and the text that was chosen and is in none of them, each with the number of
    the unit that it came after."""

    chosen: list[int]
    lost: list[tuple[int, str]]


def key_of(text: str) -> str:
    """The letters and digits of a text, all small."""
    return _NO_LETTERS.sub("", text).casefold()


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    """The units of blocks: rows whole, other blocks by line."""
    return [unit for block in blocks for unit in _lines(block)]


def _lines(block: Block) -> list[Unit]:
    if block.name == "tr" or not any("\n" in segment.text for segment in block.segments):
        return [Unit(block.segments, block, "")]
    parts = _at_breaks(block.segments)
    if "pre" in block.above or block.name == "pre":
        return _paragraphs(parts, block)
    return [Unit(segments, block, between) for between, segments in parts]


def _at_breaks(segments: Sequence[Segment]) -> list[tuple[str, list[Segment]]]:
    """The lines with what stands before each: one line end, or several."""
    found: list[tuple[str, list[Segment]]] = []
    line: list[Segment] = []
    between = ""
    for segment in segments:
        at = 0
        for ends in _BREAKS.finditer(segment.text):
            if ends.start() > at:
                line.append(Segment(segment.text[at : ends.start()], segment.at + at, segment.linked))
            if any(not part.text.isspace() for part in line):
                found.append((between, line))
                line, between = [], ""
            between = "\n" if not between and len(ends.group()) == 1 else "\n\n"
            at = ends.end()
        if at < len(segment.text):
            line.append(Segment(segment.text[at:], segment.at + at, segment.linked))
    if any(not part.text.isspace() for part in line):
        found.append((between, line))
    return found


def _paragraphs(lines: Sequence[tuple[str, list[Segment]]], block: Block) -> list[Unit]:
    """Lines that are set apart by no more than a line end, put together."""
    found: list[Unit] = []
    for between, line in lines:
        if found and between == "\n":
            found[-1].segments.extend([Segment("\n", -1), *line])
        else:
            found.append(Unit(list(line), block, between))
    return found


def aligned(units: Sequence[Unit], chosen: Sequence[Sequence[str]]) -> Alignment:
    """The units that hold the chosen paragraphs, each given as its runs of text.

    A paragraph that stands in several places (a teaser of the same words) is taken where those beside it are.
    """
    page = _Page(units)
    paragraphs = [[key for key in map(key_of, runs) if key] for runs in chosen]
    whole = ["".join(runs) for runs in paragraphs]
    ends: list[int | None] = [page.take_only(key) for key in whole]
    at = _begin(whole, ends)
    lost: list[tuple[int, str]] = []
    for number, runs in enumerate(paragraphs):
        end = ends[number]
        if end is None:
            end, missing = page.take(whole[number], runs, at)
            if missing >= FEWEST and 2 * missing > len(whole[number]):
                lost.append((page.unit_at(at - 1), " ".join(" ".join(run.split()) for run in chosen[number])))
        at = end
    return Alignment(page.chosen(), lost)


def _begin(whole: Sequence[str], ends: Sequence[int | None]) -> int:
    """Where the first paragraphs are looked for: as far before the first one whose place is known as they are long."""
    before = 0
    for key, end in zip(whole, ends, strict=True):
        if end is not None:
            return max(0, end - len(key) - before)
        before += len(key)
    return 0


class _Page:
    """The letters of all units in a row, and which of them were chosen."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        keys = [key_of(unit.text) for unit in units]
        self._starts: list[int] = []
        self._of_key: dict[str, list[int]] = defaultdict(list)
        at = 0
        for key in keys:
            self._starts.append(at)
            if key:
                self._of_key[key].append(at)
            at += len(key)
        self._letters = "".join(keys)
        self._taken = bytearray(at)
        self._left = _SCANNED * (at + 1)

    def take_only(self, key: str) -> int | None:
        """Takes the one unit that has these letters; where it ends, None when there are more or none."""
        places = self._of_key.get(key, ())
        return self._take(places[0], len(key)) if len(places) == 1 else None

    def take(self, key: str, runs: Sequence[str], at: int) -> tuple[int, int]:
        """Takes letters near a place: as a unit, in one piece, run by run, or in parts; where they end, and how many
        were not found."""
        found = self._near(key, at)
        if found is not None:
            return self._take(found, len(key)), 0
        missing = 0
        for run in runs if len(runs) > 1 else ():
            found = self._near(run, at)
            if found is not None:
                at = self._take(found, len(run))
            else:
                at, lost = self._take_parts(run, at)
                missing += lost
        return (at, missing) if len(runs) > 1 else self._take_parts(key, at)

    def _near(self, key: str, at: int) -> int | None:
        """Where letters stand nearest to a place: as a unit that was not taken yet, or else anywhere."""
        places = self._of_key.get(key)
        if places:
            index = bisect_left(places, at)
            around = places[max(0, index - _AROUND) : index + _AROUND]
            free = [place for place in around if not self._taken[place]] or around
            return min(free, key=lambda place: abs(place - at))
        near = self._find(key, at, min(len(self._letters), at + _WINDOW))
        return near if near is not None else self._find(key, 0, len(self._letters))

    def _find(self, key: str, start: int, end: int) -> int | None:
        if not key or self._left < 0:
            return None
        found = self._letters.find(key, start, end)
        self._left -= (found if found >= 0 else end) - start
        return found if found >= 0 else None

    def _take_parts(self, key: str, at: int) -> tuple[int, int]:
        """Takes letters of which some were left out in between, or that are not all there: the longest beginning that
        stands behind the place, then what follows. Gives the end, and how many letters were not found."""
        missing = 0
        begin = 0
        while begin < len(key):
            found, length = self._longest(key, begin, at)
            if found is None:
                length = min(_SHORTEST_PART, len(key) - begin)
                missing += length
            else:
                at = self._take(found, length)
            begin += length
        return at, missing

    def _longest(self, key: str, begin: int, at: int) -> tuple[int | None, int]:
        """Where the longest part of letters that begins there stands, and its length: behind a place, or anywhere."""
        for start, end in ((at, min(len(self._letters), at + _WINDOW)), (0, len(self._letters))):
            length, found = 0, None
            step = len(key) - begin
            while step >= _SHORTEST_PART or step == len(key) - begin > 0:
                trial = min(length + step, len(key) - begin)
                place = self._find(key[begin : begin + trial], start, end)
                if place is not None:
                    length, found = trial, place
                    if trial == len(key) - begin:
                        break
                step //= 2
            if found is not None:
                return found, length
        return None, 0

    def _take(self, place: int, length: int) -> int:
        self._taken[place : place + length] = b"\1" * length
        return place + length

    def chosen(self) -> list[int]:
        """The units of which most was taken; of a table all rows where most of it was."""
        counts = [
            (self._taken.count(1, start, end), end - start)
            for start, end in pairwise([*self._starts, len(self._letters)])
        ]
        tables: dict[int, list[int]] = defaultdict(list)
        for number, unit in enumerate(self._units):
            if unit.block.table >= 0:
                tables[unit.block.table].append(number)
        found = {number for number, (taken, all) in enumerate(counts) if taken and taken >= MOST_OF_IT * all}
        for rows in tables.values():
            if sum(counts[row][0] for row in rows) >= MOST_OF_IT * sum(counts[row][1] for row in rows) > 0:
                found.update(rows)
        return sorted(found)

    def unit_at(self, place: int) -> int:
        """The number of the unit in which a letter stands."""
        return max(0, bisect_right(self._starts, place) - 1)
