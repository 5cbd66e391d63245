"""Parts as terms of a sum: what a printed part can stand for, how it is called, and what several of them make."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, NamedTuple

from figcheck.check.desk import show_number
from figcheck.check.sentences import Ends
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.model import Claim

_HALF: Final = Decimal("0.5")
_ZEROS: Final = Decimal("0.05")
_ROUND_FROM: Final = 1000
_LONGEST_NOUN: Final = 40
_VERBS: Final = frozenset("consists consist comprises comprise includes include go goes".split())
_GENERAL: Final = frozenset(
    "person people individual victim casualty fatality resident passenger survivor member suspect hostage prisoner "
    "detainee patient worker employee pupil student guest crew jury villager soldier migrant refugee".split()
)
_CASUALTIES: Final = frozenset(("deaths", "injuries"))
_PEOPLED: Final = frozenset("deaths injuries casualties missing displaced detainees hostages troops".split())
_ADJECTIVE: Final = r"(?:[a-z'-]+ ){0,2}"
# Groups of people that exclude one another, and of which one belongs to everybody.
MEN: Final = frozenset(("men", "man", "male", "males"))
WOMEN: Final = frozenset(("women", "woman", "female", "females"))
BOYS: Final = frozenset(("boys", "boy"))
GIRLS: Final = frozenset(("girls", "girl"))
ADULTS: Final = frozenset(("adults", "adult", "grown-ups"))
YOUNG: Final = frozenset(
    "child children minors minor teenagers teenager teens teen babies baby infants infant toddlers toddler youths "
    "youth".split()
)
ABOARD: Final = frozenset(("passengers", "passenger"))
CREW: Final = frozenset(("crew", "crewmen", "crewmembers"))
_PAIRS: Final = ((MEN, WOMEN), (BOYS, GIRLS), (ADULTS, YOUNG), (ABOARD, CREW))
_APART: Final = (
    MEN,
    WOMEN,
    frozenset(("child", "children", "babies", "baby", "infants", "infant", "toddlers", "toddler")),
)
_SEXED: Final = MEN | WOMEN | BOYS | GIRLS | ADULTS | YOUNG | ABOARD | CREW
_GROUP: Final = expression(
    rf"(?: of (?:them|whom|which|these|those(?: [a-z]+)?|the (?:dead|victims|injured|wounded|[a-z]+s)))?"
    rf"(?: (?:were|are|was|is))? {_ADJECTIVE}({'|'.join(sorted(_SEXED))})\b"
)


class Term(NamedTuple):
    """A part in a sum. ``claim`` is None for members named without a number, ``group`` the sex or age it tells.

    ``words`` say what the part is where its claim does not.
    """

    claim: Claim | None
    ends: Ends
    words: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """The part for a message."""
        return self.words if self.words or self.claim is None else label(self.claim)

    @property
    def point(self) -> Decimal | None:
        """The printed number, None when there is none."""
        if self.claim is None or self.words:
            return self.ends.low if self.ends.low == self.ends.high else None
        return self.claim.figure.reading.point


def term(claim: Claim, group: str = "") -> Term:
    """The term of a part told with a number."""
    return Term(claim, part_ends(claim), group=group)


def part_ends(claim: Claim) -> Ends:
    """The least and the most that a printed part or whole can stand for.

    Whole numbers below 1,000 are meant, zeros of larger ones stand for five per cent at most. Percentages and money
    stand for what rounds to them.
    """
    reading = claim.figure.reading
    if claim.figure.unit == "percent" and reading.point is not None and claim.figure.printed_hedge.lower() == "some":
        reading = Reading.exactly(reading.point, reading.precision)  # "some 52% said yes" is no rough number
    width = reading.precision * _HALF
    if claim.figure.unit == "percent":
        width = min(width, _HALF)
    elif reading.precision >= 1:
        size = abs(reading.point) if reading.point is not None else Decimal(0)
        exact = size < _ROUND_FROM or reading.precision == 1
        width = Decimal(0) if exact else min(width, size * _ZEROS)
    elif claim.figure.unit == "count":
        width = Decimal(0)
    low, high = max(reading.low, Decimal(0)) - width, reading.high + width
    if claim.figure.unit == "count" and claim.figure.hedge == "approx" and high.is_finite():
        low, high = (
            low.to_integral_value(ROUND_FLOOR),
            high.to_integral_value(ROUND_CEILING),
        )  # "about seven" may be six
    return Ends(low, high)


def label(claim: Claim) -> str:
    """A part for a message: "20 men", "$1.1bn", "at least 20"."""
    figure = claim.figure
    point = figure.reading.point
    surface = " ".join(figure.surface.split())
    if figure.unit == "count" and figure.hedge == "exact" and point is not None:
        surface = show_number(point)
    noun = figure.counted_span
    if noun is None or figure.unit != "count":
        return surface
    shift = figure.sentence.start
    printed = " ".join(claim.quote[noun.start - shift : noun.end - shift].split())
    behind = noun.start >= figure.span.end and noun.start - figure.span.end < 3 and printed not in _VERBS
    return f"{surface} {printed}" if behind and 0 < len(printed) <= _LONGEST_NOUN else surface


def group_told(text: str) -> str:
    """The sex or age told right behind a mark: "14 elderly women", "140 are girls"; "" for none."""
    match = _GROUP.match(text)
    return match[1] if match is not None else ""


def exclude(terms: Sequence[Term]) -> bool:
    """True for parts that are sexes or ages, so that nobody is in two of them."""
    groups = [it.group for it in terms]
    return len(groups) > 1 and all(group in _SEXED for group in groups) and halves(terms)


def are_dead_and_hurt(whole: Claim, terms: Sequence[Term]) -> bool:
    """True for casualties told by the dead and the hurt: "31 casualties, nine dead and 22 wounded"."""
    if whole.figure.counted != "casualty" or len(terms) != len(_CASUALTIES):
        return False
    return frozenset(it.claim.measure for it in terms if it.claim is not None) == _CASUALTIES


def apart(terms: Sequence[Term]) -> bool:
    """True for sexes and ages each of which excludes every other: women and children, men and boys."""
    told = [next((n for n, names in enumerate(_APART) if it.group in names), -1) for it in terms]
    return len(told) > 1 and -1 not in told and len(set(told)) == len(told)


def halves(terms: Sequence[Term]) -> bool:
    """True for parts of which one belongs to everybody: men and women, boys and girls, adults and children."""
    groups = {it.group for it in terms}
    return all(groups) and any(groups & one and groups & other for one, other in _PAIRS)


def may_have_halves(noun: str | None, terms: Sequence[Term]) -> bool:
    """False for parts that are no persons of the kind that a noun tells: women and men of children, girls of boys."""
    if noun in MEN or noun in WOMEN or noun in BOYS or noun in GIRLS:
        return False
    return noun not in YOUNG or not any(it.group in MEN or it.group in WOMEN or it.group in ADULTS for it in terms)


def is_persons(claim: Claim) -> bool:
    """True for a figure that counts people, as far as its noun and measure tell."""
    told = claim.scope.who if "who" not in claim.inherited else None
    return claim.figure.counted in _GENERAL or claim.measure in _PEOPLED or bool(told)


def same_kind(whole: Claim, part: Claim) -> bool:
    """True when a part counts what the whole counts, as far as the nouns tell: none, the same, or people both."""
    noun = part.figure.counted
    if whole.figure.unit != "count":
        return True
    return noun is None or noun == whole.figure.counted or (is_persons(whole) and is_persons(part))


def total(terms: Sequence[Term]) -> Ends:
    """The ends of a sum."""
    return Ends(sum((it.ends.low for it in terms), Decimal(0)), sum((it.ends.high for it in terms), Decimal(0)))


def points(terms: Sequence[Term]) -> Decimal | None:
    """The sum of the printed numbers, None when one of them has none."""
    made = Decimal(0)
    for it in terms:
        point = it.point
        if point is None:
            return None
        made += point
    return made
