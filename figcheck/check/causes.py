"""Why two figures of one thing may differ, and how much that is worth showing. Picks no winner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from figcheck.check.desk import as_of, show_number
from figcheck.check.readings import told_in, unit_slip
from figcheck.expressions import expression
from figcheck.findings import Severity
from figcheck.model import Claim
from figcheck.prose import regular_plural

_REVISION: Final = expression(
    r"\b(?:revis\w+|correct(?:ed|ion|ing)|(?:toll|count|figure|number|estimate|tally)\s+(?:was\s+|has\s+been\s+)?lowered|"
    r"lowered\s+(?:its|the|their|that|an)\s+(?:[\w-]+\s+){0,2}(?:toll|count|figure|number|estimate|tally|forecast|projection)|updated|"
    r"earlier\s+(?:report|count|toll|figure|said|put)\w*|initial(?:ly)?|previous(?:ly)?|"
    r"originally|later\s+(?:put|said))\b",
    re.IGNORECASE,
)
_MOVED: Final = expression(r"\b(?:up|down)\s+from\b", re.IGNORECASE)
_ROUNDED_BY: Final = Decimal("0.1")  # of a number, the most that is rounded away without a hedge
_CREEP: Final = Decimal("1.1")
_SETTLED: Final = frozenset(("seat", "mandate", "delegate", "medal", "gold"))  # what a result fixes
_CREEPS_FOR: Final = 14  # days
_HELD: Final = 1000  # sentences: one of a group is held against many
_OTHERS: Final = expression(r"\s+others\b", re.IGNORECASE)
# A person stands before "and", not what befell others before: "one was killed and six others wounded".
_SOMEBODY_AND: Final = expression(
    r"(?<!\bkilled)(?<!\bdead)(?<!\bdied)(?<!\bwounded)(?<!\binjured)(?<!\bhurt)(?<!\bshot)(?:\sand|,)\s+$",
    re.IGNORECASE,
)
_THE: Final = expression(r"\bthe\s+$", re.IGNORECASE)
_OTHER: Final = expression(r"\s+other\b", re.IGNORECASE)
_SEVERAL_EVENTS: Final = expression(
    r"\bin\s+(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|multiple|separate|various|"
    r"(?:a\s+)?(?:pair|series|string|spate|number)\s+of)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:incidents|shootings|attacks|crashes|blasts|bombings|explosions|accidents|raids|strikes|fires)\b",
    re.IGNORECASE,
)
_BADLY_HURT: Final = expression(
    r"(?:\s+[\w’'-]+){0,4}?\s+(?:critically|seriously|severely|gravely|badly)[\s-]+(?:wounded|injured|hurt)\b"
    r"|(?:\s+[\w’'-]+){0,4}?\s+(?:critical|serious|grave)\s+condition\b",
    re.IGNORECASE,
)
# Nouns by which one thing goes: to tell a desk that one report counts homes and the other houses would explain nothing.
_ONE_NOUN: Final = {
    "house": "home", "dwelling": "home", "employee": "worker", "staffer": "worker", "soldier": "troop",
    "serviceman": "troop", "service member": "troop", "inmate": "prisoner", "pupil": "student", "mandate": "seat",
    "lorry": "truck", "household": "family", "post": "job", "position": "job",
}  # fmt: skip
_ABOARD: Final = "aboard"  # no more come aboard of what has sunk
_MIXED: Final = frozenset((_ABOARD, "hostages", "rescued", "detainees"))  # of several peoples, as a rule
_CUMULATIVE: Final = frozenset(
    (
        "deaths",
        "injuries",
        "casualties",
        "missing",
        "displaced",
        "detainees",
        "hostages",
        "rescued",
        "attacks",
        "targets_struck",
        "munitions",
        "buildings",
    )
)
_TOLL_WITH_ASIDES: Final = frozenset(("deaths", "casualties"))
VICTIMS: Final = _TOLL_WITH_ASIDES | {
    "injuries"
}  # of one event, so that a smaller count may be a part and a larger none
_BREAKDOWN: Final = frozenset(("children", "women", "civilians", "suspects", "police", "military", "men"))


class Cause(NamedTuple):
    """A likely cause, the most it is worth showing as, and how it is put to the reader."""

    name: str
    most: Severity
    words: str


def likely_cause(a: Claim, b: Claim) -> Cause:
    """The likeliest reason why claim ``a`` (the earlier published) and ``b`` differ."""
    if "vague" in (a.figure.hedge, b.figure.hedge):
        return Cause("vague_wording", "note", "vague words that leave no room for both")
    scope = _scope_difference(a, b) or _narrower_noun(a, b) or _others_than(a, b)
    if scope:
        return Cause("different_scope", "note", scope)
    if _one_of_several(a, b):
        return Cause("different_scope", "note", "one tells of one victim, the other of all")
    if _other_nouns(a, b):
        return Cause(
            "different_noun", "note", f"one counts {_many(a.figure.counted)}, the other {_many(b.figure.counted)}"
        )
    if _tells_revision(b) or (a.header.id == b.header.id and _tells_revision(a)):
        return Cause("stated_revision", "note", "the text itself speaks of a revision")
    if unit_slip(a, b):
        words = f"the same number, once of {a.figure.unit}, once of {b.figure.unit}"
        return Cause("unit_slip", "error", words)
    first, second = a.figure.reading.point, told_in(b, a.figure.unit)
    has_grown = False
    if first is not None and second is not None:
        has_grown = _creeps(a, b, first, second)
        known = None if has_grown else slip(first, second)
        if known is not None:
            return known
        if a.figure.unit != "percent" and _rounded_to(a, b):
            return Cause("rounding", "note", "one is the other in rounder numbers")
    if a.header.id == b.header.id:
        return Cause("inconsistent", "error", "one article gives both")
    day_a, day_b = as_of(a), as_of(b)
    if a.measure in _CUMULATIVE and day_a == day_b and _was_to_rise(a, b):
        return Cause("update_over_time", "note", "the lower was expected to rise: most likely an update")
    if has_grown:
        return Cause("update_over_time", "note", "later and a little higher: most likely an update")
    if day_a is not None and day_b is not None and day_a < day_b and a.measure in _CUMULATIVE:
        low_a = first if first is not None else a.figure.reading.low
        low_b = second if second is not None else b.figure.reading.low
        days = (day_b - day_a).days
        later = _later(days)
        if low_b > low_a:
            return Cause("update_over_time", "note", _pace(low_b - low_a, days, later))
        return Cause("fall_over_time", "warning", f"{later} and lower, with no revision stated")
    one, other = a.figure.counted, b.figure.counted
    # A noun that is the measure itself ("7.2-magnitude") counts nothing else than the other does.
    is_other = _ONE_NOUN.get(one or "", one) != _ONE_NOUN.get(other or "", other)
    if a.figure.form != "measure" and one and other and is_other and a.measure not in (one, other):
        return Cause("different_noun", "warning", f"one counts {_many(one)}, the other {_many(other)}")
    return Cause("different_counts", "error", "the sources count differently, or one is wrong")


def _was_to_rise(a: Claim, b: Claim) -> bool:
    """Whether the article with the lower of two tolls of one day says that more are feared."""
    lower = min((a, b), key=lambda claim: claim.figure.reading.low)
    return lower.story is not None and "may_rise" in lower.story.asides


def _creeps(a: Claim, b: Claim, first: Decimal, second: Decimal) -> bool:
    """True for a count of a later day that is a little higher: cases of an outbreak, homes hit by a storm."""
    day_a, day_b = as_of(a), as_of(b)
    if a.figure.unit != "count" or a.measure in _CUMULATIVE or day_a is None or day_b is None:
        return False
    if a.figure.counted in _SETTLED or a.measure == _ABOARD:
        return False
    return 0 < (day_b - day_a).days <= _CREEPS_FOR and first < second <= first * _CREEP


def _many(noun: str | None) -> str:
    """A noun in the plural, for a message; no noun stands for people."""
    return "people" if noun is None or noun == "person" else regular_plural(noun)


@lru_cache(_HELD)
def _tells_revision(claim: Claim) -> bool:
    """True where a sentence says that a number was another before; a share or rate was so of another time."""
    if _REVISION.search(claim.quote) is not None:
        return True
    return claim.figure.unit != "percent" and _MOVED.search(claim.quote) is not None


@lru_cache(_HELD)
def _tells_several_events(quote: str) -> bool:
    return _SEVERAL_EVENTS.search(quote) is not None


def _scope_difference(a: Claim, b: Claim) -> str:
    """One side counts a group of people that the other does not name, or leaves somebody out."""
    who_a = (a.scope.who or frozenset()) & _BREAKDOWN
    who_b = (b.scope.who or frozenset()) & _BREAKDOWN
    only = who_a ^ who_b
    if only and (not who_a or not who_b):
        return f"one counts {', '.join(sorted(only))} only"
    if only_others(a, b):
        return "one counts only others than those named before"
    if _in_several_events(a) != _in_several_events(b):
        return "one counts the victims of several events"
    if a.measure == "layoffs" and _is_placed(a) != _is_placed(b):
        return "one tells of a place only"
    if a.measure == "detainees" and _are_placed_apart(a, b):
        return "one tells of a place only, the other of what lies around it"
    if a.measure == "injuries" and only_badly_hurt(a) != only_badly_hurt(b):
        return "one counts those badly hurt only"
    return _aside(a, b)


def _are_placed_apart(a: Claim, b: Claim) -> bool:
    """280 arrests in Paris and 540 in France: the places of one thing, and not the same ones."""
    return _is_placed(a) and _is_placed(b) and a.scope.where != b.scope.where


def _is_placed(claim: Claim) -> bool:
    """ "Will cut 900 jobs in Germany": its own sentence tells where."""
    return bool(claim.scope.where) and "where" not in claim.inherited


def only_others(a: Claim, b: Claim) -> bool:
    """ "Five others were killed" beside a toll: the dead that were told before are left out."""
    if _beside_somebody(a, b) or _beside_somebody(b, a):
        return True
    if _is_definite_rest(a) != _is_definite_rest(b) and a.header.id != b.header.id:
        return True
    if (a.role == "member") == (b.role == "member"):
        return False
    if a.header.id == b.header.id:
        return True
    # Others who were hurt may be all of these, beside the dead.
    others, all_told = (a, b) if a.role == "member" else (b, a)
    return a.measure == "deaths" and others.figure.reading.low < all_told.figure.reading.low


def _beside_somebody(others: Claim, all_told: Claim) -> bool:
    """ "Her son and six others were shot" beside seven: the one who is named counts as well."""
    first, second = others.figure.reading.point, all_told.figure.reading.point
    if first is None or second is None or second - first != 1 or others.header.id == all_told.header.id:
        return False
    before, behind = others.quote[: others.quote_at.start], others.quote[others.quote_at.end :]
    return _OTHERS.match(behind) is not None and _SOMEBODY_AND.search(before[-60:]) is not None


def _is_definite_rest(claim: Claim) -> bool:
    """ "The two other victims" are not all of them."""
    before, behind = claim.quote[: claim.quote_at.start], claim.quote[claim.quote_at.end :]
    return _THE.search(before[-6:]) is not None and _OTHER.match(behind) is not None


def _in_several_events(claim: Claim) -> bool:
    """ "20 shot in 12 incidents": the victims of a city and a day, not of one shooting."""
    return claim.measure in VICTIMS and _tells_several_events(claim.quote)


def only_badly_hurt(claim: Claim) -> bool:
    """ "Two were critically wounded": most likely not all who were hurt."""
    end = claim.quote_at.end
    return _BADLY_HURT.match(claim.quote, end, end + 60) is not None


# Nouns for anybody: what they count takes in whatever a narrower noun counts.
ANYBODY: Final[frozenset[str | None]] = frozenset(
    "person people victim individual other casualty fatality death life dead more resident inhabitant local "
    "survivor".split()
) | {None}
_ANY_TRAVELLER: Final = ANYBODY | {"passenger", "migrant", "refugee", "traveller", "traveler"}


def _others_than(a: Claim, b: Claim) -> str:
    """Ten union leaders are more than three people: tolls of two events, most likely."""
    if a.measure not in VICTIMS or a.header.id == b.header.id:
        return ""
    smaller, larger = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    noun = larger.figure.counted
    if noun in ANYBODY or smaller.figure.counted not in ANYBODY or "single" in (a.figure.form, b.figure.form):
        return ""
    if larger.figure.reading.low < 2 * smaller.figure.reading.low:
        return ""
    return f"one counts {_many(noun)} only, and far more of them"


def _narrower_noun(a: Claim, b: Claim) -> str:
    """Of two tolls the smaller counts Jesuits or men, the larger people: a part of them, most likely."""
    if a.header.id == b.header.id:
        return ""
    smaller, larger = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    nation = _nation_of_some(smaller, larger)
    if nation:
        return f"one counts those from {nation} only"
    noun = smaller.figure.counted
    if a.measure == _ABOARD and noun == "crew" and larger.figure.counted != noun:
        return "one counts the crew only"
    if a.measure not in _CUMULATIVE:
        return ""
    if noun in ANYBODY or larger.figure.counted not in ANYBODY or smaller.figure.form == "single":
        return ""
    return f"one counts {_many(noun)} only, the other everybody"


def _nation_of_some(fewer: Claim, more: Claim) -> str:
    """The people by which the fewer of those aboard, held or saved are told, where the others are not told by any: "15
    Filipino sailors" of 23; "" where both are in its country, so that it sets nobody apart."""
    if fewer.measure not in _MIXED:
        return ""
    named = frozenset([who for who in fewer.scope.who or () if who[0].isupper()])
    others = frozenset([who for who in more.scope.who or () if who[0].isupper()])
    placed = named & ((fewer.scope.where or frozenset()) | (more.scope.where or frozenset()))
    return "" if others or placed else ", ".join(sorted(named))


def _one_of_several(a: Claim, b: Claim) -> bool:
    """True where the smaller of two counts is a person told without a number: one of those victims, most likely."""
    smaller, larger = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    if a.measure not in VICTIMS or a.header.id == b.header.id:
        return False
    if larger.figure.form == "single" and smaller.figure.reading.point != 1:
        return False
    if smaller.figure.form != "single" or smaller.figure.counted_span == smaller.figure.span:
        return False  # persons joined to a number are told with one
    return smaller.figure.reading.low < larger.figure.reading.low


def _other_nouns(a: Claim, b: Claim) -> bool:
    """Two tolls of different people of one event: six Jesuits and two maids."""
    one, other = [_ONE_NOUN.get(claim.figure.counted or "", claim.figure.counted) for claim in (a, b)]
    if a.measure == _ABOARD and one and other and one != other:
        return not (one in _ANY_TRAVELLER and other in _ANY_TRAVELLER)  # five agents are some of 106 passengers
    if a.measure not in _CUMULATIVE or one == other or "single" in (a.figure.form, b.figure.form):
        return False
    return one not in ANYBODY and other not in ANYBODY


def _aside(a: Claim, b: Claim) -> str:
    """Tolls that differ by one or two where an article tells that the attacker died too, or of a child not yet born."""
    first, second = a.figure.reading.point, b.figure.reading.point
    if a.measure not in _TOLL_WITH_ASIDES or first is None or second is None or a.header.id == b.header.id:
        return ""
    told: set[str] = set()
    for claim in (a, b):
        told |= claim.story.asides if claim.story is not None else frozenset()
    if abs(first - second) <= 2 and "perpetrator_died" in told:
        return "the one who did it died too, and one count may take him in"
    if abs(first - second) == 1 and "unborn" in told:
        return "a child not yet born may be counted by one only"
    fewer = min(a, b, key=lambda claim: claim.figure.reading.low)
    if abs(first - second) <= 2 and fewer.story is not None and "more_died" in fewer.story.asides:
        return "the article of the fewer tells that more died"
    return ""


def old_figure(a: Claim, b: Claim, members: Sequence[Claim]) -> Cause | None:
    """For a later, lower figure ``b``: whether it is one that was printed before ``a``, and so an old one repeated."""
    day = as_of(a)
    for claim in members:
        before = as_of(claim)
        if claim.header.id in (a.header.id, b.header.id) or day is None or before is None or before >= day:
            continue
        if claim.figure.reading.point is not None and claim.figure.reading.point == b.figure.reading.point:
            told = f"{claim.header.outlet or claim.header.id} had it on {before.isoformat()}, before the higher one"
            return Cause("old_figure_repeated", "warning", f"an old figure repeated: {told}")
    return None


def revised_before(a: Claim, b: Claim, members: Sequence[Claim]) -> Cause | None:
    """For a later, lower figure ``b``: whether another article, since ``a``, tells a revision to it."""
    first, last = as_of(a), as_of(b)
    for claim in members:
        day = as_of(claim)
        if first is None or last is None or day is None or not first <= day <= last:
            continue
        if claim.figure.reading.point == b.figure.reading.point and _tells_revision(claim):
            told = f"{claim.header.outlet or claim.header.id} speaks of a revision to it"
            return Cause("stated_revision", "note", told)
    return None


def _pace(gain: Decimal, days: int, later: str) -> str:
    """An update in words, with its pace."""
    pace = f", {show_number(gain / days)} more a day" if days > 1 and gain.is_finite() else ""
    return f"{later} and higher{pace}: most likely an update"


def update_of_floor(a: Claim, b: Claim) -> Cause | None:
    """ "At least 28 dead" and two days later "157 dead": a floor that the count has left behind; None for others."""
    day_a, day_b = as_of(a), as_of(b)
    if a.measure not in _CUMULATIVE or day_a is None or day_b is None or day_a >= day_b:
        return None
    growth = b.figure.reading.low - a.figure.reading.low
    if a.figure.reading.high <= b.figure.reading.low or growth <= 0:
        return None
    days = (day_b - day_a).days
    return Cause("update_over_time", "note", _pace(growth, days, _later(days)))


def _later(days: int) -> str:
    return f"{days} day{'s' if days != 1 else ''} later"


def _rounded_to(a: Claim, b: Claim) -> bool:
    """True when the rounder of two printed numbers is what the other rounds to: 3,000 for 2,862, but not 100 for 115,
    since nobody rounds so far without a word for it."""
    fine, coarse = sorted((a.figure.reading, b.figure.reading), key=lambda reading: reading.precision)
    if fine.point is None or coarse.point is None or coarse.precision <= max(fine.precision, Decimal(10)):
        return False
    return abs(fine.point - coarse.point) <= min(coarse.precision / 2, abs(coarse.point) * _ROUNDED_BY)


def slip(first: Decimal, second: Decimal) -> Cause | None:
    """Digits swapped, or a factor of ten, a hundred or a thousand."""
    if first <= 0 or second <= 0:
        return None
    low, high = sorted((first, second))
    for factor in (10, 100, 1000, 1_000_000):
        if high == low * factor:
            return Cause("power_of_ten", "error", f"exactly {factor:,} times as much")
    one, other = format(first.normalize(), "f"), format(second.normalize(), "f")
    if len(one) == len(other) and len(one) >= 2 and one != other and sorted(one) == sorted(other):
        return Cause("digits_swapped", "error", "the same digits in another order")
    return None
