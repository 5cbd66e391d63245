"""A figure that very many reports tell: neighbours in time are held against each other, and no more a report."""

import datetime as dt
from collections import Counter

import pytest
from texts import article_of

from figcheck.api import toolkit
from figcheck.check.desk import MANY, NEAREST
from figcheck.config import Settings
from figcheck.engine import run
from figcheck.findings import Run

FIRST = dt.date(2024, 1, 1)
WORDINGS = [  # no two reports in a row are copies
    "{:,} people have been killed in Gaza since October 7, 2023, the health ministry said.",
    "The ministry of health put the number of people killed in Gaza since October 7, 2023 at {:,}.",
    "Israel has killed {:,} people in Gaza since October 7, 2023, according to health officials.",
    "Since October 7, 2023, {:,} people were killed in Gaza, hospitals reported.",
    "In Gaza {:,} people have died in the war since October 7, 2023, doctors said.",
]


def reports(count: int, last: int | None = None) -> Run:
    """As many reports, one a day, on a total that rises by 30 a day; the last may tell another."""
    tolls = [20_001 + 30 * day for day in range(count)]
    if last is not None:
        tolls[-1] = last
    articles = [
        article_of(
            WORDINGS[day % len(WORDINGS)].format(toll),
            title="",
            name=f"report-{day:04}",
            outlet=f"Outlet {day % 7}",
            published=FIRST + dt.timedelta(days=day),
        )
        for day, toll in enumerate(tolls)
    ]
    return run(articles, toolkit(Settings()))


@pytest.mark.parametrize("count", [MANY - 1, MANY + 15, 4 * MANY])
def test_a_slip_in_the_last_of_many_reports_is_shown(count: int) -> None:
    right = 20_001 + 30 * (count - 1)
    made = reports(count, last=right - 9_000)
    warned = {figure for finding in made.findings if finding.severity != "note" for figure in finding.figures}
    assert {f"report-{count - 1:04}:1", f"report-{count - 2:04}:1"} <= warned


def test_a_long_war_costs_no_more_a_report() -> None:
    made = reports(5 * MANY)
    held = Counter(claim for it in made.comparisons for claim in (it.a, it.b))
    assert max(held.values()) <= MANY + 2 * (NEAREST + 4)  # its copies, and those before and behind it
    assert len(made.comparisons) < made.reach.comparisons_left_out
