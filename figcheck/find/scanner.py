"""The pass over an article's text: from candidate to candidate, each ending as a figure or as a skip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.find.calendar import CalendarReader, Near
from figcheck.find.counted import Counted, NounReader
from figcheck.find.figures import FigureMaker, Quantity
from figcheck.find.gapped import like_those_before
from figcheck.find.glance import Glance
from figcheck.find.inherited import (
    Currencies,
    as_points,
    borrow,
    lend,
    lender,
    listed,
    rated,
    trailing,
    weighed,
)
from figcheck.find.names import NameReader
from figcheck.find.notations import STATED_IN_BRACKETS
from figcheck.find.notfigure import NotFigure
from figcheck.find.numberwords import NumberWordReader
from figcheck.find.openings import OpeningReader
from figcheck.find.quantities import QuantityReader, negative
from figcheck.find.shares import ShareReader
from figcheck.find.spot import Spot, word_before, word_behind
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Skip
from figcheck.numerals import Number, lowered, numerals_of
from figcheck.phrases import any_of, trie_of
from figcheck.prose import Sentences
from figcheck.units import units_of

STAGE: Final = "find"

_TOKEN: Final = expression(r"[\d.,]*\d")
# More bare numbers in a row than this are data, which no sentence holds.
_ROW: Final = expression(r"(?:[\d.,]+[ \t,;|]+){60,}[\d.,]*\d")
_FEET_MARKS: Final = "'’′"
_LONGEST_LIST: Final = 24
_SIGNS: Final = "-−–"
_LOST: Final = expression(r"\b(?:loss(?:es)?|deficits?|shortfall|lost)\b")
_ACCOUNT_WINDOW: Final = 80
_MINUS_SIGNS: Final = frozenset(_SIGNS)
_SIGN_BEFORE: Final = expression(r".?[$£€¥₹]\s?$")
_PLAIN_BEFORE: Final = frozenset(" \n\t\r\u00a0(“\"'‘[$£€¥₹—")


_MODERN: Final = 1800  # "1500 tickets" are counted; what is later is a year more often ("2016 protests")
# "Below 1990 levels", "above 2019 highs": what the number of a year stands before, though it could count them.
_OF_A_YEAR: Final = frozenset("level levels high highs low lows baseline baselines peak peaks terms".split())
_BEFORE_YEAR: Final = frozenset(
    "in of the since from by until till during early late mid after before around a an his her".split()
)


class Scanner:
    """Finds figures in texts with the lists of one lexicon.

    Without ``glancing`` every number goes to the readers, which is slower and must give the same.
    """

    def __init__(self, lexicon: Lexicon, glancing: bool = True) -> None:
        self._lexicon = lexicon
        self._numerals = numerals_of(lexicon)
        self._units = units_of(lexicon)
        self._calendar = CalendarReader(lexicon)
        self._names = NameReader(lexicon)
        self._openings = OpeningReader(lexicon)
        self._nouns = NounReader(lexicon)
        self._quantities = QuantityReader(lexicon, self._numerals, self._nouns)
        self._shares = ShareReader(lexicon, self._numerals)
        self._words = NumberWordReader(lexicon, self._nouns)
        self._maker = FigureMaker(lexicon, self._nouns)
        self._glance = Glance(lexicon, self._calendar) if glancing else None
        wholes = ["hundred", "dozen", *lexicon.scales]
        self._classes: dict[str, str] = {}
        for kind, words in (
            ("vague", list(lexicon.vague)),
            ("multiple", list(lexicon.multiples)),
            ("multiplier", [word for word in lexicon.multipliers if word not in lexicon.fractions]),
            ("spelled", [*lexicon.ones, *lexicon.teens, *lexicon.tens]),
            ("spelled", [lead + word for word in wholes for lead in ("a ", "an ")]),
            ("bare", wholes),
            ("part", [lead + word for word in lexicon.fractions for lead in ("", "a ", "an ")]),
            ("ordinal", list(lexicon.ordinals)),
            ("persons", [f"a {noun} of" for noun in lexicon.person_bodies if f"a {noun} of" not in lexicon.vague]),
            ("persons", list(lexicon.told_two)),
        ):
            for word in words:
                self._classes.setdefault(word, kind)
        glyphs, letters = "".join(lexicon.glyphs), "".join(sorted({word[0] for word in self._classes}))
        # One character of a set comes first, over which the engine skips fast: a digit, or what stands before a word.
        self._candidate = re.compile(
            rf"[^a-z](?:(?<=\d)\d*|(?<=[{glyphs}])|(?=[{letters}])\b(?P<word>{trie_of(self._classes)})\b)"
        )
        self._opening = re.compile(rf"(?P<word>{trie_of(self._classes)})\b")
        self._ordinal_behind = re.compile(rf"(?P<gap>[-\s—–])(?P<ordinal>{any_of(lexicon.ordinals)})\b")

    def scan(self, text: str, title_end: int) -> tuple[list[Figure], list[Skip]]:
        """Figures and skips of a text whose title ends at ``title_end``, in order."""
        figures: list[Figure] = []
        skips: list[Skip] = []
        low = lowered(text)
        sentences = Sentences(text, self._lexicon.abbreviations)
        glance = self._glance
        currencies = Currencies()
        position = 0
        for start, end, group in self._candidates(low):
            if start < position:
                if end <= position or group:
                    continue
                start = position  # digits that the item before left over
            if group == "ordinal":
                skips.append(Skip(Span(start, end), text[start:end], STAGE, "ordinal", "an ordinal"))
                position = end
                continue
            seen: Number | Quantity | Skip | None = None
            if glance is not None and group == "":
                seen = glance.digits(text, low, start, end, position)
            elif glance is not None and group == "spelled":
                seen = glance.spelled(text, low, start, end, position)
            if isinstance(seen, Skip):
                skips.append(seen)
                position = seen.span.end
                continue
            after_figure = bool(figures) and figures[-1].span.end == position
            spot = Spot(text, low, start, position, start < title_end, sentences, after_figure)
            if isinstance(seen, Number):
                figure = self._maker.plain(spot, seen)
            else:
                item = seen or self._item(spot, group, start, end)
                if item is None:
                    continue
                if isinstance(item, NotFigure):
                    skip = _skip(spot, item)
                    skips.append(skip)
                    position = skip.span.end if skip.span.end > start else start + 1
                    continue
                figure = self._maker.make(spot, item)
            if figure.counted == "point":
                figure = as_points(low, figure, figures)
            if figures and figure.unit != figures[-1].unit and figures[-1].span.end > figure.sentence.start:
                if figures[-1].counted == "point" and figure.unit == "percent":
                    figures[-1] = as_points(low, figures[-1], (figure,))
                elif figure.unit == "count" and figures[-1].unit == "percent" and figure.form == "plain":
                    figure = listed(text, borrow(low, figure, lender(low, figures)), figures[-1])
                elif figure.unit == "count" and figure.form == "plain":
                    figure = trailing(text, borrow(low, figure, lender(low, figures)), figures)
                elif figures[-1].unit == "count":
                    figures[-1] = lend(text, figures[-1], figure)
                elif figure.form == "money" and figures[-1].form == "money":
                    figures[-1], figure = rated(low, figures[-1], figure)
                elif figure.unit == "GBP":
                    figure = weighed(text, figure, figures[-1])
            if figure.counted is None and figure.unit == "count" and figure.form == "plain" and figures:
                figure = like_those_before(text, low, figure, figures, self._lexicon)
            if figure.form == "money" and text[figure.span.end - 1].isalpha():
                figure = currencies.settle(text, figure)
            figures.append(figure)
            position = figure.span.end
        return figures, skips

    def _candidates(self, low: str) -> Iterator[tuple[int, int, str]]:
        """Every place where an item may stand: its start and end, and its class, "" for a run of digits."""
        classes = self._classes
        opening = self._opening.match(low)
        if opening is not None:
            yield 0, opening.end(), self._class(opening.group())
        for match in self._candidate.finditer(low):
            start, end = match.span(1)
            if start >= 0:
                word = low[start:end]
                yield start, end, classes.get(word) or self._class(word)
                continue
            start, end = match.span()
            if start and low[start - 1] == "." and not low[start - 2 : start - 1].isalnum():
                start -= 1  # ".5 per cent"
            yield start, end, ""

    def _class(self, printed: str) -> str:
        return self._classes[" ".join(printed.split())]

    def _item(self, spot: Spot, group: str, start: int, end: int) -> Quantity | NotFigure | None:
        """What a candidate is: the first reader that knows it decides; None for words that are no number at all."""
        low = spot.low
        if group == "":
            return self._digits(spot, start)
        if group == "vague":
            return self._shares.vague(spot.text, low, start, end) or NotFigure(start, end, "idiom", "no quantity here")
        if group == "multiple":
            return self._shares.multiple(low, start, end)
        if group == "multiplier":
            opens = not spot.in_title and start == spot.sentence.start
            share = self._shares.multiplier(low, start, end, opens)
            return share or NotFigure(start, end, "idiom", "no quantity here")
        if group == "persons":
            return self._words.persons(spot, start, end)
        if group == "part":
            return self._part(spot, start, end)
        return self._spelled(spot, group, start, end)

    def _part(self, spot: Spot, start: int, end: int) -> Quantity | NotFigure:
        number = self._numerals.read(spot.low, start)
        if number is not None:
            return self._quantities.read(spot, number, None)  # "half a million"
        more = self._quantities.and_part(spot, start, end)
        if more is not None:
            return more
        if spot.low[start : end + 4] == "half as ":
            share = self._shares.multiplier(spot.low, start, end)
        else:
            share = self._shares.part(spot.text, spot.low, start)
        word = spot.low[start:end].split()[-1]
        if share is None and word in self._lexicon.ordinals:
            return NotFigure(end - len(word), end, "ordinal", "an ordinal")  # "a fourth woman"
        return share or NotFigure(start, end, "idiom", "part of an expression, not a share")

    def _spelled(self, spot: Spot, group: str, start: int, end: int) -> Quantity | NotFigure:
        text, low = spot.text, spot.low
        number = self._numerals.read(low, start)
        if number is None:
            return NotFigure(start, end, "idiom", "no number by itself")
        if group == "bare" and not self._stands_alone(spot, number):
            return NotFigure(start, end, "idiom", "no number by itself")
        if text[start].isupper():
            named = self._openings.named(spot, start, number.end)
            if named is not None:
                return named
        after = low[number.end : number.end + 1]
        before = spot.word_before(start)
        behind = ""
        if after in _JOINING and after:
            behind = word_behind(low, number.end)
            apart = after not in " \n\u00a0"
            if apart or behind in self._lexicon.fractions:
                share = self._shares.parts(text, low, number)
                if share is not None:
                    return share
            ordinal = self._ordinal_behind.match(low, number.end) if apart or behind in self._lexicon.ordinals else None
            scaled = ordinal is not None and ordinal["ordinal"].endswith(("redth", "andth", "ionth"))
            if ordinal and (scaled or ordinal["gap"] != " " or number.value % 10 == 0):
                return NotFigure(start, ordinal.end(), "ordinal", "an ordinal")  # "twenty-first", "two hundredth"
        age = self._names.age(spot, number, before, behind)
        if age is not None:
            return age
        if (behind in ("in", "out", "of") or low.startswith("-in-", number.end)) and before[1] != "number":
            share = self._shares.of_whole(text, low, number)
            if share is not None:
                return share
        if number.value < 10 and behind and behind not in self._lexicon.stops:
            share = self._shares.noun_in(text, low, number)
            if share is not None:
                return share
        none = self._words.none(spot, number, before, behind)
        if none is not None:
            return none
        return self._quantities.read(spot, self._signed(spot, number, before), None)

    def _stands_alone(self, spot: Spot, number: Number) -> bool:
        """Whether a scale word without a number before it says one: "hundred fifteen", "thousand litres"."""
        low = spot.low
        before = spot.word_before(number.start)[1]
        if before in _SCALED_OTHERWISE or low[number.start - 1 : number.start] == "-":
            return False
        if number.value % 1000 and number.value > 100:
            return True
        if spot.in_title and self._words.harmed_in_title(spot, number, before):
            return True
        unit = (
            self._quantities.unit_at(spot.text, low, number.end + 1)
            if low[number.end : number.end + 1] == " "
            else None
        )
        if unit is not None and unit[1] in ("money", "measure"):
            return True
        counted = self._nouns.after(spot.text, number.end, partitive=False)
        return counted is not None and counted.plural

    def _digits(self, spot: Spot, start: int) -> Quantity | NotFigure:
        text, low = spot.text, spot.low
        before = text[start - 1] if start else " "
        if before not in _PLAIN_BEFORE:
            glued = self._names.glued(text, start)
            if glued is not None:
                return glued
        if text[start] == "0" or before == "+":
            phone = self._openings.phone(text, start)
            if phone is not None:
                return phone
        number = self._numerals.read(low, start)
        if number is None:
            token = _TOKEN.match(low, start)
            return NotFigure(start, token.end() if token else start + 1, "identifier", "digits of no known form")
        after = low[number.end : number.end + 1]
        if after and after in " ,\t;|" and low[number.end + 1 : number.end + 2].isdigit():
            row = self._row(spot, number, after)
            if row is not None:
                return row
            if after == " ":
                number = self._spaced(spot, number)
        if after in _FEET_MARKS and after:
            height = self._quantities.height(low, number)
            if height is not None:
                return height
        money = self._quantities.currency_before(text, start, spot.floor)
        if money is not None and self._below_zero(text, money[0]):
            money, number = (money[0] - 1, money[1]), number._replace(value=-number.value)
        if money is None:
            money = self._sign_before_hedge(spot, start)
        if money is None and number.scale > 1:
            named = self._openings.lettered(spot, number)
            if named is not None:
                return named
        if money is None and number.scale == 1 and after != "%":
            other = self._not_counted(spot, number)
            if other is not None:
                return other
        if after == ")" and "(" in text[start - 2 : start]:
            bracketed = self._bracketed(spot, number, money)
            if bracketed is not None:
                return bracketed
        if before in _SIGNS and (start < 2 or text[start - 2] in ' \t\n([“"$£€<>=') and start > spot.floor:
            number = negative(number, start - 1)
        elif before == " ":
            number = self._signed(spot, number, spot.word_before(start))
        begin = money[0] if money else start
        if text[begin - 1 : begin] == " " and text[begin - 2 : begin - 1] in _MINUS_SIGNS:
            return self._apart(spot, number, money, begin)
        return self._quantities.read(spot, number, money)

    def _bracketed(self, spot: Spot, number: Number, money: tuple[int, str] | None) -> Quantity | None:
        """ "$(0.42)", "was ($2.5) million": accounts print what is below zero in brackets; None for other brackets.

        What is called a loss is one already.
        """
        low, start = spot.low, number.start
        if low[start - 1] == "(":
            outside = self._quantities.currency_before(spot.text, start - 1, spot.floor)
            if outside is None or outside[0] == start - 1:
                return None
            begin, code = outside
        elif money is not None and low[money[0] - 1 : money[0]] == "(":
            begin, code = money[0] - 1, money[1]
            if not low[max(0, begin - 4) : begin].endswith(STATED_IN_BRACKETS):
                return None
        else:
            return None
        end, factor = number.end + 1, Decimal(1)
        word = word_behind(low, end)
        if word in self._lexicon.scales and number.scale == 1:
            end, factor = low.index(word, end) + len(word), Decimal(self._lexicon.scales[word])
        lost = _LOST.search(low, max(spot.sentence.start, begin - _ACCOUNT_WINDOW), begin) is not None
        value = number.value * factor if lost else -number.value * factor
        whole = Number(start, end, value, number.precision * factor, False, number.scale * factor)
        return self._quantities.read(spot, whole, (begin, code))

    def _apart(self, spot: Spot, number: Number, money: tuple[int, str] | None, begin: int) -> Quantity:
        """ "(- 2.3%)", "- 1,200,000": a minus set apart, where the quantity is all that the brackets or the text hold.

        Elsewhere a dash joins clauses or opens an item of a list.
        """
        low, sign = spot.low, begin - 2
        opening = low[sign - 1 : sign] if sign else ""
        if opening in ("", "(", "["):
            below = negative(number, sign if money is None else number.start)
            whole = self._quantities.read(spot, below, None if money is None else (sign, money[1]))
            closing = whole.end if whole.behind is None else whole.behind
            if (low[closing : closing + 1] in (")", "]")) if opening else closing >= len(low.rstrip()):
                return whole
        return self._quantities.read(spot, number, money)

    def _sign_before_hedge(self, spot: Spot, start: int) -> tuple[int, str] | None:
        """ "$ more than 700": the currency of a number whose hedge stands between; the money begins at the number."""
        hedge = self._maker.hedge_start(spot, start)
        if hedge is None or not _SIGN_BEFORE.match(spot.text[max(spot.floor, hedge - 2) : hedge]):
            return None
        money = self._quantities.currency_before(spot.text, hedge, spot.floor)
        return None if money is None else (start, money[1])

    @staticmethod
    def _below_zero(text: str, start: int) -> bool:
        """ "-£3 million": a minus sign before a currency that starts at ``start``."""
        return text[start - 1 : start] in ("-", "−") and (start < 2 or text[start - 2] in " \t\n([")

    @staticmethod
    def _signed(spot: Spot, number: Number, before: tuple[int, str]) -> Number:
        """The number with "minus" or "negative" before it; "plus or minus 3" is no sign."""
        if before[1] not in ("minus", "negative") or word_before(spot.low, before[0], spot.floor)[1] == "or":
            return number
        return negative(number, before[0])

    def _measured(self, text: str, printed: str, end: int, behind: str) -> bool:
        """True for "2000 milligrams": what looks like a year has a unit behind it."""
        return len(printed) == 4 and behind != "" and self._units.after(text, end) is not None

    def _row(self, spot: Spot, number: Number, after: str) -> NotFigure | None:
        """A run of numbers without words, or digits and commas of no known form; else None."""
        if after == ",":
            token = _TOKEN.match(spot.low, number.start)
            if token is not None and token.end() - number.start > _LONGEST_LIST:
                return NotFigure(number.start, token.end(), "identifier", "digits of no known form")
        row = _ROW.match(spot.low, number.start)
        return None if row is None else NotFigure(number.start, row.end(), "identifier", "a row of data, not prose")

    def _spaced(self, spot: Spot, number: Number) -> Number:
        """The number with its groups joined where plain spaces group it ("12 460 people"), else as it is."""
        whole = self._numerals.spaced(spot.low, number)
        if whole is None:
            return number
        word = spot.word_before(number.start)[1].rstrip(".,")
        if word in self._lexicon.months or word in self._lexicon.name_heads:
            return number
        if whole.value >= 1_000_000 or whole.value % 100 == 0:
            return whole
        counted = self._nouns.after(spot.text, whole.end, partitive=False)
        return whole if counted is not None and counted.plural else number

    def _not_counted(self, spot: Spot, number: Number) -> NotFigure | None:
        """The date, year, age, name … that plain digits are; None when nothing speaks against a figure."""
        text, low, start, end = spot.text, spot.low, number.start, number.end
        printed = low[start:end]
        after = low[end : end + 1]
        if not printed.isdigit():
            if after == "." or after.isalpha() or after == " ":
                moment = self._calendar.decimal(text, start)
                if moment is not None:
                    return NotFigure(start, moment.end, moment.kind, f"a {moment.kind}")
            return self._names.decimals(text, number, spot.word_before(start))
        if after == " " and text[end + 1 : end + 2].isupper():
            named = self._openings.named(spot, start, end)
            if named is not None:
                return named
        before = spot.word_before(start)
        behind = word_behind(low, end) if after and after in " \n\u00a0\t\r" else ""
        near = Near(printed, after, behind, before[1])
        if self._calendar.may_stand(near):
            moment = self._calendar.at(text, start, near, False)
            if moment is not None and (moment.kind != "time" and self._excused(spot, number, near)):
                moment = self._calendar.at(text, start, near, True)
            if moment is not None:
                return NotFigure(moment.start, moment.end, moment.kind, f"a {moment.kind}", moment.day or moment.year)
        if after.isalpha() and not self._quantities.knows(text, low, end, after):
            return self._names.inside(text, number)
        if self._maker.hedge_before(spot, start):
            return self._names.hedged(spot, number, before, behind)
        counted = self._counted(text, end, behind)
        return self._names.digits(spot, number, before, behind, counted is not None and counted.plural)

    def _counted(self, text: str, end: int, behind: str) -> Counted | None:
        if not behind or behind in self._lexicon.stops:
            return None
        return self._nouns.after(text, end, partitive=False)

    def _excused(self, spot: Spot, number: Number, near: Near) -> bool:
        """True when what could be a year or day counts something: "1600 people", "nearly 1900", "2000 milligrams"."""
        counted = self._counted(spot.text, number.end, near.behind)
        if counted is not None and counted.plural:
            if counted.head in self._lexicon.people:
                return True
            if near.printed.isdigit() and int(near.printed) < _MODERN and near.before not in _BEFORE_YEAR:
                return True
        if near.before in ("minus", "negative"):
            return True
        if near.behind in _OF_A_YEAR and near.printed.isdigit() and int(near.printed) >= _MODERN:
            return False
        if self._measured(spot.text, near.printed, number.end, near.behind):
            return True
        return self._maker.hedge_before(spot, number.start) and not _up_to(near.before, counted)


_JOINING: Final = " -\n\u00a0\u2010\u2011—–"
# After these a scale word belongs to a vague quantity, or to nothing: "a few thousand", "per thousand".
_SCALED_OTHERWISE: Final = frozenset(
    "few several many couple multi per some tens hundreds thousands millions of the".split()
)


def _up_to(before: str, counted: Counted | None) -> bool:
    """ "up to 2011", "about 2003": before a bare year these words speak of time."""
    return counted is None and before in ("to", "about", "around", "over", "by", "near")


def _skip(spot: Spot, found: NotFigure) -> Skip:
    """The skip for what is no figure; a name may reach back to words before the digits, never into the item before."""
    start = max(found.start, spot.floor)
    while spot.text[start].isspace():
        start += 1
    return Skip(Span(start, found.end), spot.text[start : found.end], STAGE, found.kind, found.reason, found.value)
