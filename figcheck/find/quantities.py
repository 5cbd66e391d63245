"""From a number to a figure: currency, scale, percent, unit, range, share, hedge and the noun that is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from figcheck.find.counted import NounReader
from figcheck.find.hedges import HedgeReader, hedged
from figcheck.lexicon import Lexicon
from figcheck.model import INFINITY, UNBOUNDED_BELOW, Figure, Hedge, Reading, Span
from figcheck.numerals import Number, Numerals, any_of
from figcheck.units import units_of

_DASH = re.compile(r"\s?[-–—−~‒]\s?(?=[$€£¥]?\d)|\s[–—]\s(?=[$€£¥]?\d)")
_TO = re.compile(r"[-\s]+(?P<word>to|or|and|through)\s+(?:(?:as\s+many\s+as|up\s+to|possibly|perhaps|even)\s+)?", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se[sn]?|rising|f[ae]ll(?:s|en|ing)?|fell|grew|grow[sn]?|growing|increas\w+|decreas\w+|declin\w+|drop\w*|"
    r"jump\w*|climb\w*|went|up|down|revis\w+|cut\w*|lower\w*|rais\w+|slip\w*|surg\w+|soar\w*|chang\w+|shr[aiu]nk|reduc\w+|mov\w+|swell\w*|swollen|doubl\w+)\b",
    re.IGNORECASE,
)
_IN_M = re.compile(r"\s+(?:(?P<out>out\s+of(?:\s+every)?)|in(?:\s+every)?)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_TIMES = re.compile(r"[-\s]+times\b|[-\s]?fold\b", re.IGNORECASE)
_MULTIPLE_FOLLOWS = re.compile(
    r"\s+(?:the|as|more|less|higher|lower|larger|bigger|greater|smaller|its|their|that|what|faster|longer|likelier|over|"
    r"those|normal|his|her|our)\b",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s?[/⁄]\s?(\d{1,3})(?![\d/])")
_PART = re.compile(r"[-\s]+")
_SHARE_OF = re.compile(r"(?:\s+(?:of|off|the|all|its|their|his|her|those|these|that|voters|respondents)\b|[-\s]*[.,;:!?)”\"]|\s*$)", re.IGNORECASE)
_OF_A = re.compile(r"\s+of\s+an?\s+", re.IGNORECASE)
_PROJECT_STOP = frozenset("in on at to for from by of and or as with over per a an the this last each more worth".split())
_ROUND_WHOLES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000, 1000000))


class QuantityReader:
    """Builds figures around numbers with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals, nouns: NounReader) -> None:
        self._lexicon = lexicon
        self._numerals = numerals
        self._nouns = nouns
        self._units = units_of(lexicon)
        self._hedges = HedgeReader(lexicon)
        self._vague_sum = re.compile(rf"\s*,?\s+(?:if\s+not|or(?:\s+even)?|to)\s+(?P<more>{any_of(lexicon.vague)})\b,?", re.IGNORECASE)
        self._vague_of = re.compile(r"\s+of\b", re.IGNORECASE)
        symbols = any_of(lexicon.currency_symbols)
        codes = any_of(lexicon.currency_codes)
        self._currency_before = re.compile(rf"(?:(?<![A-Za-z])(?:{symbols})|\b(?:{codes}))[\s\u00a0]?$")
        self._currency_symbol_after = re.compile(rf"\s?(?P<symbol>[€£$¥₹])|\s?(?P<code>{codes})\b")
        self._percent = re.compile(rf"(?:[\s\-\u00a0]?[\s]*){any_of(lexicon.percent)}(?![A-Za-z])(?:\s*-\s*)?(?P<points>\s+points?\b)?", re.IGNORECASE)
        self._points = re.compile(rf"[\s-]+(?:{any_of(lexicon.percent_points)}|(?P<basis>{any_of(lexicon.basis_points)}))\b", re.IGNORECASE)
        self._fraction_word = re.compile(rf"{any_of(lexicon.fractions)}\b", re.IGNORECASE)

    # --- what stands before ---------------------------------------------------------------------------------------

    def currency_before(self, text: str, position: int) -> tuple[int, str] | None:
        """Where the currency before a position starts, and its ISO 4217 code."""
        if position == 0 or (text[position - 1].isalnum() and not text[position - 1].isupper() and text[position - 1] not in "sM"):
            return None
        match = self._currency_before.search(text, max(0, position - 5), position)
        if match is None:
            return None
        printed = match.group().strip()
        if printed[-1].isalpha() and match.start() > 0 and text[match.start() - 1].isalpha():
            return None
        return match.start(), self._lexicon.currency_symbols.get(printed, printed)

    def hedge_before(self, text: str, position: int, floor: int) -> bool:
        """True when a hedge other than a plain "the" or "in all" stands before a position."""
        hedge = self._hedges.before(text, position, floor)
        return hedge is not None and hedge.hedge not in ("exact",) and hedge.words.lower() not in ("some", "under", "over", "around", "above", "below", "near", "about", "circa", "beyond")

    # --- figures ---------------------------------------------------------------------------------------------------

    def read(self, text: str, number: Number, floor: int, sentence: Span, in_title: bool) -> list[Figure]:
        """The figure a number opens; its range, share, unit, hedges and counted noun included."""
        money = self.currency_before(text, number.start)
        start = money[0] if money else number.start
        because: list[str] = []
        number = self._metre_or_million(text, number, money is not None)
        share = self._share(text, number) if money is None else None
        if share is not None:
            end, value, reason = share
            reading = Reading.exactly(value)
            return [self._figure(text, start, end, number.start, end, reading, "percent", "share", floor, sentence, in_title, [reason])]
        second = self._range(text, number, floor, money is not None)
        end = second.end if second else number.end
        high = second.value if second else number.value
        low = number.value
        if second and number.scale == 1 and second.scale > 1 and low < second.value / second.scale:
            low *= second.scale
            because.append("the scale word of the second number holds for both")
        value_end = end
        unit, form, end, unit_reason = self._unit(text, end, money, number)
        if unit_reason:
            because.append(unit_reason)
        if second:
            if unit is None or form == "plain":
                pass
            reading = Reading(low, high, precision=max(number.precision, second.precision))
            because.append("a range, kept as printed")
            return [self._figure(text, start, end, number.start, value_end, reading, unit, form, floor, sentence, in_title, because, is_range=True)]
        reading = Reading.exactly(number.value, number.precision)
        return [self._figure(text, start, end, number.start, value_end, reading, unit, form, floor, sentence, in_title, because)]

    def fraction(self, text: str, start: int, number: Number | None, floor: int, sentence: Span, in_title: bool) -> Figure | None:
        """A share in words: "a quarter of", "two-thirds", "half the"; None when the words are something else.

        ``number`` is the numerator already read; None when the words start with "a", "half" or the bare part.
        """
        if number is None:
            article = re.compile(r"an?\s+", re.IGNORECASE).match(text, start)
            at = article.end() if article else start
            top = Decimal(1)
        else:
            gap = _PART.match(text, number.end)
            if gap is None or number.value > 20:
                return None
            at, top, article = gap.end(), number.value, None
        match = self._fraction_word.match(text, at)
        if match is None:
            return None
        word = match.group().lower()
        bottom = self._lexicon.fractions[word]
        is_half = bottom == 2
        if number is None and article is None and not is_half:
            return None
        if number is not None and not number.in_words and text[number.end : at].isspace() is False and "-" not in text[number.end : at]:
            return None
        if number is not None and (top >= bottom or (top > 1 and not word.endswith("s")) or (top == 1 and word.endswith("s"))):
            return None
        follows = _SHARE_OF.match(text, match.end())
        of = _OF.match(text, match.end())
        previous = text[max(0, start - 12) : start].split()[-1:] or [""]
        if number is None and (previous[0].lower() in ("first", "second", "the", "other", "this", "last", "that", "third", "fourth") or text[start - 1 : start] == "-"):
            return None
        if number is None and not of and not (is_half and follows and self._half_follows(text, match.end(), previous[0])):
            unit = self._units.after(text, match.end() + 2) if is_half and re.match(r"\s+an?\s", text[match.end() : match.end() + 4]) else None
            article_at = re.compile(r"\s+an?\s+").match(text, match.end())
            if is_half and article_at:
                unit = self._units.after(text, article_at.end())
                if unit is not None and unit.dimension != "currency":
                    return self._figure(text, start, unit.end, start, match.end(), Reading.exactly(Decimal("0.5")), unit.name, "measure", floor, sentence, in_title, [])
            return None
        if number is not None and not of and not follows and word in ("quarter", "quarters", "half", "halves"):
            return None
        value = top / Decimal(bottom)
        if of or (follows and follows.group().strip().isalpha()):
            reading = Reading.exactly((value * 100).quantize(Decimal("0.0001")) if bottom in (3, 6, 7, 9) else value * 100)
            return self._figure(text, start, match.end(), start, match.end(), reading, "percent", "share", floor, sentence, in_title, ["a share of something, in per cent"])
        reading = Reading.exactly(value.quantize(Decimal("0.000001")))
        return self._figure(text, start, match.end(), start, match.end(), reading, "fraction", "share", floor, sentence, in_title, ["a bare fraction"])

    def _half_follows(self, text: str, end: int, previous: str) -> bool:
        after = text[end : end + 1]
        if after in ".,;:!?)”\"" or not after:
            return previous.lower() in ("about", "nearly", "almost", "roughly", "than", "over", "least", "around")
        return True

    def vague(self, text: str, at: tuple[int, int], floor: int, sentence: Span, in_title: bool) -> Figure | None:
        """A vague quantity ("dozens of", "several", "a number of", "a majority"); None where it is none."""
        start, end = at
        phrase = " ".join(text[start:end].lower().split())
        low, high = self._lexicon.vague[phrase]
        if phrase == "a couple" or (phrase in ("scores",) and not self._vague_of.match(text, end)):
            return None
        more = self._vague_sum.match(text, end)
        surface_end = noun_from = end
        if more:
            second = self._lexicon.vague[" ".join(more["more"].lower().split())]
            high, surface_end = second[1], more.end("more")
            noun_from = more.end()
        bare = phrase.split()[-1] == "of"
        shown_end = surface_end - (3 if bare and phrase != "a number of" and phrase != "an unknown number of" and "tens" not in phrase and "of" == text[surface_end - 2 : surface_end].lower() and phrase not in ("a handful of",) else 0)
        share = low == 50
        if share and bare:
            shown_end = surface_end - 3
        reading = Reading(low if low is not None else UNBOUNDED_BELOW, high if high is not None else INFINITY, low_open=share)
        unit = "percent" if share else None
        times = _TIMES.match(text, surface_end)
        form = "times" if times else "vague"
        figure = self._figure(text, start, shown_end, start, shown_end, reading, unit, form, floor, sentence, in_title, [f'"{phrase}" is a vague quantity'], is_vague=True, noun_at=noun_from)
        if figure.counted == "time":
            figure = replace(figure, form="times", counted=None, counted_span=None)
        return figure

    def multiple(self, text: str, at: tuple[int, int], floor: int, sentence: Span, in_title: bool) -> Figure:
        """ "Twice", "thrice": a ratio before what is multiplied, else a count of times."""
        start, end = at
        value = Decimal(self._lexicon.multiples[text[start:end].lower()])
        ratio = bool(_MULTIPLE_FOLLOWS.match(text, end))
        return self._figure(
            text, start, end, start, end, Reading.exactly(value, Decimal(1)), "ratio" if ratio else "count",
            "multiple" if ratio else "times", floor, sentence, in_title, [],
        )

    # --- pieces ----------------------------------------------------------------------------------------------------

    def _metre_or_million(self, text: str, number: Number, money: bool) -> Number:
        """ "5m" is five million of money or of a counted noun, else five metres (read as a unit then)."""
        if money or number.scale != 1_000_000 or text[number.end - 1 : number.end] not in ("m",):
            return number
        counted = self._nouns.after(text, number.end)
        if counted is not None and counted.plural:
            return number
        plain = self._numerals.read(text[: number.end - 1], number.start)
        return plain if plain is not None else number

    def _share(self, text: str, number: Number) -> tuple[int, Decimal, str] | None:
        """ "3 in 10", "nine out of ten", "1/3": where it ends, its value in per cent, and why."""
        if number.value != number.value.to_integral_value() or number.value < 1:
            return None
        slash = _SLASH.match(text, number.end)
        if slash and 0 < number.value < int(slash[1]) <= 100:
            return slash.end(), number.value * 100 / Decimal(slash[1]), "a fraction in digits, in per cent"
        between = _IN_M.match(text, number.end)
        if between is None:
            return None
        whole = self._numerals.read(text, between.end())
        if whole is None or whole.value <= number.value or int(whole.value) not in _ROUND_WHOLES:
            return None
        if text[whole.end : whole.end + 1] in "%" and whole.end < len(text):
            return None
        unit = self._units.after(text, whole.end)
        if unit is not None and unit.dimension == "time":
            return None
        if not between["out"] and not whole.in_words and not number.in_words and whole.value not in (5, 10, 100, 1000):
            return None
        return whole.end, number.value * 100 / whole.value, f"{text[number.start:whole.end]} is a share, in per cent"

    def _range(self, text: str, number: Number, floor: int, money: bool) -> Number | None:
        """The second number of a range, None when there is none. A change ("fell from 4.8 to 4.7") is no range."""
        dash = _DASH.match(text, number.end)
        percent = self._percent.match(text, number.end)
        link = _TO.match(text, percent.end() if percent else number.end)
        before = text[max(floor, number.start - 60) : number.start].lower()
        at: int | None = None
        if dash:
            at = dash.end()
        elif link:
            word = link["word"].lower()
            words = before.split()
            lately = words[-4:]
            if word == "and":
                plain = "between" in lately or len(link.group().split()) > 1 and "least" in lately
                at = link.end() if plain else None
            elif word == "to":
                at = None if _CHANGE.search(" ".join(words[-7:])) else link.end()
            elif word == "or":
                at = link.end() if not percent else None
            elif word == "through":
                at = None
        if at is None:
            return None
        while at < len(text) and text[at] in "$€£¥₹":
            at += 1
        second = self._numerals.read(text, at)
        if second is None:
            return None
        low = number.value * (second.scale if number.scale == 1 and number.value * second.scale <= second.value else 1)
        if second.value <= low:
            return None
        if link and not dash and link["word"].lower() == "or" and second.value > number.value * 3:
            return None
        follows = text[second.end : second.end + 1]
        return None if follows.isdigit() or (follows == "-" and text[second.end + 1 : second.end + 2].isdigit()) else second

    def _unit(self, text: str, end: int, money: tuple[int, str] | None, number: Number) -> tuple[str | None, str, int, str]:
        """Unit, form, where the surface ends, and a reason. Unit None: a plain count."""
        if money is not None:
            return money[1], "money", end, ""
        points = self._points.match(text, end)
        percent = self._percent.match(text, end)
        if percent is not None:
            if percent["points"]:
                return "percentage point", "measure", percent.end(), "points, not per cent"
            return "percent", "percent", percent.end(), ""
        if points is not None and (points["basis"] or "percentage" in points.group() or " pp" in points.group()):
            return ("basis point" if points["basis"] else "percentage point"), "measure", points.end(), ""
        symbol = self._currency_symbol_after.match(text, end)
        if symbol is not None:
            code = self._lexicon.currency_symbols.get(symbol["symbol"] or "", symbol["code"])
            return code, "money", symbol.end(), ""
        times = _TIMES.match(text, end)
        if times is not None:
            if "fold" in times.group().lower() or _MULTIPLE_FOLLOWS.match(text, times.end()):
                return "ratio", "multiple", end, "multiplies what follows"
            return None, "times", end, "counts how many times"
        unit = self._units.after(text, end)
        if unit is not None:
            if unit.dimension == "currency":
                return unit.name, "money", unit.end, ""
            return unit.name, "measure", end, f"unit {unit.name} ({unit.dimension})"
        return None, "plain", end, ""

    def _figure(
        self,
        text: str,
        start: int,
        end: int,
        number_start: int,
        number_end: int,
        reading: Reading,
        unit: str | None,
        form: str,
        floor: int,
        sentence: Span,
        in_title: bool,
        because: list[str],
        is_range: bool = False,
        is_vague: bool = False,
        noun_at: int | None = None,
    ) -> Figure:
        hedge: Hedge = "range" if is_range else "vague" if is_vague else "exact"
        printed = ""
        before = self._hedges.before(text, start, floor)
        if before is not None and before.words.lower() == "between":
            before = None
        if before is not None and self._is_preposition(text, before.words, start, number_end):
            before = None
        if before is not None and before.hedge != "exact" and not is_vague:
            printed = before.words
            start = before.start
            if not is_range:
                hedge, reading = before.hedge, hedged(reading, before.hedge, before.nearly)
                because.append(f'"{printed}" makes it {hedge.replace("_", " ")}')
            elif before.hedge in ("at_least", "more_than") and reading.low == reading.high:
                hedge = before.hedge
        after = self._hedges.after(text, end) if not is_vague and not is_range else None
        if after is not None and hedge in ("exact", "approx"):
            end, hedge = after
            reading = hedged(reading, hedge)
            printed = (printed + " … " if printed else "") + text[number_end:end].strip(" -")
            because.append(f'"{text[number_end:end].strip()}" behind makes it {hedge.replace("_", " ")}')
        counted = None
        if form in ("plain", "vague", "times", "share", "percent"):
            at = noun_at if noun_at is not None else (after[0] if after else end)
            of_at = at - 2 if noun_at is not None and text[at - 2 : at].lower() == "of" else at
            if form != "times":
                counted = self._nouns.after(text, at if noun_at is not None and of_at == at else (of_at if noun_at is not None else at), one=reading.point == 1)
                if counted is None and noun_at is not None:
                    counted = self._nouns.after(text, at, one=reading.point == 1)
        elif form == "money":
            counted = self._nouns.after(text, end, one=True, partitive=False)
        if unit is None:
            unit = "count"
            per = self._units.per(text, counted.span.end) if counted is not None and counted.plural else None
            if per is not None and counted is not None:
                unit, form = f"{counted.head}/{per.name}", "measure"
        if form == "measure" and counted is None and "/" not in unit:
            counted_head: str | None = unit
        else:
            counted_head = counted.head if counted else (unit.split("/")[0] if "/" in unit else None)
        return Figure(
            span=Span(start, end),
            surface=text[start:end],
            number_span=Span(number_start, number_end),
            number_surface=text[number_start:number_end],
            reading=reading,
            hedge=hedge,
            unit=unit,
            form=form,
            sentence=sentence,
            in_title=in_title,
            counted=counted_head,
            counted_span=counted.span if counted else None,
            printed_hedge=printed,
            because=tuple(because),
        )

    def _is_preposition(self, text: str, words: str, start: int, number_end: int) -> bool:
        """ "over three years", "in about": a word that is a preposition of time or place here, not a hedge."""
        lower = words.lower()
        if lower == "over":
            unit = self._units.after(text, number_end)
            return unit is not None and unit.dimension == "time"
        return False
