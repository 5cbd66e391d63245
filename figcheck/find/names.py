"""Numbers that are no quantity: parts of names, identifiers, ordinals, addresses, numbers to call."""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression
from figcheck.find.ages import AgeReader
from figcheck.find.notations import (
    BASES,
    GLUED_NAME,
    in_brackets,
    item_inline,
    item_of_list,
    joined_by_mark,
    score_or_ratio,
    set_expression,
    split_in_two,
)
from figcheck.find.notfigure import NotFigure, part_of
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
_PASSED: Final = frozenset(("passed", "passes", "pass"))
_MORE_TO_CALL: Final = expression(r"(?: \d{2,4}(?!\w|[.,]\d))*")
_DOTTED: Final = expression(r"\d{1,3}(?:\.\d{1,3}){3}\b|\d+\.\d+\.\d+(?:\.\d+)*")
# "18st" is no ordinal but eighteen stone; "22th" is a slip for one.
_RAISED: Final = expression(r"\d+")
_ORDINAL: Final = expression(r"[\d,]*(?:(?<!1)1st|\d(?:th|nd|rd))\b", re.IGNORECASE)
ADDRESS: Final = expression(
    r"\d{1,5}(?:st|nd|rd|th)?\s+block\b|\d{1,5}[A-K]?\s+(?:[NSEW]\.?\s+|North\s|South\s|East\s|West\s)?(?:\d+(?:st|nd|rd|th)\s+|[A-Z][\w.’']*\s+){0,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Highway|Hwy|Court|Ct|Place|Pl|Parkway|Pkwy|Square|Terrace|Circle)\b(?!\s+[a-z]+s\b)"
)
_AT_NUMBER: Final = expression(
    r"\d{2,5}\s+[A-Z][a-z]+(?:\s+(?:[A-Z][a-z]+|about|on|at|in|around|just|after|shortly|$)|[,.;]|$)"
)
_LONGEST_NAME: Final = 40
# "A .22 rifle", ".45-calibre": the width of a barrel in inches, which names the gun.
_CALIBRE: Final = expression(
    r"\.\d{2,3}(?:[\s-]?cal(?:\.|iber|ibre)?\b|[\s-](?:(?:hand)?gun|rifle|revolver|pistol|magnum|round|bullet|cartridge|"
    r"ammunition|weapon)s?\b)",
    re.IGNORECASE,
)
_VERSIONED: Final = frozenset(
    "version rule clause section bluetooth windows ios android macos ubuntu python usb hdmi article build".split()
)
_GROUP_OF: Final = expression(r"\b(?:Group|Image|Photo|Page|Part)\s+of\s$|\d\s+of\s$")
_AGE_GROUP: Final = expression(r"\d{1,2}s?\b(?![.,]\d|\s?%|\s?(?:per|km|m|miles?|feet|foot)\b)")
# "Junctions 25 and 26", "ATR 72-600", "737-800": what goes on behind the first number of a name.
_MORE_NUMBERS: Final = expression(
    r"(?:,\s\d{1,4})*,?\s(?:and|to|or)\s\d{1,4}(?![\d%]|[.,]\d|\s[a-z]+s\b)|-\d{1,4}(?![\d%]|[.,]\d)"
)
_TYPE_ENDS: Final = expression(r"-\d{3}[A-Z]{0,2}\b(?![.,]\d)")
_HIGHEST_KIND: Final = 12  # "type 2", "grade 8"
# "dial 999", "press 2 for complaints"
_CALLED: Final = frozenset("dial dialled dialed dialling dialing ring press texting".split())
_CALL: Final = frozenset("call calling phone text".split())
CALLED_NUMBERS: Final = _CALLED | _CALL
_GAPS: Final = (" ", "\u00a0", "\n")
_PERCENTS: Final = ("percent", "per cent")
_SHORTEST_UNIT: Final = 3  # a gap and two letters


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
        if before == "^" or (before in "-−" and earlier == "^"):
            token = _RAISED.match(text, position)
            end = token.end() if token is not None else position + 1
            return NotFigure(position, end, "identifier", "the power of a unit or number")
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
        if word in ("per", "every") and number.value in BASES:
            return NotFigure(number.start, number.end, "rate_base", "the base of a rate", number.value)
        if text[number.start] == "." and (gun := _CALIBRE.match(text, number.start)) is not None:
            return NotFigure(number.start, number.end, "name", part_of(text, number.start, gun.end()))
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
        match = GLUED_NAME.match(text, number.end)
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
        word = before[1]
        return (
            self._addressed(spot, number, word, behind)
            or self.ordinal(spot.text, number)
            or set_expression(spot, number, word)
            or joined_by_mark(spot, number)
            or self._called(spot, number, word, behind, plural_follows)
            or in_brackets(spot, number)
            or self.age(spot, number, before, behind)
            or item_inline(spot, number, word, self._lexicon)
            or split_in_two(spot, number, word, behind)
            or item_of_list(spot, number)
            or score_or_ratio(spot, number)
            or self._named(spot, number, before, plural_follows)
        )

    def hedged(self, spot: Spot, number: Number, before: tuple[int, str], behind: str) -> NotFigure | None:
        """The same for a number behind what hedges others: "about the 5th of May", "the bill passed 228-206"."""
        found = self.ordinal(spot.text, number) or self.age(spot, number, before, behind)
        return found or (score_or_ratio(spot, number) if before[1] in _PASSED else None)

    def _addressed(self, spot: Spot, number: Number, word: str, behind: str) -> NotFigure | None:
        """ "555-0134", "2600 block", "at 12 Oak Street": the number of a telephone, a house or a block."""
        text, position, number_end = spot.text, number.start, number.end
        after = text[number_end : number_end + 1]
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
        return None

    def _called(self, spot: Spot, number: Number, word: str, behind: str, plural_follows: bool) -> NotFigure | None:
        """ "Dialled 112", "the helpline 116 123": a number to call."""
        text, position, number_end = spot.text, number.start, number.end
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
        return None

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
        if lower[-1] == "s" and (
            _GAPPED.search(text, max(0, start - _GAP), start) or _NEXT_OF_LIST.search(text, max(0, start - _GAP), start)
        ):
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
                given = _GAVE.search(text, max(spot.sentence.start, spot.floor - _GAP_BACK), spot.floor)
                return noun in _SCORED_NOUNS or (given is not None and text[start : number.start].strip().isupper())
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


_BY_THEN: Final = frozenset(("now", "already", "currently", "still"))


def numbers(lexicon: Lexicon, spot: Spot, start: int) -> bool:
    """True where the "number" that begins at ``start`` is a verb: "the dead number 46", "the injured now number 30"."""
    at, word = word_before(spot.low, start, spot.floor)
    if word in _BY_THEN:
        word = word_before(spot.low, at, spot.floor)[1]
    return word in lexicon.states or (lexicon.is_plural(word) and lexicon.singular(word) in lexicon.people)


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
# "The WFP sent four trucks, the IOM 11 and the government four"
_GAVE: Final = expression(
    r"\b(?:gave|sent|donated|delivered|supplied|provided|contributed|dispatched)\s(?:\d[\d,.]*|[a-z]+)$"
)
_SCORE_LIST: Final = expression(r"\b(?:seats|votes|polls?|scor\w+|standings|leaders|tally|goals|runs)\b")
_GAP_BACK: Final = 24
# "won 34 seats, the Greens 15 and the Liberals 14": one verb for several holders.
# "The Union won 71 seats, the Greens 20 and the Civic Farmers 13": whose number the next is.
_NEXT_OF_LIST: Final = expression(r"\d(?: [a-z%]+){0,2}(?:,| and|, and) the (?:[A-Z][\w-]* )?\Z")
_GAPPED: Final = expression(
    r"\b(?:won|took|got|gained|had|has|have|received|polled|secured|held)\b"
    r"[^.;:()]{0,60}\d[^.;:()]{0,60}(?:,| and) the $"
)
_GAP: Final = 160
_LEADS: Final = frozenset("mid pre post early late under over non sub top magnitude".split())


def _sentence_start(text: str, position: int) -> bool:
    before = text[max(0, position - 3) : position].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?:\n\r"
