"""A change and the numbers before and after it, told over sentences: "Sales rose 20% to $60m. … A year earlier sales
were $55m.", "Last winter it was 3,510. That is 17 per cent more."

The link must be plain: the later sentence names the same thing in the same words, and an earlier period, and has one
number of the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from figcheck.check.directions import CALLED, FALLING, MOVING, RISING, is_denied, way_of
from figcheck.check.moves import OTHER_BASE, Move, same_unit
from figcheck.check.sketch import Item, Sketch
from figcheck.check.told import Told
from figcheck.expressions import expression

_FAR: Final = 4  # sentences with figures that are looked through
_NEXT: Final = 6  # characters between two sentences of which one is right behind the other
_REACH: Final = 900  # characters between the two
_PLACED: Final = r"(?P<placed>(?: (?:in|at|of|to|for) (?:the )?[a-z]+){0,2})"
_CHANGE: Final = expression(
    rf"(?:\b(?P<kind>[a-z-]+) )?\b(?P<thing>[a-z]{{4,}}){_PLACED}(?: (?:have|has|had|also|then|[a-z]+ly)){{0,2}} "
    rf"(?P<way>{RISING}|{FALLING})(?: (?:by|about|just|some|nearly|almost|[a-z]+ly)){{0,2}} (?P<told>[CMPO])"
    r"(?: (?:last year|in [a-z0-9]+))? to (?P<new>[CM])"
)
_BEFORE: Final = (
    r"(?:(?:an?|one) year (?:earlier|before|ago)|the (?:year before|previous year|prior year)|last year|"
    r"the same (?:period|quarter|month|time) (?:of )?"
    r"(?:last year|a year (?:earlier|before|ago)|the (?:previous|prior) year))"
)
_EARLIER: Final = expression(rf"\b{_BEFORE}\b")
_WAS: Final = r"(?:were|was|had been|stood at|came to|totalled|totaled|amounted to)"
_THEY: Final = expression(rf"(?P<kind>)(?:they|it|that) {_WAS} (?P<old>[CM])(?: [a-z]+)? {_BEFORE}")
# Words before the thing that make it no other one.
_PLAIN: Final = frozenset(
    "a an the its their his her our posted reported had made earlier before ago year period quarter month when".split()
)
_OTHER: Final = expression(
    r"\b(?:(?<!same )month|week|day|quarter-on-quarter|sequentially|since|forecast|expected|target|would|will|could|"
    r"should|plans?|next year|excluding|adjusted|division|segment|subsidiary|rival)\b"
)
# What is quoted every day: its change is that of the day, not of the year.
_TRADED: Final = frozenset(
    "shares share stock stocks price prices index oil crude gold silver copper futures bonds yields currency dollar "
    "euro pound bitcoin average trading".split()
)
_STATED: Final = expression(r" from |compared|against")

# "The year before it had been $30m", "in 2022 they had picked 6,000 tonnes": the number before, of the same thing
_IT: Final = r"(?:it|they|that|this|the (?:figure|number|total|sum))"
_IT_HAD_BEEN: Final = expression(
    rf"^(?:but |and )?(?:in \d{{4}}|(?:in |for |at )?{_BEFORE}|last (?:winter|summer|spring|autumn|season|month|week)|"
    rf"(?:an?|one|two|three|five|ten) (?:years?|months?|decades?) (?:ago|earlier|before)),? {_IT} "
    r"(?:was|were|stood at|came to|(?:had|have)(?: been| [a-z]+(?:ed|en|wn|ught|de|ld))?) "
    r"(?:just |only |about )?(?P<old>[CM])(?: [a-z]+)?"
)
_BY: Final = r"(?: (?:by|about|just|some|nearly|almost|[a-z]+ly)){0,2}"
_SHUT: Final = r"(?= ?[.,;)–]|$)"
_SO: Final = r"(?:so|thus|therefore|which means(?: that)?|meaning(?: that)?)"
# "…, so the firm grew by 20 per cent", "that is 20 per cent more", "the harvest thus fell by 20 per cent"
_SO_IT_GREW: Final = expression(rf"[,;] {_SO} (?:[a-z]+ ){{1,4}}?{MOVING}{_BY} (?P<told>P){_SHUT}")
_THUS_IT_GREW: Final = expression(
    rf"^(?:the (?:[a-z]+ )|it |they |that )(?:has |have )?{_SO} {MOVING}"
    rf"{_BY} (?P<told>P){_SHUT}"
)
_THAT_IS_MORE: Final = expression(
    r"^(?:that|this) (?:is|was|means|makes) (?:(?:an? (?P<called>[a-z]+) of )(?P<told>P)|(?P<told2>P) "
    r"(?P<way>more|fewer|less|higher|lower))(?= ?[.,;)–]|$)"
)
# "The trust was worth £60m in January. By November it had shrunk by 30 per cent to £42m."
_WAS_WORTH: Final = expression(
    r"\b(?:was|were|stood at|had been|began the [a-z]+ (?:at|with)|started the [a-z]+ (?:at|with))(?: worth| at)? "
    r"(?P<old>[CM])(?: [a-z]+)?(?: (?:in|at|on|last|a|two|three|ten|before|when) |[.,;]|$)"
)
_IT_HAD_GROWN: Final = expression(
    rf"^(?:but |and )?(?:(?:by|in|since|at|within|a|one|two|three|five|ten) [a-z0-9 ]{{1,30}}?,? )?(?:it|they) "
    rf"(?:had |has |have )?(?:since |already )?{MOVING}(?: (?:by|about|just|some|nearly|almost|[a-z]+ly)){{0,2}} "
    r"(?P<told>P) to (?P<new>[CM])(?= ?[.,;)–]|$)"
)
# "The sum compares with €14bn pledged in April, a rise of 75 per cent", "that is up 20 per cent from $50m a year ago"
_SUM: Final = (
    r"^(?:that|this|it|"
    r"(?:the|this|that) (?:figure|number|total|sum|amount|result|tally|count|turnout|crowd|price|rate))"
)
_CALLED: Final = rf"(?P<called>{CALLED})"
_HEDGE: Final = r"(?:about |some |just |nearly |almost |roughly )?"
_COMPARES: Final = expression(
    rf"{_SUM} (?:compares|compared) (?:with|to) (?:the |its |last year's )?{_HEDGE}(?P<old>[CMP])"
    rf"(?P<tail>(?: [a-z0-9'-]+){{0,9}}?(?:, in [a-z0-9]+)?)(?:,| –) (?:or )?"
    rf"(?:an? {_CALLED} of |(?P<way>up|down) (?:by )?){_HEDGE}"
    r"(?P<told>[CMPO])(?: points?)?(?= ?[.,;)–]|$)"
)
_IS_UP: Final = expression(
    rf"{_SUM} (?:is|was|were|represents|represented|marks|marked|would be) (?:also )?(?:(?:an? {_CALLED} of |"
    rf"(?P<way>up|down) (?:by )?){_HEDGE}(?P<told>[CMPO])(?: points?)? (?:from|on|over|compared (?:with|to))|{_HEDGE}"
    rf"(?P<told2>[CMPO])(?: points?)? (?P<way2>more|fewer|less|higher|lower) than) (?:the |its |last year's )?{_HEDGE}"
    r"(?P<old>[CMP])(?P<tail>(?: [a-z0-9'-]+){0,9}?)(?= ?[.,;)–]|$)"
)
# "The number of camps rose by 60 per cent from May to July. It went from 362 in May to 458 in July."
_GREW_BY: Final = expression(rf"{MOVING}{_BY} (?P<told>P)(?! (?:to|from) [CMP])(?:[ .,;)–]|$)")
_WENT: Final = expression(
    rf"^(?P<it>it|they|that|the (?:figure|number|total|count)) (?:has |had |have )?(?:{RISING}|{FALLING}|went|moved) "
    rf"from {_HEDGE}(?P<old>[CM])(?: (?!and\b|or\b|but\b)[a-z0-9'-]+){{0,5}} to {_HEDGE}(?P<new>[CM])"
)
_TIMES: Final = expression(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b"
)
_SUMS: Final = ("that ", "this ", "it ", "the ")
_NO_TIME: Final = expression(
    r"\b(?:expect|forecast|estimate|predict|target|budget|plan|project|analyst|consensus|average|median|rival|national|"
    r"other|others|elsewhere|goal|needed|required|requested|asked|sought)"
)


def earlier_moves(article: list[Sketch]) -> Iterator[tuple[Move, Told]]:
    """The moves of an article whose earlier number stands in a later sentence, each with the change told of it."""
    for i, sketch in enumerate(article):
        if len(sketch.items) < 2 or sketch.claims[0].figure.in_title:
            continue
        if " to C" not in sketch.text and " to M" not in sketch.text:
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


def told_over_sentences(article: list[Sketch]) -> Iterator[tuple[Move, Told]]:
    """The moves of an article whose two numbers stand in two sentences, and the change in the second or behind it."""
    for i, first in enumerate(article[:-1]):
        second = article[i + 1]
        if first.claims[0].figure.in_title or not _is_behind(second, first):
            continue
        grown = _IT_HAD_GROWN.match(second.text)
        was = _WAS_WORTH.search(first.text) if grown is not None else None
        if grown is not None and was is not None:
            old, new, told = first.item(was, "old"), second.item(grown, "new"), second.item(grown, "told")
            way = 1 if grown["up"] is not None else -1
            if second.follows is first and _only(first, old) and same_unit(old.unit, new.unit):
                yield Move(old, new, way, 0, 0, False), Told(told, told.surface, way)
            continue
        if second.follows is first and second.text.startswith(_SUMS):
            yield from _compared(first, second)
        if _is_next(second, first) and second.text.startswith((*_SUMS, "they ")):
            yield from _went(first, second)
        been = _IT_HAD_BEEN.match(second.text)
        if been is None:
            continue
        old = second.item(been, "old")
        like = [item for item in first.items.values() if same_unit(item.unit, old.unit)]
        if len(like) != 1 or not _only(second, old) or old.counted not in (None, like[0].counted):
            continue
        change = _change(second, been.end(), article[i + 2] if i + 2 < len(article) else None)
        if change is not None and not _OTHER.search(first.text) and not _OTHER.search(second.text):
            yield Move(old, like[0], change.way, 0, 0, False), change


def _went(first: Sketch, second: Sketch) -> Iterator[tuple[Move, Told]]:
    """ "It rose by 60 per cent from May to July. It went from 362 in May to 458 in July.": the change of a sentence
    before whose numbers both stand behind it."""
    match = _WENT.match(second.text) if "P" in first.text else None
    grown = _GREW_BY.search(first.text) if match is not None else None
    if match is None or grown is None or first.text.count("P") > 1 or OTHER_BASE.search(first.text):
        return
    when, then = set(_TIMES.findall(first.text)), set(_TIMES.findall(second.text))
    if (
        (len(then) > 1 and not when & then)
        or any(time.isdigit() for time in then - when)
        or _OTHER.search(second.text)
        or is_denied(first.text, grown.start())
    ):
        return
    old, new, told = second.item(match, "old"), second.item(match, "new"), first.item(grown, "told")
    if not same_unit(old.unit, new.unit) or any(same_unit(it.unit, old.unit) for it in first.items.values()):
        return
    way = 1 if grown["up"] is not None else -1
    yield Move(old, new, way, 0, 0, False), Told(told, told.surface, way)


def _compared(first: Sketch, second: Sketch) -> Iterator[tuple[Move, Told]]:
    """ "They pledged €21bn. That compares with €14bn in April, a rise of 50 per cent.": the only amount before."""
    match = _COMPARES.match(second.text) or _IS_UP.match(second.text)
    if match is None or OTHER_BASE.search(second.text, 0, match.start("old")) or _NO_TIME.search(match["tail"]):
        return
    old, groups = second.item(match, "old"), match.groupdict()
    told = second.item(match, "told2" if groups.get("told2") is not None else "told")
    like = [item for item in first.items.values() if same_unit(item.unit, old.unit)]
    others = [it for it in second.items.values() if it not in (old, told) and same_unit(it.unit, old.unit)]
    if len(like) != 1 or others or old.counted not in (None, like[0].counted) or _NO_TIME.search(first.text):
        return
    if told.kind not in "PO" and not same_unit(told.unit, old.unit):
        return
    way = way_of(next(groups[name] for name in ("called", "way", "way2") if groups.get(name) is not None))
    yield Move(old, like[0], way, 0, 0, False), Told(told, told.surface, way)


def _change(second: Sketch, end: int, third: Sketch | None) -> Told | None:
    """The change told behind the number before, in its sentence or in the next."""
    match, sketch = _SO_IT_GREW.search(second.text, end), second
    if match is None and third is not None and third.follows is second:
        match, sketch = _THAT_IS_MORE.match(third.text) or _THUS_IT_GREW.match(third.text), third
    if match is None:
        return None
    groups = match.groupdict()
    told = sketch.item(match, "told" if groups.get("told") is not None else "told2")
    way = way_of(groups["called"] or groups["way"]) if "called" in groups else 1 if groups["up"] is not None else -1
    return Told(told, told.surface, way) if way else None


def _is_behind(second: Sketch, first: Sketch) -> bool:
    """True for a sentence in the reach of another."""
    return second.claims[0].figure.sentence.start - first.claims[0].figure.sentence.end <= _REACH


def _is_next(second: Sketch, first: Sketch) -> bool:
    """True for the sentence right behind another, if in a new paragraph."""
    return second.claims[0].figure.sentence.start - first.claims[0].figure.sentence.end <= _NEXT


def _only(sketch: Sketch, item: Item) -> bool:
    """True when no other number of a sentence has the unit of one."""
    return all(it is item or not same_unit(it.unit, item.unit) for it in sketch.items.values())
