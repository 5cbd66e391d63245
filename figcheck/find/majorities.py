"""Majorities that are no share of those told: "four short of a majority", "a majority of 12"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression

_REACH: Final = 24
# What stands before a majority that a side has or lacks.
_OF_A_SIDE: Final = expression(
    r"\b(?:short of|ha[sd]|have|having|w[io]n|winning|lost|lose|losing|secured?|securing|h[eo]ld|holding|needs?|needed|"
    r"(?:needed|enough) for|commands?|commanded|without|with|gain|gained|reach|reached|lacks?|lacked)\s$"
)
_BY_HOW_MANY: Final = expression(r"(?:\s?\bof)?\s(?:(?:just|only|some|about|over|almost|nearly)\s)?\d")


def is_no_share(low: str, start: int, end: int) -> bool:
    """Whether a majority between two places of a text in lower case is none of a number of people: one that a side has
    in a chamber, or whose size is told."""
    if _BY_HOW_MANY.match(low, end - 3 if low[start:end].endswith(" of") else end) is not None:
        return True
    if low[start:end].endswith(" of"):
        return False  # "won a majority of the votes"
    return _OF_A_SIDE.search(low, max(0, start - _REACH), start) is not None
