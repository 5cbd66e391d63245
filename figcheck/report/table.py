"""The discrepancy table: both figures of each finding side by side, and under it how far the run got."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from figcheck.findings import Run
from figcheck.report.grid import Cell, cell, draw, place_cell
from figcheck.report.rows import Row, discrepancy_frame, like_it
from figcheck.report.summary import summary
from figcheck.report.terminal import Look
from figcheck.report.wording import SHORT, cause, source, told_inside

Column = tuple[str, Callable[[Row], Cell]]


def table(run: Run, look: Look) -> str:
    """The findings, worst first, as a table that fits ``look.width``, then the summary unless
    ``look.quiet``."""
    parts = []
    if run.findings:
        rows: list[dict[str, Any]] = discrepancy_frame(run).to_dict("records")  # type: ignore[assignment]
        columns = _columns_for(look.width)
        cells = [[show(row) for _, show in columns] for row in rows]
        parts.append(draw([heading for heading, _ in columns], cells, look))
    if not look.quiet:
        parts.append(summary(run, look))
    return "".join(f"{part}\n" for part in parts if part)


def _columns_for(width: int) -> tuple[Column, ...]:
    """A wide terminal gets a column for each thing; a narrower one gets the same things stacked in fewer
    columns."""
    if width >= 140:
        return _WIDE
    return _MEDIUM if width >= 72 else _NARROW


def _severity(row: Row) -> Cell:
    return cell((row["severity"], row["severity"]))


def _rule(row: Row) -> Cell:
    return cell((row["rule"], "faint"))


def _subject(row: Row) -> Cell:
    return cell((row["subject"], "strong"))


def _fingerprint(row: Row) -> Cell:
    return cell((row["fingerprint"][:SHORT], "faint"))


def _rule_and_fingerprint(row: Row) -> Cell:
    return _rule(row) + _fingerprint(row)


def _rule_of_severity(row: Row) -> Cell:
    # A column for the severity alone would take from the others what they need for their places.
    return _severity(row) + _rule_and_fingerprint(row)


def _what(row: Row) -> Cell:
    return _severity(row) + _subject(row) + _rule_and_fingerprint(row)


def _first(row: Row) -> Cell:
    return _side(row, "a") + cell((like_it(row, "a"), "faint"))


def _second(row: Row) -> Cell:
    also = f"also: {row['further']}" if row["further"] else ""
    return _side(row, "b") + cell((like_it(row, "b"), "faint"), (also, "faint"))


def _both(row: Row) -> Cell:
    return _first(row) + _second(row)


def _side(row: Row, side: str) -> Cell:
    return cell(
        (row[f"{side}_figure"] or "", "strong"),
        (row[f"{side}_outlet"] or "", ""),
        (source(None, row[f"{side}_published"], row[f"{side}_as_of"]), ""),
    ) + place_cell(row[f"{side}_place"] or "", "faint")


def _gap(row: Row) -> Cell:
    # For a pair the gap says it all; for sums, ranks and bounds inside one article only the message does.
    if row["difference"] and not row["expected"]:
        return cell((row["difference"], ""))
    is_inside = row["b_article"] in (row["a_article"], None)
    if is_inside and (row["expected"] or row["gap"] is None):
        name = row["a_outlet"] or row["a_article"] or ""
        return cell((told_inside(row["message"], row["because"], name, row["a_published"]), ""))
    return cell(
        (f"expected {row['expected']}" if row["expected"] else "", ""),
        (f"found {row['observed']}" if row["observed"] else "", ""),
    )


def _cause(row: Row) -> Cell:
    return cell((cause(row["cause"]), ""))


def _gap_and_cause(row: Row) -> Cell:
    return _gap(row) + _cause(row)


def _all_but_figures(row: Row) -> Cell:
    return _what(row) + _gap_and_cause(row)


_WIDE: tuple[Column, ...] = (
    ("Finding", _rule_of_severity),
    ("About", _subject),
    ("One figure", _first),
    ("The other", _second),
    ("Gap", _gap),
    ("Likely cause", _cause),
)
_MEDIUM: tuple[Column, ...] = (
    ("Finding", _what),
    ("One figure", _first),
    ("The other", _second),
    ("Gap and cause", _gap_and_cause),
)
_NARROW: tuple[Column, ...] = (("Finding", _all_but_figures), ("Figures", _both))
