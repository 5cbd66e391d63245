"""Orders that one sentence tells: "the largest with 12, followed by India with 7", "the second-largest, at 30, behind
Peru at 45", "the top three: Norway (40), Finland (38) and Sweden (35)".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number, show_points
from figcheck.check.rows import ahead, end_of, rate_of, rows, stretch
from figcheck.check.sentences import put_down
from figcheck.check.superlatives import is_more, sense_in
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.numerals import ORDINALS

_WHO: Final = r"[^;:()\d]{1,55}?"
_WITH: Final = (
    r"(?:,? (?:with|at|on|had|has|having|of|to|who (?:won|had|got|took|has)|which (?:won|had|got|took|has|made))|"
    r",|[’']s (?:[a-z]+ ){0,3}(?:of)?)?(?: (?:some|about|around|only|just))? ?\(?"
)
_FOLLOWED: Final = expression(
    rf"\)?(?:[^;:()\d]|(?<= )(?:19|20)\d\d){{0,60}}?\b(?:followed (?:[a-z]+ )?by|ahead of|beating)\b{_WHO}{_WITH}"
)
_BEHIND: Final = expression(rf"\)?,? (?:just |narrowly |well |far |only |close )?(?:behind|trailing) {_WHO}{_WITH}")
# "Three ahead of City, who have 58", "one more than fourth-placed Athletic, who have 47".
_GAP: Final = expression(
    r"(?: (?:from|in|after) (?:\d{1,2}|[a-z-]+) (?:games|matches|rounds))?,? "
    r"(?P<gap>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
    r"(?: points?| seats?| medals?| wins?)? "
    r"(?:(?P<more>more than|ahead of|clear of|above)|(?P<less>fewer than|less than|behind|short of|adrift of)) "
    r"(?P<who>(?:[a-z’'-]+ ){0,4}[A-Z][^;:,()\d]{0,40}?),? (?:who|which) "
    r"(?:have|has|had|got|won|took|are on|is on|finished with|finished on)(?: just| only)? $"
)
# "52% to Marsh's 45%, a lead of seven points", "…, a seven-point lead"
_COUNTED_GAP: Final = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
_AHEAD: Final = r"(?:lead|advantage|margin|edge|gap)"
_LEAD: Final = expression(
    rf",? (?:giving (?:him|her|it|them) |or )?an? (?:{_AHEAD} of (?P<gap>{_COUNTED_GAP})(?: percentage)? points?|"
    rf"(?P<gap2>{_COUNTED_GAP})[- ](?:percentage[- ])?point {_AHEAD})(?=[.,;)]|$)"
)
# "By 186 votes to 158, a majority of 28"
_VOTES_TO: Final = expression(r"(?: votes?| seats?)?(?: in favou?r)?(?: to|,? against| [–-]) ?(?:just |only )?")
_MAJORITY: Final = expression(
    r"(?: votes?| seats?)?(?: against)?,? (?:or |giving (?:him|her|it|them|the [a-z]+) )?(?:an?|the) "
    r"(?:[a-z]+ )?(?:majority|margin|lead) of (?:just |only )?"
)
_TWO: Final = 2
_BOTH: Final = expression(r"[^;:()\d]{0,30}\b(?:to|against|and|versus)\b[^;:()\d]{0,40}")
# Shares of something else, or of one thing at two times.
_NO_RACE: Final = expression(
    r"\b(?:turnout|counted|reporting|tallied|margin of error|from|rose|risen|rises|fell|fallen|falls|up|down|gain\w*|"
    r"lost|climb\w*|drop\w*|slip\w*|jump\w*|increas\w*|decreas\w*|grew|grown|chance)\b"
)
_WHOLE: Final = Decimal("100.5")
_THEN: Final = expression(r"\b(?:now|in (?:may|march)|before|earlier|from|up|down)\b")
_ALONE: Final = expression(
    r"$|[.,;)]| (?:and|with|from) (?:an?|one|two|three|\d) (?:games? |match(?:es)? )?(?:in hand|more|fewer|games?)"
)
_PLAYED: Final = frozenset(("game", "match", "round"))
_ROUND_FROM: Final = 1000
# Whose the second of two numbers is: "followed by Peru with 45".
_WHOSE: Final = expression(
    r"\b(?:followed (?:[a-z]+ )?by|ahead of|behind|trailing|beating|then) (?P<who>[^;:()\d,]{2,40}?)"
    r"(?:,? (?:with|at|on|had|has|having|of|to|who .*|which .*|about|around|only|just))* ?\(?$"
)
_NUMBERS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_NEXT: Final = expression(rf"\)?(?:,| and|, and|,? then|, followed by|,? while)\b{_WHO}{_WITH}")
_LISTED: Final = expression(rf"\)?,?(?: and)? ?{_WHO}(?: with| at| on|,)? ?\(?")
_TOP: Final = expression(r"\btop (?:the )?$|\btop-$")
_OPENS: Final = expression(r"[^.;()\d]{0,50}(?::|\bwere|\bare|[—–])[^,.;:()\d]{1,40}\(?")
# Words of time: what follows another in time, and the first of its kind in years.
_TIME: Final = expression(
    r"\b(?:since|ever|on record|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|"
    r"april|june|july|august|september|"
    r"october|november|december|next|later|year|years|month|week|day|days|hours?|then|minutes|season|quarter|"
    r"round|(?:1[89]|20)\d\d)\b"
)


def check_orders(rule: RuleSpec, desk: Desk, outcome: Outcome, shown: set[frozenset[str]]) -> None:
    """Hold the figures of every order that a sentence tells; pairs in ``shown`` are left."""
    for row in rows(desk):
        _lead(rule, row, outcome, shown)
        if len(row) > _TWO:
            _majority(rule, row, outcome, shown)
        i = 0
        while i < len(row) - 1:
            first = row[i]
            if not takes(rule, first) or first.figure.hedge == "vague":
                i += 1
                continue
            _opposites(rule, first, row[i + 1], outcome, shown)
            for second in row[i + 1 : i + 4]:
                _gap(rule, first, second, outcome, shown)
            i += max(1, _chain(rule, row, i, outcome, shown) or _top(rule, row, i, outcome, shown))


def _opposites(rule: RuleSpec, first: Claim, second: Claim, outcome: Outcome, shown: set[frozenset[str]]) -> None:
    """ "The largest has 40, the smallest 12", "the largest gave 40, the second-largest 35"."""
    lead = stretch(first, max(0, first.quote_at.start - 70), first.quote_at.start)
    between = stretch(first, end_of(first), second.quote_at.start)
    one, other = _EXTREME.search(lead), _EXTREME.search(between)
    if one is None or other is None or other["of"] not in (None, one["of"]) or not _comparable(first, second):
        return
    if _is_dated(lead) or _SINCE.search(between):
        return
    if one["word"] == other["word"] and (one["nth"] or "first") != (other["nth"] or "first"):
        nth = [ORDINALS.index(it["nth"] or "first") for it in (one, other)]
        falls = (sense_in(one["word"], first) == "more") == (nth[0] < nth[1])
    elif (one["word"], other["word"]) in _OPPOSITES and not one["nth"] and not other["nth"]:
        falls = sense_in(one["word"], first) == "more"
    else:
        return
    spoken = [" ".join(filter(None, (it["nth"], it["word"]))) for it in (one, other)]
    words = f"the {spoken[0]} is {first.figure.surface}, the {spoken[1]} {second.figure.surface}"
    _step(rule, first, second, "down" if falls else "up", "", outcome, shown, words)


def _gap(rule: RuleSpec, first: Claim, second: Claim, outcome: Outcome, shown: set[frozenset[str]]) -> None:
    """ "Rovers have 61 points, three ahead of City, who have 58": what is between two is told as well."""
    match = _GAP.fullmatch(_printed(first, end_of(first), second.quote_at.start))
    if (
        match is None
        or first.figure.counted in _PLAYED
        or first.figure.unit not in ("count", "percent")
        or not _comparable(first, second)
    ):
        return
    one, other = first.figure.reading.point, second.figure.reading.point
    if _ALONE.match(stretch(second, end_of(second), end_of(second) + 40)) is None:
        return
    if first.figure.hedge != "exact" or second.figure.hedge != "exact" or one is None or other is None:
        return
    spoken = match["gap"]
    gap = _gap_told(spoken)
    pair = frozenset((first.id, second.id))
    apart = abs(one - other - (gap if match["more"] else -gap))
    if apart <= _slack(first, second) or pair in shown or max(one, other) >= _ROUND_FROM:
        return
    shown.add(pair)
    told, theirs = first.figure.surface, f"the {second.figure.surface} of {match['who'].strip()}"
    real = one - other
    way = match["more"] or match["less"]
    if real != 0 and (real > 0) == (match["less"] is not None):
        more = "less" if real < 0 else "more"
        cause, words = "rank_out_of_order", f"{told} is {more} than {theirs}, not {spoken} {way}"
    else:
        cause, words = "gap_does_not_fit", f"{told} and {theirs} are {show_number(abs(real))} apart, not {spoken}"
    put_down(
        rule,
        (first, second),
        outcome,
        cause=cause,
        words=words,
        expected=show_number(abs(real)),
        observed=spoken,
    )


def _gap_told(spoken: str) -> int:
    """The number that a gap is told with, "one" where it is told by an article."""
    return int(spoken) if spoken.isdigit() else _NUMBERS.index(spoken) + 1 if spoken in _NUMBERS else 1


def _slack(first: Claim, second: Claim) -> Decimal:
    """By how much the difference of two printed figures may be off: that of counts not at all."""
    if first.figure.unit != "percent":
        return Decimal(0)
    return max(first.figure.reading.precision, second.figure.reading.precision)


def _majority(rule: RuleSpec, row: Sequence[Claim], outcome: Outcome, shown: set[frozenset[str]]) -> None:
    """ "By 186 votes to 158, a majority of 28": the majority is the difference."""
    for first, second, told in zip(row, row[1:], row[2:], strict=False):
        if any(
            c.figure.unit != "count" or c.figure.hedge != "exact" or c.figure.form != "plain" for c in (first, told)
        ):
            continue
        leads = stretch(second, second.quote_at.end, told.quote_at.start)
        if _MAJORITY.fullmatch(leads) is None or second.figure.unit != "count" or not takes(rule, first):
            continue
        if told.figure.counted not in (None, "vote", "seat", first.figure.counted):
            continue  # "a majority of 372 members being present"
        if _VOTES_TO.fullmatch(stretch(first, first.quote_at.end, second.quote_at.start)) is None:
            continue
        one, other, gap = (c.figure.reading.point for c in (first, second, told))
        pair = frozenset((first.id, second.id))
        if one is None or other is None or gap is None or abs(one - other) == gap or pair in shown:
            continue
        if first.figure.reading.precision > 1 or second.figure.reading.precision > 1 or second.figure.hedge != "exact":
            continue  # "by 16,000 votes to 14,000, a majority of 2,132"
        shown.add(pair)
        apart = show_number(abs(one - other))
        words = f"{first.figure.surface} and {second.figure.surface} are {apart} apart, not {told.figure.surface}"
        claims, observed = (first, second, told), told.figure.surface
        put_down(rule, claims, outcome, cause="gap_does_not_fit", words=words, expected=apart, observed=observed)


def _lead(rule: RuleSpec, row: Sequence[Claim], outcome: Outcome, shown: set[frozenset[str]]) -> None:
    """ "52% to Marsh's 45%, a lead of seven points": the lead is the difference."""
    shares = [claim for claim in row if claim.figure.unit == "percent"]
    if len(shares) != 2:
        return
    first, second = shares
    match = _LEAD.match(stretch(first, end_of(second), end_of(second) + 60))
    pair = frozenset((first.id, second.id))
    if match is None or pair in shown or not (takes(rule, first) and _comparable(first, second)):
        return
    between = stretch(first, end_of(first), second.quote_at.start)
    one, other = first.figure.reading.point, second.figure.reading.point
    if (
        _BOTH.fullmatch(between) is None
        or _TIME.search(between)
        or _THEN.search(between)
        or one is None
        or other is None
    ):
        return
    lead = stretch(first, 0, end_of(second))
    if first.figure.hedge != "exact" or second.figure.hedge != "exact" or one + other > _WHOLE or _NO_RACE.search(lead):
        return
    spoken = match["gap"] or match["gap2"]
    gap = _gap_told(spoken)
    real = abs(one - other)
    if abs(real - gap) <= _slack(first, second):
        return
    shown.add(pair)
    apart = show_points(show_number(real))
    words = f"{first.figure.surface} and {second.figure.surface} are {apart} apart, not {spoken}"
    put_down(rule, (first, second), outcome, cause="gap_does_not_fit", words=words, expected=apart, observed=spoken)


def _printed(claim: Claim, start: int, end: int) -> str:
    """A stretch of a claim's sentence as printed, with one space for any white space."""
    return re.sub(r"\s+", " ", claim.quote[start:end])


def _chain(rule: RuleSpec, row: list[Claim], i: int, outcome: Outcome, shown: set[frozenset[str]]) -> int:
    """A superlative and what follows it; how many figures it took."""
    first, second = row[i], row[i + 1]
    rate = rate_of(first)
    between = stretch(first, rate.end if rate is not None else end_of(first), second.quote_at.start)
    follows = _FOLLOWED.fullmatch(between) is not None
    if not follows and _BEHIND.fullmatch(between) is None:
        return 0
    lead = stretch(first, max(0, first.quote_at.start - 90), first.quote_at.start).rpartition("; ")[2]
    middle = _COMPARED.sub("", between.partition("followed")[0].partition("ahead of")[0]) if follows else ""
    sense = sense_in(lead + " " + middle, first)
    if sense is None and follows and _MOST_OF.search(lead):
        sense = "more"
    if sense is None and ("ahead of" in between or not follows) and is_more(first) and not _TIME.search(lead):
        sense = "more" if "ahead of" in between or _PLACES.search(lead) else None
    if (
        sense is None
        or _TIME.search(middle)
        or (follows and _TIME.search(between.partition("by")[2]))
        or _is_dated(lead)
    ):
        return 0
    if not _comparable(first, second):
        return 0
    down: Literal["up", "down"] = "down" if (sense == "more") == follows else "up"
    if not _step(rule, first, second, down, between, outcome, shown):
        return 1
    took, k = 1, i + 1
    while follows and k + 1 < len(row):
        one, other = row[k], row[k + 1]
        between = stretch(one, end_of(one), other.quote_at.start)
        if _NEXT.fullmatch(between) is None or _TIME.search(between) or not _comparable(first, other):
            break
        took, k = took + 1, k + 1
        if not _step(rule, one, other, down, between, outcome, shown):
            break
    return took


# "+137 per cent compared with 2020, followed by …": the year tells no order in time.
_COMPARED: Final = expression(
    r"\b(?:(?:compared (?:with|to)|on|over|than|from) )(?:(?:19|20)\d\d|last year|a year (?:earlier|ago)|"
    r"the year before)"
)
_PAIRS: Final = (
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("highest", "lowest"),
    ("longest", "shortest"),
    ("tallest", "shortest"),
    ("heaviest", "lightest"),
    ("most", "fewest"),
    ("most", "least"),
)
_OPPOSITES: Final = frozenset(_PAIRS) | frozenset((other, one) for one, other in _PAIRS)
_HAS: Final = (
    r"(?:has|had|have|was|were|is|gave|at|got|won|cost|costs|took|weighs|weighed|measures|runs to|with|came to|being)"
)
_EXTREME: Final = expression(
    r"\bthe (?:(?P<nth>second|third|fourth|fifth)[- ])?(?P<word>largest|biggest|highest|longest|tallest|heaviest|most|"
    rf"smallest|lowest|shortest|lightest|fewest|least)(?: (?!{_HAS}\b)(?P<of>[a-z]+))?"
    rf"(?:, [a-z’' ]{{2,30}},| of [a-z ]{{2,20}}?)?(?: {_HAS})?(?: (?:only|just|about|some))? $"
)
_MOST_OF: Final = expression(r"\bmost (?:of (?:the|them)|were|came|victims|people|members)\b[^,.;:]*$")
_PLACES: Final = expression(
    r"\b(?:came|come|comes|finish\w*|placed|ranked|led|leads|won|in) (?:in )?(?:the )?(?:first|second|third|"
    r"fourth|lead|top)\b|\b(?:led|leads|won) with\b"
)
_SINCE: Final = expression(r"\b(?:since|ever|on record|in (?:[a-z]+ |\d+ )?(?:years|months|decades|a decade))\b")


def _is_dated(lead: str) -> bool:
    """True where the superlative is one over time: "the highest since 2010, at 12, followed by …"."""
    return _SINCE.search(lead[-70:]) is not None


def _comparable(a: Claim, b: Claim) -> bool:
    """True for two figures of one thing; what the second counts may be left out."""
    one, other = a.figure, b.figure
    if "vague" in (one.hedge, other.hedge) or b.mode != a.mode:
        return False
    if one.unit != other.unit:
        return one.unit.partition("/")[0] == other.unit and one.form == "money"
    return other.counted is None or one.counted is None or one.counted == other.counted


def _step(
    rule: RuleSpec,
    a: Claim,
    b: Claim,
    down: str,
    between: str,
    outcome: Outcome,
    shown: set[frozenset[str]],
    words: str = "",
) -> bool:
    """True where two figures go the way they are said to, or may; else False, with the finding put down.

    ``words`` say what is wrong where one does not simply come behind the other.
    """
    first, second = a.figure.reading, b.figure.reading
    if first.meets(second) or (second.low > first.high) == (down == "up"):
        return True
    pair = frozenset((a.id, b.id))
    if pair in shown:
        return False
    shown.add(pair)
    better, worse = (b, a) if _BEHIND.fullmatch(between) is not None else (a, b)
    is_more = worse.figure.reading.low > better.figure.reading.high
    if not words:
        whose = _WHOSE.search(_printed(a, end_of(a), b.quote_at.start))
        lower, upper = (
            f"{it.figure.surface} ({whose['who'].strip()})" if whose is not None and it is b else it.figure.surface
            for it in (worse, better)
        )
        words = f"{lower} comes behind {upper}, but is {'more' if is_more else 'less'}"
    expected = f"the better place to have {'more' if is_more else 'less'}"
    observed = f"{a.figure.surface} and {b.figure.surface}"
    put_down(rule, (a, b), outcome, cause="rank_out_of_order", words=words, expected=expected, observed=observed)
    return False


def _top(rule: RuleSpec, row: list[Claim], i: int, outcome: Outcome, shown: set[frozenset[str]]) -> int:
    """ "The top three: Norway (40), Finland (38) and Sweden (35)": values that neither rise nor fall are in no "
    "order."""
    number = row[i].figure.reading.point
    if number is None or not 3 <= number <= 20 or number != int(number) or not _TOP.search(ahead(row[i])):
        return 0
    listed = row[i + 1 : i + 1 + int(number)]
    if len(listed) < number or _OPENS.fullmatch(stretch(row[i], end_of(row[i]), listed[0].quote_at.start)) is None:
        return 0
    for a, b in itertools.pairwise(listed):
        if _LISTED.fullmatch(stretch(a, end_of(a), b.quote_at.start)) is None or not _comparable(a, b):
            return 0
    down = ""
    for a, b in itertools.pairwise(listed):
        if a.figure.reading.meets(b.figure.reading):
            continue
        goes = "up" if b.figure.reading.low > a.figure.reading.high else "down"
        if down and goes != down:
            _step(rule, a, b, down, "", outcome, shown)
            break
        down = goes
    return len(listed)
