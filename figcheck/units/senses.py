"""Words that are a unit in some contexts only ("20-pound" and "20 pounds of debt", "30 degrees north")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.lexicon import UnitSense

_BACK: Final = 60  # characters before the number that can tell what a unit is
_ENDS: Final = expression(r"\s*(?:$|[.,;:!?)\]\"”’](?!\d)|[–—]|\n)")
_JOINTS: Final = {
    "glued": expression(r""),
    "hyphen": expression(r"[-\u2010\u2011]"),
    "spaced": expression(r"[^-\u2010\u2011]+"),
}
# A capital or a digit behind a letter shows that it is no unit: an address, an initial, the next field of a table.
_LONE: Final = expression(r"(?![.\-]?[\s\u00a0]*[A-Z0-9])(?![’'])")


class Sense(NamedTuple):
    """One sense as patterns; None where it sets no condition."""

    unit: str | None
    near: re.Pattern[str] | None
    then: re.Pattern[str] | None
    joint: re.Pattern[str] | None
    decimal: bool
    ends: bool


def compiled(senses: Sequence[UnitSense]) -> tuple[Sense, ...]:
    """Senses ready to be held against text, in their order."""
    return tuple(
        Sense(
            sense.unit,
            re.compile(rf"\b(?:{_either(sense.near)})(?:(?!\.\s)[^;!?\n])*$", re.IGNORECASE) if sense.near else None,
            re.compile(rf"[\s\u00a0-]*(?:{_either(sense.then)})(?!\w)") if sense.then else None,
            _JOINTS[sense.joined] if sense.joined else None,
            sense.decimal,
            sense.ends,
        )
        for sense in senses
    )


def choose(senses: Sequence[Sense], text: str, position: int, start: int, end: int) -> str | None:
    """The unit that a word (``start`` to ``end``) is behind a number that ends at ``position``; None: it is none."""
    for sense in senses:
        if sense.joint is not None and not sense.joint.fullmatch(text, position, start):
            continue
        if sense.decimal and not _has_point(text, position):
            continue
        if sense.ends and not _ENDS.match(text, end):
            continue
        if sense.then is not None and not sense.then.match(text, end):
            continue
        if sense.near is not None and not sense.near.search(text, max(0, position - _BACK), position):
            continue
        return sense.unit
    return None


def stands_alone(text: str, end: int) -> bool:
    """True when a single letter that ends here may be a unit apart from its digits."""
    return _LONE.match(text, end) is not None


def _has_point(text: str, position: int) -> bool:
    at = position - 1
    while at >= 0 and text[at].isdigit():
        at -= 1
    return at > 0 and at < position - 1 and text[at] == "." and text[at - 1].isdigit()


def _either(words: Sequence[str]) -> str:
    return "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
