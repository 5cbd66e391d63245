"""Letters as they are matched: a letter and its accent written apart ("e" and U+0301) are one, at the place of both.

The file is left alone; only the view that the stages work on is in Normalization Form C (Unicode Standard Annex 15).
"""

from __future__ import annotations

import re
import unicodedata

from figcheck.expressions import expression
from figcheck.read.lines import Stretch
from figcheck.read.markup import Segment, placed

# A character and the marks on it; the parts of a Hangul syllable, which compose without being marks.
_CLUSTER = expression(
    "[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?"
    "|.[\u0300-\u036f\u0483-\u0489\u0591-\u0670\u0900-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*",
    re.DOTALL,
)


def composed(stretch: Stretch) -> Stretch:
    """The stretch in Normalization Form C; the very same one where it is that already."""
    text = stretch.text
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return stretch
    whole = unicodedata.normalize("NFC", text)
    if not stretch.pieces:
        return Stretch(whole, ())
    segments: list[Segment] = []
    behind = 0
    for cluster in _CLUSTER.finditer(text):
        if len(cluster.group()) == 1 and unicodedata.is_normalized("NFC", cluster.group()):
            continue
        made = unicodedata.normalize("NFC", cluster.group())
        if made == cluster.group():
            continue
        if cluster.start() > behind:
            segments.append(Segment(text[behind : cluster.start()], behind))
        segments += [Segment(character, cluster.start()) for character in made]
        behind = cluster.end()
    if behind < len(text):
        segments.append(Segment(text[behind:], behind))
    return placed(stretch, segments)


def composed_length(text: str, end: int) -> int:
    """How long the first ``end`` characters of a text are in Normalization Form C."""
    return len(unicodedata.normalize("NFC", text[:end]))
