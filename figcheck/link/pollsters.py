"""Pollsters that no list knows, told by the words beside their names; and whose poll a sentence describes."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression

_POLL_BEHIND: Final = expression(r"(?:['’]s)? (?:(?:opinion|exit|tracking|online|new|latest) )?(?:poll|survey)s?\b")
_POLLED_BY: Final = expression(
    r"\b(?:asked|polled|surveyed|interviewed|questioned|polls?|surveys?|conducted|carried out) by (?:the )?$"
)
_LONGEST_BEFORE: Final = 24
# "Novasonde asked 1,200 adults", "Harrow Research has interviewed some 900 voters".
_ASKED: Final = expression(
    r"\b(?:[Tt]he )?([A-Z][\w&.’'-]*(?: (?:and |of )?[A-Z][\w&.’'-]*){0,4}) (?:has |had )?"
    r"(?:asked|interviewed|polled|surveyed|questioned) (?:[a-z]+ ){0,3}[0-9]"
)


def asks(name: str, quote: str) -> bool:
    """Whether a sentence has a name as that of a pollster: "a Novasonde poll", "those asked by Novasonde"."""
    at = quote.find(name)
    while at >= 0:
        behind = at + len(name)
        if _POLL_BEHIND.match(quote, behind) or _POLLED_BY.search(quote, max(0, at - _LONGEST_BEFORE), at):
            return True
        at = quote.find(name, behind)
    return False


def asked_some(quote: str) -> str:
    """Who is said in a sentence to have asked so many people, "" for nobody: "Novasonde asked 1,200 adults"."""
    found = _ASKED.search(quote)
    return found[1] if found is not None else ""
