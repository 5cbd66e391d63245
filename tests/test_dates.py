"""Dates as they are read, and findings without figures in every report and command."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from texts import article_of

from figcheck.dates import read_dates
from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.explain import explain
from figcheck.findings import Finding, Run
from figcheck.model import DateMention
from figcheck.report import CHECK_FORMATS, render
from figcheck.report.explain import explanation_text
from figcheck.report.terminal import Look
from figcheck.rulelab import run_tests
from figcheck.rules import Ruleset, load_rules
from figcheck.ruletrial import try_rules
from figcheck.wordlists import load_lexicon

LEXICON = load_lexicon()
RULESET = load_rules()
PUBLISHED = dt.date(2024, 5, 2)
TEXT = (
    "Inspectors closed 12 of 44 plants, or 37 per cent, last month. The council meets on Tuesday, 15 May, to vote. "
    "Ms Haddad, 43, who was born in 1975, runs a bakery."
)


def read(text: str) -> list[DateMention]:
    return read_dates(article_of(text, published=PUBLISHED), LEXICON)


def checked(text: str = TEXT) -> Run:
    article = article_of(text, title="Plants and bakers", published=PUBLISHED, outlet="The Post")
    return run_engine([article], Toolkit(LEXICON, RULESET))


def about_dates(run: Run) -> list[Finding]:
    return [finding for finding in run.findings if not finding.figures]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 3 March 2024,", (3, 3, 2024, None)),
        ("on March 3, 2024,", (3, 3, 2024, None)),
        ("on the 3rd of March.", (3, 3, None, None)),
        ("on Feb. 3 in Lyon", (3, 2, None, None)),
        ("on 3-5 May 2024.", (3, 5, 2024, 5)),
        ("between 3 and 5 May.", (3, 5, None, 5)),
        ("on May 4 and 5.", (4, 5, None, 5)),
        ("ON 12 APR 1990.", (12, 4, 1990, None)),
        ("on 2024-03-05.", (5, 3, 2024, None)),
        ("in March 2011,", (None, 3, 2011, None)),
        ("in 2011,", (None, None, 2011, None)),
        ("in 2003-11,", (None, None, 2003, 2011)),
    ],
)
def test_a_date_is_read_as_printed(text: str, day: tuple[int | None, ...]) -> None:
    (mention,) = read(f"It was seen {text}")
    assert (mention.day, mention.month, mention.year, mention.until) == day


@pytest.mark.parametrize(
    "text", ["It may 3 times fail.", "They march 12 abreast.", "It cost $2011.", "A rise of 2011%.", "Tower 2011.5"]
)
def test_what_is_no_date(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit", "way"),
    [
        ("two days earlier", 2, 2, "day", "earlier"),
        ("more than a week ago", 1, float("inf"), "week", "ago"),
        ("nearly 20 years ago", 16, 20, "year", "ago"),
        ("a year and a half ago", 1.5, 1.5, "year", "ago"),
        ("twenty-one days later", 21, 21, "day", "later"),
        ("a fortnight ago", 2, 2, "week", "ago"),
        ("at least three months ago", 3, float("inf"), "month", "ago"),
    ],
)
def test_a_length_is_an_interval(printed: str, low: float, high: float, unit: str, way: str) -> None:
    (mention,) = [it for it in read(f"It left {printed}, on 3 March.") if it.kind == "length"]
    assert (float(mention.low), float(mention.high), mention.unit, mention.way) == (low, high, unit, way)
    assert mention.surface == printed


def test_a_run_carries_the_dates_of_its_articles_in_order() -> None:
    run = run_engine(
        [article_of("On 3 May.", name="b"), article_of("On 4 May. On 5 May.", name="a")], Toolkit(LEXICON, RULESET)
    )
    assert [(it.header.id, it.surface) for it in run.dates] == [("a", "4 May"), ("a", "5 May"), ("b", "3 May")]


def test_findings_of_dates_and_figures_stand_in_the_order_of_the_text() -> None:
    run = checked()
    assert [finding.cause for finding in run.findings] == [
        "share_does_not_fit",
        "weekday_does_not_fit",
        "age_does_not_fit",
    ]
    assert len({finding.fingerprint for finding in run.findings}) == 3


def test_a_fingerprint_holds_no_position() -> None:
    one, other = (about_dates(checked(text)) for text in (TEXT, f"It rained in Lyon.\n\n{TEXT}"))
    assert [it.fingerprint for it in one] == [it.fingerprint for it in other]


@pytest.mark.parametrize("name", sorted(name for name, format in CHECK_FORMATS.items() if not format.binary))
@pytest.mark.parametrize("width", [60, 100, 160])
def test_every_report_shows_what_has_no_figures(name: str, width: int) -> None:
    run = checked()
    only = Run(version=run.version, articles=run.articles, findings=tuple(about_dates(run)))
    for shown in (run, only):
        text = render(shown, name, width=width)
        assert "Tuesday" in text and "15" in text and "Wednesday" in text


def test_json_has_places_and_no_figures() -> None:
    run = checked()
    shown = [row for row in json.loads(render(run, "json"))["findings"] if row["rule"].startswith("weekday")]
    assert [row["figures"] for row in shown] == [[]]
    assert [place["surface"] for place in shown[0]["places"]] == ["Tuesday", "15 May"]
    assert [place["note"] for place in shown[0]["places"]] == [
        "the nearest is 14 May 2024",
        "a Wednesday, by the day of publication",
    ]


def test_an_explanation_tells_what_would_make_it_go_away() -> None:
    run = checked()
    for finding in about_dates(run):
        rule = next(rule for rule in RULESET.rules if rule.id == finding.rule)
        text = explanation_text(run, explain(run, finding, rule), rule, Look())
        assert "another date, age or length of time in one of these places" in text
        assert "read by the scheme" not in text


def dates_rules(text: str, folder: Path) -> Ruleset:
    file = folder / "dates.yaml"
    file.write_text(text, encoding="utf-8")
    return load_rules([file])


RULE = """\
version: 1
rules:
  - id: weekday
    title: A weekday
    measure: any
    check: {type: date, of: weekday}
    %s
    tests:
      - name: wrong
        articles: [{published: 2024-05-02, text: "It met on Tuesday, 1 May, as planned."}]
        expect: [{values: [], cause: weekday_does_not_fit}]
"""


def test_a_rule_leaves_dates_alone_by_words_and_causes(tmp_path: Path) -> None:
    assert all(result.passed for result in run_tests(dates_rules(RULE % "severity: warning", tmp_path)))
    for unless in ("unless: {words: [as planned]}", "unless: {causes: [weekday_does_not_fit]}"):
        (result,) = run_tests(dates_rules(RULE % unless, tmp_path))
        assert not result.passed and result.detail.startswith("expected but not found")


def test_a_rule_says_louder_what_it_names(tmp_path: Path) -> None:
    ruleset = dates_rules(RULE % "escalate: {causes: [weekday_does_not_fit], severity: error}", tmp_path)
    run = run_engine([article_of("On Tuesday, 1 May.", published=PUBLISHED)], Toolkit(LEXICON, ruleset))
    assert [finding.severity for finding in run.findings] == ["error"]


def test_a_rule_is_tried_on_dates(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\npublished: 2024-05-02\n---\nOn Tuesday, 1 May. On Monday, 8 May.\n", "utf-8")
    ruleset = dates_rules(RULE % "severity: warning", tmp_path)
    trials = try_rules([tmp_path / "a.md"], Toolkit(LEXICON, ruleset))
    assert [len(trial.findings) for trial in trials.trials] == [2]


def documented() -> list[tuple[str, str]]:
    """What docs/rules.md says that each kind of date check shows."""
    page = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    section = page.split("### Dates\n")[1].split("### ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [(row[0].strip("`"), row[2].strip("`")) for row in rows[1:] if len(row) > 2]


@pytest.mark.parametrize(("aspect", "example"), documented())
def test_the_docs_tell_what_is_shown(aspect: str, example: str) -> None:
    (rule,) = [rule for rule in RULESET.rules if rule.check.model_dump().get("of") == aspect]
    assert [finding.rule for finding in checked(example).findings] == [rule.id]


def test_the_docs_name_every_aspect() -> None:
    shipped = {rule.check.model_dump()["of"] for rule in RULESET.rules if rule.check.type == "date"}
    assert shipped == {*(aspect for aspect, _ in documented()), "carried_over"}
