"""The words that say which way a number goes: "rose", "a fall", "up by 12", "more than the 70"."""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression

# The figure of a change, in a sketch.
_FIGURE_NEXT: Final = r"(?= (?:by |about |some |just |nearly |almost |another |[a-z]+ly )?[CMPOFT])"
_IS: Final = r"(?:(?<= is )|(?<= are )|(?<= was )|(?<= were )|(?<= been ))"
_GO: Final = r"(?:went|gone|goes|go|going|edged|edging|inched|crept|ticked|drifted|nudged) "
# "Inflation eased to 3.1 per cent": of a number alone; what somebody eases or widens may be anything.
_ALONE: Final = (
    r"(?= ?$| (?:[a-z]+ly |back |again )?"
    r"(?:(?:to|from|by) (?:about |some |just |nearly |almost |an? [a-z]+ )?[CMPOT]|[CMPOT]))"
)
_SHORTFALL: Final = r" (?:the|its|their|his|her|a) (?:[a-z]+ )?(?:gap|deficit|loss|losses|shortfall)"
_RISEN: Final = (
    "rose|rise|risen|climb|climbed|jump|jumped|surge|surged|soar|soared|grow|grew|grown|growth|increase|increased|"
    "gained|swelled|swollen|leap|leapt|leaped|raise|raised|lift|lifted|boosted|hiked|spiked|rocketed|mushroomed|ballooned|expanded"
)
_FALLEN: Final = (
    "fell|fall|fallen|drop|dropped|decline|declined|decrease|decreased|slid|slip|slipped|plunge|plunged|shrank|shrink|"
    "shrunk|dipped|tumbled|sank|sunk|plummeted|slump|slumped|cut|lower|lowered|reduce|reduced|reduction|trimmed|slashed|dwindled"
)
# Forms that are nouns or adjectives as often ("job cuts", "rising costs") tell a direction before a figure alone.
_RISES: Final = (
    "rises|rising|climbs|climbing|jumps|jumping|surges|surging|soars|soaring|grows|growing|increases|increasing|gains|"
    "gaining"
)
_FALLS: Final = (
    "falls|falling|drops|dropping|declines|declining|decreases|decreasing|slips|slipping|plunges|plunging|shrinks|"
    "shrinking|cuts|cutting"
)
_WIDER: Final = "widened|accelerated|quickened"
_SLOWER: Final = "eased|slowed|narrowed"
RISING: Final = (
    rf"(?:{_RISEN}|(?:{_WIDER}|widened{_SHORTFALL}){_ALONE}|"
    rf"(?:{_RISES}){_FIGURE_NEXT}|{_GO}up|up{_FIGURE_NEXT}|{_IS}up)"
)
FALLING: Final = (
    rf"(?:{_FALLEN}|(?:{_SLOWER}|narrowed{_SHORTFALL}){_ALONE}|"
    rf"(?:{_FALLS}){_FIGURE_NEXT}|{_GO}down|down{_FIGURE_NEXT}|{_IS}down)"
)
MOVING: Final = rf"(?<![\w-])(?:(?P<up>{RISING})|(?P<down>{FALLING}))(?![\w-])"
_MOVING: Final = expression(MOVING)
_UP: Final = expression(rf"{_RISEN}|{_RISES}|{_WIDER}|(?:{_GO})?up|more|higher|above|over|gain|hike")
_DOWN: Final = expression(rf"{_FALLEN}|{_FALLS}|{_SLOWER}|(?:{_GO})?down|fewer|less|lower|below")
# Words with which another thought begins, or that take the direction's meaning away.
_MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"  # "to June" tells when
)
# What a change is called as a thing: "a rise of 12 per cent".
CALLED: Final = "increase|rise|jump|growth|gain|surge|drop|fall|decline|decrease|reduction|leap|climb|cut|hike"
STOPS: Final = expression(
    r"\b(?:and|but|while|as|when|which|who|whose|that|if|than|compared|though|although|with|where|after|before|because|"
    r"until|despite|against|amid|is|are|was|were|has|have|had|will|said|went|goes|moved|changed|came|reached|stood|took|"
    r"pushed|sent|brought|drove|left|put|saw|short|behind|ill|out|off|apart|victim|plans?|bid|proposal|"
    r"(?!spring\b|morning\b|evening\b)[a-z]{3,}ing)\b|"
    rf"\bto (?!(?:{_MONTHS}|date)\b)[a-z]"
)
_NOT: Final = expression(r"\b(?:not|never|no longer|cannot|nor|without)\b|n't\b")
_REACH: Final = 90  # characters from a direction to the numbers
_NEAR: Final = 50  # … and to another direction before it
_DENIED: Final = 25  # … and to a "not"


def way_of(word: str) -> int:
    """The way a word says that something goes: 1 up, -1 down, 0 where it says neither."""
    if _UP.fullmatch(word):
        return 1
    return -1 if _DOWN.fullmatch(word) else 0


def is_denied(text: str, place: int) -> bool:
    """True when "not" or the like stands right before a place."""
    return _NOT.search(text, max(0, place - _DENIED), place) is not None


def way_before(text: str, place: int) -> int:
    """The way that the last verb or noun before a place tells; 0 where something else begins between them."""
    low = max(0, place - _REACH)
    last: re.Match[str] | None = None
    for match in _MOVING.finditer(text, low, place):
        last = match
    if last is None or is_denied(text, last.start()):
        return 0
    between = text[last.end() : place]
    if STOPS.search(between) or ":" in between or ";" in between or "," in between[:-2]:
        return 0
    # "Increased its job cuts from 40 to 55": two ways in one phrase are none.
    other = "down" if last["up"] is not None else "up"
    for match in _MOVING.finditer(text, max(low, last.start() - _NEAR), last.start()):
        if match[other] not in (None, "growth") and not STOPS.search(text, match.end(), last.start()):
            return 0
    return 1 if last["up"] is not None else -1
