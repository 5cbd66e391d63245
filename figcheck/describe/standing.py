"""How a place stands in its sentence: as where something is so, as the home of somebody, as a source, or as nothing."""

from __future__ import annotations

import re
from typing import Final

from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention
from figcheck.expressions import expression

_LETTERS: Final = expression(r"[a-z’']+")
BORDER: Final = expression(r"[-–]([A-Z]\w+)\s+(?:border|frontier)")  # "the Thai-Cambodian border"
_FROM: Final = frozenset(("of", "from", "outside"))
# "Said in Geneva that", "told reporters in Vienna", "a spokeswoman in Geneva": where somebody spoke.
_SPOKEN: Final = expression(
    r"\b(?:said|told\s(?:reporters|journalists)|(?:news|press)\s(?:conference|briefing)|briefing|"
    r"spokes(?:woman|man|person))\sin\s$"
)
# "Chad has taken in 770,000 refugees", "with Egypt hosting 1.5 million": the land that has them is where they are.
_HOSTS: Final = expression(
    r"(?:\s(?:has|had|have|now|already|alone)){0,3}\s(?:host(?:s|ed|ing)?|shelter(?:s|ed|ing)|"
    r"tak(?:es|en|ing)\sin|took\sin|(?:is|was|remains)\shome\sto)\b"
)
# Those whose land is told by "from", wherever they are now.
_COMERS: Final = frozenset("refugees migrants immigrants exiles returnees seekers".split())
_SEAT_REACH: Final = 90
_SAYING: Final = (" said", " says", " say", " told", " announced", " confirmed", " reported", " found", " estimate")
_HOME: Final = expression(r"\d, (?:of|from) $")
_LONGEST_HOME: Final = 12
_AWAY: Final = expression(
    r"\b(?:miles?|kilomet(?:er|re)s?|km)\b(?:\s\([^()]{1,30}\))?(?:,?\s[a-z-]+){0,2}"
    r"\s(?:of|from|outside)(?: the(?: \w+)?)?\s$"
)
_LONGEST_AWAY: Final = 80
# What tells of a hospital: its characters and words on either side of a place.
_CARE_REACH: Final = 90
_CARE_NEAR: Final = 6
_CARE_IN: Final = (["in"], ["near"], ["of"])
_CARE_BEHIND: Final = 4
_CARE_WORDS: Final = 8
_CLAUSE_END: Final = expression(r"[,.;:]|\b(?:and|but|where|when|while)\b")
# "The two who were wounded were flown to Boise": not where they were hurt.
_CARRIED: Final = expression(
    r"\b(?:wounded|injured|hurt|shot|victims?|patients?|survivors?)\b[^.;]*"
    r"\b(?:taken|flown|rushed|airlifted|transported|transferred|driven|brought)\s(?:by\s[a-z]+\s)?to\s$",
    re.IGNORECASE,
)
_LONGEST_LEFT: Final = 60
_ONCE: Final = expression(r"(?: in (?:the )?[A-Z][\w’'-]+)? in (?:19|20)\d\d\b")  # "captured in Mariupol in 2022"
_VERB_BEHIND: Final = expression(r"\s(?:has\s|had\s)?([a-z]+)\b")


def is_left(text: str, start: int, names: Names) -> bool:
    """Whether a name that starts there, behind "from", is one that somebody is taken out of: "withdraw 700 soldiers
    from Romania"."""
    return names.removed.search(text, max(0, start - _LONGEST_LEFT), start) is not None


def is_seat(text: str, mention: Mention, names: Names) -> bool:
    """Whether a place is where a body that speaks has its seat: "the Department of Migrant Workers in Manila said"."""
    if not text.startswith(_SAYING, mention.end):
        return False
    return names.seated.search(text[max(0, mention.start - _SEAT_REACH) : mention.start].lower()) is not None


class PlaceStanding:
    """Tells how the places of one article stand."""

    def __init__(self, text: str, lead: int, names: Names) -> None:
        """``lead`` is where the text behind the title begins."""
        self._text = text
        self._lead = lead
        self._names = names
        self._lexicon = names.lexicon
        self._names_care: bool | None = None

    def stands(self, mention: Mention) -> str:
        """How a place stands by what is before it: as a "place", "listed" behind a comma, as a "source", as the "home"
        of somebody ("Ann Hensley, 52, of Tucson"), "away" where another is told from it, "once", or ""."""
        start = self._lead if mention.start >= self._lead else 0  # no words of a title
        before = self._text[max(start, mention.start - 30) : mention.start].lower()
        words: list[str] = _LETTERS.findall(before)
        if "according" in words[-3:]:
            return "source"
        if _SPOKEN.search(before) is not None:
            return "source"
        if is_seat(self._text, mention, self._names):
            return "source"
        previous = words[-1] if words else ""
        before_places = self._lexicon.before_places
        if previous in self._lexicon.place_attributes:
            previous = next((w for w in words[-2::-1] if w in before_places), "")
        if _ONCE.match(self._text, mention.end):
            return "once"
        if self._is_of_care(mention):
            return "source"
        if previous == "from" and words[-2:-1] and words[-2] in _COMERS:
            return "home"  # "770,000 refugees from Sudan", in Chad
        if previous in _FROM:
            if _HOME.search(self._text, max(0, mention.start - _LONGEST_HOME), mention.start):
                return "home"
            if _AWAY.search(self._text, max(0, mention.start - _LONGEST_AWAY), mention.start):
                return "away"
        if (previous == "to" and words[-2:-1] == ["way"]) or (previous == "for" and words[-2:-1] == ["bound"]):
            return "source"  # "on their way to Taipei"
        if previous == "to" and _CARRIED.search(self._text, max(start, mention.start - _CARE_REACH), mention.start):
            return "source"
        if previous == "from" and is_left(self._text, mention.start, self._names):
            return "place"
        if previous in before_places or BORDER.match(self._text, mention.end):
            return "place"
        if _HOSTS.match(self._text, mention.end):
            return "place"
        if mention.name not in self._lexicon.gazetteer.countries:
            verb = _VERB_BEHIND.match(self._text, mention.end)
            if verb is not None and verb[1] in self._lexicon.counting_verbs:
                return "place"
        return "listed" if before.rstrip().endswith(",") else ""

    def _is_of_care(self, mention: Mention) -> bool:
        """True for where victims were taken: "sent 14 to hospitals in Hugo and Denver", "died at a Denver hospital".

        What happened "at a hospital in Lyon" is told of Lyon.
        """
        care = self._lexicon.care_places
        if self._names_care is None:
            low = self._text.lower()
            self._names_care = any([place in low for place in care])
        if not self._names_care:
            return False  # most articles tell of no hospital
        before: list[str] = _LETTERS.findall(
            self._text[max(0, mention.start - _CARE_REACH) : mention.start].rpartition(". ")[2].lower()
        )
        at = next((i for i in range(len(before) - 1, max(-1, len(before) - _CARE_NEAR), -1) if before[i] in care), -1)
        if at < 0 or before[at + 1 : at + 2] not in _CARE_IN:
            behind = self._text[mention.end : mention.end + _CARE_REACH].lower()
            if care.isdisjoint(_LETTERS.findall(_CLAUSE_END.split(behind, maxsplit=1)[0])[:_CARE_BEHIND]):
                return False
            at = len(before)
        return not self._lexicon.care_words.isdisjoint(before[max(0, at - _CARE_WORDS) : at])
