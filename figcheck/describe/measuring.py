"""The measure, kind and mode of a figure: frames first, then what its unit says, then plain ``counted``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from figcheck.describe.cues import Cues, Match, MeasureSpec, Wording, holds
from figcheck.describe.days import Timing
from figcheck.describe.ellipsis import Ellipsis
from figcheck.describe.frames import Frames
from figcheck.describe.growing import (
    brought_from,
    goes_on_since,
    is_change,
    is_hours,
    is_of_others,
    is_record,
    of_a_change,
    opens_with_since,
)
from figcheck.describe.view import Slot, View, shuts_relative
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Kind, Mode
from figcheck.units import dimension

COUNTED: Final = "counted"
_DIMENSIONS: Final = ("length", "area", "volume", "mass", "speed", "temperature", "energy", "power")
_DAILY: Final = (
    ("a", "day"),
    ("per", "day"),
    ("every", "day"),
    ("in", "one", "day"),
    ("daily",),
    ("each", "day"),
    ("in", "a", "single", "day"),
)
_DAYS: Final = frozenset(("day", "daily"))
_HOURS: Final = frozenset(("24", "48", "72", "twenty-four"))
_PAST: Final = frozenset(("past", "last", "previous"))
# What sets a part apart from the figure before it, whose time is not that of the part.
_PARTS: Final = frozenset(("including", "among", "whom", "them"))
_FURTHER: Final = 8  # words that a cue in another clause counts as farther away
# "Killed so far in the siege" is the toll of one event as it stands; "so far in the war" is a total of many.
_SO_FAR: Final = frozenset((("so", "far"), ("to", "date")))
_LASTING: Final = frozenset(
    "war wars conflict fighting offensive campaign invasion insurgency crackdown outbreak epidemic pandemic year years "
    "month months week season winter summer spring autumn monsoon since".split()
)
_POLLING: Final = frozenset(("polling",))
_STATIONS: Final = frozenset(("station", "stations", "places", "precincts"))
_ASKED: Final = frozenset(("polled", "surveyed"))
_STRENGTH: Final = "magnitude"
_STRONGEST: Final = 10
# Kinds of event that are over in a day, though their dead are counted for weeks.
_SUDDEN: Final = frozenset("quake collapse landslide crash sinking explosion stampede volcano storm flood".split())
_WARS: Final = frozenset(("war", "wars", "conflict", "insurgency"))
_IN_WAR: Final = frozenset(("in", "during", "throughout", "of"))
_HAVE: Final = frozenset(("has", "have"))
_RECORDS: Final = frozenset(("since", "this"))
_THIS: Final = frozenset("the this that its their".split())
_DONE: Final = frozenset("done_to befalls state toll".split())
_WAR_REACH: Final = 5  # words of "the 20-month civil war" before its noun
_TOTAL_BEHIND: Final = 8  # words from a war to what it has cost
_LONG: Final = frozenset(("years", "months", "decades"))
_LONGEST_TIME: Final = 8  # words of "in just a little over two years"
_PER: Final = frozenset(("a", "an", "per"))
_AS_OF: Final = ("as", "of")
_THIS_YEAR: Final = ("this", "year")
_IN_OUTBREAK: Final = (("in", "the", "outbreak"), ("of", "the", "outbreak"), ("to", "the", "outbreak"))
_OUTBREAK_REACH: Final = 6
_NEW: Final = frozenset(("new", "more", "another", "further", "additional"))
_HAVING: Final = frozenset(("has", "have"))
_EACH_YEAR: Final = (
    ("annually",), ("yearly",), ("each", "year"), ("every", "year"), ("each", "month"), ("every", "month"),
)  # fmt: skip
_YEARLY: Final = frozenset([phrase[0] for phrase in _EACH_YEAR])
_EXTREMES: Final = frozenset("maximum minimum peak peaked average averaged".split())
_CASE: Final = "case"
_PERFECT: Final = 4  # words of "has now grown to"
_REACHED: Final = frozenset("reached hit topped passed surpassed exceeded".split())
_GROWN: Final = frozenset("risen grown climbed swelled".split())
_FAR: Final = 16  # words of one clause
_GROWING: Final = frozenset(("toll", "event"))
_CLAUSES: Final = frozenset(("but", "while", "and", "which", "although", "though"))


class Measured(NamedTuple):
    """What a figure measures, how it is meant, and why."""

    measure: str
    kind: Kind
    mode: Mode
    match: Match | None
    because: tuple[str, ...]


class Measurer:
    """Chooses the measure of figures with the cues of one set of measures."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self.frames = Frames(cues, lexicon)
        self._ellipsis = Ellipsis(lexicon)
        self._totals = tuple(tuple(phrase.split()) for phrase in lexicon.totals)
        self._reaching = lexicon.reaching_verbs
        self._lasting = _LASTING.union(word for word, kinds in lexicon.topics.items() if "outbreak" in kinds)
        self._total_ends = frozenset(phrase[-1] for phrase in self._totals)
        self._counts = {m.id: frozenset(m.counts) for m in cues.measures.values()}
        self._by_unit = {
            unit: [m for m in cues.measures.values() if m.unit == unit]
            for unit in ("percent", "money", "duration", "ratio", "rate", *_DIMENSIONS)
        }
        self._measured = any(self._by_unit[unit] for unit in _DIMENSIONS)

    def measure(self, view: View, slot: Slot, timing: Timing, around: Callable[[], frozenset[str]]) -> Measured:
        """The measure of a figure. ``around`` gives the words of its paragraph, lead and title in lower case."""
        match, reason = self.frames.match(view, slot)
        if match is not None:
            measured = self.of_match(match, view, slot, timing)
            if measured.kind == "running_total" and self._stands_as_of(measured.measure, view, timing, around):
                return measured._replace(kind=self._cues.measures[measured.measure].default_kind)
            return measured
        measure, reason = self._from_unit(view, slot, around, reason)
        mode = self.frames.mode(view, None, slot)
        return Measured(measure, self._kind(measure, view, slot, timing), mode, None, (f"{measure}: {reason}",))

    def _stands_as_of(self, measure: str, view: View, timing: Timing, around: Callable[[], frozenset[str]]) -> bool:
        """ "3,145 deaths as of 3 April", in an article of a quake: how its toll stands, and no total with a start."""
        if timing.as_of is None or timing.start is not None or "since" in view.present or "year" in view.present:
            return False
        if self._cues.measures[measure].linked_as != "toll":
            return False
        told = around()
        if not told.isdisjoint(_WARS):
            return False
        topics = self._lexicon.topics
        return any([word in topics and not topics[word].isdisjoint(_SUDDEN) for word in told])

    def like_before(
        self, before: Sequence[tuple[Slot, Measured]], view: View, slot: Slot, timing: Timing
    ) -> Measured | None:
        """What a bare figure measures that is like one before it in the sentence; None when it is like none."""
        index = self._ellipsis.like(view, slot, [(earlier, measured.match) for earlier, measured in before])
        return None if index is None else self.like(before[index][1], view, slot, timing)

    def corrects(self, view: View, slot: Slot) -> bool:
        """ "The correct figure is 16": the figure before, mended."""
        return self._ellipsis.corrects(view, slot)

    def of_match(self, match: Match, view: View, slot: Slot, timing: Timing) -> Measured:
        """What a frame says of a figure, with kind and mode."""
        measure = match.measure
        mode = self.frames.mode(view, match, slot)
        return Measured(measure, self._kind(measure, view, slot, timing), mode, match, (f"{measure}: {match.because}",))

    def like(self, before: Measured, view: View, slot: Slot, timing: Timing) -> Measured:
        """The measure of a bare figure that shares the verb of the one before: "three were killed and four injured"."""
        kind = self._kind(before.measure, view, slot, timing)
        return Measured(before.measure, kind, before.mode, before.match, (f"{before.measure}: like the figure before",))

    def _from_unit(self, view: View, slot: Slot, around: Callable[[], frozenset[str]], reason: str) -> tuple[str, str]:
        figure = slot.figure
        unit = figure.unit
        sort = family(unit, figure.form, self._lexicon)
        told_by_unit = self._by_unit.get(sort, [])
        if self._measured and sort in ("counted", "rate"):
            told_by_unit = [*told_by_unit, *self._by_unit.get(dimension(unit), ())]
        found: list[tuple[int, MeasureSpec, str]] = []
        for spec in told_by_unit:
            score, why = self._score(spec.id, view, slot, around)
            if score is not None:
                found.append((score + spec.priority, spec, why))
        if found:
            if len(found) > 1:
                found = self._nearest(view, slot, found)
            _, spec, why = max(found, key=lambda row: (row[0], -len(row[1].id), row[1].id))
            return spec.id, why
        if sort in ("count", "ratio", "percent"):
            return COUNTED, reason
        return sort, f"the unit {unit}"

    def _nearest(
        self, view: View, slot: Slot, found: list[tuple[int, MeasureSpec, str]]
    ) -> list[tuple[int, MeasureSpec, str]]:
        """Of measures told by a word of the sentence, those whose word stands nearest, and the others as they are."""
        away = [self._away(view, slot, self._cues.conditions[spec.id].needs) for _, spec, _ in found]
        least = min((words for words in away if words is not None), default=0)
        return [row for row, words in zip(found, away, strict=True) if words is None or words == least]

    def _away(self, view: View, slot: Slot, needs: Wording) -> int | None:
        """How many words off the nearest word of a list stands, one of another clause farther; None without a list."""
        if not needs.heads:
            return None
        lowers = view.lowers
        best = 1000
        for i, word in enumerate(lowers):
            if word not in needs.heads:
                continue
            if word not in needs.words and not any(
                phrase[0] == word and tuple(lowers[i : i + len(phrase)]) == phrase for phrase in needs.phrases
            ):
                continue
            low, high = (i + 1, slot.first) if i < slot.first else (slot.last, i)
            cuts = sum(1 for k in range(low, high) if lowers[k] in _CLAUSES)
            cuts += sum(1 for k in range(low, high + 1) if k < len(lowers) and view.gaps[k])
            best = min(best, high - low + _FURTHER * cuts)
        return best

    def _score(
        self, measure: str, view: View, slot: Slot, around: Callable[[], frozenset[str]]
    ) -> tuple[int | None, str]:
        """How much speaks for a measure told by unit: words of the sentence first, then words near in the article."""
        needs, unless, near = self._cues.conditions[measure]
        lowers, present = view.lowers, view.present
        near_by = None
        if slot.figure.unit == "ratio":
            # "twice the population", "whose population is twice …": what is multiplied stands right beside.
            lowers = lowers[max(0, slot.first - 3) : slot.last + 4]
            present = near_by = frozenset(lowers)
        if unless.hits(present, lowers):
            return None, ""
        spec = self._cues.measures[measure]
        if slot.figure.counted in self._counts[measure]:
            return 6, f'"{slot.figure.counted}" is counted'
        if needs.heads:
            hit = [word for word in needs.hits(present, lowers) if _of_figure(word, view, slot)]
            if hit:
                return 4 + min(2, len(near.hits(present, lowers))), f'"{hit[0]}" in the sentence'
            return None, ""
        if near.heads:
            hit = near.hits(present, lowers)
            if spec.people and hit and self._asks_no_voters(hit, present):
                return None, ""
            if hit:
                return 3, f'"{hit[0]}" in the sentence'
            people = slot.figure.counted is None or bool(self._lexicon.person_groups(slot.figure.counted))
            hit = near.hits(around() if near_by is None else near_by, ()) if people or not spec.people else []
            if spec.people and hit and self._asks_no_voters(hit, around()):
                return None, ""
            if hit:
                return 2, f'"{hit[0]}" near in the article'
            return None, ""
        return 0, f"the unit {slot.figure.unit}"

    def _asks_no_voters(self, hit: Sequence[str], present: frozenset[str]) -> bool:
        """ "Analysts polled by the company expected 8 per cent": what they forecast is no answer of so many of
        them; nor is what is told beside polling stations."""
        if _POLLING.issuperset(hit) and not _STATIONS.isdisjoint(present):
            return True
        return _ASKED.issuperset(hit) and not self._lexicon.forecasters.isdisjoint(present)

    def _kind(self, measure: str, view: View, slot: Slot, timing: Timing) -> Kind:
        figure = slot.figure
        if "/" in figure.unit:
            return "rate"
        spec = self._cues.measures.get(measure)
        if figure.unit in ("percent", "fraction", "percentage point"):
            return "rate" if spec is not None and spec.default_kind == "rate" else "share"
        lowers = view.lowers
        first, last = view.clause(slot)
        for phrase, kind in self._cues.kinds.get(measure, ()):
            if (
                phrase[-1] in view.present
                and phrase[0] in view.present
                and holds(lowers, phrase, max(0, slot.first - 20), min(len(lowers), slot.noun_end + 20))
            ):
                return kind
        if (timing.past_day and _of_past_day(view, slot)) or (
            not _DAYS.isdisjoint(view.present)
            and any(holds(lowers, phrase, slot.last, min(len(lowers), slot.noun_end + 6)) for phrase in _DAILY)
        ):
            return "daily_count"
        if not _YEARLY.isdisjoint(view.present) and _is_of_each_year(lowers[first:last]):
            return "rate"
        if figure.form == "times" and not timing.periods and _is_in_years(view, slot):
            return "running_total"
        if figure.unit == "count" and (spec is None or spec.linked_as in _GROWING or "running_total" in spec.kind):
            if brought_from(view, self._lexicon) < slot.first and _counts_a_day(view):
                return "running_total"  # "97 killed in the past 24 hours, bringing the number of dead to 58,480"
            if (
                self._since(view, slot, timing)
                or _of_a_war(view, slot, timing)
                or (timing.as_of is not None and (timing.start is not None or _holds_as_of(view, timing)))
                or (spec is None and _of_this_year(view, slot))
                or (
                    (figure.counted == _CASE if spec is None else spec.linked_as == "event")
                    and _has_reached(lowers[max(0, slot.first - _PERFECT) : slot.first])
                )
                or (figure.counted == _CASE and _are_all_of_outbreak(view, slot))
            ):
                return "running_total"
        if not self._total_ends.isdisjoint(view.present):
            for phrase in self._totals:
                if phrase[0] in _RECORDS and is_record(view, lowers.index(phrase[0]) if phrase[0] in lowers else 0):
                    continue  # "the most since records began", "the highest in Spain this summer"
                if phrase[0] == "this" and not _EXTREMES.isdisjoint(lowers[first:last]):
                    continue  # "the maximum extent of the ice this winter"
                if holds(lowers, phrase, max(0, first - 6), min(last + 4, len(lowers))):
                    of_one = phrase in _SO_FAR and spec is not None and spec.linked_as == "toll"
                    if not of_one or not self._lasting.isdisjoint(view.present):
                        return "running_total"
        return spec.default_kind if spec is not None else "incident"

    def _since(self, view: View, slot: Slot, timing: Timing) -> bool:
        """True for "since …" behind the figure, or opening its sentence, or beside a word of growth that leads to the
        figure ("killed since May has risen to 40", "bringing the toll since May to 40"): elsewhere it belongs to
        something else."""
        if "since" not in view.present:
            return False
        lowers = view.lowers
        if timing.start is None and is_hours(view, lowers.index("since")):
            return False  # "since dawn"
        if opens_with_since(view):
            return True
        brought = brought_from(view, self._lexicon)
        until = min(len(lowers), slot.noun_end + 25, brought if brought > slot.first else len(lowers))
        behind = next((i for i in range(slot.last, until) if lowers[i] == "since"), -1)
        if behind >= 0 and (shuts_relative(view, slot, behind) or is_of_others(view, slot, behind)):
            return False
        if behind >= 0 and not is_record(view, behind):
            return not is_change(view, slot, self._lexicon.changes) and not of_a_change(
                view, slot, behind, self._lexicon.changes
            )
        before = lowers[: slot.first]
        if goes_on_since(view, slot):
            return True
        if timing.start is None or "since" not in before:
            return False
        since = before.index("since")
        return brought < since or not self._reaching.isdisjoint(before[since:])


def _is_of_each_year(clause: Sequence[str]) -> bool:
    """ "Some 36 are killed there each year", "an average of 36 annually"."""
    return any(holds(clause, phrase, 0, len(clause)) for phrase in _EACH_YEAR)


def _is_in_years(view: View, slot: Slot) -> bool:
    """ "Fired on 56 times in a little over two years": all of a time that reaches to the day of the report."""
    if _LONG.isdisjoint(view.present) and "year" not in view.present:
        return False
    lowers = view.lowers
    at = slot.last + (lowers[slot.last : slot.last + 1] == ["times"])
    if lowers[at : at + 1] != ["in"]:
        return False
    for k in range(at + 2, min(at + _LONGEST_TIME, len(lowers))):
        if view.gaps[k]:
            return False
        if lowers[k] in _LONG or (lowers[k] == "year" and lowers[k - 1] == "a"):
            return True
    return False


def _holds_as_of(view: View, timing: Timing) -> bool:
    """ "As of 4 March, 90 arrests have been made", but not the toll of "the quake of 2 March", which has a day."""
    return not timing.periods and holds(view.lowers, _AS_OF, 0, len(view.lowers))


def _of_this_year(view: View, slot: Slot) -> bool:
    """ "Yemen has had 4,300 cases this year", "4,300 people have crossed this year": all since its beginning."""
    lowers, behind = view.lowers, slot.noun_end
    if slot.figure.counted == _CASE and holds(lowers, _THIS_YEAR, slot.last, min(len(lowers), behind + _FAR)):
        return True
    beside = (*lowers[max(0, slot.first - 4) : slot.first], *lowers[behind : behind + 1])
    return not _HAVING.isdisjoint(beside) and holds(lowers, _THIS_YEAR, slot.last, min(len(lowers), behind + _FAR))


def _are_all_of_outbreak(view: View, slot: Slot) -> bool:
    """ "Officials reported 164 measles cases in the outbreak", but not "12 new cases in the outbreak"."""
    lowers, end = view.lowers, slot.noun_end
    if "outbreak" not in view.present or not _NEW.isdisjoint(lowers[max(0, slot.first - 2) : end]):
        return False
    return any(holds(lowers, phrase, end, min(len(lowers), end + _OUTBREAK_REACH)) for phrase in _IN_OUTBREAK)


def _has_reached(before: Sequence[str]) -> bool:
    """ "The outbreak has grown to 514 cases", "the number of attacks has reached 160"."""
    if _HAVING.isdisjoint(before):
        return False
    return before[-1] in _REACHED or (before[-1] == "to" and before[-2] in _GROWN)


def told_strength(figure: Figure, view: View, slot: Slot) -> Figure:
    """ "An earthquake of magnitude 6.8 struck Peru", "a 5.4 aftershock": how strong, and no count of what shook."""
    beside = [*view.lowers[max(0, slot.first - 2) : slot.first], *view.lowers[slot.last : slot.last + 1]]
    if _STRENGTH not in beside:
        if "." not in figure.surface or figure.reading.low is None or figure.reading.low > _STRONGEST:
            return figure
    slot.noun_end = slot.last
    return figure._replace(counted=_STRENGTH, counted_span=None)


def of_a_crew(figure: Figure, view: View, slot: Slot, lexicon: Lexicon) -> Figure:
    """ "Its crew of 23", "23 crew members": all of them are its crew, whatever noun stands behind the number."""
    lowers, first = view.lowers, slot.first
    if lowers[max(0, first - 2) : first] == ["crew", "of"] and not view.gaps[first]:
        noun = figure.counted
        if noun is None or lexicon.person_groups(noun) or not lexicon.is_plural(lowers[slot.noun_end - 1]):
            return figure._replace(counted="crew", counted_span=None)
    if figure.counted == "member" and "crew" in lowers[slot.last : slot.noun_end]:
        return figure._replace(counted="crew")
    return figure


def family(unit: str, form: str, lexicon: Lexicon) -> str:
    """The class of unit that measures are declared for."""
    if form == "money":
        return "money"
    if "/" in unit:
        return "rate"
    if unit in ("percent", "count"):
        return unit
    if unit in ("ratio", "fraction"):
        return "ratio"
    if unit in ("percentage point", "basis point"):
        return "counted"
    return "duration" if unit in lexicon.time_units else "counted"


def _of_figure(word: str, view: View, slot: Slot) -> bool:
    """False for "a share" or "per barrel" elsewhere than right behind the figure, and for a price that a clause behind
    tells ("a profit of 4 million euros, as it raised prices"): it is the price of something else."""
    phrase = tuple(word.split())
    if slot.figure.form == "money" and len(phrase) == 1 and phrase[0] in view.present:
        return any(
            k < slot.first or not view.parted(slot.noun_end, k - 2)
            for k, told in enumerate(view.lowers)
            if told == phrase[0]
        )
    if phrase[0] not in _PER or len(phrase) == 1:
        return True
    return holds(view.lowers, phrase, slot.last, min(len(view.lowers), slot.last + 4)) or "/" in slot.figure.unit


def _of_past_day(view: View, slot: Slot) -> bool:
    """True for "in the past 24 hours" unless a part stands between: "9,000 dead, including 71 in the past day"."""
    lowers = view.lowers
    for i in range(len(lowers) - 1):
        if lowers[i] in _PAST and (lowers[i + 1] == "day" or lowers[i + 1] in _HOURS):
            return i < slot.first or _PARTS.isdisjoint(lowers[slot.noun_end : i])
    return True


def _of_a_war(view: View, slot: Slot, timing: Timing) -> bool:
    """ "Have been killed in the war", "the war has cost 12,500 lives": a total of all of it, unless a day is told."""
    if timing.periods or _WARS.isdisjoint(view.present) or _HAVE.isdisjoint(view.present):
        return False
    lowers, gaps = view.lowers, view.gaps
    for at, word in enumerate(lowers):
        if word not in _WARS:
            continue
        first = at
        while first and lowers[first - 1] not in _IN_WAR and first > at - _WAR_REACH and gaps[first] in ("", "-"):
            first -= 1
        if lowers[at + 1 : at + 2] and lowers[at + 1] in _HAVE and at + 2 <= slot.first <= at + _TOTAL_BEHIND:
            if first == 0 or gaps[first]:
                return lowers[first] in _THIS or lowers[first].endswith("'s")
        if not first or lowers[first - 1] not in _IN_WAR:
            continue
        years = _has_years(view, first - 1)
        if not years and lowers[first] not in _THIS:
            continue
        before = first - 2  # what was done, or where
        told = before < 0 or years or view.capital(before) or _is_done(view, before)
        perfect = not _HAVE.isdisjoint(lowers[slot.noun_end : slot.noun_end + 2]) or (
            at < slot.first and not _HAVE.isdisjoint(lowers[at : slot.first])
        )
        if told and perfect:
            return True
    return False


def _is_done(view: View, at: int) -> bool:
    """True where word ``at`` ends what befell somebody: "killed", but no "attack"."""
    return any(
        k + cue.length > at and cue.role in _DONE for k in range(max(0, at - 3), at + 1) for cue in view.cues.get(k, ())
    )


def _has_years(view: View, at: int) -> bool:
    """ "In nine years of war": a length of time before word ``at``."""
    return view.lowers[at - 1 : at] != [] and view.lowers[at - 1] in _LONG


def _counts_a_day(view: View) -> bool:
    """True where a sentence tells what the past day saw."""
    if _PAST.isdisjoint(view.present):
        return False
    lowers = view.lowers
    return any(
        lowers[i] in _PAST and (lowers[i + 1] == "day" or lowers[i + 1] in _HOURS) for i in range(len(lowers) - 1)
    )
