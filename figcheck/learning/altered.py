"""An example sentence with one thing changed: another number, another place, another actor, another day.

The firing test and the near misses of a rule that is learned from one sentence are made of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Claim

_DIGITS = expression(r"\d[\d,]*(?:\.\d+)?")
_WORD = expression(r"[A-Za-z]+")
_FACTORS = tuple(map(Decimal, ("1.5", "1.8", "2.3", "0.6", "0.4")))
_NEAR = tuple(map(Decimal, ("1.2", "0.8", "1.3")))  # for what is on a scale: magnitudes, grades
_LOWER = tuple(map(Decimal, ("0.7", "0.6", "0.4", "0.3")))
_BEYOND: dict[str, Decimal] = {
    "at_least": Decimal("0.6"),
    "more_than": Decimal("0.6"),
    "at_most": Decimal("1.8"),
    "less_than": Decimal("1.8"),
}
_SMALL = 10  # below it a number is changed by counting on
_COUNTED_ON = (3, 5, 4, 6)
_HUNDRED = 100
_HALF = 50


class Altered(NamedTuple):
    """A text with a change, and in a few words what is another in it."""

    text: str
    what: str


def other_numbers(text: str, at: Span, claim: Claim, lexicon: Lexicon, *, lower: bool = False) -> Iterator[str]:
    """The text with other numbers for the figure at ``at``, written in the same way; ``lower`` than it when asked.

    Those that would be read as a slip of it (its digits swapped, ten times as much) are left out.
    """
    figure = claim.figure
    shift = at.start - figure.span.start
    number = Span(figure.number_span.start + shift, figure.number_span.end + shift)
    if figure.hedge in _BEYOND and not lower:
        # "More than 12,000" leaves room for whatever is more, so that a plain number on the other side contradicts it.
        written = _written(figure.number_surface, lambda value: value * _BEYOND[figure.hedge], lexicon)
        if written is not None:
            written = written[:1].upper() + written[1:] if at.start == 0 else written
            yield text[: at.start] + written + text[at.end :]
    for change in _changes(figure.reading.point, figure.unit, lower):
        written = _written(figure.number_surface, change, lexicon)
        if written is not None and written != figure.number_surface:
            yield text[: number.start] + written + text[number.end :]
    if not _DIGITS.search(figure.number_surface):
        if figure.unit == "percent":  # "a third of pupils"
            share = 62 if figure.reading.low < _HALF else 21
            yield f"{text[: at.start]}{share}%{text[at.end :]}"
            return
        vague = figure.reading.low if figure.reading.low.is_finite() else Decimal(40)
        yield f"{text[: at.start]}{int(max(vague, Decimal(2)) * 12):,}{text[at.end :].removeprefix(' of')}"


def slightly_more(text: str, at: Span, claim: Claim) -> str | None:
    """The text with a figure that is one per cent higher; None where it is not printed in plain digits."""
    figure = claim.figure
    surface = figure.number_surface
    start = at.start + figure.number_span.start - figure.span.start
    if figure.reading.point is None or not surface.replace(",", "").isdecimal():
        return None
    more = int(figure.reading.point) + max(1, int(figure.reading.point) // 100)
    return text[:start] + (f"{more:,}" if "," in surface else str(more)) + text[start + len(surface) :]


def with_day(text: str, lexicon: Lexicon) -> str:
    """The text with "on Wednesday" at its end."""
    plain = text.rstrip()
    stop = plain[-1:] if plain.endswith((".", "!", "?")) else ""
    return f"{plain.removesuffix(stop)} on {list(lexicon.weekdays)[2].capitalize()}{stop}"


def near_misses(text: str, claim: Claim, lexicon: Lexicon) -> Iterator[Altered]:
    """The text with another place, actor or day, where it names one; each changed wherever it stands."""
    places = sorted(claim.scope.where or ())
    countries = lexicon.gazetteer.countries
    actors = sorted((claim.scope.by or frozenset()) & countries)
    actor = next((name for name in actors if _names(text, name)), None)
    spare = [pair for pair in lexicon.sample_places if not any(_names(text, name) for name in pair)]
    if spare:
        town, country = spare[0]
        changed = text
        for place in places:
            if place != actor:
                changed = _renamed(changed, place, country if place in countries else town)
        if changed != text:
            yield Altered(changed, "another place")
        if actor is not None:
            yield Altered(_renamed(text, actor, country), "another actor")
    days = list(lexicon.weekdays)
    for index, name in enumerate(days):
        if _names(text, name.capitalize()):
            yield Altered(_renamed(text, name.capitalize(), days[index - 3].capitalize()), "another day")
            return


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _renamed(text: str, name: str, other: str) -> str:
    return re.sub(rf"\b{re.escape(name)}\b", lambda _: other, text)


def _changes(point: Decimal | None, unit: str, lower: bool) -> Iterator[Callable[[Decimal], Decimal]]:
    whole = point is not None and point == point.to_integral_value()
    if whole and point is not None and 0 < point < _SMALL and not lower:
        for step in _COUNTED_ON:
            yield lambda value, step=Decimal(step): value + step  # type: ignore[misc]
    factors = _NEAR if unit == "count" and point is not None and not whole else _FACTORS
    for factor in _LOWER if lower else factors:
        if unit == "percent" and point is not None and point * factor >= _HUNDRED:
            continue
        yield lambda value, factor=factor: value * factor  # type: ignore[misc]


def _written(surface: str, change: Callable[[Decimal], Decimal], lexicon: Lexicon) -> str | None:
    """The number changed and written as it was: digits with their separators and decimals, words as words."""
    if _DIGITS.search(surface):
        slips = False

        def again(match: re.Match[str]) -> str:
            nonlocal slips
            before = Decimal(match[0].replace(",", ""))
            decimals = len(match[0].partition(".")[2])
            after = round(change(before), decimals)
            if not decimals and after == after.to_integral_value():
                zeros = len(match[0]) - len(match[0].rstrip("0"))  # as round as it was
                after = round(after.scaleb(-zeros), 0).scaleb(zeros) if zeros < len(str(after)) else after
            slips = slips or sorted(match[0].replace(",", "")) == sorted(str(after))
            return f"{after:,.{decimals}f}" if "," in match[0] or after >= 10_000 > before else f"{after:.{decimals}f}"

        written = _DIGITS.sub(again, surface)
        return None if slips else written
    return _in_words(surface, change, lexicon)


def _in_words(surface: str, change: Callable[[Decimal], Decimal], lexicon: Lexicon) -> str | None:
    first = _WORD.search(surface)
    small = {**lexicon.ones, **lexicon.teens}
    if first is None:
        return None
    value = small.get(first[0].lower(), lexicon.tens.get(first[0].lower()))
    if not value:
        return None
    rest = surface[first.end() :]
    if re.match(r"\s+(?:in|out of)\s", rest):
        other = Decimal(value + 1)  # "two in five" → "three in five"
    else:
        other = round(change(Decimal(value)), 0)
        if _WORD.search(rest) and first[0].lower() in lexicon.tens:
            rest = ""  # "forty-eight": the whole number is rewritten
    word = next((name for name, number in (*small.items(), *lexicon.tens.items()) if number == other), None)
    if word is None:
        word = f"{int(other)}"
    if first[0][:1].isupper():
        word = word.capitalize()
    return surface[: first.start()] + word + rest
