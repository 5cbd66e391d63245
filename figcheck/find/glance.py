"""What a glance settles: plain counts, years, days and clock times between ordinary words, most of what news prints.

A glance gives only what the readers would give with more work; where anything around a number could matter it gives
nothing. ``tests/test_glance.py`` holds the two against each other.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.find.ages import AGE_OPENERS
from figcheck.find.calendar import TIME_WORDS, CalendarReader
from figcheck.find.figures import Quantity
from figcheck.find.names import CALLED_NUMBERS
from figcheck.find.notations import STATED_IN_BRACKETS
from figcheck.find.numberwords import DETERMINING, OBJECT_TAKERS
from figcheck.find.quantities import COUNTED_ON
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Skip
from figcheck.numerals import Number
from figcheck.powers import trailing_step
from figcheck.units import Unit, units_of

_COUNT: Final = expression(r"(\d{1,3}(?:,\d{3})+|\d{1,3}|\d{5,9}) ([a-z]+)(?=[\s.,;:?!)\"”’])")
_WORD: Final = expression(r" ([a-z]+)(?=[\s.,;:?!)\"”’])")
# Words behind an amount that may make more of it, or less: a range, a rate, a scale.
_MORE_OF_IT: Final = (
    "to|or|and|a|an|per|each|every|for|points?|plus|apiece|us|worth|hundred|thousand|mn?|bn|tn|cr|crores?|lakhs?|k"
)
_NOT_ON: Final = rf"(?=[\s.,;:)\"”])(?![,\s]\s*(?:{_MORE_OF_IT})\b|\s+[-–—/+\d]|,\s*\d)"
_PERCENT: Final = expression(rf"(?>(\d{{1,3}}(?:\.\d+)?))(?:%|\sper\s?cent\b)(?:(?<=%){_NOT_ON}|(?<=t){_NOT_ON})")
_MONEY: Final = expression(
    rf"(?>(\d{{1,3}}(?:,\d{{3}})+|\d+)(\.\d+)?(?: (million|billion|trillion)\b)?)(?![\w%]|\s+and\b){_NOT_ON}"
)
_BEHIND_UNIT: Final = expression(
    r"[.;:)]|\s(?!(?:and|to|or|a|an|per|each|every|old|of|below|at|for|plus|ten|fifteen|twenty|thirty|forty|fifty)\b|[-–—/+\d])"
)
_YEAR: Final = expression(r"(?:1[4-9]|20|21)\d\d(?:(?=[.,;)](?!\d))| ([a-z]+)(?=[\s.,;)]))")
_ONE: Final = Decimal(1)
# Before bare digits these may tell of a clock, an age, a share or a multiple.
_LOADED: Final = frozenset(
    "at until about around over near some than least most aged age no number per every be turns turned under".split()
)
# These tell of ages or groups where such words stand near; else nothing.
_SOFT: Final = frozenset("of and to or from by was is".split())
_IDIOMS: Final = frozenset(("911", "101", "360", "24"))
_LONGEST: Final = 18
_FARTHEST: Final = 40
_BEFORE_HEDGE: Final = 24  # how far a currency sign may stand before the last word of the hedge
_SIGN_IN_BRACKETS: Final = frozenset(("(-", "(−", "(–"))
_PER_CENT: Final = ("per", "percent", "pct", "pc")
_AFTER_ONE: Final = frozenset(
    "a p per in at near out of and or to by more other another such than year day each us killed".split()
)
_BEFORE_SIGN: Final = (" ", "(", "\n", "“", '"')
_MEASURES: Final = (
    "year month week day hour minute mile kilometre kilometer metre meter tonne ton acre hectare decade".split()
)
_ORDINAL: Final = expression(r"(\d*(?:1\dth|(?<!1)1st|(?<!1)2nd|(?<!1)3rd|[04-9]th)\b)(?:[ -]([a-z]+))?")
_AFTER_ORDINAL: Final = frozenset(("of", "block", "day"))
_HALF_DAYS: Final = ("a.m", "p.m", "am ", "pm ", "am,", "pm,", "am.", "pm.")
_OLD: Final = expression(r"-(?:year|month|week|day)s?-olds?\b")
# Hedges of one word's end that nothing else can be before a count and a noun: "more than 300 boats", "at least 12 men".
_HEDGING: Final = frozenset("than least nearly almost about around approximately roughly estimated some".split())
_COMPARED_AGES: Final = ("der", "ger")  # "older than", "younger than"
_CLOSES_AGE: Final = (",", ".", ";", ")")


class Glance:
    """Looks at numbers between ordinary words of one lexicon."""

    def __init__(self, lexicon: Lexicon, calendar: CalendarReader) -> None:
        self._calendar = calendar
        numbers = {**lexicon.ones, **lexicon.teens, **lexicon.tens}
        self._small = {
            word: (Decimal(value), trailing_step(Decimal(value))) for word, value in numbers.items() if value > 1
        }
        phrases = [*lexicon.percent, *lexicon.percent_points, *lexicon.basis_points, *lexicon.hedges_after]
        behind: set[str] = {phrase.split()[0].lstrip("-") for phrase in (*phrases, *lexicon.vague, *lexicon.ordinals)}
        behind |= {*lexicon.scales, *(word + "s" for word in lexicon.scales), *lexicon.scale_words}
        behind |= {*numbers, *lexicon.fractions, *lexicon.months, *TIME_WORDS, *AGE_OPENERS, *COUNTED_ON}
        self._units = units_of(lexicon)
        behind |= self._units.first_words | {"hundred", "hundreds", "dozen", "dozens", "point", "block", "below", "for"}
        self._behind = frozenset(behind)
        # Words whose hedge or article is read when the figure is made; a number word needs no other look for them.
        self._hedge_ends = frozenset(phrase.split()[-1] for phrase in (*lexicon.hedges_before, *lexicon.hedge_between))
        self._before_words = frozenset(
            (
                *lexicon.lower_heads,
                *lexicon.kind_heads,
                *lexicon.age_words,
                *numbers,
                "minus",
                "negative",
                "than",
                "over",
                "under",
                "above",
                "below",
                "turned",
                "turns",
            )
        )
        before = {
            *self._hedge_ends,
            *lexicon.months,
            *lexicon.name_heads,
            *lexicon.lower_heads,
            *lexicon.kind_heads,
            *lexicon.age_words,
        }
        before |= {*lexicon.currency_before, *numbers, *CALLED_NUMBERS, *_LOADED, "minus", "negative", "group", "lower"}
        self._before = frozenset(before)
        signs = {sign: code for sign, code in lexicon.currency_symbols.items() if len(sign) == 1 and not sign.isalpha()}
        self._signs = signs
        self._scales = {word: Decimal(lexicon.scales[word]) for word in ("million", "billion", "trillion")}
        self._measures = frozenset(
            form for unit in _MEASURES for form in (unit, unit + "s") if form not in lexicon.stops
        )
        self._hedging = _HEDGING & {phrase.split()[-1] for phrase in lexicon.hedges_before}
        self._months = lexicon.months
        self._no_names = frozenset((*lexicon.months, *lexicon.weekdays))
        self._places = lexicon.gazetteer.canonical
        self._behind_ordinals = frozenset(lexicon.months) | _AFTER_ORDINAL
        self._month_starts = frozenset(name[:3] for name in lexicon.months)
        self._stops = lexicon.stops
        self._plain_stops = lexicon.stops - lexicon.states - lexicon.verbs

    def digits(self, text: str, low: str, start: int, end: int, floor: int) -> Number | Quantity | Skip | None:
        """What digits from ``start`` to ``end`` are: a plain count, another quantity, a skip; None: more must be read.

        ``low`` is the text in lower case, ``floor`` where the item before ended.
        """
        before = low[start - 1 : start]
        if low[start] == ".":
            return None
        if before in self._signs:
            return self._money(text, low, start)
        if before != " " and before != "(":
            return None
        after = low[end : end + 1]
        if after == "%" or after == "." or low.startswith(" per", end):
            percent = _PERCENT.match(low, start)
            if percent is not None:
                return self._percent(low, start, percent)
        if after == ":":
            moment = self._calendar.clock(text, start)
            return _skip(text, moment.start, moment.end, "time", "a time") if moment is not None else None
        if after == " " and low.startswith("block", end + 1) and not low[end + 6 : end + 7].isalpha():
            return _skip(text, start, end + 6, "address", "the number of a house or block")
        if after == "-" and end - start < 4:
            old = _OLD.match(low, end)
            if old is None or int(low[start:end]) > 125:
                return None
            return _skip(text, start, old.end(), "age", "an age", Decimal(int(low[start:end])))
        if after.isalpha():
            ordinal = _ORDINAL.match(low, start)
            month = _last_word(low, floor, start - 1).strip("(.")
            if ordinal is None or month in self._months or ordinal[2] in self._behind_ordinals:
                return None
            return _skip(text, start, ordinal.end(1), "ordinal", "an ordinal", Decimal(int(low[start:end])))
        if after == " " and end - start < 3:
            following = low[end + 1 : end + 4]
            if following in _HALF_DAYS:
                moment = self._calendar.clock(text, start)
                if moment is not None:
                    return _skip(text, moment.start, moment.end, "time", "a time")
            if following in self._month_starts:
                moment = self._calendar.day_and_month(text, start)
                if moment is not None:
                    return _skip(text, start, moment.end, "date", "a date", moment.day)
        if before == "(":
            return None
        at = low.rfind(" ", max(floor, start - _FARTHEST), start - 1) + 1
        if at <= floor:
            return None
        word = low[at : start - 1]
        if not word.isalpha():
            return self._behind_mark(text, low, start, end, at, word, after)
        hedged = word in self._hedging and low[at - 4 : at - 1] not in _COMPARED_AGES
        if hedged and not self._signs.keys().isdisjoint(low[max(floor, at - _BEFORE_HEDGE) : at]):
            return None  # "$ more than 700"
        if word == "the":
            earlier = _last_word(low, floor, at - 1)
            if not earlier.isalpha() or earlier in self._before:
                return None
        elif word in _SOFT:
            if not _soft(low, start, low[end + 1 : end + 12].split(" ", 1)[0], self._stops):
                return None
            hedged = word in self._hedge_ends
        elif word in self._before and not hedged:
            if word in self._months:
                return self._day(text, low, start, at)
            return None
        count = _COUNT.match(low, start)
        if count is not None:
            return self._count(text, low, start, count, hedged) if text[at].islower() else None
        if hedged:
            return None
        year = _YEAR.match(low, start)
        if year is not None and not text[at].islower() and word not in self._stops:
            return None
        if (
            year is not None
            and year[1] not in _PER_CENT
            and (year[1] is None or (year[1] in self._stops and year[1] not in self._months))
        ):
            return _skip(text, start, start + 4, "year", "a year", Decimal(int(low[start : start + 4])))
        return None

    def _day(self, text: str, low: str, start: int, at: int) -> Skip | None:
        """The day that digits make with the name of a month that begins at ``at``."""
        if not text[at].isupper() or low[at - 3 : at] == "in ":
            return None
        moment = self._calendar.day_of_month(text, start, at)
        if moment is None:
            return None
        return _skip(text, moment.start, moment.end, "date", "a date", moment.day)

    def _behind_mark(self, text: str, low: str, start: int, end: int, at: int, word: str, after: str) -> Skip | None:
        """Digits behind a word with a mark: "(Nov 7", "Sept. 2", and the age in "Sheila Lyon, 12, of Reno"."""
        bare = word.strip("(.")
        if bare in self._months and word[-1:] != "(":
            return self._day(text, low, start, at + (word[:1] == "("))
        if (
            not word
            or word[-1] != ","
            or after not in _CLOSES_AGE
            or end - start > 2
            or low[end + 1 : end + 2].isdigit()
        ):
            return None
        name = word[:-1]
        if not name.isalpha() or not text[at].isupper() or name in self._no_names or name in self._places:
            return None
        return _skip(text, start, end, "age", "an age", Decimal(int(low[start:end])))

    def _percent(self, low: str, start: int, percent: re.Match[str]) -> Quantity | None:
        before = low[start - 9 : start]
        if before in ("negative ", " (negative") or before[-6:] == "minus " or before[-3:-1] in _SIGN_IN_BRACKETS:
            return None
        value = Decimal(percent[1])
        step = _step(value, percent[1])
        reading = Reading(value, value, False, False, value, step)
        end = percent.end()
        return Quantity(start, end, start, percent.end(1), reading, "percent", "percent", behind=end)

    def _money(self, text: str, low: str, start: int) -> Quantity | None:
        """ "$5,000", "£1.2 million": one sign before the digits and nothing behind that could make more of it."""
        lead = low[start - 2 : start - 1]
        if lead not in _BEFORE_SIGN or (lead == " " and low[start - 4 : start - 2] in _SIGN_IN_BRACKETS):
            return None
        if lead == "(" and low[start - 6 : start - 2].endswith(STATED_IN_BRACKETS):
            return None
        amount = _MONEY.match(low, start)
        if amount is None or len(amount[1]) > _LONGEST or not amount[1].isascii():
            return None
        printed = amount[1].replace(",", "") + (amount[2] or "")
        value = Decimal(printed)
        if amount[3] is None:
            step = _step(value, printed)
        else:
            scale = self._scales[amount[3]]
            step = scale if amount[2] is None else scale.scaleb(1 - len(amount[2]))
            value *= scale
        reading = Reading(value, value, False, False, value, step)
        end = amount.end()
        code = self._signs[low[start - 1]]
        return Quantity(start - 1, end, start, end, reading, code, "money", behind=end)

    def _unit(self, text: str, end: int, word_end: int, word: str) -> Unit | None:
        """The time or length that one ordinary word behind a number is, with nothing behind that could change it."""
        if word not in self._measures or _BEHIND_UNIT.match(text, word_end) is None:
            return None
        unit = self._units.after(text, end)
        return unit if unit is not None and unit.end == word_end and "/" not in unit.name else None

    def _count(self, text: str, low: str, start: int, count: re.Match[str], hedged: bool) -> Number | Quantity | None:
        end = count.end(1)
        unit: Unit | None = None
        if not text[end + 1].islower():
            return None
        if count[2] in self._behind:
            unit = self._unit(text, end, count.end(2), count[2])
            if unit is None or low.startswith("and ", start - 4):
                return None
        digits = count[1].replace(",", "")
        if digits in _IDIOMS or len(digits) > _LONGEST or not digits.isascii():
            return None
        value = Decimal(int(digits))
        step = _ONE if digits[-1] != "0" else trailing_step(value)
        number = Number(start, end, value, step, False)
        return _quantity(number, unit) if unit is not None or hedged else number

    def _one(self, text: str, low: str, start: int, end: int, floor: int) -> Skip | None:
        """The pronoun "one" before a word that no noun phrase begins with; None where it may count."""
        behind = _WORD.match(low, end)
        if behind is None or low[start:end] != "one" or behind[1] not in self._plain_stops or behind[1] in _AFTER_ONE:
            return None
        words = low[max(floor, start - 20) : start].split()
        if not words or not words[-1].isalpha() or words[-1] in OBJECT_TAKERS or words[-1] in self._before_words:
            return None
        if words[-1] in DETERMINING:
            return None
        return _skip(text, start, end, "pronoun", '"one" is a pronoun')

    def spelled(self, text: str, low: str, start: int, end: int, floor: int) -> Number | Quantity | Skip | None:
        """What a number word is: a plain count or another quantity; None where more must be read."""
        small = self._small.get(low[start:end])
        if small is None:
            return self._one(text, low, start, end, floor) if end - start == 3 else None
        behind = _WORD.match(low, end)
        if behind is None or not text[end + 1].islower() or low.startswith((" in ", ".m"), behind.end()):
            return None
        unit: Unit | None = None
        if behind[1] in self._behind:
            unit = self._unit(text, end, behind.end(1), behind[1])
            if unit is None or low.startswith("and ", start - 4):
                return None  # "an hour and two minutes" is told by both
        hedged = False
        if text[start].isupper():
            if start and low[start - 1] != "\n" and low[start - 2 : start] not in (". ", "! ", "? "):
                return None
        else:
            at = low.rfind(" ", max(floor, start - _FARTHEST), start - 1) + 1
            word = low[at : start - 1] if at > floor else ""
            if low[start - 1 : start] != " " or at <= floor or not word.isalpha() or word in self._before_words:
                return None
            if word == "as" and low.startswith(("young ", " as old "), start - 9):
                return None  # "children as young as six"
            if word in _SOFT and ("age" in low[max(0, start - 32) : start] or behind[1] in self._stops):
                return None
            hedged = word in self._hedge_ends
        number = Number(start, end, small[0], small[1], True)
        return _quantity(number, unit) if unit is not None or hedged else number


def _last_word(low: str, floor: int, end: int) -> str:
    """What stands before ``end`` up to the space before, looking back to ``floor`` and no further than a word goes."""
    return low[max(floor, end + 1 - _FARTHEST) : end].rsplit(" ", 1)[-1]


def _quantity(number: Number, unit: Unit | None) -> Quantity:
    """A number with the unit behind it, or a plain one whose hedge is still to be read."""
    start, end, value = number.start, number.end, number.value
    reading = Reading(value, value, False, False, value, number.precision)
    if unit is None:
        return Quantity(start, end, start, end, reading, None, "plain", behind=end)
    because = (f"unit {unit.name} ({unit.dimension})",)
    return Quantity(start, end, start, end, reading, unit.name, "measure", because, behind=unit.end)


def _soft(low: str, start: int, behind: str, stops: frozenset[str]) -> bool:
    """False where "of", "and", "was" … before a number may make an age, a group or the end of a range of it."""
    window = low[start - 32 : start] if start >= 32 else low[:start]
    return (
        "age" not in window
        and "group" not in window
        and "between" not in window
        and behind not in stops
        and not low[start - 6 : start].strip()[:1].isdigit()
        and not any(char.isdigit() for char in window[-12:])
    )


def _step(value: Decimal, printed: str) -> Decimal:
    decimals = len(printed) - printed.find(".") - 1 if "." in printed else 0
    return _ONE.scaleb(-decimals) if decimals else trailing_step(value)


def _skip(text: str, start: int, end: int, kind: str, reason: str, value: Decimal | dt.date | None = None) -> Skip:
    return Skip(Span(start, end), text[start:end], "find", kind, reason, value)
