"""The grammar of written numbers: "30,410", "1.2 million", "two hundred and five thousand", "half a million", "3½".

Reads one number at one position; hedges, units and ranges are the business of find.py. Every pattern is built from
the lexicon's lists, longest word first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from figcheck.lexicon import Lexicon

# Digits with "," " " or apostrophe between groups of three, or Indian groups of two before the last three.
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u2009\u202f’']\d{3})+|\d+)(?![\d])"
    r"(?:\.\d+)?|\.\d+"
)
_GAP = r"[\s\-\u2010\u2011]+"


class Number(NamedTuple):
    """A number as written: ``text[start:end]`` says ``value``.

    ``precision`` is the value of one step of the last digit that carries meaning (see model.Reading). ``in_words``
    when it starts with a word; ``scale`` is the multiplier word's value, 1 without ("1.2 million": 1000000).
    """

    start: int
    end: int
    value: Decimal
    precision: Decimal
    in_words: bool
    scale: Decimal = Decimal(1)


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first, white space standing for any white space.

    Raises ValueError for an empty list, which would match everywhere.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        raise ValueError("an empty list of words would match everywhere")
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def trie_of(words: Iterable[str]) -> str:
    """A pattern like any_of's that shares prefixes, for long lists searched at every word of a text.

    Raises ValueError for an empty list, which would match everywhere.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in " ".join(word.split()):
            node = node.setdefault(char, {})
        node[""] = {}
    if not root:
        raise ValueError("an empty list of words would match everywhere")
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    ways = []
    for char, below in sorted(node.items()):
        if char:
            ways.append((r"\s+" if char == " " else re.escape(char)) + _branches(below))
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 else "(?:" + "|".join(ways) + ")"
    if "" not in node:
        return joined
    return f"(?:{joined})?"  # longest first: going on is tried before ending here


class Numerals:
    """The number grammar of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        small = {**lexicon.ones, **lexicon.teens, **lexicon.tens}
        self._values: dict[str, int] = {**small, "hundred": 100, **lexicon.scales, **lexicon.collectives}
        self._values |= {"a": 1, "an": 1}
        scale = any_of(lexicon.scales)
        ones, teens, tens = any_of(lexicon.ones), any_of(lexicon.teens), any_of(lexicon.tens)
        below_hundred = rf"(?:{tens}(?:{_GAP}{ones}\b)?|{teens}|{ones})"
        below_thousand = (
            rf"(?:(?:{below_hundred}|an?){_GAP}hundred\b(?:{_GAP}(?:and\s+)?{below_hundred}\b)?|{below_hundred})"
        )
        self._words = re.compile(
            rf"(?:{below_thousand}|an?(?={_GAP}(?:{scale}|dozen|score)\b))\b(?:{_GAP}(?:{scale}|dozen)\b"
            rf"(?:(?:{_GAP}|,\s+)(?:and\s+)?{below_thousand}\b(?={_GAP}(?:{scale})\b|(?!{_GAP}hundred)))?)*"
            rf"(?P<half>\s+and\s+a\s+half\b(?:\s+{scale}\b)?)?",
            re.IGNORECASE,
        )
        self._digits = re.compile(_DIGITS)
        letters = any_of(lexicon.scale_letters)
        self._scale = re.compile(
            rf"(?:[\s\-\u00a0]*(?P<word>hundred|{scale}|dozen)s?\b)|(?P<letter>{letters})(?![\w²³/])",
            re.IGNORECASE,
        )
        self._glyph = re.compile("[" + "".join(lexicon.glyphs) + "]")
        self._half = re.compile(rf"half\s+an?\s+(?P<scale>hundred|{scale}|dozen)\b", re.IGNORECASE)
        self._and_half = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)

    def read(self, text: str, position: int) -> Number | None:
        """The number that starts at a position of the text, as long as it goes; None when none starts there."""
        char = text[position : position + 1]
        if char.isdigit() or (char == "." and text[position + 1 : position + 2].isdigit()):
            return self._read_digits(text, position)
        if char in self._lexicon.glyphs:
            value = self._lexicon.glyphs[char]
            number = Decimal(value.numerator) / Decimal(value.denominator)
            return self._scaled(text, Number(position, position + 1, number, Decimal(0), False))
        half = self._half.match(text, position)
        if half:
            scale = Decimal(self._value(half["scale"]))
            return Number(position, half.end(), scale / 2, scale / 10, True, scale)
        return self._read_words(text, position)

    def _read_digits(self, text: str, position: int) -> Number | None:
        match = self._digits.match(text, position)
        if match is None:
            return None
        printed = match.group()
        plain = re.sub("[,\u00a0\u2009\u202f’']", "", printed)
        if not plain.isascii():
            plain = "".join(str(int(c)) if c.isdigit() else c for c in plain)
        value = Decimal(plain)
        end = match.end()
        exponent = value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
        if "." not in plain:
            step = trailing_step(value)
        glyph = self._glyph.match(text, end)
        if glyph:
            part = self._lexicon.glyphs[glyph.group()]
            value += Decimal(part.numerator) / Decimal(part.denominator)
            end, step = glyph.end(), Decimal(0)
        return self._scaled(text, Number(position, end, value, step, False))

    def _scaled(self, text: str, number: Number) -> Number:
        """The number with the scale word or letter behind it, as often as one follows ("5 hundred thousand")."""
        # "1.2 million": the printed digits, not trailing zeros, tell how finely it is stated.
        step = Decimal(1).scaleb(_exponent(number.value))
        while True:
            match = self._scale.match(text, number.end)
            if match is None:
                break
            letter = match["letter"]
            if letter and not _letter_counts(letter, number):
                break
            factor = Decimal(self._lexicon.scale_letters[letter.lower()] if letter else self._value(match["word"]))
            step *= factor
            number = number._replace(
                end=match.end(), value=number.value * factor, precision=step, scale=number.scale * factor
            )
            if letter:
                break
        if number.scale > 1:
            half = self._and_half.match(text, number.end)
            if half:
                number = number._replace(end=half.end(), value=number.value + number.scale / 2)
        return number

    def _read_words(self, text: str, position: int) -> Number | None:
        match = self._words.match(text, position)
        if match is None:
            return None
        spoken = match.group()
        half = match["half"]
        body = spoken[: len(spoken) - len(half)] if half else spoken
        value, scale = self._sum(body)
        if half:
            scale_after = half.split()[-1].lower()
            if scale_after in self._values:
                value = (value + Decimal("0.5")) * self._values[scale_after]
                scale = Decimal(self._values[scale_after])
            else:
                value += scale / 2
        end = match.end()
        return Number(position, end, value, trailing_step(value) if scale == 1 else scale, True, scale)

    def _sum(self, spoken: str) -> tuple[Decimal, Decimal]:
        total, group, scale = Decimal(0), Decimal(0), Decimal(1)
        for word in re.split(r"[\s,\-\u2010\u2011]+", spoken.lower()):
            if word in ("and", ""):
                continue
            value = self._value(word)
            if value == 100 and word == "hundred":
                group = (group or Decimal(1)) * 100
            elif value >= 1000 or word in self._lexicon.collectives:
                scale = Decimal(value)
                total, group = (
                    (total + group) * value if total and group == 0 else total + (group or 1) * value,
                    Decimal(0),
                )
            else:
                group += value
        return total + group, scale

    def _value(self, word: str) -> int:
        return self._values[word.lower()]


@lru_cache(maxsize=4)
def numerals_of(lexicon: Lexicon) -> Numerals:
    """The (compiled once) grammar of a lexicon."""
    return Numerals(lexicon)


def trailing_step(value: Decimal) -> Decimal:
    """The value of the last digit that is not a trailing zero: 1 for 46, 10000 for 350000, 1 for 0."""
    if value == 0:
        return Decimal(1)
    exponent = _exponent(value.normalize())
    return Decimal(1).scaleb(max(exponent, 0) if value == value.to_integral_value() else exponent)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _letter_counts(letter: str, number: Number) -> bool:
    """Whether a glued letter is a scale, as in "3.5bn" and "5k"; find settles "m" (million or metre)."""
    return number.scale == 1
