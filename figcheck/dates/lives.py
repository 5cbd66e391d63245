"""Ages, and the dates of births and deaths: "Haddad, 43", "born in Tyre in 1975", "(1931–2015)", "died aged 80".

Ages are looked for only in an article that tells of a birth.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import pairwise
from typing import Final

from figcheck.articles import Span
from figcheck.dates.spots import SmallNumbers, Spot
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import DateKind

_BORN: Final = expression(r"(?<![\w-])(?:[Bb]orn|BORN)\b(?!-)|\(b\.\s")
_BIRTH_WORDS: Final = ("born", "Born", "BORN", "(b.")
_DIED: Final = expression(r"\b(?:died|killed|murdered|passed\s+away|shot\s+dead)\b")
# From "born" to its date: names and places, nothing that begins another story.
_TO_DATE: Final = expression(
    r"\s*(?:(?!(?:and|but|who|whose|where|which|that|when|before|after|since|until|moved|grew|raised|came|emigrated|died|"
    r"then|later|again|were|was|had|has)\b)"
    r"[\w’'.-]+,?\s+){0,9}?(?:(?:on|in|around|about|circa|c\.)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_TO_DEATH: Final = expression(r"\s+(?:in\s+[A-Z][\w’'-]+,?\s+)?(?:(?:on|in)\s+)?(?:the\s+)?")
_LIFE_JOIN: Final = expression(r"\s?[-–—]\s?|;?\s+(?:to|died|d\.)\s+(?:on\s+|in\s+)?")
_SUBJECT: Final = expression(
    r"(?P<name>\b[A-Z][\w’'-]*)(?:,)?\s+(?:(?:was|were|is)\s+)?(?:the\s+(?:son|daughter)\s+of\s+\w+\s+)?$"
)
_CLOSE: Final = 110
# The numbers of the pattern of ages that are the mention without the words around them.
_ALONE: Final = ("named", "been", "aged", "person")
_NAME: Final = r"(?P<name>[A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'.-]*|de|la|al|bin|van|von|der)){0,5})"


class LifeReader:
    """Reads ages and births with the number words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = numbers = SmallNumbers(lexicon)
        number = numbers.pattern
        self._ages = re.compile(
            rf"(?P<died>\b(?:died|dies|dead|passed\s+away|death)\b(?:[^.;:\n(]|\([^)\n]{{0,30}}\)){{0,60}}?,?\s+"
            rf"(?:aged|at\s+(?:the\s+)?age(?:\s+of)?|at)\s+(?P<at_death>{number})\b(?!\s*(?:[ap]\.?m|th|hours|%|per|in\s+the|[.:]\d|[A-Z][a-z])))|"
            r"\b(?P<fete>celebrated|marked|celebrates|marks)\s+(?:his|her)\s+(?P<nth>\d{1,3})(?:st|nd|rd|th)\s+birthday\b|"
            rf"\b(?P<turned>turned|turns|turning|turn)\s+(?P<birthday>{number})\b(?!\s*(?:years?\s+in|per|%|of|people))|"
            rf"(?P<being>\b(?:[Hh]e|[Ss]he|and|\d{{4}}[,)])\s+(?P<verb>was|is)\s+(?:now\s+|only\s+|just\s+)?)"
            rf"(?P<been>\d{{1,3}})(?:\s+years\s+old)?(?=[.,;]|\s+(?:when|and|in)\b)|"
            rf"\b(?:aged|at\s+(?:the\s+)?age\s+of)\s+(?:only\s+|just\s+)?(?P<aged>{number})(?=[,.;)]|\s+(?:in|when|he|she)\b)|"
            rf"(?<![\w$€£.,-])(?P<old>{number})-year-old\b|"
            r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er)\s+[a-z][\w’'-]*(?:\s[a-z][\w’'-]*)?,\s+(?:now\s+)?(?P<person>\d{1,3})(?=,\s+(?:who\s+)?(?:was\s+)?born\b)|"
            rf"{_NAME}(?:,\s+|\s\()(?:now\s+|then\s+)?(?P<named>\d{{1,3}})(?=[,.;)]|\s+and\b|\s+was\b|\s+who\b)"
        )

    def read(self, text: str, days: list[Spot]) -> list[Spot]:
        """The births, deaths and ages of a text, whose days are known already."""
        starts = [spot.span.start for spot in days]
        found: list[Spot] = []
        for match in _BORN.finditer(text) if any([word in text for word in _BIRTH_WORDS]) else ():
            birth = self._event("birth", text, match, _TO_DATE, days, starts)
            if birth is not None:
                found.append(birth)
        found += _lives(text, days)
        if not found:
            return []
        for match in _DIED.finditer(text):
            death = self._event("death", text, match, _TO_DEATH, days, starts)
            if death is not None:
                found.append(death)
        return found + self._told(text)

    def _event(
        self,
        kind: DateKind,
        text: str,
        match: re.Match[str],
        between: re.Pattern[str],
        days: list[Spot],
        starts: list[int],
    ) -> Spot | None:
        """A birth or death with the date that follows its word."""
        index = bisect_left(starts, match.end())
        if index >= len(days) or days[index].span.start - match.end() > _CLOSE:
            return None
        day = days[index]
        if between.fullmatch(text, match.end(), day.span.start) is None:
            return None
        subject = _SUBJECT.search(text[max(0, match.start() - 40) : match.start()])
        name = subject["name"] if subject else ""
        return day._replace(kind=kind, span=Span(match.start(), day.span.end), name=name)

    def _told(self, text: str) -> list[Spot]:
        """The ages of a text."""
        found: list[Spot] = []
        for match in self._ages.finditer(text):
            manner, spoken = "name", match["named"]
            if match["died"]:
                manner, spoken = "died", match["at_death"]
            elif match["turned"]:
                manner, spoken = match["turned"].lower(), match["birthday"]
            elif match["fete"]:
                manner, spoken = ("turned" if match["fete"].endswith("ed") else "turns"), match["nth"]
            elif match["being"]:
                manner, spoken = match["verb"], match["been"]
                if match["verb"] == "was" and text[match.end() : match.end() + 1] not in ".,;":
                    manner = "when"
            elif match["aged"]:
                manner, spoken = "aged", match["aged"]
            elif match["old"]:
                manner, spoken = "year-old", match["old"]
            elif match["person"]:
                spoken = match["person"]
            value = self._numbers.value(spoken)
            if not 0 < value < 125:
                continue
            alone = next((name for name in _ALONE if match[name]), 0)  # the number alone, or all of it
            span = Span(*match.span(alone))
            count = Decimal(value)
            found.append(Spot("age", span, low=count, high=count, unit="year", name=match["name"] or "", manner=manner))
        return found


def _lives(text: str, days: list[Spot]) -> list[Spot]:
    """ "(1931–2015)", "(3 May 1931 – 2 June 2015)": births and deaths of persons, whom the check tells from terms of
    office by the age at their end."""
    found: list[Spot] = []
    for first, last in pairwise(days):
        if text[first.span.start - 1 : first.span.start] != "(" or text[last.span.end : last.span.end + 1] != ")":
            continue
        if (
            first.year is not None
            and last.year is not None
            and _LIFE_JOIN.fullmatch(text, first.span.end, last.span.start)
        ):
            found.append(first._replace(kind="birth", manner="life"))
            found.append(last._replace(kind="death", manner="life"))
    return found
