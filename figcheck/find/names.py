"""Numbers that are no quantity: parts of names, identifiers, list numbers, scores, ordinals."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.find.ages import AgeReader
from figcheck.find.spot import Spot, inch_mark, word_before, word_behind
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number
from figcheck.units import units_of

# What shows that letters before digits are the sign of a currency: "R1.2 billion", "N2,500", no "R2", "N40".
LETTERED_AMOUNT: Final = expression(
    r"\d{1,3}(?:,\d{3})+(?![\w.,]*\w)|\d+(?:\.\d+)?[\s\u00a0-]?(?:million|billion|trillion|bn|mln|mn|tn|m)\b"
)
_IDENTIFIER: Final = expression(r"[\w@#][\w@#./:+&=%?~-]*\w|\w")
_PHONE: Final = expression(
    r"(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}\b|1-\d{3}-[\w-]+|\d{3}[-.]\d{4}\b|"
    r"0\d{2,4} \d{3,4} \d{3,4}\b|\d{3}\)\s?\d{3}[-. ][\dA-Z]{4}\b"
)
_HELPLINE: Final = expression(r"116 \d{3}(?!\w|[.,]\d)")
_LINES: Final = frozenset("on at line helpline hotline number samaritans".split())
_MORE_TO_CALL: Final = expression(r"(?: \d{2,4}(?!\w|[.,]\d))*")
_DOTTED: Final = expression(r"\d{1,3}(?:\.\d{1,3}){3}\b|\d+\.\d+\.\d+(?:\.\d+)*")
# "18st" is no ordinal but eighteen stone; "22th" is a slip for one.
_ORDINAL: Final = expression(r"[\d,]*(?:(?<!1)1st|\d(?:th|nd|rd))\b", re.IGNORECASE)
_LIST: Final = expression(r"(?:^|[\r\n])[ \t]*(?:[-*•][ \t]*)?\(?$")
_LIST_END: Final = expression(r"\d{1,3}[.)](?=\s)")
ADDRESS: Final = expression(
    r"\d{1,5}(?:st|nd|rd|th)?\s+block\b|\d{1,5}[A-K]?\s+(?:[NSEW]\.?\s+|North\s|South\s|East\s|West\s)?(?:\d+(?:st|nd|rd|th)\s+|[A-Z][\w.’']*\s+){0,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Highway|Hwy|Court|Ct|Place|Pl|Parkway|Pkwy|Square|Terrace|Circle)\b(?!\s+[a-z]+s\b)"
)
_AT_NUMBER: Final = expression(
    r"\d{2,5}\s+[A-Z][a-z]+(?:\s+(?:[A-Z][a-z]+|about|on|at|in|around|just|after|shortly|$)|[,.;]|$)"
)
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
_LONGEST_NAME: Final = 40
_VERSIONED: Final = frozenset(
    "version rule clause section bluetooth windows ios android macos ubuntu python usb hdmi article build".split()
)
_BASES: Final = frozenset((100, 1000, 10000, 100000, 1000000))
_LETTERED: Final = expression(r"-[A-Z]\b(?!\s?-)|-[A-Z][a-z]+\b")
_PRESSURE: Final = expression(r"\d{2,3}/\d{2,3}(?![\d/])(?!\s+of\b)")
_ODDS: Final = expression(r"\d{1,3}-to-\d{1,3}\b(?!\s+(?:million|billion|thousand|percent|per|years?|miles?)|-)")
_GROUP_OF: Final = expression(r"\b(?:Group|Image|Photo|Page|Part)\s+of\s$|\d\s+of\s$")
_AGE_GROUP: Final = expression(r"\d{1,2}s?\b(?![.,]\d|\s?%|\s?(?:per|km|m|miles?|feet|foot)\b)")
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
# "Junctions 25 and 26", "ATR 72-600", "737-800": what goes on behind the first number of a name.
_MORE_NUMBERS: Final = expression(
    r"(?:,\s\d{1,4})*,?\s(?:and|to|or)\s\d{1,4}(?![\d%]|[.,]\d|\s[a-z]+s\b)|-\d{1,4}(?![\d%]|[.,]\d)"
)
_TYPE_ENDS: Final = expression(r"-\d{3}[A-Z]{0,2}\b(?![.,]\d)")
_AIRLINER: Final = expression(r"7[0-8]7-(?:[1-9]00|[89]|10)(?:ER|LR|F)?(?![\w.,]*\d)\b")
_CHANCE: Final = expression(r"\d+-in-\d[\d,]*-\w+(?:-\w+)*")  # "a 1-in-1,000-year event"
_HIGHEST_KIND: Final = 12  # "type 2", "grade 8"
# "dial 999", "press 2 for complaints"
_CALLED: Final = frozenset("dial dialled dialed dialling dialing ring press texting".split())
_CALL: Final = frozenset("call calling phone text".split())
CALLED_NUMBERS: Final = _CALLED | _CALL
_SET_SCORES: Final = expression(r"[,(]\s?\d{1,2}[-–]\d{1,2}\b|\b\d{1,2}[-–]\d{1,2},\s$")
_GAPS: Final = (" ", "\u00a0", "\n")
_PERCENTS: Final = ("percent", "per cent")
_SHORTEST_UNIT: Final = 3  # a gap and two letters
_GLUED_NAME: Final = expression(r"[A-Za-z]\w*(?:-\w+)*|\([a-z]\)(?:\(\d+\))?")


class NotFigure(NamedTuple):
    """What digits or a number word are instead of a figure, up to ``end``. ``start`` may lie before the digits."""

    start: int
    end: int
    kind: str
    reason: str
    value: Decimal | dt.date | None = None


class NameReader:
    """Recognises numbers in names with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._ages = AgeReader(lexicon)
        self._units = units_of(lexicon)
        self._not_names = frozenset(
            (*lexicon.stops, *lexicon.months, *lexicon.weekdays, *lexicon.scales, *lexicon.hedges_before)
        )

    def glued(self, text: str, position: int) -> NotFigure | None:
        """Digits inside a word, a model number, an address: "Kh-101", "F-16", "@fox9", "A/RES/242"."""
        before, earlier = text[position - 1], text[position - 2 : position - 1]
        if not (before.isalpha() or before in "_@#/\\" or (before in ".-\u2010\u2011" and earlier.isalpha())):
            return None
        start, floor = position, max(0, position - _LONGEST_NAME)
        while start > floor and (text[start - 1].isalnum() or text[start - 1] in "_@#/.-\u2010\u2011:"):
            start -= 1
        run = text[start:position]
        if run in self._lexicon.hedges_in_small:
            return None  # "c.30"
        letters = run.rstrip("-\u2010\u2011")
        if (
            letters in self._lexicon.currency_symbols
            or text[max(0, start - 1) : position] in self._lexicon.currency_symbols
        ):
            return None  # "RM79", "$US113 trillion"
        if letters in self._lexicon.letter_signs and LETTERED_AMOUNT.match(text, position):
            return None  # "R40 million"
        if letters in self._lexicon.currency_codes and letters not in self._lexicon.spaced_codes:
            return None
        if letters.lower() in _LEADS:
            if letters.lower() in ("over", "under") and before == "-":
                match = _AGE_GROUP.match(text, position)
                if match:
                    return NotFigure(start, match.end(), "age", "an age group")
            return None
        match = _IDENTIFIER.match(text, position)
        end = match.end() if match else position + 1
        if text[position].isdigit() and letters and letters[-1:] in "#":
            return NotFigure(start, end, "identifier", "a number with # before it")
        return NotFigure(start, end, "name", f"part of the name {text[start:end]!r}")

    def decimals(self, text: str, number: Number, before: tuple[int, str]) -> NotFigure | None:
        """What digits with a comma or point are when they are no quantity: an ordinal, a version, an address."""
        word = before[1]
        if word in ("per", "every") and number.value in _BASES:
            return NotFigure(number.start, number.end, "rate_base", "the base of a rate", number.value)
        after = text[number.end : number.end + 1]
        if after == "." and text[number.end + 1 : number.end + 2].isdigit():
            match = _DOTTED.match(text, number.start)
            if match:
                return NotFigure(number.start, match.end(), "identifier", "an address or version")
        start = before[0]
        if word in self._lexicon.lower_heads or (word in _VERSIONED and text[start].isupper()):
            if after != "%" and "." in text[number.start : number.end]:
                return NotFigure(start, number.end, "name", part_of(text, start, number.end))
        return self.ordinal(text, number)

    def _no_measure(self, text: str, end: int) -> bool:
        """False for "100-1000 grams", which is no telephone number."""
        behind = word_behind(text[end : end + 40].lower(), 0)
        return not behind or behind in self._lexicon.stops

    def inside(self, text: str, number: Number) -> NotFigure:
        """Digits that go on in letters of no unit: "5G", "49ers", "14C", "under-16s"."""
        start = number.start
        match = _GLUED_NAME.match(text, number.end)
        stop = match.end() if match else number.end
        return self.ordinal(text, number) or NotFigure(start, stop, "name", part_of(text, start, stop))

    def ordinal(self, text: str, number: Number) -> NotFigure | None:
        """ "38th" as a skip, with its value; None when the digits are no ordinal."""
        if not text[number.end : number.end + 1].isalpha():
            return None
        match = _ORDINAL.match(text, number.start)
        return NotFigure(number.start, match.end(), "ordinal", "an ordinal", number.value) if match else None

    def digits(
        self, spot: Spot, number: Number, before: tuple[int, str], behind: str, plural_follows: bool
    ) -> NotFigure | None:
        """What a number in plain digits is when it is no quantity; None when nothing speaks against a figure.

        ``before`` is the word before it with its place, ``behind`` the word behind, both in lower case;
        ``plural_follows``: a counted plural noun stands right behind it.
        """
        text, position, number_end = spot.text, number.start, number.end
        after, word = text[number_end : number_end + 1], before[1]
        if (after and after in "-. )" and text[number_end + 1 : number_end + 2].isdigit()) or text[
            position - 1 : position
        ] == "(":
            match = _PHONE.match(text, position)
            if match and (len(match.group()) > 8 or self._no_measure(text, match.end())):
                return NotFigure(position, match.end(), "identifier", "a telephone number")
        if after == " " and (
            text[number_end + 1 : number_end + 2].isupper()
            or behind == "block"
            or text[number_end + 1 : number_end + 2].isdigit()
        ):
            match = ADDRESS.match(text, position)
            if match:
                return NotFigure(position, match.end(), "address", "the number of a house or block")
            if word == "at" and _AT_NUMBER.match(text, position):
                return NotFigure(position, number_end, "name", "the number of a house")
        ordinal = self.ordinal(text, number)
        if ordinal is not None:
            return ordinal
        idiom = _IDIOM.match(text, position) if text[position:number_end] in _IDIOMATIC else None
        if idiom and (
            idiom.group() != "911"
            or _EMERGENCY_CALLS.match(text, idiom.end())
            or _EMERGENCY.search(text, max(0, position - 10), position)
        ):
            return NotFigure(position, idiom.end(), "idiom", f"the expression {idiom.group()!r}")
        if word == "lower" and text[position:number_end] == _STATES_BELOW:
            return NotFigure(position, number_end, "idiom", "the states of the mainland")
        if word == "per" or (word == "every" and number.value in _BASES):
            return NotFigure(position, number_end, "rate_base", "the base of a rate", number.value)
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
        if (word in _CALLED and (not behind or behind in self._lexicon.stops)) or (
            word in _CALL and number_end - position in (3, 5) and not plural_follows
        ):
            more = _MORE_TO_CALL.match(text, number_end) if number_end - position == 3 else None
            return NotFigure(position, more.end() if more else number_end, "identifier", "a number to call")
        if (
            text.startswith("116 ", position)
            and word in _LINES
            and (line := _HELPLINE.match(text, position)) is not None
        ):
            return NotFigure(position, line.end(), "identifier", "a telephone number")
        if after == "(":
            match = _GLUED_NAME.match(text, number_end)
            if match:
                return NotFigure(position, match.end(), "citation", "the number of a section")
        if after == ")" and text[position - 1 : position] == "(" and number.value <= 9:
            earlier = _LISTED_IN_BRACKETS.findall(text, max(0, position - 300), position)
            if number.value == 1 or str(int(number.value) - 1) in earlier:
                return NotFigure(position, number_end, "list_number", "the number of a list item")
        age = self.age(spot, number, before, behind)
        if age is not None:
            return age
        if (
            after == "."
            and _INLINE_LIST.match(text, number_end)
            and text[position - 2 : position] in (". ", ": ", ") ")
            and (text[position - 2] != ":" or (number.value == 1 and word.rstrip(":") not in self._lexicon.states))
        ):
            return NotFigure(position, number_end + 1, "list_number", "the number of a list item")
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
        if after and after in ".)" and _LIST.search(text, max(0, position - 40), position):
            listed = _LIST_END.match(text, position)
            if listed:
                return NotFigure(position, listed.end(), "list_number", "the number of a list item")
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
        return self._named(spot, number, before, plural_follows)

    def age(self, spot: Spot, number: Number, before: tuple[int, str], behind: str) -> NotFigure | None:
        """An age as a skip, with its value; None when the number is none."""
        end = self._ages.end_of(spot, number, before[1], behind)
        return None if end is None else NotFigure(number.start, end, "age", "an age", number.value)

    def _named(self, spot: Spot, number: Number, before: tuple[int, str], plural_follows: bool) -> NotFigure | None:
        """A number that the word before it makes part of a name: "Tower 22", "Leopard 2"."""
        text, position, number_end, value = spot.text, number.start, number.end, number.value
        start, lower = before
        if spot.floor > 0 and not text[spot.floor : start].strip() and text[spot.floor - 1].isalnum():
            return None  # "2.80 GHz 8 MB": the word belongs to the number before it
        if lower == "number" and numbers(self._lexicon, spot, start):
            return None
        if not lower or start < spot.floor or text[number_end : number_end + 1] in ("%", "°"):
            return None
        if text[number_end : number_end + 1] in ('"', "″") and inch_mark(spot.low, number_end):
            return None
        word = text[start : start + len(lower)]
        if (
            not word[0].isalpha()
            or not (word[-1].isalnum() or word[-1] == ".")
            or text[start + len(word) : position].strip(" \u00a0")
        ):
            return None
        capital = word != lower  # "iPhone" too
        lexicon = self._lexicon
        in_heads = lower in lexicon.name_heads
        kind = lower in lexicon.kind_heads and value <= _HIGHEST_KIND
        if lower == "of" and _GROUP_OF.search(text, max(0, start - 8), position):
            return NotFigure(start, number_end, "name", "part of the name of a group")
        if not capital and not in_heads and not kind:
            return None
        shouted = word.isupper() and text[max(spot.floor, start - 40) : position].isupper()
        more = _MORE_NUMBERS.match(text, number_end) if in_heads and lexicon.is_plural(lower) else None
        more = more or (_TYPE_ENDS.match(text, number_end) if capital else None)
        name_end = more.end() if more is not None else number_end
        name = NotFigure(start, name_end, "name", part_of(text, start, name_end))
        if kind and not shouted:
            return name
        if in_heads and not (plural_follows and (not capital or shouted)):
            if capital or lower in lexicon.lower_heads:
                return name
        if not capital or shouted or spot.in_title or len(word) < 2 or word[-1] == ".":
            return None
        if lower in self._not_names or lower in lexicon.gazetteer.canonical:
            return None
        if start <= spot.floor or _sentence_start(text, start):
            return None
        if (plural_follows and value >= 10) or lower.endswith(("ed", "ing", "’s", "'s")):
            return None
        if plural_follows and spot.word_before(start)[1] in lexicon.giving_verbs:
            return None  # "gave Anna 4 tickets"
        if not in_heads and self._scored(spot, start, number):
            return None
        if lower[-1] == "s" and _GAPPED.search(text, max(0, start - _GAP), start):
            return None
        if self._lasts(text, number_end) or self._shares(spot.low, number_end) or self._is_money(text, start, position):
            return None
        return name

    def _scored(self, spot: Spot, start: int, number: Number) -> bool:
        """ "Won 29 seats, the AfD 32 and the BSW 14", "Republicans 53, Democrats 47": one of a list of scores."""
        text, end = spot.text, number.end
        if not _SCORE_ENDS.match(text, end):
            return False
        goes_on = _LIST_GOES_ON.fullmatch(text, spot.floor, start) if spot.after_figure else None
        if goes_on is not None:
            noun = goes_on["noun"]
            if noun is not None:
                return noun in _SCORED_NOUNS
            if text.endswith(("%", "cent"), 0, spot.floor) or _NAMED_SCORE.search(
                text, max(0, spot.floor - _GAP_BACK), spot.floor
            ):
                return True
            return _HOLDS.search(text, spot.sentence.start, spot.floor) is not None
        if not _NEXT_SCORE.match(text, end):
            return False
        plural = text[number.start - 2] == "s" and text[number.start - 3] != "s"
        return plural or _SCORE_LIST.search(spot.low, spot.sentence.start, start) is not None

    def _shares(self, low: str, end: int) -> bool:
        """ "Amar won 36 percent, Chetan 44 percent": with "per cent" behind it, a number is no part of a name."""
        return low[end : end + 1] in _GAPS and low.startswith(_PERCENTS, end + 1)

    def _is_money(self, text: str, start: int, position: int) -> bool:
        """ "US Dollar 750": the word before the number is a currency's name."""
        unit = self._units.after(text, start - 1) if start else None
        return unit is not None and unit.dimension.startswith("currency") and unit.end < position

    def _lasts(self, text: str, end: int) -> bool:
        """ "It took Anna 4 hours": a length of time, spelt out, behind a number is no part of a name."""
        unit = self._units.after(text, end) if text[end : end + 1] in _GAPS else None
        return unit is not None and unit.dimension == "time" and unit.end - end > _SHORTEST_UNIT


def numbers(lexicon: Lexicon, spot: Spot, start: int) -> bool:
    """True where the "number" that begins at ``start`` is a verb: "the dead number 46"."""
    word = word_before(spot.low, start, spot.floor)[1]
    return word in lexicon.states or (lexicon.is_plural(word) and lexicon.singular(word) in lexicon.people)


def _falls(score: str) -> bool:
    """True for "3-1", "1-1" and "66-1", which no range of numbers is."""
    first, second = re.split(r"\s?[-–]\s?", score)[:2]
    return int(first) >= int(second) and " " not in score


def part_of(text: str, start: int, end: int) -> str:
    """The reason of a skip that is part of a name."""
    return f"part of the name {text[start:end]!r}"


# Lists of scores: how one goes on behind a figure, what the figures of one are of, and what tells that there is one.
_NAMES: Final = r"(?:the\s)?(?:[A-Z][\w’.-]*\s){0,2}"
_LIST_GOES_ON: Final = expression(rf"(?:\s(?P<noun>per cent|percent|[a-z]+))?(?:,|;|,?\sand)\s{_NAMES}")
_SCORE_ENDS: Final = expression(r"\s*(?:$|[,.;)\n](?!\d)|and\s)")
_NEXT_SCORE: Final = expression(rf"(?:,|;|,?\sand)\s{_NAMES}[A-Z][\w’.-]*\s\d{{1,3}}(?=$|[,.;)\s](?!\d))")
_NAMED_SCORE: Final = expression(r"[A-Z][\w’.-]*\s\d{1,4}$")
_SCORED_NOUNS: Final = frozenset(
    ("seats", "votes", "points", "goals", "runs", "delegates", "medals", "wins", "mandates", "percent", "per cent")
)
_HOLDS: Final = expression(
    r"\b(?:won|took|got|gained|has|have|had|holds?|held|scored|scores|polled|secured|shot)\s(?:[a-z]+\s)?[\d,.]+$"
)
_SCORE_LIST: Final = expression(r"\b(?:seats|votes|polls?|scor\w+|standings|leaders|tally|goals|runs)\b")
_GAP_BACK: Final = 24
# "won 34 seats, the Greens 15 and the Liberals 14": one verb for several holders.
_GAPPED: Final = expression(
    r"\b(?:won|took|got|gained|had|has|have|received|polled|secured|held)\b"
    r"[^.;:()]{0,60}\d[^.;:()]{0,60}(?:,| and) the $"
)
_GAP: Final = 160
_LEADS: Final = frozenset("mid pre post early late under over non sub top magnitude".split())


def _sentence_start(text: str, position: int) -> bool:
    before = text[max(0, position - 3) : position].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?:\n\r"
