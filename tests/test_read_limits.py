"""What is named and what is left out, standard input, lists of paths, and the options and limits of reading."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from figcheck import api
from figcheck.articles import Article, PassedOver, Unread
from figcheck.cli import main
from figcheck.config import Settings, load_settings
from figcheck.engine import run
from figcheck.limits import read_size, size_text
from figcheck.problems import Refused
from figcheck.read import ReadOptions, read_paths
from figcheck.read.excluding import is_excluded
from figcheck.timelimit import TookTooLong, alarm_held, time_limit

TEXT = "Ferry sinks\nCoast Gazette – March 3, 2024\n\n46 drowned. About 12 swam.\n"
ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no configuration further up
    return tmp_path


def cli(*arguments: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=input)


def ids(*paths: str | Path, options: ReadOptions = ReadOptions()) -> list[str]:  # noqa: B008
    return [row.header.id for row in read_paths(paths, options) if isinstance(row, Article)]


def write(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} It is told by {name}.\n")  # the same text twice would be one article


def problems(*paths: str | Path) -> list[tuple[str | None, int | None, str]]:
    with pytest.raises(Refused) as refused:
        read_paths(paths)
    return [(problem.file, problem.line, problem.message) for problem in refused.value.problems]


# --- standard input ---


@pytest.mark.parametrize("command", [["check", "-f", "json"], ["extract", "-f", "json"]])
def test_standard_input(command: list[str]) -> None:
    result = cli(*command, "-", input=TEXT.encode())
    assert result.exit_code == 0, result.output
    figures = (
        json.loads(result.stdout)["figures"]
        or json.loads(cli("extract", "-f", "json", "-", input=TEXT.encode()).stdout)["figures"]
    )
    assert {(row["article"], row["path"], row["line"]) for row in figures} == {("<stdin>", "<stdin>", 4)}


def test_standard_input_of_any_format_with_files_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    write("a.txt")
    lines = b'{"text": "46 died."}\n' * 3000
    for raw, expected in ((lines, "<stdin>#3000"), (gzip.compress(lines), "<stdin>#unpacked#3000")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        got = ids("-", "a.txt", "-")
        assert (len(got), got[2999:]) == (3001, [expected, "a.txt"])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'46 "text"')))
    assert [type(row) for row in read_paths(["-"], ReadOptions(input_format="jsonl"))] == [Unread]


def test_a_pipe_that_gives_little_at_a_time() -> None:
    code = (
        "import json, time\nfor n in range(40):\n"
        "    print(json.dumps({'text': f'46 died in town {n}.'}), flush=True)\n    time.sleep(0.002)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    reader = subprocess.run(
        [sys.executable, "-m", "figcheck", "extract", "-f", "json", "-"],
        stdin=writer.stdout,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    writer.wait()
    assert json.loads(reader.stdout)["reach"]["read"] == 40


def test_empty_and_missing_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("check", "-", input=b"").exit_code == 3
    monkeypatch.setattr("sys.stdin", None)
    (row,) = read_paths(["-"])
    assert isinstance(row, Unread) and "no standard input" in row.reason


def test_files_that_are_called_like_marks() -> None:
    write("-", "@x")
    assert ids("./-", "./@x", Path("-")) == ["-", "@x"]


# --- lists of paths ---


@pytest.mark.parametrize(
    "raw",
    [
        b"# articles\n\na.txt\n  b c.txt\r\n-\n",
        b"\xef\xbb\xbfa.txt\nb c.txt\n-",
        b"a.txt\0b c.txt\0-\0",
        b"-\na.txt\na.txt\nb c.txt\n",
    ],
    ids=["comments, blanks and line ends of Windows", "a mark and no last line end", "NUL", "twice"],
)
def test_a_list_of_paths(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "b c.txt")
    Path("in").mkdir()
    Path("in/list.txt").write_bytes(raw)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert sorted(ids("@in/list.txt", "a.txt")) == ["<stdin>", "a.txt", "b c.txt"]


def test_a_list_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "b.txt")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a.txt\0b.txt\0")))
    assert ids("@-") == ["a.txt", "b.txt"]


def test_what_is_wrong_with_lists_is_told_at_the_line() -> None:
    write("seed.txt", "@other")
    Path("names").write_text("seed.txt\n# gone\n\nsed.txt\nnone/x\n")
    assert problems("@names", "gone.txt") == [
        ("gone.txt", None, "no such file or folder: gone.txt"),
        ("names", 4, "no such file or folder: sed.txt"),
        ("names", 5, "no such file or folder: none/x"),
    ]
    Path("names").write_text("seed.txt\n@other\n@names\n")
    Path("empty").write_text("# nothing\n")
    assert problems("@names", "@empty", "@gone") == [
        ("names", 2, "a list within a list: '@other'"),
        ("names", 3, "a list within a list: '@names'"),
        ("empty", None, "the list empty holds no path"),
        ("gone", None, "the list gone cannot be opened: No such file or directory"),
    ]
    assert problems("@-", "-")[-1][2] == "standard input cannot be both a list of paths and an article"
    told = cli("check", "@names")
    assert told.exit_code == 2 and "names:2: a list within a list" in told.stderr


# --- what is left out ---


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("draft.txt", "drafts", False),
        ("a/Drafts/b.txt", "drafts", False),
        ("a/drafts.txt", "drafts/", False),
        ("a/drafts", "drafts/", False),
        ("a/2023/b.txt", "2023/*.txt", False),
        ("2023/x/b.txt", "2023/*.txt", False),
        ("a/b.txt", "**/c/*.txt", False),
        ("a.txt", "[!a].txt", False),
        ("drafts/b.txt", "drafts", True),
        ("a/drafts/b.txt", "drafts", True),
        ("a/drafts/", "drafts/", True),
        ("a/drafts/b.txt", "drafts/", True),
        ("a/b.html", "*.html", True),
        ("2023/b.txt", "2023/*.txt", True),
        ("2023/b.txt", "./2023/*.txt", True),
        ("2023/x/b.txt", "2023/x", True),
        ("c/b.txt", "**/c/*.txt", True),
        ("a/b/c/d.txt", "**/c/*.txt", True),
        ("a/b/c.txt", "a/**", True),
        ("a/b/c.txt", "a/**/c.txt", True),
    ],
)
def test_excluded(path: str, pattern: str, fits: bool) -> None:
    assert is_excluded(path, [pattern]) is fits


def test_folders_leave_out_what_is_excluded_and_count_what_is_no_article() -> None:
    write("in/a.txt", "in/drafts/b.txt", "in/c.css", "in/d.css", "in/.hidden", "in/e", "in/f.txt")
    got = list(read_paths(["in", "in/f.txt"], ReadOptions(exclude=("drafts", "f.*"))))
    assert [row.header.id for row in got if isinstance(row, Article)] == ["a.txt", "f.txt"]  # named, so meant
    others = {row.what: row.count for row in got if isinstance(row, PassedOver)}
    assert others == {".css file": 2, "excluded": 2, "other file": 1}
    told = cli("check", "--exclude", "drafts", "in")
    assert "Passed over 4: .css file (2); excluded (1); other file (1)" in told.stdout
    assert json.loads(cli("check", "-f", "json", "in").stdout)["reach"]["passed_over"] == {
        ".css file": 2,
        "other file": 1,
    }
    assert cli("check", "--exclude", "*", "in").exit_code == 2


# --- options and settings ---


def test_options_and_settings_of_reading() -> None:
    Path("figcheck.yml").write_text(
        "input_format: jsonl\nmap: {title: headline, text: [body, words]}\nsplit: '^\\*{3}$'\n"
        "exclude: [drafts, '*.html']\nupdates: supersede\n"
        "max_file_size: 1.5 MB\nmax_articles: 10\nmax_ratio: 50\nmax_seconds: 2.5\n"
    )
    read = api.reading(load_settings(Path.cwd()))
    assert read == ReadOptions(
        input_format="jsonl",
        fields=(("title", "headline"), ("text", "body"), ("text", "words")),
        split="^\\*{3}$",
        max_bytes=1_500_000,
        max_articles=10,
        max_ratio=50,
        max_seconds=2.5,
        updates="supersede",
        exclude=("drafts", "*.html"),
    )
    options = {"map": ("title=hl",), "max_file_size": "64MiB", "max_seconds": "0", "max_ratio": "7", "exclude": ("x",)}
    read = api.reading(load_settings(Path.cwd(), **options))
    assert (read.fields, read.max_bytes, read.max_seconds, read.max_ratio) == ((("title", "hl"),), 64 << 20, None, 7)
    assert (read.exclude, read.max_articles) == (("x",), 10)


def test_defaults_are_those_of_the_stage() -> None:
    assert api.reading(Settings()) == ReadOptions()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--input-format", "jsnl"], "did you mean 'jsonl'?"),
        (["--map", "titel=headline"], "did you mean 'title'?"),
        (["--map", "title"], "an item of 'map' is 'title'"),
        (["--split", "(a"], "is no pattern"),
        (["--max-file-size", "64 parsecs"], "expected: a size: 64MB"),
        (["--max-file-size", "0"], "expected: a size"),
        (["--max-articles", "0"], "a whole number above 0"),
        (["--max-ratio", "many"], "a whole number above 0"),
        (["--max-seconds", "-1"], "seconds, 0 for no limit"),
        (["--max-seconds", "nan"], "seconds, 0 for no limit"),
        (["--updates", "replace"], "is not one of accompany, supersede"),
    ],
)
@pytest.mark.parametrize("command", ["check", "extract"])
def test_bad_options(command: str, arguments: list[str], words: str) -> None:
    write("a.txt")
    result = cli(command, *arguments, "a.txt")
    assert (result.exit_code, words in result.stderr, result.stdout) == (2, True, ""), result.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("max_file_size: {}", "a size"),
        ("max_file_size: true", "a size"),
        ("max_articles: 1.5", "a whole number"),
        ("max_seconds: soon", "seconds"),
        ("map: title", "a mapping of our names to theirs"),
        ("map: {title: []}", "a name"),
        ("updates: both", "accompany, supersede"),
        ("exclude: drafts", "a list"),
        ("split: [a]", "text"),
    ],
)
def test_bad_settings_are_told_at_their_place(line: str, words: str) -> None:
    Path("figcheck.yml").write_text(line)
    with pytest.raises(Refused) as refused:
        load_settings(Path.cwd())
    (problem,) = refused.value.problems
    assert problem.line == 1 and words in problem.expected


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", None), ("MB", None), ("1 m b", None), ("-1", None), ("0", None), ("1e6", None), ("1.5.5", None),
        ("500", 500), ("1 B", 1), ("64MB", 64_000_000), ("64 mb", 64_000_000), ("1.5GB", 1_500_000_000), ("2k", 2000),
        ("1KiB", 1024), ("1 MiB", 1 << 20), ("1Gi", 1 << 30),
    ],
)  # fmt: skip
def test_sizes(text: str, size: int | None) -> None:
    assert read_size(text) == size


@pytest.mark.parametrize("size", [1, 999, 1000, 64_000_000, 1_500_000_000, 64 << 20])
def test_a_size_that_is_shown_is_read(size: int) -> None:
    assert read_size(size_text(size).replace(",", "").replace("ytes", "")) == size


def test_the_help_has_sections() -> None:
    for command in (["check"], ["extract"], ["explain"], ["config", "show"]):
        told = cli(*command, "--help").stdout
        assert told.index("How articles are read:") < told.index("Other options:")
        assert told.count("--max-ratio") == 1


def test_explain_takes_the_options_of_reading() -> None:
    result = cli("explain", "3fa9", "-", "--max-seconds", "30", input=TEXT.encode())
    assert result.exit_code == 2 and "3fa9" in result.stderr


# --- seconds an article ---

HAS_ALARM = hasattr(signal, "setitimer")


def forever() -> None:
    while True:
        time.sleep(0.001)


@pytest.mark.skipif(not HAS_ALARM, reason="no alarm clock here")
def test_what_takes_too_long_is_stopped_and_the_alarm_put_back() -> None:
    def ours(number: int, frame: object) -> None:
        raise AssertionError

    before = signal.signal(signal.SIGALRM, ours)
    try:
        with pytest.raises(TookTooLong), time_limit(0.02):
            try:
                forever()
            except Exception:  # as libraries do
                forever()
        assert signal.getsignal(signal.SIGALRM) is ours
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        with time_limit(100), time_limit(0.01):  # the outer one is there, and stays
            time.sleep(0.05)
    finally:
        signal.signal(signal.SIGALRM, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(not HAS_ALARM, reason="no alarm clock here")
def test_an_alarm_that_is_lost_rings_again() -> None:
    class Careless:
        def __del__(self) -> None:
            forever()

    with pytest.raises(TookTooLong), time_limit(0.02):
        Careless()  # what is raised in there is ignored
        forever()


@pytest.mark.skipif(not HAS_ALARM, reason="no alarm clock here")
def test_a_held_alarm_serves_limit_after_limit() -> None:
    with alarm_held():
        with time_limit(0.01):
            pass
        time.sleep(0.03)  # it rings where no limit runs
        with time_limit(60):
            pass
        with pytest.raises(TookTooLong), time_limit(0.02):  # well before the one that was set
            forever()
        with time_limit(0.02):
            pass
        with time_limit(60):
            time.sleep(0.05)  # it rings too early
        with pytest.raises(TookTooLong), time_limit(0.02):
            forever()
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.skipif(not HAS_ALARM or not hasattr(os, "fork"), reason="no alarm clock or no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # other threads of the test run, which this child never needs
def test_a_forked_process_has_an_alarm_of_its_own() -> None:
    with alarm_held():
        with time_limit(60):
            pass
        child = os.fork()
        if child == 0:
            try:
                with time_limit(0.02):
                    time.sleep(5)
                os._exit(0)
            except TookTooLong:
                os._exit(7)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_no_limit_where_there_can_be_none() -> None:
    done: list[bool] = []

    def work() -> None:
        with time_limit(0.001):
            time.sleep(0.02)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
    with time_limit(None), time_limit(0):
        pass


@pytest.mark.skipif(not HAS_ALARM, reason="no alarm clock here")
def test_an_article_that_takes_too_long_is_a_row_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "b.txt", "c.txt")
    from figcheck import engine
    from figcheck.read import textfile

    decode, describe = textfile.decode, engine.describe
    slow: Iterator[bool] = iter([True, False, False])

    def decode_slowly(raw: bytes) -> object:
        if next(slow):
            forever()
        return decode(raw)

    def describe_slowly(article: Article, *rest: object) -> object:
        if article.header.id == "b.txt":
            forever()
        return describe(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(textfile, "decode", decode_slowly)
    monkeypatch.setattr(engine, "describe", describe_slowly)
    tools = api.toolkit(Settings())
    made = run(read_paths(["."], ReadOptions(max_seconds=0.1)), tools, rules=(), max_seconds=0.1)
    assert [header.id for header in made.articles] == ["c.txt"]
    assert [(row.path, row.reason) for row in made.unread] == [
        ("a.txt", "took longer than 0.1 s"),
        ("b.txt", "b.txt took longer than 0.1 s"),
    ]


@pytest.mark.skipif(not HAS_ALARM, reason="no alarm clock here")
def test_an_article_made_of_figures_alone_is_stopped_where_it_is() -> None:
    Path("a.txt").write_text("12 soldiers were killed and 30 wounded in Riga, one hundred and twenty fled, " * 30_000)
    Path("b.txt").write_text(TEXT)
    result = cli("extract", "-f", "json", "--max-seconds", "0.3", ".")
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert {row["path"]: row["reason"].removeprefix("a.txt ") for row in told["unread"]} == {
        "a.txt": "took longer than 0.3 s"
    }
    assert {row["path"] for row in told["figures"]} == {"b.txt"}
