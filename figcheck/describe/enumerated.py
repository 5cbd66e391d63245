"""Who the persons of a toll were, told in the sentence behind it: "19 died. They are 16 guards and three nurses", "19
died. Three of them were nurses"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.describe.drafts import Draft
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon

_OPENINGS: Final = ("they ", "these ", "the victims ", "the dead ", "the fatalities ")
_THEY_ARE: Final = expression(
    r"(?:they|these|the\s(?:victims|dead|fatalities))\s(?:are|were|include[sd]?|included)\s(?:[a-z]+\s){0,2}$"
)
_OF_THEM_WERE: Final = expression(r"\sof\s(?:them|these|those|the\s(?:victims|dead))\s(?:were|are|was)\s")
_LONGEST_GAP: Final = 3  # characters between two sentences
_TOLD_WORDS: Final = 4  # behind "of them were" within which persons are told
_PLAIN: Final = frozenset(("counts", "subject"))  # frames that tell nothing of what befell somebody


def tell_those_before(low: str, claims: Sequence[Draft], lexicon: Lexicon) -> None:
    """Give persons who are told as those of the toll right before its measure, as a part of it.

    ``low`` is the article's text in lower case, ``claims`` its drafts in the order of the text.
    """
    for index, claim in enumerate(claims):
        start = claim.figure.sentence.start
        if claim.figure.span.start == start and claim.match is None and claim.measure == "counted":
            _some_of_those_before(low, claims, index, lexicon)
        if not low.startswith(_OPENINGS, start) or not _is_plain(claim, lexicon):
            continue
        first = next(other for other in claims if other.figure.sentence.start == start)
        if _THEY_ARE.fullmatch(low, start, first.figure.span.start) is None:
            continue
        whole = _toll_before(claims, index, start)
        if whole is not None and claim.figure.reading.high <= whole.figure.reading.high:
            claim.measure, claim.kind, claim.mode = whole.measure, whole.kind, whole.mode
            claim.role = "part"
            claim.told(f"{whole.measure} like the {whole.figure.surface} before, whose persons these are")


def _some_of_those_before(low: str, claims: Sequence[Draft], index: int, lexicon: Lexicon) -> None:
    """ "Ten of them were nurses" behind the toll of those who died: some of these, where persons are told."""
    claim = claims[index]
    told = _OF_THEM_WERE.match(low, claim.figure.span.end)
    if claim.figure.unit != "count" or told is None:
        return
    words = low[told.end() : claim.figure.sentence.end].replace(",", " ").rstrip(" .").split()[:_TOLD_WORDS]
    if not any([lexicon.person_groups(lexicon.singular(word)) for word in words]):
        return
    whole = _toll_before(claims, index, claim.figure.sentence.start)
    if whole is not None and claim.figure.reading.high <= whole.figure.reading.high:
        claim.measure, claim.kind, claim.mode = whole.measure, whole.kind, whole.mode
        claim.role = "part"
        claim.told(f"{whole.measure} like the {whole.figure.surface} before, some of whom these are")


def _is_plain(claim: Draft, lexicon: Lexicon) -> bool:
    figure = claim.figure
    if figure.unit != "count" or not lexicon.person_groups(figure.counted or ""):
        return False
    return claim.match is None or claim.match.frame in _PLAIN


def _toll_before(claims: Sequence[Draft], index: int, start: int) -> Draft | None:
    """The one toll of the sentence before; None where it tells none, or of two sorts."""
    before = [
        claim
        for claim in claims[:index]
        if claim.figure.unit == "count"
        and claim.measure != "counted"
        and 0 <= start - claim.figure.sentence.end <= _LONGEST_GAP
        and claim.match is not None
        and claim.match.frame not in _PLAIN
    ]
    return before[0] if len({claim.measure for claim in before}) == 1 else None
