"""What forbids that two claims are about one thing: a slot in which they contradict each other.

A contradiction counts in what both sentences state; what one leaves open is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from figcheck.lexicon import Lexicon
from figcheck.link.keys import has_telling_signature
from figcheck.model import LOOSE_GROUPS, TELLING_GROUPS, Claim
from figcheck.units import convertible, thing

_EXCLUSIVE: Final = TELLING_GROUPS - LOOSE_GROUPS
_SAME_SIDE: Final = (
    frozenset(("fighters", "suspects")),
    frozenset(("children", "women")),
)
_ONE_A_DAY: Final = frozenset(("turnout",))  # of one place and day there is one
_SLACK: Final = dt.timedelta(days=1)
_BACKGROUND: Final = dt.timedelta(days=45)


def _is_undated(claim: Claim) -> bool:
    """True where neither the sentence nor the article has a date."""
    return claim.header.published is None and not claim.scope.when


class Contradictions:
    """Finds contradictions with the places of one lexicon, the events of articles, and what measures are to these.

    ``events`` maps articles to the events they tell of, ``natures`` measures to toll, event, standing, answer or
    amount.
    """

    def __init__(self, lexicon: Lexicon, events: Mapping[str, int], natures: Mapping[str, str]) -> None:
        self._lexicon = lexicon
        self._events = events
        self._natures = natures
        self._poll_words = lexicon.poll_words

    def nature(self, claim: Claim) -> str:
        """What a claim's measure is to an article; an amount where nobody says."""
        return self._natures.get(claim.measure, "amount")

    def slot(self, a: Claim, b: Claim, one_event: bool, mains: bool) -> str:
        """The first slot in which two claims contradict each other; "" for none. Symmetric.

        ``one_event``: both are tolls of articles that tell of one event, ``mains``: their first ones.
        """
        if a.measure != b.measure or not convertible(a.figure.unit, b.figure.unit):
            return "unit"
        repeated = number_repeated(a, b)
        if a.kind != b.kind and not repeated:
            return "kind"
        nature = self.nature(a)
        vague = "vague" in (a.figure.hedge, b.figure.hedge)
        if thing(a.figure) != thing(b.figure):
            if a.measure == "counted" or (vague and a.figure.counted and b.figure.counted and nature != "toll"):
                return "counted"
        if a.header.id == b.header.id and a.figure.sentence == b.figure.sentence:
            return "sentence"
        if bool(a.part_of) != bool(b.part_of) or a.each != b.each:
            return "role"
        if a.part_of is not None and a.part_of == b.part_of:
            return "role"
        copied = a.signature == b.signature and has_telling_signature(a)
        if nature == "answer" and a.figure.unit == "percent" and not (copied or repeated or self._one_question(a, b)):
            return "question"
        if nature == "amount" and not (copied or repeated or self.anaphors(a, b)):
            if overlap(a, b) < _least_overlap(a, b):
                return "words"
        if a.kind == "running_total" and (a.figure.hedge == "vague") != (b.figure.hedge == "vague"):
            # "countless attacks over the years" is no count that a number since October could be held against.
            if a.start_date is None or a.start_date != b.start_date:
                return "start"
        if a.topics and b.topics and not a.topics & b.topics and not one_event:
            return "topic"
        if nature == "answer" and not copied and self._other_subject(a, b):
            return "about"
        if a.start_date and b.start_date and abs((a.start_date - b.start_date).days) > 31:
            return "start"
        return self._scope_contradiction(a, b, one_event, mains)

    def _scope_contradiction(self, a: Claim, b: Claim, one_event: bool, mains: bool) -> str:
        names_a, names_b = named(a), named(b)
        if names_a and names_b and not names_a & names_b:
            return "who"
        groups_a, groups_b = telling(a), telling(b)
        if groups_a and groups_b and not groups_a & groups_b:
            if not any(groups_a & pair and groups_b & pair for pair in _SAME_SIDE):
                return "who"
        if a.scope.by and b.scope.by and not a.scope.by & b.scope.by:
            return "by"
        if a.scope.where and b.scope.where and "where" not in a.inherited and "where" not in b.inherited:
            # Of one event a suburb and the city beside it may both be told.
            if not (one_event and mains) and not self.places_meet(a.scope.where, b.scope.where):
                return "where"
        if self.nature(a) not in ("toll", "event"):
            return ""
        if a.kind == "incident" and not one_event and (_is_undated(a) or _is_undated(b)):
            return "when"  # a place sees many attacks: of which of them an undated figure tells is not known
        if a.kind in ("incident", "daily_count") and a.scope.when and b.scope.when and not periods_meet(a, b):
            return "when"
        for one, other in ((a, b), (b, a)):
            if one.kind == "incident" and one.scope.when and other.header.published is not None:
                if min(first for first, _ in periods(one)) > other.header.published + _SLACK:
                    return "when"
                # An undated event is news of the day; one dated long before is the background of another.
                if one_event or other.scope.when:
                    continue
                if max(last for _, last in periods(one)) < other.header.published - _BACKGROUND:
                    return "when"
        return ""

    def anaphors(self, a: Claim, b: Claim) -> bool:
        """ "The two countries" in two articles of one event: the same number of the same noun, spoken of as known."""
        point = a.figure.reading.point
        if point is None or point != b.figure.reading.point or a.figure.counted != b.figure.counted:
            return False
        event = self._events.get(a.header.id)
        if event is None or a.header.id == b.header.id or event != self._events.get(b.header.id):
            return False
        return a.figure.counted is not None and _definite(a) and _definite(b)

    def _one_question(self, a: Claim, b: Claim) -> bool:
        """Shares answer one question when their clauses speak of the same things, words of every poll left aside.

        Approval and disapproval are two answers, whatever else is alike.
        """
        one, other = a.words - self._poll_words, b.words - self._poll_words
        if any(word in other for word in map(_opposite, one)) or any(word in one for word in map(_opposite, other)):
            return False
        shared, fewer = one & other, min(len(one), len(other))
        one_day = a.scope.when and a.scope.when == b.scope.when
        if a.header.id != b.header.id and one_day and a.scope.where and a.scope.where == b.scope.where:
            return a.measure in _ONE_A_DAY or len(shared) >= 0.3 * fewer
        return len(shared) >= 2 and len(shared) >= 0.6 * fewer

    def _other_subject(self, a: Claim, b: Claim) -> bool:
        """True when two answers name other parties or persons: who asked is none of these."""
        pollsters = self._lexicon.pollsters
        one, other = (a.scope.about or frozenset()) - pollsters, (b.scope.about or frozenset()) - pollsters
        return bool(one and other and not one & other)

    def places_meet(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """True when a place of one lies in, holds or is a place of the other."""
        holders = self._lexicon.gazetteer.holders
        holders_one = {holder for place in one for holder in holders(place)}
        holders_other = {holder for place in other for holder in holders(place)}
        return bool(one & holders_other or other & holders_one)


def _definite(claim: Claim) -> bool:
    return claim.quote[: claim.quote_at.start].rstrip().lower().endswith((" the", " both", " all"))


def overlap(a: Claim, b: Claim) -> float:
    """The share of the shorter clause's content words that the other has too, 0 with fewer than two in common."""
    shared = a.words & b.words
    smaller = min(len(a.words), len(b.words))
    return len(shared) / smaller if len(shared) >= 2 and smaller else 0.0


def number_repeated(a: Claim, b: Claim) -> bool:
    """One article prints the same telling number twice for one measure: the second mention repeats the first.

    A small number counts of the same named people only; a share when one mention is the title's or in words ("three in
    ten" for 30 %).
    """
    point = a.figure.reading.point
    if a.header.id != b.header.id or point is None or point != b.figure.reading.point:
        return False
    if a.figure.unit == "percent":
        return a.figure.in_title or b.figure.in_title or a.figure.form != b.figure.form
    return point >= 1000 or bool(named(a) & named(b))


def periods(claim: Claim) -> Sequence[tuple[dt.date, dt.date]]:
    """The stated periods of a claim as (first, last) days."""
    return _periods_of(claim.scope.when) if claim.scope.when else ()


@lru_cache(maxsize=50_000)
def _periods_of(when: frozenset[str]) -> tuple[tuple[dt.date, dt.date], ...]:
    found = []
    for period in sorted(when):
        first, _, last = period.partition("/")
        found.append((dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)))
    return tuple(found)


def periods_meet(a: Claim, b: Claim) -> bool:
    """True when a stated period of one claim meets one of the other, give or take a day."""
    return any(
        first_a <= last_b + _SLACK and first_b <= last_a + _SLACK
        for first_a, last_a in periods(a)
        for first_b, last_b in periods(b)
    )


def named(claim: Claim) -> frozenset[str]:
    """Whose people are counted: the countries and bodies named."""
    return (claim.scope.who or frozenset()) - TELLING_GROUPS


def telling(claim: Claim) -> frozenset[str]:
    """The groups of people that exclude one another: soldiers, children, journalists."""
    return (claim.scope.who or frozenset()) & _EXCLUSIVE


def _opposite(word: str) -> str:
    return word[3:] if word.startswith("dis") else f"dis{word}"


def _least_overlap(a: Claim, b: Claim) -> float:
    """How much of their words two amounts share at least: less where both state one day and an uncommon unit."""
    if a.scope.when and b.scope.when and periods_meet(a, b) and "/" in a.figure.unit and a.figure.unit == b.figure.unit:
        return 0.3
    return 0.6
