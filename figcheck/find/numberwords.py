"""Number words that count nothing: "one" as a pronoun, "zero tolerance", "fifty-fifty", "day three", "the Big Four"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from figcheck.expressions import expression
from figcheck.find.counted import NounReader
from figcheck.find.figures import Quantity
from figcheck.find.names import numbers
from figcheck.find.notfigure import NotFigure
from figcheck.find.spot import Spot, word_behind
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number
from figcheck.phrases import any_of
from figcheck.prose import WORD
from figcheck.units import units_of

DETERMINING: Final = frozenset("the this that no any every each another which some these those a not".split())
OBJECT_TAKERS: Final = frozenset(
    "killed killing kills kill left leaving injuring injured wounded wounding wounds injures least".split()
)
# Heads that are prepositions, verbs or counted nouns before a number word: "in number two" v "the game two teams play".
_PREPOSED: Final = frozenset("no no. exit mile act game book plot unit part step round".split())
_COUNTED: Final = frozenset("killed dead person million billion".split())
_EXPRESSIONS: Final = frozenset(
    "day time thing another by way side hand point final single such kind reason end".split()
)
_OBJECT_FOLLOWS: Final = expression(r"\s+(?:the|a|an|his|her|their|another|himself|herself|at|him)\b")
_HARMING: Final = OBJECT_TAKERS | frozenset("hurts hurt hurting claims claim strands traps".split())
_HEDGING: Final = frozenset("least about nearly almost only just than exactly around roughly most".split())
_HARMED: Final = expression(
    r"\s+(?:was|is|were)\s+(?:killed|injured|wounded|hurt|shot|stabbed|hospitali[sz]ed|dead|missing)\b"
)
_HARMED_ONES: Final = frozenset("dead killed injured wounded hurt missing slain".split())
_OF_THE: Final = expression(r"\s+of\s+(?:the|those|its|their)\s+(?=[a-z\d])")
_DIGITS: Final = expression(r"\d+")
_AT: Final = frozenset(("in", "at", "near"))
_NUMBER: Final = expression(r"\d")
_MEASURING: Final = frozenset("in within than least just only for".split())


_TO: Final = r"-(?:to|for|on|by|and)-"
_HALVES_OF_DAY: Final = frozenset(("a.m", "p.m", "am", "pm", "o'clock", "o’clock"))
# "The race starts at nine", "doors open on Friday at six".
_BEGINS: Final = expression(
    r"\b(?:beg[ia]ns?|start(?:s|ed)?|opens?|opened|ends?|ended|closes?|closed|kicks?\soff|kicked\soff|le(?:ave|aves|ft)|"
    r"arrives?|arrived|meets?|met)\s(?:(?:promptly|only|on\s[a-z]+day|today|tomorrow)\s)?$"
)
_NOON: Final = 12
_VERB_WINDOW: Final = 30  # characters before "at"
_FROM_ZERO: Final = frozenset("above below net ground absolute day patient from sub near".split())


class NumberWordReader:
    """Tells number words that count nothing from numbers, with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon, nouns: NounReader) -> None:
        self._lexicon = lexicon
        self._nouns = nouns
        small = any_of([*lexicon.ones, *lexicon.teens, *lexicon.tens])
        # "two-for-one", "nine-to-five", "fifty-fifty": the words on both sides make one expression.
        self._pair = re.compile(rf"(?:{_TO}|-){small}\b(?![-\s](?:year|month|week|day|mile|point|member)s?\b)")
        self._small = re.compile(
            rf"\b(?:{any_of(word for word in lexicon.ones if word not in ('one', 'zero', 'nil'))})\b"
        )
        self._two = re.compile(r"\s+(?:possibly\s+|perhaps\s+|even\s+)?(?:two|three)\b")
        self._units = units_of(lexicon)

    def none(self, spot: Spot, number: Number, before: tuple[int, str], behind: str) -> NotFigure | None:
        """What a number word is when it counts nothing, else None. ``before`` and ``behind`` are the words around."""
        low, start, end = spot.low, number.start, number.end
        if low[end : end + 1] == "-":
            pair = self._pair.match(low, end)
            if pair is not None and (pair.group().count("-") > 1 or number.value >= 10):
                return NotFigure(start, pair.end(), "idiom", f"the expression {spot.text[start : pair.end()]!r}")
            if low.startswith("-figure", end):  # "a six-figure sum"
                return NotFigure(start, end + len("-figure"), "idiom", "how many digits a sum has")
        if number.scale != 1 or before[1] in ("minus", "negative"):
            return None
        if behind in _HALVES_OF_DAY:
            stop = low.index(behind, end) + len(behind)
            return NotFigure(start, stop + (low[stop : stop + 1] == "."), "time", "a time")
        if before[1] == "at" and number.value <= _NOON and self._closes(spot, end):
            if _BEGINS.search(low, max(spot.floor, before[0] - _VERB_WINDOW), before[0]) is not None:
                return NotFigure(start, end, "time", "a time")
        if number.value == 1:
            why = self.why_none(spot, end)
            return NotFigure(start, end, "pronoun", why) if why else None
        if number.value == 0 and not self._zero_counts(spot, number, before[1], behind):
            return NotFigure(start, end, "idiom", '"zero" counts nothing here')
        if (
            before[1] in self._lexicon.lower_heads
            and before[1] not in _PREPOSED
            and self._closes(spot, end)
            and not (before[1] == "number" and numbers(self._lexicon, spot, before[0]))
        ):
            name = spot.text[before[0] : end]
            return NotFigure(before[0], end, "name", f"part of the name {name!r}")
        if self._capital_inside(spot, start, before):
            return NotFigure(start, end, "name", "a number word with a capital letter inside a sentence")
        return None

    def persons(self, spot: Spot, start: int, end: int) -> Quantity | None:
        """ "A trio of climbers", "both pilots", "twin girls": persons told without a number; None for other things."""
        words = spot.low[start:end].split()
        lexicon = self._lexicon
        counted = self._nouns.after(spot.text, end, partitive=False)
        if counted is None or not counted.plural or not lexicon.person_groups(counted.head):
            return None
        if len(words) == 1 and word_behind(spot.low, counted.span.end) in ("and", "or"):
            return None  # "both soldiers and civilians"
        value = lexicon.person_bodies[words[1]] if len(words) > 1 else 2
        reading = Reading.exactly(Decimal(value), Decimal(1))
        because = (f'"{" ".join(words)}" tells of {value} persons',)
        return Quantity(start, end, start, end, reading, None, "single", because)

    def harmed_in_title(self, spot: Spot, number: Number, before: str) -> bool:
        """ "Dozen hurt in blast", "blast kills dozen": a title leaves out the article of "a dozen"."""
        if word_behind(spot.low, number.end) in self._lexicon.states:
            return True
        closes = spot.low[number.end : number.end + 1] in ("", "\n", ",", ";")
        return closes and before in _HARMING

    def _no_noun(self, spot: Spot, end: int) -> bool:
        """True when a preposition or the end of the clause stands behind: "one valued at $6"."""
        behind = word_behind(spot.low, end)
        return behind == "" or behind in self._lexicon.stops

    def _zero_counts(self, spot: Spot, number: Number, before: str, behind: str) -> bool:
        if before in _FROM_ZERO or before.endswith(("-", "non")):
            return False
        if not behind:
            return spot.low[number.end : number.end + 1] != "-"
        if self._units.after(spot.text, number.end) is not None or behind in ("per", "percent", "pc", "pct"):
            return True
        counted = self._nouns.after(spot.text, number.end, partitive=False)
        return behind in self._lexicon.stops or (counted is not None and counted.plural)

    def _closes(self, spot: Spot, end: int) -> bool:
        """True when no noun follows that the number could count."""
        counted = self._nouns.after(spot.text, end, partitive=False)
        return counted is None or not counted.plural

    def _capital_inside(self, spot: Spot, start: int, before: tuple[int, str]) -> bool:
        """ "The Big Four", "Nineteen Eighty-Four": capitals where no sentence and no headline explains them."""
        text = spot.text
        if spot.in_title or not text[start].isupper() or start - before[0] > 30 or not before[1]:
            return False
        if not text[start + 1 : start + 2].islower() or text[start - 1] != " ":
            return False
        if not before[1][-1].isalpha():
            return False
        rest = text[start : start + 40].split()[1:3]
        led = spot.low[max(0, start - 40) : start].split()
        if rest and self._lexicon.singular(rest[0]) in self._lexicon.people and rest[0].islower() and "the" not in led:
            return False  # "Related story Ten people hurt", two lines of a page run together
        return not rest or not all(word[:1].isupper() for word in rest) or text[before[0]].islower()

    def why_none(self, spot: Spot, end: int) -> str:
        """Why the "one" of a spot that ends at ``end`` is no number; "" when it counts something."""
        text, lexicon = spot.text, self._lexicon
        before = spot.word_before(spot.start)[1]
        previous = before.rstrip(",;:")
        previous = previous if previous.replace("’", "").replace("'", "").isalpha() else ""
        after = WORD.match(text, end + 1) if text[end : end + 1] in " -\u00a0\n" else None
        following = after.group().lower().rstrip("’'") if after else ""
        if previous in DETERMINING and following not in lexicon.people:
            return f'"one" after "{previous}" is a pronoun'
        if after is not None and text[end] == "-":
            return "" if self._units.after(text, end) is not None else f'"one-{following}" is an expression'
        if following in lexicon.states or following in _COUNTED:
            if _OBJECT_FOLLOWS.match(spot.low, after.end() if after else end):
                return '"one" is the subject of a verb'  # "one shot the other"
            return ""
        if following[:1].isdigit():
            return '"one" stands for a noun'
        if following not in lexicon.people and (
            following.endswith(("’s", "'s"))
            or (lexicon.is_plural(following) and following not in lexicon.irregular_plurals)
            or (following.endswith("ed") and self._no_noun(spot, after.end() if after else end))
        ):
            return '"one" is a pronoun'
        if not following:
            # "killing one.", "left one dead"; a bare "one" elsewhere stands for a noun.
            return "" if previous in OBJECT_TAKERS or not (before or after) else '"one" stands for a noun'
        if following == "of":
            counts = previous in OBJECT_TAKERS and (spot.low[end + 4 : end + 8].strip() or " ")[0].isalpha()
            counts = counts or self._of_harmed(spot, end)
            return "" if counts else '"one of" names a member, it counts nothing'
        if following == "or" and after is not None and self._two.match(spot.low, after.end()):
            return ""  # "one or two people"
        if following == "per" and word_behind(spot.low, after.end() if after else end) == "cent":
            return ""
        if following in _EXPRESSIONS:
            counts = (following == "day" and previous in _MEASURING) or (
                following == "point" and (previous in _HEDGING or previous == "by")
            )
            return "" if counts else f'"one {following}" is an expression'
        if following == "other" and after is not None:
            # "One other girl was hurt", "one other wounded", but "one other was empty".
            others = spot.low[after.end() : after.end() + 40].split()[:1]
            word = others[0].strip(".,;:") if others else ""
            if word in lexicon.states or word in lexicon.people:
                return ""
            if _HARMED.match(spot.low, after.end()):
                return ""
        if following in lexicon.stops:
            # "two died in Dhaka and one in Sylhet"
            if after is not None and following in _AT and (previous == "and" or before[-1:] == ","):
                if text[after.end() + 1 : after.end() + 2].isupper() and self._harmed_before(spot, end):
                    return ""
            return "" if previous in OBJECT_TAKERS else '"one" is a pronoun'
        return "" if self._counts(spot, end, previous) else '"one" before a noun that nothing here counts'

    def _harmed_before(self, spot: Spot, end: int) -> bool:
        words = spot.low[spot.sentence.start : end].split()
        return any(word == "died" or word in self._lexicon.states for word in words)

    def _of_harmed(self, spot: Spot, end: int) -> bool:
        """ "One of the seven wounded", "one of the dead": one of those whom something befell."""
        match = _OF_THE.match(spot.low, end)
        if match is None:
            return False
        if word_behind(spot.low, match.end() - 1) in _HARMED_ONES:
            return True
        many = self._small.match(spot.low, match.end()) or _DIGITS.match(spot.low, match.end())
        return many is not None and word_behind(spot.low, many.end()) in self._lexicon.states

    def _counts(self, spot: Spot, end: int, previous: str) -> bool:
        """Whether "one" before a noun is a number: of persons or things that are counted, hedged, or among others.

        "One soldier", "one litre", "at least one plant", "two ports and one refinery", but "one significant shift".
        """
        if previous in _HEDGING or previous in OBJECT_TAKERS or self._units.after(spot.text, end) is not None:
            return True
        lexicon = self._lexicon
        noun = self._nouns.after(spot.text, end, one=True)
        if noun is not None and (
            lexicon.person_groups(noun.head) or noun.head in lexicon.body_nouns or noun.head in lexicon.not_people
        ):
            return True
        sentence = spot.sentence
        others = (spot.low[sentence.start : spot.start], spot.low[end : sentence.end])
        return any(_NUMBER.search(part) for part in others) or any(self._small.search(part) for part in others)
