"""Laws of tables: one that adds up is silent, one that is off by more than rounding is shown."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.find import find
from figcheck.findings import Run
from figcheck.rules import load_rules
from figcheck.tables import prose_of
from figcheck.wordlists import load_lexicon

TOOLKIT: Final = Toolkit(load_lexicon(), load_rules())
NAMES: Final = "Arden Belmont Corby Dale Elmham Fenwick Grange Hythe Ilkley Jarrow Kelso Leith".split()
HEADINGS: Final = "Deaths Arrests Fires Homes".split()


def run_of(headings: list[str], rows: list[list[str]], html: bool) -> Run:
    """The run over an article with one table."""
    if html:
        lines = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in headings) + "</tr>"]
        lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
        table = "\n".join(["<table>", *lines, "</table>"])
    else:
        lines = ["| " + " | ".join(row) + " |" for row in (headings, ["---"] * len(headings), *rows)]
        table = "\n".join(lines)
    return run_engine([article_of(f"The council met on Monday.\n\n{table}\n\nIt will meet again.")], TOOLKIT)


def causes(run: Run) -> set[str]:
    return {finding.cause for finding in run.findings if finding.severity != "note"}


def shown(value: int) -> str:
    return f"{value:,}"


grids = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(1, 9000), min_size=width, max_size=width), min_size=2, max_size=10)
)


@given(grids, st.booleans(), st.booleans())
def test_totals_that_add_up_are_silent(grid: list[list[int]], across: bool, html: bool) -> None:
    total = [sum(column) for column in zip(*grid, strict=True)]
    rows = [[name, *map(shown, row)] for name, row in zip([*NAMES[: len(grid)], "Total"], [*grid, total], strict=True)]
    headings = ["Town", *HEADINGS[: len(total)]]
    if across:
        headings.append("Total")
        for row, values in zip(rows, [*grid, total], strict=True):
            row.append(shown(sum(values)))
    assert not causes(run_of(headings, rows, html))


@given(st.lists(st.integers(1, 900), min_size=2, max_size=10), st.integers(2, 40), st.booleans(), st.booleans())
def test_a_total_that_is_off_is_shown(parts: list[int], off: int, up: bool, html: bool) -> None:
    total = sum(parts) + (off if up else -off)
    # A total that another reading bears out (the last rows alone, one row twice) is left alone.
    if total <= max(parts) or off * 2 > sum(parts) or total in {sum(parts[i:]) for i in range(len(parts))}:
        return
    rows = [[name, str(part)] for name, part in zip(NAMES, parts, strict=False)]
    run = run_of(["Town", "Deaths"], [*rows, ["Total", str(total)]], html)
    nested = any(sum(parts[i + 1 : k]) == parts[i] for i in range(len(parts)) for k in range(i + 3, len(parts) + 1))
    assert nested or causes(run) & {"total_does_not_fit", "power_of_ten"}


@given(st.lists(st.decimals(1, 400, places=3), min_size=2, max_size=10), st.booleans())
def test_rounding_is_no_slip(parts: list[Decimal], html: bool) -> None:
    rows = [[name, f"{part:.1f}"] for name, part in zip(NAMES, parts, strict=False)]
    run = run_of(["Service", "Spending (£m)"], [*rows, ["Total", f"{sum(parts):.1f}"]], html)
    assert not causes(run)


@given(
    st.lists(st.tuples(st.integers(100, 9000), st.integers(100, 9000)), min_size=4, max_size=10),
    st.booleans(),
    st.booleans(),
)
def test_changes_that_follow_are_silent_and_one_that_does_not_is_shown(
    pairs: list[tuple[int, int]], relative: bool, html: bool
) -> None:
    def change(a: int, b: int) -> str:
        return f"{(Decimal(b) / a - 1) * 100:+.1f}%" if relative else f"{b - a:+}"

    rows = [[name, shown(a), shown(b), change(a, b)] for name, (a, b) in zip(NAMES, pairs, strict=False)]
    headings = ["Town", "2022", "2023", "Change"]
    assert not causes(run_of(headings, rows, html))
    a, b = pairs[0]
    rows[0][3] = change(a, b + a)
    assert causes(run_of(headings, rows, html)) & {"change_does_not_fit", "opposite_direction"}


@given(st.lists(st.integers(40, 9000), min_size=4, max_size=10), st.booleans(), st.booleans())
def test_shares_that_follow_are_silent_and_one_that_does_not_is_shown(
    parts: list[int], totalled: bool, html: bool
) -> None:
    whole = sum(parts)
    shares = [f"{Decimal(part) / whole * 100:.1f}" for part in parts]
    rows = [[name, shown(part), share] for name, part, share in zip(NAMES, parts, shares, strict=False)]
    if totalled:
        rows.append(["Total", shown(whole), ""])
    assert not causes(run_of(["Party", "Votes", "%"], rows, html))
    rows[1][2] = f"{Decimal(shares[1]) + Decimal('1.7'):.1f}"
    assert "share_does_not_fit" in causes(run_of(["Party", "Votes", "%"], rows, html))


PIECES: Final = (
    "| a | b |\n|---|---|\n", "|", " | ", "\n", "\r\n", "\n\n", "|--|--|\n", "\t", "Total", "12", "1,204", "(3.4)",
    "45%", "$4.2m", "£", "–", "n/a", "**", "*", "[1]", "[^2]", "[", "](", ")", "\\|", "<table>", "</table>", "<tr>",
    "</tr>", "<td>", "</td>", "<th>", "<caption>", "</caption>", "<td rowspan=2>", "<td colspan='3'>", "<thead>",
    "<sup>3</sup>", "&nbsp;", "&#50;", "&minus;", "<br>", "<", ">", "three people were killed", "Change", "2023",
    "Year", "Deaths (%)", "12 (27%)", " ", "_", "`", "½", "1 204", "7 May 2024",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_whatever_stands_in_a_table_is_a_figure_or_a_skip(text: str) -> None:
    article = article_of(text)
    found = find(article, TOOLKIT.lexicon)
    spans = sorted([item.span for item in (*found.figures, *found.skips)])
    assert all(a.end <= b.start for a, b in pairwise(spans)), spans
    for figure in found.figures:
        assert figure.surface == text[figure.span.start : figure.span.end]
        assert figure.sentence.start <= figure.span.start and figure.span.end <= figure.sentence.end
    for digits in re.finditer(r"\d+", text):
        assert any(span.start <= digits.start() and digits.end() <= span.end for span in spans), digits
    assert len(prose_of(text)) == len(text)
    run = run_engine([article], TOOLKIT)
    assert not run.unread
    for claim in run.claims:
        assert claim.quote[claim.quote_at.start : claim.quote_at.end] == claim.figure.surface


results = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 12), st.integers(0, 15)), min_size=4, max_size=10)


@given(results, st.sampled_from((2, 3)), st.integers(1, 5))
def test_a_league_that_adds_up_is_silent_and_one_that_does_not_is_shown(
    teams: list[tuple[int, int, int]], per_win: int, off: int
) -> None:
    headings = ["Team", "P", "W", "D", "L", "Pts"]
    rows = [
        [name, *map(str, (won + drawn + lost, won, drawn, lost, won * per_win + drawn))]
        for name, (won, drawn, lost) in zip(NAMES, teams, strict=False)
    ]
    assert not causes(run_of(headings, rows, False))
    rows[1][1] = str(int(rows[1][1]) + off)
    assert "total_does_not_fit" in causes(run_of(headings, rows, False))


@given(st.lists(st.tuples(st.integers(2, 90), st.integers(2, 400)), min_size=4, max_size=10), st.booleans())
def test_amounts_that_multiply_are_silent_and_one_that_does_not_is_shown(
    bill: list[tuple[int, int]], html: bool
) -> None:
    headings = ["Item", "Number", "Price", "Amount"]
    rows = [[name, str(n), f"£{p}", f"£{n * p:,}"] for name, (n, p) in zip(NAMES, bill, strict=False)]
    assert not causes(run_of(headings, rows, html))
    rows[2][3] = f"£{bill[2][0] * bill[2][1] * 3:,}"
    assert "product_does_not_fit" in causes(run_of(headings, rows, html))


@given(st.lists(st.integers(10, 9000), min_size=4, max_size=10, unique=True), st.booleans())
def test_places_in_order_are_silent_and_two_exchanged_are_shown(votes: list[int], html: bool) -> None:
    votes = sorted(votes, reverse=True)
    headings = ["Rank", "Town", "Votes"]
    rows = [[str(i + 1), name, str(value)] for i, (name, value) in enumerate(zip(NAMES, votes, strict=False))]
    assert not causes(run_of(headings, rows, html))
    rows[1][2], rows[2][2] = rows[2][2], rows[1][2]
    found = causes(run_of(headings, rows, html))
    assert "rank_out_of_order" in found or all(value >= 1000 and value % 10 == 0 for value in votes)
