"""A change told in one sentence, and the number before it in a later one: "Sales rose 20% to $60m. … A year earlier
sales were $55m."

The link must be plain: the later sentence names the same thing in the same words, and an earlier period, and has one
number of the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from figcheck.check.directions import FALLING, RISING, way_of
from figcheck.check.moves import Move, same_unit
from figcheck.check.sketch import Item, Sketch
from figcheck.check.told import Told

_FAR: Final = 4  # sentences with figures that are looked through
_REACH: Final = 900  # characters between the two
_PLACED: Final = r"(?P<placed>(?: (?:in|at|of|to|for) (?:the )?[a-z]+){0,2})"
_CHANGE: Final = re.compile(
    rf"(?:\b(?P<kind>[a-z-]+) )?\b(?P<thing>[a-z]{{4,}}){_PLACED}(?: (?:have|has|had|also|then|[a-z]+ly)){{0,2}} "
    rf"(?P<way>{RISING}|{FALLING})(?: (?:by|about|just|some|nearly|almost|[a-z]+ly)){{0,2}} (?P<told>[CMPO])"
    r"(?: (?:last year|in [a-z0-9]+))? to (?P<new>[CM])"
)
_BEFORE: Final = (
    r"(?:(?:an?|one) year (?:earlier|before|ago)|the (?:year before|previous year|prior year)|last year|"
    r"the same (?:period|quarter|month|time) (?:of )?"
    r"(?:last year|a year (?:earlier|before|ago)|the (?:previous|prior) year))"
)
_EARLIER: Final = re.compile(rf"\b{_BEFORE}\b")
_WAS: Final = r"(?:were|was|had been|stood at|came to|totalled|totaled|amounted to)"
_THEY: Final = re.compile(rf"(?P<kind>)(?:they|it|that) {_WAS} (?P<old>[CM])(?: [a-z]+)? {_BEFORE}")
# Words before the thing that make it no other one.
_PLAIN: Final = frozenset(
    "a an the its their his her our posted reported had made earlier before ago year period quarter month when".split()
)
_OTHER: Final = re.compile(
    r"\b(?:(?<!same )month|week|day|quarter-on-quarter|sequentially|since|forecast|expected|target|would|will|could|"
    r"should|plans?|next year|excluding|adjusted|division|segment|subsidiary|rival)\b"
)
# What is quoted every day: its change is that of the day, not of the year.
_TRADED: Final = frozenset(
    "shares share stock stocks price prices index oil crude gold silver copper futures bonds yields currency dollar "
    "euro pound bitcoin average trading".split()
)
_STATED: Final = re.compile(r" from |compared|against")


def earlier_moves(article: list[Sketch]) -> Iterator[tuple[Move, Told]]:
    """The moves of an article whose earlier number stands in a later sentence, each with the change told of it."""
    for i, sketch in enumerate(article):
        if len(sketch.items) < 2 or sketch.claims[0].figure.in_title:
            continue
        match = _CHANGE.search(sketch.text)
        if (
            match is None
            or match["thing"] in _TRADED
            or _STATED.search(sketch.text, match.end())
            or _OTHER.search(sketch.text)
        ):
            continue
        new, told = sketch.item(match, "new"), sketch.item(match, "told")
        old = _earlier(article[i + 1 : i + 1 + _FAR], match, new)
        if old is not None:
            way = way_of(match["way"])
            yield Move(old, new, way, 0, 0, False), Told(told, told.surface, way)


def _earlier(later: list[Sketch], change: re.Match[str], new: Item) -> Item | None:
    """The number that a later sentence gives for the thing that changed; None where there is not exactly one."""
    thing, placed = re.escape(change["thing"]), re.escape(change["placed"])
    same = re.compile(
        rf"(?:\b(?P<kind>[a-z-]+),? )?\b{thing}(?:{placed})?"
        rf"(?:(?: (?:in |for |during )?{_BEFORE})? {_WAS}| of) (?P<old>[CM])"
    )
    found: list[Item] = []
    for sketch in later:
        if sketch.claims[0].figure.sentence.start - new.claim.figure.sentence.start > _REACH:
            break
        match = same.search(sketch.text) or (_THEY.match(sketch.text) if sketch is later[0] else None)
        if match is None or not _EARLIER.search(sketch.text) or _OTHER.search(sketch.text):
            continue
        if match["kind"] not in _PLAIN | {None, "", change["kind"]}:
            continue
        numbers = [item for item in sketch.items.values() if same_unit(item.unit, new.unit)]
        if len(numbers) != 1 or numbers[0].place != match.start("old") or numbers[0].counted not in (None, new.counted):
            return None
        found.append(numbers[0])
    return found[0] if len(found) == 1 else None
