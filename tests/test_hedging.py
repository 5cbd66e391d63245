"""Hedge schemes: what they make of words, laws that hold of all of them, and what is refused of a scheme file."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of, cases

from figcheck import api
from figcheck.check.readings import Held, hold
from figcheck.cli import main
from figcheck.config import Settings
from figcheck.describe import describe
from figcheck.find import find
from figcheck.hedging import HEDGED, HedgeScheme, load_scheme, shipped_schemes
from figcheck.intervals import INFINITY, Reading
from figcheck.model import DEFAULT_HEDGES, Claim, Hedge
from figcheck.problems import Problem, Refused
from figcheck.rules import load_rules, shipped_packs
from figcheck.wordlists import load_lexicon

SHIPPED = sorted(shipped_schemes())
INTERVAL = load_scheme("interval")
WORDED = [name for name in HEDGED if name != "range"]

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def read(scheme: HedgeScheme, reading: Reading, worded: str) -> Reading:
    """The reading under a hedge by its name in a scheme, where "nearly" is one of its own."""
    hedge: Any = "approx" if worded == "nearly" else worded
    return scheme.read(reading, hedge, nearly=worded == "nearly")


def reading_of(words: str, scheme: HedgeScheme) -> Reading:
    found = find(article_of(f"The report said {words} people were killed."), load_lexicon(hedges=scheme))
    (figure,) = found.figures
    return figure.reading


@pytest.mark.parametrize("case", cases("hedges.yaml"))
def test_words_under_a_scheme(case: dict[str, Any]) -> None:
    reading = reading_of(case["words"], load_scheme(case["scheme"]))
    low, high = (None if abs(end) == INFINITY else end for end in (reading.low, reading.high))
    assert (low, high) == (case["low"], case["high"])
    assert (reading.low_open, reading.high_open) == (case.get("low_open", False), case.get("high_open", False))


# --- laws ---


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scheme_covers_every_hedge_and_every_vague_word(name: str) -> None:
    scheme = load_scheme(name)
    assert scheme.name == name
    assert scheme.title
    assert scheme.why
    assert set(scheme.ends) == set(HEDGED)
    assert set(HEDGED) - {"nearly"} == set(get_args(Hedge)) - {"exact", "vague"}
    assert set(scheme.vague) == set(INTERVAL.vague)


def test_the_default_is_shipped_and_the_help_names_all() -> None:
    assert DEFAULT_HEDGES in SHIPPED
    told = " ".join(CliRunner().invoke(main, ["check", "--help"]).output.split())
    assert all(name in told for name in SHIPPED)


@given(numbers, st.sampled_from(WORDED))
def test_under_interval_a_hedge_takes_nothing_away(point: Decimal, hedge: str) -> None:
    reading = read(INTERVAL, Reading.exactly(point), hedge)
    assert reading.low <= point <= reading.high  # at most the number itself is left out: "more than 150"
    assert reading.point == point


@given(numbers, st.sampled_from(WORDED))
def test_under_stated_a_hedge_makes_no_difference(point: Decimal, hedge: str) -> None:
    assert read(load_scheme("stated"), Reading.exactly(point), hedge) == Reading.exactly(point)


@pytest.mark.parametrize("name", SHIPPED)
@given(numbers, st.sampled_from(WORDED), st.sampled_from(WORDED))
def test_the_last_hedge_decides(name: str, point: Decimal, first: str, last: str) -> None:
    scheme, printed = load_scheme(name), Reading.exactly(point, Decimal(1))
    assert read(scheme, read(scheme, printed, first), last) == read(scheme, printed, last)


@pytest.mark.parametrize("name", SHIPPED)
@given(numbers, numbers, st.sampled_from(WORDED))
def test_a_range_keeps_its_printed_ends_under_range_alone(name: str, a: Decimal, b: Decimal, hedge: str) -> None:
    scheme, printed = load_scheme(name), Reading(min(a, b), max(a, b))
    assert read(scheme, printed, "range") == printed == read(scheme, printed, hedge)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("hedge", ["exact", "vague"])
def test_what_no_hedge_makes_stays(name: str, hedge: Hedge) -> None:
    reading = Reading.exactly(Decimal(46))
    assert load_scheme(name).read(reading, hedge) is reading


def test_acled_never_records_more_than_interval_asserts() -> None:
    for word, (low, high) in load_scheme("acled").vague.items():
        floor = INTERVAL.vague[word][0]
        assert low is not None and floor is not None and low <= floor, word
        assert high is None or word.endswith(("majority", "majority of")), word


ENDS = st.fixed_dictionaries(
    {
        "low": st.sampled_from(["printed", "open", "5% below", "12.5 % below"]),
        "high": st.sampled_from(["printed", "open", "30% above"]),
    }
)
CHANGES = st.dictionaries(st.sampled_from(HEDGED), st.one_of(st.sampled_from(["printed", "floor"]), ENDS))
WORDS = st.dictionaries(
    st.sampled_from(["dozens", "scores", "a smattering of"]), st.sampled_from([[1, 2], [3, None], [None, 4]])
)


@given(st.sampled_from(SHIPPED), CHANGES, WORDS)
def test_a_scheme_that_extends_another_equals_it_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, base: str, hedges: dict[str, Any], vague: dict[str, Any]
) -> None:
    told: dict[str, Any] = {"version": 1, "title": "Mine", "extends": base, "hedges": hedges}
    file = tmp_path_factory.mktemp("scheme") / "mine.yaml"
    file.write_text(json.dumps(told | ({"vague": vague} if vague else {})), encoding="utf-8")
    scheme, other = load_scheme(file), load_scheme(base)
    assert {k: v for k, v in scheme.ends.items() if k not in hedges} == {
        k: v for k, v in other.ends.items() if k not in hedges
    }
    assert {k: v for k, v in scheme.vague.items() if k not in vague} == {
        k: v for k, v in other.vague.items() if k not in vague
    }
    assert scheme.vague.keys() == other.vague.keys() | vague.keys()


# --- loading ---

MINE = "version: 1\ntitle: Mine\nextends: interval\n"


def own(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def refused(name_or_path: str | Path) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        load_scheme(name_or_path)
    return caught.value.problems


def test_one_lexicon_for_one_scheme(tmp_path: Path) -> None:
    assert load_lexicon() is load_lexicon() is load_lexicon(hedges=load_scheme("interval"))
    assert load_lexicon(hedges=load_scheme("stated")) is load_lexicon(hedges=load_scheme("stated"))
    assert load_lexicon(hedges=load_scheme("stated")) is not load_lexicon()
    file = own(tmp_path, MINE)
    assert load_lexicon(hedges=load_scheme(file)) is load_lexicon(hedges=load_scheme(file))
    before = load_scheme(file)
    own(tmp_path, MINE + "vague: {dozens: [12, 60]}\n")
    assert load_scheme(file) != before, "a file that was changed is read again"


def test_a_scheme_travels_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(load_scheme("acled"))) == load_scheme("acled")


def test_a_file_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    own(tmp_path / "house", MINE + "hedges: {approx: {low: 20% below, high: 20% above}}\n", "house.yaml")
    scheme = load_scheme(
        own(tmp_path, "version: 1\ntitle: Mine\nextends: house/house.yaml\nvague: {scores: [20, 60]}\n")
    )
    assert scheme.name == "mine.yaml"
    assert read(scheme, Reading.exactly(Decimal(50)), "approx") == Reading.exactly(Decimal(50))._replace(
        low=Decimal(40), high=Decimal(60)
    )
    assert scheme.vague["scores"] == (20, 60)
    assert scheme.vague["dozens"] == INTERVAL.vague["dozens"]


def test_a_range_may_have_a_band_and_words_a_floor_of_zero(tmp_path: Path) -> None:
    text = MINE + "hedges: {range: {low: 10% below, high: open}}\nvague: {a few: [0, 4.5]}\n"
    scheme = load_scheme(own(tmp_path, text))
    assert reading_of("150 to 160", scheme) == Reading(Decimal(135), INFINITY, precision=Decimal(10))
    assert scheme.vague["a few"] == (0, Decimal("4.5"))


def test_a_majority_stays_a_share_whatever_its_bounds(tmp_path: Path) -> None:
    text = MINE + "vague: {a majority of: [51, 90], scores: [50, 100]}\n"
    lexicon = load_lexicon(hedges=load_scheme(own(tmp_path, text)))
    units = {
        words: find(article_of(f"{words} people agreed."), lexicon).figures[0].unit
        for words in ("A majority of", "Scores of")
    }
    assert units == {"A majority of": "percent", "Scores of": "count"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("stated ", "unknown hedge scheme 'stated '; did you mean 'stated'?", id="a blank"),
        pytest.param("acld", "unknown hedge scheme 'acld'; did you mean 'acled'?", id="a slip"),
        pytest.param("xyz", "unknown hedge scheme 'xyz'; ", id="nothing like it"),
        pytest.param("stated.yaml", "there is no hedge scheme 'stated.yaml'; did you mean 'stated'?", id="no file"),
        pytest.param("./stated", "there is no hedge scheme './stated'; did you mean 'stated'?", id="no path"),
    ],
)
def test_an_unknown_scheme_is_refused(name: str, told: str) -> None:
    (problem,) = refused(name)
    assert f"{problem.message}; {problem.advice}" == told
    assert problem.expected == "acled, ccc, interval, stated, or a .yaml file"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert "is no hedge scheme" in refused(own(tmp_path, "", "mine.txt"))[0].message
    assert "there is no hedge scheme" in refused(tmp_path)[0].message


REFUSED = [
    pytest.param("- a\n", 1, 1, "the file holds a list", id="a list"),
    pytest.param("", 1, 1, "the file holds nothing", id="empty"),
    pytest.param("title: Mine\nextends: interval\n", 1, 1, "add 'version: 1'", id="no version"),
    pytest.param("version: 2\ntitle: Mine\nextends: interval\n", 1, 10, "write 'version: 1'", id="version"),
    pytest.param("version: 1\nextends: interval\n", 1, 1, "add 'title:'", id="no title"),
    pytest.param("version: 1\ntitle: 5\nextends: interval\n", 2, 8, "'title' is 5", id="title"),
    pytest.param(MINE + "hedge: {}\n", 4, 1, "did you mean 'hedges'?", id="unknown key"),
    pytest.param(MINE + "rules: []\n", 4, 1, "unknown key 'rules'", id="a rules file"),
    pytest.param("version: 1\ntitle: Mine\nextends: intervall\n", 3, 10, "did you mean 'interval'?", id="extends"),
    pytest.param("version: 1\ntitle: Mine\nextends: [interval]\n", 3, 10, "'extends' is a list", id="extends a list"),
    pytest.param("version: 1\ntitle: Mine\nextends: mine.yaml\n", 3, 10, "extends this scheme", id="extends itself"),
    pytest.param(MINE + "hedges: printed\n", 4, 9, "'hedges' is 'printed'", id="hedges no mapping"),
    pytest.param(MINE + "hedges: {aprox: printed}\n", 4, 10, "did you mean 'approx'?", id="unknown hedge"),
    pytest.param(MINE + "hedges: {exact: printed}\n", 4, 10, "unknown key 'exact'", id="exact is no hedge"),
    pytest.param(MINE + "hedges: {approx: print}\n", 4, 18, "did you mean 'printed'?", id="unknown word"),
    pytest.param(MINE + "hedges: {approx: 10%}\n", 4, 18, "{low: 10% below, high: 10% above}", id="a share alone"),
    pytest.param(MINE + "hedges: {approx: [1, 2]}\n", 4, 18, "'approx' is a list", id="a list of ends"),
    pytest.param(MINE + "hedges: {approx: {low: printed}}\n", 4, 18, "add 'high:'", id="one end"),
    pytest.param(MINE + "hedges: {approx: {lo: open, high: open}}\n", 4, 19, "did you mean 'low'?", id="unknown end"),
    pytest.param(MINE + "hedges: {approx: {low: 10%, high: open}}\n", 4, 24, "write 10% below", id="which way"),
    pytest.param(MINE + "hedges: {approx: {low: 10, high: open}}\n", 4, 24, "write 10% below", id="a number"),
    pytest.param(MINE + "hedges: {approx: {low: 10% above, high: open}}\n", 4, 24, "write 10% below", id="wrong way"),
    pytest.param(MINE + "hedges: {approx: {low: below, high: open}}\n", 4, 24, "printed, above, open", id="wrong side"),
    pytest.param(MINE + "hedges: {approx: {low: 0% below, high: open}}\n", 4, 24, "write printed", id="no share"),
    pytest.param(MINE + "hedges: {approx: {low: 101% below, high: open}}\n", 4, 24, "at most 100%", id="below zero"),
    pytest.param(MINE + "hedges: {approx: {low: above, high: printed}}\n", 4, 18, "no number is left", id="no room"),
    pytest.param(MINE + "vague: [dozens]\n", 4, 8, "'vague' is a list", id="vague no mapping"),
    pytest.param(MINE + "vague: {}\n", 4, 8, "'vague' is empty", id="vague empty"),
    pytest.param(MINE + "vague: {Dozens: [1, 2]}\n", 4, 9, "write dozens", id="capitals"),
    pytest.param(MINE + "vague: {24 or so: [1, 2]}\n", 4, 9, "words in small letters", id="digits"),
    pytest.param(MINE + "vague: {dozens: 12}\n", 4, 17, "or [12, null] for a floor", id="a number alone"),
    pytest.param(MINE + "vague: {dozens: [12]}\n", 4, 17, "[low, high]", id="one bound"),
    pytest.param(MINE + "vague: {dozens: [12, many]}\n", 4, 22, "'many'", id="a word for a bound"),
    pytest.param(MINE + "vague: {dozens: [-1, 5]}\n", 4, 18, "a number from 0 on", id="negative"),
    pytest.param(MINE + "vague: {dozens: [true, 5]}\n", 4, 18, "a number from 0 on", id="a switch"),
    pytest.param(MINE + "vague: {dozens: [null, null]}\n", 4, 17, "leaves both sides open", id="no bounds"),
    pytest.param(MINE + "vague: {dozens: [99, 24]}\n", 4, 17, "write [24, 99]", id="bounds swapped"),
    pytest.param(MINE + "vague: {dozens: [1, 2], dozens: [3, 4]}\n", 4, 25, "is here twice", id="strict YAML"),
    pytest.param(
        "version: 1\ntitle: Mine\nhedges: {approx: printed}\n",
        1,
        1,
        "lacks hedges: nearly, at_least, more_than, at_most, less_than, range; vague",
        id="extends nothing and tells little",
    ),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED)
def test_a_broken_scheme_is_refused_at_its_place(text: str, line: int, column: int, words: str, tmp_path: Path) -> None:
    file = own(tmp_path, text)
    problem = refused(file)[0]
    assert (problem.file, problem.line, problem.column) == (file.as_posix(), line, column), problem.message
    assert words in f"{problem.message} {problem.expected} {problem.advice}"


def test_all_problems_of_a_scheme_and_of_those_below_are_told(tmp_path: Path) -> None:
    below = own(tmp_path, "version: 1\ntitle: Below\nextends: interval\nvague: {scores: 20}\n", "below.yaml")
    text = "version: 1\nextends: below.yaml\nhedges: {approx: x, range: z}\n"
    found = refused(own(tmp_path, text))
    assert sum(problem.file == below.as_posix() for problem in found) == 1
    assert len(found) == 4


def test_two_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    own(tmp_path, "version: 1\ntitle: A\nextends: b.yaml\n", "a.yaml")
    own(tmp_path, "version: 1\ntitle: B\nextends: a.yaml\n", "b.yaml")
    (problem,) = refused(tmp_path / "a.yaml")
    assert "extends this scheme" in problem.message


def test_no_scheme_is_a_rule_pack() -> None:
    files = [file for pack in shipped_packs().values() for file in pack]
    assert not set(files) & set(shipped_schemes().values())
    assert "hedges" not in shipped_packs()


# --- what the checks make of it ---


def claim_of(words: str, scheme: HedgeScheme, name: str) -> Claim:
    lexicon = load_lexicon(hedges=scheme)
    article = article_of(f"The flood killed {words} people.", name=name)
    (claim,) = describe(article, find(article, lexicon), lexicon, load_rules().measures)
    return claim


def held(a: str, b: str, scheme: HedgeScheme) -> Held:
    none = Decimal(0)
    return hold(claim_of(a, scheme, "a"), claim_of(b, scheme, "b"), none, none, none)


@pytest.mark.parametrize(
    ("scheme", "a", "b", "verdict"),
    [
        pytest.param("interval", "nearly 350,000", "350,000", "compatible", id="interval hears the hedge"),
        pytest.param("stated", "nearly 350,000", "350,000", "agree", id="stated does not"),
        pytest.param("stated", "over 160", "around 200", "discrepancy", id="stated compares the numbers"),
        pytest.param("stated", "at least 46", "47", "discrepancy", id="stated knows no open end"),
        pytest.param("stated", "1.2 million", "about 1,240,000", "compatible", id="rounded print stays rounded"),
        pytest.param("stated", "150 to 160", "155", "compatible", id="a range stays a range"),
        pytest.param("stated", "dozens of", "60", "compatible", id="stated leaves vague words their room"),
        pytest.param("acled", "dozens of", "14", "compatible", id="acled's dozens begin at 12"),
        pytest.param("acled", "hundreds of", "5,000", "compatible", id="a floor has no upper end"),
        pytest.param("acled", "hundreds of", "60", "discrepancy", id="below the floor"),
        pytest.param("acled", "more than 46", "46", "compatible", id="a floor holds its number"),
        pytest.param("ccc", "hundreds of", "200", "agree", id="the word stands for this number"),
        pytest.param("ccc", "hundreds of", "350", "discrepancy", id="and for no other"),
    ],
)
def test_figures_compared_under_a_scheme(scheme: str, a: str, b: str, verdict: str) -> None:
    one, other = held(a, b, load_scheme(scheme)), held(b, a, load_scheme(scheme))
    assert one.verdict == other.verdict == verdict, one.reason


def test_wide_bands_that_meet_are_no_open_end(tmp_path: Path) -> None:
    wide = "hedges: {approx: {low: 50% below, high: 50% above}}\n"
    scheme = load_scheme(own(tmp_path, MINE + wide))
    assert held("about 100", "150", scheme) == held("150", "about 100", scheme)
    assert not held("about 100", "150", scheme).soft
    assert not held("about 100", "at least 60", scheme).soft
    assert held("about 100", "at least 40", scheme).soft


def test_what_stated_shows_is_not_called_impossible() -> None:
    assert "differ as printed" in held("at least six", "seven", load_scheme("stated")).reason
    assert "cannot both hold" in held("six", "seven", load_scheme("stated")).reason
    assert "cannot both hold" in held("about 60", "90", INTERVAL).reason


# --- a whole run ---

FERRY = "Nearly 350,000 people were injured in Iraq, the report of 6 March 2023 said.\n"
COPY = "350,000 people were injured in Iraq, the report of 6 March 2023 said.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles and no configuration, where figcheck is started."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "articles").mkdir()
    for name, text in (("a.md", FERRY), ("b.md", COPY)):
        (tmp_path / "articles" / name).write_text(f"---\npublished: 2023-03-07\n---\n{text}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="figcheck")


def checked(*arguments: str) -> dict[str, Any]:
    result = cli("check", "articles", "-f", "json", *arguments)
    assert result.exit_code == 0, result.output
    shown: dict[str, Any] = json.loads(result.stdout)
    return shown


def test_the_run_says_which_scheme_it_used(desk: Path) -> None:
    by_default, stated = checked(), checked("--hedges", "stated")
    assert (by_default["hedges"], stated["hedges"]) == ("interval", "stated")
    assert [finding["cause"] for finding in by_default["findings"]] == ["hedge_dropped"]
    assert stated["findings"] == []
    assert [pair["verdict"] for pair in stated["comparisons"]] == ["agree"]
    told = "Hedges read by the scheme stated"
    for name in ("table", "full", "markdown"):
        assert told in cli("check", "articles", "--hedges", "stated", "-f", name).stdout
        assert "Hedges read" not in cli("check", "articles", "-f", name).stdout
    assert told in cli("extract", "articles", "--hedges", "stated").stdout
    assert json.loads(cli("extract", "articles", "--hedges", "ccc", "-f", "json").stdout)["hedges"] == "ccc"


def test_the_rows_of_extract_keep_their_keys(desk: Path) -> None:
    rows = [json.loads(cli("extract", "articles", "-f", "jsonl", *more).stdout.splitlines()[0]) for more in _options()]
    assert [row.keys() for row in rows] == [rows[0].keys()] * len(rows)
    assert {(row["low"], row["high"], row["hedge"]) for row in rows} == {
        (315000, 350000, "approx"),
        (350000, 350000, "approx"),
    }


def _options() -> list[list[str]]:
    return [[], *(["--hedges", name] for name in SHIPPED)]


@pytest.mark.parametrize("name", ["figcheck.yml", "pyproject.toml"])
def test_a_setting_chooses_and_the_command_line_wins(name: str, desk: Path) -> None:
    text = "[tool.figcheck]\nhedges = 'stated'\n" if name.endswith("toml") else "hedges: stated\n"
    (desk / name).write_text(text)
    assert checked()["hedges"] == "stated"
    assert checked("--hedges", "interval")["hedges"] == "interval"


def test_a_file_in_the_setting_is_relative_to_it_and_named_without_its_folder(desk: Path) -> None:
    own(desk, MINE + "hedges: {nearly: printed}\n")
    (desk / "figcheck.yml").write_text("hedges: mine.yaml\n")
    shown = json.loads(cli("check", "articles", "-f", "json").stdout)
    assert (shown["hedges"], shown["findings"]) == ("mine.yaml", [])


@pytest.mark.parametrize("command", ["check", "extract"])
def test_mistakes_of_scheme_and_rules_are_told_together_before_anything_is_read(command: str, desk: Path) -> None:
    own(desk, MINE + "hedges: {aprox: printed}\n")
    result = cli(command, "no-such-folder", "--hedges", "mine.yaml", "--rules", "pols")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "mine.yaml:4:10: unknown key 'aprox'" in result.stderr
    assert "did you mean 'polls'?" in result.stderr


def test_the_library_takes_a_scheme(desk: Path) -> None:
    assert api.run(["articles"], Settings(hedges="acled")).hedges == "acled"
    assert api.extract(["articles"], Settings()).hedges == DEFAULT_HEDGES
    with pytest.raises(Refused):
        api.run(["articles"], Settings(hedges="acld"))


RULE = """\
version: 1
rules:
  - id: deaths-differ
    title: Two counts
    measure: deaths
    check: {type: agree}
    tests:
      - name: a hedge that leaves room
        articles:
          - {outlet: A, published: 2024-05-02, text: "At least 12 people were killed in a blast in Lyon in France."}
          - {outlet: B, published: 2024-05-02, text: "14 people were killed in a blast in Lyon in France."}
        expect: []
"""


def test_tests_of_rules_are_read_by_the_setting(desk: Path) -> None:
    (desk / "own.yaml").write_text(RULE, encoding="utf-8")
    assert cli("rules", "test", "own.yaml").exit_code == 0
    (desk / "figcheck.yml").write_text("hedges: stated\n")
    failed = cli("rules", "test", "own.yaml")
    assert failed.exit_code == 1, failed.output
    assert cli("rules", "test", "own.yaml", "--hedges", "interval").exit_code == 0
    assert cli("rules", "test", "own.yaml", "--hedges", "intervl").exit_code == 2


def test_a_part_without_a_lower_end_counts_as_none(desk: Path) -> None:
    own(desk, MINE + "hedges: {range: {low: open, high: printed}}\n")
    text = "The fire killed 31 people: 8 to 9 passengers, 22 children and 14 crew members.\n"
    (desk / "articles" / "c.md").write_text(f"---\npublished: 2023-03-07\n---\n{text}", encoding="utf-8")
    result = cli("check", "articles/c.md", "--hedges", "mine.yaml", "-f", "concise")
    assert result.exit_code == 1, result.output
    assert "= at least 36, the article says 31 people" in result.stdout
