"""Living with findings, through the real command: ignores, acceptances and baselines, what each sets aside, what is
remarked on, and every exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from figcheck.articles import Header
from figcheck.cli import main
from figcheck.findings import RuleCard, Run
from figcheck.homes import Homes
from figcheck.remembered import Remembered
from figcheck.runfile import read_run
from figcheck.waivers.purview import Purview

TOLL = (
    "---\noutlet: Alpha\npublished: 2024-02-06\n---\n"
    "{}In all 12 people were killed, 5 men and 8 women.{}\n\nIt was cold.\n"
)
EARLY = (
    "---\noutlet: Beta\npublished: 2024-02-06\n---\n"
    "{}Militias have attacked American troops in Iraq and Syria over 160 times.{}\n"
)
LATE = (
    "---\noutlet: Gamma\npublished: 2024-02-17\n---\n"
    "{}American bases in Iraq and Syria have now been attacked around {} times since October 7, 2023.\n"
)
FINDINGS = '{"schema": "figcheck.baseline/1", "findings": [\n'
SUM, PACE = "parts-exceed-whole", "attack-count-differs"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three articles, of which two differ and one does not add up."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "news").mkdir()
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, *, toll: tuple[str, str] = ("", ""), early: tuple[str, str] = ("", ""), late: int = 200) -> None:
    (root / "news" / "toll.md").write_text(TOLL.format(*toll))
    (root / "news" / "early.md").write_text(EARLY.format(*early))
    (root / "news" / "late.md").write_text(LATE.format("", late))


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="figcheck")


def check(*arguments: str | Path, code: int | None = None) -> Run:
    """The run of a check, by way of the file that it saves."""
    result = cli("check", *(arguments or ("news",)), "--save", "run.json", "-q")
    assert result.exit_code in (0, 1, 3), result.output
    assert code is None or result.exit_code == code, result.output
    run = read_run(Path("run.json"))
    Path("run.json").unlink()
    return run


def rules_of(run: Run) -> list[str]:
    return sorted(finding.rule for finding in run.findings)


def aside(run: Run) -> list[tuple[str, str]]:
    return sorted((row.how, row.finding.rule) for row in run.set_aside)


def remarks(run: Run) -> list[tuple[str, str]]:
    return [(row.kind, f"{row.path}:{row.line}:{row.column}") for row in run.remarks]


def fingerprint(rule: str) -> str:
    run = check("news", "--no-waivers")
    return next(finding.fingerprint for finding in run.findings if finding.rule == rule)


# --- ignores ---


def test_without_waivers_all_is_shown(desk: Path) -> None:
    run = check(code=1)
    assert (rules_of(run), aside(run), remarks(run)) == ([PACE, SUM], [], [])


@pytest.mark.parametrize(
    ("toll", "early", "left", "kinds"),
    [
        pytest.param(
            ("", " <!-- figcheck: ignore[attack-count-differs] x -->"),
            ("", ""),
            [PACE, SUM],
            ["unused_ignore"],
            id="another rule",
        ),
        pytest.param(
            ("", "\n\n# figcheck: ignore[parts-exceed-whole] x"),
            ("", ""),
            [PACE, SUM],
            ["unused_ignore"],
            id="above another paragraph",
        ),
        pytest.param(("", " <!-- figcheck: ignore -->"), ("", ""), [PACE, SUM], ["bad_ignore"], id="no rule named"),
        pytest.param(
            ("", " `<!-- figcheck: ignore[parts-exceed-whole] x -->`"), ("", ""), [PACE, SUM], [], id="in code"
        ),
        pytest.param(
            ("", " <!-- figcheck: ignore[part-exceeds-whole] x -->"),
            ("", ""),
            [PACE, SUM],
            ["unused_ignore"],
            id="a rule that exists",
        ),
        pytest.param(
            ("", " <!-- figcheck: ignore[parts-exceed-hole] x -->"),
            ("", ""),
            [PACE, SUM],
            ["unknown_rule"],
            id="a slip",
        ),
        pytest.param(
            ("", " <!-- figcheck: ignore[parts-exceed-whole] x -->"), ("", ""), [PACE], [], id="in the paragraph"
        ),
        pytest.param(
            ("", " <!-- figcheck: ignore[parts-exceed-whole] -->"),
            ("", ""),
            [PACE],
            ["no_reason"],
            id="without a reason",
        ),
        pytest.param(
            ("figcheck: ignore[parts-exceed-whole] x\n\n", ""), ("", ""), [PACE], [], id="above the paragraph"
        ),
        pytest.param(
            ("", ""), ("", " [figcheck: ignore[attack-count-differs] x]"), [SUM], [], id="in one of two articles"
        ),
        pytest.param(
            ("", "\n\n# figcheck: ignore-file[parts-exceed-whole] x\n"), ("", ""), [PACE], [], id="the whole article"
        ),
        pytest.param(
            ("", " <!-- figcheck: ignore[parts-exceed-whole, sum-of-all] x -->"),
            ("", ""),
            [PACE],
            ["unknown_rule"],
            id="one of two is none",
        ),
        pytest.param(
            ("", " # figcheck: ignore[parts-exceed-whole] x"),
            ("figcheck: ignore-file[attack-count-differs] 160 is right, see the log of 12 May\n", ""),
            [],
            [],
            id="both",
        ),
    ],
)
def test_ignores(toll: tuple[str, str], early: tuple[str, str], left: list[str], kinds: list[str], desk: Path) -> None:
    write(desk, toll=toll, early=early)
    run = check(code=1 if left else 0)
    assert rules_of(run) == left
    assert aside(run) == [("ignored", rule) for rule in (PACE, SUM) if rule not in left]
    assert [kind for kind, _ in remarks(run)] == kinds
    assert rules_of(check("news", "--no-waivers", code=1)) == [PACE, SUM]


def test_an_ignore_says_where_and_why(desk: Path) -> None:
    write(desk, early=("figcheck: ignore[attack-count-differs] see the log of 12 May\n", ""))
    (row,) = check().set_aside
    assert (row.reason, row.where, row.until) == ("see the log of 12 May", "news/early.md:5", None)


def test_remarks_on_ignores_say_what_to_do(desk: Path) -> None:
    write(desk, toll=("", "\nfigcheck: ignore[parts-exceed-hole] x"))
    (remark,) = check().remarks
    assert (remark.path, remark.line, remark.column) == ("news/toll.md", 6, 1)
    assert remark.advice == "did you mean 'parts-exceed-whole'?"


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        pytest.param(["news/early.md"], [], id="the other article was not read"),
        pytest.param(["news/early.md", "news/toll.md"], ["unused_ignore"], id="the run had another article"),
        pytest.param(["news", "--ignore", PACE], [], id="the rule is not in force"),
        pytest.param(["news", "--select", SUM], [], id="other rules are selected"),
    ],
)
def test_an_ignore_is_unused_only_where_the_run_could_tell(arguments: list[str], kinds: list[str], desk: Path) -> None:
    write(desk, early=("", " # figcheck: ignore[attack-count-differs] x"))
    assert [kind for kind, _ in remarks(check(*arguments))] == kinds


def test_positions_and_fingerprints_stay(desk: Path) -> None:
    plain = check()
    write(desk, toll=("<!-- figcheck: ignore[attack-count-differs] 99 killed, 12 May -->\n\n", ""))
    noted = check()
    assert [f.fingerprint for f in noted.findings] == [f.fingerprint for f in plain.findings]
    lines = [
        [claim.place.line for claim in run.claims if claim.header.path.endswith("/toll.md")] for run in (plain, noted)
    ]
    assert lines == [[5, 5, 5], [7, 7, 7]]
    assert noted.reach.figures == plain.reach.figures


# --- acceptances ---


def test_accept_and_what_becomes_of_it(desk: Path) -> None:
    found = fingerprint(PACE)
    result = cli(
        "accept", found[:6], "news", "--reason", "one counts Syria", "--until", "2024-06-30", "--on", "2024-05-12"
    )
    assert result.exit_code == 0, result.output
    assert (
        result.stdout
        == f"accepted {found[:8]} {PACE}: over 160 times v around 200 times\nin figcheck-accepted.yml\n".replace(
            " times", ""
        )
    )
    run = check("news", "--today", "2024-06-30")
    assert (rules_of(run), aside(run), remarks(run)) == ([SUM], [("accepted", PACE)], [])
    (row,) = run.set_aside
    assert (row.reason, str(row.until), row.where) == ("one counts Syria", "2024-06-30", "figcheck-accepted.yml:5")


def test_an_acceptance_runs_out(desk: Path) -> None:
    cli("accept", fingerprint(SUM), "news", "--reason", "x", "--until", "2024-06-30", "--on", "2024-05-12")
    run = check("news/toll.md", "--today", "2024-07-01", code=1)
    assert (rules_of(run), aside(run)) == ([SUM], [])
    assert remarks(run) == [("expired", "figcheck-accepted.yml:5:5")]
    again = cli("accept", fingerprint(SUM), "news", "--reason", "y", "--on", "2024-07-01")
    assert again.stdout.startswith("accepted anew")
    run = check("news/toll.md", "--today", "2030-01-01", code=0)
    assert (rules_of(run), aside(run), remarks(run)) == ([], [("accepted", SUM)], [])


def test_other_values_are_new(desk: Path) -> None:
    cli("accept", fingerprint(PACE), "news", "--reason", "x")
    write(desk, late=240)
    run = check()
    assert (rules_of(run), aside(run)) == ([PACE, SUM], [])
    (remark,) = run.remarks
    assert remark.kind == "stale_acceptance"
    assert remark.message == "accepted for over 160 v around 200; now over 160 v around 240"
    assert remark.advice.startswith(f"look at {fingerprint(PACE)[:8]} anew")
    write(desk)
    assert aside(check()) == [("accepted", PACE)]


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        pytest.param(["news/early.md"], [], id="one of its articles was not read"),
        pytest.param(["news", "--select", SUM], [], id="its rule is not in force"),
        pytest.param(["news"], ["unused_acceptance"], id="all was read"),
        pytest.param(["."], ["unused_acceptance"], id="all was read, from the root"),
        pytest.param(["news", "--no-waivers"], [], id="nothing is waived"),
    ],
)
def test_an_acceptance_is_unused_only_where_the_run_could_tell(
    arguments: list[str], kinds: list[str], desk: Path
) -> None:
    cli("accept", fingerprint(PACE), "news", "--reason", "x")
    (desk / "news" / "late.md").unlink()
    assert [kind for kind, _ in remarks(check(*arguments))] == kinds


@pytest.mark.parametrize("start", [".", "news", "other"])
@pytest.mark.parametrize("named", ["folder", "files"])
def test_an_acceptance_holds_from_everywhere(
    start: str, named: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "figcheck.yml").write_text("")
    cli("accept", fingerprint(PACE), fingerprint(SUM), "news", "--reason", "x")
    (desk / "other").mkdir()
    monkeypatch.chdir(desk / start)
    paths = sorted((desk / "news").glob("*.md")) if named == "files" else [desk / "news"]
    assert rules_of(check(*paths, code=0)) == []


def test_accept_from_a_saved_run(desk: Path) -> None:
    found = fingerprint(SUM)
    assert cli("check", "news", "--save", "saved.json").exit_code == 1
    assert cli("accept", found, "--from", "saved.json", "--reason", "x").exit_code == 0
    assert rules_of(check()) == [PACE]


def test_all_accepted_is_none_left(desk: Path) -> None:
    run = check()
    prints = [finding.fingerprint for finding in run.findings]
    assert cli("accept", *prints, "news", "--reason", "x").exit_code == 0
    assert rules_of(check(code=0)) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--reason", "x"], "Missing argument", id="nothing"),
        pytest.param(["news", "--reason", "x"], "'news' is no fingerprint", id="no fingerprint"),
        pytest.param(["{}"], "Missing option '--reason'", id="no reason"),
        pytest.param(["{}", "news", "--reason", " "], "--reason is empty", id="an empty reason"),
        pytest.param(["{}", "--reason", "x"], "no article was named", id="no paths"),
        pytest.param(["{}", "news", "--reason", "x", "--from", "run.json"], "takes no PATHS", id="paths and a run"),
        pytest.param(["{}", "--reason", "x", "--from", "run.json"], "cannot be opened", id="no such run"),
        pytest.param(["0000", "news", "--reason", "x"], "no finding has the fingerprint", id="no such finding"),
        pytest.param(["{}", "news", "--reason", "x", "--until", "soon"], "'soon' is no day", id="no day"),
        pytest.param(["{}", "news", "--reason", "x", "--until", "2024-02-30"], "is no day", id="no such day"),
        pytest.param(
            ["{}", "news", "--reason", "x", "--on", "2024-05-12", "--until", "2024-05-11"],
            "lies before",
            id="over already",
        ),
        pytest.param(["{}", "nowhere", "--reason", "x"], "no such file or folder", id="no such path"),
    ],
)
def test_accept_refuses(arguments: list[str], told: str, desk: Path) -> None:
    found = fingerprint(SUM)
    result = cli("accept", *(found if it == "{}" else it for it in arguments))
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (desk / "figcheck-accepted.yml").exists()


def test_a_folder_whose_name_looks_like_a_fingerprint(desk: Path) -> None:
    (desk / "news").rename(desk / "2024")
    run = check("2024")
    found = next(finding.fingerprint for finding in run.findings if finding.rule == SUM)
    assert cli("accept", found[:4], "2024", "--reason", "x").exit_code == 0
    assert rules_of(check("2024")) == [PACE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("accepted: [", ":1:11: not YAML", id="broken"),
        pytest.param("accepted: 5\n", ":1:11: 'accepted' is 5", id="no list"),
        pytest.param("- a\n", ":1:1: the file holds a list", id="a list alone"),
        pytest.param("version: 2\n", ":1:10: 'version' is 2", id="another version"),
        pytest.param("acepted: []\n", ":1:1: unknown key 'acepted'", id="a slip"),
        pytest.param("accepted:\n  - 0918990c\n", ":2:5: an entry is", id="no mapping"),
        pytest.param(
            "accepted:\n  - {rule: a, reason: b}\n", ":2:5: an entry has no 'fingerprint'", id="no fingerprint"
        ),
        pytest.param("accepted:\n  - {fingerprint: abcdef01, rule: a}\n", "an entry has no 'reason'", id="no reason"),
        pytest.param(
            "accepted:\n  - {fingerprint: abc, rule: a, reason: b}\n", ":2:19: 'fingerprint' is 'abc'", id="too short"
        ),
        pytest.param(
            "accepted:\n  - {fingerprint: 12345678, rule: a, reason: b}\n", 'write "12345678"', id="read as a number"
        ),
        pytest.param(
            "accepted:\n  - {fingerprint: abcdef01, rule: a, reason: b, until: soon}\n",
            "'until' is 'soon'",
            id="no day",
        ),
        pytest.param(
            "accepted:\n  - {fingerprint: abcdef01, rule: a, reason: b, untill: 2024-05-01}\n",
            "did you mean 'until'",
            id="unknown key",
        ),
        pytest.param(
            "accepted:\n" + 2 * "  - {fingerprint: abcdef01, rule: a, reason: b}\n",
            "is accepted twice; first in line 2",
            id="twice",
        ),
    ],
)
@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_broken_file_is_refused(text: str, told: str, command: str, desk: Path) -> None:
    (desk / "figcheck-accepted.yml").write_text(text)
    result = cli("check", "news") if command == "check" else cli("explain", "0000", "news")
    assert result.exit_code == 2
    assert f"figcheck-accepted.yml{told}" in result.stderr if told.startswith(":") else told in result.stderr
    assert result.stdout == ""
    assert cli("check", "news", "--no-waivers").exit_code == 1


def test_an_acceptance_of_a_rule_that_is_none(desk: Path) -> None:
    (desk / "figcheck-accepted.yml").write_text(
        "accepted:\n  - {fingerprint: abcdef01, rule: parts-exceed-hole, reason: b}\n"
    )
    (remark,) = check().remarks
    assert (remark.kind, remark.line, remark.column) == ("unknown_rule", 2, 5)
    assert "did you mean 'parts-exceed-whole'" in remark.advice


def test_a_short_fingerprint_written_by_hand(desk: Path) -> None:
    found = fingerprint(SUM)
    (desk / "figcheck-accepted.yml").write_text(
        f'accepted:\n  - {{fingerprint: "{found[:8]}", rule: {SUM}, reason: b}}\n'
    )
    assert aside(check()) == [("accepted", SUM)]


# --- baselines ---


def test_a_baseline_leaves_nothing(desk: Path) -> None:
    assert cli("baseline", "create", "news").stdout == "2 in figcheck-baseline.json\n"
    run = check(code=0)
    assert (rules_of(run), aside(run), remarks(run)) == ([], [("baseline", PACE), ("baseline", SUM)], [])
    assert rules_of(check("news", "--no-waivers", code=1)) == [PACE, SUM]
    write(desk, late=240)
    run = check(code=1)
    assert rules_of(run) == [PACE]
    assert remarks(run) == [("gone_baseline", "figcheck-baseline.json:None:None")]
    assert run.remarks[0].message == "1 entry of the baseline is found no more"


def test_a_baseline_is_text_that_git_can_merge(desk: Path) -> None:
    cli("baseline", "create", "news")
    text = (desk / "figcheck-baseline.json").read_text()
    lines = text.splitlines()
    assert lines[0] == '{"schema": "figcheck.baseline/1", "findings": ['
    assert lines[-2:] == ["{}", "]}"]
    assert lines[1:-2] == sorted(lines[1:-2])
    assert all(line.endswith("},") for line in lines[1:-2])
    row = json.loads(lines[1].rstrip(","))
    assert list(row) == ["fingerprint", "rule", "severity", "about", "values", "articles"]
    (desk / "figcheck-baseline.json").unlink()
    cli("baseline", "create", ".", "--today", "2030-01-01")
    assert (desk / "figcheck-baseline.json").read_text() == text


def test_create_never_overwrites(desk: Path) -> None:
    cli("baseline", "create", "news")
    before = (desk / "figcheck-baseline.json").read_bytes()
    result = cli("baseline", "create", "news")
    assert result.exit_code == 2
    assert "figcheck-baseline.json: the baseline exists and is not overwritten" in result.stderr
    assert (desk / "figcheck-baseline.json").read_bytes() == before
    assert cli("baseline", "create", "news", "--file", "other.json").exit_code == 0
    assert (desk / "other.json").read_bytes() == before


@pytest.mark.parametrize("how", ["update", "prune"])
def test_only_a_baseline_that_is_there_is_kept(how: str, desk: Path) -> None:
    result = cli("baseline", how, "news")
    assert result.exit_code == 2
    assert "there is no such baseline" in result.stderr
    assert cli("baseline", how).exit_code == 2


@pytest.mark.parametrize(
    ("how", "arguments", "told"),
    [
        pytest.param("update", ["news"], "2 in figcheck-baseline.json: 1 added, 1 dropped\n", id="update"),
        pytest.param("prune", ["news"], "1 in figcheck-baseline.json: 0 added, 1 dropped\n", id="prune"),
        pytest.param(
            "update", ["news/toll.md"], "2 in figcheck-baseline.json: 0 added, 0 dropped\n", id="a part of it"
        ),
        pytest.param(
            "prune",
            ["news/early.md", "news/late.md"],
            "1 in figcheck-baseline.json: 0 added, 1 dropped\n",
            id="both articles",
        ),
        pytest.param(
            "prune", ["news", "--select", SUM], "2 in figcheck-baseline.json: 0 added, 0 dropped\n", id="other rules"
        ),
    ],
)
def test_update_and_prune(how: str, arguments: list[str], told: str, desk: Path) -> None:
    cli("baseline", "create", "news")
    write(desk, late=240)
    result = cli("baseline", how, *arguments)
    assert (result.exit_code, result.stdout) == (0, told)


def test_what_an_article_that_is_gone_had_is_dropped(desk: Path) -> None:
    cli("baseline", "create", "news")
    (desk / "news" / "toll.md").unlink()
    assert cli("baseline", "prune", "news/early.md").stdout == "2 in figcheck-baseline.json: 0 added, 0 dropped\n"
    assert cli("baseline", "prune", "news").stdout == "1 in figcheck-baseline.json: 0 added, 1 dropped\n"


def test_what_could_not_be_read_stays(desk: Path) -> None:
    cli("baseline", "create", "news")
    (desk / "news" / "toll.md").write_bytes(b"\x00\xff\x00broken")
    result = cli("baseline", "prune", "news")
    assert (result.exit_code, result.stdout) == (3, "2 in figcheck-baseline.json: 0 added, 0 dropped\n")
    assert "not read: news/toll.md" in result.stderr


def test_what_is_accepted_needs_no_baseline(desk: Path) -> None:
    cli("baseline", "create", "news")
    cli("accept", fingerprint(SUM), "news", "--reason", "x", "--until", "2024-06-30", "--on", "2024-05-12")
    run = check("news", "--today", "2024-06-30")
    assert aside(run) == [("accepted", SUM), ("baseline", PACE)]
    run = check("news", "--today", "2024-07-01", code=1)
    assert rules_of(run) == [SUM], "an acceptance that has run out is not covered up"
    told = cli("baseline", "update", "news", "--today", "2024-06-01").stdout
    assert told == "1 in figcheck-baseline.json: 0 added, 1 dropped\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[]", ":1:1: is no baseline", id="a list"),
        pytest.param('{"schema": "figcheck.run/1", "findings": []}', ":1:1: is no baseline", id="a run"),
        pytest.param('{"schema": "figcheck.baseline/1", "findings": [', ":1:48: is no JSON", id="cut off"),
        pytest.param(FINDINGS + "<<<<<<< ours\n{}]}", "git left marks of a conflict", id="a conflict"),
        pytest.param(FINDINGS + "{},\n 5\n]}", ":3:2: a finding of the baseline is 5", id="a number"),
        pytest.param(
            FINDINGS + '{"rule": "a"}]}', ":2:1: a finding of the baseline has no fingerprint", id="no fingerprint"
        ),
        pytest.param(
            FINDINGS + '{"fingerprint": "a", "rule": "a", "severity": "bad"}]}', "severity 'bad'", id="severity"
        ),
        pytest.param(FINDINGS + '{"fingerprints": "a"}]}', "unknown key 'fingerprints'", id="unknown key"),
    ],
)
def test_a_broken_baseline_is_refused(text: str, told: str, desk: Path) -> None:
    (desk / "figcheck-baseline.json").write_text(text)
    for result in (cli("check", "news"), cli("baseline", "update", "news")):
        assert result.exit_code == 2
        assert told in result.stderr


# --- where the files are ---


@pytest.mark.parametrize(
    ("config", "accepted"),
    [
        pytest.param("", "figcheck-accepted.yml", id="beside the configuration"),
        pytest.param("accepted: desk/ok.yml\n", "desk/ok.yml", id="as the configuration says"),
    ],
)
def test_where_acceptances_are_kept(config: str, accepted: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "figcheck.yml").write_text(config)
    (desk / "desk").mkdir()
    found = check("news", "--accepted", "none.yml", "--no-waivers").findings[0].fingerprint
    monkeypatch.chdir(desk / "desk")
    assert cli("accept", found, "../news", "--reason", "x").exit_code == 0
    assert (desk / accepted).is_file()
    assert len(check("../news").set_aside) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--accepted", "none.yml"], "none.yml: there is no such file of acceptances", id="acceptances"),
        pytest.param(["--baseline", "none.json"], "none.json: the baseline cannot be opened", id="baseline"),
        pytest.param(["--today", "tomorrow"], "'tomorrow' is no day", id="no day"),
    ],
)
def test_a_file_that_is_named_must_be_there(arguments: list[str], told: str, desk: Path) -> None:
    result = cli("check", "news", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


# --- explained ---


def test_what_is_set_aside_is_explained_too(desk: Path) -> None:
    found = fingerprint(PACE)
    cli("accept", found, "news", "--reason", "one counts Syria", "--on", "2024-05-12")
    result = cli("explain", found[:4], "news")
    assert result.exit_code == 0
    assert "set aside    accepted (figcheck-accepted.yml:5): one counts Syria" in result.stdout
    cli("check", "news", "--save", "saved.json")
    assert "one counts Syria" in cli("explain", found[:4], "saved.json").stdout
    assert "figcheck accept" in cli("explain", fingerprint(SUM), "news").stdout


# --- what a run could have found ---


@pytest.mark.parametrize(
    ("articles", "named", "expected"),
    [
        pytest.param([], ["."], False, id="no article is known"),
        pytest.param(["news/x.md"], ["other"], False, id="another folder"),
        pytest.param(["news/x.md"], ["new"], False, id="a folder whose name begins so"),
        pytest.param(["wire-17"], ["news"], False, id="an id, which may lie anywhere"),
        pytest.param(["news/x.md", "other/y.md"], ["news"], False, id="one of two"),
        pytest.param(["news/x.md"], ["news"], True, id="its folder"),
        pytest.param(["news/x.md"], ["."], True, id="the root"),
        pytest.param(["news/x.md"], ["news/x.md"], True, id="the file"),
        pytest.param(["news/x.jsonl#7"], ["news/x.jsonl"], True, id="a record of the file"),
        pytest.param(["news/x.zip#in/y.md#2"], ["news/x.zip"], True, id="a member of the file"),
        pytest.param(["early.md", "news/x.md"], ["news"], True, id="one that was read"),
    ],
)
def test_what_a_run_could_have_found(articles: list[str], named: list[str], expected: bool, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    paths = [tmp_path / name for name in named]
    run = Run(
        "0",
        articles=(Header("early.md", "early.md", home="early.md"),),
        rules=(RuleCard(SUM, "", "", "note", "sum", ""),),
    )
    purview = Purview(run, paths, Homes(tmp_path), lambda: (SUM, PACE))
    row = Remembered("abcdef01", SUM, "", (), tuple(articles))
    assert purview.holds(row, tmp_path / "b.json") is expected
    assert purview.holds(row._replace(rule="no-rule"), tmp_path / "b.json") is expected, (
        "a rule that is gone finds nothing"
    )
    assert not purview.holds(row._replace(rule=PACE), tmp_path / "b.json"), "not in force"
    elsewhere = replace(run, focus=("other.md",))
    assert not Purview(elsewhere, paths, Homes(tmp_path), lambda: ()).holds(row, tmp_path / "b.json"), "not in focus"


def test_all_of_the_seeds_can_be_lived_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = Path(__file__).resolve().parent.parent / "seeds"
    monkeypatch.chdir(tmp_path)
    assert cli("check", seeds, "--fail-on", "note").exit_code == 1
    assert cli("baseline", "create", seeds).exit_code == 0
    result = cli("check", seeds, "--fail-on", "note")
    assert result.exit_code == 0
    assert result.stdout.startswith("No findings\nSet aside 5: 5 in the baseline")
