"""The grammar of written numbers: "30,410", "1.2 million", "two hundred and five thousand", "half a million", "3½".

Reads one number at one position of a text in lower case; signs, hedges, units and ranges are the business of find.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of
from figcheck.powers import TENS, power_of_ten, trailing_step, trailing_zeros
from figcheck.spelledout import DOZEN, HYPHEN, STEP, SpelledOut, Word

ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_THIN: Final = "\u00a0\u2009\u202f"
# Digits with "," " " or apostrophe between groups of three, or Indian groups of two before the last three.
_DIGITS: Final = expression(
    rf"(?P<whole>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)|\d{{1,3}}(?:[{_THIN}’']\d{{3}})+(?!\d)|\d+)?"
    r"(?P<decimals>\.\d+)?"
)
_RUN: Final = expression(r"\d+")
_BEHIND_PLAIN: Final = " -)"
# "12 460 people", "1 414 021 100": a plain space groups digits too; find asks whether two numbers could stand there.
_SPACED: Final = expression(r"[1-9]\d{0,2}(?: \d{3})+(?![\d,]|\.\d|[\-–]\d)")
_MIXED: Final = expression(r"[ \u00a0\-](?P<top>\d{1,2})[/⁄](?P<bottom>\d{1,3})(?![\d/])")
_WORD: Final = expression(r"[a-z]+")
_POINT: Final = expression(r" point (\d+)(?![\d.,])")
_TO_DIGITS: Final = expression(r"\s+(?:and\s+)?(?=\d)")
_PARTS_OF: Final = tuple(Decimal(10) ** -n for n in range(40))
_TIMES_TEN: Final = frozenset(("x 10", "× 10"))
_LONGEST: Final = 24  # digits; more are no number that anybody prints
_ONE: Final = Decimal(1)
_SIGNS: Final = ("$", "€", "£")
_LARGEST_BARE: Final = 24  # "five and half hours": without an article a fraction joins small numbers only


class Number(NamedTuple):
    """A number as written: ``text[start:end]`` says ``value``.

    ``precision`` is the value of one step of the last digit that carries meaning (see intervals.Reading). ``in_words``
    when it starts with a word; ``scale`` is the multiplier word's value, 1 without ("1.2 million": 1000000).
    """

    start: int
    end: int
    value: Decimal
    precision: Decimal
    in_words: bool
    scale: Decimal = _ONE


class Numerals:
    """The number grammar of one lexicon. Every text it is given is in lower case."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: dict[str, Word] = {"a": Word("article", 1), "an": Word("article", 1)}
        self._words |= {word: Word("one", value) for word, value in lexicon.ones.items()}
        self._words |= {word: Word("teen", value) for word, value in lexicon.teens.items()}
        self._words |= {word: Word("ten", value) for word, value in lexicon.tens.items()}
        for word, value in lexicon.scales.items():
            self._words[word] = Word("scale", value)
            self._words[word + "s"] = Word("scale", value, plural=True)
        for word, value in lexicon.scale_words.items():
            self._words.setdefault(word, Word("scale", value))
        self._words["hundred"] = Word("hundred", 100)
        self._words["dozen"] = Word("scale", DOZEN)
        self._words["dozens"] = Word("scale", DOZEN, plural=True)
        self._scale_words = {word: Decimal(item.value) for word, item in self._words.items() if item.kind == "scale"}
        self._scale_words["hundred"] = Decimal(100)
        letters = any_of(lexicon.scale_letters)
        self._letter = re.compile(rf"{letters}(?![\w²³/])")
        # "1,5 million", "2,50 euros": a comma before one or two digits, and what no list of numbers stands before.
        money = (form for word in lexicon.currency_words if " " not in word for form in (word, word + "s"))
        whole = any_of([*lexicon.scales, *lexicon.scale_words, *lexicon.percent - {"%"}, *money])
        self._decimal_comma = re.compile(rf",(\d{{1,2}})(?=[ \u00a0]?[%€]|[ \u00a0](?:{whole})\b)")
        scales = any_of([*lexicon.scales, "hundred", "dozen"])
        singular = any_of(word for word in lexicon.fractions if not word.endswith("s"))
        plural = any_of(word for word in lexicon.fractions if word.endswith("s"))
        top = any_of({**lexicon.ones, **lexicon.teens})
        # "half a million", "quarter million", "two-thirds of a million", "three quarters of a billion"
        self._part_of_scale = re.compile(
            rf"(?:(?:an?|one|(?P<top>{top}))[\s{HYPHEN}]+)?(?:(?P<loose>half|quarter)|(?P<part>{singular}|{plural}))"
            rf"(?P<of>\s+of\s+an?|[\s{HYPHEN}]an?)?[\s{HYPHEN}]+(?P<scale>{scales})\b"
        )
        # "and a half", "and three quarters", "and quarter"
        self._and_part = re.compile(
            rf"[\s{HYPHEN}]+and[\s{HYPHEN}]+(?:(?P<article>(?:an?|one)[\s{HYPHEN}]+)?(?P<single>{singular})|"
            rf"(?P<top>{top})[\s{HYPHEN}]+(?P<parts>{plural}|{singular}))\b(?![\s{HYPHEN}]+of[\s{HYPHEN}]+(?:the|those|its|their|all)\b|\s+(?:as|the)\b)"
        )
        self._starts_part = frozenset(lexicon.fractions)
        self._small = {**lexicon.ones, **lexicon.teens}
        self._continues = {*self._words, *self._starts_part, *self._scale_words, "and", "point"}
        self._small_values = {
            word: (Decimal(value), trailing_step(Decimal(value)))
            for word, value in {**self._small, **lexicon.tens}.items()
        }

    def read(self, low: str, position: int) -> Number | None:
        """The number that starts at a position of a lower-case text, as long as it goes; None when none does."""
        number = self._read_once(low, position)
        if number is None or not low.startswith((" (", "("), number.end):
            return number
        return self._repeated(low, number)

    def _read_once(self, low: str, position: int) -> Number | None:
        char = low[position : position + 1]
        if char.isdigit() or (char == "." and low[position + 1 : position + 2].isdigit()):
            return self._read_digits(low, position)
        if char in self._lexicon.glyphs:
            number = Number(position, position + 1, _decimal(self._lexicon.glyphs[char]), Decimal(0), False)
            return self._scaled(low, number, _ONE)
        return self._read_words(low, position)

    def _repeated(self, low: str, number: Number) -> Number:
        """The number with itself in brackets behind it, told otherwise: "seven (7) persons", "1m (1,000,000)"."""
        again = self._read_once(low, low.index("(", number.end) + 1)
        if again is None or again.value != number.value:
            return number
        if again.in_words == number.in_words and (again.scale == 1) == (number.scale == 1):
            return number
        return number._replace(end=again.end + 1) if low.startswith(")", again.end) else number

    def spaced(self, low: str, number: Number) -> Number | None:
        """The longer number when a plain space groups the digits from here on ("12 460"); None when none does.

        "Killed in 2010 300 people" shows why the caller must look at what stands around.
        """
        match = _SPACED.match(low, number.start)
        if match is None or match.end() <= number.end:
            return None
        plain = match.group().replace(" ", "")
        value = Decimal(plain)
        whole = Number(number.start, match.end(), value, trailing_step(value), False)
        return self._scaled(low, whole, _ONE)

    # --- digits

    def _read_digits(self, low: str, position: int) -> Number | None:
        plain = _RUN.match(low, position)
        if plain is not None:
            end = plain.end()
            after = low[end : end + 1]
            if (not after or after in _BEHIND_PLAIN) and end - position < _LONGEST:
                printed = low[position:end]
                value = Decimal(int(printed))
                step = TENS[trailing_zeros(printed)] if printed.isascii() else trailing_step(value)
                number = Number(position, end, value, step, False)
                point = _POINT.match(low, end) if low[end + 1 : end + 3] == "po" else None
                if point is not None:
                    digit = _PARTS_OF[min(39, len(point[1]))]
                    value = Decimal(f"{printed}.{point[1]}")
                    return self._scaled(low, Number(position, point.end(), value, digit, False), digit)
                if after == " " and low[end + 1 : end + 5] in _TIMES_TEN:
                    power = power_of_ten(low, end, whole=True)
                    if power is not None:
                        return Number(position, power[1], value * power[0], step * power[0], False)
                if after in ("", ")") or low[end + 1 : end + 2].isdigit():
                    return self._mixed(low, number) if after in (" ", "-") else number
                return self._scaled(low, number, _ONE)
        match = _DIGITS.match(low, position)
        if match is None or match.end() - position > _LONGEST or match.end() == position:
            return None
        whole: str | None = match["whole"]
        decimals: str | None = match["decimals"]
        printed = whole or ""
        end = match.end()
        if not printed.isdecimal():
            printed = re.sub(f"[,{_THIN}’']", "", printed or "0")
        if decimals is None:
            value = Decimal(int(printed))
            step = TENS[trailing_zeros(printed)] if printed.isascii() else trailing_step(value)
            digit = _ONE
        else:
            value = Decimal(f"{int(printed)}.{decimals[1:]}" if printed.isascii() else f"{int(printed)}{decimals}")
            step = digit = _PARTS_OF[len(decimals) - 1]
        after = low[end : end + 1]
        if after == "," and low[end + 1 : end + 2].isdigit() and printed == whole:
            comma = self._decimal_comma.match(low, end)
            if comma is not None:
                value = Decimal(f"{int(printed)}.{comma[1]}")
                step = digit = _PARTS_OF[len(comma[1])]
                return self._scaled(low, Number(position, comma.end(), value, step, False), digit)
        if not after or after in ".,;:)":
            return Number(position, end, value, step, False)
        if after in self._lexicon.glyphs:
            value += _decimal(self._lexicon.glyphs[after])
            end, step = end + 1, Decimal(0)
        elif after in " -\u00a0" and decimals is None and low[end + 1 : end + 2].isdigit():
            return self._mixed(low, Number(position, end, value, step, False))
        elif after in "x×*e" or low[end : end + 2] in (" x", " ×"):
            power = power_of_ten(low, end)
            if power is not None:
                factor, end = power
                return Number(position, end, value * factor, digit * factor, False)
        return self._scaled(low, Number(position, end, value, step, False), digit)

    def _mixed(self, low: str, number: Number) -> Number:
        """ "2 1/2", "2-1/2": the number with the fraction behind it, where one is."""
        match = _MIXED.match(low, number.end)
        if match is None or not 0 < int(match["top"]) < int(match["bottom"]):
            return number
        part = _decimal(Fraction(int(match["top"]), int(match["bottom"])))
        whole = Number(number.start, match.end(), number.value + part, Decimal(0), False)
        return self._scaled(low, whole, _ONE)

    def _scaled(self, low: str, number: Number, digit: Decimal) -> Number:
        """The number with the scale word or letter behind it, as often as one follows ("5 hundred thousand").

        ``digit`` is the value of one step of the last printed digit: of "1.2 million" the printed digits tell how
        finely it is stated, not trailing zeros.
        """
        while True:
            step = STEP.match(low, number.end)
            if step is None:
                letter = self._letter.match(low, number.end) if number.scale == 1 else None
                if letter is None:
                    break
                end, factor = letter.end(), Decimal(self._lexicon.scale_letters[letter.group()])
            else:
                found = self._scale_words.get(step["word"])
                if found is None and step["word"] == "odd" and number.scale == 1 and low[number.end] == "-":
                    step = STEP.match(low, step.end())  # "43-odd million"
                    found = self._scale_words.get(step["word"]) if step is not None else None
                if found is None or step is None:
                    break
                end, factor = step.end(), found
            scale = number.scale * factor
            number = Number(number.start, end, number.value * factor, digit * scale, number.in_words, scale)
            if step is None:
                break
        if step is not None and step["word"] == "and":
            number = self._with_part(low, number)
        if number.scale > 1:
            number = self._with_smaller(low, number)
        return number

    def _with_smaller(self, low: str, number: Number) -> Number:
        """ "3 hundred and 21", "1 crore 20 lakh": what follows is a smaller part of the same number."""
        gap = _TO_DIGITS.match(low, number.end)
        if gap is None:
            return number
        digits = _DIGITS.match(low, gap.end())
        if digits is None or not digits.group().isdecimal() or len(digits.group()) > 3:
            return number
        step = STEP.match(low, digits.end())
        factor = self._scale_words.get(step["word"], _ONE) if step else _ONE
        part = Decimal(int(digits.group())) * factor
        if part >= number.scale or (factor == 1 and (" and " not in gap.group() or number.scale > 1000)):
            return number
        if factor == 1 and low[digits.end() : digits.end() + 1] in ("%", "/"):
            return number
        end = step.end() if step and factor > 1 else digits.end()
        return number._replace(end=end, value=number.value + part, precision=factor)

    # --- words

    def _read_words(self, low: str, position: int) -> Number | None:
        """A number that starts with a word, read word by word."""
        match = _WORD.match(low, position)
        if match is None:
            return None
        word = match.group()
        if word in self._starts_part:
            return self._of_scale(low, position)
        first = self._words.get(word)
        if first is None:
            return None
        step = STEP.match(low, match.end())
        following = step[1] if step is not None else ""
        if following not in self._continues and first.kind in ("one", "teen", "ten"):
            value, precision = self._small_values[word]
            return Number(position, match.end(), value, precision, True)
        if following in self._starts_part:
            part = self._of_scale(low, position)
            if part is not None:
                return part
        if first.kind == "article" and self._kind(following) not in ("hundred", "scale"):
            return None
        if first.plural:
            return None
        spelled = SpelledOut(self._words, self._starts_part, low).read(first, match.end())
        number = Number(position, spelled.end, spelled.value, spelled.precision, True, spelled.scale)
        if number.scale == 1:
            point = self._with_point(low, number)
            if point is not None:
                return point
        return self._with_part(low, number)

    def _kind(self, word: str) -> str:
        known = self._words.get(word)
        return known.kind if known is not None else ""

    def _of_scale(self, low: str, position: int) -> Number | None:
        match = self._part_of_scale.match(low, position)
        if match is None:
            return None
        top = self._small[match["top"] or "one"]
        if match["part"] and match["of"] is None:
            return None  # "two thirds million" is nothing that anybody writes; "a third million" is an ordinal
        bottom = self._lexicon.fractions[match["loose"] or match["part"]]
        scale = Decimal(self._scale_words[match["scale"]])
        value = (scale * top / bottom).quantize(Decimal("0.000001")).normalize() + Decimal(0)
        return Number(position, match.end(), value, scale / 10, True, scale)

    def _with_part(self, low: str, number: Number) -> Number:
        """The number with "and a half" behind it: half of one, or of its scale; then a scale may follow."""
        if number.end >= len(low) or low[number.end] not in " \u00a0-\n\u2010\u2011":
            return number
        match = self._and_part.match(low, number.end)
        if match is None:
            return number
        top = 1 if match["single"] else self._small[match["top"]]
        bottom = self._lexicon.fractions[match["single"] or match["parts"]]
        if top >= bottom or (not match["single"] and (top > 1) != match["parts"].endswith("s") and bottom != 4):
            return number
        if match["single"] and bottom not in (2, 3, 4, 5, 8) and number.in_words is False:
            return number
        joined = low[match.end() : match.end() + 1] == "-" and low[number.end] != "-"
        if (
            joined
            and not number.in_words
            and (number.value >= _LARGEST_BARE or low[number.start - 1 : number.start] in _SIGNS)
        ):
            return number  # "$900 and a quarter-pound of gold"
        if match["single"] and not match["article"] and (number.value >= _LARGEST_BARE or bottom > 4):
            return number  # "in 2019 and half as many"
        part = _decimal(Fraction(top, bottom))
        if number.scale > 1:
            return number._replace(end=match.end(), value=(number.value + part * number.scale).normalize() + 0)
        value = number.value + part
        step = STEP.match(low, match.end())
        factor = self._scale_words.get(step["word"]) if step else None
        if step is not None and factor is not None:
            value = (value * factor).normalize() + 0
            return Number(number.start, step.end(), value, factor, number.in_words, factor)
        return number._replace(end=match.end(), value=value, precision=Decimal(0))

    def _with_point(self, low: str, number: Number) -> Number | None:
        """ "Two point two million": decimals in words."""
        if low[number.end : number.end + 6] != " point":
            return None
        at, digits = number.end + 6, ""
        while True:
            step = STEP.match(low, at)
            known = self._words.get(step["word"]) if step else None
            if step is None or known is None or known.kind not in ("one", "teen", "ten"):
                break
            if known.kind == "ten" and not digits:
                spoken = SpelledOut(self._words, self._starts_part, low).read(known, step.end())
                digits, at = str(spoken.value), spoken.end
                break
            digits, at = digits + str(known.value), step.end()
            if known.kind != "one":
                break
        if not digits:
            return None
        value = Decimal(f"{number.value}.{digits}")
        step_of = _PARTS_OF[len(digits)]
        return self._scaled(low, Number(number.start, at, value, step_of, True), step_of)


@lru_cache(maxsize=4)
def numerals_of(lexicon: Lexicon) -> Numerals:
    """The (compiled once) grammar of a lexicon."""
    return Numerals(lexicon)


@lru_cache(maxsize=1)  # find and describe ask for the same text, one after the other
def lowered(text: str) -> str:
    """The text in lower case, every character in its old place."""
    low = text.lower()
    # One letter of Unicode, the Turkish capital I with a dot, grows by a character.
    return low if len(low) == len(text) else text.replace("\u0130", "I").lower()


def _decimal(part: Fraction) -> Decimal:
    return Decimal(part.numerator) / Decimal(part.denominator)
