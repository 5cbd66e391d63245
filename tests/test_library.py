"""figcheck as a library: frames, mappings and paths in; a Result with frames, texts and files out."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy
import pandas
import pytest
from sample_run import RUN

import figcheck
from figcheck.articles import Article, Unread
from figcheck.findings import Run
from figcheck.read import read_records
from figcheck.report.rows import FIGURE_COLUMNS
from figcheck.result import Result

ROOT = Path(__file__).resolve().parents[1]
A = "The blast in Beirut killed 16 people on Monday, police said."
B = "The blast in Beirut killed 61 people on Monday, police said."
DAY = dt.date(2024, 2, 6)
RECORDS = [
    {"id": "a", "outlet": "A", "published": "2024-02-06", "text": A},
    {"id": "b", "outlet": "B", "published": "2024-02-06", "text": B},
]


def articles(*records: Any, **options: Any) -> list[Article]:
    read = list(read_records(records, **options))
    assert not any(isinstance(row, Unread) for row in read), read
    return read  # type: ignore[return-value]


@pytest.fixture(scope="module")
def result() -> figcheck.Result:
    return figcheck.check(RECORDS, rules="casualties")


# --- one check, however the articles are given ---


def as_frame(records: list[dict[str, Any]]) -> pandas.DataFrame:
    return pandas.DataFrame(records)


def as_categories_and_times(records: list[dict[str, Any]]) -> pandas.DataFrame:
    frame = pandas.DataFrame(records)
    return frame.astype({"outlet": "category", "published": "datetime64[ns]", "text": "string"})


def as_index(records: list[dict[str, Any]]) -> pandas.DataFrame:
    return pandas.DataFrame(records).set_index("id")


@pytest.mark.parametrize(
    "give",
    [as_frame, as_categories_and_times, as_index, iter, tuple, lambda records: (dict(row) for row in records)],
    ids=["frame", "frame of other types", "frame with ids as its index", "iterator", "tuple", "generator"],
)
def test_every_way_to_give_records_gives_the_same(give: Callable[[Any], Any], result: figcheck.Result) -> None:
    assert figcheck.check(give(RECORDS), rules="casualties") == result
    assert result.findings["rule"].tolist() == ["death-toll-differs"]


def test_paths_give_what_the_command_prints(tmp_path: Path) -> None:
    for row in RECORDS:
        head = f"---\nid: {row['id']}\noutlet: {row['outlet']}\npublished: {row['published']}\n---\n"
        (tmp_path / f"{row['id']}.md").write_text(head + row["text"] + "\n")
    given = [figcheck.check(it, rules=["casualties"]) for it in (tmp_path, str(tmp_path), sorted(tmp_path.iterdir()))]
    command = [sys.executable, "-m", "figcheck", "check", str(tmp_path), "--rules", "casualties", "-f", "json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert given[0].to("json") == given[1].to("json") == done.stdout
    assert given[2].findings["fingerprint"].tolist() == given[0].findings["fingerprint"].tolist()
    assert given[0].exit_code() == done.returncode == 1


def test_one_mapping_is_one_article() -> None:
    assert figcheck.extract({"text": A}).figures["surface"].tolist() == ["16"]


def test_no_configuration_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figcheck.yml").write_text("ignore: [death-toll-differs]\n")
    monkeypatch.chdir(tmp_path)
    assert len(figcheck.check(RECORDS, rules="casualties").findings) == 1
    assert len(figcheck.check(RECORDS, rules="casualties", config="figcheck.yml").findings) == 0


def test_options_are_those_of_the_command() -> None:
    assert len(figcheck.check(RECORDS, select="death-toll-differs").run.rules) == 1
    assert len(figcheck.check(RECORDS, rules="casualties", ignore=["death-toll-differs"]).findings) == 0
    assert figcheck.check(RECORDS, rules="casualties", hedges="stated").run.hedges == "stated"
    done: list[int] = []
    figcheck.extract(RECORDS, on_progress=done.append)
    assert done == [1, 2]


# --- records ---


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(float("nan"), None, id="NaN"),
        pytest.param(pandas.NaT, None, id="NaT"),
        pytest.param(pandas.NA, None, id="NA"),
        pytest.param("soon", None, id="words that are no day"),
        pytest.param("03/04/2024", None, id="either of two days"),
        pytest.param(True, None, id="true"),
        pytest.param(DAY, DAY, id="a day"),
        pytest.param(dt.datetime(2024, 2, 6, 23, 30), DAY, id="a time"),
        pytest.param(pandas.Timestamp("2024-02-06 23:30", tz="US/Eastern"), DAY, id="a time with a zone as it shows"),
        pytest.param(numpy.datetime64("2024-02-06T23:30"), DAY, id="of numpy"),
        pytest.param("6 Feb 2024", DAY, id="words"),
        pytest.param(20240206, DAY, id="a number"),
        pytest.param(20240206.0, DAY, id="a number beside gaps"),
        pytest.param(numpy.int64(20240206), DAY, id="a number of numpy"),
    ],
)
def test_published(value: Any, day: dt.date | None) -> None:
    (article,) = articles({"text": A, "published": value})
    assert article.header.published == day
    (article,) = articles(*[pandas.Series({"text": A, "published": value}, dtype=object).to_dict()])
    assert article.header.published == day


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(float("nan"), None, id="NaN"),
        pytest.param("", None, id="empty"),
        pytest.param(" The  Cradle\n", "The Cradle", id="blanks"),
        pytest.param(["A", "B"], "A, B", id="several"),
        pytest.param({"name": "A"}, None, id="a mapping is no name"),
        pytest.param(7.0, "7", id="a whole number beside gaps"),
    ],
)
def test_outlet(value: Any, words: str | None) -> None:
    (article,) = articles({"text": A, "outlet": value})
    assert article.header.outlet == words


def test_ids() -> None:
    given = [{"text": A, "id": it} for it in (None, 7, "x", "x", 8.0)]
    assert [it.header.id for it in articles(*given)] == ["records#1", "7", "x", "x~2", "8"]
    assert [it.header.id for it in articles({"text": A}, name="wire")] == ["wire#1"]


@pytest.mark.parametrize(
    ("index", "ids"),
    [
        pytest.param(None, ["records#1", "records#2"], id="one that nobody has set"),
        pytest.param([4, 9], ["4", "9"], id="what a filter leaves"),
        pytest.param(["x", "y"], ["x", "y"], id="names"),
        pytest.param([("x", 1), ("x", 2)], ["x/1", "x/2"], id="of two levels"),
    ],
)
def test_an_index_gives_ids(index: Any, ids: list[str]) -> None:
    frame = pandas.DataFrame({"text": [A, B]})
    if index is not None:
        frame.index = pandas.MultiIndex.from_tuples(index) if isinstance(index[0], tuple) else pandas.Index(index)
    assert [it.header.id for it in read_records(frame) if isinstance(it, Article)] == ids


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param({}, "no `text`", id="no text"),
        pytest.param({"text": None}, "nothing stands under `text`", id="none"),
        pytest.param({"text": float("nan")}, "nothing stands under `text`", id="NaN"),
        pytest.param({"text": pandas.NA}, "nothing stands under `text`", id="NA"),
        pytest.param({"text": " \n"}, "empty: `text` holds nothing", id="blanks"),
        pytest.param({"text": 16}, "`text` is of type int, not text", id="a number"),
        pytest.param({"text": A, "title": 3.5}, "`title` is of type float, not text", id="a number for a title"),
        pytest.param({"text": b"x"}, "`text` is of type bytes, not text", id="bytes"),
        pytest.param({"text": "\ud800"}, "`text` holds half of a surrogate pair", id="half a character"),
        pytest.param("text", "is of type str, not a mapping", id="no mapping"),
    ],
)
def test_what_is_no_article_is_a_row(record: Any, reason: str) -> None:
    first, unread, last = read_records([RECORDS[0], record, RECORDS[1]])
    assert isinstance(first, Article) and isinstance(last, Article)
    assert isinstance(unread, Unread)
    assert (unread.record, unread.reason) == (2, reason)
    assert last.text_map.record == 3


def test_what_is_no_article_costs_the_others_nothing() -> None:
    made = figcheck.check([*RECORDS, {"body": "x"}], rules="casualties")
    assert (len(made.findings), made.exit_code("never")) == (1, 3)
    assert made.unread.loc[0, "record"] == 3
    assert "keys there: body" in made.unread.loc[0, "advice"]


@pytest.mark.parametrize(
    ("source", "options", "told"),
    [
        pytest.param("gone", {}, "no such file or folder: gone", id="no such path"),
        pytest.param([], {}, "there is no article", id="nothing"),
        pytest.param(pandas.DataFrame({"text": []}), {}, "there is no article", id="a frame without rows"),
        pytest.param(3, {}, "articles are given as int", id="a number"),
        pytest.param([3], {}, "articles are given as int", id="numbers"),
        pytest.param(pandas.DataFrame({"body": [A]}), {}, "the frame has no column 'text'", id="no such column"),
        pytest.param(
            pandas.DataFrame({"text": [A]}), {"columns": {"outlet": "paper"}}, "no column 'paper'", id="nor that named"
        ),
        pytest.param(
            pandas.DataFrame([[A, B]], columns=["text", "text"]), {}, "several columns of one name", id="two of a name"
        ),
        pytest.param(RECORDS, {"columns": {"body": "text"}}, "no such field in columns: 'body'", id="the wrong way"),
        pytest.param(["a.md"], {"columns": {"text": "body"}}, "the articles are files", id="columns of files"),
        pytest.param(RECORDS, {"select": "no-such-rule"}, "no-such-rule", id="no such rule"),
        pytest.param(RECORDS, {"rules": "./gone.yaml"}, "gone.yaml", id="no such rules"),
        pytest.param(RECORDS, {"hedges": "loose"}, "loose", id="no such scheme"),
        pytest.param(RECORDS, {"config": "gone.yml"}, "gone.yml", id="no such configuration"),
    ],
)
def test_refused(source: Any, options: dict[str, Any], told: str) -> None:
    with pytest.raises(figcheck.Refused, match=re.escape(told)):
        figcheck.check(source, **options)


def test_columns_may_have_other_names() -> None:
    frame = pandas.DataFrame({"body": [A, B], "paper": ["A", "B"], "day": pandas.to_datetime(["2024-02-06"] * 2)})
    columns = {"text": "body", "outlet": "paper", "published": "day"}
    from_frame = figcheck.check(frame, columns=columns, rules="casualties")
    from_rows = figcheck.check(frame.to_dict("records"), columns=columns, rules="casualties")
    assert from_frame == from_rows
    assert from_frame.findings.loc[0, "a_outlet"] == "A"


def test_a_frame_is_left_as_it_is() -> None:
    frame = pandas.DataFrame(RECORDS)
    before = frame.copy(deep=True)
    figcheck.extract(frame)
    pandas.testing.assert_frame_equal(frame, before)


# --- the result ---


def test_types(result: figcheck.Result) -> None:
    figures, findings = result.figures, result.findings
    assert tuple(figures) == FIGURE_COLUMNS
    assert figures["value"].dtype == "float64"
    assert figures["line"].dtype == "Int64"
    assert figures["record"].tolist() == [1, 2]
    assert figures["published"].dtype == "datetime64[s]"
    assert figures["in_title"].dtype == "bool"
    assert figures["surface"].dtype == "string"
    assert figures.loc[0, "where"] == ["Beirut"]
    assert (findings["severity"] >= "warning").tolist() == [True]
    assert findings["gap"].tolist() == [45.0]
    assert findings.loc[0, "figures"] == figures["id"].tolist()
    assert (findings["b_published"] - findings["a_published"]).dt.days.tolist() == [0]
    assert result.comparisons["verdict"].tolist() == ["discrepancy"]
    assert len(result.unread) == 0


@pytest.mark.parametrize("name", ["findings", "figures", "comparisons", "unread"])
def test_types_do_not_hang_on_what_is_there(name: str) -> None:
    empty, full = getattr(Result(Run("0")), name), getattr(Result(RUN), name)
    assert len(empty) == 0 and len(full) > 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert getattr(Result(RUN), name).equals(full)


def test_days_beyond_the_nanoseconds() -> None:
    made = figcheck.extract({"text": A, "published": "1066-10-14"})
    assert made.figures["published"].dt.year.tolist() == [1066]


def test_frames_hold_what_json_holds() -> None:
    made = Result(RUN)
    rows = [json.loads(line) for line in made.to("jsonl").splitlines()]
    by_fingerprint = made.findings.set_index("fingerprint")
    for row in rows:
        assert by_fingerprint.loc[row["fingerprint"], "message"] == row["message"]
        assert by_fingerprint.loc[row["fingerprint"], "figures"] == [figure["id"] for figure in row["figures"]]
    figures = made.figures.set_index("id")
    for row in json.loads(made.to("json"))["figures"]:
        for key in ("value", "low", "high", "line", "surface", "where"):
            shown = figures.loc[row["id"], key]
            missing = not isinstance(shown, list) and bool(pandas.isna(shown))
            assert (None if missing else shown) == row[key], key


def test_saved_and_loaded(result: figcheck.Result, tmp_path: Path) -> None:
    result.save(tmp_path / "run.json")
    assert figcheck.load(tmp_path / "run.json") == result
    with pytest.raises(figcheck.Refused, match="not a saved run"):
        (tmp_path / "other.json").write_text("{}")
        figcheck.load(tmp_path / "other.json")


def test_every_format(result: figcheck.Result, tmp_path: Path) -> None:
    assert result.to("concise", quiet=True).startswith("records#1: warning death-toll-differs: 16 dead (A,")
    result.to("csv", tmp_path / "deep" / "x.csv")
    assert (tmp_path / "deep" / "x.csv").read_text(encoding="utf-8") == result.to("csv")
    assert max(map(len, result.to("table", width=80).splitlines())) <= 80
    with pytest.raises(figcheck.Refused, match="tabel"):
        result.to("tabel")


@pytest.mark.parametrize(("fail_on", "code"), [("note", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_exit_code(fail_on: str, code: int, result: figcheck.Result) -> None:
    assert result.exit_code(fail_on) == code


def test_exit_code_of_no_severity(result: figcheck.Result) -> None:
    with pytest.raises(figcheck.Refused, match="fail_on is 'warn'"):
        result.exit_code("warn")


def test_repr(result: figcheck.Result) -> None:
    assert repr(result) == "<figcheck.Result: 1 finding (1 warning), 2 articles, 2 figures>"
    assert "2 not read" in repr(Result(RUN))


def test_neither_true_nor_false(result: figcheck.Result) -> None:
    with pytest.raises(TypeError, match="exit_code"):
        bool(result)


def test_pickled(result: figcheck.Result) -> None:
    assert pickle.loads(pickle.dumps(result)) == result


# --- in a notebook ---


class Tags(HTMLParser):
    """Which tags stand in a page, with their attributes, and whether each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_notebook_shows_a_page_of_its_own(golden: Callable[[str, str], None]) -> None:
    page = Result(RUN)._repr_html_()
    read = Tags()
    read.feed(page)
    read.close()
    assert read.open == []
    assert {tag for tag, _ in read.tags} <= set("div p b span table thead tr th tbody td br mark code".split())
    assert {name for _, attributes in read.tags for name in attributes} <= {"style", "class"}
    assert "<script" not in page and "\x1b" not in page and "\u202e" not in page
    golden("notebook.html", page.replace("><", ">\n<") + "\n")


def test_a_notebook_is_not_flooded() -> None:
    from dataclasses import replace

    long = replace(RUN.claims[0], quote=RUN.claims[0].quote + " x" * 500_000)
    many = replace(RUN, findings=RUN.findings * 100, claims=(long, *RUN.claims[1:]))
    page = Result(many)._repr_html_()
    assert page.count("<tr>") == 51
    assert "350 more in <code>.findings</code>" in page
    assert len(page) < 300_000


# --- importing ---


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_is_light() -> None:
    heavy = "{'pandas', 'numpy', 'quantulum3', 'yaml', 'pydantic', 'click', 'rich', 'jinja2', 'tabulate'}"
    assert run_python(f"import sys, figcheck; print(sorted({heavy} & set(sys.modules)))") == "[]\n"


def test_a_check_of_mappings_needs_no_pandas() -> None:
    code = "import sys, figcheck; r = figcheck.check([{'text': 'It killed 16 people.'}], rules='casualties')\n"
    assert run_python(f"{code}r.exit_code(); r.to('concise'); repr(r); print('pandas' in sys.modules)") == "False\n"


def test_the_stage_does_not_take_the_name_of_the_function() -> None:
    """``figcheck/check/`` is a stage, ``figcheck.check`` the function, whichever comes first."""
    for order in (
        "import figcheck.check.causes",
        "import figcheck.engine",
        "from figcheck.check import settle",
        "pass",
    ):
        code = f"{order}\nimport figcheck\nassert figcheck.check.__module__ == 'figcheck.library', figcheck.check\n"
        code += "import figcheck.check.causes\nfrom figcheck.check import settle\nassert callable(settle)\n"
        run_python(code + "from figcheck import check\nassert check is figcheck.check and callable(check)")


def test_what_is_offered() -> None:
    assert set(figcheck.__all__) <= set(dir(figcheck))
    for name in figcheck.__all__:
        assert getattr(figcheck, name)
    with pytest.raises(AttributeError, match="chekc"):
        figcheck.chekc  # noqa: B018
