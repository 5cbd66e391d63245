"""A slip in what many reports tell is shown once, with the reports that it does not fit with beside it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from texts import article_of

from figcheck.api import toolkit
from figcheck.check.gathering import FEW
from figcheck.config import Settings
from figcheck.engine import run
from figcheck.findings import Run
from figcheck.report import pieces
from figcheck.report.full import full
from figcheck.report.table import table
from figcheck.report.terminal import Look

FIRST = dt.date(2024, 3, 5)
WORDINGS = [
    "The fire in the Hotel Orbeli in Varsk, Georgia, killed {} people",
    "In Varsk, Georgia, {} people died in the fire at the Hotel Orbeli",
    "Firefighters in Varsk, Georgia, found {} people dead when the Hotel Orbeli burned",
    "The blaze at the Hotel Orbeli in Varsk, Georgia, has claimed {} lives",
]
SPEAKERS = ["the mayor", "doctors at the hospital", "a spokesman for the police", "the owner"]  # so none is a copy


class Told(NamedTuple):
    """A toll that a report tells, some days after the first."""

    toll: int
    day: int = 0


def reports(told: Sequence[Told]) -> Run:
    articles = [
        article_of(
            f"{WORDINGS[number % 4].format(toll)}, {SPEAKERS[number // 4]} said.",
            title="Fire at the Hotel Orbeli in Varsk",
            name=f"report-{number:02}",
            outlet=f"Outlet {number}",
            published=FIRST + dt.timedelta(days=day),
        )
        for number, (toll, day) in enumerate(told)
    ]
    return run(articles, toolkit(Settings()))


def shown(made: Run) -> list[tuple[str, ...]]:
    """The tolls of each finding at warning or above: of its two figures, and of the further reports."""
    found = [
        tuple(made.claim(claim).figure.surface for claim in (*it.figures, *it.others))
        for it in made.findings
        if it.severity != "note"
    ]
    return sorted(found)


def steps(made: Run) -> list[tuple[str, ...]]:
    """The tolls of each note on a toll that was brought up to date."""
    notes = [it for it in made.findings if it.cause == "update_over_time"]
    return sorted(tuple(made.claim(claim).figure.surface for claim in it.figures) for it in notes)


@pytest.mark.parametrize("count", range(2, FEW + 1))
def test_of_few_reports_every_pair_is_shown(count: int) -> None:
    told = [Told(31)] * (count - 1) + [Told(13)]
    assert shown(reports(told)) == [("31", "13")] * (count - 1)


@pytest.mark.parametrize("at", [0, 3, 7])
def test_a_slip_in_one_of_many_is_shown_once(at: int) -> None:
    told = [Told(31)] * 8
    told[at] = Told(13)
    [tolls] = shown(reports(told))
    assert sorted(tolls) == ["13"] + ["31"] * 7 and {"13", "31"} == set(tolls[:2])


def test_the_report_nearest_in_time_stands_beside_a_slip() -> None:
    made = reports([Told(31, day) for day in range(6)] + [Told(13, 7)])
    [finding] = [it for it in made.findings if it.severity != "note"]
    assert finding.figures == ("report-05:1", "report-06:1")
    assert finding.message.endswith("; 1 report of 13 against 6 that do not fit with it")


def test_two_slips_are_two_findings() -> None:
    made = reports([Told(31)] * 4 + [Told(13), Told(310)] + [Told(31)] * 3)
    odd = [{toll for toll in tolls if toll != "31"} for tolls in shown(made)]
    assert sorted(map(sorted, odd)) == [["13"], ["13", "310"], ["310"]]  # the last: they do not fit together either


def test_a_slip_that_others_repeat_is_shown_once() -> None:
    [tolls] = shown(reports([Told(31)] * 6 + [Told(13)] * 3))
    assert (tolls.count("31"), tolls.count("13")) == (6, 3)


def test_of_a_toll_that_rises_each_step_is_shown_once() -> None:
    told = [Told(toll, day) for day, toll in enumerate([31, 34, 40]) for _ in range(4)]
    made = reports(told)
    assert steps(made) == [("31", "34"), ("34", "40")] and not shown(made)


def test_a_slip_beside_steps_is_shown() -> None:
    told = [Told(toll, day) for day, toll in enumerate([31, 34, 40]) for _ in range(4)]
    [tolls] = shown(reports([*told, Told(20, 4)]))
    assert "20" in tolls[:2] and len(tolls) == len(told) + 1


def test_all_pairs_are_still_compared() -> None:
    made = reports([Told(31)] * 7 + [Told(13)])
    held = {(it.a, it.b) for it in made.comparisons if it.verdict == "discrepancy"}
    assert len(held) == 7


def test_reports_of_another_fire_stay_out() -> None:
    articles = [
        article_of(
            f"A fire in a school in {town} killed {toll} pupils, the mayor of {town} said.",
            title=f"Fire in a school in {town}",
            name=f"{town}-{number}",
            outlet=f"Outlet {number}",
            published=FIRST,
        )
        for town, tolls in (("Hamburg", [9, 9, 12, 9, 9]), ("Lyon", [20, 20, 23, 20, 20]))
        for number, toll in enumerate(tolls)
    ]
    made = run(articles, toolkit(Settings()))
    for finding in made.findings:
        assert len({claim.split("-")[0] for claim in (*finding.figures, *finding.others)}) == 1
        assert not finding.others


def test_the_fingerprint_is_that_of_the_two(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(made: Run) -> set[str]:
        return {it.fingerprint for it in made.findings if it.severity != "note"}

    told = [Told(31, day) for day in range(6)] + [Told(13, 7)]
    assert known(reports(told)) == known(reports([*told, Told(31, 9)]))


def test_the_further_reports_are_named_to_readers() -> None:
    made = reports([Told(31, day) for day in range(12)] + [Told(13, 12)])
    output = " ".join(full(made, Look()).split())
    assert "also 31 (Outlet 0, 5 Mar 2024), 31 (Outlet 1, 6 Mar 2024)," in output
    assert "and 3 more" in output


def test_the_further_reports_are_counted_in_the_table_and_listed_in_the_csv() -> None:
    told = [Told(31)] * 8
    told[3] = Told(13)
    made = reports(told)
    assert table(made, Look(100, quiet=True)).count("and 6 more reports") == 1
    assert "".join(pieces(made, "markdown", Look(100))).count("and 6 more reports") == 1
    rows = list(csv.DictReader("".join(pieces(made, "csv", Look(100))).splitlines()))
    listed = {row["others"].count("Outlet") for row in rows if row["severity"] != "note"}
    assert listed == {6}
    assert "more report" not in table(reports([Told(31), Told(13)]), Look(100, quiet=True))
