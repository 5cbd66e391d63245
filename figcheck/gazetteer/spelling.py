"""How names of places are made alike before they are looked up."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = "'`ʻʼ‘’ʿʾʹʺ“”\""
_MARKS = str.maketrans(dict.fromkeys("-\u2010\u2011–/", " ") | dict.fromkeys(_QUOTES + ".,()"))
_LETTERS = str.maketrans(
    dict(zip("øØłŁıđĐəǝðÐħĦ", "oOlLidDeedDhH", strict=True))
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "þ": "th", "Þ": "Th"}
)
_VARYING = " aeiouywh"  # what transcriptions of one name put otherwise
_ENOUGH = 3
_SHORT = {"saint": "st", "fort": "ft", "mount": "mt"}


def fold(name: str) -> str:
    """A name in lower case, with one kind of apostrophe and single spaces: the keys of the lexicon."""
    return " ".join(name.lower().replace("’", "'").split())


def plain_letters(name: str) -> str:
    """A name in ASCII letters as far as that goes: "Bogotá" is "Bogota", "Ma‘rib" is "Marib"."""
    if name.isascii():
        return name
    name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in name if not unicodedata.combining(letter) and letter not in _QUOTES)


@lru_cache(maxsize=1 << 15)
def loosen(name: str) -> str:
    """A name without case, accents, hyphens, dots and apostrophes, so that spellings of one name meet.

    "Deir-ez-Zor" and "Deir ez-Zor" are alike, "Bogotá" and "Bogota", "Saint Paul" and "St. Paul". These are the keys
    of the compiled table.
    """
    words = plain_letters(name.lower()).translate(_MARKS).split()
    return " ".join([_SHORT.get(word, word) for word in words])


@lru_cache(maxsize=1 << 12)
def consonants(name: str) -> str:
    """The consonants of a name in which transcriptions of it agree: "Datta Khel" and "Dattakhel", "Feneham" and
    "Fenham". A name that has hardly any is left as ``loosen`` gives it."""
    loose = loosen(name)
    kept = [letter for letter in loose if letter not in _VARYING]
    found = "".join([letter for at, letter in enumerate(kept) if not at or letter != kept[at - 1]])
    return found if len(found) >= _ENOUGH else loose
