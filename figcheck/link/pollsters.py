"""Pollsters that no list knows, told by the words beside their names; whose poll a sentence describes; and who
answered: likely voters, women, those who had voted by noon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.model import Claim

_POLL_BEHIND: Final = expression(
    r"(?:['’]s)? (?:(?:opinion|exit|tracking|online|new|latest|last|final|first|own|previous|earlier|monthly|weekly) )?"
    r"(?:poll|survey)s?\b"
)
_POLLED_BY: Final = expression(
    r"\b(?:asked|polled|surveyed|interviewed|questioned|polls?|surveys?|conducted|carried out) by (?:the )?$"
)
_LONGEST_BEFORE: Final = 24
# "Novasonde asked 1,200 adults", "Harrow Research has interviewed some 900 voters".
_ASKED: Final = expression(
    r"\b(?:[Tt]he )?([A-Z][\w&.’'-]*(?: (?:and |of )?[A-Z][\w&.’'-]*){0,4}) (?:has |had )?"
    r"(?:asked|interviewed|polled|surveyed|questioned) (?:[a-z]+ ){0,3}[0-9]"
)

_ALL_ASKED: Final = frozenset("people adults respondents voters americans britons those".split())
_WHO: Final = (
    r"(?:the\s+|all\s+)?(?P<who>(?:[\w’'-]+\s+){0,2}?"
    r"(?:voters?|supporters?|women|men|adults|respondents|graduates|pensioners|parents|students|under-\d\ds|over-\d\ds|"
    r"independents|republicans|democrats|liberals|moderates|catholics|protestants|evangelicals|muslims|jews|hispanics|"
    r"latinos|whites|\d\d-?\s?(?:to|-|–)\s?\d\d-year-olds))\b"
)
# "45% of women", "37% among Labour voters", "of likely voters in Ohio", "41% of 18- to 24-year-olds".
_ANSWERED: Final = expression(rf"^[^.;]{{0,50}}?\b(?:of|among|amongst)\s+{_WHO}")
# "Approval among independents fell to 30%", "Among women, 45% said so".
_AMONG: Final = expression(rf"\b(?:among|amongst)\s+{_WHO}(?=[^.;]{{0,80}}$)")
_OF_ALL_KINDS: Final = frozenset(("likely voters", "registered voters"))
_TURNOUT: Final = expression(r"\bturnout\b")
_BY_HOUR: Final = expression(
    r"\b(?:by|at|until|as of)\s+(?:noon|midday|midnight|"
    r"\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|o.clock|local)|\d{1,2}[.:]\d\d)"
)

# What stands last before a share is mostly whose it is: "Labour is on 42%, the Conservatives on 24%".
_CAPITAL: Final = expression(r"\b((?:[A-Z][\w-]+ )?[A-Z][\w-]+)(?!\w| (?:poll|survey)s?\b| [A-Z])")
_SHARE_FOR: Final = expression(r"\W{0,2}(?:per ?cent)?\s?(?:for|to|behind) (?:the )?([A-Z][\w-]+)")
_OF_PARTIES: Final = frozenset(("uk", "party"))  # "Reform UK" is Reform
_TOGETHER: Final = expression(r"\b(?:with|from|over|than|against|behind|in|of|at)\s(?:the\s)?$", re.IGNORECASE)
_OPENERS: Final = frozenset("a an the in on at of for among but and while with when some only just".split())


class Answer(NamedTuple):
    """Of whom a share of a poll is, "" for all who were asked; whose share it is, by the last word of a name, "" for
    nobody's; and whose shares its sentence tells."""

    respondents: str
    name: str
    rivals: frozenset[str]


NO_ANSWER: Final = Answer("", "", frozenset())


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


def _respondents(quote: str, floor: int, start: int, end: int, is_turnout: bool) -> str:
    """Of whom a share is that a sentence tells, "" for all who were asked: "women", "likely voters"; of a turnout, by
    which hour. ``floor`` is where the share before it ends in the sentence, ``start`` and ``end`` are its own."""
    low = quote.lower()
    if is_turnout or _TURNOUT.search(low):
        hour = _BY_HOUR.search(low)
        return hour[0] if hour is not None else "" if is_turnout else "turnout"
    found = _ANSWERED.match(low[end:]) or _AMONG.search(low[floor:start])
    if found is None or found["who"] in _ALL_ASKED:
        return ""
    return " ".join(found["who"].split())


def answered_others(one: str, other: str) -> bool:
    """Whether two shares are of other respondents. Of likely voters polls often tell shares without
    a word."""
    if one == other:
        return False
    return (bool(one) and bool(other)) or (one or other) not in _OF_ALL_KINDS


def answers_of(claims: Iterable[Claim]) -> dict[str, Answer]:
    """What the sentences of an article tell of each of its answers, by the claim's id. ``claims`` are answers in per
    cent, in the order of the text."""
    sentences: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        sentences.setdefault((claim.figure.sentence.start, claim.figure.sentence.end), []).append(claim)
    found: dict[str, Answer] = {}
    for members in sentences.values():
        named: list[str] = []
        asked: list[str] = []
        floor = 0
        for at, claim in enumerate(members):
            start, end = claim.quote_at
            until = members[at + 1].quote_at.start if at + 1 < len(members) else len(claim.quote)
            named.append(_named_beside(claim.quote, floor, start, end, until))
            asked.append(_respondents(claim.quote, floor, start, end, claim.measure == "turnout"))
            floor = end
        rivals = frozenset(named) - {""}
        for claim, name, of_whom in zip(members, named, asked, strict=True):
            found[claim.id] = Answer(of_whom, name, rivals)
    return found


def holders_of(claims: Iterable[Claim]) -> dict[str, str]:
    """Whose each number of a thing is that rivals share among them, by the claim's id and the last word of a name; ""
    for nobody's: of a chamber with 200 seats. ``claims`` are such, in the order of the text."""
    found: dict[str, str] = {}
    sentence, floor = (-1, -1), 0
    for claim in claims:
        here = claim.figure.sentence.start, claim.figure.sentence.end
        start, end = claim.quote_at
        if here != sentence:
            sentence, floor = here, 0
        found[claim.id] = "" if claim.quote.startswith("-", end) else _holder(claim.quote[floor:start])
        if found[claim.id]:
            floor = end
    return found


def _holder(before: str) -> str:
    """Who stands last before a number, "" where it is one reached with them: "with the Greens it has 97 seats"."""
    names = list(_CAPITAL.finditer(before))
    last = names[-1] if names else None
    if last is None or last[1].lower() in _OPENERS or _TOGETHER.search(before, 0, last.start()) is not None:
        return ""
    return str(last[1]).lower().split()[-1]


def _named_beside(quote: str, floor: int, start: int, end: int, until: int) -> str:
    names = [name for name in _CAPITAL.findall(quote[floor:start]) if name.lower() not in _OPENERS]
    if names:
        words = str(names[-1]).lower().split()
        return next((word for word in reversed(words) if word not in _OF_PARTIES), words[-1])
    behind = _SHARE_FOR.match(quote, end, until)
    return behind[1].lower() if behind is not None else ""
