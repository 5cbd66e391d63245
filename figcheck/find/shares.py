"""Shares, multiples, vague quantities: "a quarter of", "two-thirds", "3 in 10", "twice", "dozens of", "a majority"."""

from __future__ import annotations

import re
from decimal import Decimal

from figcheck.find.figures import Quantity
from figcheck.lexicon import Lexicon
from figcheck.model import INFINITY, UNBOUNDED_BELOW, Reading
from figcheck.numerals import Number, Numerals, any_of
from figcheck.units import units_of

MULTIPLE_FOLLOWS = re.compile(
    r"\s+(?:the|as|more|less|higher|lower|larger|bigger|greater|smaller|its|their|that|what|faster|longer|likelier|over|"
    r"those|normal|his|her|our)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[-\s]+times\b", re.IGNORECASE)
_IN_M = re.compile(r"\s+(?:(?P<out>out\s+of(?:\s+every)?)|in(?:\s+every)?)\s+", re.IGNORECASE)
_SLASH = re.compile(r"\s?[/⁄]\s?(\d{1,3})(?![\d/])")
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_GAP = re.compile(r"[-\s]+")
_ARTICLE = re.compile(r"an?\s+", re.IGNORECASE)
_ARTICLE_BEHIND = re.compile(r"\s+an?\s+", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"(?:\s+(?:of|off|the|all|its|their|his|her|those|these|that|voters|respondents)\b|[-\s]*[.,;:!?)”\"]|\s*$)",
    re.IGNORECASE,
)
_APPROXIMATING = frozenset("about nearly almost roughly than over least around".split())
_SPORT_OR_ORDER = frozenset("first second the other this last that third fourth".split())
# "3 in 10", "nine out of 10": wholes that make a share; "9 out of 12 jurors" are two counts.
_ROUND_WHOLES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000, 1000000))
# Phrases that end in "of" and are shown with it, since no shorter form stands alone.
_SHOWN_WITH_OF = frozenset(("a number of", "an unknown number of", "a handful of", "a couple of"))
_LARGEST_NUMERATOR = 20


class ShareReader:
    """Reads shares with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals) -> None:
        self._lexicon = lexicon
        self._numerals = numerals
        self._units = units_of(lexicon)
        self._fraction_word = re.compile(rf"{any_of(lexicon.fractions)}\b", re.IGNORECASE)
        self._more = re.compile(
            rf"\s*,?\s+(?:if\s+not|or(?:\s+even)?|to)\s+(?P<more>{any_of(lexicon.vague)})\b,?", re.IGNORECASE
        )

    def part(self, text: str, start: int) -> Quantity | None:
        """A fraction without a numerator that starts here: "a quarter of", "half the", "half an hour"; else None."""
        article = _ARTICLE.match(text, start)
        word = self._fraction_word.match(text, article.end() if article else start)
        if word is None:
            return None
        bottom = self._lexicon.fractions[word.group().lower()]
        previous = text[max(0, start - 12) : start].split()[-1:] or [""]
        if (
            (article is None and bottom != 2)
            or previous[0].lower() in _SPORT_OR_ORDER
            or text[start - 1 : start] == "-"
        ):
            return None
        if _OF.match(text, word.end()):
            return self._share(start, word.end(), Decimal(1), bottom)
        if bottom != 2:
            return None
        behind = _ARTICLE_BEHIND.match(text, word.end())
        unit = self._units.after(text, behind.end()) if behind else None
        if unit is not None and unit.dimension != "currency":
            half = Reading.exactly(Decimal("0.5"))
            return Quantity(start, unit.end, start, word.end(), half, unit.name, "measure")
        follows = _SHARE_OF.match(text, word.end())
        if follows is None:
            return None
        if not follows.group().strip().isalpha() and previous[0].lower() not in _APPROXIMATING:
            return None  # "in the second half." is no share; "about half." is
        return self._share(start, word.end(), Decimal(1), bottom)

    def parts(self, text: str, number: Number) -> Quantity | None:
        """A fraction whose numerator is read: "two-thirds", "three quarters of"; None when the words are none."""
        gap = _GAP.match(text, number.end)
        if gap is None or number.value > _LARGEST_NUMERATOR or number.value < 1:
            return None
        word = self._fraction_word.match(text, gap.end())
        if word is None or (not number.in_words and gap.group() != "-"):
            return None
        printed = word.group().lower()
        bottom = self._lexicon.fractions[printed]
        if number.value >= bottom or (number.value > 1) != printed.endswith("s"):
            return None
        of, follows = _OF.match(text, word.end()), _SHARE_OF.match(text, word.end())
        if of or (follows and follows.group().strip().isalpha()):
            return self._share(number.start, word.end(), number.value, bottom)
        if not follows and bottom in (2, 4):
            return None
        value = (number.value / bottom).quantize(Decimal("0.000001"))
        reading = Reading.exactly(value)
        return Quantity(
            number.start, word.end(), number.start, word.end(), reading, "fraction", "share", ("a bare fraction",)
        )

    def _share(self, start: int, end: int, top: Decimal, bottom: int) -> Quantity:
        value = (top * 100 / bottom).quantize(Decimal("0.0001")).normalize()
        because = ("a share of something, in per cent",)
        return Quantity(start, end, start, end, Reading.exactly(value), "percent", "share", because)

    def of_whole(self, text: str, number: Number) -> Quantity | None:
        """ "3 in 10", "nine out of ten", "1/3 of" as a share in per cent; "3/4" alone as a fraction; else None."""
        if number.value != number.value.to_integral_value() or number.value < 1:
            return None
        slash = _SLASH.match(text, number.end)
        if slash and 0 < number.value < int(slash[1]) <= 100:
            if _OF.match(text, slash.end()):
                return self._share(number.start, slash.end(), number.value, int(slash[1]))
            value = (number.value / int(slash[1])).quantize(Decimal("0.000001")).normalize()
            reading = Reading.exactly(value)
            return Quantity(number.start, slash.end(), number.start, slash.end(), reading, "fraction", "share")
        between = _IN_M.match(text, number.end)
        if between is None:
            return None
        whole = self._numerals.read(text, between.end())
        if whole is None or whole.value <= number.value or int(whole.value) not in _ROUND_WHOLES:
            return None
        if text[whole.end : whole.end + 1] == "%":
            return None
        unit = self._units.after(text, whole.end)
        if unit is not None and unit.dimension == "time":
            return None
        in_digits = not between["out"] and not whole.in_words and not number.in_words
        if in_digits and whole.value not in (5, 10, 100, 1000):
            return None
        reading = Reading.exactly(number.value * 100 / whole.value)
        because = (f"{text[number.start : whole.end]} is a share, in per cent",)
        return Quantity(number.start, whole.end, number.start, whole.end, reading, "percent", "share", because)

    def multiple(self, text: str, start: int, end: int) -> Quantity:
        """ "Twice", "thrice": a ratio before what is multiplied, else a count of times."""
        reading = Reading.exactly(Decimal(self._lexicon.multiples[text[start:end].lower()]), Decimal(1))
        if MULTIPLE_FOLLOWS.match(text, end):
            return Quantity(start, end, start, end, reading, "ratio", "multiple", ("multiplies what follows",))
        return Quantity(start, end, start, end, reading, None, "times", ("counts how many times",))

    def vague(self, text: str, start: int, end: int) -> Quantity | None:
        """A vague quantity ("dozens of", "several", "a majority of"); None where the words are none."""
        phrase = " ".join(text[start:end].lower().split())
        low, high = self._lexicon.vague[phrase]
        if phrase == "a couple" or (phrase == "scores" and not _OF.match(text, end)):
            return None
        shown, noun_from = end, end
        more = self._more.match(text, end)
        if more:
            high = self._lexicon.vague[" ".join(more["more"].lower().split())][1]
            shown, noun_from = more.end("more"), more.end()
        share = phrase in self._lexicon.majorities
        if phrase.endswith(" of") and not more and phrase not in _SHOWN_WITH_OF:
            shown -= 3
        reading = Reading(
            low if low is not None else UNBOUNDED_BELOW, high if high is not None else INFINITY, low_open=share
        )
        form = "times" if _TIMES.match(text, noun_from) else "vague"
        because = (f'"{phrase}" is a vague quantity',)
        unit = "percent" if share else None
        return Quantity(start, shown, start, shown, reading, unit, form, because, "vague", noun_from)
