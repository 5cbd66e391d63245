"""Numbers that are no quantity: parts of names, identifiers, list numbers, scores, ages, ordinals."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from figcheck.find.figures import Spot
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number, any_of

_IDENTIFIER = re.compile(r"[\w@#][\w@#./:+&=%?~-]*\w|\w")
_PHONE = re.compile(r"(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}\b|1-\d{3}-[\w-]+|\d{3}[-.]\d{4}\b")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\b|\d+\.\d+\.\d+(?:\.\d+)*")
_ORDINAL = re.compile(r"(?:\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_LIST = re.compile(r"(?:^|[\r\n])[ \t]*(?:[-*•][ \t]*)?\(?$")
_LIST_END = re.compile(r"\d{1,3}[.)](?=\s)")
_ADDRESS = re.compile(
    r"\d{1,5}(?:st|nd|rd|th)?\s+block\b|\d{1,5}\s+(?:[NSEW]\.?\s+|North\s|South\s|East\s|West\s)?(?:\d+(?:st|nd|rd|th)\s+|[A-Z][\w.’']*\s+){0,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Highway|Hwy|Court|Ct|Place|Pl|Parkway|Pkwy|Square|Terrace|Circle)\b(?!\s+[a-z]+s\b)"
)
_AT_NUMBER = re.compile(
    r"\d{2,5}\s+[A-Z][a-z]+(?:\s+(?:[A-Z][a-z]+|about|on|at|in|around|just|after|shortly|$)|[,.;]|$)"
)
_IDIOM = re.compile(r"(?:24/7|9/11|7/7|50[-/]50|4x4|20/20)(?!\d)|360[- ]degree|911\b|101\b(?=\s*$)")
_EMERGENCY = re.compile(r"(?:call(?:ed|s|ing)?|dial(?:ed|led|ling)?|to|a|via|the)\s+$", re.IGNORECASE)
_RATIO = re.compile(r"\d{1,3}:\d[\d,]*(?<!,)(?![\d:])")
_AGES = re.compile(r"\bage[ds]\s+\d{1,3}(?:,\s*\d{1,3})*,?\s+(?:and|to|or)\s+$", re.IGNORECASE)
_SCORE = re.compile(r"\d{1,3}\s?[-–]\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?![\d,.]\d|\d|\s?%)")
_SCORE_WORDS = re.compile(
    r"\b(?:w[io]ns?|winning|won|beat|beats|beaten|beating|lost|lose|loss|losing|lead|leads|led|leading|victory|defeat|defeated|"
    r"draw|drew|tied?|score[ds]?|final|record|voted?|vote|ruling|ruled|decision|game|match|trail(?:s|ed|ing)?|edged|down|up|series|triumph)\b"
    r"[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"(?:[-\s]year[-\s]?olds?|[-\s](?:month|week|day)s?[-\s]olds?|[-\s]years?[-\s](?:old|of\s+age)|[-\s]?yo\b|-year-old)\b",
    re.IGNORECASE,
)
_AGE_RANGE = re.compile(
    r"-?(?:\s?(?:to|and|or|[-–])\s?\d{1,3})(?=[-\s]years?[-\s]olds?|[-\s]year-olds?)", re.IGNORECASE
)
_NAME_COMMA = re.compile(r"(?:[A-Z][\w’'.-]*|\b(?:Jr|Sr|II|III)\.?)[\"”’]?(?:,\s+|\s\()$")
_PARTICLE = re.compile(r"[A-Za-z]+$")
_NAME_WORD = re.compile(r"(?P<word>[A-Za-z][\w.’'&-]*)(?P<gap>\s*#\s?|[\s\u00a0]+|\s?No\.\s?)$")
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}\b")


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
        self._age_word = re.compile(rf"\b{any_of(lexicon.age_words)}\s*:?\s+(?:of\s+)?$", re.IGNORECASE)

    def glued(self, text: str, position: int) -> NotFigure | None:
        """Digits inside a word, a model number, an address: "Kh-101", "F-16", "@fox9", "A/RES/242"."""
        before = text[position - 1 : position]
        if not before:
            return None
        if (
            before.isalpha()
            or before in "_@#/\\"
            or (before == "." and text[position - 2 : position - 1].isalpha())
            or (before in "-\u2010\u2011" and text[position - 2 : position - 1].isalpha())
        ):
            pass
        else:
            return None
        start = position
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_@#/.-\u2010\u2011:"):
            start -= 1
        run = text[start:position]
        letters = run.rstrip("-\u2010\u2011")
        if letters in self._lexicon.currency_symbols or letters.upper() in self._lexicon.currency_codes:
            return None
        if letters.lower() in ("mid", "pre", "post", "early", "late", "under", "over", "non", "sub", "top"):
            return None
        match = _IDENTIFIER.match(text, position)
        end = match.end() if match else position + 1
        if text[position : position + 1].isdigit() and letters and letters[-1:] in "#":
            return NotFigure(start, end, "identifier", "a number with # before it")
        return NotFigure(start, end, "name", f"part of the name {text[start:end]!r}")

    def digits(self, spot: Spot, number: Number, plural_follows: bool) -> NotFigure | None:
        """What a number in digits is when it is no quantity; None when nothing speaks against a figure.

        ``plural_follows``: a counted plural noun stands right behind it.
        """
        text, position, number_end, value = spot.text, number.start, number.end, number.value
        floor = spot.sentence.start
        for pattern, kind, reason in (
            (_PHONE, "identifier", "a telephone number"),
            (_IP, "identifier", "an address or version"),
            (_ADDRESS, "name", "the number of a house or block"),
        ):
            match = pattern.match(text, position)
            if match:
                return NotFigure(position, match.end(), kind, reason)
        if text[max(0, position - 3) : position].lower() == "at " and _AT_NUMBER.match(text, position):
            return NotFigure(position, number_end, "name", "the number of a house")
        match = _ORDINAL.match(text, position)
        if match:
            return NotFigure(position, match.end(), "ordinal", "an ordinal", value)
        idiom = _IDIOM.match(text, position)
        if idiom and (
            idiom.group() not in ("911",)
            or re.match(r"\s+calls?\b", text[idiom.end() : idiom.end() + 8])
            or _EMERGENCY.search(text, max(0, position - 10), position)
        ):
            return NotFigure(position, idiom.end(), "idiom", f"the expression {idiom.group()!r}")
        age = self.age(text, position, number_end, value)
        if age is not None:
            return age
        window = text[max(0, position - 40) : position]
        if _LIST.search(window) or position == floor:
            listed = _LIST_END.match(text, position)
            if listed:
                return NotFigure(position, listed.end(), "list_number", "the number of a list item")
        score = _SCORE.match(text, position)
        if score and _SCORE_WORDS.search(text, max(floor, position - 50), position):
            return NotFigure(position, score.end(), "score", "a score or the split of a vote")
        ratio = _RATIO.match(text, position)
        if ratio:
            return NotFigure(position, ratio.end(), "score", "a ratio or a score")
        return self._named(spot, number, plural_follows)

    def age(self, text: str, position: int, number_end: int, value: Decimal) -> NotFigure | None:
        """An age: "aged 23", "Carter, 26,", "a 2-year-old", "two-year-old"; also both ends of "12- to 17-year-olds"."""
        if value != value.to_integral_value() or not 0 <= value <= 125:
            return None
        after = _AGE_AFTER.match(text, number_end)
        if after:
            return NotFigure(position, after.end(), "age", "an age", value)
        ranged = _AGE_RANGE.match(text, number_end)
        if ranged:
            tail = _AGE_AFTER.match(text, ranged.end())
            return NotFigure(position, tail.end() if tail else ranged.end(), "age", "an age", value)
        window = text[max(0, position - 30) : position]
        if self._age_word.search(window) or _AGES.search(window):
            return NotFigure(position, number_end, "age", "an age", value)
        follows = text[number_end : number_end + 1]
        if (
            text[position : position + 1].isdigit()
            and follows in ",.;)"
            and not text[number_end + 1 : number_end + 2].isdigit()
        ):
            named = _NAME_COMMA.search(window)
            if named and self._is_name(named.group()):
                return NotFigure(position, number_end, "age", "an age behind a name", value)
        return None

    def _is_name(self, printed: str) -> bool:
        word = printed.strip(' ,("”’').lower()
        lexicon = self._lexicon
        return word not in lexicon.months and word not in lexicon.weekdays and word not in lexicon.gazetteer.canonical

    def _named(self, spot: Spot, number: Number, plural_follows: bool) -> NotFigure | None:
        """A number that the word before it makes part of a name: "Tower 22", "Leopard 2"."""
        text, position, number_end, value = spot.text, number.start, number.end, number.value
        floor = spot.sentence.start
        if (
            text[number_end : number_end + 1] in "%°"
            or value != value.to_integral_value()
            or "," in text[position:number_end]
        ):
            return None
        match = _NAME_WORD.search(text, max(spot.floor, position - 30), position)
        if match is None:
            return None
        word, lower = match["word"], match["word"].lower()
        name = NotFigure(match.start(), number_end, "name", f"part of the name {text[match.start() : number_end]!r}")
        if "#" in match["gap"] or "No." in match["gap"]:
            return name
        capital = word[0].isupper()
        shouted = word.isupper() and text[floor:position].isupper()
        if lower in self._lexicon.name_heads and not (plural_follows and (not capital or shouted)):
            if capital or lower in _LOWER_HEADS:
                return name
        if not capital or shouted or spot.in_title or len(word) < 2:
            return None
        lexicon = self._lexicon
        if lower in lexicon.stops or lower in lexicon.months or lower in lexicon.weekdays or lower in lexicon.scales:
            return None
        if match.start() <= floor or lower in lexicon.gazetteer.canonical or _sentence_start(text, match.start()):
            return None
        if plural_follows and value >= 10:
            return None
        if lower in lexicon.hedges_before or lower.endswith(("ed", "ing", "’s", "'s")):
            return None
        return name


# These make a name in lower case too: "page 12", "flight 103", "room 101".
_LOWER_HEADS = frozenset(
    "page pages chapter section no no. number flight route highway article room apartment resolution channel verse "
    "grade "
    "paragraph clause ranked nos interstate psu".split()
)


def _sentence_start(text: str, position: int) -> bool:
    before = text[max(0, position - 3) : position].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?:\n\r"
