"""The pass over an article's text: from candidate to candidate, each ending as a figure or as a skip."""

from __future__ import annotations

import re

from figcheck.find.calendar import CalendarReader
from figcheck.find.counted import Counted, NounReader
from figcheck.find.figures import FigureMaker, Quantity, Spot
from figcheck.find.names import NameReader, NotFigure
from figcheck.find.quantities import QuantityReader, negative
from figcheck.find.shares import ShareReader
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Skip, Span
from figcheck.numerals import Number, any_of, numerals_of, trie_of
from figcheck.prose import WORD, Sentences

STAGE = "find"


class Scanner:
    """Finds figures in texts with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._numerals = numerals_of(lexicon)
        self._calendar = CalendarReader(lexicon)
        self._names = NameReader(lexicon)
        self._nouns = NounReader(lexicon)
        self._quantities = QuantityReader(lexicon, self._numerals, self._nouns)
        self._shares = ShareReader(lexicon, self._numerals)
        self._maker = FigureMaker(lexicon, self._nouns)
        wholes = ["hundred", "dozen", "score", *lexicon.scales]
        self._classes: dict[str, str] = {}
        for kind, words in (
            ("vague", list(lexicon.vague)),
            ("multiple", list(lexicon.multiples)),
            ("spelled", [*lexicon.ones, *lexicon.teens, *lexicon.tens]),
            ("spelled", [lead + word for word in wholes for lead in ("", "a ", "an ", "half a ", "half an ")]),
            ("part", [lead + word for word in lexicon.fractions for lead in ("", "a ", "an ")]),
            ("ordinal", list(lexicon.ordinals)),
        ):
            for word in words:
                self._classes.setdefault(word, kind)
        self._candidate = re.compile(
            rf"\d|\.\d|[{''.join(lexicon.glyphs)}]|(?<![\w’'])(?P<word>{trie_of(self._classes)})(?!\w)", re.IGNORECASE
        )
        self._ordinal_behind = re.compile(rf"[-\s]{any_of(lexicon.ordinals)}\b", re.IGNORECASE)

    def scan(self, text: str, title_end: int) -> tuple[list[Figure], list[Skip]]:
        """Figures and skips of a text whose title ends at ``title_end``, in order."""
        figures: list[Figure] = []
        skips: list[Skip] = []
        sentences = Sentences(text, self._lexicon.abbreviations)
        position = 0
        search = self._candidate.search
        while match := search(text, position):
            sentence = sentences.at(match.start())
            spot = Spot(text, max(position, sentence.start), sentence, match.start() < title_end)
            item = self._read(spot, match)
            if isinstance(item, NotFigure):
                skip = _skip(spot, item)
                skips.append(skip)
                position = skip.span.end
            else:
                figure = self._maker.make(spot, item)
                figures.append(figure)
                position = figure.span.end
            position = max(position, match.start() + 1)
        return figures, skips

    def _read(self, spot: Spot, match: re.Match[str]) -> Quantity | NotFigure:
        """What a candidate is: the first reader that knows it decides."""
        text, (start, end) = spot.text, match.span()
        if match.lastgroup is None:
            return self._digits(spot, start)
        group = self._classes[" ".join(match.group().lower().split())]
        if group == "ordinal":
            return NotFigure(start, end, "ordinal", "an ordinal")
        if group == "vague":
            return self._shares.vague(text, start, end) or NotFigure(start, end, "idiom", "no quantity here")
        if group == "multiple":
            return self._shares.multiple(text, start, end)
        if group == "part":
            share = self._shares.part(text, start)
            if share is None and match.group().split()[-1].lower() in self._lexicon.ordinals:
                return NotFigure(start, end, "ordinal", "an ordinal")
            return share or NotFigure(start, end, "idiom", "part of an expression, not a share")
        return self._spelled(spot, start, end)

    def _digits(self, spot: Spot, start: int) -> Quantity | NotFigure:
        text = spot.text
        glued = self._names.glued(text, start)
        if glued is not None:
            return glued
        number = self._numerals.read(text, start)
        if number is None:
            return NotFigure(start, start + 1, "identifier", "digits of no known form")
        if self._quantities.currency_before(text, start, spot.floor) is None and number.scale == 1:
            other = self._not_counted(spot, number)
            if other is not None:
                return other
        if start > spot.floor and text[start - 1] in "-−" and (start < 2 or text[start - 2] in ' \t\n([“"'):
            number = negative(number)
        return self._quantities.read(text, number, spot.floor)

    def _not_counted(self, spot: Spot, number: Number) -> NotFigure | None:
        """The date, year, age, name … that plain digits are; None when nothing speaks against a figure."""
        text, start = spot.text, number.start
        counted = self._nouns.after(text, number.end, partitive=False)
        plural_follows = counted is not None and counted.plural
        hedged = self._maker.hedge_before(spot, start)
        people_follow = plural_follows and counted is not None and counted.head in self._lexicon.people
        moment = self._calendar.at(text, start, people_follow or (hedged and not _up_to(text, start, counted)))
        if moment is not None:
            value = moment.day or moment.year
            return NotFigure(moment.start, moment.end, moment.kind, f"a {moment.kind}", value)
        if hedged:
            return self._names.age(text, start, number.end, number.value)
        return self._names.digits(spot, number, plural_follows)

    def _spelled(self, spot: Spot, start: int, end: int) -> Quantity | NotFigure:
        text = spot.text
        number = self._numerals.read(text, start)
        if number is None:
            return NotFigure(start, end, "idiom", "no number by itself")
        share = self._shares.parts(text, number)
        if share is not None:
            return share
        ordinal = self._ordinal_behind.match(text, number.end)
        if ordinal and (text[number.end] == "-" or number.value % 10 == 0):
            return NotFigure(start, ordinal.end(), "ordinal", "an ordinal")  # "twenty-first", "two hundredth"
        age = self._names.age(text, start, number.end, number.value)
        if age is not None:
            return age
        share = self._shares.of_whole(text, number)
        if share is not None:
            return share
        if number.value == 1 and number.scale == 1:
            pronoun = self._pronoun(text, start, number.end, spot.sentence)
            if pronoun:
                return NotFigure(start, number.end, "pronoun", pronoun)
        return self._quantities.read(text, number, spot.floor)

    def _pronoun(self, text: str, start: int, end: int, sentence: Span) -> str:
        """Why "one" is no number here; "" when it counts something."""
        lexicon = self._lexicon
        before = WORD.findall(text, max(sentence.start, start - 20), start)
        previous = before[-1].lower() if before else ""
        after = WORD.match(text, end + 1) if text[end : end + 1] in " -\u00a0\n" else None
        following = after.group().lower() if after else ""
        if (
            previous
            in (
                "the",
                "this",
                "that",
                "no",
                "any",
                "every",
                "each",
                "another",
                "which",
                "some",
                "these",
                "those",
                "a",
                "not",
            )
            and following not in lexicon.people
        ):
            return f'"one" after "{previous}" is a pronoun'
        if following in lexicon.states or following in ("killed", "dead", "person", "million", "billion"):
            return ""
        if not following:
            # "killing one.", "left one dead"; a bare "one" elsewhere stands for a noun.
            return "" if previous in _TAKES_OBJECT else '"one" stands for a noun'
        if following == "of":
            counted = self._nouns.after(text, end)
            if counted is not None and counted.plural and counted.head in lexicon.people:
                return ""
            return '"one of" names a member, it counts nothing'
        if following in (
            "day",
            "time",
            "thing",
            "another",
            "by",
            "way",
            "side",
            "hand",
            "point",
            "final",
            "single",
            "such",
            "kind",
            "reason",
            "end",
        ):
            return (
                ""
                if following == "day" and previous in ("in", "within", "than", "least", "just", "only", "for")
                else f'"one {following}" is an expression'
            )
        if following in lexicon.stops:
            return "" if previous in _TAKES_OBJECT else '"one" is a pronoun'
        return ""


_TAKES_OBJECT = frozenset(
    "killed killing kills kill left leaving injuring injured wounded wounding wounds injures least".split()
)


def _up_to(text: str, start: int, counted: Counted | None) -> bool:
    """ "up to 2011", "about 2003": before a bare year these words speak of time."""
    before = text[max(0, start - 8) : start].lower().split()
    return counted is None and before[-1:] in (["to"], ["about"], ["around"], ["over"], ["by"], ["near"])


def _skip(spot: Spot, found: NotFigure) -> Skip:
    """The skip for what is no figure; a name may reach back to words before the digits, never into the item before."""
    start = max(found.start, spot.floor)
    while spot.text[start].isspace():
        start += 1
    return Skip(Span(start, found.end), spot.text[start : found.end], STAGE, found.kind, found.reason, found.value)
