"""Which line of its accounts a company's sum is: "a net loss of $2 million", "$2 million in operating profit"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.model import Claim

_LINES: Final = {
    "loss": "loss", "losses": "loss", "deficit": "loss",
    "profit": "profit", "profits": "profit", "earnings": "profit", "income": "profit", "surplus": "profit",
    "revenue": "revenue", "revenues": "revenue", "sales": "revenue", "turnover": "revenue",
}  # fmt: skip
_SORTS: Final = r"(?:(?P<sort>net|operating|pre-?tax|gross|adjusted|underlying|core)\s)?"
_LINE: Final = _SORTS + r"(?P<line>loss(?:es)?|deficit|profits?|earnings|income|surplus|revenues?|sales|turnover)"
# "A net loss of", "its loss for the year to June was", "sales rose to".
_BEFORE: Final = expression(
    r"\b" + _LINE + r"(?:\s(?:for|in)\s(?:the|its|that)\s(?P<term>[a-z0-9 ]{3,40}))?"
    r"\s(?:of|was|were|at|came\sto|totall?ed|reached|hit|stood\sat|(?:rose|fell|grew|climbed|dropped|widened|narrowed)"
    r"(?:\s(?:by\s)?[\d.,]{1,6}\s?(?:percent|per\scent|%))?\sto)"
    r"(?:\s(?:some|about|around|nearly|almost|more\sthan|over|just))?\s$"
)
_TERM: Final = expression(r"(?:first|second|third|fourth|last)\s(?:quarter|half)|(?:three|six|nine)\smonths")
_REACH: Final = 90
_BEHIND: Final = expression(r"\s(?:in\s)?" + _LINE + r"\b")
# "The steel division's net loss was", "a loss of $2 million at its cargo unit".
_DIVISION: Final = r"(?:division|unit|segment|subsidiary|branch|arm)"
_ITS: Final = expression(_DIVISION + r"(?:['’]s)?\s$")
_AT_ONE: Final = expression(r"\s(?:at|in|from)\s(?:[a-z’'-]+\s){1,3}" + _DIVISION + r"\b")
_OWNER: Final = 14  # characters before the line in which its owner may end


def account_of(claim: Claim) -> str:
    """The line and its sort, as "loss/net"; "" for none, and for that of a division."""
    if claim.measure != "money":
        return ""
    start, end = claim.quote_at
    quote = claim.quote.lower()
    told = _BEFORE.search(quote, max(0, start - _REACH), start) or _BEHIND.match(quote, end)
    if told is None or _ITS.search(quote, max(0, told.start() - _OWNER), told.start()) is not None:
        return ""
    if _AT_ONE.match(quote, max(end, told.end())) is not None:
        return ""
    term = _TERM.search(told["term"] or "") if "term" in told.re.groupindex else None
    return f"{_LINES[told['line']]}/{(told['sort'] or '').replace('-', '')}{term[0] if term is not None else ''}"
