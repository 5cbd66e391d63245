"""How many quantities of newspaper and wire sentences find reads as a reader does; as a script it prints each miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from texts import article_of, cases

from figcheck.find import find
from figcheck.intervals import INFINITY
from figcheck.lexicon import Lexicon
from figcheck.model import Figure
from figcheck.wordlists import load_lexicon

NEWSROOM, WIRES = "newsroom.yaml", "wires.yaml"

# Shares that must be read right: values found and true, values with their unit found and true, traps avoided.
# Raised when find gets better, never lowered to let a change pass.
FLOORS = {
    NEWSROOM: (0.97, 0.94, 0.94, 0.91, 0.92),
    WIRES: (0.97, 0.94, 0.94, 0.91, 0.87),
}

KINDS = ["missed", "wrong value", "wrong low/high", "wrong hedge", "wrong unit", "wrong counted", "false figure"]
CLOSE = Decimal("0.0001")
KEYS = {"number", "value", "low", "high", "hedge", "unit", "counted"}

Row = dict[str, Any]
Pairs = list[tuple[Row, Figure | None]]


@dataclass
class Score:
    """Sums over the sentences; ``misses`` holds kind, id of the sentence, and what stood and was read there."""

    gold: int = 0
    found: int = 0
    values: int = 0
    units: int = 0
    traps: int = 0
    avoided: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.mark.parametrize("name", FLOORS)
def test_the_quantities_of_newspaper_and_wire_sentences_are_read(name: str) -> None:
    score = scored(name)
    print(listing(score))
    values_found, values_true, units_found, units_true, traps_avoided = FLOORS[name]
    assert score.values / score.gold >= values_found
    assert score.values / score.found >= values_true
    assert score.units / score.gold >= units_found
    assert score.units / score.found >= units_true
    assert score.avoided / score.traps >= traps_avoided


@pytest.mark.parametrize("name", [NEWSROOM, WIRES])
def test_a_row_of_the_file_has_known_keys_and_numbers_that_stand_in_its_sentence_in_order(name: str) -> None:
    for case in sentences(name):
        assert set(case) <= {"id", "text", "figures", "not"}, case["id"]
        assert all(set(row) <= KEYS for row in case.get("figures", [])), case["id"]
        assert all(start >= 0 for start, _ in _places(case)), case["id"]
        assert all(trap in case["text"] for trap in case.get("not", [])), case["id"]


def sentences(name: str) -> list[Row]:
    """The sentences of a file as they stand there."""
    return [parameter.values[0] for parameter in cases(name)]


def scored(name: str) -> Score:
    """Every sentence of a file read by find and held against its gold."""
    score, lexicon = Score(), load_lexicon()
    for case in sentences(name):
        _add(score, case, lexicon)
    return score


def listing(score: Score) -> str:
    """The misses under their kinds, then the totals."""
    lines = []
    for kind in KINDS:
        rows = [(name, told) for of, name, told in score.misses if of == kind]
        lines += [f"{kind} ({len(rows)})", *(f"  {name}: {told}" for name, told in rows), ""]
    lines.append(f"{score.gold} quantities, {score.found} figures; {score.avoided} of {score.traps} traps avoided")
    for name, right in (("value", score.values), ("value and unit", score.units)):
        precision, recall = right / score.found, right / score.gold
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        lines.append(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return "\n".join(lines)


def _add(score: Score, case: Row, lexicon: Lexicon) -> None:
    """Adds one sentence. A right unit counts where the value is right too."""
    figures = find(article_of(case["text"]), lexicon).figures
    pairs, strays = _paired(case, list(figures))
    score.gold += len(pairs)
    score.found += len(figures)
    for row, figure in pairs:
        kinds = dict(_differences(row, figure)) if figure else {"missed": row["number"]}
        score.values += not kinds.keys() & {"missed", "wrong value"}
        score.units += not kinds.keys() & {"missed", "wrong value", "wrong unit"}
        score.misses += [(kind, case["id"], f"{told}  |  {case['text']}") for kind, told in kinds.items()]
    for figure in strays:
        told = f"{figure.surface} ({figure.unit}, {figure.counted})"
        score.misses.append(("false figure", case["id"], f"{told}  |  {case['text']}"))
    traps, taken = Counter[str](case.get("not", [])), Counter[str]()
    for trap in traps:
        taken[trap] = sum(trap in figure.surface or figure.number_surface in trap for figure in strays)
    score.traps += traps.total()
    score.avoided += (traps - taken).total()


def _paired(case: Row, figures: list[Figure]) -> tuple[Pairs, list[Figure]]:
    """Each gold row with the figure on its place, else with a leftover of its value; and the figures without a row."""
    rows: list[Row] = case.get("figures", [])
    mates: dict[int, Figure] = {}
    for i, (start, end) in enumerate(_places(case)):
        over = [f for f in figures if f.number_span.start < end and start < f.number_span.end]
        if over:
            mates[i] = next((f for f in over if _same_value(rows[i], f)), over[0])
            figures.remove(mates[i])
    for i, row in enumerate(rows):
        same = next((f for f in figures if i not in mates and _same_value(row, f)), None)
        if same:
            mates[i] = same
            figures.remove(same)
    return [(row, mates.get(i)) for i, row in enumerate(rows)], figures


def _places(case: Row) -> list[tuple[int, int]]:
    """Start and end of each gold number in its sentence; (-1, …) for one that does not stand there."""
    places, after = [], 0
    for row in case.get("figures", []):
        start = case["text"].find(row["number"], after)
        after = start + len(row["number"])
        places.append((start, after))
    return places


def _differences(row: Row, figure: Figure) -> Iterator[tuple[str, str]]:
    """Kinds of miss, each with what was expected and what was read."""
    low, high = _ends(row)
    read = figure.reading
    if not _same_value(row, figure):
        wanted = row["value"] if row["value"] is not None else f"{low} to {high}"
        yield "wrong value", f"{row['number']}: {wanted}, read {read.point} ({read.low} to {read.high})"
    elif not (_close(low, read.low) and _close(high, read.high)):
        yield "wrong low/high", f"{row['number']}: {low} to {high}, read {read.low} to {read.high}"
    hedge = row.get("hedge", "exact")
    if figure.hedge != hedge:
        yield "wrong hedge", f"{row['number']}: {hedge}, read {figure.hedge}"
    unit = row.get("unit", "count")
    if _plain(figure.unit) != _plain(unit):
        yield "wrong unit", f"{row['number']}: {unit}, read {figure.unit}"
    if "counted" in row and figure.counted != row["counted"]:
        yield "wrong counted", f"{row['number']}: {row['counted']}, read {figure.counted}"


def _same_value(row: Row, figure: Figure) -> bool:
    if row["value"] is not None:
        return figure.reading.point is not None and _close(Decimal(str(row["value"])), figure.reading.point)
    low, high = _ends(row)
    return figure.reading.point is None and _close(low, figure.reading.low) and _close(high, figure.reading.high)


def _ends(row: Row) -> tuple[Decimal, Decimal]:
    """Low and high of a gold row; an end left out is the value, null is no end."""
    low, high = row.get("low", row["value"]), row.get("high", row["value"])
    return Decimal(str(low)) if low is not None else -INFINITY, Decimal(str(high)) if high is not None else INFINITY


def _close(a: Decimal, b: Decimal) -> bool:
    """Equal but for the last digits of a fraction such as two thirds."""
    return a == b or (a.is_finite() and b.is_finite() and abs(a - b) <= CLOSE * max(abs(a), abs(b)))


def _plain(unit: str) -> str:
    return unit.casefold().replace(" per ", "/")


if __name__ == "__main__":
    for file in (NEWSROOM, WIRES):
        print(f"{file}\n\n{listing(scored(file))}\n")
