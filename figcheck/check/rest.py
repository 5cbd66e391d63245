"""What is left of a whole: "Of the 44 stations, 30 were in private hands and the remaining 14 belonged to the state."

The rest excludes the parts told before it, and nothing is left beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.marked import Marked
from figcheck.check.sentences import Ends
from figcheck.check.terms import part_ends, same_kind, term, total
from figcheck.expressions import expression
from figcheck.model import Claim

_REST: Final = expression(r"\b(?:the|its|their|his|her) (?:other|remaining|rest, (?:some |about )?)\s*$|\bthe rest \($")
_REST_BEHIND: Final = expression(r" (?:[a-z'-]+ )?others\b(?! (?:who|that|were also))")
_THE: Final = expression(r"\bthe $")
_NEAR: Final = 250  # characters between the sentence of the whole and that of the rest
_MOST: Final = 6
_SORTS: Final = frozenset("country nation group town city party kind type category".split())
_FAR: Final = 4  # sentences before that of the rest
_ADJACENT: Final = 3  # characters between a sentence and the next
_INSIDE: Final = expression(r"\b(?:of (?:whom|them|which|these|those)|including|among|one of|half|most)\b")
_NO_NOUN: Final = expression(
    r" (?:remain|stay|live|work|go|come|hit|struck|reached|fell|crashed|escaped|died|fled|survived|returned)\b"
)  # "the other 14 remain closed"
_GOES_ON: Final = expression(r"<0>(?: of them)? (?:were|are|came|come|went|have|had|died|work|live)\b")
_OUT_OF: Final = expression(
    r" (?:[a-z'-]+ ){0,3}?(?:out of|of) "
    r"(?:(?:the|a total of|its|all|these|those|their|his|her|some|[a-z'-]+'s?) ){0,2}$"
)
_OF: Final = expression(
    r"(?:^|[,;:(\"“] ?|\bthat |\band |\bbut )of (?:(?:the|all|its|these|those|their|some|a total of) )?$"
)
_OF_GAP: Final = expression(r"[^<>.;:]{0,80},[^<>.;:]{0,60}")
_OF_WHOM: Final = expression(r"[^<>.;:]{0,80}(?:,|\band\b)(?: and)? of (?:whom|which|them|these|those) (?:[a-z]+ )?")
_BESIDE: Final = expression(r"[^<>.;:]{0,80}(?:,|;|\band\b)(?: and)? (?:[a-z]+ )?")
_OF_THEM: Final = expression(r" (?:[a-z'-]+ ){0,2}of (?:them|whom|which|it|these|those)\b")
_BESIDES: Final = expression(r"\b(?:besides|apart from|in addition|as well as|not counting|earlier|already)\b")
_AND_ONE: Final = expression(r"(?: [a-z'-]+){0,2},? (?:and|plus|with) an? ")
_UNTOLD: Final = expression(
    r"\b(?:another|several|some|many|few|both|most|a (?:man|woman|boy|girl|child|couple|pair|further)|one)\b"
)
HUNDRED: Final = Decimal(100)


def rests(sentences: Sequence[Marked]) -> Iterator[Breakdown]:
    """Wholes whose rest is told with a number, with the part before; only those that no reading of the numbers fits."""
    for at, sentence in enumerate(sentences):
        text = sentence.text
        if "other" not in text and "remaining" not in text and "the rest" not in text:
            continue
        for number, claim in enumerate(sentence.claims):
            if _is_rest(sentence, number) and claim.figure.form not in ("times", "multiple"):
                found = _chain(sentences, at) if number == 0 else None
                found = found or _left(sentences, at, number)
                if found is not None:
                    yield found


def _is_rest(sentence: Marked, number: int) -> bool:
    before = sentence.before(number, 30)
    if _REST.search(before):
        return True
    return _THE.search(before) is not None and _REST_BEHIND.match(sentence.after(number, 30)) is not None


def _left(sentences: Sequence[Marked], at: int, number: int) -> Breakdown | None:
    """The whole, the part and the rest that do not fit; None where they do, or where no whole is told."""
    here = sentences[at]
    rest = here.claims[number]
    reach = [here]
    for k in range(at - 1, max(-1, at - 3), -1):
        if here.start - sentences[k].end > _NEAR or sentences[k].claims[0].figure.in_title != rest.figure.in_title:
            break
        reach.append(sentences[k])
    others = [
        claim
        for sentence in reversed(reach)
        for claim in (
            sentence.claims[max(0, number - _MOST - 1) : number] if sentence is here else sentence.claims[-_MOST - 1 :]
        )
        if claim.figure.unit == rest.figure.unit and claim.figure.form != "times"
    ]
    pair = next(filter(None, (_whole_and_part(s, number if s is here else len(s.claims), rest) for s in reach)), None)
    loose = pair is None and 2 <= len(others) <= 4 and "all but" not in here.text[:_NEAR]
    if loose:
        pair = _largest_and_bare(others)
    if (
        pair is None
        or not 2 <= len(others) <= _MOST
        or _fits(others, here.claims[number + 1 : number + 3], rest, here.before(number, 8).rstrip().endswith("other"))
    ):
        return None
    whole, part = pair
    if not same_kind(whole, rest) and not _NO_NOUN.match(here.after(number)):
        return None
    parts = [claim for claim in others if claim is not whole]
    bare = all(claim.figure.counted in (None, whole.figure.counted) for claim in parts)
    if len(others) > 3 and not bare:
        return None
    if not bare:
        parts = [part]
    hedged = loose and any(claim.figure.hedge != "exact" for claim in (whole, part, rest))
    behind = here.after(number, 120)
    hedged = hedged or _BESIDES.search(behind) is not None or _AND_ONE.match(behind) is not None
    left = term(rest)
    if _NO_NOUN.match(behind):
        left = left._replace(words=" ".join(rest.figure.surface.split()))
    untold = hedged or any(_UNTOLD.search(text) for text in _told_between(reach, part, rest))
    return Breakdown(
        whole,
        (*(term(claim) for claim in parts), left),
        (),
        is_complete=not untold and len(others) == len(parts) + 1,
        exclusive=True,
        sure=True,
        is_firm=True,
    )


def _chain(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """ "The 64 migrants … Thirty were Eritrean. Eighteen came from Sudan. The other six …": one sentence a part.

    None where some of the parts make the whole with the rest.
    """
    here = sentences[at]
    rest = here.claims[0]
    first = at
    while (
        first > max(0, at - _FAR) and here.start - sentences[first - 1].end < _NEAR and _goes_on(sentences[first - 1])
    ):
        first -= 1
    if first == at or first == 0 or len(here.claims) > 1 or rest.figure.unit != "count":
        return None
    opening = sentences[first - 1]
    whole = opening.claims[0]
    reach = sentences[first:at]
    parts = [claim for sentence in reach for claim in sentence.claims]
    if (
        not _is_lone(opening)
        or sentences[first].start - opening.end > _ADJACENT
        or whole.figure.in_title
        or whole.figure.counted is None
        or not 2 <= len(parts) <= _MOST
        or any(
            c.figure.unit != "count" or c.figure.counted not in (None, whole.figure.counted) for c in (whole, *parts)
        )
        or any(_INSIDE.search(sentence.text, 0, _NEAR) for sentence in (*reach, here))
    ):
        return None
    told, last = part_ends(whole), term(rest)
    for count in range(1, len(parts) + 1):
        for some in combinations(parts, count):
            made = total((*(term(part) for part in some), last))
            if made.meets(Ends(told.low - 1, told.high)):
                return None  # one may be told by name
    untold = any(_UNTOLD.search(sentence.text, 0, _NEAR) for sentence in (*reach, here))
    exact = all(claim.figure.hedge == "exact" for claim in (whole, *parts, rest))
    terms = (*(term(part) for part in parts), last)
    return Breakdown(whole, terms, is_complete=exact and not untold, exclusive=True, sure=True, is_firm=True)


def _is_lone(sentence: Marked) -> bool:
    """True where nothing but one whole is counted, or the groups that it comes in: "58 sailors from four countries"."""
    return all(claim.figure.counted in _SORTS and claim.figure.unit == "count" for claim in sentence.claims[1:])


def _goes_on(sentence: Marked) -> bool:
    """True for a sentence that tells more of the same whole: "Thirty were Eritrean."."""
    return _GOES_ON.match(sentence.text) is not None and sentence.claims[0].figure.counted is None


def _largest_and_bare(others: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """A whole with its noun and smaller numbers without one: "52 passengers; 30 were hurt"."""
    one, *parts = others
    first = one.figure.reading.point
    if first is None or one.figure.counted is None or one.figure.form != "plain":
        return None
    for part in parts:
        point = part.figure.reading.point
        if point is None or point >= first or part.figure.counted not in (None, one.figure.counted):
            return None
    return one, parts[0]


def _told_between(reach: Sequence[Marked], part: Claim, rest: Claim) -> Iterator[str]:
    """What the sentences say between a part and the rest."""
    for sentence in reach:
        first, last = 0, len(sentence.text)
        tail = range(max(0, len(sentence.claims) - 2 * _MOST), len(sentence.claims))
        for number, claim in ((k, sentence.claims[k]) for k in tail):
            if claim is part:
                first = sentence.ends[number]
            if claim is rest:
                last = sentence.starts[number]
        yield sentence.text[first:last]


def _whole_and_part(sentence: Marked, stop: int, rest: Claim) -> tuple[Claim, Claim] | None:
    """A whole and a part of it that a sentence names as such, before a mark."""
    claims = sentence.claims
    last = min(stop, len(claims)) - 1
    for first in range(max(0, last - _MOST), last):
        one, other = claims[first], claims[first + 1]
        if sentence.before(first, 12).endswith(("all but ", "except ", "but ")):
            return None
        if one.figure.unit != other.figure.unit or one.figure.unit != rest.figure.unit:
            continue
        gap = sentence.gap(first, first + 1)
        if len(gap) < 80 and _OUT_OF.fullmatch(gap):
            return other, one
        if _OF.search(sentence.before(first, 30)) and _OF_GAP.fullmatch(gap):
            return one, other
        if _OF_WHOM.fullmatch(gap) or (_BESIDE.fullmatch(gap) and _OF_THEM.match(sentence.after(first + 1, 40))):
            return one, other
    return None


def _fits(others: Sequence[Claim], later: Sequence[Claim], rest: Claim, is_other: bool) -> bool:
    """True when some of the numbers before make, with the rest, another number, or one hundred per cent.

    ``later`` are numbers behind the rest in its sentence. "The other two" may also be all but one person told of by
    name.
    """
    last = term(rest)
    wholes = [(claim, part_ends(claim)) for claim in (*others, *later)]
    if is_other:
        but_one = Ends(last.ends.low + 1, last.ends.high + 1)
        if any(but_one.meets(ends) for _, ends in wholes):
            return True
    for count in range(1, len(others) + 1):
        for parts in combinations(others, count):
            made = total((*(term(part) for part in parts), last))
            if rest.figure.unit == "percent" and made.meets(Ends(HUNDRED, HUNDRED)):
                return True
            if any(made.meets(ends) for whole, ends in wholes if whole not in parts):
                return True
    return False
