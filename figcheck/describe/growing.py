"""What "since" tells of a figure: a total that grows, or only how long nothing was as great.

"Killed 139, bringing the toll since October to 58,026": the sentence passes from what happened to the total, and what
stands behind that verb is of the total alone. "The deadliest attack since the war began" is of no total.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import MONTH
from figcheck.lexicon import Lexicon

_TOTAL_REACH: Final = 8  # words from such a verb to its total
_FIRST: Final = frozenset("worst most first fewest least".split())
_OWNERS: Final = frozenset("the its their his her our my a second third fourth fifth".split())
_RECORD_REACH: Final = 12
_OPENS_CHANGE: Final = 3  # words from "an increase" to its number
_HOURS: Final = frozenset("dawn midnight midday noon morning sunrise daybreak sunset evening overnight hours".split())
_GONE: Final = frozenset("missing trapped buried stranded unaccounted".split())
_HOLDING: Final = frozenset("hold holds held holding keep keeps kept keeping".split())
_THEM: Final = frozenset("them whom those which".split())
_TIMES: Final = frozenset("days weeks month months year years decade decades century anniversary".split())
_TIME_REACH: Final = 5  # words of "in just over two years since"
_COUNTED_IN: Final = frozenset("in the these those over during within of for throughout each every this".split())
_UP_DOWN: Final = frozenset(("up", "down"))


def brought_from(view: View, lexicon: Lexicon) -> int:
    """The word that brings a total to a number; the number of words where none does."""
    lowers = view.lowers
    for i, word in enumerate(lowers):
        if word in lexicon.bringing_verbs and "to" in lowers[i + 2 :]:
            for k in range(i + 1, min(len(lowers), i + 1 + _TOTAL_REACH)):
                if view.gaps[k]:
                    break
                if lowers[k] in lexicon.brought_nouns:
                    return i
    return len(lowers)


def counted_before_total(view: View, slot: Slot, lexicon: Lexicon) -> str | None:
    """What a total counts to which a verb brings what stands before: "added 9 million customers, taking the total to
    80 million"."""
    before = [other for other in view.slots if other.last <= slot.first and other.figure.unit == "count"]
    if not before or before[-1].figure.counted is None:
        return None
    return before[-1].figure.counted if before[-1].last <= brought_from(view, lexicon) < slot.first else None


def is_record(view: View, since: int) -> bool:
    """Whether the "since" that is a word of a sentence tells how long nothing was as great, "the highest toll there
    since 2022", or how long ago it was, "to mark one year since the protests"."""
    lowers = view.lowers
    if since > 1 and lowers[since - 1] in _TIMES and not view.gaps[since]:
        return _COUNTED_IN.isdisjoint(lowers[max(0, since - _TIME_REACH) : since - 1])
    for i in range(since - 1, max(0, since - _RECORD_REACH) - 1, -1):
        if view.gaps[i + 1]:
            return False
        word = lowers[i]
        owned = i > 0 and (lowers[i - 1] in _OWNERS or lowers[i - 1].endswith("'s"))
        if owned and (word in _FIRST or (word.endswith("est") and len(word) > 5)):
            return True
    return False


def opens_with_since(view: View) -> bool:
    """ "Since May", "In the two years since the coup": whether a sentence opens with the beginning of a time."""
    lowers = view.lowers
    if "since" in lowers[:1] or lowers[:2] == ["ever", "since"]:
        return True
    if lowers[:1] != ["in"] and lowers[:1] != ["over"] and lowers[:1] != ["during"]:
        return False
    return any([before in _TIMES and word == "since" for before, word in pairwise(lowers[: _TIME_REACH + 2])])


def goes_on_since(view: View, slot: Slot) -> bool:
    """ "Rains have killed 40 people since June and displaced 1,000": what is joined to a total has its start too."""
    lowers, first = view.lowers, slot.first
    since = next((i for i in range(first - 1, max(0, first - _TOTAL_REACH), -1) if lowers[i] == "since"), 0)
    if not since or any(view.gaps[since + 1 : first + 1]):
        return False
    joined = next((k for k in range(since + 2, min(since + 4, first)) if lowers[k] == "and"), 0)
    if not joined or not (view.bits[joined - 1] & MONTH or lowers[joined - 1].isdigit()):
        return False
    return lowers[joined + 1].endswith("ed")


def is_hours(view: View, since: int) -> bool:
    """ "Since dawn on Thursday", "since the early hours": no total that grows, but what one day saw."""
    return not _HOURS.isdisjoint(view.lowers[since + 1 : since + 5])


def is_of_others(view: View, slot: Slot, since: int) -> bool:
    """Whether a "since" behind a figure is of a part of it ("10 million, 7 million of them since April") or tells how
    long each of them is gone or held ("48 missing since the slope gave way", "has held 25 sailors since May")."""
    if view.lowers[since - 1] in _GONE or view.lowers[slot.first - 1] in _HOLDING:
        return True
    return any(
        slot.last <= other.first
        and other.last < since
        and view.lowers[other.last] == "of"
        and view.lowers[other.last + 1] in _THEM
        for other in view.slots
        if other is not slot
    )


def is_change(view: View, slot: Slot, changes: frozenset[str]) -> bool:
    """ "An increase of 13", "up from 48", "up by 13": how much a number grew, or from what, is not that number."""
    lowers, first = view.lowers, slot.first
    if first < 2 or view.gaps[first]:
        return False
    before = lowers[first - 1]
    if before == "from" and view.gaps[first - 1] == ",":
        return True  # "to 318, from 300 in the same period of 2024"
    if before in _UP_DOWN or (before in ("from", "by", "on") and lowers[first - 2] in _UP_DOWN):
        return True
    return before == "of" and not changes.isdisjoint(lowers[max(0, first - _OPENS_CHANGE) : first - 1])


def of_a_change(view: View, slot: Slot, behind: int, changes: frozenset[str]) -> bool:
    """Whether what stands behind a word is told of a change that stands between a figure and it: the Tuesday of "71
    cases, up from 48 on Tuesday", the "since" of "61 cases, an increase of 13 since Tuesday"."""
    return any(
        slot.last <= other.first < behind and is_change(view, other, changes)
        for other in view.slots
        if other is not slot
    )
