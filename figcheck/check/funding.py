"""How much of an appeal was given: "25 per cent of the appeal has been met. Donors gave $1 billion of the $3 billion
requested."

The share may stand in the sentence with the two amounts, or right before or behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from figcheck.check.proportions import Proportion
from figcheck.check.sketch import Item, Sketch
from figcheck.expressions import expression

_NEXT: Final = 6  # characters between two sentences of which one is right behind the other
_THE: Final = r"(?:the|its|their|an?|this year's)?"
_GIVEN: Final = expression(
    rf"(?P<part>M)(?: [a-z'-]+){{0,3}}? (?:out )?of {_THE} ?(?P<whole>M)(?=(?P<behind>[a-z0-9' -]{{0,60}}))"
)
_OF_WHICH: Final = expression(r"^of the (?P<whole>M)(?P<behind>[a-z' -]{1,40}),[a-z' -]{1,60} (?P<part>M)\b")
_ASKED: Final = expression(r"\b(?:request|need|sought|seek|require|ask|appeal|want|call)(?:s|ed)?\b")
_FUNDED: Final = expression(
    r"(?P<share>P) (?:funded|financed|covered|met\b)|"
    r"\b(?:funded|financed|covered|met)(?: to| at)?(?: only| just)? (?P<to>P)|"
    r"(?P<of>P) of (?:(?:the|its|this|that|their|what) )?(?:[a-z0-9'-]+ ){0,4}?"
    r"(?:appeal|plan|request|requirements?|needs?|needed|funding|funds|money|total|sum)\b|"
    r"(?:,|,? or|,? ?\() ?(?P<plain>P)(?=[,.;)]|$)"
)
_OTHER: Final = expression(
    r"\b(?:last|previous|prior|earlier|ago|before|compared|than|average|another|least|(?:19|20)\d\d|target|aim|hope|more)\b"
)
# What tells of a part of an appeal, or of all of it after a part.
_SCOPED: Final = expression(
    r"\b(?:in all|in total|overall|altogether|whole|sectors?|clusters?|alone|meanwhile|food|health|water|shelter|"
    r"schooling|education)\b"
)
_PLACED: Final = expression(r"\b(?:[Ff]or|[Ii]n) (?:the )?([A-Z][a-z]+)")


def funded(article: Sequence[Sketch]) -> Iterator[tuple[Sketch, Proportion]]:
    """The amounts of an appeal with the share told of them, each with the sentence that has the amounts."""
    for i, sketch in enumerate(article):
        if sketch.text.count("M") != 2 or sketch.claims[0].figure.in_title:
            continue
        match = _GIVEN.search(sketch.text) or _OF_WHICH.match(sketch.text)
        if match is None or not _ASKED.search(match["behind"]) or _OTHER.search(sketch.text):
            continue
        part, whole = sketch.item(match, "part"), sketch.item(match, "whole")
        if part.unit != whole.unit or part.reading.point is None or whole.reading.point is None:
            continue
        for beside in article[max(0, i - 1) : i + 2]:
            share = _FUNDED.search(beside.text) if beside.text.count("P") == 1 else None
            if share is None or _OTHER.search(beside.text) or not _are_next(beside, sketch):
                continue
            name = share.lastgroup or ""
            told = beside.item(share, name)
            if beside is not sketch and (name == "plain" or _are_of_others(beside, told, sketch, part)):
                continue
            yield sketch, Proportion(part, whole, told)
            break


def _are_of_others(beside: Sketch, share: Item, sketch: Sketch, part: Item) -> bool:
    """True where one sentence tells of a sector or a place, and the other of all or of another place."""
    if _SCOPED.search(beside.text) or _SCOPED.search(sketch.text):
        return True
    one, other = (set(_PLACED.findall(it.claim.quote)) for it in (share, part))
    return bool(one) and bool(other) and one.isdisjoint(other)


def _are_next(one: Sketch, other: Sketch) -> bool:
    """True for one sentence, and for two of which one is right behind the other."""
    first, last = sorted((one.claims[0].figure.sentence, other.claims[0].figure.sentence))
    return last.start - first.end <= _NEXT and not one.claims[0].figure.in_title
