"""The figures of a run as a table for the terminal: where each stands, how it was read, and what it is
about."""

from __future__ import annotations

from collections.abc import Callable

from figcheck.findings import Run
from figcheck.model import Claim
from figcheck.report.grid import Cell, cell, draw, place_cell
from figcheck.report.summary import plural, reach_summary
from figcheck.report.terminal import Look
from figcheck.report.wording import interval, location, printed, scope

Column = tuple[str, Callable[[Claim], Cell]]


def figures_table(run: Run, look: Look) -> str:
    """Every figure in reading order, then how many there are and what was skipped unless ``look.quiet``."""
    columns = _WIDE if look.width >= 140 else _NARROW
    parts = []
    if run.claims:
        cells = [[show(claim) for _, show in columns] for claim in run.claims]
        parts.append(draw([heading for heading, _ in columns], cells, look, borders="simple", edges=2))
    if not look.quiet:
        parts.append("\n".join([plural(len(run.claims), "figure"), *reach_summary(run, look)]))
    return "\n\n".join(parts) + "\n" if parts else ""


def _place(claim: Claim) -> Cell:
    return place_cell(location(claim.header.path, claim.place), "faint")


def _figure(claim: Claim) -> Cell:
    return cell((printed(claim), "strong"), ("in the headline" if claim.figure.in_title else "", "faint"))


def _value(claim: Claim) -> Cell:
    return cell((interval(claim.figure.reading), ""))


def _hedge(claim: Claim) -> Cell:
    return cell((claim.figure.hedge.replace("_", " "), ""))


def _unit(claim: Claim) -> Cell:
    return cell((claim.figure.unit, ""))


def _counted(claim: Claim) -> Cell:
    return cell((claim.figure.counted or "", ""))


def _measure(claim: Claim) -> Cell:
    return cell((claim.measure, ""))


def _kind(claim: Claim) -> Cell:
    mode = "" if claim.mode == "stated" else f", {claim.mode}"
    return cell((f"{claim.kind.replace('_', ' ')}{mode}", ""))


def _scope(claim: Claim) -> Cell:
    return cell((scope(claim.scope), ""))


def _value_stacked(claim: Claim) -> Cell:
    return cell(
        (f"{interval(claim.figure.reading)} {claim.figure.unit}", ""),
        (claim.figure.hedge.replace("_", " "), "faint"),
    )


def _measure_stacked(claim: Claim) -> Cell:
    return _measure(claim) + cell((claim.figure.counted or "", "faint")) + _kind(claim)


_WIDE: tuple[Column, ...] = (
    ("Place", _place),
    ("Figure", _figure),
    ("Value", _value),
    ("Hedge", _hedge),
    ("Unit", _unit),
    ("Counted", _counted),
    ("Measure", _measure),
    ("Kind", _kind),
    ("Scope", _scope),
)
_NARROW: tuple[Column, ...] = (
    ("Place", _place),
    ("Figure", _figure),
    ("Value", _value_stacked),
    ("Measure", _measure_stacked),
    ("Scope", _scope),
)
