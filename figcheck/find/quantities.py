"""From a number to a quantity: currency, scale, percent, unit and range."""

from __future__ import annotations

import re

from figcheck.find.counted import NounReader
from figcheck.find.figures import Quantity
from figcheck.find.shares import MULTIPLE_FOLLOWS, ShareReader
from figcheck.lexicon import Lexicon
from figcheck.model import Reading
from figcheck.numerals import Number, Numerals, any_of
from figcheck.units import units_of

_DASH = re.compile(r"[ \u00a0]?[-–—−~‒][ \u00a0]?(?=[$€£¥]?\d)")
_TO = re.compile(r"[-\s]+(?P<word>to|or|and)\s+(?:(?:as\s+many\s+as|up\s+to|possibly|perhaps|even)\s+)?", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se[sn]?|rising|f[ae]ll(?:s|en|ing)?|fell|grew|grow[sn]?|growing|increas\w+|decreas\w+|declin\w+|drop\w*|"
    r"jump\w*|climb\w*|went|up|down|revis\w+|cut\w*|lower\w*|rais\w+|slip\w*|surg\w+|soar\w*|chang\w+|shr[aiu]nk|"
    r"reduc\w+|mov\w+|swell\w*|swollen|doubl\w+)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[-\s]+times\b|[-\s]?fold\b", re.IGNORECASE)
_CURRENCY_SIGNS = "$€£¥₹"
_LEAD_WINDOW = 60
# "two or three", "ten or fifteen": farther apart, "or" joins alternatives, not ends of a range.
_WIDEST_OR = 3


class QuantityReader:
    """Reads quantities around numbers with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals, nouns: NounReader) -> None:
        self._lexicon = lexicon
        self._numerals = numerals
        self._nouns = nouns
        self._units = units_of(lexicon)
        self._shares = ShareReader(lexicon, numerals)
        symbols, codes = any_of(lexicon.currency_symbols), any_of(lexicon.currency_codes)
        self._currency_before = re.compile(rf"(?:(?<![A-Za-z])(?:{symbols})|\b(?:{codes}))[\s\u00a0]?$")
        self._currency_after = re.compile(rf"\s?(?P<symbol>[{_CURRENCY_SIGNS}])(?!\d)|\s?(?P<code>{codes})\b")
        self._percent = re.compile(
            rf"(?:[\s\-\u00a0]?[\s]*){any_of(lexicon.percent)}(?![A-Za-z])(?P<points>[\s-]+points?\b)?",
            re.IGNORECASE,
        )
        self._points = re.compile(
            rf"[\s-]+(?:{any_of(lexicon.percent_points)}|(?P<basis>{any_of(lexicon.basis_points)}))\b", re.IGNORECASE
        )

    def currency_before(self, text: str, position: int, floor: int) -> tuple[int, str] | None:
        """Where the currency before a position starts, and its ISO 4217 code. Looks back to ``floor`` at most."""
        match = self._currency_before.search(text, max(floor, position - 5), position)
        if match is None:
            return None
        printed = match.group().strip()
        if text[match.start() - 1 : match.start()].isdigit():
            return None  # "7€": the symbol belongs to the number before it
        if printed[-1].isalpha() and match.start() > 0 and text[match.start() - 1].isalpha():
            return None
        return match.start(), self._lexicon.currency_symbols.get(printed, printed)

    def read(self, text: str, number: Number, floor: int) -> Quantity:
        """The quantity a number opens; its range, share and unit included. ``floor``: how far back words may count."""
        money = self.currency_before(text, number.start, floor)
        start = money[0] if money else number.start
        number = self._metre_or_million(text, number, money is not None)
        share = self._shares.of_whole(text, number) if money is None else None
        if share is not None:
            return share
        second = self._range(text, number, floor)
        if second is None:
            unit, form, end, reason = self._unit(text, number.end, money)
            reading = Reading.exactly(number.value, number.precision)
            reasons = (reason,) if reason else ()
            return Quantity(start, end, number.start, number.end, reading, unit, form, reasons)
        low, told = number.value, ["a range, kept as printed"]
        if number.scale == 1 and second.scale > 1 and low < second.value / second.scale:
            low *= second.scale
            told.append("the scale word of the second number holds for both")
        unit, form, end, reason = self._unit(text, second.end, money)
        reading = Reading(low, second.value, precision=max(number.precision, second.precision))
        because = (*told, reason) if reason else tuple(told)
        return Quantity(start, end, number.start, second.end, reading, unit, form, because, "range")

    def _metre_or_million(self, text: str, number: Number, money: bool) -> Number:
        """ "5m" is five million of money or of a counted noun, else five metres (read as a unit then)."""
        if money or number.scale != 1_000_000 or text[number.end - 1] != "m":
            return number
        counted = self._nouns.after(text, number.end)
        if (counted is not None and counted.plural) or self._units.after(text, number.end) is not None:
            return number
        plain = self._numerals.read(text[: number.end - 1], number.start)
        return plain if plain is not None else number

    def _range(self, text: str, number: Number, floor: int) -> Number | None:
        """The second number of a range, None when there is none. A change ("fell from 4.8 to 4.7") is no range."""
        dash = _DASH.match(text, number.end)
        percent = self._percent.match(text, number.end)
        link = None if dash else _TO.match(text, percent.end() if percent else number.end)
        if dash:
            at = dash.end()
        elif link is not None:
            words = text[max(floor, number.start - _LEAD_WINDOW) : number.start].lower().split()
            word = link["word"].lower()
            if (
                word == "and"
                and "between" not in words[-4:]
                and not (len(link.group().split()) > 1 and "least" in words[-4:])
            ):
                return None
            if word == "to" and _CHANGE.search(" ".join(words[-7:])):
                return None
            if word == "or" and percent:
                return None
            at = link.end()
        else:
            return None
        if "\n\n" in text[number.end : at]:
            return None
        while at < len(text) and text[at] in _CURRENCY_SIGNS:
            at += 1
        second = self._numerals.read(text, at)
        if second is None:
            return None
        low = number.value * (second.scale if number.scale == 1 and number.value * second.scale <= second.value else 1)
        if second.value <= low:
            return None
        if link is not None and link["word"].lower() == "or" and second.value > number.value * _WIDEST_OR:
            return None
        follows = text[second.end : second.end + 2]
        return None if follows[:1].isdigit() or (follows[:1] == "-" and follows[1:].isdigit()) else second

    def _unit(self, text: str, end: int, money: tuple[int, str] | None) -> tuple[str | None, str, int, str]:
        """Unit (None: a plain count), form, where the surface ends, and a reason."""
        if money is not None:
            return money[1], "money", end, ""
        percent = self._percent.match(text, end)
        if percent is not None:
            if percent["points"]:
                return "percentage point", "measure", percent.end(), "points, not per cent"
            return "percent", "percent", percent.end(), ""
        points = self._points.match(text, end)
        if points is not None and (points["basis"] or "percentage" in points.group() or " pp" in points.group()):
            return ("basis point" if points["basis"] else "percentage point"), "measure", points.end(), ""
        currency = self._currency_after.match(text, end)
        if currency is not None:
            code = self._lexicon.currency_symbols.get(currency["symbol"] or "", currency["code"])
            return code, "money", currency.end(), ""
        times = _TIMES.match(text, end)
        if times is not None:
            if "fold" in times.group().lower() or MULTIPLE_FOLLOWS.match(text, times.end()):
                return "ratio", "multiple", end, "multiplies what follows"
            return None, "times", end, "counts how many times"
        unit = self._units.after(text, end)
        if unit is None:
            return None, "plain", end, ""
        if unit.dimension == "currency":
            return unit.name, "money", unit.end, ""
        return unit.name, "measure", end, f"unit {unit.name} ({unit.dimension})"


def negative(number: Number) -> Number:
    """The number with a minus sign before it."""
    return number._replace(start=number.start - 1, value=-number.value)
