"""Totals told behind their parts: "23 houses in Portmore and 19 in Old Harbour, a total of 42"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from figcheck.check.lists import Breakdown
from figcheck.check.marked import Marked
from figcheck.check.terms import part_ends, same_kind, term, total
from figcheck.model import Claim

_TOTAL: Final = re.compile(
    r"(?:,|\bmaking|\bfor|\(|[–—]|\btotall?ing)(?: or| and| making| for| giving| bringing)* "
    r"(?:(?:an?|the|his|her|its|their) )?(?:combined |grand |overall )?(?:total|sum|tally) of $|"
    r",? (?:totall?ing|adding up to|making) (?:in all )?$"
)
_BEFORE: Final = re.compile(r"(?:,|[–—]|\(|\bmaking)(?: or| making)? $")
_BEHIND: Final = re.compile(r" (?:[a-z'-]+ ){0,2}(?:in all|altogether|in total|all told)\b")
_OF_LONGER: Final = re.compile(
    r"\b(?:this|last|since|so far|to date|season|career|year|month|week|overall|already|worldwide|nationwide|"
    r"in (?:19|20)\d\d|the past|history|life|record)\b"
)
_JOINT: Final = re.compile(r"[^<>;:]{0,120}?(?:,|\band\b|\bplus\b|\bwith\b)[^<>;:]{0,60}")
_NESTED: Final = re.compile(r"\b(?:including|among|of (?:them|whom|which)|other|out of|of the|per|to|from|or)\b")
_NEAR: Final = 200
# "A man and his two sons", "a church was damaged": members without a number.
_ONE_MORE: Final = re.compile(r"\ban? (?!total|combined)(?:[a-z'-]+ ){0,2}[a-z'-]+(?:,| and| or| was| died)\b")
_LONG: Final = 300
_MOST: Final = 8
_FEW: Final = 5


def tallies(sentences: Sequence[Marked]) -> Iterator[Breakdown]:
    """Totals whose sentence tells the parts before; only those that no numbers before them make."""
    for at, sentence in enumerate(sentences):
        text = sentence.text
        if len(sentence.claims) < 3 or not (
            "total" in text or " all" in text or "altogether" in text or "making" in text
        ):
            continue
        for number in range(2, len(sentence.claims)):
            found = _tally(sentences, at, number) if _is_total(sentence, number) else None
            if found is not None:
                yield found


def _is_total(sentence: Marked, number: int) -> bool:
    before, after = sentence.before(number, 50), sentence.after(number, 60)
    if _OF_LONGER.search(after):
        return False
    return _TOTAL.search(before) is not None or (
        _BEHIND.match(after) is not None and _BEFORE.search(before) is not None
    )


def _tally(sentences: Sequence[Marked], at: int, number: int) -> Breakdown | None:
    sentence = sentences[at]
    whole = sentence.claims[number]
    unit = whole.figure.unit
    parts: list[Claim] = []
    is_list = True
    for k in range(number - 1, max(-1, number - 2 - _MOST), -1):
        part = sentence.claims[k]
        if part.figure.unit != unit:
            continue
        if _NESTED.search(sentence.gap(k, k + 1)) or not _JOINT.fullmatch(sentence.gap(k, k + 1)):
            return None
        is_list = is_list and (k == number - 1 or len(sentence.gap(k, k + 1).split()) <= 4)
        parts.insert(0, part)
    if not 2 <= len(parts) <= _MOST or parts[0].figure.form in ("times", "multiple"):
        return None
    ends_list = is_list and len(sentence.gap(number - 1, number).split()) <= 6
    noun = next((part.figure.counted for part in parts if part.figure.counted), None)
    others = any(part.figure.counted not in (None, noun) for part in parts)
    another = whole.figure.counted not in (None, noun) and not same_kind(whole, parts[0])
    if (others or another) and not ends_list:
        return None
    if _fits(sentences, at, whole, parts):
        return None
    untold = (
        _ONE_MORE.search(sentence.text, max(0, sentence.starts[number] - _LONG), sentence.starts[number]) is not None
    )
    return Breakdown(whole, tuple(term(part) for part in parts), is_complete=not untold, exclusive=True)


def _fits(sentences: Sequence[Marked], at: int, whole: Claim, parts: Sequence[Claim]) -> bool:
    """True when parts of this sentence and of those before it make the total."""
    earlier: list[Claim] = []
    for k in range(at - 1, max(-1, at - 4), -1):
        earlier += [claim for claim in sentences[k].claims[-_FEW:] if claim.figure.unit == whole.figure.unit]
    told = part_ends(whole)
    terms, before = [term(part) for part in parts], [term(part) for part in earlier[:_FEW]]
    if total(terms).meets(told):
        return True
    for count in range(1, len(before) + 1):
        if any(total([*terms, *some]).meets(told) for some in combinations(before, count)):
            return True
    if len(terms) > _FEW:
        return False
    return any(total(some).meets(told) for count in range(2, len(terms)) for some in combinations(terms, count))
