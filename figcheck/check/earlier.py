"""A change told in one sentence, and the number before it in a later one: "Sales rose 20% to $60m. … A year earlier sales
were $55m."

The link must be plain: the later sentence names the same thing and an earlier period, and has one number of the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from figcheck.check.moves import FALLING, RISING, Move, Told, way_of
from figcheck.check.sketch import Item, Sketch

_WORD: Final = r" [a-z0-9][a-z0-9'./-]*"
_FAR: Final = 4  # sentences with figures that are looked through
_REACH: Final = 900  # characters between the two
_CHANGE: Final = re.compile(
    rf"(?P<thing>[a-z]{{4,}})(?: (?:have|has|had|also|then|[a-z]+ly)){{0,2}} (?P<way>{RISING}|{FALLING})"
    rf"(?: (?:by|about|just|some|nearly|almost|[a-z]+ly)){{0,2}} (?P<told>[CMPO])(?: (?:last year|in [a-z0-9]+))? to (?P<new>[CM])"
)
_EARLIER: Final = re.compile(
    r"\b(?:(?:a|one) year (?:earlier|before|ago)|the (?:year before|previous year|prior year)|last year|"
    r"the same (?:period|quarter|month|time) (?:of )?(?:last year|a year (?:earlier|before|ago)|the (?:previous|prior) year))\b"
)
_WAS: Final = rf"(?:(?:{_WORD}){{0,4}}? (?:were|was|had been|stood at|came to|totalled|totaled|amounted to))"
_OTHER_PERIOD: Final = re.compile(
    r"\b(?:month|week|day|quarter-on-quarter|sequentially|since|forecast|expected|target|would|will|could|should|plan|plans|"
    r"next year|and [a-z]+ (?:were|was)|excluding|adjusted|unit|division|segment|subsidiary|rival|operating|pre-tax)\b"
)


def earlier_moves(article: list[Sketch]) -> Iterator[tuple[Move, list[Told]]]:
    """The moves of an article whose earlier number stands in a later sentence, with the change told of each."""
    for i, sketch in enumerate(article):
        if sketch.claims[0].figure.in_title:
            continue
        for match in _CHANGE.finditer(sketch.text):
            rest = sketch.text[match.end() :]
            if " from " in rest or "compared" in rest or "against" in rest or _OTHER_PERIOD.search(sketch.text):
                continue
            new, told = sketch.item(match, "new"), sketch.item(match, "told")
            old = _earlier(article, i, match["thing"], new)
            if old is not None:
                way = way_of(match["way"])
                yield Move(old, new, way, 0, 0, False), [Told(told, told.surface, way)]


def _earlier(article: list[Sketch], i: int, thing: str, new: Item) -> Item | None:
    """The one number that a later sentence gives for the thing a year before; None where there is not exactly one."""
    found: list[Item] = []
    start = new.claim.figure.sentence.start
    same = re.compile(rf"\b{re.escape(thing)}\b{_WAS} (?:[CM])")
    for sketch in article[i + 1 : i + 1 + _FAR]:
        if sketch.claims[0].figure.sentence.start - start > _REACH:
            break
        match = same.search(sketch.text)
        if match is None or not _EARLIER.search(sketch.text) or _OTHER_PERIOD.search(sketch.text):
            continue
        numbers = [item for item in sketch.items.values() if item.unit == new.unit]
        if len(numbers) != 1 or numbers[0].place != match.end() - 1 or numbers[0].counted not in (None, new.counted):
            return None
        found.append(numbers[0])
    return found[0] if len(found) == 1 else None
