"""What a number counts: the noun phrase behind it, by its shape, without a parser.

The phrase runs from the number to its head: past adjectives and names, to the first plural noun that no other plural
follows; it stops at punctuation, at a word that opens something else, at a verb, at a state ("three soldiers dead").
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of
from figcheck.prose import WORD

_LONGEST_PHRASE: Final = 8
_STEP: Final = expression(r"[ \t\u00a0]*(?:\r\n|\n|\r)?[ \t\u00a0]*([\"“‘'(]?)(" + WORD.pattern + ")")
_SIMPLE: Final = expression(r" ([a-z]+)(?=[ .,;:?!)\n\r\"”])")
_OF_THE: Final = expression(
    r"\s+of\s+(?:(?:the|his|her|its|their|our|those|these|all|them|whom|which|some|what|such)\b\s*)*",
    re.IGNORECASE,
)
_CREW: Final = expression(r"[-\u2010\u2011](?:member|man|person)(?=[ \u00a0]crew\b)")
_HYPHENED: Final = expression(r"[-\u2010\u2011]([A-Za-z]+)")
_LY_NOUNS: Final = frozenset(
    "family assembly anomaly supply ally italy daily weekly monthly yearly elderly early friendly deadly lively likely "
    "costly holy orderly scholarly lonely homely".split()
)
# "12 Chinese and seven Indian firms": the first noun is left out.
_AND_NUMBER: Final = expression(
    r"\s+(?:and|or)\s+(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s+[A-Za-z])"
)
# "19 Hamas and Islamic Jihad fighters"
_AND_NAME: Final = expression(r" and (?=(?:[A-Z][\w’'-]{0,30} ){1,3}[a-z])")
# "A strike by 600", "visit of some 40": what is counted is not what the sentence is about.
_OF_ANOTHER: Final = expression(
    r"[A-Za-z]\s+(?:by|of|for|with|from|on|in|at|between|against|involving)\s+"
    r"(?:(?:the|all|these|those|some|about|around|nearly|almost|over|at\s+least|more\s+than|up\s+to|an?\s+estimated)\s+){0,2}"
    r"(?:[\w.,-]+\s+)?[\w.,-]+\s*$",
    re.IGNORECASE,
)
_LONGEST_BEFORE: Final = 60
_PERSONS: Final = frozenset(("people", "children"))
_COMPOUND_UNIT: Final = expression(r"[ \u00a0](\d[\d,.]*-[a-z]+(?:-[a-z]+)?)(?=\s+[a-z])")


class Counted(NamedTuple):
    """A counted noun phrase: its head in the singular, and its span."""

    head: str
    span: Span
    plural: bool


class _Class(NamedTuple):
    """What a lower-case word can be in a noun phrase."""

    plural: bool
    state: bool  # a state or a verb
    verb: bool  # a verb of the present that is no noun: "40,000 flee Goma"
    stop: bool
    calendar: bool
    ed: bool
    ing: bool
    ly: bool
    opens: bool  # stands between a number and its noun though it is a stop elsewhere ("two other men")
    rare: bool  # anything of the above but plural, or short: the word needs a closer look
    noun_too: bool  # a verb form in -s, which behind a number is a noun ("312 votes")


class NounReader:
    """Reads counted noun phrases with the word classes of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._numbers = frozenset((*lexicon.ones, *lexicon.teens, *lexicon.tens))
        # "50,000 took part": a past form that is no participle stands before no noun.
        pasts = [past for past, *others in lexicon.irregular_verbs.values() if others and past not in others]
        self._pasts = frozenset([past for past in pasts if not past.endswith("ed")])
        # "34 of 41 drones", "four of their last five games": the noun is behind the second number.
        self._of_number = re.compile(
            r"\s+of\s+(?:(?!and\b|in\b|on\b|at\b|for\b)[A-Za-z][A-Za-z’'-]*\s+){0,3}?"
            rf"(?:\d[\d,.]*(?:\s+(?:million|thousand|billion))?|{any_of(self._numbers)})"
            r"(?: \((?:\d[\d,.]*|[a-z-]+)\))?(?=\s+[A-Za-z])",
            re.IGNORECASE,
        )
        self._classes: dict[str, _Class] = {}
        # The last answer: find asks twice behind one number, to tell a year from a count and to make the figure.
        self._memo: tuple[str, int, bool, Counted | None] = ("", -1, False, None)

    def after(self, text: str, position: int, one: bool = False, partitive: bool = True) -> Counted | None:
        """The noun phrase counted by a number that ends at a position; None where none follows.

        ``one``: the number is 1, so the head need not be plural. ``partitive``: "30 of the victims" counts victims.
        """
        first = text[position : position + 1]
        if first in "-\u2010\u2011" and first:
            hyphened = _HYPHENED.match(text, position)
            if hyphened and hyphened[1].lower() in self._lexicon.stops:
                return None
            # "a 3,000-strong crowd", "its 22-member crew"
            if hyphened and (hyphened[1].lower() == "strong" or _CREW.match(text, hyphened.start())):
                return self._phrase(text, hyphened.end(), one=True)
            if hyphened:
                span = Span(hyphened.start(1), hyphened.end(1))
                return Counted(self._lexicon.singular(hyphened[1].lower()), span, plural=False)
        if first in ",.;:)?!%":
            return None
        direct = self._phrase(text, position, one)
        if direct is not None:
            if not direct.plural and not one and partitive:
                return self._shared(text, direct) or self._of_two_names(text, direct) or direct
            return direct
        if not partitive:
            return None
        of = _OF_THE.match(text, position)
        if of is None:
            return None
        number = self._of_number.match(text, position)
        whole = self._phrase(text, number.end() if number else of.end(), one=False)
        return None if whole is not None and not whole.plural and whole.head in _PERIODS else whole

    def _shared(self, text: str, adjective: Counted) -> Counted | None:
        """The noun that two numbers share, with the adjective of the first: "12 Chinese and seven Indian firms"."""
        behind = _AND_NUMBER.match(text, adjective.span.end)
        if behind is None or not text[adjective.span.start].isupper():
            return None
        noun = self._phrase(text, behind.end(), one=False)
        if noun is None or not noun.plural:
            return None
        return Counted(noun.head, adjective.span, plural=True)

    def _of_two_names(self, text: str, name: Counted) -> Counted | None:
        """The noun behind two names joined: "19 Hamas and Islamic Jihad fighters"."""
        behind = _AND_NAME.match(text, name.span.end)
        if behind is None or not text[name.span.start].isupper():
            return None
        noun = self._phrase(text, behind.end(), one=False)
        if noun is None or not noun.plural or noun.head not in self._lexicon.people:
            return None
        return Counted(noun.head, Span(name.span.start, noun.span.end), plural=True)

    def _class(self, lower: str) -> _Class:
        known = self._classes.get(lower)
        if known is None:
            lexicon = self._lexicon
            past = lower in self._pasts
            state = lower in lexicon.states or lower in lexicon.verbs or past
            stop = lower in lexicon.stops or lower in _COMPARATIVES or len(lower) == 1 or lower in self._numbers
            calendar = lower in lexicon.months or lower in lexicon.weekdays
            shape = lower.endswith(("ed", "ing", "ly"))
            known = _Class(
                plural=lexicon.is_plural(lower),
                state=state,
                verb=lower in _VERBS_ALONE or past,
                stop=stop,
                calendar=calendar,
                ed=lower.endswith("ed"),
                ing=lower.endswith("ing"),
                ly=lower.endswith("ly") and lower not in _LY_NOUNS,
                opens=lower in _OPENERS,
                rare=state or stop or calendar or shape or lower in _OPENERS,
                noun_too=lower in lexicon.verbs and lower.endswith("s") and lower not in _NO_NOUNS,
            )
            if len(self._classes) < _MOST_WORDS:
                self._classes[lower] = known
        return known

    def _phrase(self, text: str, position: int, one: bool) -> Counted | None:
        memo = self._memo
        if memo[0] is text and memo[1] == position and memo[2] == one:
            return memo[3]
        found = self._read(text, position, one)
        self._memo = (text, position, one, found)
        return found

    def _read(self, text: str, position: int, one: bool) -> Counted | None:
        classes = self._classes
        start = end = -1
        head_word = ""
        plural = False
        at = position
        for count in range(_LONGEST_PHRASE):
            match = _SIMPLE.match(text, at)
            if match is not None:
                lower = match[1]
                of_word = classes.get(lower) or self._class(lower)
                if not of_word.rare:
                    if plural and (not of_word.plural or self._verb_follows(text, position, head_word)):
                        break
                    at = match.end()
                    if start < 0:
                        start = match.start(1)
                    end, head_word, plural = at, lower, of_word.plural
                    if one and plural and lower in self._lexicon.plural_modifiers:
                        plural = False  # "one police officer"
                    continue
            match = _STEP.match(text, at)
            if match is None or (count and match[1]):
                break
            printed = match[2]
            if printed[0].isdigit():
                sized = _COMPOUND_UNIT.match(text, at)
                if sized is None:
                    break
                at = sized.end()  # "six 12-ounce cans"
                continue
            word = printed.rstrip("’'")
            lower = word.lower()
            of_word = self._class(lower)
            at = match.end()
            if of_word.opens and start < 0 and self._noun_follows(text, at):
                continue
            if not (of_word.noun_too and not plural and not one) and self._closes(
                of_word, lower, word, count, plural, text, at
            ):
                break
            if plural and not (of_word.plural and not of_word.ed and not of_word.ing and not of_word.state):
                break  # after a plural noun only another plural goes on ("sales managers", "US troops")
            if plural and self._verb_follows(text, position, head_word):
                break
            if start < 0:
                start = match.start(2)
            end = at
            head_word = lower
            # "US" has an s and three wires' capitals do not make "MEN" an acronym.
            plural = (of_word.plural or of_word.noun_too) and not (
                len(word) < 4 and word.isupper() and lower not in self._lexicon.irregular_plurals
            )
            if printed[-1] in "’'" and printed[-2:-1] == "s" and not word.isupper():
                # "the two countries’ sovereignty" counts countries.
                head_word, plural = lower, True
                break
            if plural and lower.endswith(("’s", "'s")):
                plural = False
        if start < 0:
            return None
        if not plural and not one and not self._mass(head_word):
            if self._class(head_word).ly or head_word in _PERIODS:
                return None  # "17,500 partially damaged", "8.4% year on year"
            if text[start:end].partition(" ")[0] in _VERBS_TOO:
                return None  # "1,500 escape Maputo prison", "300 protest in Kano"
            # "16 killed in", "12 Chinese and": an adjective alone is what is left of an elided noun.
            return Counted(head_word, Span(start, end), plural=False)
        return Counted(self._lexicon.singular(head_word), Span(start, end), plural)

    def _closes(self, of: _Class, lower: str, word: str, count: int, plural: bool, text: str, end: int) -> bool:
        """True when a word cannot belong to the phrase."""
        if of.state:
            # "25 wounded soldiers" counts soldiers; "25 wounded in" and "three soldiers dead" stop before the state.
            return count > 0 or of.verb or not self._noun_follows(text, end)
        if of.stop:
            return not (lower == "us" and word.isupper())
        if of.calendar:
            return True
        if count == 0:
            # "hundreds of thousands marched"
            if of.ed and lower in _PAST_ALONE:
                return True
            return of.ed and word.islower() and not self._noun_follows(text, end)
        if of.ed and word.islower() and not plural:
            return not self._noun_follows(text, end)  # "one man fired on"
        return of.ly or (plural and (of.ed or of.ing))

    def _verb_follows(self, text: str, position: int, noun: str) -> bool:
        """True when a plural behind this one is a verb: "a strike by 600 nurses shuts", whose subject is the strike."""
        if noun in self._lexicon.plural_modifiers or not (noun.endswith("s") or noun in _PERSONS):
            return False  # "crew members", "police officers", "women soldiers"
        return _OF_ANOTHER.search(text, max(0, position - _LONGEST_BEFORE), position) is not None

    def _noun_follows(self, text: str, end: int) -> bool:
        match = _STEP.match(text, end)
        if match is None or match[1]:
            return False
        lower = match[2].lower()
        of = self._class(lower)
        if of.calendar or lower in self._numbers:
            return False
        return (not of.stop or of.noun_too) and lower not in self._lexicon.states and lower.replace("-", "").isalpha()

    def _mass(self, word: str) -> bool:
        return word in self._lexicon.people or word in self._lexicon.body_nouns


_OPENERS: Final = frozenset(
    "other more most further additional total long daily weekly monthly yearly early separate".split()
)
_COMPARATIVES: Final = frozenset(
    "higher lower richer poorer cheaper larger smaller bigger greater better worse faster slower older younger "
    "stronger weaker longer shorter heavier lighter wider taller thicker colder warmer hotter cooler fewer ahead "
    "behind".split()
)
_NO_NOUNS: Final = frozenset(
    "is was has does says takes makes comes gives sees becomes includes seems appears knows".split()
)
_VERBS_ALONE: Final = frozenset(
    "flee flees see lose survive survives die dies drown perish seek say says come go become know think believe agree "
    "disagree oppose suffer arrive attend belong receive earn expect want speak appear seem respond include".split()
)
# "15,000 needed evacuation", "900 attended services": past forms that stand before no noun as participles.
_PAST_ALONE: Final = frozenset("needed attended joined entered received demanded lacked".split())
# What people do, in words that are nouns as well: verbs behind a number where no plural noun follows.
_VERBS_TOO: Final = frozenset(
    "abandon gather escape cross break flock protest march rally demonstrate riot storm mourn strike walk face await "
    "remain stay take return need lack".split()
)
# "Up on the 29,437 of the year before": a stretch of time is no whole that they are part of.
_PERIODS: Final = frozenset("year month week day quarter season decade period century".split())
_MOST_WORDS: Final = 50_000
