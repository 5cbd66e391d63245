"""Numbers in fixed notations that are no quantities: scores, splits of votes, odds, items of lists, set expressions.

Each function gives None for a number that stands in no such notation. ``word`` is the word before the number,
``behind`` the word behind it, both in lower case.
"""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression
from figcheck.find.notfigure import NotFigure, part_of
from figcheck.find.spot import Spot
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number

BASES: Final = frozenset((100, 1000, 10000, 100000, 1000000))
# "The result was ($2.5 million)": no bracket stands right behind such a word but that of an amount below zero.
STATED_IN_BRACKETS: Final = (" is ", "was ", " of ", " to ", " at ", "were ")
GLUED_NAME: Final = expression(r"[A-Za-z]\w*(?:-\w+)*|\([a-z]\)(?:\(\d+\))?")
_LIST: Final = expression(r"(?:^|[\r\n])[ \t]*(?:[-*•][ \t]*)?\(?$")
_LIST_END: Final = expression(r"\d{1,3}[.)](?=\s)")
_IDIOM: Final = expression(r"(?:24/7|9/11|7/7|50[-/]50|4x4|20/20)(?!\d)|360[- ]degree|911\b|101\b(?=\s*$)")
_IDIOMATIC: Final = frozenset("24 9 7 50 4 20 360 911 101".split())
_EMERGENCY: Final = expression(r"(?:call(?:ed|s|ing)?|dial(?:ed|led|ling)?|to|a|via|the)\s+$", re.IGNORECASE)
_EMERGENCY_CALLS: Final = expression(r"\s+(?:calls?|callers?|dispatch\w*|operators?)\b", re.IGNORECASE)
_STATES_BELOW: Final = "48"  # "the lower 48": the states of the mainland
_RATIO: Final = expression(r"\d{1,3}:\d[\d,]*(?<!,)(?![\d:])")
_SCORE: Final = expression(r"\d{1,3}\s?[-–]\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?![\d,.]\d|\d|\s?%)")
_SCORE_WORDS: Final = expression(
    r"\b(?:w[io]ns?|winning|won|beat|beats|beaten|beating|lost|lose|loss|losing|lead|leads|led|leading|victory|defeat|defeated|"
    r"draw|drew|tied?|score[ds]?|final|record|voted?|vote|ruling|ruled|decision|game|match|trail(?:s|ed|ing)?|edged|down|up|series|triumph)\b"
    r"[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_LETTERED: Final = expression(r"-[A-Z]\b(?!\s?-)|-[A-Z][a-z]+\b")
_PRESSURE: Final = expression(r"\d{2,3}/\d{2,3}(?![\d/])(?!\s+of\b)")
_ODDS: Final = expression(
    r"\d{1,3}-to-\d{1,3}\b(?!\s+(?:million|billion|thousand|percent|per|years?|miles?|months?|weeks?|days?|"
    r"hours?|minutes?|met(?:re|er)s?|km|kilomet(?:re|er)s?|feet|foot|inch(?:es)?|tonn?e?s?|pounds?|dollars?|euros?)\b|-)"
)
_LISTED_IN_BRACKETS: Final = expression(r"\((\d)\)")
_INLINE_LIST: Final = expression(r"\. [A-Z]")
# "The court ruled 5 to 4", "odds of 3 to 1": ends that fall are no range.
_DIVIDED: Final = expression(
    r"\b(?:rul(?:ed|ing)|vot(?:ed?|es|ing)|split|decided|divided|decision|odds)\s+(?:(?:by|of|at|are|were|is|was)\s+)?$"
)
_TO_FEWER: Final = expression(r"(\d{1,3}) to (\d{1,3})\b(?!\s?%|[.,]\d)")
# "England made 212 for four"; four of something would follow it.
_WICKETS: Final = expression(
    r" for (?:\d|one|two|three|four|five|six|seven|eight|nine)"
    r"(?=[.,;)]|$|\s(?:declared|dec|in|at|when|from|off|and|after)\b)"
)
_MADE: Final = frozenset("made were was are reached reaching posted at on finished closed total scored".split())
_LEAST_RUNS: Final = 10
# "Opens from 9 to 5": hours of the day.
_HOURS: Final = expression(r"[7-9] to [3-7](?=[.,;)]|$|\s(?:on|every|daily|weekdays|from|and|but|in)\b)")
_AT_WORK: Final = expression(
    r"\b(?:open(?:s|ed|ing)?|work(?:s|ed|ing)?|job|jobs|hours|clos(?:es|ed)|daily|weekdays|shift)\b"
)
_VOTE: Final = expression(r"vote of $")
_SPLIT: Final = expression(r"\d{1,4} to \d{1,4}\b")
_AIRLINER: Final = expression(r"7[0-8]7-(?:[1-9]00|[89]|10)(?:ER|LR|F)?(?![\w.,]*\d)\b")
_CHANCE: Final = expression(r"\d+-in-\d[\d,]*-\w+(?:-\w+)*")  # "a 1-in-1,000-year event"
_SET_SCORES: Final = expression(r"[,(]\s?\d{1,2}[-–]\d{1,2}\b|\b\d{1,2}[-–]\d{1,2},\s$")


def set_expression(spot: Spot, number: Number, word: str) -> NotFigure | None:
    """ "24/7", "the lower 48", "per 100,000": an expression, or the base of a rate."""
    text, position, number_end = spot.text, number.start, number.end
    idiom = _IDIOM.match(text, position) if text[position:number_end] in _IDIOMATIC else None
    if idiom and (
        idiom.group() != "911"
        or _EMERGENCY_CALLS.match(text, idiom.end())
        or _EMERGENCY.search(text, max(0, position - 10), position)
    ):
        return NotFigure(position, idiom.end(), "idiom", f"the expression {idiom.group()!r}")
    if word == "lower" and text[position:number_end] == _STATES_BELOW:
        return NotFigure(position, number_end, "idiom", "the states of the mainland")
    if word == "per" or (word == "every" and number.value in BASES):
        return NotFigure(position, number_end, "rate_base", "the base of a rate", number.value)
    return None


def joined_by_mark(spot: Spot, number: Number) -> NotFigure | None:
    """ "Unit 4-A", "737-800", "120/80", "a 1-in-100-year flood", "3-to-1": what a hyphen or a slash joins."""
    text, position, number_end = spot.text, number.start, number.end
    after = text[number_end : number_end + 1]
    if after == "-" and text[number_end + 1 : number_end + 2].isupper() and not spot.in_title:
        match = _LETTERED.match(text, number_end)
        if match:
            return NotFigure(position, match.end(), "name", part_of(text, position, match.end()))
    if after == "-" and number_end - position == 3 and (airliner := _AIRLINER.match(text, position)) is not None:
        return NotFigure(position, airliner.end(), "name", part_of(text, position, airliner.end()))
    pressure = _PRESSURE.match(text, position) if after == "/" else None
    if pressure and number.value >= int(pressure.group().split("/")[1]):
        return NotFigure(position, pressure.end(), "score", "two readings in one")
    chance = _CHANCE.match(text, position) if after == "-" else None
    if chance:
        return NotFigure(position, chance.end(), "idiom", "a chance, as a name of what it may bring")
    odds = _ODDS.match(text, position) if after == "-" else None
    if odds:
        return NotFigure(position, odds.end(), "score", "a ratio or odds")
    return None


def in_brackets(spot: Spot, number: Number) -> NotFigure | None:
    """ "12(b)", "(2)" behind "(1)": the number of a section, or of an item of a list."""
    text, position, number_end = spot.text, number.start, number.end
    after = text[number_end : number_end + 1]
    if after == "(":
        match = GLUED_NAME.match(text, number_end)
        if match:
            return NotFigure(position, match.end(), "citation", "the number of a section")
    if after == ")" and text[position - 1 : position] == "(" and number.value <= 9:
        earlier = _LISTED_IN_BRACKETS.findall(text, max(0, position - 300), position)
        if number.value == 1 or str(int(number.value) - 1) in earlier:
            return NotFigure(position, number_end, "list_number", "the number of a list item")
    return None


def item_inline(spot: Spot, number: Number, word: str, lexicon: Lexicon) -> NotFigure | None:
    """ "He named two aims: 1. To rebuild": the number of an item of a list inside a sentence."""
    text, position, number_end = spot.text, number.start, number.end
    if (
        text[number_end : number_end + 1] == "."
        and _INLINE_LIST.match(text, number_end)
        and text[position - 2 : position] in (". ", ": ", ") ")
        and (text[position - 2] != ":" or (number.value == 1 and word.rstrip(":") not in lexicon.states))
    ):
        return NotFigure(position, number_end + 1, "list_number", "the number of a list item")
    return None


def split_in_two(spot: Spot, number: Number, word: str, behind: str) -> NotFigure | None:
    """ "Voted 7 to 2", "9 to 5", "made 250 for 6": two numbers that are one split, score or time."""
    text, position, number_end = spot.text, number.start, number.end
    if behind == "to":
        fewer = _TO_FEWER.match(text, position)
        if (
            fewer is not None
            and int(fewer[1]) >= int(fewer[2])
            and _DIVIDED.search(spot.low, max(spot.floor, position - 24), position)
        ):
            return NotFigure(position, fewer.end(), "score", "the split of a vote, or odds")
        hours = _HOURS.match(text, position)
        if hours is not None and _AT_WORK.search(spot.low, max(spot.floor, position - 40), position):
            return NotFigure(position, hours.end(), "time", "hours of the day")
    if behind == "for" and word in _MADE and _LEAST_RUNS <= number.value < 1000:
        wickets = _WICKETS.match(spot.low, number_end)
        if wickets is not None:
            return NotFigure(position, wickets.end(), "score", "runs and wickets")
    if behind == "to" and word == "of" and _VOTE.search(text, max(0, position - 10), position):
        split = _SPLIT.match(text, position)
        if split:
            return NotFigure(position, split.end(), "score", "the split of a vote")
    return None


def item_of_list(spot: Spot, number: Number) -> NotFigure | None:
    """The number of an item of a list that has a line of its own."""
    text, position, number_end = spot.text, number.start, number.end
    after = text[number_end : number_end + 1]
    if after and after in ".)" and _LIST.search(text, max(0, position - 40), position):
        listed = _LIST_END.match(text, position)
        if listed:
            return NotFigure(position, listed.end(), "list_number", "the number of a list item")
    return None


def score_or_ratio(spot: Spot, number: Number) -> NotFigure | None:
    """ "Won 3-1", "6-4 6-2", "a ratio of 2:1"."""
    text, position, number_end = spot.text, number.start, number.end
    after = text[number_end : number_end + 1]
    if after and after in "-– :":
        score = _SCORE.match(text, position) if after != ":" else None
        if score and (
            _falls(score.group())
            or _SET_SCORES.match(text, score.end())
            or _SET_SCORES.search(text, max(spot.floor - 2, 0), position)
            or _SCORE_WORDS.search(text, max(spot.floor, position - 50), position)
        ):
            return NotFigure(position, score.end(), "score", "a score or the split of a vote")
        ratio = _RATIO.match(text, position) if after == ":" else None
        if ratio:
            return NotFigure(position, ratio.end(), "score", "a ratio or a score")
    return None


def _falls(score: str) -> bool:
    """True for "3-1", "1-1" and "66-1", which no range of numbers is."""
    first, second = re.split(r"\s?[-–]\s?", score)[:2]
    return int(first) >= int(second) and " " not in score
