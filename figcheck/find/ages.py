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
# "Tom and Ann Reed, 23 and 25, were": two first names before the one surname, and an age for each.
_SHARED_SURNAME: Final = expression(
    r"\b(?P<first>[A-Z][\w’'-]+)\sand\s(?P<second>[A-Z][\w’'-]+)\s[A-Z][\w’'-]+,\s(?P<more>\d{1,3}\sand\s)?$"
)
_LAST_AGE: Final = expression(r"\sand\s\d{1,3}(?=[.,;)](?!\d))")
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
_BEHIND_BEING: Final = frozenset(("", "when", "at", "on", "in", "and", "this", "next", "last", "but"))
# "The driver was only 34", "the dead were 34, 29 and 6": what somebody is, with the words that may stand between.
_JUST: Final = frozenset("just only then about nearly almost around already now over under above below".split())
_IS: Final = expression(
    r"\s(?:was|is|turned|turns)\s+(?:(?:just|only|then|about|nearly|almost|around|already|now|over|under|above|below)\s+)?$"
)
_DETERMINED: Final = frozenset("the a an his her their my our another one youngest oldest eldest".split())
_UTMOST: Final = frozenset(("youngest", "oldest", "eldest"))
_SOMEBODY: Final = frozenset(("he", "she", "who", "i"))
_THEY: Final = frozenset(("they", "two", "three", "both", "four"))
# "All were under 30", "half of the 474 arrested were over 60": part of those who are counted, not how many they are.
_PART_WERE: Final = expression(
    r"\b(?:all|most|many|some|both|none|half|several|majority|thirds?|quarters?|cent|\d+%?)"
    r"(?:\s+of\s+(?P<whole>[^.,;:]{1,40}))?\s+(?:was|were|are|is)\s+(?:over|under|above|below)\s+$"
)
_THEM: Final = frozenset(("them", "those", "these", "whom"))
_ONE_OF_THEM: Final = expression(r"[,;(] ?(?:and )?(?:one|both|all|most) of (?:them|whom) (?:only |just |about )?$")
_AGE_IS: Final = expression(r"\bage(?:\s+(?:of|for|in|at)\s+(?:[a-z]+\s+){1,3}|\s+)(?:is|was|at|to|stands\s+at)\s+$")
_AT_BEGINS: Final = expression(r"(?:^|[.!?;:]\s+[“\"]?|\n\s*|\b(?:and|but)\s+)at\s+$")
_AT_HE: Final = expression(r",\s+(?:he|she|i)\b")
_SPAN_END: Final = expression(r"\s+and\s+\d{1,3}(?=\s*[.,;)]|\s+([a-z]+))")
_AGE_UNITS: Final = frozenset(("year", "month", "week", "day"))
_WERE: Final = frozenset(("were", "are"))
_TWO_NAMES: Final = expression(r"(?:^|[.\n”\",]\s?)[A-Z][a-z’'-]+\s[A-Z][\w’'-]+$")


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
            rf"(?P<more>(?:{number},\s)*(?:{number},?\s(?:and|to)\s)?)$"
        )
        self._bracketed = re.compile(rf"\b(?P<noun>[a-z]+)\s\((?P<more>(?:{number},\s)*(?:{number},?\sand\s)?)$")
        self._and_age = re.compile(rf"\s(?:and|to)\s{number}(?:[,.;)]|\s(?:who|were|was|are|is)\b|$)")
        self._were = re.compile(rf"(?P<noun>\b[a-z]+)\s(?:were|are)\s(?P<more>(?:{number},\s)*(?:{number},?\sand\s)?)$")
        self._more = re.compile(rf"(?:,\s{number})*,?\sand\s{number}(?=[.,;)]|$)")
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
            return end if low[position - 1 : position] == "(" and self._in_brackets(spot, position, end) else None
        if before == "as":
            return self._as_young(low, position, end, behind)
        if self._is(spot, number, before, behind, after):
            return end
        if before == "between" and behind == "and":
            span_end = self._between(low, position, end)
            if span_end is not None:
                return span_end
        if before in _COMPARED and self._compared(low, position, before):
            return end if not self._counts(spot, end) else None
        bare = before.rstrip(":")
        if bare in ("from", "between") and _AGE_SPAN.search(low, max(0, position - 30), position):
            return _with_top(low, end)
        if bare in self._words or bare in ("of", "and", "to", "or", "is", "was", "at"):
            start = max(0, position - 40)
            told = "age" in low[start:position]
            is_whole = low[end : end + 3].lstrip()[:1] != "/"  # "her age is 1 / 6 of his"
            if told and is_whole and (self._word.search(low, start, position) or _AGE_IS.search(low, start, position)):
                return _with_top(low, end)
        if before[-1] == "," or bare in ("and", "to", "or"):
            start = max(0, position - 40)
            if after == ")" and "(" in low[start:position] and self._in_brackets(spot, position, end):
                return end
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
        if before in _THEM and after and after in ".,;)" and low[position].isdigit():
            them = _ONE_OF_THEM.search(low, max(0, position - 30), position)
            if them is not None and self._tells_persons(low[max(0, them.start() - 80) : them.start()].split()):
                return end  # "Two boys died, one of them 12."
        if after and after in ",.;)" and (before[-1] == "," or low[position - 1] == "(") and low[position].isdigit():
            if low[end + 1 : end + 2].isdigit():
                return None
            named = _NAME_COMMA.search(text, max(0, position - 30), position)
            if named and (self._is_name(named.group()) or self._is_surname(text, position)):
                return end
            if after == "," and low[position - 2 : position] == ", " and before[:-1] in self._lexicon.people:
                return end  # "The president, 74, won"
        return None

    def _in_brackets(self, spot: Spot, position: int, end: int) -> bool:
        """ "Jane Doe (34) was held", "a woman (71)", "two men (19 and 22)"; a number in brackets may count as well."""
        text, low = spot.text, spot.low
        start = max(0, position - 60)
        bracketed = self._bracketed.search(low, start, position)
        if bracketed is None:
            return False
        noun = bracketed["noun"]
        several = bracketed["more"] != "" or self._more.match(low, end) is not None
        if not several and low[end : end + 1] != ")":
            return False
        if self._has_ages(noun, low[start : bracketed.start()], several):
            return several or (noun in self._lexicon.people and self._one_person(low[start : bracketed.end("noun")]))
        if several or not self._may_end_name(text[bracketed.start("noun") : bracketed.end("noun")]):
            return False
        name = _FULL_NAME.search(text, max(0, position - 50), position)
        if name is None or not name["first"][0].isupper() or (name["where"] or "").lower() == "the":
            return False
        return self._is_surname(text, position)

    def _one_person(self, before: str) -> bool:
        """Whether words end with a noun phrase for one person, behind no preposition: "the young driver"."""
        words = before.split()[-5:]
        if words[-1] == "other" or self._lexicon.is_plural(words[-1]):
            return False
        for k in range(len(words) - 2, -1, -1):
            if words[k] in _DETERMINED:
                return k == 0 or words[k - 1] not in self._lexicon.prepositions
        return False

    def _has_ages(self, noun: str, before: str, several: bool) -> bool:
        """Whether a word is for those who have ages: "boys", "the youngest"; of several "the couple", "the accused"."""
        lexicon = self._lexicon
        if lexicon.singular(noun) in lexicon.people:
            return True
        if noun in _UTMOST:
            return before.endswith("the ")
        if not several:
            return False
        return noun in lexicon.body_nouns or (before.endswith("the ") and noun in lexicon.persons_told)

    def _may_end_name(self, word: str) -> bool:
        """Whether a word as printed may be the surname before an age: "City" and "Party" are none."""
        return word[0].isupper() and word not in self._lexicon.institutions and word not in self._lexicon.geographic

    def _as_young(self, low: str, position: int, end: int, behind: str) -> int | None:
        """Where an age ends behind "as young as", or behind the "as old as" of persons; None for other things."""
        words = low[max(0, position - 50) : position].split()[-4:]
        if words[-3:] == ["as", "old", "as"]:
            if self._lexicon.singular(words[0]) not in self._lexicon.people:
                return None
        elif words[-3:] != ["as", "young", "as"]:
            return None
        if behind.rstrip("s") in _AGE_UNITS:
            return low.index(behind, end) + len(behind)
        return end

    def _is(self, spot: Spot, number: Number, before: str, behind: str, after: str) -> bool:
        """ "The driver was only 34", "she is 71 and", "the dead were 34, 29 and 6", "all were under 30"."""
        low, position, end = spot.low, number.start, number.end
        listing = before[-1] == "," or before == "and"
        if before not in _BEING and before not in _JUST and before not in _WERE and not listing:
            return False
        start = max(0, position - 60)
        if listing or before in _WERE:
            found = self._were.search(low, start, position)
            if found is None or number.value < 1:
                return False
            noun = found["noun"]
            if noun not in _THEY and not self._has_ages(noun, low[start : found.start()], True):
                return False
            closes = not after or after in ".,;)"
            return (closes and found["more"] != "") or self._more.match(low, end) is not None
        if behind not in _BEHIND_BEING or not (behind or not after or after in ".,;)\n"):
            return False
        if before in _COMPARED:
            part = _PART_WERE.search(low, start, position)
            if part is not None and (part["whole"] is None or self._tells_persons(part["whole"].split())):
                return True
        found = _IS.search(low, start, position)
        return found is not None and self._somebody(spot, start, found.start())

    def _tells_persons(self, words: list[str]) -> bool:
        lexicon = self._lexicon
        return any([w in _THEM or w in lexicon.states or lexicon.singular(w) in lexicon.people for w in words])

    def _somebody(self, spot: Spot, start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end`` end with one person: "she", "the driver", "the youngest"."""
        words = spot.low[start:end].split()
        if not words:
            return False
        last = words[-1]
        if last in _SOMEBODY:
            return True
        if last in _UTMOST:
            return words[-2:-1] == ["the"]
        if last in self._lexicon.people:
            return self._one_person(spot.low[start:end])
        if not self._may_end_name(spot.text[start:end].split()[-1]) or _TWO_NAMES.search(spot.text, start, end) is None:
            return False
        window = spot.text[start:end] + ", "
        return self._is_surname(window, len(window))

    def _between(self, low: str, position: int, end: int) -> int | None:
        """Where "men between 18 and 60" ends; None where the numbers count something that follows."""
        words = low[max(0, position - 40) : position].split()
        noun = words[-2] if len(words) > 1 else ""
        singular = self._lexicon.singular(noun)
        if singular == noun or singular not in _AGE_GROUPS:
            return None
        span = _SPAN_END.match(low, end)
        if span is None or (span[1] is not None and span[1] not in self._lexicon.stops):
            return None
        return span.end()

    def _compared(self, low: str, position: int, before: str) -> bool:
        """ "Older than 40", "adults over 65", "children under five", "most aged over 60"."""
        words = low[max(0, position - 40) : position].split()
        if words[-2:-1] == ["aged"]:
            return True
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
            if after == "," and _AT_HE.match(low, end) and _AT_BEGINS.search(window):
                return True
            told = after in _CLOSING or behind in _AFTER_AT_AGE
            return told and _AT_AGE.search(window) is not None and not _PUT_AT.search(_CLAUSE.split(window)[-1])
        if before == "of" and _PERSON_OF.search(window):
            return after in _CLOSING or behind in _BEHIND_AGE
        if before in ("was", "is") and behind == "when":
            return _WHEN_PERSON.match(low, end) is not None
        if before == "be" and behind in ("today", "this", "now", "on", "in"):
            return window.endswith("would be ") or (window.endswith("turning "))
        ends = not after or low.startswith("\n\n", end)  # "killing of a girl, 7": the end of a title
        if "," in window[:-1] and (ends or after in ", ." or behind in ("and", "to")):
            listed = self._listed.search(window)
            if listed is not None:
                more = self._and_age.match(low, end) is not None
                several = (
                    more or listed["more"] != "" or "both" in listed.group() or self._more.match(low, end) is not None
                )
                if self._has_ages(listed["noun"], window[: listed.start()], several):
                    return ends or more or after in ",.;)"
            return self._of_namesakes(spot, position, end, after)
        return False

    def _of_namesakes(self, spot: Spot, position: int, end: int, after: str) -> bool:
        """ "Tom and Ann Reed, 23 and 25, were": the ages of two who share a surname, neither named like a place."""
        names = _SHARED_SURNAME.search(spot.text, max(0, position - 60), position)
        if names is None:
            return False
        listed = after in (",", ".", ";", ")") if names["more"] else _LAST_AGE.match(spot.low, end) is not None
        return listed and all([self._is_name(names[part]) for part in ("first", "second")])

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
