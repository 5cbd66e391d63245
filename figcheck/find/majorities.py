"""Majorities that are no share of those told: "four short of a majority", "a majority of 12"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression

_REACH: Final = 24
_OF: Final = " of"
# What stands before a majority that a side has or lacks.
_OF_A_SIDE: Final = expression(
    r"\b(?:short of|ha[sd]|have|having|w[io]n|winning|lost|lose|losing|secured?|securing|h[eo]ld|holding|needs?|needed|"
    r"(?:needed|enough) for|commands?|commanded|without|with|gain|gained|reach|reached|lacks?|lacked)\s$"
)
_BY_HOW_MANY: Final = expression(r"(?:\s?\bof)?\s(?:(?:just|only|some|about|over|almost|nearly)\s)?\d")


def is_no_share(low: str, start: int, end: int) -> bool:
    """Whether a majority between two places of a text in lower case is none of a number of people: one that a side has
    in a chamber, or whose size is told."""
    is_of = low.endswith(_OF, start, end)
    if _BY_HOW_MANY.match(low, end - len(_OF) if is_of else end) is not None:
        return True
    # "Won a majority of the votes" is a share of them.
    return not is_of and _OF_A_SIDE.search(low, max(0, start - _REACH), start) is not None
