"""Changed articles: what touches them is shown, exactly as in the run over all, first where it stands in them.

Which articles have changed is asked of git in real repositories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import ODD, A, B, Repository
from sample_run import FINDINGS, HOUSE, RUN

from benchmarks.growth import generated
from figcheck import engine
from figcheck.api import toolkit
from figcheck.articles import Article, Place, Remark, Unread
from figcheck.cli import main
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.findings import Finding, Run, SetAside
from figcheck.focus import focused
from figcheck.model import Passage
from figcheck.read import named_in_focus, read_paths
from figcheck.report import CHECK_FORMATS, render
from figcheck.report.summary import focus_line
from figcheck.report.terminal import Look

ROOT = Path(__file__).resolve().parent.parent


@cache
def tools() -> Toolkit:
    return toolkit(Settings())


def articles_of(run: Run, finding: Finding) -> set[str]:
    """The ids of all articles that a finding shows something of."""
    figures = {run.claim(claim).header.id for claim in (*finding.figures, *finding.others)}
    return figures | {place.article for place in finding.places}


def subsets(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(paths, size) for size in range(len(paths) + 1))


def marks(finding: Finding) -> tuple[Any, ...]:
    """A finding without the order of its figures and places."""
    shown = frozenset((*finding.figures, *finding.others, *finding.places))
    return replace(finding, figures=(), places=(), evidence=(), observed=""), shown


def evidence(finding: Finding) -> frozenset[object]:
    """Why two figures were taken for one thing, whichever comes first."""
    return frozenset((row.slot, frozenset((row.a, row.b)), row.weight, row.words) for row in finding.evidence)


# --- laws: the focus picks of the whole run, and changes nothing in it ---


@cache
def seeds() -> tuple[Article | Unread, ...]:
    return tuple(read_paths([ROOT / "seeds"]))


def check_laws(articles: Sequence[Article | Unread], whole: Run, focus: tuple[str, ...]) -> None:
    ids = {header.id for header in whole.articles if header.path in focus}
    seen = focused(whole, focus)
    touching = [finding for finding in whole.findings if articles_of(whole, finding) & ids]
    assert list(map(marks, seen.findings)) == list(map(marks, touching))
    assert [it.fingerprint for it in seen.findings] == [it.fingerprint for it in touching]
    for finding, before in zip(seen.findings, touching, strict=True):
        first = whole.claim(finding.figures[0]).header.id if finding.figures else finding.places[0].article
        assert first in ids
        if set(finding.figures) == set(before.figures):
            assert evidence(finding) == evidence(before)
        else:
            assert finding.figures[0] in before.others and not finding.evidence
        if len(articles_of(whole, finding)) == 1:
            assert finding == before, "inside one article the order tells whole and parts"
    assert focused(seen, focus) == seen
    # What the engine leaves out of its work never shows; of what a cap left out it tells less, since it did less.
    worked = engine.run(articles, tools(), focus=focus)
    cap = worked.reach.comparisons_left_out
    assert worked == replace(seen, reach=replace(seen.reach, comparisons_left_out=cap))
    assert cap <= whole.reach.comparisons_left_out


def test_every_set_of_changed_seeds_shows_what_the_whole_run_has_of_it() -> None:
    whole = engine.run(seeds(), tools())
    assert len({header.path for header in whole.articles}) > 8
    some = [header.path for header in whole.articles if any(header.id in articles_of(whole, f) for f in whole.findings)]
    others = [header.path for header in whole.articles if header.path not in some]
    for focus in subsets([*some, *others][:6]):
        check_laws(seeds(), whole, focus)


@settings(max_examples=12)
@given(st.integers(1, 500), st.data())
def test_any_changed_articles_show_what_the_whole_run_has_of_them(seed: int, data: st.DataObject) -> None:
    articles = list(generated(24, seed, a_day=12))
    whole = engine.run(articles, tools())
    paths = [article.header.path for article in articles]
    check_laws(articles, whole, tuple(sorted(data.draw(st.sets(st.sampled_from(paths), max_size=5)))))


def test_a_cap_on_comparisons_cuts_the_same() -> None:
    """Of one disaster in more articles than are all held against each other."""
    articles = [
        replace(
            article,
            header=replace(article.header, id=f"{n}", path=f"{n}.md", digest=f"{n}"),
        )
        for n in range(60)
        for article in [toll(n)]
    ]
    whole = engine.run(articles, tools())
    assert whole.reach.comparisons_left_out
    for focus in (("0.md",), ("59.md",), ("7.md", "31.md")):
        check_laws(articles, whole, focus)


def toll(n: int) -> Article:
    from benchmarks.articles import made_article
    from benchmarks.growth import _START

    text = f"A fire in a hotel in Varsk, Georgia, killed {n + 20} people on Monday, the mayor of Varsk said."
    return made_article(str(n), text, "Fire in a hotel in Varsk", f"Outlet {n}", _START)


def test_focus_on_all_articles_shows_all_as_it_was() -> None:
    whole = engine.run(seeds(), tools())
    seen = focused(whole, {header.path for header in whole.articles})
    assert (seen.findings, seen.comparisons, seen.abstentions) == (whole.findings, whole.comparisons, whole.abstentions)
    assert seen.reach == whole.reach
    assert seen.contexts == whole.contexts


def test_of_a_file_with_many_articles_all_have_changed() -> None:
    moved = replace(HOUSE.header, path="archive.parquet")
    run = replace(
        RUN,
        articles=tuple(moved if header.id == moved.id else header for header in RUN.articles),
        unread=(),
    )
    shown = {finding.fingerprint for finding in focused(run, ["archive.parquet"]).findings}
    assert shown == {"deadbeef", "00c0ffee"}


# --- what is turned, and what stays ---

PAIR = FINDINGS[1]
LATER, EARLIER = "seeds/bases-feb17.md", "seeds/bases-feb06.md"


def test_the_later_article_of_a_pair_comes_first_when_it_has_changed() -> None:
    (found,) = focused(RUN, [LATER]).findings
    assert found.figures == (f"{LATER}:1", f"{EARLIER}:1")
    assert (found.message, found.fingerprint, found.expected) == (PAIR.message, PAIR.fingerprint, PAIR.expected)
    published = next(row for row in found.evidence if row.slot == "published")
    assert (published.a, published.b, published.weight) == ("2024-02-17", "2024-02-06", -0.5)


@pytest.mark.parametrize("focus", [[EARLIER], [EARLIER, LATER]], ids=["earlier", "both"])
def test_the_order_stays_when_the_first_has_changed(focus: list[str]) -> None:
    assert focused(RUN, focus).findings == (PAIR,)


def test_a_gap_is_told_as_seen_from_the_first_figure() -> None:
    run = replace(RUN, findings=(replace(PAIR, observed="+40 (+25 %)"),))
    assert focused(run, [EARLIER]).findings[0].observed == "+40 (+25 %)"
    assert focused(run, [LATER]).findings[0].observed == "−40 (−20 %)"


def test_another_observation_is_left_as_it_is() -> None:
    assert focused(RUN, [LATER]).findings[0].observed == "200, 3.6 a day"


def test_places_without_figures_are_turned_as_well() -> None:
    places = tuple(Passage(path, "on Sunday", Place(0, 9, 1, 1), "on Sunday") for path in (EARLIER, LATER))
    run = replace(RUN, findings=(replace(PAIR, figures=(), places=places, evidence=()),))
    assert focused(run, [LATER]).findings[0].places == places[::-1]
    assert focused(run, [EARLIER]).findings[0].places == places
    assert focused(run, ["seeds/aid.txt"]).findings == ()


def test_a_place_in_the_changed_article_is_enough() -> None:
    passage = Passage(LATER, "on Sunday", Place(0, 9, 1, 1), "on Sunday")
    run = replace(RUN, findings=(replace(FINDINGS[0], places=(passage,)),))
    assert focused(run, [LATER]).findings == run.findings


def test_waived_findings_and_remarks_are_those_of_the_changed_articles() -> None:
    remarks = (Remark("unused_ignore", "nothing to ignore", LATER, 1), Remark("unused_ignore", "nor here", EARLIER, 1))
    waived = (SetAside(PAIR, "accepted", "both are right"), SetAside(FINDINGS[0], "ignored", "a joke"))
    seen = focused(replace(RUN, findings=(), set_aside=waived, remarks=remarks), [LATER])
    assert seen.remarks == remarks[:1]
    assert [(it.how, it.reason, it.finding.figures[0]) for it in seen.set_aside] == [
        ("accepted", "both are right", f"{LATER}:1")
    ]


def test_what_was_not_read_is_told_wherever_it_lies() -> None:
    assert focused(RUN, [LATER]).unread == RUN.unread


def test_reach_is_that_of_the_changed_articles_among_all() -> None:
    reach = focused(RUN, [EARLIER]).reach
    assert (reach.articles, reach.figures, reach.described, reach.grouped, reach.compared) == (6, 1, 1, 1, 1)
    assert (reach.skipped, reach.abstained, reach.unread) == ({"date": 1}, {}, 2)


# --- how it is told ---

PRINTED = ("table", "notes", "full", "concise", "markdown")


@pytest.mark.parametrize("format", PRINTED)
def test_every_printed_report_says_that_it_is_about_changed_articles(format: str) -> None:
    told = "nly what touches 2 changed articles of 6 is shown"
    assert told in " ".join(render(focused(RUN, [LATER, EARLIER]), format, width=200).split())
    assert "changed article" not in render(RUN, format, width=200)


@pytest.mark.parametrize("format", PRINTED)
def test_that_nothing_has_changed_is_told_plainly(format: str) -> None:
    text = render(focused(Run("0"), ()), format, width=200)
    assert "No article has changed: nothing was read or compared" in text
    assert "two figures" not in text and "0 articles" not in text


@pytest.mark.parametrize("format", CHECK_FORMATS)
def test_every_format_takes_a_run_without_changed_articles(format: str) -> None:
    made = CHECK_FORMATS[format].whole(focused(Run("0"), ()), Look())
    assert isinstance(made, str | bytes)


def test_one_changed_article_is_told_by_its_name_in_notes() -> None:
    last = render(focused(RUN, [LATER]), "notes", width=300).splitlines()[-1]
    assert last.startswith(f"1 thing to look at in {LATER}; 1 figure read; only what touches 1 changed article of 6")


def test_a_run_over_all_has_no_line_about_changes() -> None:
    assert focus_line(RUN) == ""


# --- what is read, and what of it is in focus ---


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an archive of two articles and a draft beside it, as the working directory."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "archive" / "april").mkdir(parents=True)
    (tmp_path / "archive" / "april" / "a.md").write_text(A)
    (tmp_path / "archive" / "c.md").write_text("Nothing happened.\n")
    (tmp_path / "draft.md").write_text(B)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="figcheck")


def found(result: Result) -> list[str]:
    """The files in which the findings of a concise report stand."""
    places = (re.match(r"(.+?):\d+:\d+: (?:note|warning|error) ", line) for line in result.stdout.splitlines())
    return [place[1] for place in places if place]


@pytest.mark.parametrize(
    ("focus", "paths", "shown"),
    [
        pytest.param(["archive/april/a.md"], ["archive"], ["archive/april/a.md"], id="among the paths"),
        pytest.param(["draft.md"], ["archive", "draft.md"], ["draft.md"], id="beside them"),
        pytest.param(["archive/april"], ["archive"], ["archive/april/a.md"], id="a folder among them"),
        pytest.param(
            ["./archive/../draft.md"], ["archive", "./archive/../draft.md"], ["archive/../draft.md"], id="dots"
        ),
        pytest.param(["draft.md", "link.md"], ["archive", "draft.md"], ["draft.md"], id="one file twice"),
        pytest.param(["link.md"], ["archive", "link.md"], ["link.md"], id="a link"),
        pytest.param(
            ["archive/c.md", "draft.md"], ["archive", "draft.md"], ["archive/c.md", "draft.md"], id="one of each"
        ),
    ],
)
def test_what_is_in_focus_is_read_once(focus: list[str], paths: list[str], shown: list[str], desk: Path) -> None:
    (desk / "link.md").symlink_to("draft.md")
    assert named_in_focus(["archive"], focus) == (tuple(paths), tuple(shown))


def test_an_archive_may_be_empty_yet(desk: Path) -> None:
    (desk / "empty").mkdir()
    done = cli("check", "draft.md", "--against", "empty", "-f", "concise")
    assert (done.exit_code, found(done)) == (0, []), done.output


def test_a_file_in_focus_keeps_its_path_and_id(desk: Path) -> None:
    whole = {a.header.path: a.header.id for a in read_paths(["archive"]) if isinstance(a, Article)}
    seen = named_in_focus(["archive"], [desk / "archive" / "april" / "a.md"])
    assert seen.shown == ("archive/april/a.md",)
    assert {a.header.path: a.header.id for a in read_paths(list(seen.paths)) if isinstance(a, Article)} == whole


def test_a_folder_in_focus_is_read_as_it_is_without_focus(desk: Path) -> None:
    """So that fingerprints, which hold ids, are those of the nightly run over both."""
    both = [a.header for a in read_paths(["archive/april", "draft.md", "archive/c.md"]) if isinstance(a, Article)]
    seen = named_in_focus(["draft.md", "archive/c.md"], ["archive/april"])
    assert [a.header for a in read_paths(list(seen.paths)) if isinstance(a, Article)] == both


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["archive", "--focus", "draft.md"], id="--focus"),
        pytest.param(["draft.md", "--against", "archive"], id="--against"),
        pytest.param(["archive", "draft.md", "--focus", "draft.md"], id="named twice"),
    ],
)
def test_a_draft_is_held_against_the_archive(arguments: list[str], desk: Path) -> None:
    done = cli("check", *arguments, "-f", "concise")
    assert (done.exit_code, found(done)) == (1, ["draft.md"]), done.output
    assert done.stdout.endswith("\nOnly what touches 1 changed article of 3 is shown\n")
    whole = cli("check", "archive", "draft.md", "-f", "concise")
    assert found(whole) == ["archive/april/a.md"], "the first in order of publication, else by name, is the primary one"


def test_an_article_that_nothing_touches_passes(desk: Path) -> None:
    done = cli("check", "archive", "draft.md", "--focus", "archive/c.md", "-f", "concise")
    assert (done.exit_code, found(done)) == (0, [])


def test_an_old_article_that_cannot_be_read_is_not_hidden(desk: Path) -> None:
    (desk / "archive" / "broken.md").write_bytes(b"\x00\x01" * 40)
    done = cli("check", "archive", "--focus", "archive/c.md", "-f", "concise")
    assert done.exit_code == 3
    assert "archive/broken.md" in done.stdout


def test_explain_takes_the_options_of_the_check(desk: Path) -> None:
    fingerprint = cli("check", "draft.md", "--against", "archive", "-f", "concise").stdout.split("[")[1][:8]
    for arguments in (["draft.md", "--against", "archive"], ["archive", "--focus", "draft.md"]):
        done = cli("explain", fingerprint, *arguments)
        assert (done.exit_code, "15" in done.stdout) == (0, True), done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["archive", "--focus", "gone.md"], "no such file or folder: gone.md", id="no such file"),
        pytest.param(["archive", "--focus", "empty"], "no article found in empty", id="a folder without articles"),
        pytest.param(["--focus", "draft.md"], "no article was named", id="nothing to compare with"),
        pytest.param(["a", "--focus", "b", "--against", "c"], "without --focus", id="--focus and --against"),
        pytest.param(["a", "--focus", "b", "--focus-from-git", "c"], "leave out --focus", id="--focus and git"),
        pytest.param(["a", "--against", "b", "--focus-from-git", "c"], "leave out --against", id="--against and git"),
    ],
)
def test_mistakes_end_with_2(arguments: list[str], told: str, desk: Path) -> None:
    (desk / "empty").mkdir()
    done = cli("check", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


# --- check with what git tells ---


@pytest.fixture
def inside(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(repository.folder)
    return repository


def test_a_changed_draft_is_held_against_all(inside: Repository) -> None:
    inside.write("articles/new.md", B.replace("15", "19"))
    done = cli("check", "articles", "--focus-from-git", "main", "-f", "concise")
    assert (done.exit_code, set(found(done))) == (1, {"articles/new.md"}), done.output
    assert done.stdout.endswith("Only what touches 1 changed article of 3 is shown\n")


def test_from_a_folder_below(inside: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    inside.write("articles/new.md", B.replace("15", "19"))
    monkeypatch.chdir("articles")
    done = cli("check", ".", "--focus-from-git", "main", "-f", "concise")
    assert (done.exit_code, set(found(done))) == (1, {"new.md"}), done.output


def test_a_change_beside_the_articles_is_none(inside: Repository) -> None:
    inside.write("README.md", B)
    inside.write("articles/notes.py", B)
    done = cli("check", "articles", "--focus-from-git", "main")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "No findings\nNo article has changed: nothing was read or compared\n"


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "concise"])
def test_files_are_written_though_nothing_has_changed(format: str, inside: Repository) -> None:
    done = cli("check", "articles", "--focus-from-git", "main", "--out", f"{format}=out.txt", "--save", "run.json")
    assert done.exit_code == 0, done.output
    assert Path("out.txt").exists()
    again = cli("report", "run.json", "-f", "concise")
    assert (again.exit_code, "No article has changed" in again.stdout) == (0, True), again.output


def test_a_changed_container_is_in_focus_as_a_whole(inside: Repository) -> None:
    lines = [f'{{"id": "{n}", "published": "2024-05-02", "text": "{said}"}}\n' for n, said in enumerate(SAID)]
    inside.commit(**{"articles/wire.jsonl": lines[0]})
    inside.git("checkout", "--quiet", "-b", "more")
    inside.write("articles/wire.jsonl", "".join(lines))
    done = cli("check", "articles", "--focus-from-git", "branch", "-f", "concise")
    assert "Only what touches 2 changed articles of 4 is shown" in done.stdout


SAID = ("In Varsk, Georgia, 12 people were killed in a fire on Wednesday.", "It rained in Varsk for two days.")


def test_a_mistake_in_paths_is_told_before_git_is_asked(tmp_path: Path, alone: None) -> None:
    done = cli("check", str(tmp_path / "gone"), "--focus-from-git", "main")
    assert (done.exit_code, "no such file or folder" in done.stderr) == (2, True)


def test_a_mistake_about_git_ends_with_2(inside: Repository) -> None:
    done = cli("check", "articles", "--focus-from-git", "nope")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no revision 'nope'" in done.stderr


def test_odd_names_are_found_by_check(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.folder)
    for number, name in enumerate(ODD):
        repository.write(f"articles/{name}", f"{B}\nThis is paper number {number}.\n")
    done = cli("check", "articles", "--focus-from-git", "main", "-f", "concise")
    assert done.stdout.endswith(f"Only what touches {len(ODD)} changed articles of {len(ODD) + 2} is shown\n")


def test_through_a_link_to_the_articles(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "short").symlink_to(repository.folder / "articles")
    monkeypatch.chdir(tmp_path)
    repository.write("articles/b.md", B + B)
    done = cli("check", "short", "--focus-from-git", "main", "-f", "concise")
    assert found(done)[:1] == ["short/b.md"], done.output
