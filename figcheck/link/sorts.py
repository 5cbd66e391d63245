"""What tells the things apart that figures count: drones from missiles, core inflation from that of all prices, the
magnitude of a quake from that of another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.link.accounts import account_of
from figcheck.link.changes import change_of
from figcheck.link.dimensions import dimension, motion
from figcheck.link.told import Days, is_short
from figcheck.model import Claim
from figcheck.phrases import any_of
from figcheck.units import thing

INDICATORS: Final = frozenset(
    ("inflation", "interest", "unemployment", "growth")
)  # topics of what a country has one rate of
PERSON: Final = "person"
_CREW: Final = "crew"  # those of a ship or plane, who are told by their number as any persons are
_BY_WHATEVER_NOUN: Final = frozenset(("layoffs", "outages"))  # jobs are workers, and customers homes
_ACCOUNTS: Final = frozenset(("revenue", "profit", "loss", "fine", "bail"))  # topics of what is told once in a day
_OVER_A_YEAR: Final = frozenset(("year", "annual"))  # stems: "from a year earlier"
_ANNUAL: Final = " annual "  # "a 2.3% annual pace", whose words are the figure's
_MONTHS: Final = "months to "  # "in the 12 months to June"
_PHRASE: Final = 40  # characters behind a number
_MODIFIERS: Final = 3  # words from a number to its noun
_EITHER: Final = "either"  # of ``lexicon.ruined``
_SIGN: Final = 4
_RUIN_REACH: Final = 60
_NEXT_FIGURE: Final = expression(r"[,;:.(\d]|\b(?:while|but)\b|\band\b(?!\s(?:destroy|damag))")
_ONCE_WORDS: Final = 3  # "first-quarter pre-tax profit"
_SPEED: Final = ("/hour", "/second")
_SORTED: Final = frozenset(("rate", "counted"))


def thing_of(claim: Claim, lexicon: Lexicon) -> str | None:
    """What a figure counts, by the noun that stands for all that it goes by. Persons are one thing: "some 15,000
    people" are as many demonstrators."""
    if claim.measure in _BY_WHATEVER_NOUN:
        return claim.measure
    counted = thing(claim.figure)
    if counted is None or (claim.measure == "rate" and claim.figure.unit == "percent"):
        return None  # "a 2.3% annual pace"
    is_person = counted in lexicon.people or counted == _CREW or _is_of_a_people(counted, lexicon)
    if (is_person or (counted == "case" and "outbreak" in claim.topics)) and claim.measure == "counted":
        return PERSON
    return lexicon.things_alike.get(counted, counted)


def _is_of_a_people(counted: str, lexicon: Lexicon) -> bool:
    """Whether a noun tells of which people persons are: "779,000 Syrians"."""
    return "nationals" in lexicon.person_groups(counted)


def sort_of(claim: Claim, lexicon: Lexicon, damaged: frozenset[str]) -> str:
    """The sort of thing that a figure counts; of persons who they are, "" for anybody; of inflation and its like which
    one it is: "core", "food"; of a distance which way it goes; of what a measure of ``damaged`` counts, or none, what
    befell it."""
    if claim.figure.unit != "percent":
        counted = claim.figure.counted or ""
        if claim.measure == "rate" and claim.figure.form == "measure" and claim.figure.unit.endswith(_SPEED):
            return motion(claim)
        if claim.figure.form == "measure" and claim.measure == "counted":
            return dimension(claim)
        if thing_of(claim, lexicon) == PERSON:
            # Of which people they are, their scope tells.
            if counted in lexicon.anybody or counted == "case" or _is_of_a_people(counted, lexicon):
                return ""
            return lexicon.things_alike.get(counted, counted)
        sort = lexicon.unlike_things.get(counted, "")
        if sort:
            return _finer(claim, sort, lexicon)
        is_thing = claim.measure in damaged or (bool(counted) and claim.measure == "counted")
        return _ruin(claim, lexicon) if is_thing and claim.figure.form == "plain" else ""
    if claim.measure not in _SORTED:
        return ""
    if claim.measure == "counted" and claim.figure.counted is None and claim.topics.isdisjoint(INDICATORS):
        return change_of(claim)
    return " ".join(sorted(claim.words & lexicon.indicator_kinds)) or _usual_sort(claim)


def _finer(claim: Claim, sort: str, lexicon: Lexicon) -> str:
    """The sort with its kind, where a word before the noun tells one, or it does: "missile/cruise", "medal/gold"."""
    if lexicon.finer_things.get(claim.figure.counted or "") == sort:
        return f"{sort}/{claim.figure.counted}"
    end = claim.quote_at.end
    for word in claim.quote[end : end + _PHRASE].lower().split()[:_MODIFIERS]:
        if lexicon.finer_things.get(word) == sort:
            return f"{sort}/{word}"
        if not word.replace("-", "").isalpha() or lexicon.unlike_things.get(lexicon.singular(word)) == sort:
            break
    return sort


def _ruin(claim: Claim, lexicon: Lexicon) -> str:
    """ "destroyed" or "damaged" by the word that tells it of the figure: the first behind it up to the next figure or
    the end of its clause, else the last before it. "" for none, and for "damaged or destroyed"."""
    start, end = claim.quote_at
    quote = claim.quote.lower()
    if not any([sign in quote for sign in _signs_of_ruin(lexicon)]):
        return ""
    behind = _NEXT_FIGURE.split(quote[end : end + _RUIN_REACH], maxsplit=1)[0]
    told = _words_of_ruin(lexicon).search(behind)
    if told is None:
        before = quote[max(0, start - _RUIN_REACH) : start]
        found = [*_words_of_ruin(lexicon).finditer(_NEXT_FIGURE.split(before)[-1])]
        told = found[-1] if found else None
    sort = lexicon.ruined[" ".join(told[0].split())] if told is not None else _EITHER
    return "" if sort == _EITHER else sort


@lru_cache(maxsize=8)
def _signs_of_ruin(lexicon: Lexicon) -> tuple[str, ...]:
    """How the words of ruin begin: of most sentences none is in them, and to look for these is much faster."""
    return tuple(sorted({words.split()[-1][:_SIGN] for words in lexicon.ruined}))


@lru_cache(maxsize=8)
def _words_of_ruin(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon.ruined)}\b")


def are_unlike(sort: str, other: str) -> bool:
    """True for two sorts of things, or two kinds of one: a kind may be told by its sort alone."""
    if sort == other or not sort or not other:
        return False
    return not (sort.startswith(f"{other}/") or other.startswith(f"{sort}/"))


def _usual_sort(claim: Claim) -> str:
    """Which one an indicator is where no word tells: prices rise within a month and economies within a quarter unless
    they are said to do so within a year; inflation, interest and unemployment are those of all. "" for no indicator."""
    if claim.topics.isdisjoint(INDICATORS):
        return ""
    if "growth" not in claim.topics and ("inflation" not in claim.topics or "inflation" in claim.words):
        return "all"
    is_of_a_year = not claim.words.isdisjoint(_OVER_A_YEAR) or _MONTHS in claim.quote or _ANNUAL in claim.quote
    return "all" if is_of_a_year else "change"


def once_of(claim: Claim, words: frozenset[str], periods: Days, lexicon: Lexicon) -> str:
    """What a figure is of which there is one: of an event, the words of the clause telling of no other, or of what a
    company or a court told in a day, where the clause tells nothing else. "" else.

    ``words`` are those of the clause that belong to no name.
    """
    if claim.measure == "money":
        account = account_of(claim)
        if account:
            return account
        rest = words - lexicon.move_stems - lexicon.result_stems
        is_told = len(rest) == 1 or (len(rest) <= _ONCE_WORDS and not rest.isdisjoint(_ACCOUNTS))
        return " ".join(sorted(rest)) if rest and is_told and not claim.topics.isdisjoint(_ACCOUNTS) else ""
    if not is_short(periods):
        return ""
    counted = claim.figure.counted or ""
    others = lexicon.one_of_an_event.get(counted)
    return counted if others is not None and words.isdisjoint(others) else ""
