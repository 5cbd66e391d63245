"""Byline lines: "Outlet – date", "Outlet, date", "date · outlet" and "By author | outlet | date", the whole line and
nothing else; and the datelines that agencies open with ("LONDON (AP) —")."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from figcheck.expressions import expression
from figcheck.gazetteer import loosen
from figcheck.gazetteer.table import load_table
from figcheck.read.dates import read_date

LONGEST_BYLINE = 200
LONGEST_OUTLET = 90  # "International Federation of Red Cross and Red Crescent Societies" has 66
LONGEST_AUTHOR = 120

_SEPARATOR = expression(r"\s?[|·•]\s?|\s[-–—]{1,2}\s|—")
_BY = expression(r"by\s+", re.IGNORECASE)
_CONNECTORS = frozenset(
    (
        *("of", "the", "and", "for", "in", "on", "to", "at", "a", "an", "&", "+"),
        *("de", "del", "la", "le", "les", "el", "al", "der", "die", "das", "und", "et", "y", "e"),
    )
)
_NO_OUTLET = expression(r"(?:last\s+)?(?:published|posted|updated|modified|filed|issued|date[d]?)\b", re.IGNORECASE)
_LABEL = expression(
    r"(?:first\s+|last\s+)?(?:published|posted|updated|modified|filed|issued|dated?)(?:\s+(?:on|at))?\s*:?\s+",
    re.IGNORECASE,
)
_NO_NAME = expression(r"(?:on|in|at|from|since|until|by|before|after)\b(?!\s+\S+\s+\S)", re.IGNORECASE)
_WRAPS = (("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("(", ")"), ("[", "]"), ("<", ">"))
_AUTHOR_LINE = expression(
    r"(?i:by)\s+(?P<author>[A-Z][\w.'’-]+(?:(?:,|,?\s(?:and|AND|with|&))?\s[A-Z][\w.'’-]*){1,8})",
)
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
# AP and Reuters stylebooks: the place in capitals, perhaps its country and the day, the agency in brackets, a dash. CNN
# and others write the place as usual; then the agency must be in capitals.
_DATELINE = expression(
    rf"\s*(?:(?P<place>[A-Z][A-Z.'’-]*(?:[ /,]+[A-Z][A-Z.'’-]+){{0,4}}|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){{0,2}})"
    rf"(?:,\s(?!{_MONTH})[A-Z][\w.]+(?:\s[A-Z][\w.]+){{0,2}})?)?(?P<day>,?\s{_MONTH}[^()\n]{{2,20}}|,?\s\d[^()\n]{{2,20}})?"
    r"\s?\((?P<outlet>[A-Z][\w .&’'/-]{0,30})\)\s*(?:[—–-]|--)\s*(?=\S)"
)
_WEAK_SEPARATOR = expression(r"\s?[|·•]\s?|\s[-–—]{1,2}\s|—|,\s")
_ASIDE = expression(r"\s?\([^()]{1,40}\)$")  # "BBC News (live blog)"
_MOST_WORDS = 6
_SENTENCE_MARKS = expression(r'[:;?"“”]|[.,]$')
_SINGLE_UPPER = expression(r"[^\W\d_]+")

# Upper-case lines lose the difference between a name and an acronym. Words without a vowel are taken for
# acronyms (BBC, NPR, TV). The first set has vowels and is acronyms all the same, the second has none and is
# not.
_ACRONYMS = frozenset(
    (
        *("ABC", "AP", "AFP", "UPI", "USA", "US", "UK", "UN", "EU", "UAE", "AI", "NY"),
        *("TASS", "IRNA", "ANSA", "EFE", "AAP", "NYT", "LA", "DC", "MEE"),
    )
)
# Publications and agencies that bear the name of a place.
_OUTLETS = frozenset(("xinhua", "sabah", "fars", "asahi", "granma", "ahram", "al ahram", "al mayadeen"))
_TITLES = frozenset(("MR", "MRS", "DR", "ST", "JR", "SR"))


class Byline(NamedTuple):
    """What a byline line says. ``outlet`` is None in "By A. Writer | March 3, 2024"; ``published`` where an agency is
    named alone."""

    outlet: str | None
    author: str | None
    published: dt.date | None


def read_byline(line: str) -> Byline | None:
    """The byline that the whole line is, None when it is anything else.

    Parts are set apart by ``|``, ``·``, ``•``, a dash between spaces, or a long dash, and by commas where none of these
    stands; the date is the last or the first. Names in capitals are recased. What stands before a comma and is the
    name of a place is a dateline's, no outlet.
    """
    if len(line) > LONGEST_BYLINE:
        return None
    line = _unwrapped(" ".join(line.split()))
    if not any(character.isdigit() for character in line):
        return None
    parts = [part.strip() for part in _SEPARATOR.split(line)]
    if len(parts) == 1:
        return _with_commas(line)
    if len(parts) not in (2, 3):
        return None
    published = read_date(parts[-1])
    if published is None:
        published = read_date(parts[0])
        if published is None:
            return None
        parts = [*parts[1:], parts[0]]
    return _byline(parts, published)


def read_weak_byline(line: str) -> Byline | None:
    """What a line says of when, and perhaps by whom, that is a byline only where an article begins for other reasons:
    "Leeds, 3 March 2024" (papers are called like towns), "Arlo Mills press release, 3 March 2024", a day alone.
    """
    line = _unwrapped(" ".join(line.split()))
    if len(line) > LONGEST_BYLINE or not any(character.isdigit() for character in line):
        return None
    day = read_day(line)
    if day is not None:
        return Byline(None, None, day)
    line = _LABEL.sub("", line, count=1)
    parts = [part.strip() for part in _WEAK_SEPARATOR.split(line)]
    for cut in range(1, min(len(parts), 4)):
        for name, date in ((parts[:cut], parts[cut:]), (parts[cut:], parts[:cut])):
            published = read_date(", ".join(date))
            if published is not None:
                return _weak(", ".join(name), published)
    return None


def read_set_off_byline(line: str) -> Byline | None:
    """The byline of an outlet that is not written as a name throughout ("Parlamentní listy – 5 October 2025", "Arlo
    Mills press release – 3 March 2024"), which a dash or bar sets off from the day; None without an outlet. Such a line
    is a byline only in a file that others make a digest: "Tower 22 attack – January 28, 2024" reads the same."""
    line = _unwrapped(" ".join(line.split()))
    if len(line) > LONGEST_OUTLET + 30 or not line[-1:].isdigit():
        return None
    parts = [part.strip() for part in _SEPARATOR.split(line)]
    published = read_date(parts[1]) if len(parts) == 2 else None
    if published is None or any(character.isdigit() for character in parts[0]) or _NO_OUTLET.match(parts[0]):
        return None
    says = _weak(parts[0], published)
    return says if says is not None and says.outlet is not None else None


def _weak(name: str, published: dt.date) -> Byline | None:
    """The byline of what stands beside a day; None where that may be a sentence."""
    bare = _ASIDE.sub("", name)
    if _is_place(bare):
        return Byline(None, None, published)
    by = _BY.match(bare)
    if by is not None and by.end() < len(bare) <= LONGEST_AUTHOR:
        return Byline(None, _recased(bare[by.end() :], False, person=True), published)
    if not 0 < len(bare) <= LONGEST_OUTLET or not (bare[0].isupper() or bare[0].isdigit()):
        return None
    if (
        len(bare.split()) > _MOST_WORDS
        or _SENTENCE_MARKS.search(bare)
        or _NO_OUTLET.match(bare)
        or _NO_NAME.match(bare)
    ):
        return None
    return Byline(_recased(bare, False), None, published)


def read_day(line: str) -> dt.date | None:
    """The day of a line that holds nothing but when the article came out ("Published: 3 March 2024"), else None. Such a
    line means that only where a byline may stand."""
    line = _unwrapped(" ".join(line.split()))
    if len(line) > LONGEST_BYLINE:
        return None
    return read_date(_LABEL.sub("", line, count=1))


def read_author(line: str) -> str | None:
    """The author of a line that names nothing else ("By Ada Quill"), else None."""
    found = _AUTHOR_LINE.fullmatch(_unwrapped(" ".join(line.split()))) if len(line) <= LONGEST_AUTHOR else None
    return _recased(found["author"], True, person=True) if found else None


def read_dateline(body: str) -> Byline | None:
    """Agency and day of the dateline that a text opens with ("LONDON, 3 Feb 2024 (Reuters) -"), None without one.

    ``published`` of what comes back is None where the dateline has no year.
    """
    found = _DATELINE.match(body)
    if found is None:
        return None
    outlet, place = found["outlet"].strip(), found["place"] or ""
    if not _may_be_outlet(outlet) or not (place.upper() == place or outlet.upper() == outlet):
        return None
    return Byline(outlet, None, read_date(found["day"].strip(" ,")) if found["day"] else None)


def _with_commas(line: str) -> Byline | None:
    """ "Reuters, 3 Mar 2024", "By Ada Quill, Reuters, March 3, 2024", "BBC News, London, 3 March 2024"."""
    parts = [part.strip() for part in line.split(",")]
    for first in range(1, min(len(parts), 4)):
        published = read_date(", ".join(parts[first:]))
        if published is None:
            continue
        names = parts[:first]
        if len(names) > 1 and _is_place(names[-1]):
            del names[-1]
        if len(names) > 2 or _is_place(names[-1]) or _NO_NAME.match(names[0]):
            return None
        return _byline([*names, parts[-1]], published)
    return None


def _byline(parts: list[str], published: dt.date) -> Byline | None:
    """The byline of two or three parts of which the last is the date."""
    by = _BY.match(parts[0])
    if by is None and len(parts) == 3:
        other = _BY.match(parts[1])
        if other is None:  # "Middle East | Press Agency | date": which is the author?
            return None
        parts, by = [parts[1], parts[0], parts[2]], other
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


def _unwrapped(line: str) -> str:
    """The line without brackets or marks of emphasis around all of it."""
    for before, after in _WRAPS:
        if line.startswith(before) and line.endswith(after) and len(line) > len(before) + len(after):
            inner = line[len(before) : -len(after)].strip()
            if before not in inner and after not in inner:
                return inner
    return line


def _is_place(name: str) -> bool:
    """True for the name of a place of the world that is more often that than a word."""
    key = loosen(name)
    return key not in _OUTLETS and load_table().knows(key) and not load_table().ordinary(key)


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
