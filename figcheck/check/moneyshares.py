"""Where a sentence tells a sum, what it is a part of, and the share.

"$1.2 billion, or 6% of its $20 billion budget", "a fifth of the $2.5 million that it needs, or $500,000", "needs $2.5
million and has raised a fifth of it, $500,000". Both sums are of one currency. A share of what is not money, and one by
which a sum grew, is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from figcheck.check.proportions import Proportion, told_once
from figcheck.check.sketch import WORD, Sketch
from figcheck.expressions import expression

_THE: Final = r"(?:(?:the|its|their|his|her|our|an?|a total of) )?(?:[a-z-]+'s? )?"
_NAMED: Final = (
    r"(?:(?:[a-z-]+ ){0,2}(?:budget|turnover|revenues?|sales|debts?|total|bill|income|costs?|price|fund) of )?"
)
_OR: Final = r"(?:,? or |,? (?:that is|equal to|equivalent to|which is),? |,? ?\((?:or )?| – (?:or )?)"
_SHARE: Final = r"(?P<share>[PSF])"
_PART: Final = r"(?P<part>M)"
_WHOLE: Final = r"(?P<whole>M)"
_SHUT: Final = r"(?= ?[,.;:)–?!]|$)"
_FRAMES: Final = (
    # "$1.2 billion, or 6% of its $20 billion budget", "$1.2 billion, 6% of its budget of $20 billion"
    expression(rf"{_PART}(?:{WORD}){{0,6}}?(?:{_OR}|, ){_SHARE}\)? of {_THE}{_NAMED}{_WHOLE}"),
    # "a fifth of the $2.5 million that it needs, or $500,000"
    expression(rf"{_SHARE} of {_THE}{_NAMED}{_WHOLE}(?:{WORD}){{0,6}}?(?:{_OR}|, ){_PART}{_SHUT}"),
    # "$480m of the $1.2bn it asked for, or 40%"
    expression(rf"{_PART}(?:{WORD}){{0,3}}? of {_THE}{_NAMED}{_WHOLE}(?:{WORD}){{0,6}}?{_OR}{_SHARE}{_SHUT}"),
    # "needs $2.5 million and has raised a fifth of it, $500,000"
    expression(
        rf"{_WHOLE}[^M;:.]{{0,80}} {_SHARE} of (?:it|that|this|the (?:sum|total|amount)),? ?(?:or |\()?{_PART}{_SHUT}"
    ),
)
# Words behind a share that make it one of something else, or before it a growth.
_GROWN: Final = expression(r"\b(?:rose|fell|grew|up|down|by|increased?|rise|fall|cut|interest|yield|discount|than)\b")


def money_shares(sketch: Sketch) -> list[Proportion]:
    """Every sum that a sentence tells as a share of another sum of the same currency, each once."""
    text = sketch.text
    return told_once(_framed(sketch)) if text.count("M") > 1 and " of " in text else []


def _framed(sketch: Sketch) -> Iterator[Proportion]:
    """Those whose three figures stand in one phrase."""
    text = sketch.text
    for frame in _FRAMES:
        for match in frame.finditer(text):
            part, whole = sketch.item(match, "part"), sketch.item(match, "whole")
            if part.claim.measure == whole.claim.measure == "money" and part.unit == whole.unit:
                if not _is_of_another(text, match):
                    yield Proportion(part, whole, sketch.item(match, "share"))


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    return text.startswith("-", match.end("share")) or _GROWN.search(text, match.start(), match.end()) is not None
