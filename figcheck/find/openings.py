"""What begins with a number and is none: telephone numbers, "221B Baker Street", "a 4K screen", "Three Mile Island"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.find.names import ADDRESS
from figcheck.find.notfigure import NotFigure, part_of
from figcheck.find.spot import Spot, word_behind
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number
from figcheck.units import units_of

# "+44 20 7946 0991", "0800 555 111": a number abroad and one at home.
_INTERNATIONAL: Final = expression(r"\d{1,3}(?:[ \u00a0-](?:\(0\)[ ]?)?\(?\d{1,4}\)?){2,7}(?!\w|[.,]\d)")
_NATIONAL: Final = expression(r"0\d{2,4}(?:[ \u00a0-]\d{2,4}){2,4}(?!\w|[.,]\d)")
_FEWEST_DIGITS: Final = 8
# What is named "Seven Sisters Road", "Three Mile Island": a plural or a unit, and the kind of place.
_CAPITAL: Final = expression(r" ([A-Z][A-Za-z]*)")
_FLAT: Final = "flat"  # numbered with a letter only: "flat 12 months" is none
_PLACE: Final = expression(r" (?P<plural>[A-Z][a-z]+) (?P<kind>[A-Z][a-z]+)\b(?! [a-z]{3,}s\b)")


class OpeningReader:
    """Recognises what begins with a number with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._units = units_of(lexicon)
        self._places = lexicon.geographic | lexicon.street_words | lexicon.number_places

    def phone(self, text: str, position: int) -> NotFigure | None:
        """A telephone number whose first digits stand at a position; None where they are none."""
        ahead = text[position - 1 : position] == "+"
        match = (_INTERNATIONAL if ahead else _NATIONAL).match(text, position)
        if match is None or sum(map(str.isdigit, match.group())) < _FEWEST_DIGITS:
            return None
        return NotFigure(position - ahead, match.end(), "identifier", "a telephone number")

    def lettered(self, spot: Spot, number: Number) -> NotFigure | None:
        """What a number whose letter is no scale is: "221B Baker Street", "a 4K screen", "the 5K race"; else None."""
        text, end = spot.text, number.end
        if text[end - 1] == "B":
            match = ADDRESS.match(text, number.start)
            if match is not None:
                return NotFigure(number.start, match.end(), "address", "the number of a house or block")
            head, word = spot.word_before(number.start)
            if (word in self._lexicon.lower_heads or word == _FLAT) and text[number.start : end - 1].isdigit():
                return NotFigure(head, end, "name", part_of(text, head, end))  # "in flat 12B"
        elif text[end - 1] in "kK" and text[end - 2].isdigit():
            behind = word_behind(spot.low, end)
            alone = behind == "" or behind in self._lexicon.stops
            if self._lexicon.singular(behind) in self._lexicon.thousand_names or (
                alone and spot.word_before(number.start)[1] == "a"
            ):
                return NotFigure(number.start, end, "name", part_of(text, number.start, end))
        return None

    def named(self, spot: Spot, start: int, end: int) -> NotFigure | None:
        """A name that begins with a number: "Ten Hag", "12 Angry Men", "Seven Sisters Road"; None where none does."""
        text, lexicon = spot.text, self._lexicon
        if not text[end + 1 : end + 2].isupper() and text[end : end + 1] != "-":
            return None
        for words in lexicon.number_names.get(spot.low[start:end], ()):
            stop = end + len(words)
            if text.startswith(words, end) and not text[stop : stop + 1].isalnum():
                capital = _CAPITAL.match(text, stop)
                told = capital is None or capital[1] in self._places
                if not told or (spot.in_title and word_behind(text, stop) in lexicon.stops):
                    break  # "Three Sisters Held in Raid": capitals of a headline tell of no name
                return NotFigure(start, stop, "name", part_of(text, start, stop))
        place = _PLACE.match(text, end) if text[start].isupper() else None
        if place is None or spot.in_title or place["kind"] not in self._places:
            return None
        plural = place["plural"].lower()
        if lexicon.person_groups(lexicon.singular(plural)):
            return None
        if not lexicon.is_plural(plural) and self._units.after(text, end) is None:
            return None
        return NotFigure(start, place.end(), "name", part_of(text, start, place.end()))
