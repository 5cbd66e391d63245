"""Rules of scope ``tables``: the figures of a table against one another.

``sum``: total rows and columns, shares that make a hundred, averages, league tables. ``change``: columns of changes
against those that they lead from and to. ``share``: percentages against the numbers that they are of. ``rank``: places
against what they are by. ``product``: amounts against quantity and price. ``agree``: what the text repeats.

A table says nowhere how it is to be read, so most of it must bear a reading out before a cell is held against it.
Missing cells are open ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.lanes import Lane, lanes_of
from figcheck.check.sentences import put_down
from figcheck.check.tablebody import told_in_text
from figcheck.check.tablecolumns import Slip, changes, shares
from figcheck.check.tablehundreds import hundreds
from figcheck.check.tableleagues import leagues
from figcheck.check.tableproducts import products
from figcheck.check.tableranks import ranks
from figcheck.check.tablerunning import running_totals
from figcheck.check.tabletotals import totals
from figcheck.model import Claim, Table

_MOST_SHOWN = 24  # figures of a finding


def check_tables(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every table of every article against itself."""
    told = frozenset([found.figures[0] for found in outcome.findings if found.cause == "share_does_not_fit"])
    for claims in desk.articles():
        tables = _tables(claims)
        if rule.check.type == "agree":
            for slip in told_in_text(claims, tables):
                if takes(rule, slip.claims[0]):
                    _put_down(rule, slip, outcome)
            continue
        for table, cells in tables:
            lanes = lanes_of(cells, table)
            for slip in _slips(rule, table, lanes):
                if takes(rule, slip.claims[0]) and not _is_told(slip, told):
                    _put_down(rule, slip, outcome)


def _is_told(slip: Slip, told: frozenset[str]) -> bool:
    """True for percentages that miss a hundred by one of them that is shown already: that is one slip."""
    return slip.cause == "shares_miss_hundred" and any(claim.id in told for claim in slip.claims)


def _tables(claims: Sequence[Claim]) -> list[tuple[Table, list[Claim]]]:
    found: dict[int, tuple[Table, list[Claim]]] = {}
    for claim in claims:
        cell = claim.figure.cell
        if cell is not None:
            found.setdefault(cell.table.number, (cell.table, []))[1].append(claim)
    return [found[number] for number in sorted(found)]


def _slips(rule: RuleSpec, table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    if rule.check.type == "sum":
        return [
            *totals(table, lanes),
            *running_totals(table, lanes),
            *hundreds(table, lanes, rule.tolerance.per_part),
            *leagues(table, lanes),
        ]
    if rule.check.type == "change":
        return changes(table, lanes)
    if rule.check.type == "rank":
        return ranks(table, lanes)
    if rule.check.type == "product":
        return products(table, lanes)
    return shares(table, lanes) if rule.check.type == "share" else []


def _subject(claims: Sequence[Claim]) -> str:
    cell = next((claim.figure.cell for claim in claims if claim.figure.cell is not None), None)
    return (
        " · ".join([told for told in (f"table {cell.table.number}", cell.heading) if told]) if cell is not None else ""
    )


def _put_down(rule: RuleSpec, slip: Slip, outcome: Outcome) -> None:
    claims = slip.claims[: _MOST_SHOWN + 1]
    put_down(
        rule,
        claims,
        outcome,
        cause=slip.cause,
        words=slip.words,
        expected=slip.expected,
        observed=" ".join(claims[0].figure.surface.split()),
        about=_subject(claims),
        most=slip.most,
    )
