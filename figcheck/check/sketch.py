"""A sentence as a sketch: its words in small letters, each figure one capital that tells its kind.

"Inspectors closed 12 of the 44 plants, or 27 per cent" is "inspectors closed C of the C plants, or P", so that one
pattern reads what stands between any number of figures. A capital stops a pattern of words: no phrase reaches over a
figure unseen.

====== ==============================================================
``C``  a count ("12", "some 480")
``P``  a percentage in figures ("27 per cent")
``S``  a share in words ("one in five", "nearly half")
``V``  a majority or minority in words
``F``  a bare fraction ("by a third")
``O``  points: of a percentage, or of an index
``M``  money or a measure
``T``  a multiple ("twice", "tenfold")
``X``  any other, and every figure that is denied
====== ==============================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.desk import Desk
from figcheck.check.directions import is_denied
from figcheck.check.marked import by_sentence
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.model import Claim

WORD: Final = r" [a-z0-9][a-z0-9'./-]*"
"""A pattern of one word of a sketch, with the space before it."""

_SPACES: Final = expression(r"\s+")
_DASH: Final = expression(r" ?[–—] ?| -{1,2} ")
_DROPPED: Final = expression(r"[“”\"*_]")
_UNPLAIN: Final = expression(r"[“”\"*_–—’]|(?! )\s| [ -]")
_RANGE: Final = expression(r"(?:from )?\S[^–]* to \S")
_DECIMALS: Final = expression(r"\d[\d,]*\.(\d+)")
_FROM: Final = expression(r"^from\s")
# "Twice as many as the 40", "20 per cent more than the 70": what is compared with, and no hedge.
_COMPARED: Final = expression(
    r"(?:as (?:many|much) as|(?:more|fewer|less|higher|lower) than|over|above|below|under) (?:the|its|their) "
)
# A length of time that says when: "in the three months to June".
_WHEN: Final = expression(r"\b(?:the|in|over|within|past|last|first|next|previous|every|for) $")
_TIMES: Final = frozenset(("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade"))
_BASIS: Final = "basis point"
_HUNDREDTH: Final = Decimal("0.01")  # of a point
_NEAR: Final = 2  # characters between two sentences that follow one another


class Item(NamedTuple):
    """One number of a sketch: the figure that prints it, and where it stands in the sketch."""

    kind: str
    claim: Claim
    reading: Reading
    unit: str
    surface: str
    place: int

    @property
    def counted(self) -> str | None:
        """What it counts, in the singular; None where that is not told."""
        return self.claim.figure.counted

    @property
    def spoken(self) -> str:
        """The figure as printed, for the middle of a sentence."""
        printed = self.surface
        return printed if printed[:2].isupper() and printed[1:2].isalpha() else printed[:1].lower() + printed[1:]


class Sketch:
    """The text of a sentence with its figures as capitals, and the figures by where they stand in it.

    ``follows`` is the sketch of the sentence right before, if that has figures too.
    """

    __slots__ = ("claims", "follows", "items", "text")

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        self.items: dict[int, Item] = {}
        self.follows: Sketch | None = None
        self.text = self._drawn(claims)

    def _drawn(self, claims: Sequence[Claim]) -> str:
        quote = claims[0].quote
        text, end = "", 0
        parts: list[str] = []
        length = 0
        last: Claim | None = None
        for claim in claims:
            at = claim.quote_at
            if at.start < end:
                continue
            if last is not None and _is_conversion(last, claim, quote[end : at.start], quote[at.end : at.end + 1]):
                end = at.end + 1
                continue
            last = claim
            text = _plain(quote[end : at.start], length == 0)
            if length and text[:1].isalpha():
                text = f" {text}"  # "94kg"
            parts.append(text)
            length += len(text)
            if claim.figure.unit in _TIMES and _WHEN.search(text[-12:]):
                parts.append(_plain(quote[at.start : at.end], False))
                length += len(parts[-1])
                end = at.end
                continue
            for lead, item in _items(claim):
                parts.append(lead + item.kind)
                length += len(lead) + 1
                self.items[length - 1] = item._replace(place=length - 1)
            end = at.end
        tail = _plain(quote[end:], length == 0)
        parts.append(f" {tail}" if length and tail[:1].isalpha() else tail)
        return "".join(parts)

    def item(self, match: re.Match[str], group: str) -> Item:
        """The figure that a group of a match holds."""
        return self.items[match.start(group)]

    def printed(self, start: int, end: int) -> str:
        """A stretch of the sketch with the figures as printed, for messages."""
        return "".join(self.items[i].surface if i in self.items else self.text[i] for i in range(start, end))


def sketches(desk: Desk) -> list[list[Sketch]]:
    """The sentences with figures of each article in turn, as sketches in the order of the text; made once."""
    return desk.once(_all_sketches)


def _all_sketches(desk: Desk) -> list[list[Sketch]]:
    drawn: list[list[Sketch]] = []
    for claims in desk.articles():
        rows: list[Sketch] = []
        for row in by_sentence(claims):
            _append(rows, row)
        drawn.append(rows)
    return drawn


def _append(rows: list[Sketch], row: list[Claim]) -> None:
    sketch = Sketch(row)
    if rows:
        last = rows[-1].claims[0].figure
        gap = row[0].figure.sentence.start - last.sentence.end
        if gap <= _NEAR and last.in_title == row[0].figure.in_title:
            sketch.follows = rows[-1]
    rows.append(sketch)


def _plain(text: str, is_first: bool) -> str:
    """Text between figures in small letters, one space for any white space, one dash for any dash."""
    text = text.lower()
    if _UNPLAIN.search(text) is not None:  # most text between figures holds nothing to be changed
        text = _DASH.sub(" – ", _SPACES.sub(" ", _DROPPED.sub("", text))).replace("’", "'")
        text = text.replace("  ", " ")
    return text.lstrip() if is_first else text


def _is_conversion(told: Claim, claim: Claim, gap: str, behind: str) -> bool:
    """True for an amount told once more in another unit, in brackets: "412 million euros ($480 million)"."""
    if behind != ")" or gap.strip() != "(" or told.figure.unit == claim.figure.unit:
        return False
    return _kind(told) == "M" == _kind(claim)


def _items(claim: Claim) -> list[tuple[str, Item]]:
    """The numbers of a figure, each with what stands before it inside the figure: two for "from 40% to 45%"."""
    figure = claim.figure
    reading, kind = figure.reading, _kind(claim)
    surface = " ".join(figure.surface.split())
    compared = _COMPARED.match(surface.lower())
    if compared is not None and reading.point is not None and kind in "CMP":
        exact = Reading.exactly(reading.point, reading.precision)
        return [(compared.group(), Item(kind, claim, exact, figure.unit, surface[compared.end() :], 0))]
    if figure.hedge == "range" and kind in "CPM" and claim.mode != "denied":
        if reading.low > 0 and reading.high.is_finite() and _RANGE.match(surface):
            lead = "from " if _FROM.match(surface.lower()) else ""
            first, _, second = surface[len(lead) :].partition(" to ")
            low = Item(kind, claim, _exactly(reading.low, first), figure.unit, first, 0)
            high = Item(kind, claim, _exactly(reading.high, second), figure.unit, second, 0)
            return [(lead, low), (" to ", high)]
    if _is_denied(claim) or (reading.point is None and kind != "V"):
        kind = "X"
    if figure.unit == _BASIS:
        return [
            ("", Item("O" if kind == "M" else kind, claim, reading.scaled(_HUNDREDTH), "percentage point", surface, 0))
        ]
    return [("", Item(kind, claim, reading, figure.unit, surface, 0))]


def _is_denied(claim: Claim) -> bool:
    """True for a number that is said not to be so; what was "rejected" or "denied" is counted all the same."""
    return claim.mode == "denied" and is_denied(claim.quote.lower(), claim.quote_at.start)


def _exactly(value: Decimal, printed: str) -> Reading:
    """A number of a range, as fine as it is printed: "£2.10" to the penny."""
    exponent = value.normalize().as_tuple().exponent
    match = _DECIMALS.search(printed)
    if match is not None and Decimal(match.group().replace(",", "")) == value:
        exponent = -len(match[1])
    return Reading.exactly(value, Decimal(10) ** int(exponent))


def _kind(claim: Claim) -> str:
    figure = claim.figure
    if figure.unit == "percent":
        return {"share": "S", "vague": "V"}.get(figure.form, "P")
    if figure.unit == "percentage point" or (figure.unit == "count" and figure.counted == "point"):
        return "O"
    if figure.unit == "count":
        return "C" if figure.form == "plain" else "X"
    return {"fraction": "F", "ratio": "T"}.get(figure.unit, "M")
