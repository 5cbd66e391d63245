"""Where a sentence tells a change with the numbers that it leads from and to.

Numbers: "from 50 to 60", "to 60, from 50", "60, up from 50", "60, compared with 50 a year earlier", "the 40 last year".
Change: "rose 20 per cent", "up by 12", "an increase of 20%", "doubled", "three times as many", "more than the 70".
Direction: the verb or noun right before ("rose to 48 from 60").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from figcheck.check.sketch import Item, Sketch

_WORD: Final = r" [a-z0-9][a-z0-9'./-]*"
_GAP: Final = rf"(?:{_WORD}){{0,8}}?"
_SHORT: Final = rf"(?:{_WORD}){{0,3}}?"
_FIGURE_NEXT: Final = r"(?= (?:by |about |some |just |nearly |almost |another |[a-z]+ly )?[CMPOFT])"
_IS: Final = r"(?:(?<= is )|(?<= are )|(?<= was )|(?<= were )|(?<= been ))"
# Verbs that tell a direction on their own, and nouns; forms in -s and -ing, nouns or adjectives as often, only before a figure.
_RISEN: Final = (
    "rose|rise|risen|climb|climbed|jump|jumped|surge|surged|soar|soared|grow|grew|grown|growth|increase|increased|gained|"
    "swelled|swollen|leap|leapt|leaped|raise|raised|lift|lifted|boosted|hiked|spiked|rocketed|mushroomed|ballooned"
)
_FALLEN: Final = (
    "fell|fall|fallen|drop|dropped|decline|declined|decrease|decreased|slid|slip|slipped|plunge|plunged|shrank|shrink|"
    "shrunk|dipped|tumbled|sank|sunk|plummeted|slump|slumped|cut|lower|lowered|reduce|reduced|reduction|trimmed|slashed"
)
_RISES: Final = (
    "rises|rising|climbs|climbing|jumps|jumping|surges|surging|soars|soaring|grows|growing|increases|increasing|gains"
)
_FALLS: Final = "falls|falling|drops|dropping|declines|declining|decreases|slips|slipping|plunges|plunging|shrinks|shrinking|cuts|cutting"
RISING: Final = rf"(?:{_RISEN}|(?:{_RISES}){_FIGURE_NEXT}|(?:went|gone|goes|go|going) up|up{_FIGURE_NEXT}|{_IS}up)"
FALLING: Final = (
    rf"(?:{_FALLEN}|(?:{_FALLS}){_FIGURE_NEXT}|(?:went|gone|goes|go|going) down|down{_FIGURE_NEXT}|{_IS}down)"
)
_VERB: Final = rf"(?<![\w-])(?:(?P<up>{RISING})|(?P<down>{FALLING}))(?![\w-])"
# From the direction to the numbers no other thought begins.
_STOPS: Final = re.compile(
    r"\b(?:and|but|while|as|when|which|who|whose|that|if|than|compared|though|although|with|where|after|before|because|until|"
    r"despite|against|amid|is|are|was|were|has|have|had|will|said|went|goes|moved|changed|came|reached|stood|took|pushed|sent|"
    r"brought|drove|left|put|saw|short|behind|ill|out|off|apart|victim|plans?|bid|proposal|short|[a-z]{3,}ing)\b|"
    r"\bto (?!(?:january|february|march|april|may|june|july|august|september|october|november|december|date)\b)[a-z]"
)
_BREAKS: Final = re.compile(r"\b(?:and|but|while|which|who|whose|whereas|although|though)\b|;")
_THE: Final = (
    r"(?:(?:the|about|just|only|some|around|a|an|its|their|last year's|last month's|the previous|the previous year's|a revised|"
    r"a record|a low of|a high of|a year-earlier|an? (?:initial|estimated|average of)|the year-earlier) )?"
)
_OLD: Final = r"(?P<old>[CMP])"
_NEW: Final = r"(?P<new>[CMP])"
_FROM_TO: Final = re.compile(rf"\bfrom {_THE}{_OLD}{_GAP},? to {_THE}{_NEW}")
_TO_FROM: Final = re.compile(rf"\bto {_THE}{_NEW}{_GAP}(?:,? |,? ?\(| – )(?:down |up )?from {_THE}{_OLD}")
_UP_FROM: Final = re.compile(
    rf"{_NEW}{_GAP}(?:, |,? ?\(| – | (?:is|are|was|were) )(?P<way>up|down)"
    rf"(?: (?:by )?(?P<told>[CMPOF])(?:,? or (?P<told2>[CMPOF]))?)? (?:from|on) {_THE}{_OLD}"
)
_AGAINST: Final = re.compile(
    rf"\bto {_THE}{_NEW}{_GAP}(?:,? |,? ?\(| – )(?:compared (?:with|to)|against|versus|vs\.?) {_THE}{_OLD}"
)
# "90 trains, 40 per cent more than the 70 before", "52, an increase of 8 over last year's 40"
_MORE_THAN: Final = re.compile(
    rf"{_NEW}{_GAP}(?:,| –|,? ?\()? ?(?:that is |which is )?(?P<told>[CMPOF]) (?P<way>more|fewer|less|higher|lower|above|below|"
    rf"up|down|increase|rise|drop|fall)(?:{_WORD}){{0,2}}? (?:than|on|from|over) (?:the|its|last [a-z]+'s|the previous [a-z]+'s) {_OLD}"
)
_INCREASE_OVER: Final = re.compile(
    rf"\b(?P<way>increase|rise|gain|drop|fall|decrease|decline) of (?:about |some )?(?P<told>[CMPOF]){_SHORT} (?:over|on|from) "
    rf"(?:the |its |last [a-z]+'s |the previous [a-z]+'s ){_OLD}{_GAP},? to {_THE}{_NEW}"
)
_BY_OR_TO: Final = re.compile(
    rf"{_VERB}(?: (?:by|about|just|some|another|a further|[a-z]+ly)){{0,2}} (?P<told>[CMO]){_SHORT},? (?:or|\() ?"
    rf"(?:about |just |some )?(?P<share>P)[),]{{0,2}}{_SHORT},? to (?:close at |end at |settle at )?{_NEW}"
)
_CALLED: Final = (
    r"(?:(?:increase|rise|jump|growth|gain|surge|drop|fall|decline|decrease|reduction|leap|climb|cut|hike)\b)"
)
# The change right before the numbers: "rose 20 per cent from", "an increase of 12 to", "a tenfold increase from"
_TOLD_BEFORE: Final = re.compile(
    rf"{_VERB}(?:(?: (?:by|of|about|just|some|another|a|an|further|nearly|almost|[a-z]+ly)){{0,3}}|(?P<object>(?:{_WORD}){{1,6}}?) by) "
    rf"(?P<told>[CMPOFT])"
    rf"(?P<gap>{_GAP})(?:,? or (?P<told2>[CMPOF]))?,? ?$"
)
_NAMED_BEFORE: Final = re.compile(rf"\b(?:an?|the) (?P<told>[CMPOFT])[ -](?P<called>{_CALLED})(?P<gap>{_GAP}),? ?$")
_BY_HALF: Final = re.compile(rf"{_VERB} by half{_GAP},? ?$")
# … and right behind: "up 30 per cent", "an increase of 20%", "(+30%)", "a 25 per cent rise"
_TOLD_BEHIND: Final = re.compile(
    rf"(?P<gap>{_SHORT})(?:,| –|,? ?\()(?: ?(?:or|an?|by|that is|which is))? ?(?:(?:(?P<way>up|down|[a-z]+) (?:of |by )?)?"
    rf"(?:about |just |some |nearly |almost |more than )?(?P<told>[CMPOFT])(?:[ -](?P<called>[a-z]+))?)"
)
_TIMES: Final = {
    "doubl": 2,
    "tripl": 3,
    "trebl": 3,
    "quadrupl": 4,
    "quintupl": 5,
    "halv": 0,
}
_MULTIPLIED: Final = re.compile(
    r"\b(?P<hedge>(?:more than|over|well over|nearly|almost|about|roughly|around|not quite|just over|at least|less than) )?"
    rf"(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing|e|es){_GAP},? ?$"
)
# "90 season tickets, twice as many as the 40 a year earlier", "three times as many …: 90 compared with 40"
_TIMES_THE: Final = re.compile(
    rf"{_NEW}{_GAP}(?:,| –|,? ?\()? ?(?:that is |which is |or |about |some )?(?P<times>T)(?: times)? (?:as (?:many|much|high|big|large)(?:{_WORD}){{0,2}}? as )?"
    rf"(?:the|its|last [a-z]+'s|the previous [a-z]+'s) {_OLD}"
)
_TIMES_AS_MANY: Final = re.compile(
    rf"(?P<times>T) times as (?:many|much)(?:{_WORD}){{0,8}}?(?:: | – |,? ?\(|, ){_NEW}{_SHORT},? "
    rf"(?:compared (?:with|to)|against|versus|vs\.?|up from|from|after) {_THE}{_OLD}"
)
# Behind what a number is compared with: an earlier time, or nothing.
_BEFORE_NOW: Final = re.compile(
    rf"(?:{_WORD}){{0,2}}? (?:an?|one|two|three|the|last|in|at|for|during) (?:same |prior |previous |corresponding )?"
    r"(?:day|week|month|quarter|period|season|year|decade|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|spring|summer|autumn|winter|\d{4})\b|(?: last (?:year|month|week|season))| previously\b| before\b|"
    r" ?[.,;)]|$"
)
# Behind the old number: another thing, a forecast, a rank.
_NOT_OLD: Final = re.compile(
    r" ?(?:expected|forecast|predicted|estimated|planned|projected|budgeted|target|analysts|consensus|loss|deficit|shortfall|"
    r"for (?:the|its|his|her|other)|in the (?:rest|private|public)|at (?:rival|its)|among|elsewhere|nationally|nationwide|-|')"
)
# Sentences in which a number up is no rise, or a change is not that of the numbers beside it.
_VETO: Final = re.compile(
    r"\b(?:rank|ranks|ranked|ranking|rankings|place|places|placed|seed|seeded|seeds|standings|league table|pole|on a scale|"
    r"to the dollar|against the dollar|per dollar|to the euro|against the euro|to the pound|exchange rate|"
    r"minutes|seconds|par|odds|latitude|"
    r"net loss|net losses|temperatures?|celsius|fahrenheit)\b"
)
_CURRENCY: Final = re.compile(
    r"\b(?:yen|rouble|ruble|rupee|rupiah|lira|naira|peso|won|yuan|renminbi|real|rand|zloty|forint|krone|krona|ringgit|"
    r"baht|dong|shekel|dinar|rial|hryvnia|currency|dollar|euro|pound|sterling)\b[^.;,]{0,40}$"
)
# A change with another base than the number before: of a year, a month, in real terms.
_OTHER_BASE: Final = re.compile(
    r"\b(?:annually|annual|annualised|annualized|a year|per year|a month|per month|each year|every year|on average|average|real terms|"
    r"inflation|adjusted|adjusting|constant|organic|like-for-like|underlying|compound|pace|"
    r"year-on-year|month-on-month|on the (?:month|week|day|quarter)|from the (?:month|week|day|quarter) before|"
    r"month on month|week on week|quarter on quarter|in a (?:day|week|month)|target|expected|forecast|than expected)\b"
)
_ADJUSTED: Final = re.compile(
    r"\b(?:constant|organic|like-for-like|adjust[a-z]+|excluding|inflation|annualised|annualized)\b"
)
_NOT: Final = re.compile(r"\b(?:not|never|no longer|cannot|nor|without)\b|n't\b")


class Move(NamedTuple):
    """The numbers that a change leads from and to, and the way that the words say it goes: 1 up, -1 down, 0 untold.

    ``is_sure`` is False where the two numbers could be a range of the change itself ("fell from 5 to 8 per cent").
    ``start`` and ``end`` are where the numbers and what stands between them are in the sketch.
    """

    old: Item
    new: Item
    way: int
    start: int
    end: int
    is_sure: bool = True


class Told(NamedTuple):
    """A change told of a move: the figure, or the words alone where there is none; ``way`` as in Move.

    ``factor`` is set for "doubled" and the like, with the hedge before it in ``hedge``; 0 is "halved".
    """

    item: Item | None
    words: str
    way: int
    factor: int | None = None
    hedge: str = ""


def moves(sketch: Sketch) -> Iterator[tuple[Move, list[Told]]]:
    """Every move of a sentence with the changes told of it."""
    text = sketch.text
    if len(sketch.items) < 2 or _VETO.search(text):
        return
    taken: set[tuple[int, int]] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            move = _move(sketch, pattern, match)
            if move is None or (move.old.place, move.new.place) in taken:
                continue
            taken.add((move.old.place, move.new.place))
            told = _named(sketch, match, move) + _before(sketch, move) + _behind(sketch, move)
            yield move, told


_PATTERNS: Final = (
    _INCREASE_OVER,
    _TIMES_THE,
    _TIMES_AS_MANY,
    _MORE_THAN,
    _FROM_TO,
    _TO_FROM,
    _UP_FROM,
    _AGAINST,
)
# Where what comes before "up from" is the nearest number.
_NEAREST: Final = (_UP_FROM, _MORE_THAN, _TIMES_THE)


def _move(sketch: Sketch, pattern: re.Pattern[str], match: re.Match[str]) -> Move | None:
    """The move that a match tells; None where its numbers are not of one thing."""
    text = sketch.text
    old, new = sketch.item(match, "old"), sketch.item(match, "new")
    if pattern is _AGAINST and _BEFORE_NOW.match(text, match.end("old")) is None:
        return None
    if not _alike(old, new, text[: match.start()]) or _NOT_OLD.match(text, match.end("old")):
        return None
    first, last = sorted((old.place, new.place))
    if _BREAKS.search(text, first, last):
        return None
    if pattern in _NEAREST and _is_second(sketch, new):
        return None
    start, end = match.start(), max(match.end(), last + 1)
    way = _way_before(text, start)
    named = match.groupdict().get("way")
    if named is not None:
        own = way_of(named)
        # "rose to 48, up from 60": the nearer word speaks of these numbers.
        way = own or way
    # "Fell from 5 to 8 per cent" tells how far.
    is_range = old.kind != "C" and (old.claim is new.claim or text[old.place + 1 : new.place] == " to ")
    is_sure = not (is_range and way < 0)
    if _CURRENCY.search(text, 0, start) and old.kind != "P":
        return None
    return Move(old, new, way, start, end, is_sure)


def _is_second(sketch: Sketch, item: Item) -> bool:
    """True when a number of the same unit stands before in the phrase: "48 points from 20 games, up from 40"."""
    text = sketch.text
    start = max(text.rfind(mark, 0, item.place) for mark in (",", ";", ":", "–", "("))
    return any(same_unit(other.unit, item.unit) for place, other in sketch.items.items() if start < place < item.place)


def _alike(old: Item, new: Item, lead: str) -> bool:
    """True when two numbers are of one unit, and count no different things."""
    if old.claim.figure.form == "times" or new.claim.figure.form == "times":
        return False
    if not same_unit(old.unit, new.unit):
        return False
    if old.claim is new.claim or old.unit != "count" or old.counted is None or new.counted == old.counted:
        return True
    # "From 40 animals to 90"; but "to 48 from 60 countries", unless it is the number of countries that rose.
    return new.counted is None and (old.place < new.place or old.counted in lead)


def same_unit(a: str, b: str) -> bool:
    """True for one unit, also where only one side says by what it goes: "from $55 to $60 a barrel"."""
    if a == b:
        return True
    one, other = a.partition("/"), b.partition("/")
    return one[0] == other[0] and not (one[2] and other[2])


def way_of(word: str) -> int:
    """The way a word says that something goes: 1 up, -1 down, 0 where it says neither."""
    if _UP_WORD.fullmatch(word):
        return 1
    return -1 if _DOWN_WORD.fullmatch(word) else 0


_UP_WORD: Final = re.compile(rf"{_RISEN}|{_RISES}|(?:(?:went|gone|goes|go|going) )?up|more|higher|above|over")
_DOWN_WORD: Final = re.compile(rf"{_FALLEN}|{_FALLS}|(?:(?:went|gone|goes|go|going) )?down|fewer|less|lower|below")
_LAST_VERB: Final = re.compile(_VERB)


def _way_before(text: str, place: int) -> int:
    """The way that the last verb before a place tells, if nothing else begins between them."""
    low = max(0, place - 90)
    last: re.Match[str] | None = None
    for match in _LAST_VERB.finditer(text, low, place):
        last = match
    if last is None:
        return 0
    between = text[last.end() : place]
    if _STOPS.search(between) or ":" in between or ";" in between or "," in between[:-2]:
        return 0
    # "Increased its job cuts from 40 to 55": two ways in one phrase are none.
    other = "down" if last["up"] is not None else "up"
    for match in _LAST_VERB.finditer(text, max(low, last.start() - 50), last.start()):
        if match[other] is not None and not _STOPS.search(text, match.end(), last.start()):
            return 0
    if _NOT.search(text, max(0, last.start() - 25), last.start()):
        return 0
    return 1 if last["up"] is not None else -1


def _named(sketch: Sketch, match: re.Match[str], move: Move) -> list[Told]:
    """The changes that stand between the two numbers of a move."""
    groups = match.groupdict()
    told = []
    for name in ("told", "told2"):
        if groups.get(name) is not None:
            told.append(_as_told(sketch.item(match, name), move.way))
    if groups.get("times") is not None:
        told.append(_as_told(sketch.item(match, "times"), 0))
    return told


def _as_told(item: Item, way: int) -> Told:
    return Told(item, item.surface, way)


def _before(sketch: Sketch, move: Move) -> list[Told]:
    """The changes that stand right before the numbers."""
    if _ADJUSTED.search(sketch.text, move.end, move.end + 60):
        return []
    low = max(0, move.start - 120)
    lead = sketch.text[low : move.start]
    for pattern in (_TOLD_BEFORE, _NAMED_BEFORE):
        match = pattern.search(lead)
        if match is None:
            continue
        gap, groups = match["gap"], match.groupdict()
        if (
            _OTHER_BASE.search(gap)
            or _STOPS.search(gap.removesuffix(" to"))
            or " from " in f"{gap} "
            or _OTHER_BASE.search(sketch.text, move.start, move.end)
        ):
            return []
        if _NOT.search(lead, max(0, match.start() - 25), match.start()):
            return []
        if groups.get("object") is not None and _STOPS.search(groups["object"]):
            continue
        way = way_of(groups["called"]) if "called" in groups else 1 if groups["up"] is not None else -1
        found = []
        for name in ("told", "told2"):
            if groups.get(name) is not None:
                found.append(_as_told(sketch.items[low + match.start(name)], way))
        return found
    match = _BY_HALF.search(lead)
    if match is not None:
        return [Told(None, "by half", 1 if match["up"] is not None else -1)]
    match = _MULTIPLIED.search(lead)
    if match is None or _NOT.search(lead, max(0, match.start() - 25), match.start()):
        return []
    if _STOPS.search(lead, match.end("stem")) or _OTHER_BASE.search(lead, match.end("stem")):
        return []
    factor = _TIMES[match["stem"]]
    spoken = match.group().split(",")[0].split()
    words = [word for word in spoken if word.startswith(match["stem"])][0]
    hedge = (match["hedge"] or "").strip()
    return [Told(None, f"{hedge} {words}".strip(), -1 if factor == 0 else 1, factor, hedge)]


def _behind(sketch: Sketch, move: Move) -> list[Told]:
    """The change that stands right behind the numbers."""
    text = sketch.text
    match = _TOLD_BEHIND.match(text, move.end)
    if match is None or _STOPS.search(match["gap"]):
        return []
    called, named = match["called"] or "", match["way"] or ""
    way = way_of(called) or way_of(named)
    printed = sketch.item(match, "told").surface
    lead = match.group()[len(match["gap"]) :].lower()
    is_signed = printed[:1] in "+-−" or text[match.start("told") - 1] in "+-−"
    if not (way or is_signed or lead.startswith((", or ", "or ", " (or "))):
        return []
    if called and not way_of(called):
        return []
    rest = text[match.end() : match.end() + 40]
    if re.match(r"(?: (?:on|from|over|since|compared|than|of|in|a|against|below|above|per|each|year)\b|-|')", rest):
        return []
    return [_as_told(sketch.item(match, "told"), way)]


def steps(sketch: Sketch) -> Iterator[tuple[Item, Item, Item, int]]:
    """ "Fell 200 points, or 5 per cent, to 38,000": how far, the share that it is, where it led, and the way."""
    if _VETO.search(sketch.text):
        return
    for match in _BY_OR_TO.finditer(sketch.text):
        told, share, new = sketch.item(match, "told"), sketch.item(match, "share"), sketch.item(match, "new")
        if (
            (same_unit(told.unit, new.unit) or told.kind == "O")
            and new.kind != "P"
            and not _OTHER_BASE.search(match.group())
        ):
            yield told, share, new, 1 if match["up"] is not None else -1
