"""The pass over an article's text: from candidate to candidate, each ending as a figure or as a skip."""

from __future__ import annotations

import re
from decimal import Decimal

from figcheck.find.calendar import CalendarReader
from figcheck.find.counted import Counted, NounReader
from figcheck.find.names import NameReader, NotFigure
from figcheck.find.quantities import QuantityReader
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Skip, Span
from figcheck.numerals import any_of, numerals_of
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
        spelled = any_of([*lexicon.ones, *lexicon.teens, *lexicon.tens])
        vague = any_of(lexicon.vague)
        parts = any_of(lexicon.fractions)
        wholes = any_of(["hundred", "dozen", "score", *lexicon.scales])
        self._candidate = re.compile(
            rf"\d|(?<![\w’'])(?:(?P<vague>{vague})|(?P<multiple>{any_of(lexicon.multiples)})|(?P<spelled>{spelled})|"
            rf"(?P<whole>(?:an?\s+)?{wholes})|(?P<half>half\s+an?\s+{wholes})|(?P<part>(?:an?\s+)?{parts})|"
            rf"(?P<ordinal>{any_of(lexicon.ordinals)}))(?![\w])|[{''.join(lexicon.glyphs)}]",
            re.IGNORECASE,
        )
        self._hyphen_ordinal = re.compile(rf"[-\s]{any_of(lexicon.ordinals)}\b", re.IGNORECASE)

    def scan(self, text: str, title_end: int) -> tuple[list[Figure], list[Skip]]:
        """Figures and skips of a text whose title ends at ``title_end``, in order."""
        figures: list[Figure] = []
        skips: list[Skip] = []
        sentences = Sentences(text, self._lexicon.abbreviations)
        position = floor = 0
        search = self._candidate.search
        while True:
            match = search(text, position)
            if match is None:
                break
            sentence = sentences.at(match.start())
            floor = max(position, sentence.start)
            for item in self._read(text, match, floor, sentence, match.start() < title_end):
                if isinstance(item, Skip):
                    skips.append(item)
                else:
                    figures.append(item)
                position = max(position, item.span.end)
            position = max(position, match.start() + 1)
        return figures, skips

    def _read(self, text: str, match: re.Match[str], floor: int, sentence: Span, in_title: bool) -> list[Figure | Skip]:
        start = match.start()
        if match.lastgroup is None:
            return self._digits(text, start, floor, sentence, in_title)
        group = match.lastgroup
        if group == "ordinal":
            return [_skip(text, NotFigure(start, match.end(), "ordinal", "an ordinal"))]
        if group == "vague":
            figure = self._quantities.vague(text, match.span(), floor, sentence, in_title)
            return [figure] if figure else [_skip(text, NotFigure(start, match.end(), "idiom", "no quantity here"))]
        if group == "multiple":
            return [self._quantities.multiple(text, match.span(), floor, sentence, in_title)]
        if group == "part":
            figure = self._quantities.fraction(text, start, None, floor, sentence, in_title)
            if figure is not None:
                return [figure]
            if match.group().split()[-1].lower() in self._lexicon.ordinals:
                return [_skip(text, NotFigure(start, match.end(), "ordinal", "an ordinal"))]
            return [_skip(text, NotFigure(start, match.end(), "idiom", "part of an expression, not a share"))]
        return self._spelled(text, match, floor, sentence, in_title)

    def _digits(self, text: str, start: int, floor: int, sentence: Span, in_title: bool) -> list[Figure | Skip]:
        glued = self._names.glued(text, start)
        if glued is not None:
            return [_skip(text, glued)]
        number = self._numerals.read(text, start)
        if number is None:
            return [_skip(text, NotFigure(start, start + 1, "identifier", "digits of no known form"))]
        money = self._quantities.currency_before(text, start) is not None
        if not money:
            plain = number.scale == 1
            counted = self._nouns.after(text, number.end, partitive=False)
            plural_follows = counted is not None and counted.plural
            if plain:
                hedged = self._quantities.hedge_before(text, start, floor)
                people_follow = plural_follows and counted is not None and counted.head in self._lexicon.people
                moment = self._calendar.at(text, start, people_follow or (hedged and not self._up_to(text, start, counted)))
                if moment is not None:
                    skip = NotFigure(moment.start, moment.end, moment.kind, f"a {moment.kind}", moment.year)
                    return [_skip(text, skip, moment.day)]
                if not hedged:
                    other = self._names.digits(text, start, number.end, number.value, in_title, plural_follows, sentence.start)
                    if other is not None:
                        return [_skip(text, other)]
                elif (age := self._names.age(text, start, number.end, number.value)) is not None:
                    return [_skip(text, age)]
        return list(self._quantities.read(text, number, floor, sentence, in_title))

    def _up_to(self, text: str, start: int, counted: Counted | None) -> bool:
        """ "up to 2011", "about 2003": before a bare year these words speak of time."""
        before = text[max(0, start - 8) : start].lower().split()
        return counted is None and before[-1:] in (["to"], ["about"], ["around"], ["over"], ["by"], ["near"])

    def _spelled(self, text: str, match: re.Match[str], floor: int, sentence: Span, in_title: bool) -> list[Figure | Skip]:
        start = match.start()
        number = self._numerals.read(text, start)
        if number is None:
            return [_skip(text, NotFigure(start, match.end(), "idiom", "no number by itself"))]
        ordinal = self._hyphen_ordinal.match(text, number.end)
        if ordinal and text[number.end] == "-":
            fraction = self._quantities.fraction(text, start, number, floor, sentence, in_title)
            if fraction is not None:
                return [fraction]
            return [_skip(text, NotFigure(start, ordinal.end(), "ordinal", "an ordinal"))]
        fraction = self._quantities.fraction(text, start, number, floor, sentence, in_title)
        if fraction is not None:
            return [fraction]
        age = self._names.age(text, start, number.end, number.value)
        if age is not None:
            return [_skip(text, age)]
        if number.value == 1 and number.scale == 1:
            pronoun = self._pronoun(text, start, number.end, sentence)
            if pronoun:
                return [_skip(text, NotFigure(start, number.end, "pronoun", pronoun))]
        return list(self._quantities.read(text, number, floor, sentence, in_title))

    def _pronoun(self, text: str, start: int, end: int, sentence: Span) -> str:
        """Why "one" is no number here; "" when it counts something."""
        lexicon = self._lexicon
        before = WORD.findall(text, max(sentence.start, start - 20), start)
        previous = before[-1].lower() if before else ""
        after = WORD.match(text, end + 1) if text[end : end + 1] in " -\u00a0\n" else None
        following = after.group().lower() if after else ""
        if previous in ("the", "this", "that", "no", "any", "every", "each", "another", "which", "some", "these", "those", "a", "not") and following not in lexicon.people:
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
        if following in ("day", "time", "thing", "another", "by", "way", "side", "hand", "point", "final", "single", "such", "kind", "reason", "end"):
            return "" if following == "day" and previous in ("in", "within", "than", "least", "just", "only", "for") else f'"one {following}" is an expression'
        if following in lexicon.stops:
            return "" if previous in _TAKES_OBJECT else '"one" is a pronoun'
        return ""


_TAKES_OBJECT = frozenset("killed killing kills kill left leaving injuring injured wounded wounding wounds injures least".split())


def _skip(text: str, found: NotFigure, day: object = None) -> Skip:
    import datetime as dt

    value: dt.date | Decimal | None = day if isinstance(day, dt.date) else found.value
    return Skip(Span(found.start, found.end), text[found.start : found.end], STAGE, found.kind, found.reason, value)
