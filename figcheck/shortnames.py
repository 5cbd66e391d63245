"""A name and the shorter ones that go for it: "Nicolas Maduro" is Maduro, "drugmaker Astrel" Astrel, Barnel Bank is
Barnel, Mount Merapi Merapi, and FCA the Financial Conduct Authority."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

# Last words of names of companies, which shorter reports leave out.
_FORMS: Final = frozenset(
    "Bank Group Inc Inc. Corp Corp. Corporation Company Co Co. Ltd Ltd. Limited plc PLC AG SE NV Holding Holdings "
    "Motors Airlines Airways Technologies Pharma Pharmaceuticals Energy Oil Steel Foods Industries".split()
)
_FEWEST: Final = 3  # words of a name that goes by their first letters


def share_a_name(some: Set[str], others: Set[str]) -> bool:
    """Whether two sets of names have one in common, in full, by its last words, by the first
    letters of all, without what holds a town, or without what kind of company it is."""
    if not some.isdisjoint(others):
        return True
    for one in some:
        for other in others:
            if one.endswith(f" {other}") or other.endswith(f" {one}"):
                return True
            if one.startswith(f"{other}, ") or other.startswith(f"{one}, "):
                return True  # "Eyl, Somalia"
            if without_form(one) == other or without_form(other) == one:
                return True
            if (one.isupper() and initials(other) == one) or (other.isupper() and initials(one) == other):
                return True
    return False


def all_go_for(some: Set[str], others: Set[str]) -> bool:
    """Whether each of some names is among others, or goes for one of them."""
    return all([share_a_name(frozenset((name,)), others) for name in some])


def without_form(name: str) -> str:
    """The name of a company without what it is: "Barnel" of Barnel Bank; "" where it does not end so."""
    first, _, last = name.rpartition(" ")
    return first if last in _FORMS else ""


def without_mount(names: frozenset[str]) -> frozenset[str]:
    """Names, those of mountains without the word for it: one report tells of Mount Merapi, another of Merapi."""
    if not any([name.startswith("M") for name in names]):
        return names
    return frozenset([name.removeprefix("Mount ").removeprefix("Mt ").removeprefix("Mt. ") for name in names])


def initials(name: str) -> str:
    """The first letters of the words of a name that have capitals, where these are three at least; "" else."""
    letters = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(letters) if len(letters) >= _FEWEST else ""
