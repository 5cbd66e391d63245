"""Byline lines: "Outlet – date" and "By author | outlet | date", the whole line and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from figcheck.read.dates import read_date

LONGEST_BYLINE = 200
LONGEST_OUTLET = 60
LONGEST_AUTHOR = 120

_SEPARATOR = re.compile(r"\s?[|·•]\s?|\s[-–—]{1,2}\s|—")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_CONNECTORS = frozenset(
    (
        *("of", "the", "and", "for", "in", "on", "to", "at", "a", "an", "&", "+"),
        *("de", "del", "la", "le", "les", "el", "al", "der", "die", "das", "und", "et", "y", "e"),
    )
)
_NO_OUTLET = re.compile(r"(?:last\s+)?(?:published|posted|updated|modified|filed|issued|date[d]?)\b", re.IGNORECASE)
_SENTENCE_MARKS = re.compile(r'[:;?"“”]|[.,]$')
_SINGLE_UPPER = re.compile(r"[^\W\d_]+")

# Upper-case lines lose the difference between a name and an acronym. Words without a vowel are taken for
# acronyms (BBC, NPR, TV). The first set has vowels and is acronyms all the same, the second has none and is
# not.
_ACRONYMS = frozenset(
    (
        *("ABC", "AP", "AFP", "UPI", "USA", "US", "UK", "UN", "EU", "UAE", "AI", "NY"),
        *("TASS", "IRNA", "ANSA", "EFE", "AAP", "NYT", "LA", "DC", "MEE"),
    )
)
_TITLES = frozenset(("MR", "MRS", "DR", "ST", "JR", "SR"))


class Byline(NamedTuple):
    """What a byline line says. ``outlet`` is None in "By A. Writer | March 3, 2024"."""

    outlet: str | None
    author: str | None
    published: dt.date


def read_byline(line: str) -> Byline | None:
    """The byline that the whole line is, None when it is anything else.

    Parts are set apart by ``|``, ``·``, ``•``, a dash between spaces, or a long dash; the last must be a
    date. Names in capitals are recased.
    """
    if len(line) > LONGEST_BYLINE:
        return None
    line = " ".join(line.split())
    if not any(character.isdigit() for character in line[-40:]):
        return None
    parts = [part.strip() for part in _SEPARATOR.split(line)]
    if len(parts) not in (2, 3):
        return None
    published = read_date(parts[-1])
    if published is None:
        return None
    by = _BY.match(parts[0])
    if by is None and len(parts) == 3:  # "Middle East | Press Agency | date": which is the author?
        return None
    letters = (by.group() if by else "") + parts[-1]
    all_upper = letters.upper() == letters and any(character.isalpha() for character in letters)
    author = parts[0][by.end() :] if by else None
    outlet = parts[-2] if len(parts) == 3 or by is None else None
    if author is not None and not (0 < len(author) <= LONGEST_AUTHOR):
        return None
    if outlet is not None and not _may_be_outlet(outlet):
        return None
    return Byline(
        _recased(outlet, all_upper) if outlet else None,
        _recased(author, all_upper, person=True) if author else None,
        published,
    )


def _may_be_outlet(name: str) -> bool:
    """True for what may name a publication: short, no sentence, every word but connectors with a capital.

    "Tower 22 attack – January 28, 2024" is a line of a timeline, no byline.
    """
    if not name or len(name) > LONGEST_OUTLET or not any(character.isalpha() for character in name):
        return False
    if _SENTENCE_MARKS.search(name) or _NO_OUTLET.match(name) or read_date(name):
        return False
    words = name.split()
    return len(words) == 1 or all(
        word in _CONNECTORS or "." in word or not (word[0].isalpha() and word[0].islower()) or word.upper() == word
        for word in words
    )


def _recased(name: str, all_upper: bool, person: bool = False) -> str:
    """The name in capitals and small letters when it is printed in capitals only.

    Where the rest of the line is not in capitals, one short word in capitals (BBC, IRNA) is an acronym and
    stays.
    """
    if name.upper() != name or not any(character.isalpha() for character in name):
        return name
    if not all_upper and not person and len(name) <= 5 and " " not in name:
        return name
    words = name.split(" ")
    return " ".join(_recased_word(word, first=index == 0, person=person) for index, word in enumerate(words))


def _recased_word(word: str, *, first: bool, person: bool) -> str:
    bare = word.strip(".,()'’")
    if not first and word.lower() in _CONNECTORS:
        return word.lower()
    if not person and (
        bare in _ACRONYMS or (not set(bare) & set("AEIOUY") and 1 < len(bare) <= 5 and bare not in _TITLES)
    ):
        return word
    if "." in word.strip("."):  # initials ("J.D.") stay, a site ("ANTIWAR.COM") goes small
        return word if len(max(word.split("."), key=len)) == 1 else word.lower()
    return _SINGLE_UPPER.sub(lambda found: _capitalized(found, word), word)


def _capitalized(found: re.Match[str], word: str) -> str:
    after_apostrophe = found.start() > 0 and word[found.start() - 1] in "'’"
    if after_apostrophe and len(found.group()) == 1:  # "WOMEN'S", not "WOMEN'S" → "Women'S"
        return found.group().lower()
    return found.group().capitalize()
