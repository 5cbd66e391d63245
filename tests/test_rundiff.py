"""What appeared, changed its values or is gone between two runs: nothing first, then each, then what cannot be read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sample_run import RUN

from figcheck.cli import main
from figcheck.findings import RuleCard, Run, SetAside
from figcheck.remembered import Remembered, changed
from figcheck.report.rundiff import diff_json, diff_markdown, diff_table, is_new
from figcheck.report.terminal import Look
from figcheck.report.wording import printed
from figcheck.rundiff import Change, RunDiff, diff
from figcheck.runfile import run_text

RULES = tuple(RuleCard(finding.rule, "", "", finding.severity, "agree", "mine") for finding in RUN.findings)
WHOLE = replace(RUN, rules=RULES, unread=(), reach=replace(RUN.reach, unread=0))
EARLY, LATE = RUN.articles[2], RUN.articles[3]


def with_value(run: Run, claim_id: str, surface: str, fingerprint: str) -> Run:
    """The run with another number in one figure, and so another fingerprint of the finding that holds it."""
    claims = tuple(
        replace(claim, figure=claim.figure._replace(surface=surface, counted_span=None))
        if claim.id == claim_id
        else claim
        for claim in run.claims
    )
    findings = tuple(
        replace(finding, fingerprint=fingerprint) if claim_id in finding.figures else finding
        for finding in run.findings
    )
    return replace(run, claims=claims, findings=findings)


CHANGED = with_value(WHOLE, "seeds/bases-feb17.md:1", "around 240 times", "9c0ffee1")
WITHOUT = replace(WHOLE, findings=WHOLE.findings[:1] + WHOLE.findings[2:])
ACCEPTED = replace(
    WITHOUT, set_aside=(SetAside(WHOLE.findings[1], "accepted", "it holds", dt.date(2024, 6, 30), "ok.yml:5"),)
)
RAISED = replace(WHOLE, findings=(replace(WHOLE.findings[0], severity="error"), *WHOLE.findings[1:]))
LOST = replace(WITHOUT, articles=tuple(header for header in WITHOUT.articles if header is not LATE))
EDITED = replace(
    LOST, articles=tuple(replace(it, digest="x") if it is EARLY else it for it in LOST.articles), rules=RULES[:1]
)


def told(found: RunDiff) -> list[tuple[str, str]]:
    return [(change.status, change.finding.fingerprint) for change in found.changes]


def between(old: Run, new: Run) -> RunDiff:
    return diff(old, new, printed)


@pytest.mark.parametrize(
    ("old", "new", "expected", "why"),
    [
        pytest.param(WHOLE, WHOLE, [], [], id="nothing"),
        pytest.param(WHOLE, replace(WHOLE, findings=WHOLE.findings[::-1]), [], [], id="another order"),
        pytest.param(WITHOUT, WHOLE, [("appeared", "9c0ffee0")], [""], id="appeared"),
        pytest.param(WHOLE, WITHOUT, [("gone", "9c0ffee0")], ["found no more"], id="gone"),
        pytest.param(WHOLE, CHANGED, [("changed", "9c0ffee1")], [""], id="other values"),
        pytest.param(WHOLE, RAISED, [("changed", "1f00aa11")], [""], id="another severity"),
        pytest.param(WHOLE, ACCEPTED, [("gone", "9c0ffee0")], [""], id="accepted since"),
        pytest.param(ACCEPTED, WHOLE, [("appeared", "9c0ffee0")], [""], id="accepted no more"),
        pytest.param(ACCEPTED, CHANGED, [("appeared", "9c0ffee1")], [""], id="accepted with other values"),
        pytest.param(
            WHOLE,
            LOST,
            [("gone", "9c0ffee0")],
            ["seeds/bases-feb17.md is not among the articles of the new run"],
            id="lost",
        ),
        pytest.param(
            WHOLE,
            replace(WITHOUT, rules=RULES[:1]),
            [("gone", "9c0ffee0")],
            ["its rule is not in force in the new run"],
            id="rule",
        ),
    ],
)
def test_what_differs(old: Run, new: Run, expected: list[tuple[str, str]], why: list[str]) -> None:
    found = between(old, new)
    assert told(found) == expected
    assert [change.why for change in found.changes] == why
    assert found.same + len(expected) >= len(old.findings) - 1


def test_what_was_set_aside_is_told() -> None:
    (gone,) = between(WHOLE, ACCEPTED).changes
    (back,) = between(ACCEPTED, WHOLE).changes
    assert gone.aside == back.aside == ACCEPTED.set_aside[0]
    aside = SetAside(CHANGED.findings[1], "accepted", "240 is right")
    (elsewhere,) = between(WHOLE, replace(CHANGED, findings=WITHOUT.findings, set_aside=(aside,))).changes
    assert (elsewhere.status, elsewhere.aside) == ("gone", aside)


def test_articles() -> None:
    found = between(WHOLE, EDITED)
    assert (found.joined, found.left, found.edited) == ((), ("seeds/bases-feb17.md",), ("seeds/bases-feb06.md",))
    assert between(EDITED, WHOLE).joined == ("seeds/bases-feb17.md",)


@pytest.mark.parametrize(
    ("old", "new", "least", "expected"),
    [
        pytest.param(WHOLE, WHOLE, 0, False, id="nothing"),
        pytest.param(WHOLE, WITHOUT, 0, False, id="gone"),
        pytest.param(WITHOUT, WHOLE, 2, False, id="below the severity"),
        pytest.param(WITHOUT, WHOLE, 1, True, id="appeared"),
        pytest.param(WHOLE, CHANGED, 1, True, id="other values"),
        pytest.param(WHOLE, RAISED, 2, True, id="has reached the severity"),
        pytest.param(WHOLE, RAISED, 0, False, id="had reached the severity before"),
        pytest.param(RAISED, WHOLE, 0, False, id="is milder now"),
    ],
)
def test_what_is_new(old: Run, new: Run, least: int, expected: bool) -> None:
    assert is_new(between(old, new).changes, least) is expected


# --- which of then is which of now ---


def row(fingerprint: str, *values: str, about: str = "deaths", article: str = "a.md") -> Remembered:
    return Remembered(fingerprint, "a-rule", about, values, (article,))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([row("a", "1")], [row("b", "2", article="b.md")], {}, id="another article"),
        pytest.param([row("a", "1")], [row("b", "2")._replace(rule="b-rule")], {}, id="another rule"),
        pytest.param([row("a", "1")], [row("b", "2")], {0: 0}, id="the same thing"),
        pytest.param([row("a", "1")], [row("b", "2", about="x"), row("c", "3")], {0: 1}, id="the subject decides"),
        pytest.param([row("a", "1")], [row("b", "2", about="x")], {}, id="another subject"),
        pytest.param([row("a", "1", "2")], [row("b", "1", "3", about="x")], {0: 0}, id="another subject, one value"),
        pytest.param([row("a", "1", "2")], [row("b", "3", "4"), row("c", "2", "3")], {0: 1}, id="a value in common"),
        pytest.param([row("a", "1"), row("b", "2")], [row("c", "3")], {0: 0}, id="each once, the first"),
        pytest.param([row("a", "1"), row("b", "3")], [row("c", "3"), row("d", "4")], {0: 1, 1: 0}, id="two pairs"),
    ],
)
def test_which_is_which(old: list[Remembered], new: list[Remembered], expected: dict[int, int]) -> None:
    assert changed(old, new) == expected


ROWS = st.lists(
    st.builds(
        lambda value, about, article: row(f"{value}{about}{article}", value, about=about, article=article),
        st.sampled_from("123"),
        st.sampled_from("xy"),
        st.sampled_from("ab"),
    ),
    max_size=8,
    unique=True,
)


@given(ROWS, ROWS)
def test_each_is_one_of_now_at_most(old: list[Remembered], new: list[Remembered]) -> None:
    found = changed(old, new)
    assert len(set(found.values())) == len(found)
    assert all((old[a].rule, old[a].articles) == (new[b].rule, new[b].articles) for a, b in found.items())
    left_old = {(it.articles, it.about) for n, it in enumerate(old) if n not in found}
    left_new = {(it.articles, it.about) for n, it in enumerate(new) if n not in found.values()}
    assert not left_old & left_new, "what could be the same thing is"


def test_thousands_of_one_thing() -> None:
    old = [row(f"a{number}", str(number)) for number in range(3_000)]
    new = [row(f"b{number}", str(number)) for number in range(3_000)]
    assert changed(old, new) == {number: number for number in range(3_000)}


# --- the command ---


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="figcheck")


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name, run in (("whole", WHOLE), ("changed", CHANGED), ("without", WITHOUT), ("edited", EDITED)):
        (tmp_path / f"{name}.json").write_text(run_text(run))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["whole.json", "whole.json"], 0, id="nothing new"),
        pytest.param(["whole.json", "without.json"], 0, id="gone"),
        pytest.param(["without.json", "whole.json"], 1, id="new"),
        pytest.param(["whole.json", "changed.json"], 1, id="changed"),
        pytest.param(["without.json", "whole.json", "--fail-on", "error"], 0, id="not severe enough"),
        pytest.param(["without.json", "whole.json", "--fail-on", "never"], 0, id="never"),
        pytest.param(["without.json", "none.json"], 2, id="no such file"),
        pytest.param(["whole.json"], 2, id="one run"),
        pytest.param(["whole.json", "whole.json", "-f", "html"], 2, id="no such format"),
    ],
)
def test_exit_codes(arguments: list[str], code: int, saved: Path) -> None:
    assert cli("compare", *arguments).exit_code == code


def test_the_configuration_says_from_when_on_it_fails(saved: Path) -> None:
    (saved / "figcheck.yml").write_text("fail_on: error\n")
    assert cli("compare", "without.json", "whole.json").exit_code == 0
    assert cli("compare", "without.json", "whole.json", "--fail-on", "note").exit_code == 1


def test_what_a_check_prints_is_no_saved_run(saved: Path) -> None:
    (saved / "printed.json").write_text('{"schema": "figcheck.check/1"}')
    result = cli("compare", "printed.json", "whole.json")
    assert result.exit_code == 2
    assert "`figcheck check PATHS --save RUN.json` writes one" in result.stderr


EVERYTHING = replace(EDITED, findings=CHANGED.findings[1:], claims=CHANGED.claims)
OLD = replace(WHOLE, findings=WHOLE.findings[:3])


@pytest.mark.parametrize(
    ("name", "show"), [("table.txt", diff_table), ("markdown.md", diff_markdown), ("json.json", diff_json)]
)
def test_formats(name: str, show: Callable[[RunDiff, Look], str], golden: Callable[[str, str], None]) -> None:
    golden(f"compare-{name}", show(between(OLD, EVERYTHING), Look()))


def test_json_has_every_change() -> None:
    found = between(OLD, EVERYTHING)
    printed_json = json.loads(diff_json(found, Look()))
    count = {status: len(printed_json[status]) for status in ("appeared", "changed", "gone")}
    assert count == {status: sum(it.status == status for it in found.changes) for status in count}
    assert all(count.values())


def test_a_change_is_of_a_finding() -> None:
    with pytest.raises(AssertionError):
        _ = Change("gone", None, None).finding
