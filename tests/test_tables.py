"""Tables in an article's text: which there are, and what their cells become."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from texts import article_of

from figcheck.articles import Article
from figcheck.engine import examine
from figcheck.find import find
from figcheck.model import Claim
from figcheck.read import read_paths
from figcheck.rules import load_rules
from figcheck.tables import prose_of, tables_of
from figcheck.wordlists import load_lexicon

LEXICON: Final = load_lexicon()
MEASURES: Final = load_rules().measures
PIPES: Final = """The floods, by district:

| District | Deaths | Homes lost (%) | Cost ($m) |
|:---------|-------:|:--------------:|----------:|
| Idukki   |     14 |    **12.5**    |     1,204 |
| Wayanad  |     22 |      8.1%      |      (88) |
| Total    |    ~36 |       –        |    1116.5 |

Rescuers counted 3 more bodies.
"""
MARKUP: Final = """<p>The floods:</p>
<table width="600"><caption>Toll in 2 districts</caption>
<thead><tr><th rowspan="2">District</th><th colspan=2>Deaths</th></tr>
<tr><th>2022</th><th>2023</th></tr></thead>
<tr><td>Idukki</td><td>1&nbsp;204<sup>1</sup></td><td class="n">22</td></tr>
<tr><td>Wayanad<td>&ndash;<td><b>1,016</b>
</table>
"""


def claims_of(text: str, title: str = "") -> list[Claim]:
    """The claims of an article's cells."""
    return [c for c in examine(article_of(text, title=title), LEXICON, MEASURES).claims if c.figure.cell is not None]


def told(claim: Claim) -> tuple[object, ...]:
    reading = claim.figure.reading
    return float(reading.point or 0), claim.figure.unit, claim.figure.counted, claim.figure.hedge


def test_cells_have_value_unit_and_noun() -> None:
    assert [told(claim) for claim in claims_of(PIPES)] == [
        (14, "count", "death", "exact"),
        (12.5, "percent", None, "exact"),
        (1_204_000_000, "USD", None, "exact"),
        (22, "count", "death", "exact"),
        (8.1, "percent", None, "exact"),
        (-88_000_000, "USD", None, "exact"),
        (36, "count", "death", "approx"),
        (1_116_500_000, "USD", None, "exact"),
    ]


def test_cells_know_where_they_stand() -> None:
    claims = claims_of(PIPES)
    cell = claims[3].figure.cell
    assert cell is not None
    assert (cell.table.number, cell.row, cell.column) == (1, 1, 1)
    assert (cell.label, cell.heading, cell.table.caption) == ("Wayanad", "Deaths", "The floods, by district:")
    assert claims[3].measure == "deaths"
    assert claims[3].quote == "| Wayanad  |     22 |      8.1%      |      (88) |"


def test_cells_of_html_have_headings_of_several_rows() -> None:
    claims = claims_of(MARKUP)
    assert [told(claim)[0] for claim in claims] == [1204, 22, 1016]
    cells = [claim.figure.cell for claim in claims]
    assert [(cell.label, cell.heading) for cell in cells if cell is not None] == [
        ("Idukki", "Deaths 2022"),
        ("Idukki", "Deaths 2023"),
        ("Wayanad", "Deaths 2023"),
    ]


@pytest.mark.parametrize("text", [PIPES, MARKUP, PIPES.replace("\n", "\r\n"), MARKUP.replace("\n", "\r\n")])
def test_line_and_column_point_at_the_number_in_the_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(f"# A title\n\n{text}".encode())
    lines = path.read_text("utf-8").splitlines()
    (article,) = read_paths([path])
    assert isinstance(article, Article)
    cells = [claim for claim in examine(article, LEXICON, MEASURES).claims if claim.figure.cell is not None]
    assert len(cells) > 2
    for claim in cells:
        place = claim.place
        assert place.line is not None and place.column is not None
        assert lines[place.line - 1][place.column - 1 :].startswith(claim.figure.surface), claim.figure.surface


@pytest.mark.parametrize("text", [PIPES, MARKUP])
def test_every_number_is_a_figure_or_a_skip(text: str) -> None:
    found = find(article_of(text), LEXICON)
    spans = sorted([item.span for item in (*found.figures, *found.skips)])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for digits in re.finditer(r"\d+", text):
        assert any(span.start <= digits.start() and digits.end() <= span.end for span in spans), digits
    assert [figure.surface for figure in found.figures] == [
        text[figure.span.start : figure.span.end] for figure in found.figures
    ]


def test_the_prose_around_is_read_without_its_tables() -> None:
    prose = prose_of(PIPES)
    assert len(prose) == len(PIPES) and "District" not in prose and prose.endswith("Rescuers counted 3 more bodies.\n")
    assert "Toll in 2 districts" in prose_of(MARKUP)  # a caption is prose
    figures = find(article_of(PIPES), LEXICON).figures
    assert [f.surface for f in figures if f.cell is None] == ["3"]


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("Year", "1998", "year"),
        ("Rank", "3", "ordinal"),
        ("#", "3", "ordinal"),
        ("Phone", "020 7946 0011", "identifier"),
        ("Member ID", "4711", "identifier"),
        ("Date", "7 October 2023", "date"),
        ("Age", "44", "age"),
        ("Score", "2-1", "score"),
    ],
)
def test_columns_that_hold_no_quantities(heading: str, cell: str, kind: str) -> None:
    found = find(article_of(f"| Name | {heading} |\n|---|---|\n| Pell | {cell} |\n| Reese | {cell} |\n"), LEXICON)
    assert not found.figures
    assert {skip.kind for skip in found.skips} == {kind}


@pytest.mark.parametrize(
    ("heading", "cell", "value", "unit"),
    [
        ("Rainfall (mm)", "12.5", 12.5, "millimetre"),
        ("Record high (°C)", "-3", -3, "degree Celsius"),
        ("Population (millions)", "1.2", 1_200_000, "count"),
        ("Tonnes (thousand)", "3,173", 3_173_000, "tonne"),
        ("Revenue, £bn", "4.2", 4_200_000_000, "GBP"),
        ("Budget", "€4.2bn", 4_200_000_000, "EUR"),
        ("Change", "▼ 4", -4, "count"),
        ("Change", "+4.5%", 4.5, "percent"),
        ("Change (% points)", "−0.5", -0.5, "percentage point"),
        ("Change", "(8.1)%", -8.1, "percent"),
        ("Votes", "12 460", 12460, "count"),
        ("Votes", "[1,204](https://example.org/7)", 1204, "count"),
        ("Votes", "**1,204**\\*", 1204, "count"),
        ("Votes", "1,204[2]", 1204, "count"),
        ("Area in km²", "88", 88, "square kilometre"),
        ("Sold in 2019", "2019", 2019, "count"),
    ],
)
def test_units_come_from_cell_and_heading(heading: str, cell: str, value: float, unit: str) -> None:
    claims = claims_of(f"| Name | {heading} |\n|---|---|\n| Pell | {cell} |\n| Reese | {cell} |\n")
    assert [(told(claim)[0], claim.figure.unit) for claim in claims] == [(value, unit)] * 2


def test_two_numbers_of_one_cell() -> None:
    claims = claims_of("| Cause | Fires (%) |\n|---|---|\n| Cooking | 2,010 (50) |\n| Arson | 990 (24.6%) |\n")
    assert [(told(c)[0], c.figure.unit) for c in claims] == [
        (2010, "count"),
        (50, "percent"),
        (990, "count"),
        (24.6, "percent"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Home | News | 24 hours | Sport",
        "a | b\n\nc | 3",
        "<table><tr><td>3</td></tr> never closed",
        "Either | or\n--- was the question of 3 days",
        "one\ttwo\nthree\t4\n",
        "| 1 |\n|---|\n| 2 |",
    ],
)
def test_what_only_looks_like_a_table(text: str) -> None:
    assert tables_of(text) == () and prose_of(text) is text


def test_a_table_that_lays_out_a_page_is_none_but_those_in_it_are() -> None:
    inner = "<table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>1</td></tr></table>"
    grids = tables_of(f"<table><tr><td>{inner}</td><td>{inner}</td></tr></table>")
    assert [grid.headings for grid in grids] == [("A", "B"), ("A", "B")]


def test_figures_of_tables_are_not_linked() -> None:
    from figcheck.engine import Toolkit
    from figcheck.engine import run as run_engine

    text = "| Place | Deaths |\n|---|---|\n| Basra in Iraq | 46 |\n| Arbil in Iraq | 61 |\n"
    prose = "A ferry sank off Basra in Iraq, and 61 people were killed."
    articles = [article_of(text, name="a"), article_of(prose, name="b", outlet="B")]
    run = run_engine(articles, Toolkit(LEXICON, load_rules()))
    assert not run.groups and not run.findings


HOSTILE: Final = {
    "pipes": "|",
    "rules": "|-|\n",
    "rows": "| a | 1 |\n",
    "heads": "|a|\n|-|-|\n",
    "dashes": "-|",
    "tables": "<table>",
    "open cells": "<td",
    "cells": "<tr><td>1<td>2",
    "tabs": "\t\n",
    "entities": "&nbsp;",
    "brackets": "| [[[[ | 1 |\n",
    "stars": "| **** | 1 |\n",
    "totals": "| Total | 1 |\n",
    "one row": "| 1 ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_tables_end(piece: str) -> None:
    """A step that took time in the square of the length would be seen by whoever waits."""
    head = "<table><tr>" if piece.startswith(("<tr", "<td", "&")) else "| a | b |\n|---|---|\n"
    text = head + piece * (200_000 // len(piece)) + ("</table>" if head[0] == "<" else "")
    assert len(prose_of(text)) == len(text)


def test_a_table_of_a_hundred_thousand_cells_is_examined_and_checked() -> None:
    rows = "".join(f"| row {n} | {n % 7} | {n % 5} | {n % 7 + n % 5} |\n" for n in range(8000))
    article = article_of(f"| Name | A | B | Total |\n|---|---|---|---|\n{rows}")
    assert len(examine(article, LEXICON, MEASURES).claims) == 24_000
