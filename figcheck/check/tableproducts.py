"""Bills and orders in a table: a column of amounts is quantity times price, as most rows bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from figcheck.check.lanes import Lane
from figcheck.check.rowlabels import is_change, sort_of
from figcheck.check.rows import is_money
from figcheck.check.sentences import Ends
from figcheck.check.tablecolumns import Slip, borne_out, row_name
from figcheck.expressions import expression
from figcheck.model import Table

_MOST: Final = 12  # lanes of a table that are looked at
_FEWEST: Final = 2  # rows that show what is multiplied
# Columns that change an amount on its way.
_BESIDES: Final = expression(
    r"\b(?:discounts?|rebates?|vat|tax|fees?|net|deposit|delivery|postage|commission)\b", re.IGNORECASE
)


def products(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Every amount of a table that is not quantity times price, where those of most rows are."""
    looked_at = [lane for lane in lanes if lane.unit != "percent" and not is_change(lane.heading)]
    if len(looked_at) > _MOST or _BESIDES.search(" ".join((table.caption, *table.headings))):
        return []
    slips: list[Slip] = []
    for amount in looked_at:
        readings = [_held(table, amount, price, quantity) for price, quantity in _factors(amount, looked_at)]
        slips += borne_out(readings, _FEWEST)
    return slips


def _factors(amount: Lane, lanes: Sequence[Lane]) -> Iterator[tuple[Lane, Lane]]:
    """Pairs of a price and a quantity that an amount of money may be the product of."""
    if not is_money(amount.unit):
        return
    for one, other in combinations([lane for lane in lanes if lane is not amount], 2):
        for price, quantity in ((one, other), (other, one)):
            if price.unit.partition("/")[0] == amount.unit and not is_money(quantity.unit.partition("/")[0]):
                yield price, quantity


def _held(table: Table, amount: Lane, price: Lane, quantity: Lane) -> tuple[int, list[Slip]]:
    """How many rows multiply as printed, and those that do not, however their numbers were rounded."""
    held = 0
    failed: list[Slip] = []
    for row, claim in amount.rows.items():
        a, b, c = price.point(row), quantity.point(row), claim.figure.reading.point
        one, other, printed = price.ends(row), quantity.ends(row), amount.ends(row)
        if a is None or b is None or c is None or one is None or other is None or printed is None:
            continue
        if sort_of(table.label(row)) != "plain" or one.low <= 0 or other.low <= 0 or a == 1 or b == 1:
            continue
        if abs(a * b - c) <= claim.figure.reading.precision / 2:
            held += 1
        elif not Ends(one.low * other.low, one.high * other.high).meets(printed):
            shown = amount.shown(Decimal(a * b))
            factors = f"{quantity.rows[row].figure.surface} times {price.rows[row].figure.surface}"
            says = f"the column “{amount.heading}” says {claim.figure.surface}"
            words = f"in {row_name(table, row)} {factors} is {shown}, {says}"
            claims = (claim, quantity.rows[row], price.rows[row])
            failed.append(Slip(claims, cause="product_does_not_fit", words=words, expected=shown))
    return held, failed
