"""The grammar of numbers that are spelled out: "two hundred and five thousand", "two million, three hundred thousand".

Number words are added up from left to right, as far as they make one number. Digits and fractions are the business of
numerals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.powers import trailing_step

HYPHEN: Final = r"\-\u2010\u2011"
DOZEN: Final = 12
STEP: Final = expression(rf"(?:\s+|[{HYPHEN}])(?P<word>[a-z]+)")  # to the next word of a number
_COMMA: Final = expression(r",\s+(?:and\s+)?(?P<word>[a-z]+)")
_AND: Final = expression(rf"[\s{HYPHEN}]+(?:and|&)[\s{HYPHEN}]+")


class Word(NamedTuple):
    """A number word: what it is ("one", "teen", "ten", "hundred", "scale", "article") and its value."""

    kind: str
    value: int
    plural: bool = False


class Sum(NamedTuple):
    """What number words add up to, and where in the text they end.

    ``precision`` is the value of one step of the last word that carries meaning, ``scale`` the last scale word's value,
    1 without ("two hundred thousand": 1000).
    """

    end: int
    value: Decimal
    precision: Decimal
    scale: Decimal


class SpelledOut:
    """Adds up the number words of one text, which is in lower case.

    ``known`` are the number words, ``parts`` those for parts of a whole ("half", "thirds").
    """

    def __init__(self, known: dict[str, Word], parts: frozenset[str], low: str) -> None:
        self._known = known
        self._parts = parts
        self._low = low

    def read(self, first: Word, end: int) -> Sum:
        """The number whose first word is known and ends at ``end``, as long as it goes."""
        low, known = self._low, self._known
        total, group, last = 0, 0, ""
        scale, lowest = 1, 0  # the last scale word's value; the smallest yet
        word, at = first, end
        saved: tuple[int, int, int, int, int] | None = None  # where to go back to if what follows does not fit
        while True:
            kind, value = word.kind, word.value
            if kind == "hundred":
                group, last = (group or 1) * 100, "hundred"
            elif kind == "scale":
                total = total * value if last == "scale" else total + (group or 1) * value
                group, lowest, scale, last, saved = 0, value, value, "scale", None
            else:
                group, last = (value, "article") if kind == "article" else (group + value, kind)
            end = at
            if scale == DOZEN or at >= len(low) or low[at] not in " -,\u00a0\n\t\r\u2010\u2011":
                break
            step = STEP.match(low, at)
            joined = False
            if step is None:
                if last == "scale" and low[at] == ",":
                    step, joined = _COMMA.match(low, at), True
                if step is None and low.startswith(" & ", at) and last in ("hundred", "scale"):
                    step = STEP.match(low, at + 2)
                if step is None:
                    break
            elif step["word"] == "and":
                if last not in ("hundred", "scale"):
                    break
                bridge = _AND.match(low, at)
                step = STEP.match(low, bridge.end() - 1) if bridge else None
                if step is None:
                    break
            following = known.get(step["word"])
            if following is None:
                break
            fits = self._fits(last, following, group, lowest)
            if fits == "back":
                if saved is not None:
                    total, group, scale, lowest, end = saved
                break
            if not fits or (joined and not self._goes_on(following, step.end(), lowest)):
                break
            if following.kind in ("one", "teen", "ten", "article") and last in ("hundred", "scale"):
                saved = (total, group, scale, lowest, end)
            word, at = following, step.end()
        if saved is not None and (last == "article" or self._part_follows(end, group)):
            total, group, scale, lowest, end = saved
        sum_of = Decimal(total + group)
        precision = trailing_step(sum_of) if scale == 1 or group else Decimal(scale)
        return Sum(end, sum_of, precision, Decimal(scale))

    def _part_follows(self, end: int, group: int) -> bool:
        """True when the last words are the top of a fraction: "two million and three fifths"."""
        step = STEP.match(self._low, end)
        word = step["word"] if step else ""
        return word in self._parts and (word.endswith("s") or word in ("half", "quarter") or group % 10 == 1)

    @staticmethod
    def _fits(last: str, following: Word, group: int, lowest: int) -> str:
        """ "yes" when the next word continues the number, "back" when it shows that the last part belongs to it."""
        kind = following.kind
        if kind == "hundred":
            if group >= 100:
                return "back"
            return "yes" if last in ("one", "teen", "ten", "article") else ""
        if kind == "scale":
            if last == "scale":
                return "yes" if following.value > lowest else ""  # "thousand million", "lakh crore"
            return "yes" if not lowest or (following.value < lowest and following.value != DOZEN) else "back"
        if kind == "one":
            return "yes" if following.value and last in ("ten", "hundred", "scale") else ""
        if kind in ("teen", "ten"):
            return "yes" if last in ("hundred", "scale") else ""
        return ""

    def _goes_on(self, word: Word, at: int, lowest: int) -> bool:
        """After a comma a further part must show that it is one: "two million, three hundred thousand"."""
        for _ in range(4):
            step = STEP.match(self._low, at)
            known = self._known.get(step["word"]) if step else None
            if step is None or known is None:
                return False
            if known.kind == "hundred" or (known.kind == "scale" and known.value < lowest):
                return True
            at = step.end()
        return False
