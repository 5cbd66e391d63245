"""From a number to a quantity: currency, scale, percent, unit and range."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.find.compounds import CompoundReader
from figcheck.find.counted import NounReader
from figcheck.find.figures import Quantity
from figcheck.find.guesses import GuessReader
from figcheck.find.millions import MillionReader
from figcheck.find.names import LETTERED_AMOUNT
from figcheck.find.shares import MULTIPLE_FOLLOWS, ShareReader
from figcheck.find.spot import Spot, inch_mark, word_behind
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number, Numerals
from figcheck.phrases import any_of
from figcheck.units import units_of

_DASH: Final = expression(r"[ \u00a0]?[-–—−~‒][ \u00a0]?(?=[$€£¥₹]?\d)")
_TO: Final = expression(
    r"[-\s]+(?P<word>to|or|and)(?:\s+|(?<=-to)-)(?:(?:as\s+many\s+as|as\s+much\s+as|up\s+to|possibly|perhaps|even|about)\s+)?"
)
_KELVIN: Final = expression(r"\d\.\d\dK\b")
_SIGN: Final = expression(r"[-−–](?=[\d.])|(?:minus|negative)\s+(?=[\da-z])")
_CHANGE: Final = expression(
    r"\b(?:r[io]se[sn]?|rising|f[ae]ll(?:s|en|ing)?|fell|grew|grow[sn]?|growing|increas\w+|decreas\w+|declin\w+|drop\w*|"
    r"jump\w*|climb\w*|went|up|down|revis\w+|cut\w*|lower\w*|rais\w+|slip\w*|surg\w+|soar\w*|chang\w+|shr[aiu]nk|"
    r"reduc\w+|gone|mov\w+|swell\w*|swollen|doubl\w+|narrow\w+|widen\w+|improv\w+|edg\w+|advanc\w+|plung\w+|tumbl\w+|"
    r"trebl\w+|tripl\w+|expand\w+|accelerat\w+|slow\w*|eas\w+|dipp?\w*|slid\w*|leap\w*|hik\w+|upgrad\w+|downgrad\w+|bump\w+)\b"
)
# "Took the toll from 17 to 21": what carries its object between levels; "took from 5 to 9 hours" does not.
_CARRIED: Final = expression(
    r"\b(?:t(?:ak(?:es?|ing|en)|ook)|br(?:ing(?:s|ing)?|ought)|push(?:es|ed|ing)?|lift(?:s|ed|ing)?|sen(?:ds?|t|ding)|driv(?:es?|ing|en)|drove)"
    r"\s+(?:the|its|their|his|her|our|overall|total)\s"
)
_TIMES: Final = expression(r"[-\s]+times\b|[-\s]?fold\b")
_CURRENCY_SIGNS: Final = "$€£¥₹¢"
_LEAD_WINDOW: Final = 60
_MILLION: Final = 1_000_000
_BILLION: Final = 1_000_000_000
# "two or three", "ten or fifteen": farther apart, "or" joins alternatives, not ends of a range.
_WIDEST_OR: Final = 3
# "Rise by 10 to 20 per cent" is a range, "rose by 10 to 60 per cent" a change and a level; money is sooner.
_WIDEST_BY: Final = 5
_WIDEST_MONEY_BY: Final = 2
_GAINED: Final = frozenset("gained gains gaining added adds adding lost loses losing shed sheds shedding".split())
_BY: Final = (["by"], ["of"])  # what leads from a change to how much it was
_LINKS: Final = frozenset(("to", "or", "and"))
_UNCERTAIN: Final = expression(r"\s?(?:±|\+\s?/\s?[-−])\s?(?=[\d.])")
_UNCERTAIN_SIGNS: Final = ("±", "+")
_GAPS: Final = " \n\u00a0\u202f\u2009\r\t"
_DASHES: Final = "-–—−~‒"
_BELOW_ZERO: Final = " below zero"


class _Unit(NamedTuple):
    """What stands behind a number: the unit (None: a plain count), the form of the quantity, where its surface ends,
    where the text goes on behind the unit, and a reason."""

    name: str | None
    form: str
    end: int
    behind: int
    reason: str = ""


class QuantityReader:
    """Reads quantities around numbers with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals, nouns: NounReader) -> None:
        self._lexicon = lexicon
        self._numerals = numerals
        self._nouns = nouns
        self._units = units_of(lexicon)
        self._shares = ShareReader(lexicon, numerals)
        self._compounds = CompoundReader(lexicon, numerals)
        self._millions = MillionReader(lexicon, nouns)
        self._guesses = GuessReader(numerals, nouns)
        symbols, codes = any_of(lexicon.currency_symbols), any_of(lexicon.currency_codes)
        self._currency_before = re.compile(rf"(?:(?<![A-Za-z])(?:{symbols})|\b(?:{codes}))[\s\u00a0]?$")
        signs = (*lexicon.currency_symbols, *lexicon.currency_codes, *lexicon.letter_signs)
        self._currency_ends = frozenset(name[-1] for name in signs)
        self._letter_sign = re.compile(rf"(?<![\w-])(?:{any_of(lexicon.letter_signs)})$")
        self._currency_after = re.compile(
            rf"\s?(?P<symbol>[{_CURRENCY_SIGNS}])(?!\d)|(?P<glued>{symbols})(?![\w$])|\s?(?P<code>{codes}|RM|LE|Rs)\b"
        )
        self._percent = re.compile(
            rf"(?:[\s\-\u00a0]?[\s]*){any_of(lexicon.percent)}(?![a-z])(?P<points>[\s-]+points?\b)?"
        )
        self._points = re.compile(
            rf"[\s-]*(?:{any_of(lexicon.percent_points)}|(?P<basis>{any_of(lexicon.basis_points)}))\b"
        )
        self._of_percent = re.compile(
            rf"\s+of\s+(?:an?|one|1)\s*(?:percentage\s+point|(?P<percent>{any_of(lexicon.percent)})(?!\s+points?\b))(?![a-z])"
        )
        self._points_glued = re.compile(rf"{any_of([*lexicon.basis_points, *lexicon.percent_points])}\b")
        self._percent_starts = frozenset(word.split("-")[0].split()[0] for word in lexicon.percent)
        self._point_starts = frozenset(word.split()[0] for word in (*lexicon.percent_points, *lexicon.basis_points))
        self._money_scale = re.compile(rf"\s?(?P<letter>{any_of(lexicon.money_letters)})(?![\w²³/])")

    def currency_before(self, text: str, position: int, floor: int) -> tuple[int, str] | None:
        """Where the currency before a position starts, and its ISO 4217 code. Looks back to ``floor`` at most."""
        last = text[position - 1 : position]
        if last and last in "-−" and text[position - 2 : position - 1] in self._currency_ends:
            position -= 1  # "$-99.99"
            last = text[position - 1 : position]
        if last in _GAPS:
            last = text[position - 2 : position - 1]
            if last.islower():
                words = text[max(floor, position - 12) : position - 1].lower().rsplit(None, 1)[-1:]
                if words and words[0] in self._lexicon.currency_before:
                    return position - 1 - len(words[0]), self._lexicon.currency_before[words[0]]
        if last not in self._currency_ends or not last:
            return None
        match = self._currency_before.search(text, max(floor, position - 5), position)
        if match is None:
            letters = self._letter_sign.search(text, max(floor, position - 3), position) if last.isalpha() else None
            if letters is None or not LETTERED_AMOUNT.match(text, position):
                return None
            return letters.start(), self._lexicon.letter_signs[letters.group()]
        printed = match.group().strip()
        if text[match.start() - 1 : match.start()].isdigit():
            return None  # "7€": the symbol belongs to the number before it
        if printed in self._lexicon.spaced_codes and match.end() - match.start() == len(printed):
            return None
        if printed[-1].isalpha() and match.start() > 0 and text[match.start() - 1].isalpha():
            return None
        return match.start(), self._lexicon.currency_symbols.get(printed, printed)

    def read(self, spot: Spot, number: Number, money: tuple[int, str] | None) -> Quantity:
        """The quantity a number opens; its range, share and unit included. ``money``: the currency printed before."""
        low = spot.low
        sign = (
            _UNCERTAIN.match(low, number.end)
            if low[number.end : number.end + 2].strip()[:1] in _UNCERTAIN_SIGNS
            else None
        )
        if sign is not None:
            return self._uncertain(spot, number, sign.end(), money)
        start = money[0] if money else number.start
        number = self._money_scaled(low, number) if money else self._metre_or_million(spot, number)
        end = number.end
        after, behind = _beyond(low, end)
        if money is None and (behind in ("in", "out", "of") or after in ("/", "⁄") or low.startswith("-in-", end)):
            share = self._shares.of_whole(spot.text, low, number)
            if share is not None:
                return share
        unit = self._unit(spot.text, low, end, after, behind, money)
        if unit.form in ("measure", "money") and unit.name:
            whole = self._compounds.join(spot, number, unit.name, unit.behind, unit.form == "money")
            if whole is not None:
                number, end = whole.number, whole.end
                unit = _Unit(whole.unit, unit.form, end, end, "told in two units, one figure")
            joined = low[start - 4 : start] == "and "
            led = self._compounds.led(spot, number, unit.name or "", unit.behind) if joined else None
            if led is not None:
                number, start, end = led.number, led.number.start, led.end
                form = "money" if led.money else unit.form
                unit = _Unit(led.unit, form, end, end, "told in two units, one figure")
        elif unit.name is None and behind == "of" and number.precision == 0:
            of = self._units.after(spot.text, low.index("of", end) + 2)  # "one and a quarter of hours"
            if of is not None and of.dimension == "time":
                unit = _Unit(of.name, "measure", end, of.end)
        second = self._range(spot, number, unit, money)
        if second is None:
            return self._alone(low, start, number, end, unit)
        return self._ranged(spot, start, number, second, unit, money)

    @staticmethod
    def _alone(low: str, start: int, number: Number, number_end: int, unit: _Unit) -> Quantity:
        """The quantity of one number, which ends at ``number_end``, with its unit."""
        if unit.behind < len(low) and low.startswith(_BELOW_ZERO, unit.behind):
            end = unit.behind + len(_BELOW_ZERO)
            below = Reading.exactly(-number.value, number.precision)
            name = unit.name or "degree"
            return Quantity(start, end, number.start, number.end, below, name, "measure", ("below zero",), behind=end)
        reading = Reading.exactly(number.value, number.precision)
        because = (unit.reason,) if unit.reason else ()
        return Quantity(
            start, unit.end, number.start, number_end, reading, unit.name, unit.form, because, behind=unit.behind
        )

    def _ranged(
        self, spot: Spot, start: int, number: Number, second: Number, unit: _Unit, money: tuple[int, str] | None
    ) -> Quantity:
        """The quantity of a range from one number to the second; what stands behind the first holds for both."""
        bottom, told = number.value, ["a range, kept as printed"]
        if number.scale == 1 and second.scale > 1 and bottom < second.value / second.scale:
            bottom *= second.scale
            told.append("the scale word of the second number holds for both")
        end = second.end
        last = self._unit_behind(spot, end, money)
        if last.name is None and unit.name is not None:
            last = unit._replace(end=end, behind=end)
        return Quantity(
            start=start,
            end=last.end,
            number_start=number.start,
            number_end=end,
            reading=Reading(bottom, second.value, precision=max(number.precision, second.precision)),
            unit=last.name,
            form=last.form,
            because=(*told, last.reason) if last.reason else tuple(told),
            hedge="range",
            noun_from=self._guesses.noun_from(spot, number, end) if last.name is None else None,
            behind=last.behind,
        )

    def _uncertain(self, spot: Spot, number: Number, at: int, money: tuple[int, str] | None) -> Quantity:
        """ "9.8 ± 0.1 kilometres": a value and how far it may be off, one figure."""
        low = spot.low
        start = money[0] if money else number.start
        error = self._numerals.read(low, at)
        if error is None:
            reading = Reading.exactly(number.value, number.precision)
            return Quantity(start, number.end, number.start, number.end, reading, None, "plain")
        unit = self._unit_behind(spot, error.end, money)
        off = abs(error.value)
        reading = Reading(number.value - off, number.value + off, point=number.value, precision=number.precision)
        because = (f"give or take {spot.text[at : error.end]}",)
        name, form, end, behind = unit.name, unit.form, unit.end, unit.behind
        return Quantity(start, end, number.start, error.end, reading, name, form, because, "approx", behind=behind)

    def and_part(self, spot: Spot, start: int, end: int) -> Quantity | None:
        """ "An hour and a half", read from the half; None where no such words stand before it."""
        part = self._compounds.article_part(spot, start, end)
        if part is None:
            return None
        begin, value, unit = part
        return Quantity(begin, end, begin, end, Reading.exactly(value), unit, "measure", ("one and a part of it",))

    def knows(self, text: str, low: str, end: int, after: str) -> bool:
        """True when the letters glued to digits that end at ``end`` are a unit, a currency, a percent sign or "x"."""
        unit = self._unit(text, low, end, after, "", None)
        return unit.name is not None or unit.form == "times" or self._points_glued.match(low, end) is not None

    def height(self, low: str, number: Number) -> Quantity | None:
        """ "6'4\"": feet and inches as one figure; None where none stand."""
        whole = self._compounds.feet(low, number)
        if whole is None:
            return None
        start, end, because = number.start, whole.end, ("feet and inches",)
        return Quantity(start, end, start, end, Reading.exactly(whole.number.value), "inch", "measure", because)

    def _priced(self, text: str, code: str, end: int) -> _Unit:
        """Money, by itself or for each of something ("$80 a barrel")."""
        if "/" not in code and end < len(text) and text[end] in _PRICED:
            per = self._units.per(text, end, money=True)
            if per is not None:
                return _Unit(f"{code}/{per.name}", "money", end, per.end, f"{code} for each {per.name}")
        return _Unit(code, "money", end, end)

    def unit_at(self, text: str, low: str, position: int) -> tuple[str, str, int] | None:
        """The unit that stands at a position behind words ("half a percentage point"): name, form, end; else None."""
        at = position - 1  # the units' patterns begin with the gap before them
        unit = self._unit(text, low, at, low[at : at + 1], word_behind(low, at), None)
        return None if unit.name is None else (unit.name, unit.form, unit.behind)

    def _money_scaled(self, low: str, number: Number) -> Number:
        """ "$1t", "£3 m", "US$5 MM": letters that count as a scale behind money only."""
        if number.scale != 1:
            return number
        match = self._money_scale.match(low, number.end)
        if match is None:
            return number
        factor = Decimal(self._lexicon.money_letters[match["letter"]])
        return Number(
            number.start, match.end(), number.value * factor, number.precision * factor, number.in_words, factor
        )

    def _metre_or_million(self, spot: Spot, number: Number) -> Number:
        """ "5m" is five million or five metres, as the words around tell (see millions)."""
        text, low = spot.text, spot.low
        last = number.end - 1
        if number.scale == 1 or not low[last - 1].isdigit():
            return number
        letter = text[last]
        if letter == "K" and number.scale == 1000:
            no_scale = _KELVIN.match(text, max(0, last - 4)) is not None  # "573.15K" is a temperature
        elif letter == "b" and number.scale == _BILLION:
            no_scale = self._units.after(text, last) is not None  # "a packet of 1500b"
        elif letter == "m" and number.scale == _MILLION:
            no_scale = self._millions.metres(spot, number)
        else:
            return number
        return self._without_letter(low, number) if no_scale else number

    def _without_letter(self, low: str, number: Number) -> Number:
        """The number that is left when the letter at its end is a unit and no scale."""
        start = number.start
        plain = self._numerals.read(low[start : number.end - 1], 0)
        return plain._replace(start=start, end=start + plain.end) if plain is not None else number

    def _range(self, spot: Spot, number: Number, unit: _Unit, money: tuple[int, str] | None) -> Number | None:
        """The second number of a range, None when there is none. A change ("fell from 4.8 to 4.7") is no range."""
        low, at = spot.low, unit.behind
        first = low[at : at + 1]
        if (
            unit.name is None
            and money is None
            and first
            and (first == "," or first in _DASHES or low[at + 1 : at + 2] in _DASHES)
        ):
            guess = self._guesses.second(spot, number, at)
            if guess is not None or first == ",":
                return guess
        if (first not in _DASHES and first not in _GAPS) or not first:
            return None
        if first in _GAPS and low[at + 1 : at + 2] not in _DASHES and word_behind(low, at) not in _LINKS:
            return None
        dash = _DASH.match(low, at)
        link = None if dash else _TO.match(low, at)
        word = link["word"] if link is not None else ""
        if dash is not None:
            at = dash.end()
        elif link is None or not self._links(spot, money[0] if money else number.start, word, link.group(), unit):
            return None
        else:
            at = link.end()
        if "\n\n" in low[number.end : at]:
            return None
        printed = low[money[0] : number.start].strip() if money else ""
        if printed and printed.isalpha() and low.startswith(printed, at):  # "between EUR 1 and EUR 2 million"
            at += len(printed) + low.startswith(" ", at + len(printed))
        second = self._second(low, at, money)
        if second is None:
            return None
        scaled = number.scale == 1 and number.value * second.scale <= second.value
        if second.value <= (number.value * second.scale if scaled else number.value):
            return None
        if word == "or" and second.value > number.value * _WIDEST_OR:
            return None
        if word == "to" and self._to_level(spot, number, second, money):
            return None
        if unit.name is not None and not money:
            if self._unit_behind(spot, second.end, None).name not in (unit.name, None):
                return None
        if word == "to" and word_behind(low, second.end) in self._lexicon.months:
            return None  # "the three months to 30 June"
        follows = low[second.end : second.end + 2]
        return None if follows[:1].isdigit() or (follows[:1] == "-" and follows[1:].isdigit()) else second

    def _links(self, spot: Spot, start: int, word: str, link: str, unit: _Unit) -> bool:
        """Whether "to", "or", "and" behind a quantity from ``start`` may join it to the second end of a range."""
        words = spot.low[max(spot.floor, start - _LEAD_WINDOW) : start].split()
        if word == "and":
            return "between" in words[-4:] or (len(link.split()) > 1 and "least" in words[-4:])
        if word == "to":
            if words[-1:] == ["by"]:
                # "rose by 0.3 to 1 metre", but "by 250,000 barrels a day to 3.1 million"
                return unit.name is None or unit.form == "money"
            if words[-1:] == ["at"] or (words[-1:] == ["of"] and unit.name is None):
                return True  # "put the rise at 600 to 700", "a rise of 3 to 5 per cent"
            # "Rose from 4 to 5", "up 12 to 48": the verb stands near, or "from" shows that it is meant.
            if "from" not in words[-3:]:
                return not _CHANGE.search(" ".join(words[-4:]))
            if len(words) <= 2:  # "rise by £5, from £30 to £35": the verb stands before the figure before
                words = spot.low[max(spot.sentence.start, start - _LEAD_WINDOW) : start].split()
            led = " ".join(words[-8:])
            return not _CHANGE.search(led) and not _CARRIED.search(led)
        return unit.name is None or unit.form == "money"

    def _to_level(self, spot: Spot, number: Number, second: Number, money: tuple[int, str] | None) -> bool:
        """ "Rose by eight to 46", "gained $3 to $60": a change and the level it led to, no two ends of a range."""
        start = money[0] if money else number.start
        words = spot.low[max(spot.floor, start - _LEAD_WINDOW) : start].split()
        bottom = number.value * second.scale if number.scale == 1 else number.value
        if words and words[-1] in _GAINED:
            return second.value > bottom * _WIDEST_BY  # "lost 5 to 10 kilos"
        if words[-1:] not in _BY or not _CHANGE.search(" ".join(words[-8:])):
            return False
        if second.value > bottom * (_WIDEST_MONEY_BY if money else _WIDEST_BY):
            return True
        if money or self._unit_behind(spot, second.end, None).name is not None:
            return False
        counted = self._nouns.after(spot.text, second.end, partitive=False)
        return counted is None or not counted.plural

    def _second(self, low: str, at: int, money: tuple[int, str] | None) -> Number | None:
        """The second number of a range, its currency and sign read over."""
        if money is None and low[at : at + 1] in ("$", "€", "£", "¥", "₹"):
            return None  # "gained 1.2% to $2,042"
        while low[at : at + 1] and low[at] in _CURRENCY_SIGNS:
            at += 1
        sign = _SIGN.match(low, at)
        second = self._numerals.read(low, sign.end() if sign else at)
        if second is None:
            return None
        if money:
            second = self._money_scaled(low, second)
        return second._replace(value=-second.value) if sign else second

    def _unit_behind(self, spot: Spot, end: int, money: tuple[int, str] | None) -> _Unit:
        """What stands behind a number of a spot's text that ends at ``end``."""
        return self._unit(spot.text, spot.low, end, *_beyond(spot.low, end), money)

    def _unit(self, text: str, low: str, end: int, after: str, behind: str, money: tuple[int, str] | None) -> _Unit:
        """What stands behind a number that ends at ``end``, where ``after`` is the next character, ``behind`` the next
        word."""
        if money is not None:
            return self._priced(text, money[1], end)
        if not after or after in ".,;:)?!":
            return _plain(end)
        if (
            after == "%"
            or after == "-"
            or after == "p"
            or behind in self._percent_starts
            or low[end + 1 : end + 2] == "%"
        ):
            percent = self._percent.match(low, end)
            if percent is not None:
                if percent["points"]:
                    return _Unit("percentage point", "measure", percent.end(), percent.end(), "points, not per cent")
                return _Unit("percent", "percent", percent.end(), percent.end())
        if after == "-" or after in "bp" or behind in self._point_starts:
            points = self._points.match(low, end)
            if points is not None and (points["basis"] or "percentage" in points.group() or "pp" in points.group()):
                name = "basis point" if points["basis"] else "percentage point"
                return _Unit(name, "measure", points.end(), points.end())
        if behind == "of" and (part := self._of_percent.match(low, end)) is not None:
            name, form = ("percent", "percent") if part["percent"] else ("percentage point", "measure")
            return _Unit(name, form, part.end(), part.end())  # "0.25 of a percentage point"
        following = text[end + 1 : end + 2] if after in _GAPS else text[end]
        if following in _CURRENCY_SIGNS or following.isupper():
            currency = self._currency_after.match(text, end)
            if currency is not None:
                printed = currency["symbol"] or currency["glued"] or currency["code"]
                code = self._lexicon.currency_symbols.get(printed, printed)
                return self._priced(text, code, currency.end())
        if after == "-" or after == "f" or behind in ("times", "fold"):
            times = _TIMES.match(low, end)
            if times is not None:
                per = self._units.per(text, times.end()) if low[times.end() : times.end() + 1] == " " else None
                if per is not None and per.dimension == "time":
                    return _Unit(f"count/{per.name}", "measure", end, per.end, "how many times in each")
                if "fold" in times.group() or "." in low[end - 2 : end] or MULTIPLE_FOLLOWS.match(low, times.end()):
                    return _Unit("ratio", "multiple", end, times.end(), "multiplies what follows")
                return _Unit(None, "times", end, times.end(), "counts how many times")
        if after == "x" and not low[end + 1 : end + 2].isalnum():
            return _Unit("ratio", "multiple", end + 1, end + 1, "multiplies what follows")
        if after in '"″”':
            return _Unit("inch", "measure", end, end + 1) if inch_mark(low, end) else _plain(end)
        unit = self._units.after(text, end)
        if unit is None and behind in _ADDED_WORDS:
            unit = self._units.after(text, low.index(behind, end) + len(behind))  # "two more minutes"
            unit = unit if unit is not None and unit.dimension == "time" else None
        if unit is None:
            return _plain(end)
        if after != "-" and low[unit.end - 1 : unit.end] not in ("s", ".") and unit.dimension == "time":
            alone = low[end - 3 : end] == "one" or (low[end - 1] == "1" and not low[end - 2 : end - 1].isdigit())
            if not alone and low[unit.end : unit.end + 1] == " " and low[unit.end - 2 : unit.end].isalpha():
                counted = self._nouns.after(text, unit.end, partitive=False)
                if counted is not None and counted.plural:
                    return _plain(end)  # "two weekend shootings"
        if unit.dimension.startswith("currency"):
            return self._priced(text, unit.name, unit.end)
        return _Unit(unit.name, "measure", end, unit.end, f"unit {unit.name} ({unit.dimension})")


_ADDED_WORDS: Final = frozenset(
    "more additional extra further fewer less full straight consecutive whole long short other".split()
)
# Words right behind a number that may make more of it than a count.
COUNTED_ON: Final = _LINKS | _ADDED_WORDS | {"times", "fold", "x", "in", "out", "of", "per"}
_PRICED: Final = " /-\n\u00a0"


def _beyond(low: str, end: int) -> tuple[str, str]:
    """The character behind a number that ends at ``end``, and the word behind where white space parts them."""
    after = low[end : end + 1]
    return after, word_behind(low, end) if after and after in _GAPS else ""


def _plain(end: int) -> _Unit:
    return _Unit(None, "plain", end, end)


def negative(number: Number, start: int) -> Number:
    """The number with the minus sign or word that stands before it, from ``start``."""
    return number._replace(start=start, value=-number.value)
