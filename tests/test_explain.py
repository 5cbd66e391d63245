"""What is told of a finding when somebody asks: errors first, then the evidence slot by slot, then the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from sample_run import HOSTILE, RUN
from texts import PUBLISHED, article_of

from figcheck.check.readings import hold
from figcheck.cli import main
from figcheck.engine import Toolkit, run
from figcheck.explain import explain, find_finding
from figcheck.findings import SEVERITIES, Explanation, Finding, Run, SlotEvidence
from figcheck.link import ENOUGH, scales_of
from figcheck.problems import Refused
from figcheck.report.explain import explanation_text
from figcheck.report.terminal import Look, display_width
from figcheck.report.wording import evidence, weight
from figcheck.rules import Rule, load_rules
from figcheck.wordlists import load_lexicon

ROOT = Path(__file__).resolve().parent.parent
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TWO_TOLLS = {
    "early.md": (
        "---\ntitle: Ferry sinks off Basra\noutlet: Alpha\npublished: 2024-02-06\n---\n"
        "Sixteen people were killed when a ferry sank off Basra, Iraq, on Monday.\n"
    ),
    "late.md": (
        "---\ntitle: Basra ferry toll\noutlet: Beta\npublished: 2024-02-06\n---\n"
        "The ferry that sank off Basra, Iraq, on Monday killed 21 people, police said.\n"
    ),
}


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="figcheck")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles that differ, which no configuration reaches."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name, text in TWO_TOLLS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


# --- what cannot be answered ---


def with_fingerprints(*fingerprints: str) -> list[Finding]:
    return [Finding("a-rule", "note", "c", "m", (), fingerprint) for fingerprint in fingerprints]


@pytest.mark.parametrize(
    ("known", "asked", "told"),
    [
        pytest.param(["3fa9c2d1"], "3fa", "too short", id="three characters"),
        pytest.param(["3fa9c2d1"], "3fa…", "at least its first 4", id="dots do not count"),
        pytest.param(["3fa9c2d1"], "", "too short", id="nothing"),
        pytest.param(["3fa9c2d1"], "4fa9", "no finding has the fingerprint '4fa9'", id="none begins so"),
        pytest.param(["3fa9c2d1"], "a9c2", "no finding", id="inside is not the beginning"),
        pytest.param(["3fa9c2d1"], "3fa9c2d1e", "no finding", id="longer than any"),
        pytest.param([], "3fa9", "there are no findings at all", id="no findings"),
        pytest.param(["3fa9c2d1", "3fa9d000"], "3fa9", "2 findings have fingerprints", id="two begin so"),
        pytest.param(["3fa9c2d1", "3fa9d000"], "3fa9", "3fa9d000 (a-rule)", id="and both are told"),
        pytest.param(["00000000", "3fa9c2d1"], "3fa8", "3fa9c2d1 (a-rule), 00000000", id="the nearest first"),
        pytest.param([f"{n:08}" for n in range(9)], "ffff", "and 4 more", id="of many the nearest only"),
    ],
)
def test_refused(known: list[str], asked: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        find_finding(with_fingerprints(*known), asked)
    (problem,) = refused.value.problems
    assert told in f"{problem.message} | {problem.expected} | {problem.advice}"


@pytest.mark.parametrize("asked", ["3fa9", "3fa9c2d1", "3FA9", " 3fa9… ", "3fa9..."])
def test_found(asked: str) -> None:
    assert find_finding(with_fingerprints("4fa9c2d1", "3fa9c2d1"), asked).fingerprint == "3fa9c2d1"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "FINGERPRINT", id="nothing named"),
        pytest.param(["3fa9"], "no article was named", id="no paths"),
        pytest.param(["3fa9", "missing"], "missing", id="no such path"),
        pytest.param(["ffff", "."], "no finding has the fingerprint 'ffff'", id="no such finding"),
        pytest.param(["ff", "."], "too short", id="too short"),
        pytest.param(["ffff", ".", "--select", "no-such-rule"], "no-such-rule", id="no such rule"),
        pytest.param(["ffff", ".", "--ignore", "death-toll-differs"], "no findings at all", id="its rule ignored"),
    ],
)
def test_mistakes_end_with_2_and_an_empty_stdout(arguments: list[str], told: str, folder: Path) -> None:
    result = cli("explain", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_what_was_not_read_is_told_and_ends_with_3(folder: Path) -> None:
    fingerprint = cli("check", ".", "-f", "concise").stdout.split("[")[1][:8]
    (folder / "broken.jsonl").write_text("{\n", encoding="utf-8")
    result = cli("explain", fingerprint, ".")
    assert result.exit_code == 3
    assert "not read: broken.jsonl" in result.stderr
    assert "Why the two" in result.stdout


# --- the evidence of a finding ---


class Case(NamedTuple):
    """Two articles, and what some slots of their finding must say: weight as a sign, and a word of what is told."""

    first: str
    second: str
    slots: dict[str, tuple[str, str]]
    second_title: str = ""


BASRA = "Sixteen people were killed when a ferry sank off Basra, Iraq, on Monday."
CASES = [
    pytest.param(
        Case(
            BASRA,
            "The ferry that sank off Basra, Iraq, on Monday killed 21 people, police said.",
            {
                "measure": ("", "the same"),
                "unit": ("", "the same"),
                "where": ("+", "Basra"),
                "when": ("+", "meet"),
                "event": ("+", "both openings say ferry"),
                "words": ("", "not the same"),
                "by": ("", "neither tells"),
                "said by": ("", "only one tells"),
                "number": ("", "not the same"),
                "published": ("", "the same"),
            },
        ),
        id="two tolls of one ferry",
    ),
    pytest.param(
        Case(
            "The mine near Kolwezi sold 61 wagons of cobalt ore to a Belgian smelter.",
            "The mine near Kolwezi sold 16 wagons of cobalt ore to a Belgian smelter.",
            {"copy": ("+", "one and the same sentence"), "counted": ("+", "the same"), "number": ("+", "a slip")},
        ),
        id="a copied sentence",
    ),
    pytest.param(
        Case(
            "The bakery in Quito sold loaves on Sunday.",
            "The blast in Basra killed 16 people, including 21 children.",
            {"role": ("", "part of the first"), "measure": ("", "the same"), "number": ("", "not the same")},
        ),
        id="a part and its whole",
    ),
]


@cache
def toolkit() -> Toolkit:
    return Toolkit(load_lexicon(), load_rules())


def run_of(case: Case) -> Run:
    articles = [
        article_of(case.first, name="a", outlet="Alpha"),
        article_of(case.second, name="b", outlet="Beta", title=case.second_title),
    ]
    return run(articles, toolkit())


@pytest.mark.parametrize("case", CASES)
def test_slots(case: Case) -> None:
    made = run_of(case)
    finding = max(made.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    rows = {row.slot: row for row in finding.evidence}
    assert len(rows) == len(finding.evidence), "a slot is told once"
    for slot, (sign, word) in case.slots.items():
        assert weight(rows[slot].weight)[:1] == sign, rows[slot]
        assert word in rows[slot].words, rows[slot]


@cache
def seeds() -> Run:
    from figcheck.read import read_paths

    return run(read_paths([ROOT / "seeds"]), toolkit())


def rule_of(finding: Finding) -> Rule:
    return next(rule for rule in toolkit().ruleset.rules if rule.id == finding.rule)


def every_run() -> list[Run]:
    return [seeds(), *(run_of(case) for case in (parameter.values[0] for parameter in CASES))]  # type: ignore[arg-type]


def test_evidence_is_what_the_scales_say() -> None:
    for made in every_run():
        scales = scales_of(
            [claim for claim in made.claims if claim.mode == "stated"], toolkit().lexicon, toolkit().ruleset.measures
        )
        for finding in made.findings:
            assert bool(finding.evidence) == (len(finding.figures) > 1)
            if explain(made, finding, rule_of(finding)).basis != "linked":
                continue
            weighed = scales.weigh(*(made.claim(claim) for claim in finding.figures[:2]))
            total = sum(row.weight for row in finding.evidence)
            assert total == pytest.approx(weighed.score, abs=0.05)
            alone = weighed.score >= ENOUGH and not weighed.contradiction
            assert alone != any(row.slot == "group" for row in finding.evidence)


def test_the_room_told_is_enough() -> None:
    """A rule with the tolerance that is told would not have made the finding; one a little stricter would."""
    told = 0
    for made in every_run():
        for finding in made.findings:
            room = explain(made, finding, rule_of(finding)).room
            if room is None or rule_of(finding).check.type != "agree":
                continue
            told += 1
            a, b = (made.claim(claim) for claim in finding.figures)
            assert hold(a, b, room, room * 0, room * 0).verdict != "discrepancy"
            assert hold(a, b, room * 99 / 100, room * 0, room * 0).verdict == "discrepancy"
    assert told


def test_evidence_does_not_depend_on_the_order_of_articles() -> None:
    articles = [
        article_of(TWO_TOLLS[name].split("---\n")[2].strip(), name=name, outlet=name, published=PUBLISHED)
        for name in TWO_TOLLS
    ]
    assert run(articles, toolkit()).findings == run(articles[::-1], toolkit()).findings


# --- how it is told ---


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([SlotEvidence("kind", "a", "a", 0, "the same")], "", id="nothing was weighed"),
        pytest.param(
            [SlotEvidence("where", weight=2.5, words="both in Iraq"), SlotEvidence("who", weight=-1.0)],
            "where +2.5 (both in Iraq); who −1; in all +1.5",
            id="for and against",
        ),
        pytest.param(
            [SlotEvidence("who", weight=1.0, words="w"), SlotEvidence("group", words="linked by nine (AFP)")],
            "who +1 (w); group (linked by nine (AFP)); in all +1",
            id="through a third",
        ),
    ],
)
def test_evidence_in_a_line(rows: list[SlotEvidence], told: str) -> None:
    assert evidence(rows) == told


OWN_RULE = """\
version: 1
rules:
  - id: attack-count-differs
    title: Two articles count the same attacks differently
    measure: attacks
    check: {type: grows, rate: 2x}
    tolerance: {relative: 5%}
    window: 30d
    why: A running total should move at a believable pace.
"""


@pytest.fixture
def rule(tmp_path: Path) -> Rule:
    file = tmp_path / "own.yaml"
    file.write_text(OWN_RULE, encoding="utf-8")
    return load_rules([file]).rules[0]


def page(finding: Finding, rule: Rule, look: Look) -> str:
    return explanation_text(RUN, explain(RUN, finding, rule), rule, look)


def test_page(rule: Rule, golden: Callable[[str, str], None]) -> None:
    golden("explain.txt", page(RUN.findings[1], rule, Look()))


def test_page_in_colour(rule: Rule) -> None:
    plain, coloured = (page(RUN.findings[1], rule, Look(colour=colour)) for colour in (False, True))
    assert coloured != plain
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("index", range(4))
def test_page_fits_and_steers_nothing(width: int, index: int, rule: Rule) -> None:
    text = page(RUN.findings[index], rule, Look(width))
    assert not STEERING.search(text)
    assert max(map(display_width, text.splitlines())) <= width


def test_hostile_evidence_is_neutralised(rule: Rule) -> None:
    finding = replace(RUN.findings[1], evidence=(SlotEvidence(HOSTILE, HOSTILE, HOSTILE, 1.0, HOSTILE),))
    text = page(finding, rule, Look(80))
    assert not STEERING.search(text)
    assert max(map(display_width, text.splitlines())) <= 80


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (12, 12), (13, 12), (40, 12)])
def test_the_series_is_short(count: int, lines: int, rule: Rule) -> None:
    finding = RUN.findings[1]
    explanation = Explanation(finding, "linked", 3.0, others=("seeds/house.txt:1",) * count)
    text = explanation_text(RUN, explanation, rule, Look())
    shown = text.split("of the group\n")[1].splitlines()
    assert len(shown) == lines
    assert ("more" in shown[-1]) == (count > 12)


def test_the_command(folder: Path) -> None:
    shown = cli("check", ".", "-f", "concise")
    (fingerprint,) = re.findall(r"\[([0-9a-f]{8})\]$", shown.stdout, re.MULTILINE)
    assert fingerprint in cli("check", ".").stdout
    assert f"figcheck explain {fingerprint} PATHS" in cli("check", ".").stdout
    result = cli("explain", fingerprint[:4], ".")
    assert result.exit_code == 0, result.stderr
    for word in ("Sixteen", "21", "Basra", "is enough", "death-toll-differs", "tolerance: {absolute: 5}"):
        assert word in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stdout == cli("explain", fingerprint, ".").stdout
