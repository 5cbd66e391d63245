"""The numbers that a change leads from and to, where one sentence has both: "from 50 to 60", "to 60, from 50", "60, up
from 50", "to 60, compared with 50 a year earlier", "90, twice as many as the 45 before the war".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.directions import CALLED, MOVING, way_before, way_of
from figcheck.check.sketch import WORD, Item, Sketch
from figcheck.expressions import expression
from figcheck.intervals import Reading

_GAP: Final = rf"(?:{WORD}){{0,8}}?"
_SHORT: Final = rf"(?:{WORD}){{0,3}}?"
_LINK: Final = r"(?:,? |,? ?\(| – )"
_THE: Final = (
    r"(?:(?:the|about|just|only|some|around|an?|its|their|last (?:year|month)'s|the previous|the previous year's|"
    r"a revised|a record|a low of|a high of|an? (?:initial|estimated|average of)|(?:a|the) year-earlier) )?"
)
_THAN_THE: Final = r"(?:the|its|last [a-z]+'s|the previous [a-z]+'s)"
_THE_OR_WHOSE: Final = rf"(?:[a-z]+(?: [a-z]+)?'s? (?:total of |figure of )?|{_THE})"
_OLD: Final = r"(?P<old>[CMP])"
_NEW: Final = r"(?P<new>[CMP])"
_TOLD: Final = r"(?P<told>[CMPOF])"
_VERSUS: Final = r"(?:compared (?:with|to)|against|versus|vs\.?)"
_FROM_TO: Final = expression(rf"\bfrom {_THE}{_OLD}{_GAP},? to {_THE}{_NEW}")
_TO_FROM: Final = expression(rf"\bto {_THE}{_NEW}{_GAP}{_LINK}(?:down |up )?from {_THE}{_OLD}")
# Who says so may stand between: "rose to $4,951 this week, the index shows, up 3 per cent from …"
_SAID: Final = rf"(?:,(?:{WORD}){{1,5}}? (?:shows?|showed|says?|said|found|reports?|reported)(?=,))?"
_UP_FROM: Final = expression(
    rf"{_NEW}{_GAP}{_SAID}(?:, |,? ?\(| – | (?:is|are|was|were) )(?P<way>up|down)"
    rf"(?: (?:by )?{_TOLD}(?: points?)?(?:,? or (?P<told2>[CMPOF]))?,?)? (?:from|on) {_THE}{_OLD}"
)
_AGAINST: Final = expression(rf"\bto {_THE}{_NEW}{_GAP}{_LINK}{_VERSUS} (?:(?P<thing>[a-z]+) of |{_THE}){_OLD}")
# "Four times the January average of 90 mm", "240 more than its capacity of 1,000"
_USUAL: Final = (
    r"(?:the|its|their|his|her)(?: [a-z]+){0,2} (?:average|norm|capacity|mean|limit|target|quota|total|level|figure) of"
)
# "90 trains, 40 per cent more than the 70 before"
_MORE_THAN: Final = expression(
    rf"{_NEW}{_GAP}(?:,| –|,? ?\()? ?(?:(?:that|which) is )?{_TOLD} "
    r"(?P<way>more|fewer|less|higher|lower|above|below|up|down|increase|rise|drop|fall)"
    rf"(?:{WORD}){{0,2}}? (?:than|on|from|over) (?:{_THAN_THE}|{_USUAL}) {_OLD}"
)
# "an increase of 8 over last year's 40, to 48"
_INCREASE_OVER: Final = expression(
    rf"\b(?P<way>increase|rise|gain|drop|fall|decrease|decline) of (?:about |some )?{_TOLD}{_SHORT} (?:over|on|from) "
    rf"{_THAN_THE} {_OLD}{_GAP},? to {_THE}{_NEW}"
)
# "27 euros, an increase of 2 on last year's 25", "84 claims, a rise of 18 per cent on the 70 of 2023"
_INCREASE_ON: Final = expression(
    rf"{_NEW}{_GAP}(?:,| –|,? ?\() ?an? (?:(?!real |net )[a-z]+ )?(?P<way>{CALLED}) of "
    rf"(?:about |some |just |nearly |almost )?{_TOLD}{_SHORT} (?:on|from|over|compared (?:with|to)|against) "
    rf"{_THE_OR_WHOSE}{_OLD}"
)
# "90 tickets, twice as many as the 45 a year earlier", "three times the 30 it had"
_TIMES_THE: Final = expression(
    rf"{_NEW}(?:{WORD}){{0,12}}?(?:,| –|,? ?\()? ?(?:(?:that|which) is |or |about |some )?(?P<times>T)(?: times)? "
    rf"(?:as (?:many|much|high|big|large)(?:{WORD}){{0,2}}? as )?(?:{_THAN_THE}|{_USUAL}) {_OLD}"
)
# "three times as many …: 90 compared with 30"
_TIMES_AS_MANY: Final = expression(
    rf"(?P<times>T) times as (?:many|much)(?:{WORD}){{0,8}}?(?:: | – |,? ?\(|, ){_NEW}{_SHORT},? "
    rf"(?:{_VERSUS}|up from|from|after) {_THE}{_OLD}"
)
# "61 fires last summer, compared with 55 a year earlier, a rise of 11 per cent": no word says which way but the last
_COMPARED: Final = expression(rf"{_NEW}{_GAP},? {_VERSUS} {_THE}{_OLD}")
# Who counted then, or what it was: "when there were", "when it had", "when the bureau recorded"
_WHEN_IT: Final = (
    r"(?:(?:there were|(?:it|they|he|she|we|police|officials|(?:the|its) [a-z]+) "
    r"(?:had|was|were|drew|sold|stood at|saw|took|got|won|[a-z]{3,}ed)) )?(?:about |some |only |just )?"
)
# "410,000 visitors, 40,000 fewer than in 2023, when 450,000 came"
_THAN_WHEN: Final = expression(
    rf"{_NEW}{_GAP}(?:,| –|,? ?\() ?(?:{_TOLD}|(?P<one>one)) (?P<way>more|fewer|less|higher|lower) than"
    rf"(?:{WORD}| M){{1,4}}, when "
    rf"{_WHEN_IT}{_OLD}"
)
# "71 cases, an increase of 13 since Tuesday, when it had 58"
_SINCE_WHEN: Final = expression(
    rf"{_NEW}{_GAP}(?:,| –|,? ?\() ?(?:an? )?(?P<way>increase|rise|gain|drop|fall|decrease|decline|up|down) "
    rf"(?:of |by )?(?:about |some )?{_TOLD}(?:{WORD}){{0,2}}? (?:since|from|on|over)(?:{WORD}){{1,4}}?, when "
    rf"{_WHEN_IT}{_OLD}"
)
_PATTERNS: Final = (
    _INCREASE_OVER,
    _INCREASE_ON,
    _TIMES_THE,
    _TIMES_AS_MANY,
    _MORE_THAN,
    _FROM_TO,
    _TO_FROM,
    _UP_FROM,
    _AGAINST,
    _COMPARED,
    _THAN_WHEN,
    _SINCE_WHEN,
)
# Those whose new number is the nearest before, whatever it is.
_NEAREST: Final = (_UP_FROM, _INCREASE_ON, _MORE_THAN, _TIMES_THE, _COMPARED, _THAN_WHEN, _SINCE_WHEN)
# "Fell 200 points, or 5 per cent, to 38,000"
_STEP: Final = expression(
    rf"(?:{MOVING}|\b(?:(?P<added>added|put on)|(?P<lost>shed|lost|gave up)))"
    rf"(?: (?:by|about|just|some|another|a further|[a-z]+ly)){{0,2}} (?P<told>[CMO]){_SHORT},? (?:or|\() ?"
    rf"(?:about |just |some )?(?P<share>P)[),]{{0,2}}{_SHORT},? to "
    rf"(?:(?:close|end|finish|settle)(?: the (?:day|week|month|session|year))? at )?{_NEW}"
)
# One of these words links any two numbers of a change.
_HINT: Final = expression(r"\b(?:from|since|on|over|than|against|compared|versus|vs)\b|T ")
_BREAKS: Final = expression(r"\b(?:and|but|while|which|who|whose|whereas|although|though)\b|;")
# What stands behind a number that another is compared with: an earlier time, or nothing.
_TIME: Final = (
    "day|week|month|quarter|period|season|year|decade|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|spring|summer|autumn|winter|\d{4}"
)
_EARLIER: Final = expression(
    rf"(?:{WORD}){{0,2}}? (?:an?|one|two|three|the|last|in|at|for|during) "
    rf"(?:same |prior |previous |corresponding )?(?:{_TIME})\b|(?: last (?:year|month|week|season))| previously\b|"
    r" before\b| ?[.,;)]|$| at the (?:last|previous) [a-z]+\b"
)
# "in the same period last year"
SAME_TIME: Final = (
    r" (?:in|at|for|during|over) the (?:same|corresponding|year-earlier|previous|last) [a-z]+"
    r"(?: (?:of )?(?:last year|last season|a year (?:ago|earlier|before)|the (?:previous|prior) year|\d{4}))?"
)
# … or a forecast, a loss, another place: no number that the new one comes from.
_NOT_OLD: Final = expression(
    r" ?(?:expected|forecast|predicted|estimated|planned|projected|budgeted|target|analysts|consensus|loss|deficit|"
    r"shortfall|for (?:the|its|his|her|other)|in the (?:rest|private|public)|at (?:rival|its)|among|elsewhere|"
    r"nationally|nationwide|-|')"
)
# Sentences in which a larger number is no rise.
_RANKED: Final = expression(
    r"\b(?:rank(?:s|ed|ing|ings)?|placed|seed(?:s|ed)?|standings|league table|pole|on a scale|under par|over par|odds|"
    r"(?:to|against|per|a) the (?:dollar|euro|pound)|(?:to|against|per) (?:the )?dollar|exchange rate)\b"
)
_CURRENCY: Final = expression(
    r"\b(?:sterling|(?:the|its) (?:[a-z]+ )?(?:yen|rouble|ruble|rupee|rupiah|lira|naira|peso|won|yuan|renminbi|real|"
    r"rand|zloty|forint|krone|krona|ringgit|baht|dong|shekel|dinar|rial|hryvnia|currency|dollar|euro|pound))\b[^.;,]{0,40}$"
)
# Another base than the number before: a month, a year among several, real terms.
OTHER_BASE: Final = expression(
    r"\b(?:annually|annual|annualised|annualized|a year|per year|a month|per month|each year|every year|average|"
    r"real terms|inflation|adjusted|adjusting|constant|organic|like-for-like|underlying|compound|pace|"
    r"(?:year|month|week|quarter)[ -]on[ -](?:year|month|week|quarter)|on the (?:month|week|day|quarter)|"
    r"from the (?:month|week|day|quarter) before|in a (?:day|week|month)|target|expected|forecast)\b"
)
_MOST: Final = 24  # moves of one sentence
_ADJECTIVE: Final = 12  # characters before "increase of"
_REACH: Final = 120  # characters before the numbers that are looked at


class Move(NamedTuple):
    """The numbers that a change leads from and to, and the way that the words say it goes: 1 up, -1 down, 0 untold.

    ``start`` and ``end`` are where they stand in the sketch. ``is_sure`` is False where the two could be a range of the
    change itself ("fell from 5 to 8 per cent"). ``between`` are figures told of the change within.
    ``leads`` is False where no change is told before the numbers: "rose 3 per cent in 61 towns, compared with 55".
    """

    old: Item
    new: Item
    way: int
    start: int
    end: int
    is_sure: bool = True
    between: tuple[Item, ...] = ()
    leads: bool = True


def moves(sketch: Sketch) -> Iterator[Move]:
    """Every move of a sentence, each pair of numbers once."""
    text = sketch.text
    if len(sketch.items) < 2 or not _HINT.search(text) or _RANKED.search(text):
        return
    taken: set[tuple[int, int]] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            places = match.start("old"), match.start("new")
            move = None if places in taken else _move(sketch, pattern, match)
            if move is not None:
                if len(taken) == _MOST:
                    return  # a table, no sentence
                taken.add(places)
                yield move


def steps(sketch: Sketch) -> Iterator[tuple[Item, Item, Item, int]]:
    """ "Fell 200 points, or 5 per cent, to 38,000": how far, the share that it is, where it led, and the way."""
    if len(sketch.items) < 3 or _RANKED.search(sketch.text):
        return
    for match in _STEP.finditer(sketch.text):
        far, new = sketch.item(match, "told"), sketch.item(match, "new")
        if new.kind == "P" or not (far.kind == "O" or same_unit(far.unit, new.unit)):
            continue
        if (match["added"] or match["lost"]) and far.kind == "C":
            continue  # "shed 200 jobs, or 5 per cent, to cut costs to 38,000"
        if not OTHER_BASE.search(match.group()):
            yield far, sketch.item(match, "share"), new, 1 if match["up"] or match["added"] else -1


def same_unit(a: str, b: str) -> bool:
    """True for one unit, also where only one side says by what it goes: "from $55 to $60 a barrel"."""
    if a == b:
        return True
    one, other = a.partition("/"), b.partition("/")
    return one[0] == other[0] and not (one[2] and other[2])


def _move(sketch: Sketch, pattern: re.Pattern[str], match: re.Match[str]) -> Move | None:
    """The move that a match tells; None where its numbers are not of one thing."""
    text, start = sketch.text, match.start()
    old, new = sketch.item(match, "old"), sketch.item(match, "new")
    if _NOT_OLD.match(text, match.end("old")) or not _alike(old, new, text[max(0, start - _REACH) : start]):
        return None
    if pattern is _INCREASE_ON and OTHER_BASE.search(text, match.start("way") - _ADJECTIVE, match.end()):
        return None
    if pattern in (_AGAINST, _COMPARED) and _EARLIER.match(text, match.end("old")) is None:
        return None
    if pattern is _AGAINST and match["thing"] is not None and match["thing"] not in text[:start].split():
        return None
    if pattern in _NEAREST and _is_second(sketch, new):
        return None
    first, last = sorted((old.place, new.place))
    if _BREAKS.search(text, first, last) or (old.kind != "P" and _CURRENCY.search(text, max(0, start - _REACH), start)):
        return None
    groups = match.groupdict()
    # "Rose to 48, up from 60": the nearer word speaks of these numbers.
    way = 0 if pattern is _COMPARED else way_of(groups.get("way") or "") or way_before(text, start)
    is_range = old.kind != "C" and (old.claim is new.claim or text[old.place + 1 : new.place] == " to ")
    between = tuple(sketch.item(match, name) for name in ("told", "told2", "times") if groups.get(name) is not None)
    if groups.get("one") is not None:  # "one more than" is no figure
        between = (Item("C", new.claim, Reading.exactly(Decimal(1)), new.unit, "one", match.start("one")),)
    return Move(old, new, way, start, match.end(), not (is_range and way < 0), between, pattern is not _COMPARED)


def _is_second(sketch: Sketch, item: Item) -> bool:
    """True when a number of the same unit stands before in the phrase: "48 points from 20 games, up from 40"."""
    low = max(0, item.place - _REACH)
    start = max(low, *(sketch.text.rfind(mark, low, item.place) for mark in (",", ";", ":", "–", "(")))
    return any(
        it is not None and same_unit(it.unit, item.unit) for it in map(sketch.items.get, range(start, item.place))
    )


def _alike(old: Item, new: Item, lead: str) -> bool:
    """True when two numbers are of one unit, and count no different things."""
    if not same_unit(old.unit, new.unit):
        return False
    if old.claim is new.claim or old.unit != "count" or old.counted is None or new.counted == old.counted:
        return True
    # "From 40 animals to 90"; but "to 48 from 60 countries", unless it is the number of countries that rose.
    return new.counted is None and (old.place < new.place or old.counted in lead)
