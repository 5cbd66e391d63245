"""What an operator does with ledgers: commands at once, paths that are wrong, files that cannot be written."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from figcheck import api
from figcheck.cli import main
from figcheck.config import Settings
from figcheck.engine import Progress
from figcheck.ledger import store, turns
from figcheck.ledger.store import Store
from figcheck.ledger.turns import Turn
from figcheck.ledger.versions import could_not
from figcheck.problems import Refused

CRASH = (
    "# Bus crash\n\n{} News, 4 March 2024\n\nAt least {} people were killed in a bus crash in Lviv, Ukraine, "
    "on Sunday, police said.\n"
)


def figcheck(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of two articles, a ledger that has them, and a draft."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "one.md").write_text(CRASH.format("Alpha", 14))
    (tmp_path / "archive" / "two.md").write_text(CRASH.format("Beta", 16))
    (tmp_path / "draft.md").write_text(CRASH.format("Gamma", 41))
    assert figcheck("ledger", "add", "archive", "--ledger", "a.ledger", "-j", "1").exit_code == 0
    return tmp_path


# --- one at a time ------------------------------------------------------------------------------------------------


def test_a_turn_is_had_by_one_and_waited_for_by_others(desk: Path) -> None:
    first = Turn(desk / "a.ledger")
    with pytest.raises(Refused, match="another command"):
        Turn(desk / "a.ledger", patience=0.2)
    told: list[str] = []

    def done() -> None:
        told.append("waits")
        first.close()

    Turn(desk / "a.ledger", done).close()
    Turn(desk / "a.ledger", done).close()
    assert told == ["waits"]


def test_commands_that_write_wait_for_each_other_and_drafts_do_not(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    other = Turn(desk / "a.ledger")
    ledger = ("--ledger", "a.ledger")
    for command in (
        ("check", "archive", *ledger),
        ("ledger", "add", "archive", *ledger),
        ("ledger", "prune", "--path", "archive/*", *ledger),
    ):
        done = figcheck(*command)
        assert done.exit_code == 2
        assert "another command has been working with the ledger a.ledger" in done.stderr
    assert figcheck("ledger", "status", *ledger).stdout.startswith("a.ledger: 2 articles")
    assert figcheck("check", "draft.md", "--against", "a.ledger", "-f", "concise").exit_code == 1
    other.close()
    assert figcheck("check", "archive", *ledger).exit_code == 1


def test_a_check_that_waited_has_all_its_articles(desk: Path) -> None:
    other = Turn(desk / "a.ledger")
    stages: list[str] = []

    def told(progress: Progress) -> None:
        if progress.stage not in stages:
            stages.append(progress.stage)
        other.close()

    made = api.run(["archive"], Settings(ledger=desk / "a.ledger"), told)
    assert stages[0] == "waiting"
    assert len(made.findings) == 1


# --- what is wrong with paths -------------------------------------------------------------------------------------


@pytest.mark.parametrize("paths", ["nowhere", "empty"])
@pytest.mark.parametrize("command", [("check",), ("ledger", "add")])
def test_paths_without_articles_make_no_ledger(desk: Path, paths: str, command: tuple[str, ...]) -> None:
    (desk / "empty").mkdir()
    assert figcheck(*command, paths, "--ledger", "new.ledger").exit_code == 2
    assert not (desk / "new.ledger").exists()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("https://news.example/one.html", "https://news.example/one.html is an address"),
        ("s3://desk/news.parquet", "s3://desk/news.parquet is an address"),
        ("file:///desk/news.md", "file:///desk/news.md is an address"),
        ("archive/*.txt", "nothing fits the pattern archive/*.txt"),
        ("archive/on.md", "did you mean archive/one.md?"),
        ("link.md", "link.md is a link to what is not there: gone.md"),
    ],
)
def test_paths_that_are_none_are_told(desk: Path, path: str, told: str) -> None:
    (desk / "link.md").symlink_to("gone.md")
    done = figcheck("check", path)
    assert done.exit_code == 2
    assert told in done.stderr


# --- a finding against a ledger -----------------------------------------------------------------------------------


@pytest.mark.parametrize("against", ["archive", "a.ledger"])
def test_a_finding_of_a_draft_is_explained_and_accepted(desk: Path, against: str) -> None:
    check = ("check", "draft.md", "--against", against, "-f", "jsonl")
    found = [json.loads(line)["fingerprint"] for line in figcheck(*check).stdout.splitlines()]
    assert found
    for fingerprint in found:
        done = figcheck("explain", fingerprint[:8], "draft.md", "--against", against)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "41" in done.stdout and "draft.md:5" in done.stdout
    done = figcheck("accept", *found, "draft.md", "--against", against, "--reason", "two crashes")
    assert done.exit_code == 0, done.stderr
    assert figcheck(*check).stdout == ""
    other = {"archive": "a.ledger", "a.ledger": "archive"}[against]
    assert figcheck("check", "draft.md", "--against", other, "-f", "jsonl").stdout == ""
    assert figcheck("explain", found[0], "draft.md", "--against", against).exit_code == 0


# --- a draft that lies in the archive too -------------------------------------------------------------------------


@pytest.mark.parametrize("against", ["archive", "a.ledger"])
@pytest.mark.parametrize("name", ["a-draft.md", "published.md", "later/z.jsonl"])
def test_a_draft_that_was_published_as_it_is_shows_what_the_published_one_shows(
    desk: Path, against: str, name: str
) -> None:
    """Whichever of the two names comes first, and so stands for both."""
    draft = desk / name
    draft.parent.mkdir(exist_ok=True)
    title, outlet, published = "Bus crash", "Beta News", "2024-03-04"
    text = (desk / "archive" / "two.md").read_text().split("\n\n")[-1].strip()
    if name.endswith(".jsonl"):
        same = {"title": title, "outlet": outlet, "published": published, "text": text}
        rows = [same, {"title": "Nothing", "text": "a"}]
        draft.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        draft.write_text((desk / "archive" / "two.md").read_text())
    done = figcheck("check", name, "--against", against, "-f", "jsonl")
    assert done.exit_code == 1
    figures = [(it["outlet"], it["value"]) for it in json.loads(done.stdout)["figures"]]
    assert figures == [("Beta News", 16), ("Alpha News", 14)]
    told = figcheck("check", name, "--against", against, "-f", "table").stdout
    assert "Read twice and checked once: 1 article" in told
    assert f"touches {'2 changed articles' if name.endswith('l') else '1 changed article'} of" in told


def test_other_articles_of_the_file_that_has_it_stay_out(desk: Path) -> None:
    texts = {
        "A": "A fire in Riga killed 12 people on Sunday.",
        "B": "A fire in Riga killed 21 people on Sunday.",
        "C": "A ferry sank off Oslo on Sunday; 7 died.",
    }
    rows = [
        {"title": "News", "outlet": outlet, "published": "2024-05-06", "text": text} for outlet, text in texts.items()
    ]
    (desk / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (desk / "one.jsonl").write_text(json.dumps(rows[2]) + "\n")
    assert figcheck("check", "all.jsonl").exit_code == 1
    assert figcheck("check", "one.jsonl", "--against", "all.jsonl").exit_code == 0


# --- which articles are kept --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "dropped"),
    [
        ("archive/one.md", 1),
        ("./archive/one.md", 1),
        ("archive", 2),
        ("archive/", 2),
        ("arch*/t*", 1),
        ("one.md", 0),
        ("archive/on", 0),
    ],
)
def test_pruning_by_path(desk: Path, path: str, dropped: int) -> None:
    done = figcheck("ledger", "prune", "--path", path, "--ledger", "a.ledger")
    were = "1 article was" if dropped == 1 else f"{dropped} articles were"
    assert done.stdout == f"{were} dropped from a.ledger, which holds {2 - dropped} now.\n"
    assert ("those that are left lie at paths like archive/one.md" in done.stderr) == (not dropped)


def test_pruning_by_the_path_from_the_root(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / ".git").mkdir()
    monkeypatch.chdir(desk / "archive")
    assert figcheck("ledger", "add", ".", "--ledger", "../b.ledger").exit_code == 0
    monkeypatch.chdir(desk)
    done = figcheck("ledger", "prune", "--path", "archive/two.md", "--ledger", "b.ledger")
    assert done.stdout.startswith("1 article was dropped")


def test_extracting_parks_nothing(desk: Path) -> None:
    plain = figcheck("extract", "archive/two.md", "-f", "jsonl")
    assert figcheck("extract", "archive/two.md", "-f", "jsonl", "--ledger", "a.ledger").stdout == plain.stdout
    assert "parked" not in figcheck("ledger", "status", "--ledger", "a.ledger").stdout
    assert figcheck("check", "archive/two.md", "--ledger", "a.ledger").exit_code == 0
    assert "1 parked" in figcheck("ledger", "status", "--ledger", "a.ledger").stdout


# --- the same bytes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["concise", "csv", "json", "jsonl", "html", "sarif"])
def test_the_output_is_that_of_a_run_without_a_ledger(desk: Path, format: str) -> None:
    """Also where folders have files of one name, in whatever order they are named."""
    (desk / "before").mkdir()
    for name, toll in (("one.md", 41), ("two.md", 61)):
        (desk / "before" / name).write_text(CRASH.format("Delta", toll))
    plain = figcheck("check", "before", "archive", "-f", format)
    assert plain.exit_code == 1
    assert figcheck("check", "archive", "before", "-f", format).stdout == plain.stdout
    for _ in range(2):
        assert figcheck("check", "archive", "before", "-f", format, "--ledger", "a.ledger").stdout == plain.stdout


def test_a_finding_outside_of_the_root_is_the_same_finding_with_a_ledger(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "elsewhere").mkdir()
    monkeypatch.chdir(desk / "elsewhere")
    plain = figcheck("check", "../archive", "-f", "jsonl")
    assert plain.exit_code == 1
    assert figcheck("check", "../archive", "-f", "jsonl", "--ledger", "b.ledger").stdout == plain.stdout
    monkeypatch.chdir(desk)
    moved = figcheck("check", "archive", "-f", "concise").stdout
    assert json.loads(plain.stdout)["fingerprint"][:8] not in moved, "of another archive, in a folder of its own"


def test_an_article_that_calls_itself_by_the_path_of_another(desk: Path) -> None:
    (desk / "archive" / "a.md").write_text("---\nid: archive/one.md\n---\n" + CRASH.format("Delta", 61))
    plain = figcheck("check", "archive", "-f", "csv")
    assert plain.exit_code == 1
    assert "3 articles" in figcheck("check", "archive", "-f", "table").stdout
    assert figcheck("check", "archive", "-f", "csv", "--ledger", "b.ledger").stdout == plain.stdout


# --- what cannot be written ---------------------------------------------------------------------------------------


def test_a_ledger_in_a_folder_that_is_not_there(desk: Path) -> None:
    done = figcheck("ledger", "add", "archive", "--ledger", "nowhere/a.ledger")
    assert done.exit_code == 2
    assert "there is no folder nowhere for the ledger nowhere/a.ledger" in done.stderr
    assert not (desk / "nowhere").exists()


@pytest.mark.parametrize(
    ("told", "by_sqlite"),
    [
        ("no room is left on the disk of the ledger a.ledger", "database or disk is full"),
        ("the folder that it lies in must be yours to write", "attempt to write a readonly database"),
        ("the folder that it lies in must be yours to write", "unable to open database file"),
        ("is the disk full, over a quota, or gone?", "disk I/O error"),
    ],
)
def test_what_sqlite_tells_is_told_with_what_to_do(told: str, by_sqlite: str) -> None:
    problem = could_not(Path("a.ledger"), sqlite3.OperationalError(by_sqlite))
    assert told in f"{problem.message}\n{problem.advice}"


def test_of_a_large_run_without_a_ledger_the_folder_for_temporary_files_is_told(tmp_path: Path) -> None:
    problem = could_not(None, sqlite3.OperationalError("database or disk is full"))
    assert "ledger" not in problem.message
    assert f"{tempfile.gettempdir()}: No space left" in problem.message
    assert "TMPDIR" in problem.advice


@pytest.mark.parametrize("is_in_use", [False, True])
def test_a_ledger_that_only_others_may_write(desk: Path, monkeypatch: pytest.MonkeyPatch, is_in_use: bool) -> None:
    commands = (
        ("check", "draft.md", "--against", "a.ledger", "-f", "jsonl"),
        ("ledger", "status", "--ledger", "a.ledger"),
    )
    expected = [figcheck(*command).stdout for command in commands]
    before = (desk / "a.ledger").read_bytes()
    with sqlite3.connect(desk / "a.ledger", isolation_level=None) as other:
        if is_in_use:
            other.execute("INSERT INTO fact VALUES ('noted', X'00')")  # in the journal alone
        monkeypatch.setattr(store, "is_ours", lambda path: False)
        assert [figcheck(*command).stdout for command in commands] == expected
    other.close()
    if not is_in_use:
        assert (desk / "a.ledger").read_bytes() == before
    assert figcheck("ledger", "status", "--ledger", "nowhere.ledger").exit_code == 2


def test_a_file_of_others_that_is_no_ledger(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "is_ours", lambda path: False)
    done = figcheck("ledger", "status", "--ledger", "draft.md")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "draft.md is no ledger")


# --- what is left behind ------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file keeps its name")
def test_articles_put_aside_are_gone_however_the_process_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Store() as aside:
        assert list(tmp_path.iterdir()) == []
        with aside.writing():
            aside.note("something", b"kept")
        assert aside.fact("something") == b"kept"


# --- what reports must not replace --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        ("archive", "--ledger", "a.ledger", "--out", "json=a.ledger"),
        ("archive", "--ledger", "new.ledger", "--save", "new.ledger"),
        ("draft.md", "--against", "a.ledger", "--save", "a.ledger"),
        ("archive", "--out", "csv=a.ledger"),
    ],
)
def test_a_report_never_replaces_a_ledger(desk: Path, options: tuple[str, ...]) -> None:
    before = (desk / "a.ledger").read_bytes()
    done = figcheck("check", *options)
    assert done.exit_code == 2
    assert "would take the place of the ledger" in done.stderr
    assert (desk / "a.ledger").read_bytes() == before
    assert not (desk / "new.ledger").exists()


@pytest.mark.parametrize("command", ["check", "extract"])
def test_a_report_never_replaces_an_article_that_was_read(desk: Path, command: str) -> None:
    done = figcheck(command, "archive", "--out", "csv=archive/one.md", "--out", "json=report.json")
    assert done.exit_code == 2
    assert "archive/one.md: a report would take the place of this article" in done.stderr
    assert (desk / "archive" / "one.md").read_text() == CRASH.format("Alpha", 14)
    assert (desk / "report.json").exists()
    assert figcheck(command, "archive", "--out", "csv=one.md").exit_code != 2
    assert figcheck(command, "archive", "--out", "csv=one.md").exit_code != 2, "its own report it may replace"
