"""Fills patterns of sentences with names, words and numbers, quickly enough for hundreds of thousands of articles.

``{name}`` is what is told under that name, else what a maker of that name makes, else one of a list of words; with a
capital, ``{Name}``, it begins with one. ``{20-900}`` is a whole number of that range, ``{1.5-9.9}`` one with a decimal,
and ``[a|b]`` one of several. What stands in a list may be a pattern. "a" before any of these is "an" before a vowel.

Whole numbers below ten are spelt where they stand between spaces, and have commas from a thousand on; ``{name#}`` asks
for digits. A range that lies between 1800 and 2030 is one of years, which have no comma.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

from benchmarks.numberwords import spelt

Told = Mapping[str, str | int | float]
Maker = Callable[[random.Random], str]
Made = Callable[[random.Random, Told], str]
Part = str | Made

_SLOT = re.compile(r"\{([^{}]+)\}|\[((?:[^\[\]{}]|\{[^{}]*\})*)\]")
_ARTICLE = re.compile(r"\b[Aa] $")
_VOWEL = re.compile(r"[aeiouAEIO]|honest|hono")
_RANGE = re.compile(r"([0-9.]+)-([0-9.]+)")
_YEARS = range(1800, 2031)


class Phrasing:
    """Fills patterns from lists of words and from makers, which are given a source of chance.

    Raises KeyError when a pattern asks for a name that nothing is known under.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], makers: Mapping[str, Maker]) -> None:
        self._lists = lists
        self._makers = makers
        self._known: dict[str, tuple[Part, ...]] = {}

    def fill(self, pattern: str, chance: random.Random, told: Told) -> str:
        """The pattern as a text. The same state of ``chance`` makes the same choices, whatever is told."""
        parts = self._known.get(pattern)
        if parts is None:
            parts = self._known[pattern] = tuple(self._parts(pattern))
        return "".join([part if isinstance(part, str) else part(chance, told) for part in parts])

    def _parts(self, pattern: str) -> list[Part]:
        parts: list[Part] = []
        done = 0
        for slot in _SLOT.finditer(pattern):
            name, choices = slot.groups()
            text = pattern[done : slot.start()]
            article = _ARTICLE.search(text) is not None
            if text:
                parts.append(text[:-1] if article else text)
            before = pattern[slot.start() - 1 : slot.start()]
            if name is None:
                made = self._choice(choices.split("|"))
            else:
                made = self._slot(name, digits=name.endswith("#") or before not in ("", " ", "“"))
            parts.append(_behind_article(made) if article else made)
            done = slot.end()
        return [*parts, pattern[done:]]

    def _choice(self, choices: Sequence[str]) -> Made:
        return lambda chance, told: self.fill(pick(chance, choices), chance, told)

    def _slot(self, name: str, digits: bool) -> Made:
        asked = name.rstrip("#")
        if limits := _RANGE.fullmatch(asked):
            low, high = limits.groups()
            return lambda chance, told: printed(drawn(chance, low, high), digits, is_year(low, high))
        lower = asked[0].lower() + asked[1:]
        capital = asked != lower
        maker, words = self._makers.get(lower), self._lists.get(lower)

        plain = words is not None and not any(_SLOT.search(word) for word in words)

        def part(chance: random.Random, told: Told) -> str:
            value: str | int | float | None = told.get(lower)
            if value is None:
                if maker is not None:
                    value = maker(chance)
                elif words is not None:
                    value = pick(chance, words)
                    if not plain:
                        value = self.fill(value, chance, told)
                else:
                    raise KeyError(f"nothing is known under {lower!r}")
            elif not isinstance(value, str):
                value = printed(value, digits)
            return value[:1].upper() + value[1:] if capital else value

        return part


def _behind_article(made: Made) -> Made:
    """What is made, behind the "a" of a pattern, which becomes "an" before a vowel."""

    def part(chance: random.Random, told: Told) -> str:
        text = made(chance, told)
        return f"n {text}" if _VOWEL.match(text) else f" {text}"

    return part


def pick(chance: random.Random, words: Sequence[str]) -> str:
    """One of several words: ``random.choice``, at a third of its time."""
    return words[int(chance.random() * len(words))]


def drawn(chance: random.Random, low: str, high: str) -> int | float:
    """A number of a range, with one decimal where its ends are written with any."""
    if "." in low:
        return round(float(low) + chance.random() * (float(high) - float(low)), 1)
    return int(low) + int(chance.random() * (int(high) - int(low) + 1))


def range_of(written: str) -> tuple[str, str]:
    """The ends of a range such as "20-900". Raises ValueError for anything else."""
    if not (found := _RANGE.fullmatch(written)):
        raise ValueError(f"no range: {written!r}")
    return found[1], found[2]


def is_year(low: str, high: str) -> bool:
    """True of a range of years."""
    return "." not in low and int(low) in _YEARS and int(high) in _YEARS


def printed(value: int | float, digits: bool = False, year: bool = False) -> str:
    """A number as news print it."""
    if isinstance(value, float) or year:
        return str(value)
    return f"{value:,}" if digits or not 0 <= value < 10 else spelt(value)
