"""``rank``: a stated place ("came third with four") and a stated order ("the largest with 12, followed by …") fit the
values beside them, inside one article. Superlatives over time ("the most since 2019") are in records.py.

Whether the better place has the larger value is told by a superlative, by what is counted (seats, votes), or by the
whole that the ranked are parts of. Where nothing tells it, only a list that neither rises nor falls is shown.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, subject
from figcheck.check.orders import check_orders
from figcheck.check.records import check_records
from figcheck.check.rows import ahead, end_of, stretch
from figcheck.check.sentences import put_down
from figcheck.check.superlatives import Sense, is_more, sense_in
from figcheck.expressions import expression
from figcheck.model import Claim, Passage
from figcheck.numerals import ORDINALS

_MOST: Final = 100  # places of one list
_NEAR: Final = 600  # characters from one sentence of a list to the next
# "finished second on 31 seats", "was joint third, at 40".
_PLACED: Final = expression(
    r"\b(?:came|come|comes|finish\w*|placed|was|were|is|are|stood|stands|ranked|ranks|remain\w*|lies|sits|joint|"
    r"tied|also)(?: [a-z]+)? "
    r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|"
    r"th))(?: place| overall)?,? (?:with|on|at) "
    r"(?:(?:some|about|around|just|only) )?$"
)
# "Pitch Perfect ($14 million) took third".
_PLACED_BEHIND: Final = expression(
    r"\)? (?:[a-z]+ (?:in|to) |took |came |was |finished |placed |is |got )(?:in )?(?P<ordinal>first|second|third|"
    r"fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?: place)?(?=[,.;)]| and| while| but|$)"
)
# "Shan, with 96, third, and Kachin, with 51, also third".
_WITH: Final = (", with ", ", on ", ", at ")
_PLACED_APART: Final = expression(
    r"(?: [a-z]+)?,(?: is| was| came| comes| finished| also| ranks| ranked)* (?P<ordinal>first|second|third|"
    r"fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: place)?(?: as well| too)?(?=[,.;]| and| while|$)"
)
_YEAR: Final = expression(r"\b(?:1[89]|20)\d\d\b")
_OTHER_TIME: Final = expression(
    r"\b(?:last|previous|next|this|earlier|a) (?:year|season|month|week|time|decade)\b|\bago\b|\bpreviously\b"
)
# What opens another list: another race, group or day.
_ANOTHER_LIST: Final = expression(
    r"\b(?:in|at|for|among|on) (?:the |an? )?(?:[a-z’'-]+ ){0,2}(?:race|event|category|division|group|heat|round|"
    r"league|class|final|stage|"
    r"competition|tournament|poll|survey|election|ranking|table|women|men|women[’']s|men[’']s|girls|boys|juniors?|"
    r"seniors?|relay|doubles|singles|"
    r"swimming|athletics|rowing|cycling|judo|boxing|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_NAME: Final = expression(r"\b[A-Z][\w’'-]+")


class _Placed(NamedTuple):
    """A figure with its stated place, and the words that tell the place."""

    claim: Claim
    rank: int
    spoken: str


def check_rank(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold the ranked figures of each list, the orders that sentences tell, or the records of an article."""
    if rule.check.of == "records":
        check_records(rule, desk, outcome)
        return
    shown: set[frozenset[str]] = set()
    for claims in desk.articles():
        placed = [it for claim in claims if (it := _placed(claim)) is not None and takes(rule, claim)]
        for listed in _lists(placed):
            _hold(rule, listed, outcome, shown)
    check_orders(rule, desk, outcome, shown)


def _placed(claim: Claim) -> _Placed | None:
    if claim.rank is not None:
        spoken = claim.rank_at.surface if claim.rank_at is not None else str(claim.rank)
        return _Placed(claim, claim.rank, f'"{spoken}"')
    if claim.mode == "denied" or claim.figure.hedge == "vague":
        return None
    match = _PLACED.search(
        stretch(claim, max(0, claim.quote_at.start - 80), claim.quote_at.start)
    ) or _PLACED_BEHIND.match(stretch(claim, end_of(claim), end_of(claim) + 60))
    if match is None and stretch(claim, max(0, claim.quote_at.start - 7), claim.quote_at.start).endswith(_WITH):
        match = _PLACED_APART.match(stretch(claim, end_of(claim), end_of(claim) + 60))
    if match is None:
        return None
    ordinal = match["ordinal"]
    rank = ORDINALS.index(ordinal) + 1 if ordinal in ORDINALS else int(re.sub(r"\D", "", ordinal))
    return _Placed(claim, rank, f'"{ordinal}"')


def _lists(placed: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """The lists of an article: places of one thing in the order of the text, one behind the other."""
    current: list[_Placed] = []
    for it in placed:
        if current and (len(current) == _MOST or not _goes_on(current, it)):
            yield current
            current = []
        current.append(it)
    if current:
        yield current


def _goes_on(listed: Sequence[_Placed], it: _Placed) -> bool:
    """True where a place belongs to the list before it."""
    last, claim = listed[-1], it.claim
    one, other = last.claim, claim
    if one.figure.unit != other.figure.unit or not _one_noun(listed, claim):
        return False
    if one.part_of is not None and one.part_of == other.part_of:
        return True
    if one.figure.sentence == other.figure.sentence:
        between = one.quote[one.quote_at.end : other.quote_at.start]
        return it.rank >= last.rank and not _ANOTHER_LIST.search(between.lower()) and _NAME.search(between) is not None
    if other.figure.sentence.start - one.figure.sentence.start > _NEAR or it.rank < last.rank:
        return False
    lead = ahead(claim, 200)
    if (
        _ANOTHER_LIST.search(lead)
        or _ANOTHER_LIST.search(one.quote.lower())
        or _OTHER_TIME.search(f"{one.quote} {other.quote}".lower())
    ):
        return False
    if set(_YEAR.findall(one.quote)) != set(_YEAR.findall(other.quote)):
        return False
    return it.rank > last.rank or _other_names(one, other)


def _one_noun(listed: Sequence[_Placed], claim: Claim) -> bool:
    nouns = {it.claim.figure.counted for it in listed} | {claim.figure.counted}
    return len(nouns - {None}) <= 1


def _other_names(one: Claim, other: Claim) -> bool:
    """True where two sentences that give one place name two holders of it."""
    first = set(_NAME.findall(one.quote[: one.quote_at.start]))
    second = set(_NAME.findall(other.quote[: other.quote_at.start]))
    return bool(first) and bool(second) and not (first & second) - {"The"}


def _hold(rule: RuleSpec, listed: Sequence[_Placed], outcome: Outcome, shown: set[frozenset[str]]) -> None:
    """Show a place given to two values, and places that are not in the order of their values."""
    falls = _falls(listed)
    order: Literal["", "up", "down"] = "" if falls is None else "down" if falls else "up"
    for a, b in itertools.pairwise(listed):
        first, second = a.claim.figure.reading, b.claim.figure.reading
        if first.meets(second):
            continue
        if a.rank == b.rank:
            both = f"{a.claim.figure.surface} and {b.claim.figure.surface}"
            cause, words = "rank_given_twice", f"both are called {a.spoken}, with {both}"
            _show(rule, a, b, cause, words, f"one value for {a.spoken}", outcome, shown)
            continue
        goes: Literal["up", "down"] = "up" if second.low > first.high else "down"
        if b.rank < a.rank:
            goes = "down" if goes == "up" else "up"
        if not order:
            order = goes
        elif goes != order:
            words = f"{a.spoken} has {a.claim.figure.surface}, {b.spoken} has {b.claim.figure.surface}"
            expected = "the better place to have more" if order == "down" else "the better place to have less"
            _show(rule, a, b, "rank_out_of_order", words, expected, outcome, shown)
            return


def _falls(listed: Sequence[_Placed]) -> bool | None:
    """True where the better place has the larger value, False where the smaller, None where nothing tells it."""
    first = listed[0].claim
    if all(it.claim.part_of is not None and it.claim.part_of == first.part_of for it in listed):
        return True  # the parts of one whole are ranked by their size
    told: Sense = None
    for it in listed:
        told = told or sense_in(ahead(it.claim), it.claim)
    if told is not None:
        return told == "more"
    nouns = [it.claim for it in listed if it.claim.figure.counted is not None or it.claim.figure.unit != "count"]
    return is_more(nouns[0]) if nouns else None


def _show(
    rule: RuleSpec,
    a: _Placed,
    b: _Placed,
    cause: str,
    words: str,
    expected: str,
    outcome: Outcome,
    shown: set[frozenset[str]],
) -> None:
    claims = (a.claim, b.claim)
    shown.add(frozenset(claim.id for claim in claims))
    places: tuple[Passage, ...] = tuple(claim.rank_at for claim in claims if claim.rank_at is not None)
    put_down(
        rule,
        claims,
        outcome,
        cause=cause,
        words=words,
        expected=expected,
        observed=f"{a.claim.figure.surface} and {b.claim.figure.surface}",
        about=subject(claims),
        places=places,
    )
