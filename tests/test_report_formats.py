"""Every format whole, against its golden file, and what must hold of all of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sample_run import CLEAN_RUN, RUN

from figcheck.findings import Finding, Reach, Run
from figcheck.intervals import INFINITY
from figcheck.problems import Refused
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, render, tells_unread
from figcheck.report.csv import plain_cell
from figcheck.report.markdown import escape
from figcheck.report.rows import DISCREPANCY_COLUMNS, FIGURE_KEYS, figure_rows, finding_rows, json_number
from figcheck.report.terminal import Look, display_width

Golden = Callable[[str, str], None]
ENDINGS = {
    "markdown": "md",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "sarif": "sarif",
    "code-scanning": "sarif",
    "gitlab": "json",
    "junit": "xml",
}
CHECKS = [name for name, format in CHECK_FORMATS.items() if not format.binary]
EXTRACTS = [name for name, format in EXTRACT_FORMATS.items() if not format.binary]


# The page has golden files of its own, without style and script: tests/test_html.py.
WHOLE = [name for name in CHECKS if name != "html"]


@pytest.mark.parametrize("name", WHOLE)
def test_check_format(name: str, golden: Golden) -> None:
    golden(f"check-{name}.{ENDINGS.get(name, 'txt')}", render(RUN, name))


@pytest.mark.parametrize("name", EXTRACTS)
def test_extract_format(name: str, golden: Golden) -> None:
    golden(f"extract-{name}.{ENDINGS.get(name, 'txt')}", render(RUN, name, formats=EXTRACT_FORMATS))


@pytest.mark.parametrize("name", WHOLE)
def test_check_format_without_findings(name: str, golden: Golden) -> None:
    golden(f"clean-{name}.{ENDINGS.get(name, 'txt')}", render(CLEAN_RUN, name))


@pytest.mark.parametrize("width", [60, 80, 150])
def test_table_at_width(width: int, golden: Golden) -> None:
    golden(f"check-table-{width}.txt", render(RUN, "table", width=width))


@pytest.mark.parametrize("options", [{"colour": True}, {"verbose": True}, {"quiet": True}], ids=lambda o: next(iter(o)))
@pytest.mark.parametrize("name", ["table", "notes", "full", "concise"])
def test_options(name: str, options: dict[str, bool], golden: Golden) -> None:
    golden(f"check-{name}-{next(iter(options))}.txt", render(RUN, name, **options))


@pytest.mark.parametrize("width", [40, 60, 71, 72, 80, 100, 139, 140, 200])
@pytest.mark.parametrize("formats", [CHECK_FORMATS, EXTRACT_FORMATS], ids=["check", "extract"])
def test_table_fits_the_width(width: int, formats: dict[str, object]) -> None:
    lines = render(RUN, "table", width=width, formats=formats, quiet=True).splitlines()  # type: ignore[arg-type]
    assert lines
    assert max(map(display_width, lines)) <= width


@pytest.mark.parametrize("width", [60, 100, 150])
def test_table_borders_stand_in_line(width: int) -> None:
    lines = render(RUN, "table", width=width, quiet=True).splitlines()
    assert {display_width(line) for line in lines} == {display_width(lines[0])}


def test_table_puts_the_worst_first() -> None:
    text = render(RUN, "table")
    places = [text.index(word) for word in ("│ error", "│ warning", "│ note")]
    assert places == sorted(places)


def test_the_table_has_the_message_where_its_columns_do_not_tell() -> None:
    inside = replace(RUN.findings[3], message="too many (Reuters, 2024-03-01): 47 of 46")
    told = " ".join(render(replace(RUN, findings=(inside,)), "table", width=200).split())
    assert "too many: 47 of 46" in told
    assert "expected 46" not in told
    across = " ".join(render(replace(RUN, findings=RUN.findings[1:2]), "table", width=200).split())
    assert "expected about 174 at 1.3 a day" in across


def test_table_says_when_nothing_was_compared() -> None:
    idle = replace(CLEAN_RUN, reach=Reach(articles=6, figures=11))
    assert "No two figures were compared" in render(idle, "table")
    assert "No two figures were compared" not in render(CLEAN_RUN, "table")


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        pytest.param((), "", id="nothing to ask about"),
        pytest.param(
            RUN.findings[3:],
            "00c0ffee PATHS, with this check's options, shows why it was made",
            id="parts of one article",
        ),
        pytest.param(
            RUN.findings,
            "9c0ffee0 PATHS, with this check's options, shows why two figures were taken for one thing",
            id="linked first",
        ),
    ],
)
def test_the_summary_says_how_to_ask(findings: tuple[Finding, ...], told: str) -> None:
    text = " ".join(render(replace(RUN, findings=findings), "table").split())
    assert told in text
    assert ("figcheck explain" in text) == bool(told)


@pytest.mark.parametrize("name", [name for name in CHECKS if tells_unread(name)])
def test_unread_is_told(name: str) -> None:
    assert "over the limit of 5 MB" in render(RUN, name)


@pytest.mark.parametrize("name", [name for name in CHECKS if not tells_unread(name)])
def test_unread_is_left_to_others(name: str) -> None:
    assert "over the limit" not in render(RUN, name)


def test_colour_changes_nothing_but_colour() -> None:
    for name in ("table", "notes", "full", "concise"):
        coloured = render(RUN, name, colour=True)
        assert coloured != render(RUN, name)
        assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(RUN, name)


def test_unknown_format_is_refused() -> None:
    with pytest.raises(Refused, match="tabel"):
        render(RUN, "tabel")


def test_extract_contract() -> None:
    for line in render(RUN, "jsonl", formats=EXTRACT_FORMATS).splitlines():
        row = json.loads(line)
        assert tuple(row)[: len(FIGURE_KEYS)] == FIGURE_KEYS
    rows = {row["id"]: row for row in figure_rows(RUN)}
    over = rows["seeds/bases-feb06.md:1"]
    assert (over["value"], over["low"], over["high"], over["low_open"]) == (160, 160, None, True)
    assert over["where"] == ["Iraq", "Syria"]
    assert over["who"] is None
    assert over["because"] == ["digits", "counts a noun of the measure"]
    recorded = rows["archive.parquet#3:1"]
    assert [recorded[key] for key in ("line", "column", "start", "end")] == [None] * 4
    assert recorded["record"] == 3
    assert recorded["path"] == "archive.parquet"


def test_check_json_contract() -> None:
    shown = json.loads(render(RUN, "json"))
    first = ["schema", "version", "hedges", "findings", "comparisons", "figures", "reach", "unread"]
    assert list(shown) == [*first, "set_aside", "remarks", "rules", "focus"]
    assert shown["schema"] == "figcheck.check/1"
    named = {pair[side] for pair in shown["comparisons"] for side in "ab"}
    assert named <= {row["id"] for row in shown["figures"]}
    assert [row["id"] for row in shown["findings"][1]["figures"]] == list(RUN.findings[1].figures)
    assert shown["reach"]["comparisons_left_out"] == 4
    evidence = shown["findings"][1]["evidence"]
    assert all(list(row) == ["slot", "a", "b", "weight", "words"] for row in evidence)
    assert {row["slot"]: row["weight"] for row in evidence}["where"] == 2.5


def test_check_json_refuses_to_name_unknown_figures() -> None:
    with pytest.raises(KeyError, match="archive"):
        render(replace(RUN, findings=(), claims=RUN.claims[1:]), "json")


def test_json_loses_no_character() -> None:
    titles = {row["title"] for row in json.loads(render(RUN, "json", formats=EXTRACT_FORMATS))["figures"]}
    assert {header.title for header in RUN.articles} == titles


@pytest.mark.parametrize(
    ("value", "number"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(INFINITY, None, id="infinite"),
        pytest.param(-INFINITY, None, id="minus infinite"),
        pytest.param(Decimal("NaN"), None, id="not a number"),
        pytest.param(Decimal("1E+5000"), None, id="beyond what JSON readers take"),
        pytest.param(Decimal("0.667"), 0.667, id="fraction"),
        pytest.param(Decimal("2.50"), 2.5, id="trailing zero"),
        pytest.param(Decimal("46.0"), 46, id="integral with decimals"),
        pytest.param(Decimal("2E+6"), 2_000_000, id="exponent"),
        pytest.param(Decimal("-3"), -3, id="negative"),
    ],
)
def test_json_number(value: Decimal | None, number: float | None) -> None:
    assert json_number(value) == number
    assert type(json_number(value)) is type(number)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param(-3, -3, id="a negative number stays"),
        pytest.param(None, None, id="nothing"),
        pytest.param(True, True, id="truth"),
        pytest.param("3-4", "3-4", id="minus inside"),
        pytest.param("a=1", "a=1", id="equals inside"),
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus as text"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "' =1", id="tab"),
        pytest.param("\r=1", "' =1", id="carriage return"),
        pytest.param("two\nlines", "two lines", id="a sentence over two lines"),
        pytest.param("12 women; 5 men", "12 women; 5 men", id="semicolon"),
        pytest.param("12; =1+1", "12;' =1+1", id="formula behind a semicolon"),
        pytest.param("a;@SUM(A1);b", "a;'@SUM(A1);b", id="formula between semicolons"),
        pytest.param("  =1", "'  =1", id="blanks before"),
        pytest.param("\x00=1", "'=1", id="NUL before"),
        pytest.param("\u202e=1", "'=1", id="bidi before"),
        pytest.param("\uff1d1", "'\uff1d1", id="full width"),
    ],
)
def test_plain_cell(cell: object, shown: object) -> None:
    assert plain_cell(cell) == shown


def test_csv_has_one_line_a_finding_and_whole_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(render(RUN, "csv"))))
    assert len(rows) == len(RUN.findings)
    assert tuple(rows[0]) == DISCREPANCY_COLUMNS
    assert [row["gap"] for row in rows] == ["", "40", "2", "18000000"]
    assert rows[1]["a_high"] == ""
    assert rows[2]["a_outlet"].startswith("'=")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("over 160 times", "over 160 times", id="plain"),
        pytest.param("a@b", "a@&#8203;b", id="mail"),
        pytest.param("at 5 @ noon", "at 5 @ noon", id="lone at"),
        pytest.param("@team", "@&#8203;team", id="mention"),
        pytest.param("a|b", "a&#124;b", id="pipe"),
        pytest.param("`x`", "&#96;x&#96;", id="code"),
        pytest.param("<b>&", "&lt;b&gt;&amp;", id="html"),
        pytest.param("[x](http://y)", "\\[x\\]\\(http:&#8203;//y\\)", id="link"),
        pytest.param("fixes #12", "fixes \\#&#8203;12", id="issue"),
        pytest.param("*a*\n_b_", "\\*a\\* \\_b\\_", id="emphasis over lines"),
    ],
)
def test_markdown_escape(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_every_format_takes_an_empty_run() -> None:
    for formats in (CHECK_FORMATS, EXTRACT_FORMATS):
        for format in formats.values():
            format.whole(Run("0"), Look())


def test_pieces_make_the_same_csv_however_many_rows_come_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [formats["csv"].whole(RUN, Look()) for formats in (CHECK_FORMATS, EXTRACT_FORMATS)]
    monkeypatch.setattr("figcheck.report.csv._AT_A_TIME", 1)
    pieces = [[*formats["csv"].render(RUN, Look())] for formats in (CHECK_FORMATS, EXTRACT_FORMATS)]
    assert all(len(some) > 2 for some in pieces)
    assert ["".join(some) for some in pieces] == whole


def test_lines_of_findings_are_the_rows_of_findings() -> None:
    written = [json.loads(line) for line in render(RUN, "jsonl").splitlines()]
    rows = [{"schema": "figcheck.finding/1", **row} for row in finding_rows(RUN)]
    assert len(written) == len(RUN.findings) > 1
    assert written == rows
    assert [[*row] for row in written] == [[*row] for row in rows], "in the same order"
