"""Which of the times of a sentence is that of a figure, and what it says of it: when it happened, since when it counts,
as of which day it holds."""

from __future__ import annotations

import datetime as dt
from typing import Final

from figcheck.describe.days import MARKS, Time, Timing
from figcheck.describe.growing import brought_from, is_change, is_record, of_a_change
from figcheck.describe.view import Slot, View, in_relative, shuts_relative
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon

_HARD: Final = frozenset("against compared versus while but than whereas after before".split())
_PERFECT: Final = (["have", "been"], ["has", "been"], ["have", "died"])
_INCLUDING: Final = frozenset(("including", "among"))
_SEARCHING: Final = frozenset(
    "search searches searched searching hunt hunted hunting dig digs dug digging comb combed combing look looked "
    "looking scour scoured scouring dive diving".split()
)
_GONE: Final = frozenset("missing trapped buried unaccounted".split())
_AFTER: Final = expression(r"\s(?:(?:night|morning|evening|afternoon)\s)?after\s(?:an?|the)\s")
# What a figure is held against stands behind one of these.
_AGAINST: Final = frozenset((("against",), ("versus",), ("vs",)))
_COMPARED: Final = frozenset((("compared", "with"), ("compared", "to"), ("up", "from"), ("down", "from")))
_NO_TIME: Final = Timing()


class TimingReader:
    """Reads the time of figures with the verbs and nouns of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._saying = lexicon.saying_verbs
        self._reaching = lexicon.reaching_verbs
        self._changes = lexicon.changes
        self._replies = lexicon.replies

    def with_counts(self, times: list[Time], view: View) -> list[Time]:
        """The times of a sentence, changed in place where one tells when something was counted.

        "The toll rose to 2,012 on Saturday": the count holds as of that day, the event had another.
        """
        if not times:
            return times
        if not _SEARCHING.isdisjoint(view.present):
            _with_searches(times, view)
        brought = brought_from(view, self._lexicon)
        if brought == len(view.lowers) and self._reaching.isdisjoint(view.present):
            return times
        for slot in view.slots:
            if slot.figure.unit != "count":
                continue
            at = slot.first - 1
            if at > 0 and view.lowers[at] in ("to", "at"):
                at -= 1
            raised = brought < slot.first and view.lowers[slot.first - 1] == "to"  # "raised the toll to 46 on Thursday"
            if not raised and (at < 0 or view.lowers[at] not in self._reaching):
                continue
            behind = slot.figure.span.end
            for i, time in enumerate(times):
                if time.role == "event" and (time.last - time.first).days <= 7 and 0 <= time.start - behind < 40:
                    if not _between(view, slot, time) and not MARKS.search(view.text, behind, time.start):
                        times[i] = time._replace(role="as_of")
                        break
        return times

    def of(self, view: View, slot: Slot, times: list[Time]) -> Timing:
        """The times of one figure: the nearest, where the sentence tells several."""
        if not times:
            return _NO_TIME
        start: dt.date | None = None
        as_of: dt.date | None = None
        events: list[Time] = []
        for time in times:
            if time.role == "since":
                if self._since_tells_when(view, slot, time):
                    events.append(time._replace(role="event"))
                elif self._counts_since(view, slot, time):
                    start = time.first
            elif time.role == "as_of":
                as_of = time.last
            elif time.start > slot.figure.span.end:
                if not self._of_other(view, slot, time):
                    events.append(time)
            elif not lies_before(view.low, time.end):
                events.append(time)
        if start is not None:
            events = [time for time in events if not _between(view, slot, time)]
        if len(events) > 1 or (events and events[0].past):
            events = [time for time in events if not (time.past and self._totals_behind(view, slot, time))]
        if len(events) > 1:
            events = [min(events, key=lambda time: _distance(view, slot, time))]
        periods = tuple(period for time in events if time.role == "event" for period in time.periods())
        return Timing(periods, start, as_of, any(time.past for time in events))

    def _counts_since(self, view: View, slot: Slot, time: Time) -> bool:
        """True where "since …" stands behind a figure, opens its sentence, or stands before it in one breath."""
        if time.start >= slot.figure.span.end:
            at = view.word_at(time.start)
            if shuts_relative(view, slot, at):
                return False
            since = next(
                (i for i in range(min(at, len(view.lowers) - 1), slot.last - 1, -1) if view.lowers[i] == "since"), at
            )
            if slot.first < brought_from(view, self._lexicon) <= since or (
                since < len(view.lowers) and is_record(view, since)
            ):
                return False
            if is_change(view, slot, self._changes) or of_a_change(view, slot, at, self._changes):
                return False  # "61 cases, an increase of 13 since Tuesday"
            return not any(";" in gap for gap in view.gaps[slot.last : at])
        lowers = view.lowers
        if "since" in lowers[:2] or time.start == time.end:
            return True
        if not MARKS.search(view.text, time.end, slot.figure.span.start):
            return "since" not in lowers or not is_record(view, lowers.index("since"))
        # "The number of people killed since Oct. 7, 2023, has reached 58,480".
        behind = view.word_at(time.end)
        return not view.parted(behind + 1, slot.first) and any(
            [word in self._reaching for word in lowers[behind : slot.first]]
        )

    def _since_tells_when(self, view: View, slot: Slot, time: Time) -> bool:
        """ "The worst since June 2024, when a quake killed 12", "since a gunman killed three in 2020": the day of what
        stands behind "since"."""
        if slot.first > (behind := view.word_at(time.end)):
            return view.lowers[behind] == "when"
        at = view.word_at(time.start)
        return (
            "since" in view.lowers[1 : slot.first]
            and "since" not in view.lowers[slot.noun_end : at]
            and not view.parted(slot.noun_end, at - 1)
            and not view.parted(view.lowers.index("since"), slot.first)
        )

    def _of_other(self, view: View, slot: Slot, time: Time) -> bool:
        """ "71 cases, up from 48 on Tuesday", "307, among them 15 who were taken in 2022": the time of another."""
        at = view.word_at(time.start)
        if time.sort == "ahead" and _between(view, slot, time):
            return True  # "employs 28,000 people and will cut 10 per cent by 2027"
        if not self._replies.isdisjoint(view.lowers[slot.last : at]):
            return True  # "struck 40 targets in retaliation for the attack on Saturday"
        if time.past and _of_a_part(view, slot, at):
            return True
        if _of_a_yardstick(view, slot, at):
            return True
        return of_a_change(view, slot, at, self._changes) or in_relative(view, slot, at)

    def _totals_behind(self, view: View, slot: Slot, time: Time) -> bool:
        """ "97 killed in the past 24 hours, adding that 125,341 have been wounded", "which brings the total to 126,227"
        : a total told after a day's count is not of that day."""
        if time.start > slot.figure.span.start:
            return False
        if view.word_at(time.end) <= brought_from(view, self._lexicon) < slot.first:
            return True
        told = view.lowers[slot.noun_end : slot.noun_end + 2]
        return told in _PERFECT and self._starts_anew(view, slot, time)

    def _starts_anew(self, view: View, slot: Slot, time: Time) -> bool:
        """True where a comma and a word of saying stand between a time and a figure."""
        first = view.word_at(time.end)
        return view.parted(first, slot.first) and not self._saying.isdisjoint(
            [word if word != "adding" else "added" for word in view.lowers[first : slot.first]]
        )


def lies_before(low: str, end: int) -> bool:
    """ "Villagers slept outside on Sunday after a quake that had killed 132": whether what a text goes on with behind a
    time lies before that."""
    return _AFTER.match(low, end) is not None


def _with_searches(times: list[Time], view: View) -> None:
    """ "Rescuers resumed digging on Thursday for 84 people missing": the day of the search."""
    for slot in view.slots:
        lowers = view.lowers
        if lowers[slot.first - 1 : slot.first] != ["for"] or _GONE.isdisjoint(lowers[slot.last : slot.noun_end + 2]):
            continue
        for i, time in enumerate(times):
            if time.role == "event" and time.end <= slot.figure.span.start and not _between(view, slot, time):
                times[i] = time._replace(role="as_of")


def _of_a_part(view: View, slot: Slot, at: int) -> bool:
    """The past day of "9,000 dead in seven months of war, including 71 in the past day"."""
    for other in view.slots:
        if slot.last <= other.first < at and not _INCLUDING.isdisjoint(view.lowers[slot.noun_end : other.first]):
            return not view.parted(other.last, at)
    return False


def _of_a_yardstick(view: View, slot: Slot, at: int) -> bool:
    """ "Earned $5 million, against $3 million in 2022", "0.8 per cent, up from 0.5 in May": of what a figure is
    held against."""
    lowers, unit = view.lowers, slot.figure.unit
    for other in view.slots:
        if slot.last < other.first < at and other.figure.unit == unit:
            if other.figure.counted not in (None, slot.figure.counted):
                continue  # "two officers testified against four men in May"
            before = (*lowers[max(0, other.first - 2) : other.first],)
            if (before[-1:] in _AGAINST or before in _COMPARED) and not view.parted(other.last, at):
                return True
    return False


def _between(view: View, slot: Slot, time: Time) -> bool:
    """True when another figure stands between a figure and a time."""
    low, high = sorted((slot.figure.span.start, time.start))
    return any(low < other.figure.span.start < high for other in view.slots)


def _distance(view: View, slot: Slot, time: Time) -> int:
    """How far a time stands from a figure: words, and much more for commas, comparisons and other figures between."""
    at = view.word_at(time.start)
    behind = at >= slot.last
    first, last = (slot.last, at) if behind else (view.word_at(time.end), slot.first)
    cost = 0 if behind else 1
    inside = -1
    for i in range(first, last):
        other = view.figure_at.get(i)
        if other is not None:
            if other.first != inside:
                inside = other.first
                before = i - 1 if behind else other.last
                cost += 2 if view.lowers[before : before + 1] == ["and"] else 10
            continue
        cost += 8 if view.lowers[i] in _HARD else 1
        cost += 4 if view.gaps[i] else 0
    if last < len(view.gaps) and view.gaps[last]:
        cost += 4
    return cost
