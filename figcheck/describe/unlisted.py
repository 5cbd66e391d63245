"""Towns that no list knows, told by what stands around their names."""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression

# Before "in" and a name: what one has in a company, a person or a programme.
_IN_NO_PLACE: Final = expression(
    r"\b(?:shares?|stakes?|stocks?|holdings?|interests?|positions?|invest(?:s|ed|ing|ments?|ors?)?|shareholders?|"
    r"stakeholders?|partners?|confidence|trust(?:s|ed)?|faith|believ(?:e|es|ed|ing)|bonds|role|involved|enrol+ed)$",
    re.IGNORECASE,
)
_LONGEST_BEFORE_IN: Final = 14
_READ: Final = 50_000  # characters, so that no text of very many names takes long
# "The village of Yarova".
_SETTLEMENT_OF: Final = expression(
    r"\b(?:villages?|towns?|city|cities|hamlet|settlement|township|municipality|suburb|island|district|commune) of $",
    re.IGNORECASE,
)
_LONGEST_SETTLEMENT: Final = 20
_OF_A_TOWN: Final = expression(
    r" (?:(?:[Cc]ity|[Tt]own|[Pp]arish|[Dd]istrict|[Mm]unicipal) )?(?:[Cc]ouncil|[Mm]ayor|police|residents|[Hh]all)\b"
)


class Unlisted:
    """The names in one article that no list knows."""

    def __init__(self, text: str) -> None:
        self._text = text[:_READ]
        self._known: dict[str, bool] = {}
        self._settlements: dict[str, bool] = {}
        self._named: dict[str, bool] = {}

    def is_settlement(self, name: str) -> bool:
        """Whether the article says somewhere what kind of place a name is: "the village of Yarova"."""
        known = self._settlements.get(name)
        if known is None:
            text, known, at = self._text, False, self._text.find(f" of {name}")
            while at >= 0 and not known:
                end = at + len(" of ")
                known = _SETTLEMENT_OF.search(text, max(0, end - _LONGEST_SETTLEMENT), end) is not None
                at = text.find(f" of {name}", end)
            self._settlements[name] = known
        return known

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word stands inside of a sentence as well, and nowhere in small letters: what opens a
        sentence with it is a name."""
        known = self._named.get(word)
        if known is None:
            known = self._named[word] = _is_name_in(self._text, word)
        return known

    def is_town(self, name: str) -> bool:
        """Whether a name is somewhere in the article that of a town: behind "in", where it is not what one has shares
        in, or before a council, a mayor, a police."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = _is_town_in(self._text, name)
        return known


def _is_name_in(text: str, word: str) -> bool:
    if f" {word.lower()}" in text:
        return False
    at = text.find(f" {word}")
    while at >= 0:
        behind = at + 1 + len(word)
        if text[at - 1 : at].islower() and not text[behind : behind + 1].isalnum():
            return True
        at = text.find(f" {word}", behind)
    return False


def _is_town_in(text: str, name: str) -> bool:
    at = text.find(name)
    while at >= 0:
        behind = at + len(name)
        if _OF_A_TOWN.match(text, behind):
            return True
        if text[max(0, at - 4) : at] == " in " and not text[behind : behind + 1].isalnum():
            before = at - len(" in ")
            if not _IN_NO_PLACE.search(text, max(0, before - _LONGEST_BEFORE_IN), before):
                return True
        at = text.find(name, behind)
    return False
