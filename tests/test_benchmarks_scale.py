"""How benchmarks/archive.py makes archives and benchmarks/scale.py measures runs over them; no time is asserted."""

import itertools
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from benchmarks import again, processes, scale
from benchmarks.archive import Made, Planted, archive, days_of, revised, write
from benchmarks.phrasing import Phrasing
from benchmarks.processes import Ran
from benchmarks.scale import Corpus, Found, Measured, Turn
from figcheck.api import toolkit
from figcheck.articles import Article
from figcheck.config import Settings
from figcheck.find import find
from figcheck.read import read_paths

SOME = list(archive(400, planted=0.3))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("{toll} died, {toll#} in all", "seven died, 7 in all", id="spelt or in digits"),
        pytest.param("{Who} and {many}", "Miners and 1,200", id="capital, thousands"),
        pytest.param("${toll} and {toll}-year-old", "$7 and seven-year-old", id="digits behind a sign"),
        pytest.param("in {1987-1987}, {3000-3000} and {2.5-2.5}", "in 1987, 3,000 and 2.5", id="ranges"),
        pytest.param("A {thing} and a {other}", "An oven and a bell", id="an"),
        pytest.param("[{who} slept|{who} slept]", "miners slept", id="one of several"),
        pytest.param("{made}", "made", id="a maker"),
        pytest.param("{nested}", "an oven of miners", id="a list of patterns"),
    ],
)
def test_patterns(pattern: str, expected: str) -> None:
    lists = {"thing": ["oven"], "nested": ["a {thing} of {who}"]}
    phrasing = Phrasing(lists, {"made": lambda chance: "made", "other": lambda chance: "bell"})
    told = {"toll": 7, "many": 1200, "who": "miners"}
    assert phrasing.fill(pattern, random.Random(0), told) == expected


def test_a_pattern_that_asks_for_nothing_known_is_refused() -> None:
    with pytest.raises(KeyError, match="unheard"):
        Phrasing({}, {}).fill("{unheard}", random.Random(0), {})


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one", "same", "other")]
    for path, seed in zip(files, (3, 3, 4), strict=True):
        write(path, archive(60, seed))
    one, same, other = (path.read_bytes() for path in files)
    assert one == same != other
    assert one.count(b"\n") == 60


def test_articles_come_one_at_a_time_in_the_order_of_their_days() -> None:
    first = list(itertools.islice(archive(10**9), 30))  # would never end if made at once
    days = [made.row.get("updated", made.row["published"]) for made in first]
    assert days == sorted(days)


def test_larger_archives_are_longer_up_to_some_years() -> None:
    assert [days_of(size) for size in (10, 1000, 10_000)] == [1, 20, 200]
    assert days_of(10**6) == days_of(10**7) < 5 * 366
    by_day = Counter(made.row["published"] for made in archive(200, a_day=20) if "updated" not in made.row)
    assert len(by_day) > 8


def test_articles_are_as_long_as_news_and_have_as_many_figures(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    write(path, SOME)
    articles = [article for article in read_paths([path]) if isinstance(article, Article)]
    assert len(articles) == len(SOME)
    lengths = [len(made.row["text"]) for made in SOME]
    assert min(lengths) > 1500 and max(lengths) < 6500 and 2500 < sum(lengths) / len(lengths) < 4000
    lexicon = toolkit(Settings()).lexicon
    figures = sum(len(find(article, lexicon).figures) for article in articles)
    assert 2.2 < 1000 * figures / sum(len(article.text.encode()) for article in articles) < 4.5


def test_articles_read_like_news() -> None:
    for made in SOME:
        text = made.row["text"]
        assert not set("{}[]|#") & set(text + made.row["title"]), text
        assert text.count("\n\n") >= 5
        assert all(paragraph[:1] == paragraph[:1].upper() for paragraph in text.split("\n\n"))


def test_a_story_has_several_outlets_copies_and_updates() -> None:
    stories: dict[str, list[Made]] = defaultdict(list)
    for made in SOME:
        stories[made.row["id"].split("-")[0]].append(made)
    assert len({made.row["id"] for made in SOME}) == len(SOME)
    assert any(len({made.row["outlet"] for made in story}) > 3 for story in stories.values())
    assert any(len({made.row["published"] for made in story}) > 2 for story in stories.values())
    texts = Counter(made.row["text"] for made in SOME)
    assert any(count > 1 for count in texts.values())
    updated = [made.row for made in SOME if "updated" in made.row]
    before = {made.row["url"]: made.row for made in SOME if "updated" not in made.row}
    assert updated
    for row in updated:
        assert row["text"] != before[row["url"]]["text"] and row["outlet"] == before[row["url"]]["outlet"]


def test_totals_of_wars_only_rise() -> None:
    of_first = [made.row for made in SOME if made.row["id"].startswith("1-")]
    assert len(of_first) > 2
    assert all(" since " in row["text"] for row in of_first)


def test_planted_numbers_are_not_the_storys() -> None:
    planted = [made.planted for made in SOME if made.planted is not None]
    assert len(planted) > 10 and {one.how for one in planted} == {"report", "copy", "title"}
    assert all(one.value != one.true for one in planted)
    assert not any(made.planted for made in archive(200, planted=0))


def test_one_article_in_so_many_is_revised() -> None:
    changed = list(revised(SOME, every=100))
    differing = [number for number, (one, other) in enumerate(zip(SOME, changed, strict=True)) if one != other]
    assert differing == [99, 199, 299, 399]
    assert changed[99].row["text"].startswith(SOME[99].row["text"])


def test_the_whole_of_a_process_is_measured(tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = "import sys; print('printed'); print('told', file=sys.stderr); block = bytes(60_000_000); sys.exit(3)"
    ran = processes.run([sys.executable, "-c", program], out)
    assert (ran.code, ran.errors, out.read_text()) == (3, "told\n", "printed\n")
    assert ran.peak_mb >= ran.largest_mb > 57


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell")
def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    hold = "import time; block = bytearray(b'x') * 60_000_000; time.sleep(1)"
    start = f"subprocess.Popen([sys.executable, '-c', {hold!r}])"
    program = f"import subprocess, sys; [one.wait() for one in [{start}, {start}]]"
    ran = processes.run([sys.executable, "-c", program], tmp_path / "out")
    # Neither of the two holds so much. What one holds at most cannot be told here: a new process counts what the one
    # that started it held, and this one may hold much.
    assert ran.peak_mb > 115


def test_seconds_of_stages_are_those_that_are_told() -> None:
    told = "note: x\nreading 1,013.2 s (410 articles a second), linking 0.4 s, checking 0.1 s\n"
    assert scale.seconds_by_stage(told) == {"reading": 1013.2, "linking": 0.4, "checking": 0.1}
    assert scale.seconds_by_stage("") == {}


def test_findings_are_held_against_what_was_planted(tmp_path: Path) -> None:
    def figure(article: str, value: float) -> dict[str, object]:
        return {"article": article, "value": value}

    rows = [
        {"severity": "note", "figures": [figure("1-1", 5), figure("1-2", 6)]},
        {"severity": "warning", "figures": [figure("2-1", 7), figure("3-1", 8)]},
        {"severity": "warning", "figures": [figure("4-1", 1), figure("4-2", 2)]},
    ]
    path = tmp_path / "findings.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    planted = [Planted(name, "accident", "report", value, 1.0) for name, value in (("1-1", 5), ("3-1", 8), ("4-1", 9))]
    assert scale.found_in(path, planted) == Found(3, 1, frozenset({"1-1", "3-1"}), frozenset({"3-1"}))


def measured(articles: int, seconds: float, jobs: int, beside: Turn | None = None) -> Measured:
    planted = [Planted("1-1", "poll", "copy", 4, 5), Planted("2-1", "poll", "title", 41, 14)]
    found = Found(10, 1, frozenset({"1-1"}), frozenset())
    corpus = Corpus(Path("a"), articles, articles * 3000, planted, ())
    return Measured(corpus, jobs, Ran(0, seconds, seconds, 100.0, 90.0, "reading 1.0 s, linking 0.5 s"), found, beside)


def test_the_tables_add_up() -> None:
    small = measured(1000, 10.0, 1, Turn(0.5, 0.25))
    large = measured(10_000, 120.0, 1)
    two = large._replace(jobs=2, ran=large.ran._replace(seconds=80.0))
    rows = [dict(zip(scale.SPEED, row, strict=True)) for row in scale.speed_rows([small, large, two])]
    assert [row["growth"] for row in rows] == ["-", "1.20", "-"]
    assert [row["v. one process"] for row in rows] == ["-", "-", "1.50"]
    assert (rows[0]["ms an article"], rows[0]["MB/s"], rows[0]["checking"], rows[0]["the rest"]) == (
        "10.00",
        "0.30",
        "-",
        "8.5",
    )
    assert scale.total_growth([small, large, two]) == ["from 1000 to 10000 articles, 1 at a time: linear x 1.20"]
    assert scale.beside_rows([small, large]) == [(1000, 1, "500.0", "50.0", "250.0", "25.0")]
    assert scale.found_rows([small]) == [(1000, 2, 1, "50.0 %", 0, "0.0 %", 10, 1, "10.0 %")]
    assert scale.missed([small]) == ["2-1: poll, in a title: 41 in place of 14"]


def test_the_command_finds_what_was_planted(capsys: pytest.CaptureFixture[str]) -> None:
    assert scale.main(["--sizes", "60,150", "--turn", "1", "--planted", "0.5", "--show"]) == 0
    printed = capsys.readouterr().out
    for heading in ("quantulum3 by line", "linear x", "planted and not shown", "peak MB"):
        assert heading in printed
    last = next(line for line in reversed(printed.split("\n")) if line.startswith("     150"))
    planted, shown = map(int, last.split()[1:3])
    assert planted >= 8 and shown / planted >= 0.8


def test_a_ledger_is_measured_and_its_findings_are_those_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert again.main(["--sizes", "40", "--every", "10", "--jobs", "1", "--same"]) == 0
    printed = capsys.readouterr().out
    names = ("the first time", "again", "one in 10 changed", "a new article", "that article alone")
    assert [name for name in names if name in printed] == list(names)


def test_a_run_that_fails_is_told(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "absent.jsonl", 1, 1, (), ())
    with pytest.raises(scale.RunFailed, match="ended with 2"):
        scale.checked(corpus, tmp_path)
