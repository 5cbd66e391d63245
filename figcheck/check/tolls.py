"""The toll that a sentence speaks of: "The dead were …", "Seven of the dead were …", "Four were killed in Kyiv …".

The whole stands in one of the sentences before. And what became of those aboard, or of what was launched, where the
sentences behind the whole tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.jointly import told_together
from figcheck.check.manyevents import by_events
from figcheck.check.marked import Marked
from figcheck.check.terms import is_persons, term
from figcheck.expressions import expression
from figcheck.model import Claim

_FAR: Final = 3  # sentences with figures between a toll and what tells of it
_REACH: Final = 500  # characters between the two
_MOST: Final = 8  # parts
_GAP: Final = 90  # characters between two parts of a list
# "An earlier count of 20", "up from 20": the number of another time.
_REVISED: Final = expression(
    r"\b(?:earlier|previous|initial|first|preliminary) (?:[a-z]+ )?(?:of )?$|\b(?:up|down|revised|raised|rising) from $"
)
_BEFALLEN: Final = {"deaths": ("dead", "kill", "died", "death", "bodies", "lives", "perish", "drown")}
_LISTED: Final = expression(
    r"[^<>;:.]{0,60}\bin\b[^<>;:.]{1,60}?(?:,|,? and|,? while)(?: another| a further| at least)? $"
)
# "In the capital, Kyiv", "in the north-western city of Lutsk"
_PLACE: Final = expression(
    r"\bin\s(?:[a-z-]+,?\s){0,5}?(?P<place>(?!"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z][\w’'-]+)"
)
_LAST: Final = expression(r"[^<>;:.]{0,60}\bin [^<>;:]")
_INSIDE: Final = expression(
    r"\b(?:including|included|among (?:them|whom|those)|of (?:them|whom|these|those)|out of|more|others?|earlier|later|"
    r"previous(?:ly)?|last|ago|since|before|then|yesterday|separate(?:ly)?|average|each|respectively)\b|"
    r"\b(?:a|the) (?:day|week|month|year|night) (?:before|earlier|after)\b"
)
# A toll of more than one place.
_OVER_ALL: Final = expression(
    r"\b(?:across|throughout|nationwide|all over|in all|in total|altogether|overall|"
    r"in (?:two|three|four|five|six|several|separate|different) (?:[a-z]+ )?[a-z]+s)\b"
)
_CARRYING: Final = expression(r"\b(?:carrying|with)(?: (?:about|some|at least|around|only|more than|an estimated))? $")
_ABOARD: Final = expression(r"[^<>.;:]{0,60}?\b(?:aboard|on board|capsized|sank|overturned|went down|caught fire)\b")
_VESSEL: Final = expression(r"\b(?:boat|ferry|ship|vessel|dinghy|canoe|trawler|raft|yacht|catamaran|tanker|launch)\b")
_SAVED: Final = expression(
    r"(?: [a-z'-]+){0,2} (?:(?:were|was|have been|had been|have|had) )?(?:since |already )?"
    r"(?:rescued|survived|saved|pulled (?:alive )?(?:from|out)|picked up|swam)\b"
)
_SAVING: Final = expression(r"\b(?:rescued|saved|picked up)(?: (?:about|some|at least|another|a further))? $")
_LOST: Final = expression(
    r"(?: [a-z'-]+){0,2}? (?:(?:were|was|are|have been|had been) )?(?:also |simply )?(?:lost\b(?! in\b)|"
    r"disappeared from (?:the )?radars?|failed to reach|suppressed|jammed)"
)
_SOME_OF: Final = expression(r" of (?:them|these|those|the (?:drones|missiles|rockets|shells))\b")
_OTHER_NIGHT: Final = expression(
    r"\b(?:since|month|week|year|earlier|previous|before|last night|total|so far|average|per|(?<!to )each)\b"
)


def toll_before(sentences: Sequence[Marked], at: int, measures: frozenset[str]) -> Claim | None:
    """The toll of a measure in the nearest sentence before that tells one; None where it tells several."""
    here = sentences[at]
    for k in range(at - 1, max(-1, at - 1 - _FAR), -1):
        last = sentences[k]
        if here.start - last.end > _REACH or last.claims[0].figure.in_title != here.claims[0].figure.in_title:
            return None
        told = [
            (number, claim)
            for number, claim in enumerate(last.claims)
            if claim.measure in measures and claim.role not in ("part", "member")
        ]
        told = [(number, claim) for number, claim in told if not _REVISED.search(last.before(number, 40))]
        if told:
            claim = told[0][1]
            plain = claim.figure.unit == "count" and claim.figure.form == "plain" and claim.kind == "incident"
            return claim if len(told) == 1 and plain and claim.mode == "stated" else None
    return None


def only_whole(last: Marked, unit: str) -> Claim | None:
    """The one number of a unit that a sentence tells now, whatever the parts and the earlier counts beside it."""
    told = [
        claim
        for number, claim in enumerate(last.claims)
        if claim.figure.unit == unit
        and claim.role not in ("part", "member")
        and not _REVISED.search(last.before(number, 40))
    ]
    return told[0] if len(told) == 1 else None


def tells(last: Marked, measure: str) -> bool:
    """True where a sentence has a word of what befell those of whom a measure is the toll."""
    return any(word in last.text for word in _BEFALLEN.get(measure, ()))


def told_behind(sentences: Sequence[Marked]) -> Iterator[Breakdown]:
    """Tolls and numbers whose parts the sentences behind tell one by one."""
    for at, sentence in enumerate(sentences):
        if at and " in " in sentence.text:
            found = _by_places(sentences, at)
            if found is not None:
                yield found
        if _VESSEL.search(sentence.text) is not None:
            found = _aboard(sentences, at)
            if found is not None:
                yield found
        found = by_events(sentences, at)
        if found is None and at and ("the " in sentence.text or "both " in sentence.text):
            found = told_together(sentences, at)
        if found is not None:
            yield found
        if any(claim.measure == "munitions_intercepted" for claim in sentence.claims):
            found = _launched(sentences, at)
            if found is not None:
                yield found


def _by_places(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """ "Four people were killed in Kyiv, two in Lutsk and one in Chernihiv": of a toll told before."""
    sentence = sentences[at]
    parts, measure = sentence.claims, sentence.claims[0].measure
    if not (is_persons(parts[0]) and measure != "counted") or len(parts) > _MOST:
        return None
    places: set[str] = set()
    for number, claim in enumerate(parts):
        plain = claim.figure.unit == "count" and claim.figure.form == "plain" and claim.mode == "stated"
        if claim.measure != measure or not plain or claim.kind != "incident":
            return None
        end = parts[number + 1].quote_at.start if number + 1 < len(parts) else len(claim.quote)
        match = _PLACE.search(claim.quote, claim.quote_at.end, min(end, claim.quote_at.end + _GAP))
        if match is None or match["place"] in places:
            return None
        places.add(match["place"])
    if _INSIDE.search(sentence.text) or not _LAST.match(sentence.after(len(parts) - 1, _GAP)):
        return None
    if any(_LISTED.fullmatch(sentence.gap(n, n + 1)) is None for n in range(len(parts) - 1)):
        return None
    whole = toll_before(sentences, at, frozenset((measure,)))
    if whole is None or not _is_of_all(whole) or not _may_be_of_one_day(whole, parts):
        return None
    if whole.figure.counted not in (None, "person", parts[0].figure.counted):
        return None
    over_all = _OVER_ALL.search(whole.quote.lower()) is not None
    if len(parts) == 1 and not (over_all and whole in sentences[at - 1].claims):
        return None
    return Breakdown(whole, tuple(term(claim) for claim in parts), exclusive=True, sure=over_all)


def _is_of_all(whole: Claim) -> bool:
    """True where a toll is not of one of the places, nor of another: it names none, or says that it is of all."""
    quote = whole.quote.lower()
    if _INSIDE.search(quote):
        return False
    if _OVER_ALL.search(quote):
        return True
    return "where" in whole.inherited or not whole.scope.where


def _may_be_of_one_day(whole: Claim, parts: Sequence[Claim]) -> bool:
    days = whole.scope.when if "when" not in whole.inherited else frozenset()
    return all("when" in it.inherited or not it.scope.when or not days or it.scope.when & days for it in parts)


def _aboard(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """ "A ferry carrying 182 people capsized, killing 31. Another 53 were missing and 118 had been rescued."."""
    sentence = sentences[at]
    wholes = [
        number
        for number in range(len(sentence.claims))
        if _CARRYING.search(sentence.before(number, 40)) and _ABOARD.match(sentence.after(number, _GAP))
    ]
    if len(wholes) != 1:
        return None
    whole = sentence.claims[wholes[0]]
    plain = whole.figure.unit == "count" and whole.figure.form == "plain" and whole.mode == "stated"
    if not plain or whole.figure.in_title or "crew" in sentence.text or not is_persons(whole):
        return None
    parts: dict[str, Claim] = {}
    for k in range(at, min(len(sentences), at + _FAR)):
        near = sentences[k]
        if near.start - sentence.end > _REACH or (k > at and _OTHER_NIGHT.search(near.text)):
            break
        for number, claim in enumerate(near.claims):
            fate = _fate(near, number)
            if not fate or claim is whole or (k == at and number < wholes[0]):
                continue
            if fate in parts or claim.kind != "incident" or claim.role == "part" or claim.mode != "stated":
                return None  # told twice, or of some of them
            parts[fate] = claim
    if len(parts) < 2:
        return None
    return Breakdown(whole, tuple(term(claim) for claim in parts.values()), exclusive=True)


def _fate(sentence: Marked, number: int) -> str:
    """What became of those that a figure counts: dead, missing or saved; "" for anything else."""
    claim = sentence.claims[number]
    if claim.figure.unit != "count" or claim.figure.form != "plain":
        return ""
    if claim.measure in ("deaths", "missing"):
        return claim.measure
    if _SAVED.match(sentence.after(number, _GAP)) or _SAVING.search(sentence.before(number, 40)):
        return "saved"
    return ""


def _launched(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """ "It launched 315 drones. … shot down 277 of them. A further 45 were lost from radar."."""
    sentence = sentences[at]
    lost_at = [n for n in range(len(sentence.claims)) if _LOST.match(sentence.after(n, _GAP))]
    downed = [
        n for n, claim in enumerate(sentence.claims) if claim.measure == "munitions_intercepted" and n not in lost_at
    ]
    if downed != [0]:
        return None  # "on Tuesday it launched 400, of which 300 were shot down"
    first = sentence.claims[0]
    if _OTHER_NIGHT.search(sentence.text) or first.mode != "stated" or first.kind != "incident":
        return None
    whole = toll_before(sentences, at, frozenset(("munitions",)))
    if whole is None or whole.figure.counted is None or first.figure.counted not in (None, whole.figure.counted):
        return None
    lost = _lost(sentence, 1, whole)
    if lost is None and at + 1 < len(sentences) and sentences[at + 1].start - sentence.end < _FAR:
        lost = _lost(sentences[at + 1], 0, whole)
    if _OTHER_NIGHT.search(whole.quote.lower()):
        return None
    if lost is None:
        is_some = _SOME_OF.match(sentence.after(0, _GAP)) is not None
        return Breakdown(whole, (term(first),), exclusive=True, sure=True) if is_some else None
    return Breakdown(whole, (term(first), term(lost)), exclusive=True, sure=True)


def _lost(sentence: Marked, start: int, whole: Claim) -> Claim | None:
    """What else became of drones that were not shot down."""
    for number in range(start, len(sentence.claims)):
        claim = sentence.claims[number]
        if claim.figure.counted in (None, "more", "other", whole.figure.counted) and claim.figure.unit == "count":
            if _LOST.match(sentence.after(number, _GAP)) and not _OTHER_NIGHT.search(sentence.text):
                return claim
    return None
