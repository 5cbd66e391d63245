"""Outlets as marks: a colour and a shape each, the same on every plot of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

# Around (0, 0), about ten pixels wide and alike in weight.
SHAPES: Final = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",  # circle
    "M-4.5-4.5h9v9h-9z",  # square
    "M0-5.8L5.6 4.2H-5.6z",  # triangle
    "M0-6.2L6.2 0L0 6.2L-6.2 0z",  # diamond
    "M0 5.8L5.6-4.2H-5.6z",  # triangle on its point
    "M-1.9-5.6h3.8v3.7h3.7v3.8h-3.7v3.7h-3.8v-3.7h-3.7v-3.8h3.7z",  # cross
    "M0-6L5.7-1.9L3.5 4.9H-3.5L-5.7-1.9z",  # pentagon
)
COLOURS: Final = 6  # of page.css, told apart with any kind of colour blindness


class Mark(NamedTuple):
    """How an outlet is drawn: the number of its colour, and the path of its shape."""

    colour: int
    shape: str


def marks(outlets: Iterable[str]) -> Mapping[str, Mark]:
    """A mark for each outlet: those that come most often first, so that they differ most.

    Colours and shapes go round at another length, so only the 43rd outlet looks like the first.
    """
    counted = Counter(outlets)
    ranked = sorted(counted, key=lambda outlet: (-counted[outlet], outlet))
    return {outlet: Mark(at % COLOURS, SHAPES[at % len(SHAPES)]) for at, outlet in enumerate(ranked)}
