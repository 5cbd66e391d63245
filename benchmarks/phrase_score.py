"""Holds the figures read in the phrases of one set against its gold: values one to one, units and ends apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.conversion import PLAIN, converted
from benchmarks.phrase_gold import NumberSet, Want, is_ordinal, wants
from benchmarks.runs import Row

KINDS = ("values", "ends", "open", "units", "rows")


@dataclass(slots=True)
class Tally:
    """How often something was right, out of how often it was asked."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Counts one answer."""
        self.total += 1
        self.right += right

    def reaches(self, per_cent: float) -> bool:
        """True when at least this share is right; false when nothing was asked, as nothing was shown."""
        return self.total > 0 and 100 * self.right >= per_cent * self.total


@dataclass(slots=True)
class SetScore:
    """One set's score. ``extra`` are figures that no mark accounts for, in rows whose gold is complete."""

    asked: NumberSet
    rows: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    errors: dict[str, Tally] = field(default_factory=lambda: {"ordinals": Tally(), "nonsense": Tally()})
    extra: int = 0
    stale: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def passes(self) -> bool:
        """True when every floor of the set is reached."""
        return all(self.tallies[kind].reaches(share) for kind, share in self.asked.at_least.items()) and all(
            self.errors[kind].right <= most for kind, most in self.asked.at_most.items()
        )


@dataclass(frozen=True, slots=True)
class Got:
    """A value that a figure states: its point, or one end of its range."""

    value: float
    unit: str | None
    figure: Row


def close(a: float, b: float) -> bool:
    """Equal within a millionth of the greater; nothing but zero equals zero."""
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=0.0)


def values_of(figure: Row) -> list[Got]:
    """The values a figure states: its point, else the ends it has."""
    ends = ("value",) if figure["value"] is not None else ("low", "high")
    return [Got(float(figure[end]), figure["unit"], figure) for end in ends if figure[end] is not None]


def unit_right(want: Want, got: Got) -> bool:
    """True when the value is right in one of the units asked for, after conversion."""
    return any(close(want.value, value) for unit in want.units for value in converted(got.value, got.unit, unit))


def open_right(want: Want, got: Got) -> bool:
    """True when the figure ends where the comparative ends, and includes that value only if the comparative does."""
    figure = got.figure
    end, other = ("low", "high") if want.end == "low" else ("high", "low")
    if figure[end] is None or not close(figure[end], got.value) or figure[other] == figure[end]:
        return False
    return bool(figure[f"{end}_open"]) == want.open


def match(marks: Sequence[Sequence[Want]], got: Sequence[Got]) -> dict[int, list[int]]:
    """Pairs the values wanted (numbered through all marks) with those got, each of which serves once.

    First those with the right unit and openness, then with the right unit, then compounds ("2 years and 3 months":
    all that is left sums up to the one value wanted; or one figure sums up marks that follow each other), last equal
    numbers in whatever unit. Scored marks go first.
    """
    wanted = [want for mark in marks for want in mark]
    pairs: dict[int, list[int]] = {}

    def free() -> list[int]:
        used = {index for indexes in pairs.values() for index in indexes}
        return [index for index in range(len(got)) if index not in used]

    def pair(fits: Callable[[Want, Got], bool]) -> None:
        for number, want in sorted(enumerate(wanted), key=lambda item: not item[1].scored):
            if number not in pairs:
                index = next((index for index in free() if fits(want, got[index])), None)
                if index is not None:
                    pairs[number] = [index]

    pair(lambda want, one: want.open is not None and unit_right(want, one) and open_right(want, one))
    pair(unit_right)
    rest = free()
    if len(wanted) == 1 and not pairs and len(rest) > 1 and _sums_to(wanted[0], [got[index] for index in rest]):
        pairs[0] = rest
    _joined(wanted, got, pairs, free())
    pair(lambda want, one: close(want.value, one.value))
    return pairs


def _sums_to(want: Want, parts: Sequence[Got]) -> bool:
    if any(part.unit in PLAIN for part in parts):  # bare numbers side by side are no compound
        return False
    for unit in want.units:
        by_part = [converted(part.value, part.unit, unit) for part in parts]
        if all(by_part) and any(
            close(want.value, sum(values[min(year, len(values) - 1)] for values in by_part)) for year in (0, 1)
        ):
            return True
    return False


def _joined(wanted: Sequence[Want], got: Sequence[Got], pairs: dict[int, list[int]], free: Iterable[int]) -> None:
    """Pairs a figure of a whole compound with the marks of its parts, where the gold marks each part."""
    for index in free:
        for first in range(len(wanted)):
            total = 0.0
            for number in range(first, len(wanted)):
                want, unit = wanted[number], wanted[number].units[0]
                values = converted(want.value, unit, got[index].unit)
                if number in pairs or unit in PLAIN or not values:
                    break
                total += values[0]
                if number > first and close(total, got[index].value):
                    pairs.update({part: [index] for part in range(first, number + 1)})
                    break
            if any(index in indexes for indexes in pairs.values()):
                break


def score(asked: NumberSet, rows: Iterable[Row], figures: Iterable[Row]) -> SetScore:
    """Scores one set: its rows and the figures found in them (each phrase an article named by the row's id)."""
    own = [row for row in rows if asked.takes(row)]
    result = SetScore(asked, rows=len(own), stale=asked.stale(own))
    figures_of: dict[str, list[Row]] = defaultdict(list)
    for figure in figures:
        figures_of[str(figure["article"])].append(figure)
    for row in own:
        if row["id"] not in asked.rows:
            _score_row(result, row, figures_of[row["id"]])
    return result


def _score_row(result: SetScore, row: Row, figures: list[Row]) -> None:
    if row.get("error"):
        one = len(figures) == 1
        result.errors["nonsense"].add(one)
        if one:
            result.misses.append(_miss("nonsense", row, "no number", _shown(figures)))
    taken = _ordinals(result, row, figures)
    marks = wants(result.asked, row)
    wanted = [want for mark in marks for want in mark]
    got = [value for figure in figures for value in values_of(figure)]
    pairs = match(marks, got)
    kinds: list[str] = []
    for number, want in enumerate(wanted):
        if want.scored:
            kinds += _score_want(result, want, [got[index] for index in pairs.get(number, [])])
    if any(want.scored for want in wanted):
        result.tallies["rows"].add("value" not in kinds)
    if kinds:
        expected = ", ".join(_number(want.value) + _unit(want.units[0]) + _end(want) for want in wanted)
        result.misses.append(_miss(" ".join(sorted(set(kinds))), row, expected, _shown(figures)))
    if row.get("complete"):
        used = {id(got[index].figure) for indexes in pairs.values() for index in indexes} | taken
        extra = [figure for figure in figures if id(figure) not in used]
        result.extra += len(extra)
        if extra and "value" not in kinds:
            result.misses.append(_miss("extra", row, "no such figure", _shown(extra)))


def _score_want(result: SetScore, want: Want, got: Sequence[Got]) -> list[str]:
    """Counts one wanted value and what it was paired with; gives the kinds of what is wrong with it."""
    wrong = []
    result.tallies["values"].add(bool(got))
    if not got:
        wrong.append("value")
    if want.whole:
        result.tallies["ends"].add(bool(got))
    if want.open is not None:
        right = len(got) == 1 and open_right(want, got[0])
        result.tallies["open"].add(right)
        wrong += [] if right else ["open"]
    named = want.units[0] is not None or any(one.unit not in PLAIN for one in got)
    if result.asked.units and named:
        # A compound or a joined figure was paired by its units, so only single pairs are looked at again.
        right = len(got) > 1 or any(unit_right(want, one) or not close(want.value, one.value) for one in got)
        result.tallies["units"].add(right)
        wrong += [] if right else ["unit"]
    return wrong


def _ordinals(result: SetScore, row: Row, figures: Sequence[Row]) -> set[int]:
    """Counts the ordinals of a row that became figures; gives these figures, by identity."""
    taken: set[int] = set()
    for mark in filter(is_ordinal, row.get("gold", [])):
        surface = str(mark["surface"]).casefold()
        # A number printed within the ordinal: "two" in "the last two" stands behind the marked "last".
        inside = [figure for figure in figures if str(figure["number_surface"]).casefold() in surface]
        result.errors["ordinals"].add(bool(inside))
        taken |= {id(figure) for figure in inside}
        if inside:
            result.misses.append(_miss("ordinal", row, f"no figure in {mark['surface']!r}", _shown(inside)))
    return taken


def _miss(kind: str, row: Row, expected: str, got: str) -> str:
    return f"{row['id']} [{kind}] {row['text']!r}: expected {expected}; got {got}"


def _shown(figures: Iterable[Row]) -> str:
    shown = []
    for figure in figures:
        numbers = " to ".join(_number(one.value) for one in values_of(figure)) or "no number"
        hedge = "" if figure["hedge"] == "exact" else f" ({figure['hedge']})"
        shown.append(f"{figure['number_surface']!r} = {numbers}{_unit(figure['unit'])}{hedge}")
    return ", ".join(shown) or "nothing"


def _number(value: float) -> str:
    return f"{value:.10g}"


def _unit(unit: str | None) -> str:
    return "" if unit is None or unit in PLAIN else f" {unit}"


def _end(want: Want) -> str:
    return "" if want.open is None else f" ({want.end} {'open' if want.open else 'closed'})"
