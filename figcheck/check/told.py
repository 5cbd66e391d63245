"""The change that a sentence tells of two numbers, beside them: "rose 20 per cent from …", "a tenfold increase from …",
"doubled from …", "… to 60, up 30 per cent", "… to 60, an increase of 12".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.directions import CALLED, MOVING, STOPS, is_denied, way_of
from figcheck.check.moves import OTHER_BASE, SAME_TIME, Move, same_unit
from figcheck.check.sketch import WORD, Item, Sketch
from figcheck.expressions import expression
from figcheck.intervals import INFINITY, Reading

_GAP: Final = rf"(?:{WORD}){{0,8}}?"
_ROUGHLY: Final = "by|of|about|just|some|another|an?|further|nearly|almost|[a-z]+ly"
# "rose 20 per cent", "cut its workforce by 10 per cent", right before the numbers
_VERB: Final = expression(
    rf"(?:{MOVING}|\b(?:(?P<added>put on)|(?P<lost>lost|shed)))"
    rf"(?:(?: (?:{_ROUGHLY})){{0,3}}|(?P<object>(?:{WORD}){{1,6}}?) by) (?P<told>[CMPOFT])"
    rf"(?P<gap>{_GAP})(?:,? or (?P<told2>[CMPOF]))?"
    r"(?:, (?:going|dropping|falling|shrinking|rising|growing|climbing))?[,:]? ?$"
)
# "a tenfold increase", "the 30 per cent rise"
_NOUN: Final = expression(rf"\b(?:an?|the) (?P<told>[CMPOFT])[ -](?P<called>{CALLED})\b(?P<gap>{_GAP})[,:]? ?$")
# Shares that no figure stands for: "fell by more than half", "rose by nearly a quarter"
_SHARES: Final = {
    "half": Decimal(50),
    "a third": Decimal(100) / 3,
    "a quarter": Decimal(25),
    "a fifth": Decimal(20),
    "a tenth": Decimal(10),
}
_BY_SHARE: Final = expression(
    rf"{MOVING} by (?P<words>(?:(?P<hedge>more than|over|nearly|almost|about|around|roughly|less than) )?"
    rf"(?P<share>half|a (?:third|quarter|fifth|tenth))){_GAP}[,:]? ?$"
)
_FACTORS: Final = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "halv": 0}
_MULTIPLIED: Final = expression(
    r"\b(?P<hedge>(?:(?:well |just )?over|more than|nearly|almost|about|roughly|around|not quite|at least|less than) )?"
    rf"(?P<word>(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing|es|e))(?P<gap>{_GAP})[,:]? ?$"
)
# "Cases triple to 40": a verb that would be an adjective without these ("the Balasore triple train crash")
_TO_MULTIPLY: Final = expression(
    r"(?:^|\b(?:to|will|would|could|can|may|might|must|should|did|does|do|not|and|or|they|we|you|it)|[a-rt-z]s) $"
)
# Right behind the numbers: "up 30 per cent", "an increase of 20%", "(+30%)", "a 25 per cent rise", "or 8 per cent"
_BEHIND: Final = expression(
    rf"(?P<gap>(?:{WORD}){{0,3}}?|{SAME_TIME})(?P<lead>(?:,| –|,? ?\()(?: ?(?:or|an?|by|that is|which is))?) ?"
    r"(?:(?P<way>[a-z]+) (?:of |by )?)?(?:about |just |some |nearly |almost |more than )?"
    r"(?P<told>[CMPOFT])(?:[ -](?P<called>[a-z]+))?"
)
# Right before the new number: "Burglaries are up 50 per cent this year, with 60 compared with 40 last year"
_WITH: Final = expression(
    rf"{MOVING} (?:by )?(?P<told>P)(?: (?:this|so far|over the|for the|in the)(?:{WORD}){{1,4}}?)?, with $"
)
# "The 12 deaths took the toll from 250 to 262": what was added before what it made
_TOOK: Final = expression(
    rf"(?P<told>[CM])(?P<of>{_GAP}) (?:took|takes|taking|brought|brings|bringing|raised|raises|raising|"
    rf"lifted|lifts|lifting|pushed|pushes|pushing) (?:the|its|their|his|her) [a-z]+(?P<gap>(?:{WORD}){{0,12}}) $"
)
# Behind such a change: what else it is measured by.
_ON_ANOTHER: Final = expression(
    r" (?:on|from|over|since|compared|than|of|in|a|against|below|above|per|each|year)\b|[-']"
)
_YEAR_BEFORE: Final = expression(r" (?:the|an?) (?:day|week|month|quarter|season|year) before\b")
_IN_A_WHILE: Final = expression(r" in a (?:day|week|month) $")
_ADJUSTED: Final = expression(r"\b(?:constant|organic|like-for-like|adjust[a-z]+|excluding|inflation|annuali[sz]ed)\b")
_ALSO: Final = expression(r"\b(?:and|with|including|after|of)\b(?! (?:people|those|the dead|deaths|cases)\b)")
_LOW: Final = Decimal("0.9")  # "nearly", "about"
_HIGH: Final = Decimal("1.1")
_LEAD: Final = 120  # characters before the numbers that are looked through
_TAIL: Final = 60


class Told(NamedTuple):
    """A change told of a move: the figure, or the words where there is none, and the way: 1 up, -1 down, 0 untold.

    ``factor`` is that of "doubled" and the like, after ``hedge``; 0 is that of "halved", None that of anything else.
    ``share`` is that of "by half", in per cent.
    """

    item: Item | None
    words: str
    way: int
    factor: int | None = None
    hedge: str = ""
    share: Reading | None = None


def told_of(sketch: Sketch, move: Move) -> list[Told]:
    """The changes that a sentence tells of a move."""
    found = [Told(item, item.surface, 0 if item.kind == "T" else move.way) for item in move.between]
    if _ADJUSTED.search(sketch.text, move.end, move.end + _TAIL):
        return found
    return found + (_before(sketch, move) if move.leads else _with(sketch, move)) + _behind(sketch, move)


def _with(sketch: Sketch, move: Move) -> list[Told]:
    """The change of "up 50 per cent this year, with 60 compared with 40 last year"."""
    low = max(0, move.start - _LEAD)
    lead = sketch.text[low : move.start]
    match = _WITH.search(lead) if lead.endswith(", with ") else None
    if match is None or is_denied(lead, match.start()) or OTHER_BASE.search(match.group()):
        return []
    item = sketch.items[low + match.start("told")]
    return [Told(item, item.surface, 1 if match["up"] else -1)]


def _before(sketch: Sketch, move: Move) -> list[Told]:
    if OTHER_BASE.search(sketch.text, move.start, move.end):
        return []
    low = max(0, move.start - _LEAD)
    lead, has_from = sketch.text[low : move.start], sketch.text.startswith("from ", move.start)
    for pattern in (_VERB, _NOUN):
        match = pattern.search(lead)
        if match is None or is_denied(lead, match.start()):
            continue
        groups = match.groupdict()
        if groups.get("object") is not None and STOPS.search(groups["object"]):
            continue
        gap = _since(match, has_from)
        if OTHER_BASE.search(gap) or STOPS.search(gap) or " from " in gap:
            return []
        way = way_of(groups["called"]) if "called" in groups else 1 if groups["up"] or groups["added"] else -1
        items = [sketch.items[low + match.start(name)] for name in ("told", "told2") if groups.get(name) is not None]
        return [Told(item, item.surface, way) for item in items]
    return (_taken(sketch, low, lead, move) if has_from else []) or _in_words(lead, has_from)


def _taken(sketch: Sketch, low: int, lead: str, move: Move) -> list[Told]:
    """The number that took another so far: "the 12 deaths took the toll from 250 to 262"."""
    match = _TOOK.search(lead)
    if match is None or is_denied(lead, match.start()) or _ALSO.search(f"{match['of']}{match['gap']}"):
        return []
    item = sketch.items[low + match.start("told")]
    is_one = same_unit(item.unit, move.new.unit) and item.claim.measure == move.new.claim.measure
    return [Told(item, item.surface, 1)] if is_one else []


def _since(match: re.Match[str], has_from: bool) -> str:
    """What stands between a change and its numbers; "in a year" leaves the base what it is, and so does any length of
    time where the number before is told as such: "tenfold in a month, from 30 to 300"."""
    gap = f"{match['gap']} ".replace(" in a year ", " ")
    return _IN_A_WHILE.sub(" ", gap) if has_from else gap


def _in_words(lead: str, has_from: bool) -> list[Told]:
    """ "Doubled", "fell by half": a change without a figure."""
    match = _BY_SHARE.search(lead)
    if match is not None and not is_denied(lead, match.start()):
        way = 1 if match["up"] is not None else -1
        return [Told(None, match["words"], way, share=_share(_SHARES[match["share"]], match["hedge"] or ""))]
    match = _MULTIPLIED.search(lead)
    if match is None or is_denied(lead, match.start()):
        return []
    if match["word"].endswith("e") and match["hedge"] is None and not _TO_MULTIPLY.search(lead, 0, match.start()):
        return []
    gap = _since(match, has_from)
    if STOPS.search(gap) or OTHER_BASE.search(gap):
        return []
    factor, hedge = _FACTORS[match["stem"]], (match["hedge"] or "").strip()
    return [Told(None, f"{hedge} {match['word']}".strip(), 1 if factor else -1, factor, hedge)]


def _share(point: Decimal, hedge: str) -> Reading:
    """What a share in words says after a hedge."""
    if hedge in ("more than", "over"):
        return Reading(point, INFINITY, low_open=True, point=point)
    if hedge == "less than":
        return Reading(Decimal(0), point, high_open=True, point=point)
    low = point if not hedge else point * _LOW
    high = point * _HIGH if hedge in ("about", "around", "roughly") else point
    return Reading(low, high, point=point)


def _behind(sketch: Sketch, move: Move) -> list[Told]:
    text = sketch.text
    match = _BEHIND.match(text, move.end)
    if match is None or STOPS.search(_YEAR_BEFORE.sub("", match["gap"])) or _ON_ANOTHER.match(text, match.end()):
        return []
    item = sketch.item(match, "told")
    called = match["called"] or ""
    way = way_of(called) or way_of(match["way"] or "")
    is_signed = item.surface[:1] in "+-−" or text[item.place - 1] in "+-−"
    if (called and not way_of(called)) or not (way or is_signed or match["lead"].endswith("or")):
        return []
    return [Told(item, item.surface, way)]
