"""Shares, multiples, vague quantities: "a quarter of", "two-thirds", "3 in 10", "twice", "dozens of", "a majority"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.find.figures import Quantity
from figcheck.find.majorities import is_no_share
from figcheck.find.numberwords import OBJECT_TAKERS
from figcheck.find.spot import word_before, word_behind
from figcheck.intervals import INFINITY, UNBOUNDED_BELOW, Reading
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number, Numerals
from figcheck.phrases import any_of
from figcheck.units import units_of

MULTIPLE_FOLLOWS: Final = expression(
    r"\s+(?:the|as|more|less|higher|lower|larger|bigger|greater|smaller|its|their|that|what|faster|longer|likelier|over|"
    r"those|normal|his|her|our|(?:(?:operating|core|annual|forward|trailing|expected|forecast|projected|future|underlying)\s+)?"
    r"(?:earnings|revenues?|sales|profits?|ebitda|ebit|income|book\s+value))\b"
)
_MULTIPLIED: Final = expression(r"\s+(?:the|that|what|its|their|his|her|our|last|as)\b")
# "To double the number" is a verb; after these words it is a quantity.
_BEFORE_MULTIPLIERS: Final = frozenset(
    "is are was were be been at than nearly almost about roughly over around least some with paid cost costs".split()
)
_THE_NUMBER: Final = expression(
    r"\s+(?:the|that|last\s+year['’]s)\s+(?:usual\s+)?(?:number|amount|total|rate|share|proportion)\b"
)
_COMPARED_OR_VERB: Final = expression(
    r"\s+(?:(?P<more>more|less|fewer|higher|lower|larger|smaller|bigger)|have|had|are|were|said|say|did|do|will|would|leave|"
    r"live|think|believe|know|want|lose|die|survive|agree|disagree|oppose|prefer|earn|receive|own|go|come|become|lack|feel)\b"
)
_BY: Final = expression(r"\bby\s+(?:[a-z]+\s+){0,2}$")
_TIMES: Final = expression(r"[-\s]+times\b")
_IN_M: Final = expression(r"(?:\s+(?:(?P<out>out\s+of(?:\s+every)?|of\s+every)|in(?:\s+every)?)\s+|(?P<joined>-in-))")
# "four cars in ten", "one person in six"
_NOUN_IN_M: Final = expression(
    r"\s+(?P<noun>[a-z]+)\s+in\s+(?:every\s+)?(?=(?:\d|two|three|four|five|six|seven|eight|nine|ten|a\s)\b|\d)"
)
_SLASH: Final = expression(r"\s?[/⁄]\s?(\d{1,4})(?![\d/])")
_OF: Final = expression(r"\s+of\s+")
_OWNED: Final = frozenset("the its their his her those these all".split())
_OF_OR_MORE: Final = expression(r"\s+(?:or\s+(?:more|less|fewer)\s+)?of\s+")
_WHOLE: Final = 100  # per cent
_OF_A: Final = expression(r"(?:\s+of)?\s+(?:an?|one)\s+|\s+of\s+(?=[a-z])|[\s-]+")
_GAP: Final = expression(r"[-\s]+")
_ARTICLE: Final = expression(r"(?:an?|one)[\s-]+")
_SHARE_OF: Final = expression(
    r"(?:\s+(?:of|off|the|all|its|their|his|her|those|these|that|voters|respondents)\b|[-\s]*[.,;:!?()–—”\"]|\s*$)"
)
_HEDGES: Final = frozenset(
    "about nearly almost roughly around approximately some just over under more less than at least".split()
)
# What changed so much: "fell a third", "a drop of a quarter".
_CHANGED: Final = frozenset(
    "by up down fall falls fell fallen rise rises rose risen drop drops dropped jump jumps jumped grow grows "
    "grew grown decline declines declined climb climbs climbed slump slumped plunge plunged surge surged slid "
    "slipped shrank shrunk increased decreased gained tumbled soared".split()
)
_CHANGES: Final = frozenset(
    "drop fall rise decline increase decrease cut reduction jump surge slump plunge gain growth dip".split()
)
_BEHIND_CHANGES: Final = frozenset("year compared month quarter".split())
_OPENS_CLAUSE: Final = frozenset("and but while that whereas though although where because yet found said says".split())
# What stands between "scores" and what befell them, what they may stand behind, and verbs that need a state behind.
_SCORES_MORE: Final = frozenset(
    "was were are is be been being have has had more others other feared reported still also people".split()
)
_SCORES_OPEN: Final = frozenset("as with after when leaving".split())
_SCORES_WORDS: Final = 4
_LEAVING: Final = frozenset("left leave leaving leaves least".split())
_CLAUSE_BACK: Final = 24
_CLAUSE_MARKS: Final = '.,;:!?—–"“'
_ENDS: Final = '.,;:!?)–—”"'
_QUARTER_A: Final = expression(r"\s+an?\s")
# What is measured in points that are percentage points: "rates rose half a point".
_RATES: Final = expression(r"%|\b(?:rates?|inflation|unemployment|per\s?cent|yields?)\b")
_A_POINT: Final = expression(r"\s+(?:a\s+)?point\b(?!\s+(?:guard|of)\b)")
_RATES_WINDOW: Final = 80
_APPROXIMATING: Final = frozenset("about nearly almost roughly than over least around".split())
_CHANGED_BY: Final = frozenset(("by", "than", "above", "below", "under", "over"))
_SPORT_OR_ORDER: Final = frozenset("first second the other this last that third fourth".split())
# "3 in 10", "nine out of 10": wholes that make a share; "9 out of 12 jurors" are two counts.
_ROUND_WHOLES: Final = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000, 1000000))
# Phrases that end in "of" and are shown with it, since no shorter form stands alone.
_SHOWN_WITH_OF: Final = frozenset(("a number of", "an unknown number of", "a handful of", "a couple of"))
# What scale words multiply: "several hundred thousand", "a couple of hundred", "a few tens of thousands".
_BEFORE_SCALES: Final = ("several", "a few", "a couple")
_OF_SCALES: Final = ("tens of ", "hundreds of ")
_SMALL_SCALES: Final = {"hundred": Decimal(100), "dozen": Decimal(12)}
_POINTS: Final = expression(r"point(?![^\W\d_])")
_POINT: Final = expression(r"point\b(?![\s-]of\b)")
_LARGEST_NUMERATOR: Final = 20
_LARGEST_BOTTOM: Final = 100
_FINEST: Final = Decimal("1e-10")  # where a fraction that never ends is cut
# Units that are cut into halves and quarters in words; a half-time or quarter-final is none.
_DIVIDED: Final = frozenset(("time", "length", "area", "volume", "mass", "currency"))


class _Fraction(NamedTuple):
    """A fraction in words: ``text[start:end]`` is ``top`` of ``bottom`` parts."""

    start: int
    end: int
    top: Decimal
    bottom: int


class ShareReader:
    """Reads shares with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals) -> None:
        self._lexicon = lexicon
        self._numerals = numerals
        self._units = units_of(lexicon)
        self._fraction_word = re.compile(rf"{any_of(lexicon.fractions)}\b")
        points = any_of(word for word in lexicon.percent_points if word.startswith("percentage"))
        self._percent = re.compile(
            rf"(?:(?P<points>{points})|{any_of(lexicon.percent)}(?P<more>[\s-]+points?\b)?)(?![a-z])"
        )
        self._small = {**lexicon.ones, **lexicon.teens, "a": 1, "an": 1}
        tops, parts = any_of(self._small), any_of(lexicon.fractions)
        one, other = (rf"(?:(?P<{end}_top>{tops})[\s-]+)?(?P<{end}_part>{parts})" for end in ("low", "high"))
        self._two_shares = re.compile(rf"{one}\s+(?P<link>and|to|or)\s+{other}\s+of\b")
        self._scales = {word: Decimal(value) for word, value in lexicon.scales.items()} | _SMALL_SCALES
        self._scale = re.compile(rf"[\s-]+(?P<scale>{any_of(self._scales)})\b")
        self._tens = re.compile(
            rf"\s+(?P<tens>{any_of(word for word in lexicon.vague if word.startswith(_OF_SCALES))})\b"
        )
        self._more = re.compile(rf"\s*,?\s+(?:if\s+not|or(?:\s+even)?|to)\s+(?P<more>{any_of(lexicon.vague)})\b,?")

    def part(self, text: str, low: str, start: int) -> Quantity | None:
        """A fraction without a numerator that starts here: "a quarter of", "half the", "half an hour"; else None."""
        article = _ARTICLE.match(low, start)
        word = self._fraction_word.match(low, article.end() if article else start)
        if word is None:
            return None
        bottom = self._lexicon.fractions[word.group()]
        previous = low[max(0, start - 12) : start].split()[-1:] or [""]
        if previous[0] in _SPORT_OR_ORDER or low[start - 1 : start] == "-":
            return None
        fraction = _Fraction(start, word.end(), Decimal(1), bottom)
        between = self._between(low, start, previous[0])
        if between is not None:
            return between
        behind = word_behind(low, word.end())
        if article is None and bottom == 2 and previous[0] == "than" and behind in self._lexicon.irregular_plurals:
            return _share(fraction)  # "more than half people"
        if article is not None or bottom in (2, 4):
            divided = self._of_unit(text, low, fraction)
            if divided is not None:
                return divided
        if (article is not None or bottom == 2) and not _OF.match(low, word.end()):
            told = self._told(low, fraction, behind, article is not None)
            if told is not None:
                return told
        if article is not None and previous[0] in _CHANGED_BY and _SHARE_OF.match(low, word.end()) is None:
            if bottom in (2, 4) or previous[0] != "by":
                return _bare(fraction)  # "over a quarter full"
            return None  # "followed by a third storm"
        if article is not None and bottom != 2:
            compared = _COMPARED_OR_VERB.match(low, word.end())
            if compared is not None and compared["more"]:
                return _bare(fraction)  # "nearly a third more than"
            if compared is not None:
                return _share(fraction)  # "163 are minors and a third have parents"
        if article is None and bottom != 2:
            return None
        if _OF_OR_MORE.match(low, word.end()):
            return _share(fraction)
        if article is not None and previous[0] in _CHANGED_BY:
            return _bare(fraction)
        if bottom != 2:
            return None
        follows = _SHARE_OF.match(low, word.end())
        if follows is None:
            return None
        if _BY.search(low, max(0, start - 24), start):
            return _bare(fraction)  # "jumped by more than half"
        if not follows.group().strip().isalpha() and previous[0] not in _APPROXIMATING:
            return None  # "in the second half." is no share; "about half." is
        share = _share(fraction)
        if follows.group().strip() in _OWNED:
            return share._replace(noun_from=follows.end())  # "half the hostages"
        return share

    def _between(self, low: str, start: int, before: str) -> Quantity | None:
        """ "Between a quarter and a third of", "half to two-thirds of": a range of shares; None where there is none."""
        match = self._two_shares.match(low, start)
        if match is None or (match["link"] == "and") != (before == "between"):
            return None
        first, second = (
            Decimal(self._small[match[f"{end}_top"] or "one"]) * 100 / self._lexicon.fractions[match[f"{end}_part"]]
            for end in ("low", "high")
        )
        if not first < second < _WHOLE:
            return None
        reading = Reading(first.quantize(_FINEST).normalize(), second.quantize(_FINEST).normalize())
        end = match.end("high_part")
        return Quantity(start, end, start, end, reading, "percent", "share", ("a range, kept as printed",), "range")

    def _told(self, low: str, fraction: _Fraction, behind: str, article: bool) -> Quantity | None:
        """ "Fell by about a third", "a drop of a quarter", "nearly half approved": what the words around tell of it."""
        end = fraction.end
        words = low[max(0, fraction.start - 48) : fraction.start].rpartition("\n\n")[2].split()
        count = len(words)
        while count and words[count - 1] in _HEDGES:
            count -= 1
        led = words[count - 1] if count else ""
        if article and (led in _CHANGED or (led == "of" and count > 1 and words[count - 2] in _CHANGES)):
            if behind in self._lexicon.stops or behind in _BEHIND_CHANGES or low[end : end + 1] in _ENDS:
                return _bare(fraction)
        hedged = count < len(words)
        if led and led[-1] not in _CLAUSE_MARKS and led not in _OPENS_CLAUSE:
            return None
        if hedged or not article:
            verb = _COMPARED_OR_VERB.match(low, end)
            if verb is not None and not verb["more"]:
                return _share(fraction)
        lexicon = self._lexicon
        if hedged and behind not in lexicon.states and (behind in lexicon.verbs or behind.endswith("ed")):
            return _share(fraction)
        return None

    def parts(self, text: str, low: str, number: Number) -> Quantity | None:
        """A fraction whose numerator is read: "two-thirds", "three quarters of"; None when the words are none."""
        gap = _GAP.match(low, number.end)
        if gap is None or number.value > _LARGEST_NUMERATOR or number.value < 1:
            return None
        word = self._fraction_word.match(low, gap.end())
        if word is None or (not number.in_words and gap.group() != "-"):
            return None
        printed = word.group()
        bottom = self._lexicon.fractions[printed]
        if (number.value >= bottom and printed != "halves") or (number.value > 1) != printed.endswith("s"):
            return None
        fraction = _Fraction(number.start, word.end(), number.value, bottom)
        divided = self._of_unit(text, low, fraction)
        if divided is not None:
            return divided
        between = self._between(low, number.start, word_before(low, number.start, 0)[1])
        if between is not None:
            return between
        of, follows = _OF_OR_MORE.match(low, word.end()), _SHARE_OF.match(low, word.end())
        if of or (follows and follows.group().strip().isalpha()):
            return _share(fraction)
        previous = low[max(0, number.start - 12) : number.start].split()[-1:] or [""]
        if not follows and bottom in (2, 4) and gap.group() != "-" and previous[0] not in _CHANGED_BY:
            return None
        return _bare(fraction)

    def _of_unit(self, text: str, low: str, fraction: _Fraction) -> Quantity | None:
        """ "Half an hour", "three-quarters of a mile", "half a percentage point": so much of the unit."""
        link = _OF_A.match(low, fraction.end)
        share = fraction.top / fraction.bottom
        reading = Reading.exactly(share.quantize(_FINEST).normalize())
        if link is None:
            glued = self._units.after(text, fraction.end) if low[fraction.end : fraction.end + 1].isalpha() else None
            if glued is None or glued.dimension not in _DIVIDED:
                return None
            return Quantity(
                fraction.start,
                fraction.end,
                fraction.start,
                fraction.end,
                reading,
                glued.name,
                "measure",
                behind=glued.end,
            )
        # "A quarter-point cut", "a quarter of a point": of a rate.
        if (link.group() == "-" and _POINTS.match(low, link.end())) or (
            link.group().startswith(" of") and _POINT.match(low, link.end())
        ):
            end = link.end() + 5
            return Quantity(fraction.start, end, fraction.start, fraction.end, reading, "percentage point", "measure")
        if fraction.bottom in (2, 4) and fraction.top == 1 and low[fraction.end] == " ":
            point = _A_POINT.match(low, fraction.end)
            if point is not None:
                return self._of_point(low, fraction, point.end())
        percent = self._percent.match(low, link.end())
        if percent is not None and not link.group().isspace() and link.group() != "-":
            unit, form = (
                ("percentage point", "measure") if percent["points"] or percent["more"] else ("percent", "percent")
            )
            end = percent.end()
            return Quantity(fraction.start, end, fraction.start, fraction.end, reading, unit, form)
        if " of " in f"{link.group()} " and link.group().split()[-1] not in ("a", "an", "one"):
            return None
        measured = self._units.after(text, link.end() - 1)
        if measured is None or measured.dimension not in _DIVIDED or measured.end <= link.end():
            return None
        if _QUARTER_A.match(low, fraction.end) and low.startswith("quarter", fraction.end - 7):
            return None  # "the same quarter a year ago"
        ordinal = fraction.bottom not in (2, 4) or low.startswith("fourth", fraction.end - 6)
        if link.group().isspace() and (
            measured.dimension == "currency" or (ordinal and not text[fraction.start].isdigit())
        ):
            return None  # "a third night" is an ordinal, "3/8 inch" is none
        if text[measured.end : measured.end + 1] == "-" and link.group() == "-":
            return None
        form = "money" if measured.dimension == "currency" else "measure"
        end = measured.end
        return Quantity(fraction.start, end, fraction.start, fraction.end, reading, measured.name, form)

    def _of_point(self, low: str, fraction: _Fraction, end: int) -> Quantity:
        """ "Cut by a quarter point", "half a point": of a rate where one is told, else of what is scored."""
        start, reading = fraction.start, Reading.exactly(fraction.top / fraction.bottom)
        if fraction.bottom == 4 or _RATES.search(low, max(0, start - _RATES_WINDOW), start):
            return Quantity(start, end, start, fraction.end, reading, "percentage point", "measure")
        return Quantity(start, fraction.end, start, fraction.end, reading, None, "plain", noun_from=end - len(" point"))

    def of_whole(self, text: str, low: str, number: Number) -> Quantity | None:
        """ "3 in 10", "nine out of ten", "1/3 of" as a share in per cent; "3/4" alone as a fraction; else None."""
        if abs(number.value) < 1 or number.value != number.value.to_integral_value():
            return None
        slash = _SLASH.match(low, number.end)
        if number.value < 0:
            if slash is None or not -number.value < int(slash[1]) <= _LARGEST_BOTTOM:
                return None
            return _bare(_Fraction(number.start, slash.end(), number.value, int(slash[1])))
        if slash and 0 < number.value < int(slash[1]) <= 1000:
            fraction = _Fraction(number.start, slash.end(), number.value, int(slash[1]))
            divided = self._of_unit(text, low, fraction)
            if divided is not None:
                return divided
            if fraction.bottom > _LARGEST_BOTTOM:
                return None
            return _share(fraction) if _OF.match(low, slash.end()) else _bare(fraction)
        between = _IN_M.match(low, number.end)
        if between is None:
            return None
        whole = self._numerals.read(low, between.end())
        if whole is None or whole.value <= number.value or whole.value != int(whole.value):
            return None
        if low[whole.end : whole.end + 1] == "%":
            return None
        one_of_many = number.value == 1 and not 1400 < whole.value < 2200
        if int(whole.value) not in _ROUND_WHOLES and not one_of_many:
            return None
        unit = self._units.after(text, whole.end)
        if unit is not None and unit.dimension == "time":
            return None
        if between["joined"] and low[whole.end : whole.end + 1] == "-":
            return None
        in_digits = not between["out"] and not whole.in_words and not number.in_words
        if in_digits and whole.value not in (5, 10, 100, 1000) and not one_of_many:
            return None
        return _of_whole(text, number, whole)

    def noun_in(self, text: str, low: str, number: Number) -> Quantity | None:
        """ "Four cars in ten": a share with its noun inside; None where the words are none."""
        match = _NOUN_IN_M.match(low, number.end)
        if match is None or number.value > _LARGEST_NUMERATOR:
            return None
        whole = self._numerals.read(low, match.end())
        if whole is None or whole.value <= number.value or int(whole.value) not in _ROUND_WHOLES:
            return None
        following = word_behind(low, whole.end)
        if low[whole.end : whole.end + 1] in ("%", "-") or (following and following not in self._lexicon.stops):
            known = following in self._lexicon.states or following in self._lexicon.verbs
            if not known and not following.endswith("ed"):
                return None
        if match["noun"] in self._lexicon.stops or match["noun"] in self._lexicon.states:
            return None
        return _of_whole(text, number, whole)

    def multiple(self, low: str, start: int, end: int) -> Quantity:
        """ "Twice", "thrice": a ratio before what is multiplied, else a count of times."""
        word = low[start:end]
        reading = Reading.exactly(Decimal(self._lexicon.multiples[word]), Decimal(1))
        if word.endswith("fold") or MULTIPLE_FOLLOWS.match(low, end):
            return Quantity(start, end, start, end, reading, "ratio", "multiple", ("multiplies what follows",))
        return Quantity(start, end, start, end, reading, None, "times", ("counts how many times",))

    def multiplier(self, low: str, start: int, end: int, opens: bool = False) -> Quantity | None:
        """ "Double the level", "half as many": a ratio; None where the word is a verb or an adjective.

        ``opens``: the word opens a sentence of the body, where "double the number of women" asks nobody to double it.
        """
        if _MULTIPLIED.match(low, end) is None:
            return None
        words = low[max(0, start - 24) : start].split()[-1:]
        if low[start:end] != "half" and (not words or words[0] not in _BEFORE_MULTIPLIERS):
            if not opens or not _THE_NUMBER.match(low, end):
                return None
        reading = Reading.exactly(self._lexicon.multipliers[low[start:end]], Decimal(0))
        return Quantity(start, end, start, end, reading, "ratio", "multiple", ("multiplies what follows",))

    def _scaled(
        self, low: str, end: int, bottom: Decimal | None, top: Decimal | None
    ) -> tuple[Decimal | None, Decimal | None, int]:
        """The bounds of "several", "a couple of" with the scale words behind them, and where the last of these ends."""
        while (scale := self._scale.match(low, end)) is not None:
            factor = self._scales[scale["scale"]]
            bottom = bottom * factor if bottom is not None else None
            if top is not None:  # "several hundred" go up to 999, "several hundred thousand" to 999,999
                nines = top > 2 and set(str(top)) == {"9"}
                top = (top + 1) * factor - 1 if nines else top * factor
            end = scale.end()
        return bottom, top, end

    def _of_people(self, low: str, start: int, end: int) -> bool:
        """Whether "scores" are people ("scores of", "scores were hurt", "killed scores"), not "test scores"."""
        if _OF.match(low, end):
            return True
        states, behind = self._lexicon.states, word_behind(low, end)
        led = low[max(0, start - _CLAUSE_BACK) : start].rpartition("\n")[2].split()[-1:]
        if led and (led[0] in OBJECT_TAKERS or led[0] in states or led[0] in _LEAVING):
            if behind in states or behind in _SCORES_MORE:
                return True
            return led[0] not in _LEAVING and (not behind or behind in self._lexicon.stops)
        if led and led[0][-1] not in _CLAUSE_MARKS and led[0] not in _OPENS_CLAUSE and led[0] not in _SCORES_OPEN:
            return False
        if low.startswith(", including ", end):
            return True
        at = end
        for _ in range(_SCORES_WORDS):
            at = low.find(behind, at) + len(behind) if behind else at
            if not behind or behind not in _SCORES_MORE:
                break
            behind = word_behind(low, at)
        return behind in states

    def vague(self, text: str, low: str, start: int, end: int) -> Quantity | None:
        """A vague quantity ("dozens of", "several", "a majority of"); None where the words are none."""
        phrase = " ".join(low[start:end].split())
        bottom, top = self._lexicon.vague[phrase]
        whole = end
        if phrase.startswith(_BEFORE_SCALES):
            tens = self._tens.match(low, end)
            if tens is not None:  # "a few tens of thousands"
                bottom, top = self._lexicon.vague[" ".join(tens["tens"].split())]
                whole = tens.end()
            else:
                bottom, top, whole = self._scaled(low, end, bottom, top)
        if whole > end:
            phrase, end = " ".join(low[start:whole].split()), whole
        elif phrase == "a couple" or (phrase == "scores" and not self._of_people(low, start, end)):
            return None
        shown, noun_from = end, end
        more = self._more.match(low, end)
        if more:
            top = self._lexicon.vague[" ".join(more["more"].split())][1]
            shown, noun_from = more.end("more"), more.end()
        share = phrase in self._lexicon.majorities
        if share and is_no_share(low, start, end):
            return None
        if phrase.endswith(" of") and not more and phrase not in _SHOWN_WITH_OF:
            shown -= 3
        reading = Reading(
            bottom if bottom is not None else UNBOUNDED_BELOW, top if top is not None else INFINITY, low_open=share
        )
        form = "times" if _TIMES.match(low, noun_from) else "vague"
        because = (f'"{phrase}" is a vague quantity',)
        if share:
            return Quantity(start, shown, start, shown, reading, "percent", form, because, "vague", noun_from)
        of = _OF.match(low, noun_from)
        measured = self._units.after(text, of.end() - 1 if of else noun_from) if form == "vague" else None
        if measured is not None and measured.dimension.startswith("currency"):
            end = measured.end
            return Quantity(start, end, start, shown, reading, measured.name, "money", because, "vague", end)
        unit = measured.name if measured is not None else None
        return Quantity(start, shown, start, shown, reading, unit, form, because, "vague", noun_from)


def _of_whole(text: str, number: Number, whole: Number) -> Quantity:
    start, end = number.start, whole.end
    value = (number.value * 100 / whole.value).quantize(_FINEST).normalize()
    because = (f"{text[start:end]} is a share, in per cent",)
    return Quantity(start, end, start, end, Reading.exactly(value), "percent", "share", because)


def _share(fraction: _Fraction) -> Quantity:
    value = (fraction.top * 100 / fraction.bottom).quantize(_FINEST)
    because = ("a share of something, in per cent",)
    start, end = fraction.start, fraction.end
    return Quantity(start, end, start, end, Reading.exactly(value.normalize()), "percent", "share", because)


def _bare(fraction: _Fraction) -> Quantity:
    value = (fraction.top / fraction.bottom).quantize(_FINEST).normalize()
    start, end = fraction.start, fraction.end
    return Quantity(start, end, start, end, Reading.exactly(value), "fraction", "share", ("a bare fraction",))
