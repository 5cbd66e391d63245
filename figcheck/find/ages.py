"""Ages: "aged 23", "Carter, 26,", "a 2-year-old", "two years old", "12- to 17-year-olds". Kept apart, as skips."""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression
from figcheck.find.spot import Spot, word_behind
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number
from figcheck.phrases import any_of

_AFTER: Final = expression(
    r"(?:[-\s]year[-\s]?olds?|[-\s](?:month|week|day)s?[-\s]olds?|[-\s]years?[-\s](?:old|of\s+age)|[-\s]?yo\b|-y(?:-?o|rs?)?\b)\b"
)
_RANGE: Final = expression(r"-?(?:\s?(?:to|and|or|[-–])\s?\d{1,3})(?=[-\s]years?[-\s]olds?|[-\s]year-olds?)")
_AGE_SPAN: Final = expression(
    r"\b(?:age[ds]\s+(?:rang(?:ed?|es|ing)\s+)?|in\s+age\s+|rang(?:ed?|es|ing)\s+in\s+age\s+)(?:from|between)\s+$"
)
_TO_AGE: Final = expression(r"\s?[-–]\s?\d{1,3}(?![\d%]|[.,]\d|-)")
_SOMETHING: Final = expression(r"[- ]somethings?\b")
# "Rosa Verona, 38": a place or month behind a first name is a surname, unless it is where something was.
_FULL_NAME: Final = expression(
    r"(?:\b(?P<where>[A-Za-z]+)\s+)?(?P<first>[A-Za-z][\w’'-]*)\s+(?P<last>[A-Z][\w’'-]*)[”\"]?(?:,\s+|\s\()$"
)
_WHERE: Final = frozenset("in at near outside around across through throughout".split())
_NAME_COMMA: Final = expression(r"(?:[A-Z][\w’'.-]*|\b(?:Jr|Sr|II|III)\.?)[\"”’]?(?:,\s+|\s\()$")
AGE_OPENERS: Final = frozenset("year years yo month months week weeks day days to and or".split())
_OLDEST: Final = 125
_COMPARED: Final = frozenset("than over under above below".split())
_AGE_GROUPS: Final = frozenset(
    "adult child person man woman patient pupil girl boy those anyone everyone anybody everybody people pensioner "
    "voter worker resident driver player youth student employee citizen minor baby infant teenager kid".split()
)
_MEASURES: Final = frozenset(
    "per percent percentage metres meters feet miles kilometres kilometers km points dollars".split()
)
_AT_AGE: Final = expression(
    r"\b(?:die[ds]?|dead|death|retired|retires|retire|married|age|aged|widowed|orphaned|away)(?:\s+\w+){0,3}\s+at\s+$"
)
# "Police put the dead at 59": a toll, and no age. "A woman of 45": an age, and no toll.
_PUT_AT: Final = expression(
    r"\b(?:put|puts|putting|placed?|places|placing|estimated?|estimates|stands?|stood|standing|remain(?:s|ed)?|toll|count)\b"
    r"|\b(?:the|of|number)\s+(?:dead|deaths?)\s+at\s+$"
)
_CLAUSE: Final = expression(r"[,;:]\s")
_PERSON_OF: Final = expression(
    r"\b(?:m[ae]n|wom[ae]n|boys?|girls?|child|baby|infant|toddler|teenager|youth|pensioner|lad|schoolboy|schoolgirl)\sof\s$"
)
_CLOSING: Final = ("", ",", ".", ";", "\n", "\r", ")")
_AFTER_AT_AGE: Final = frozenset("of after in from on following last this and".split())
_BEHIND_AGE: Final = frozenset("and or who was is has had were from in at on died dies told said with whose".split())
_WHEN_PERSON: Final = expression(r"\s+when\s+(?:he|she|they|his|her|the|[a-z]+ed)\b")
_BEING: Final = frozenset("was is turned turns".split())
_SUBJECT: Final = expression(r"\b(?:he|she|who|i)\s+(?:was|is|turned|turns)\s+(?:just\s+|only\s+|then\s+|about\s+)?$")
_BEHIND_BEING: Final = frozenset(("", "when", "at", "on", "in", "and", "this", "next", "last", "but"))


class AgeReader:
    """Recognises ages with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = frozenset(lexicon.age_words)
        number = rf"(?:\d{{1,3}}|{any_of((*lexicon.ones, *lexicon.teens, *lexicon.tens))})"
        self._several = re.compile(
            rf"\bage(?:[ds]|s?\s+rang(?:ed?|es|ing)|(?=\s+from))\s+(?:(?:rang(?:ed?|es|ing)\s+)?(?:of|from|between)\s+)?{number}"
            rf"(?:,\s*{number})*,?\s+(?:(?:and|to|or)\s+)?$"
        )
        # "two men, 18 and 20," and "a boy, about 4,": a person before the comma, hedges and the first age between.
        self._listed = re.compile(
            r"\b(?P<noun>[a-z]+),\s(?:now\s|both\s|about\s|around\s|just\s|then\s|ages?\s)?"
            rf"(?:{number}\s(?:and|to)\s|{number},\s)?$"
        )
        self._and_age = re.compile(rf"\sand\s{number}(?:[,.;)]|\s(?:who|were|was|are|is)\b)")
        self._word = re.compile(rf"\b{any_of(lexicon.age_words)}\s*:?\s+(?:of\s+)?$")

    def end_of(self, spot: Spot, number: Number, before: str, behind: str) -> int | None:
        """Where the age ends that a number opens; None when it is none."""
        text, low, position, end = spot.text, spot.low, number.start, number.end
        after = low[end : end + 1]
        value = number.value
        if value > _OLDEST or number.scale != 1 or (not number.in_words and value != int(value)):
            return None
        if after == "-" or after == "–" or behind in AGE_OPENERS:
            something = _SOMETHING.match(low, end)
            if something:
                return something.end()
            match = _AFTER.match(low, end)
            if match:
                return match.end()
            ranged = _RANGE.match(low, end)
            if ranged:
                tail = _AFTER.match(low, ranged.end())
                return tail.end() if tail else ranged.end()
        if not before:
            return None
        if before in _COMPARED and self._compared(low, position, before):
            return end if not self._counts(spot, end) else None
        if before in _BEING and _SUBJECT.search(low, max(0, position - 30), position) and behind in _BEHIND_BEING:
            if behind or after in ".,;":
                return end
        bare = before.rstrip(":")
        if bare in ("from", "between") and _AGE_SPAN.search(low, max(0, position - 30), position):
            return _with_top(low, end)
        if bare in self._words or bare in ("of", "and", "to", "or"):
            start = max(0, position - 30)
            told = "age" in low[start:position]
            if told and self._word.search(low, start, position):
                return _with_top(low, end)
        if before[-1] == "," or bare in ("and", "to", "or"):
            start = max(0, position - 40)
            told = "age" in low[start:position] and self._several.search(low, start, position) is not None
            # "aged four and seven, were", but "aged four and seven adults", "aged 17, 30 passengers"
            if (
                told
                and not self._lexicon.is_plural(behind)
                and (before[-1] != "," or after == "," or behind in ("and", "or"))
            ):
                return end
        if self._of_person(spot, number, before, behind, after):
            return end
        if after and after in ",.;)" and (before[-1] == "," or low[position - 1] == "(") and low[position].isdigit():
            if low[end + 1 : end + 2].isdigit():
                return None
            named = _NAME_COMMA.search(text, max(0, position - 30), position)
            if named and (self._is_name(named.group()) or self._is_surname(text, position)):
                return end
            if after == "," and low[position - 2 : position] == ", " and before[:-1] in self._lexicon.people:
                return end  # "The president, 74, won"
        return None

    def _compared(self, low: str, position: int, before: str) -> bool:
        """ "Older than 40", "adults over 65", "children under five"."""
        words = low[max(0, position - 40) : position].replace("aged ", "").split()
        if before == "than":
            return words[-2:-1] in (["older"], ["younger"])
        group = self._lexicon.singular(words[-2].strip("(,")) if len(words) > 1 else ""
        return group in _AGE_GROUPS

    def _of_person(self, spot: Spot, number: Number, before: str, behind: str, after: str) -> bool:
        """ "Died at 66", "was 73 when he", "two men, 18 and 20,", "a boy, about 4,", "her age at 43"."""
        low, position, end = spot.low, number.start, number.end
        if number.value < 1 or low[position - 1 : position] not in (" ", "\n", "("):
            return False
        window = low[max(0, position - 40) : position]
        if before == "at":
            told = after in _CLOSING or behind in _AFTER_AT_AGE
            return told and _AT_AGE.search(window) is not None and not _PUT_AT.search(_CLAUSE.split(window)[-1])
        if before == "of" and _PERSON_OF.search(window):
            return after in _CLOSING or behind in _BEHIND_AGE
        if before in ("was", "is") and behind == "when":
            return _WHEN_PERSON.match(low, end) is not None
        if before == "be" and behind in ("today", "this", "now", "on", "in"):
            return window.endswith("would be ") or (window.endswith("turning "))
        ends = not after or low.startswith("\n\n", end)  # "killing of a girl, 7": the end of a title
        if "," in window[:-1] and (ends or after in ", ." or behind == "and"):
            listed = self._listed.search(window)
            if listed is not None and self._lexicon.singular(listed["noun"]) in self._lexicon.people:
                return ends or after in ",.;)" or self._and_age.match(low, end) is not None
        return False

    def _counts(self, spot: Spot, end: int) -> bool:
        """True when something that is counted follows, so that the number is no age."""
        return spot.low[end : end + 1] in ("%", "°") or word_behind(spot.low, end) in _MEASURES

    def _is_name(self, printed: str) -> bool:
        word = printed.strip(' ,("”’').lower()
        lexicon = self._lexicon
        return word not in lexicon.months and word not in lexicon.weekdays and word not in lexicon.gazetteer.canonical

    def _is_surname(self, text: str, position: int) -> bool:
        """ "Rosa Verona, 38", "Theresa May, 68", "her daughter Verona, 19": a person called like a place or month."""
        name = _FULL_NAME.search(text, max(0, position - 50), position)
        if name is None:
            return False
        lexicon, first = self._lexicon, name["first"]
        lower = first.lower()
        if not first[0].isupper():
            return lower in lexicon.people
        if lower in lexicon.stops or lower in lexicon.weekdays or lower in lexicon.months:
            return False
        if (name["where"] or "").lower() in _WHERE:
            return False
        return (
            f"{lower} {name['last'].lower()}" not in lexicon.gazetteer.canonical
            and lower not in lexicon.gazetteer.canonical
        )


def _with_top(low: str, end: int) -> int:
    """Where an age ends with the higher one behind its dash: "aged 17-43"."""
    ranged = _TO_AGE.match(low, end)
    return ranged.end() if ranged is not None else end
