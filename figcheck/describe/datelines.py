"""Datelines, with which reports open: "NAIROBI, March 3 (Coast Wire) - …".

Their place is that of the article, unless the sentence tells places of its own. Their agency reports, and is nothing
that figures are about.

Day and outlet of an article are read from it where articles are read (read/bylines.py).
"""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.gazetteer.places import Gazetteer

LONGEST_DATELINE: Final = 80  # characters from the opening of a text to what still is of its dateline
_DATELINE: Final = expression(
    r"\s*[A-Z][A-Z .'’-]{2,40}(?:,\s[^-–—()\n]{1,40})?\s*(?:\([^)\n]{2,30}\)\s*)?\s*(?:[-–—]|--)\s"
)
_HOLDER: Final = expression(r"[a-z]+\.?(?:\s[a-z]+\.?)*")
_BEHIND_AGENCY: Final = expression(r"\)\s{0,3}[-–—]")


def end_of_dateline(text: str, start: int) -> int | None:
    """Where the dateline ends that opens a text at a position; None where none does."""
    match = _DATELINE.match(text, start)
    return None if match is None else match.end()


def namesake_of_country(folded: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The town by the name of a country from which a report comes, "ARMENIA, Colombia -": the name and the town.

    ``folded`` is the text in lower case, the dateline that of ``end_of_dateline``. None for any other dateline.
    """
    name, comma, behind = folded[start:end].lstrip().partition(", ")
    if not comma or gazetteer.canonical.get(name) not in gazetteer.countries:
        return None
    holder = _HOLDER.match(behind)
    place = gazetteer.resolve(f"{name}, {holder.group()}") if holder is not None else None
    return (name, place) if place is not None and place not in gazetteer.countries else None


def closes_agency(text: str, end: int) -> bool:
    """Whether the bracket and the dash of a dateline stand behind what ends at a position: "LEEDS (Coast Wire) -"."""
    return _BEHIND_AGENCY.match(text, end) is not None
