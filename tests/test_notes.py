"""The notes on one article: what is told, where, in which order, how wide; and that nothing heavy is loaded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sample_run import ATTACKS_A, HOSTILE, HOUSE, RUN, claim, exactly

from figcheck.articles import Header, Piece, Place, Span, TextMap, Unread
from figcheck.cli import main
from figcheck.findings import Finding, Reach, Run, Severity
from figcheck.model import Passage
from figcheck.report import format_for, render
from figcheck.report.terminal import Look, display_width

Golden = Callable[[str, str], None]
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOUR = re.compile("\x1b\\[[0-9;]*m")
ROOT = Path(__file__).resolve().parent.parent
DRAFT = """\
---
title: Ferry sinks off Basra, 61 killed
outlet: The Gulf Post
published: 2024-02-03
---

Sixteen people were killed when a ferry sank off Basra in Iraq on Friday, officials said.

Inspectors had closed 12 of the 44 piers, or 37 per cent, last year. The
harbour office put the repairs at $2 million.
"""
TEXT = "Kenyans came third with four medals, and Ugandans came third with three medals.\nThe rest were Swiss."
WHERE = TextMap((Piece(0, 0, 1, 1), Piece(TEXT.index("The rest"), TEXT.index("The rest"), 2, 1)))
HEADER = Header("draft.md", "draft.md", outlet="The Gulf Post")


def passage(surface: str, nth: int = 0, note: str = "", quote: str | None = None) -> Passage:
    """The nth place where ``surface`` stands in TEXT; its sentence is TEXT's first line unless given."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(surface, start + 1)
    quote = TEXT.partition("\n")[0] if quote is None else quote
    return Passage("draft.md", surface, WHERE.place(Span(start, start + len(surface))), quote, note)


def finding(severity: Severity = "warning", **other: Any) -> Finding:
    values: dict[str, Any] = {"rule": "r", "cause": "", "message": "m", "figures": (), "fingerprint": "0123456789ab"}
    return Finding(severity=severity, **(values | other))


def told(*findings: Finding, **other: Any) -> str:
    run = Run("0", (HEADER,), findings=findings, reach=Reach(1, 3, 2))
    return render(run, "notes", **other)


# --- what a note says ---


def check(folder: Path, text: str, *options: str, name: str = "draft.md") -> str:
    """What ``figcheck check`` prints of one article, in an empty folder."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "figcheck", "check", name, *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.mark.slow
def test_a_draft(golden: Golden, tmp_path: Path) -> None:
    golden("notes-draft.txt", check(tmp_path, DRAFT))


@pytest.mark.slow
def test_a_draft_in_which_all_fits(tmp_path: Path) -> None:
    text = "Inspectors had closed 12 of the 44 piers, or 27 per cent, last year."
    assert check(tmp_path, text) == "Nothing found in draft.md that does not fit; 3 figures read, 3 not understood\n"
    text = "Nobody was hurt."
    assert check(tmp_path, text) == "Nothing found in draft.md that does not fit; there is no figure in it\n"


def test_a_finding_without_figures_shows_its_places() -> None:
    text = told(finding(message="both are third", places=(passage("third", 1), passage("third"))))
    assert text == (
        "warning: Both are third\n"
        "  draft.md:1:14\n"
        "  | Kenyans came >>third<< with four medals, and Ugandans came >>third<< with three medals.\n"
        "  r · 01234567\n\n"
        "1 thing to look at in draft.md; 3 figures read, 1 not understood\n"
    )


def test_places_beside_figures_are_marked_in_the_same_sentence() -> None:
    (house,) = (it for it in RUN.findings if it.rule == "parts-exceed-whole")
    text = render(replace(RUN, articles=(HOUSE.header,), findings=(house,)), "notes")
    assert "| The blast killed >>46<< people, >>among them<< >>12<< women, >>30<< men and >>5<< children." in text
    assert text.count("seeds/house.txt:") == 1


def test_a_place_in_another_sentence_is_shown_with_its_note() -> None:
    rest = passage("rest", note="1 named without a number", quote="The rest were Swiss.")
    text = told(finding(places=(rest, passage("third"))))
    assert "  draft.md:1:14\n  | Kenyans came >>third<<" in text
    assert "  draft.md:2:5\n  1 named without a number\n  | The >>rest<< were Swiss.\n" in text


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(passage("third", quote=""), id="no sentence"),
        pytest.param(passage("third", quote="another sentence"), id="a sentence that lacks it"),
        pytest.param(Passage("draft.md", "", Place(None, None, None, None), "a sentence"), id="nothing marked"),
        pytest.param(Passage("gone.md", "x", Place(None, None, None, None, None, 7), "x"), id="an unknown article"),
    ],
)
def test_odd_places_cost_no_note(odd: Passage) -> None:
    assert told(finding(places=(odd,))).startswith("warning: M\n")
    assert told(finding()).startswith("warning: M\n  r · 01234567\n")


def test_the_outlet_of_the_one_article_is_not_repeated() -> None:
    one = finding(message="61 (The Gulf Post, ?): too many", places=(passage("third"),))
    assert told(one).startswith("warning: 61: too many\n")


@pytest.mark.parametrize(
    ("message", "because", "shown"),
    [
        ("37%: 12 of 44 is 27%, not 37%", ("12 of 44 is 27%, not 37%", "more"), "12 of 44 is 27%, not 37%"),
        ("44 in all: the parts make 45", ("the parts make 45",), "44 in all: the parts make 45"),
        ("37%: 12 of 44 is not 37%", (), "37%: 12 of 44 is not 37%"),
        ("37%", ("37% is odd",), "37%"),
        ("look at this: 12 of 44 is not 37%", ("12 of 44 is not 37%",), "Look at this: 12 of 44 is not 37%"),
    ],
)
def test_what_the_reason_says_again_is_told_once(message: str, because: tuple[str, ...], shown: str) -> None:
    one = finding(message=message, because=because, places=(passage("third"),))
    assert told(one).startswith(f"warning: {shown}\n")


def test_several_articles_are_told_apart() -> None:
    (attacks,) = (it for it in RUN.findings if it.rule == "attack-count-differs")
    text = render(replace(RUN, findings=(attacks,)), "notes")
    assert "(Al-Monitor, 2024-02-06)" in text
    assert "  seeds/bases-feb06.md:1:54\n  Al-Monitor, 6 Feb 2024\n  | American forces" in text
    assert "1 thing to look at in 6 articles; 11 figures read, 1 not understood" in text


def test_a_cause_that_says_the_rule_again_is_left_out() -> None:
    assert "  a-b · 0123" in told(finding(rule="a-b", cause="a_b"))
    assert "  a-b · digits swapped · 0123" in told(finding(rule="a-b", cause="digits_swapped"))


def test_the_worst_come_first_then_the_order_of_the_text() -> None:
    late, early = (passage("third", 1),), (passage("third"),)
    text = told(
        finding("note", message="d", places=early),
        finding(message="c", places=late),
        finding(message="b", places=early),
        finding("error", message="a", places=late),
    )
    assert re.findall(r"^\w+: \w$", text, re.MULTILINE) == ["error: A", "warning: B", "warning: C", "note: D"]


def test_what_was_not_read_is_told_unless_quiet() -> None:
    run = Run("0", (HEADER,), unread=(Unread("b.md", "not text"),), reach=Reach(1))
    assert render(run, "notes").startswith("not read: b.md: not text\n\nNothing found in draft.md")
    assert render(run, "notes", quiet=True) == ""


# --- how it looks ---

_NAMES = st.text("ab1 \n\t\x1b[31m日\u202e\u0301<>", max_size=40)


@given(quote=_NAMES, surface=_NAMES, message=_NAMES, note=_NAMES, width=st.integers(20, 120))
def test_any_text_fits_and_steers_nothing(quote: str, surface: str, message: str, note: str, width: int) -> None:
    place = Passage("draft.md", surface, Place(0, 1, 1, 1), f"{quote}{surface}{quote}", note)
    text = told(finding(message=message, places=(place,)), width=width)
    assert not STEERING.search(text)
    assert max(map(display_width, text.splitlines())) <= width


@pytest.mark.parametrize("width", [30, 40, 60, 100, 150])
def test_lines_fit_except_places(width: int) -> None:
    lines = render(RUN, "notes", width=width).splitlines()
    assert [line for line in lines if display_width(line) > width and "seeds/" not in line] == []


def test_a_figure_that_is_cut_by_the_end_of_a_line_keeps_its_colour() -> None:
    source = replace(ATTACKS_A, text="Guns: over 160 times since then.")
    one = claim(source, "over 160 times", exactly(160))
    run = Run("0", (source.header,), (one,), findings=(finding(figures=(one.id,)),))
    lines = render(run, "notes", width=16, colour=True).splitlines()
    painted = [line for line in lines if line.startswith("  | ")]
    assert [COLOUR.sub("", line) for line in painted] == ["  | Guns: >>over", "  | 160 times<<", "  | since then."]
    assert [bool(COLOUR.search(line)) for line in painted] == [True, True, False]


def test_hostile_text_keeps_its_letters() -> None:
    text = told(finding(message=HOSTILE, rule=HOSTILE, places=(passage("third", quote=f"{HOSTILE} third"),)))
    assert not STEERING.search(text)
    assert "日本 www.bad.eu >>third<<" in text


# --- when it is chosen ---


@pytest.mark.parametrize(("articles", "format"), [(0, "table"), (1, "notes"), (2, "table")])
def test_format_for(articles: int, format: str) -> None:
    assert format_for(Run("0", (HEADER,) * articles)) == format


@pytest.mark.parametrize(
    ("arguments", "settings", "begins"),
    [
        pytest.param(("draft.md",), "", "warning: ", id="one article"),
        pytest.param(("draft.md", "-f", "table"), "", "╭", id="another format asked for"),
        pytest.param(("draft.md",), "output_format: concise\n", "draft.md:", id="another format configured"),
        pytest.param((".",), "", "╭", id="several articles"),
        pytest.param((".", "-f", "notes"), "", "warning: ", id="notes of several"),
    ],
)
def test_what_check_prints(
    arguments: tuple[str, ...], settings: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "other.md").write_text("The ferry carried 80 people.", encoding="utf-8")
    (tmp_path / "figcheck.yml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", *arguments])
    assert result.exit_code == 1, result.output
    assert result.stdout.startswith(begins)


@pytest.mark.slow
def test_notes_load_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    program = (
        "import sys\nfrom figcheck.cli import main\n"
        "main(['check', 'draft.md', '--fail-on', 'never'], standalone_mode=False)\n"
        "heavy = {'pandas', 'numpy', 'quantulum3', 'tabulate', 'rich', 're2', 'charset_normalizer'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert "2 things to look at in draft.md" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_marks_of_a_look_without_colour_are_plain() -> None:
    assert "\x1b" not in told(finding(places=(passage("third"),)))
    assert Look().paint("x", "error") == "x"
