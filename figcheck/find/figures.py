"""From a quantity in its words to a Figure: the hedges around it and the noun it counts."""

from __future__ import annotations

from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.find.counted import Counted, NounReader
from figcheck.find.hedges import HedgeBefore, HedgeReader
from figcheck.find.numbered import NumberedNouns
from figcheck.find.spot import Spot, word_behind
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Hedge
from figcheck.numerals import Number
from figcheck.units import units_of

# How what may stand behind a counted noun begins: "per", "a", "an", "each", "every", "or more", "at least", "tops".
_MAY_ADD: Final = ("p", "a", "e", "o", "g", "m", "t", "f", "P", "A", "E", "O")
_COUNTING_FORMS: Final = frozenset(("plain", "vague", "share", "percent", "single"))


class Quantity(NamedTuple):
    """A quantity before its hedges and noun are read.

    ``start`` to ``end`` takes in currency and percent sign, ``number_start`` to ``number_end`` the number alone.
    ``unit`` None is a plain count. ``noun_from`` is where the counted noun may begin, if not at ``end``.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    reading: Reading
    unit: str | None
    form: str
    because: tuple[str, ...] = ()
    hedge: Hedge = "exact"  # range and vague are told by the words themselves
    noun_from: int | None = None
    behind: int | None = None  # where the text goes on behind the unit, if not at ``end``


class FigureMaker:
    """Makes figures with the hedges and nouns of one lexicon."""

    def __init__(self, lexicon: Lexicon, nouns: NounReader) -> None:
        self._hedges = HedgeReader(lexicon)
        self._scheme = lexicon.hedging
        self._nouns = nouns
        self._numbered = NumberedNouns(lexicon, nouns)
        self._units = units_of(lexicon)
        self._persons = lexicon.person_groups

    def plain(self, spot: Spot, number: Number) -> Figure:
        """The figure of a count without hedge or unit, as Glance gives it."""
        text, start, end, value = spot.text, number.start, number.end, number.value
        reading = Reading(value, value, False, False, value, number.precision)
        counted = self._nouns.after(text, end, one=value == 1)
        if counted is not None and counted.plural:
            noun_end = counted.span.end
            follows = text[noun_end : noun_end + 1]
            if (follows == "," and self._hedges.closing(spot.low, noun_end) is not None) or (
                text[noun_end + 1 : noun_end + 2] in _MAY_ADD and follows in " /"
            ):
                return self.make(spot, Quantity(start, end, start, end, reading, None, "plain"))
        span, surface = Span(start, end), text[start:end]
        head, noun = (counted.head, counted.span) if counted is not None else (self._numbered.before(spot, start), None)
        sentence, in_title = spot.sentence, spot.in_title
        return Figure(span, surface, span, surface, reading, "exact", "count", "plain", sentence, in_title, head, noun)

    def make(self, spot: Spot, quantity: Quantity) -> Figure:
        """The figure of a quantity, hedged, with its counted noun and unit."""
        text = spot.text
        start, end = quantity.start, quantity.end
        hedge, reading, because = quantity.hedge, quantity.reading, quantity.because
        if hedge == "range":
            reading = self._scheme.read(reading, hedge)
        printed = ""
        noun_from = quantity.noun_from if quantity.noun_from is not None else end
        if quantity.form == "money" and quantity.behind is not None:
            noun_from = quantity.behind
        before = self._before(spot, quantity)
        if before is not None and hedge != "vague":
            printed, start = before.words, before.start
            if hedge == "exact":
                hedge, reading = before.hedge, self._scheme.read(reading, before.hedge, before.nearly)
                because = (*because, f'"{printed}" makes it {hedge.replace("_", " ")}')
        sentence = spot.sentence
        after = self._hedges.after(spot.low, end) if hedge in ("exact", "approx") else None
        if after is not None:
            noun_from = after[0]
        counted = self._counted(text, quantity, noun_from)
        tail_from = end
        if after is None and hedge in ("exact", "approx"):
            tail_from = counted.span.end if counted is not None and counted.plural else quantity.behind or end
            after = self._hedges.behind_noun(spot.low, tail_from) if tail_from > end else None
        if after is not None and after[0] <= sentence.end:
            tail = text[tail_from : after[0]].strip(" -,")
            end, hedge = after
            reading = self._scheme.read(reading, hedge)
            printed = f"{printed} … {tail}" if printed else tail
            because = (*because, f'"{tail}" behind makes it {hedge.replace("_", " ")}')
        unit, form = quantity.unit, quantity.form
        if unit is None and after is not None and tail_from == quantity.end and form == "plain":
            measured = self._units.after(text, end)  # "37,000-plus acres"
            if measured is not None:
                unit, counted = measured.name, None
                form = "money" if measured.dimension.startswith("currency") else "measure"
        if unit is None:
            unit, form = self._per(text, counted, end, form)
        head = counted.head if counted is not None else None
        if head is None and form == "measure":
            head = unit.split("/")[0]
        if head is None and form == "plain" and unit == "count":
            head = self._numbered.before(spot, start)
        if form == "vague" and head == "time":
            form, head, counted = "times", None, None
        if start < sentence.start or end > sentence.end:
            # A number whose parts a splitter took for two sentences is in one.
            sentence = Span(min(sentence.start, start), max(sentence.end, end))
        number_start, number_end = quantity.number_start, quantity.number_end
        return Figure(
            Span(start, end),
            text[start:end],
            Span(number_start, number_end),
            text[number_start:number_end],
            reading,
            hedge,
            unit,
            form,
            sentence,
            spot.in_title,
            head,
            counted.span if counted is not None else None,
            printed,
            because,
        )

    def _per(self, text: str, counted: Counted | None, end: int, form: str) -> tuple[str, str]:
        """The unit and form of a count, by itself or for each of something ("5,000 shells a day", "12 per 100,000")."""
        if counted is None:
            if text[end : end + 5] == " per ":
                per = self._units.per(text, end)
                if per is not None:
                    return f"count/{per.name}", "measure"
        elif counted.plural:
            per = self._units.per(text, counted.span.end)
            if per is not None:
                return f"{counted.head}/{per.name}", "measure"
        return "count", form

    def hedge_before(self, spot: Spot, position: int) -> bool:
        """True when a word that only hedges ("nearly", "at least") stands before a position.

        "Over", "about", "near" and the like are prepositions too and decide nothing by themselves.
        """
        hedge = self._hedge(spot, position)
        return hedge is not None and hedge.hedge != "exact" and hedge.words.lower() not in _ALSO_PREPOSITIONS

    def hedge_start(self, spot: Spot, position: int) -> int | None:
        """Where the hedge starts that ends at a position; None without one."""
        hedge = self._hedge(spot, position)
        return None if hedge is None or hedge.hedge == "exact" else hedge.start

    def _hedge(self, spot: Spot, position: int) -> HedgeBefore | None:
        """The hedge before a position; the word there mostly tells that there is none."""
        if not self._hedges.may_end(spot.word_before(position)[1]):
            return None
        found = self._hedges.before(spot.text, spot.low, position, spot.floor)
        if found is None or not spot.after_figure or not found.words.lower().endswith(" than"):
            return found
        # "64 more than 30": what is compared with is exact, but "four less than six-hour shifts" are so many of them.
        if spot.low[spot.floor : found.start].strip() or _NOT_COMPARED.match(spot.low, position):
            return found
        return None

    def _before(self, spot: Spot, quantity: Quantity) -> HedgeBefore | None:
        """The hedge before a quantity, unless its words compare or are no hedge there: "over three years"."""
        before = self._hedge(spot, quantity.start)
        if before is None or before.hedge == "exact":
            return None
        words = before.words.lower()
        if words in _COMPARING or words == "over":
            unit = self._units.after(spot.text, quantity.number_end)
            if unit is not None and unit.dimension == "time":
                # "as many as two years before", "higher than a decade ago"
                return None if words == "over" or word_behind(spot.low, unit.end) in _PAST else before
        elif words in _PASSING:
            if quantity.form == "measure":
                # "The road passes two miles south", "he passed two years in Rome"
                dimension = self._units.dimension(quantity.unit or "")
                return None if dimension == "length" or (dimension == "time" and words in _SPENT) else before
            if quantity.form == "money" and words in _SPENT:
                # "The council passes $12 million budget", but "sales passed $12 million in May"
                return None if self._counted(spot.text, quantity, quantity.end) is not None else before
            if quantity.unit is None and quantity.reading.low < _FEW:
                counted = self._counted(spot.text, quantity, quantity.end)
                if counted is not None and counted.plural and not self._persons(counted.head):
                    return None  # "Parliament passes 12 bills"
        return before

    def _counted(self, text: str, quantity: Quantity, noun_from: int) -> Counted | None:
        if quantity.form == "money":
            return self._nouns.after(text, noun_from, one=True, partitive=False)
        if quantity.form not in _COUNTING_FORMS:
            return None
        return self._nouns.after(text, noun_from, one=quantity.reading.point == 1)


_NOT_COMPARED: Final = expression(r"[$€£]?\s?[\w.,]+(?:\s?-\s?[a-z]|\s+times\b)")
# With a stretch of time behind, these compare with what was then; "more than two years ago" tells how long.
_COMPARING: Final = frozenset(
    ("as many as", "as much as", "as high as", "as low as", "fewer than", "higher than", "lower than", "larger than",
     "bigger than", "smaller than")
)  # fmt: skip
_PAST: Final = frozenset("ago before earlier previously".split())
_PASSING: Final = frozenset(
    ("passed", "passes", "pass", "topped", "tops", "top", "nears", "nearing", "neared", "approaches", "approached")
) | frozenset(("cross", "crosses", "crossed", "breach", "breaches", "breached"))
_SPENT: Final = frozenset(("passed", "passes", "pass"))
_FEW: Final = 20  # a toll passes more; laws, rivals and tests passed are fewer
_ALSO_PREPOSITIONS: Final = frozenset(("some", "under", "over", "around", "near", "about", "circa", "beyond"))
