"""What the names of rows and columns say of them: a total, an average, a part of the row above, no part of the sum."""

from __future__ import annotations

import re
from typing import Final, Literal

from figcheck.expressions import expression

RowSort = Literal["plain", "total", "weak_total", "average", "optional", "aside", "section"]

_TOTAL: Final = expression(
    r"(?:(?:grand|overall|combined|final|sub|net|gross)[- ]?)?(?:sub[- ]?)?totals?(?: .{1,40})?|sum|in total|"
    r"altogether|in all|(?:.{1,40} )?(?:sub[- ]?)?totals?"
)
_WEAK: Final = expression(
    r"all(?: .{1,30})?|overall|everyone|both(?: sexes)?|(?:country|nation|world|state)-?wide|combined"
)
_AVERAGE: Final = expression(r"(?:an? )?(?:average|mean|avg\.?)(?: per .{1,20})?")
_NOT_TOTAL: Final = expression(
    r"\b(?:running|cumulative|to date|so far|last year|previous|prior|target|excl\w*|without|except|other than|net|"
    r"world|global|worldwide|expected|forecast|change|average|mean|share|as (?:a )?%|percent\w*|of which|including|"
    r"incl|votes? cast|electorate)\b|[%]"
)
_OPTIONAL: Final = expression(
    r"(?:of which|of whom|including|incl\.?|o/w|thereof|rejected|spoilt|spoiled|invalid|blank|informal|void|memo|"
    r"excluding|excl\.?)\b.*|[-–—•·>↳].*"
)
_ASIDE: Final = expression(
    r"(?:average|mean|median|mode|change|difference|diff|growth|increase|decrease|majority|margin|lead|turnout|"
    r"electorate|registered|eligible|target|previous|prior|last year|record|highest|lowest|maximum|minimum|max|min|"
    r"range|rank|source|note|share|rate|percentage|%|per cent|swing|quorum|threshold|needed|required|running|"
    r"cumulative|world|global|worldwide)\b.*|%.*|.* (?:average|median|mean|change|%|rate)|[±Δ+].*"
)
# Where a table tells a part of what it totals.
_PARTIAL: Final = expression(
    r"\b(?:top|selected|main|major|largest|biggest|leading|worst|best|key|some|sample|examples?|highlights?|among|"
    r"at least|first|most|\w{3,}est)\b",
    re.IGNORECASE,
)
# Rows that are taken off, so that plain adding misses.
_SIGNED: Final = expression(
    r"\b(?:less|minus|net|profit|loss|losses|surplus|deficit|balance|expenses|expenditure|costs?|deductions?|"
    r"withdrawals?|outflows?|refunds?|discounts?|opening|closing|transfers? out|tax(?:es)?)\b",
    re.IGNORECASE,
)
_EDGES: Final = " \t:*.†‡_"
_CHANGE: Final = expression(
    r"\b(?:change|chg|difference|diff|growth|increase|decrease|rise|fall|drop|gain|variation|variance|up/down|swing|"
    r"[ymqw]/[ymqw]|yoy|mom|qoq|y-o-y|"
    r"balance|margin|lead|majority|gap|surplus|deficit|gd)\b|^net\b|"
    r"\+/[-−–]|[±Δ∆]|^(?:net )?gains?/loss(?:es)?$",
    re.IGNORECASE,
)


def plain(label: str) -> str:
    """A label in lower case without the signs at its ends."""
    return " ".join(label.lower().split()).strip(_EDGES)


def sort_of(label: str) -> RowSort:
    """What a row or column of that name is."""
    bare = plain(label)
    if _AVERAGE.fullmatch(bare):
        return "average"
    if _TOTAL.fullmatch(bare):
        return "aside" if _NOT_TOTAL.search(bare) else "total"
    if _WEAK.fullmatch(bare) and not _NOT_TOTAL.search(bare):
        return "weak_total"
    if _OPTIONAL.fullmatch(bare) or (label[:1] in "-–—•·" and len(label) > 1):
        return "optional"
    return "aside" if _ASIDE.fullmatch(bare) else "plain"


def is_grand(label: str) -> bool:
    """True for a total that names no part of the table: "Total", "Grand total", "Sum"."""
    return plain(label) in (
        "total",
        "totals",
        "grand total",
        "overall total",
        "sum",
        "in total",
        "altogether",
        "in all",
    )


def is_partial(told: str) -> bool:
    """True when a caption or heading says that a table lists some of many."""
    return _PARTIAL.search(told) is not None


def is_signed(label: str) -> bool:
    """True for a row that may be taken off."""
    return _SIGNED.search(label) is not None


def is_change(heading: str) -> bool:
    """True for the heading of a column of changes."""
    return _CHANGE.search(heading) is not None
