"""A title that says how many times as much in a verb: "Profit doubles" over a rise "to $36 million from $30 million".

The verb is no figure, so it is read from the title itself, and held against the two amounts that the opening tells of
what the title names. It is rough: only what is far from it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.spans import SPANS
from figcheck.check.titlechanges import Pair, is_of_subject, pairs_of
from figcheck.check.titlenumbers import Number
from figcheck.expressions import expression

_VERB: Final = (
    r"(?P<word>doubl(?:es|ed)|tripl(?:es|ed)|trebl(?:es|ed)|quadrupl(?:es|ed)|halv(?:es|ed)|"
    r"(?:double|triple|treble|quadruple|halve)(?=\s(?:in|at|on|to|as|after|since|over|from|this|last|amid)\b|$))"
)
_TITLE: Final = expression(
    rf"\b(?P<subject>[a-z]{{4,}})\s(?:(?:has|have|had|almost|nearly|more\sthan|about|roughly)\s){{0,2}}{_VERB}(?![\w-])"
)
_CUES: Final = ("doubl", "tripl", "trebl", "quadrupl", "halv")
_OTHER_UNITS: Final = frozenset(("percent", *SPANS))
_FARTHEST: Final = 20  # times as much: farther apart two numbers are of two things
_TO_COME: Final = frozenset("will would could should might must shall cannot when that than they".split())
_AHEAD: Final = expression(r"\b(?:to|will|would|could|should|may|might|can|must|if)\s(?:be\s)?(?:\w+\s){0,2}$")
# A verb's factor, and between which the change must lie so that the verb is not far off.
_FACTORS: Final = {
    "dou": (Decimal("1.6"), Decimal("3.2")),
    "tri": (Decimal("2.3"), Decimal("4.5")),
    "tre": (Decimal("2.3"), Decimal("4.5")),
    "qua": (Decimal("3.2"), Decimal("5.5")),
    "hal": (Decimal("0.3"), Decimal("0.68")),
}


class Multiple(NamedTuple):
    """A title's verb of so many times that does not fit: the two amounts, earlier first, and how much one is."""

    word: str
    before: Number
    now: Number
    factor: Decimal


def multiple_of(title: str, body: Sequence[Number]) -> Multiple | None:
    """The verb of a title ("doubles") that two amounts of the body's opening do not bear out; None where none is."""
    low = title.lower()
    if not any(cue in low for cue in _CUES):
        return None
    verb = _TITLE.search(low)
    if verb is None or verb["subject"] in _TO_COME or _AHEAD.search(low, 0, verb.start("word")):
        return None
    pairs = [pair for pair in pairs_of(len(title), body, _may_differ) if pair.is_change]
    pairs = [pair for pair in pairs if is_of_subject(verb["subject"], low, pair.now)]
    if len(pairs) != 1:
        return None
    return _held(verb["word"], pairs[0])


def _may_differ(one: Number, other: Number) -> bool:
    least, most = sorted((one.reading.low, other.reading.low))
    return one.unit not in _OTHER_UNITS and other.unit not in _OTHER_UNITS and 0 < most <= least * _FARTHEST


def _held(word: str, pair: Pair) -> Multiple | None:
    was, now = pair.before.reading.point, pair.now.reading.point
    least, most = _FACTORS[word[:3]]
    if was is None or now is None or was <= 0 or least <= now / was <= most:
        return None
    return Multiple(word, pair.before, pair.now, now / was)
