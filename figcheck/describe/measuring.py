"""The measure, kind and mode of a figure: frames first, then what its unit says, then plain ``counted``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from figcheck.describe.cues import Cues, Match, holds
from figcheck.describe.frames import Frames
from figcheck.describe.view import Slot, View
from figcheck.describe.when import Timing
from figcheck.lexicon import Lexicon
from figcheck.model import Kind, Mode

COUNTED = "counted"
_UNIT_MEASURES = {"ratio": "counted", "fraction": "counted"}
_DAILY = (
    ("a", "day"),
    ("per", "day"),
    ("every", "day"),
    ("in", "one", "day"),
    ("daily",),
    ("each", "day"),
    ("in", "a", "single", "day"),
)
_DAYS = frozenset(("day", "daily"))
_TOTALS = (("so", "far"), ("to", "date"))


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
        self._by_unit = {
            unit: [m for m in cues.measures.values() if m.unit == unit]
            for unit in ("percent", "money", "duration", "ratio", "rate")
        }

    def measure(self, view: View, slot: Slot, timing: Timing, around: Callable[[], frozenset[str]]) -> Measured:
        """The measure of a figure. ``around`` gives the words of its paragraph, lead and title in lower case."""
        match, reason = self.frames.match(view, slot)
        if match is not None:
            return self.of_match(match, view, slot, timing)
        measure, reason = self._from_unit(view, slot, around, reason)
        return Measured(measure, self._kind(measure, view, slot, timing), "stated", None, (f"{measure}: {reason}",))

    def of_match(self, match: Match, view: View, slot: Slot, timing: Timing) -> Measured:
        """What a frame says of a figure, with kind and mode."""
        measure = match.measure
        mode = self.frames.mode(view, match, slot)
        return Measured(measure, self._kind(measure, view, slot, timing), mode, match, (f"{measure}: {match.because}",))

    def like(self, before: Measured, view: View, slot: Slot, timing: Timing) -> Measured:
        """The measure of a bare figure that shares the verb of the one before: "three were killed and four injured"."""
        kind = self._kind(before.measure, view, slot, timing)
        return Measured(before.measure, kind, before.mode, before.match, (f"{before.measure}: shares the verb before",))

    def shares_verb(self, view: View, slot: Slot) -> bool:
        """ "… three on Monday and four on Tuesday": a figure without a noun, joined on, with a time or place behind."""
        if slot.figure.counted is not None or slot.figure.unit != "count" or slot.first == 0:
            return False
        joined = view.lowers[slot.first - 1] == "and" or view.gaps[slot.first] == ","
        follows = view.lowers[slot.noun_end : slot.noun_end + 1]
        return joined and follows != [] and follows[0] in ("on", "in", "at", "near", "yesterday", "overnight")

    def _from_unit(self, view: View, slot: Slot, around: Callable[[], frozenset[str]], reason: str) -> tuple[str, str]:
        figure = slot.figure
        unit = figure.unit
        family = _family(unit, figure.form, self._lexicon)
        best: tuple[int, int, str, str] | None = None
        for spec in self._by_unit.get(family, ()):
            score, why = self._score(spec.id, view, slot, around)
            if score is None:
                continue
            key = (score + spec.priority, -len(spec.id), spec.id, why)
            if best is None or key > best:
                best = key
        if best is not None:
            return best[2], best[3]
        if family in ("count", "ratio", "percent"):
            return COUNTED, reason
        return family, f"the unit {unit}"

    def _score(
        self, measure: str, view: View, slot: Slot, around: Callable[[], frozenset[str]]
    ) -> tuple[int | None, str]:
        """How much speaks for a measure told by unit: words of the sentence first, then words near in the article."""
        needs, unless, near = self._cues.conditions[measure]
        lowers, present = view.lowers, view.present
        near_by = None
        if slot.figure.unit == "ratio":
            # "twice the population": what is multiplied stands right behind.
            lowers = lowers[slot.last : slot.last + 4]
            present = near_by = frozenset(lowers)
        if unless.hits(present, lowers):
            return None, ""
        spec = self._cues.measures[measure]
        counts = frozenset(spec.counts)
        if slot.figure.counted in counts:
            return 6, f'"{slot.figure.counted}" is counted'
        if needs:
            hit = needs.hits(present, lowers)
            if hit:
                return 4 + min(2, len(near.hits(present, lowers))), f'"{hit[0]}" in the sentence'
            return None, ""
        if near:
            hit = near.hits(present, lowers)
            if hit:
                return 3, f'"{hit[0]}" in the sentence'
            people = slot.figure.counted is None or bool(self._lexicon.person_groups(slot.figure.counted))
            hit = near.hits(around() if near_by is None else near_by, ()) if people or not spec.people else []
            if hit:
                return 2, f'"{hit[0]}" near in the article'
            return None, ""
        return 0, f"the unit {slot.figure.unit}"

    def _kind(self, measure: str, view: View, slot: Slot, timing: Timing) -> Kind:
        figure = slot.figure
        if "/" in figure.unit:
            return "rate"
        if figure.unit in ("percent", "fraction", "percentage point"):
            return "share"
        lowers = view.lowers
        first, last = view.clause(slot)
        for phrase, kind in self._cues.kinds.get(measure, ()):
            if phrase[0] in view.present and holds(
                lowers, phrase, max(0, slot.first - 20), min(len(lowers), slot.noun_end + 20)
            ):
                return kind
        if timing.past_day or (
            not _DAYS.isdisjoint(view.present)
            and any(holds(lowers, phrase, slot.last, min(len(lowers), slot.noun_end + 6)) for phrase in _DAILY)
        ):
            return "daily_count"
        spec = self._cues.measures.get(measure)
        if spec is not None and "running_total" in spec.kind and _since(view, slot):
            return "running_total"
        if ("far" in view.present or "date" in view.present) and any(
            holds(lowers, phrase, max(0, first - 6), min(last + 4, len(lowers))) for phrase in _TOTALS
        ):
            return "running_total"
        return spec.default_kind if spec is not None else "incident"


def _family(unit: str, form: str, lexicon: Lexicon) -> str:
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


def _since(view: View, slot: Slot) -> bool:
    """True for "since …" behind the figure, or opening its sentence: elsewhere it belongs to something else."""
    lowers = view.lowers
    if lowers[:1] == ["since"] or (lowers[:2] == ["ever", "since"]):
        return True
    return any(lowers[i] == "since" for i in range(slot.last, min(len(lowers), slot.noun_end + 25)))
