"""How benchmarks/faults.py decides what is stated, changes it so that the article agrees with itself, and judges."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from benchmarks import faults
from benchmarks.faults import Fault, Spot, Verdict
from benchmarks.stated import restated, stated, swapped

Row = dict[str, Any]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No one was hurt, and no one died.", [], id="nobody"),
        pytest.param("A 3-year-old was killed, and Ann Lee, 41, wounded.", [], id="ages"),
        pytest.param("He killed two of them, then three days later one more.", [], id="some of them, and days"),
        pytest.param("Four boys were shot.", [], id="shot may be either"),
        pytest.param("Six people were killed or injured.", [], id="not told apart"),
        pytest.param("Between 4 and 25 died, others say 11-12 dead.", [], id="ranges"),
        pytest.param("Two cars and a man killed.", [], id="counted by something else"),
        pytest.param("1,250 people killed, 3.5 injured", [], id="no small whole number"),
        pytest.param("Two people were killed.", [("deaths", 2, False)], id="passive"),
        pytest.param("3 dead", [("deaths", 3, False)], id="bare state"),
        pytest.param("killing at least TWELVE miners", [("deaths", 12, True)], id="active, hedged"),
        pytest.param(
            "left one dead and wounded four others",
            [("deaths", 1, False), ("injuries", 4, False)],
            id="two measures in one sentence",
        ),
        pytest.param("Twenty-one other passengers were badly hurt", [("injuries", 21, False)], id="words between"),
        pytest.param("the deaths of 16 men", [("deaths", 16, False)], id="of"),
        pytest.param("TWO SOLDIERS\nHAVE BEEN KILLED", [("deaths", 2, False)], id="over a line end"),
    ],
)
def test_stated(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(one.measure, one.value, one.hedged) for one in stated(text)] == expected


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("One person was killed.", 2, "Two people were killed."),
        ("Two other boys were hurt.", 1, "One other boy was hurt."),
        ("1 man dead", 10, "10 men dead"),
        ("wounding four others", 1, "wounding one other"),
        ("TWO SOLDIERS KILLED", 20, "TWENTY SOLDIERS KILLED"),
        ("Twelve dead", 120, "120 dead"),
        ("Three dead, three injured, three dead", 4, "Four dead, three injured, four dead"),
    ],
)
def test_a_count_restated_keeps_its_form(text: str, value: int, expected: str) -> None:
    first, *others = stated(text)
    same = [first, *(one for one in others if one.measure == first.measure)]
    assert restated(text, same, value)[0] == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("27", 72), ("112", 121), ("40", None), ("33", None), ("5", None), ("twelve", None), ("300", None), ("401", 410)],
)
def test_digits_are_swapped_where_a_number_comes_of_it(printed: str, expected: int | None) -> None:
    assert swapped(printed) == expected


def row(key: str, title: str, text: str, incident: str = "i") -> Row:
    return {"doc_id": key, "incident_id": incident, "title": title, "text": text, "published": "2020-05-01"}


FIRST = row("a", "Two dead in mill fire", "Two people were killed and three injured. At least five died in 2011.")
SECOND = row("b", "Mill burns", "The fire killed two workers. About 3 were hurt.")


def test_a_place_for_a_fault_is_a_count_that_another_article_states_without_hedge() -> None:
    elsewhere = row("c", "", "Three people were injured.", incident="other")
    assert faults.open_spots([FIRST, SECOND, elsewhere]) == {"i": [Spot("a", "deaths", 2), Spot("b", "deaths", 2)]}


def test_rounds_plant_once_an_incident_and_never_what_is_stated_anyhow() -> None:
    third = row("c", "", "A blaze left one dead and another mill fire left four dead.")  # so neither -1 nor +2
    planted = list(faults.rounds([FIRST, SECOND, third], random.Random(0), 10))
    assert [len(some) for some in planted] == [1, 1]
    assert {fault.spot.doc_id for some in planted for fault in some} == {"a", "b"}
    assert {fault.kind for some in planted for fault in some} == {"+1", "x10"}
    assert list(faults.rounds([FIRST, SECOND], random.Random(0), 0)) == []


def test_every_mention_is_changed_and_nothing_else() -> None:
    fault = faults.plant(FIRST, Spot("a", "deaths", 2), 20, "x10")
    assert fault.article["title"] == "Twenty dead in mill fire"
    assert fault.article["text"].startswith("Twenty people were killed and three injured. At least five")
    assert fault.after == ("Twenty dead", "Twenty people were killed")
    assert len(fault.before) == 2 and FIRST["title"] == "Two dead in mill fire"


def test_a_copy_has_digits_swapped_and_says_so_where_the_count_is_hedged() -> None:
    plain, hedged = row("p", "", "The raid killed 27 men."), row("h", "", "At least 35 people were wounded.")
    found = faults.swaps([plain, hedged, row("n", "", "The raid killed 30 men.")], random.Random(0))
    assert [(one.kind, one.new, one.article["doc_id"]) for one in found] == [
        ("digits swapped", 72, "p (copy)"),
        ("digits swapped, hedged", 53, "h (copy)"),
    ]
    assert found[0].article["text"] == "The raid killed 72 men."


def figure(article: str, value: float, quote: str, measure: str = "deaths") -> Row:
    return {"article": article, "value": value, "low": value, "high": value, "quote": quote, "measure": measure}


def finding(*figures: Row, severity: str = "warning") -> Row:
    return {"severity": severity, "figures": list(figures)}


PLANTED = Fault("+1", Spot("a", "deaths", 2), 3, {"doc_id": "a"}, ("Two people died",), ("Three\npeople died",))
CHANGED = figure("a", 3, "Three people died.")
NOTHING = Verdict(False, False, False)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([], NOTHING, id="no finding"),
        pytest.param([finding(figure("a", 3, "Three cars burnt."))], NOTHING, id="another sentence"),
        pytest.param([finding(figure("b", 3, "Three people died."))], NOTHING, id="another article"),
        pytest.param([finding({**CHANGED, "value": 4, "low": 4, "high": 4})], NOTHING, id="another value"),
        pytest.param([finding({**CHANGED, "measure": "injuries"})], NOTHING, id="the hurt in the same sentence"),
        pytest.param(
            [finding(CHANGED, figure("b", 9, "Nine died."))], Verdict(True, True, False), id="beside another count"
        ),
        pytest.param(
            [finding(CHANGED, figure("b", 2, "Two died."), severity="note")], Verdict(True, False, True), id="a note"
        ),
        pytest.param(
            [finding(CHANGED, figure("a", 2, "Two died."))], Verdict(True, True, False), id="within the article"
        ),
    ],
)
def test_judged(found: list[Row], expected: Verdict) -> None:
    assert faults.judged(PLANTED, found) == expected


def test_a_copy_must_be_joined_with_its_original() -> None:
    copy = PLANTED._replace(article={"doc_id": "a (copy)"})
    changed = {**CHANGED, "article": "a (copy)"}
    assert faults.judged(copy, [finding(changed, figure("b", 2, "Two died."))], joined=True) == NOTHING
    both = finding(changed, figure("a", 2, "Two died."), severity="note")
    assert faults.judged(copy, [both], joined=True) == Verdict(True, False, True)


def test_the_table_adds_up() -> None:
    results = [(PLANTED, Verdict(True, False, True)), (PLANTED._replace(kind="-1"), NOTHING)]
    rows = {line[1]: line[2:] for line in faults.lines("invented", results)}
    assert rows["+1, deaths"] == (1, 1, "100.0 %", 0, "0.0 %", 1, "100.0 %")
    assert rows["all"] == rows["all, deaths"] == (2, 1, "50.0 %", 0, "0.0 %", 1, "50.0 %")


def test_alarms_are_counted_by_severity_where_casualties_are_in_them() -> None:
    money = finding(figure("a", 5, "5 dollars", measure="money"))
    found = [finding(CHANGED), finding(CHANGED, severity="note"), money]
    assert [line[1:] for line in faults.alarms("invented", found, 4)] == [
        ("warnings", 1, 4, "0.250"),
        ("notes", 1, 4, "0.250"),
    ]


@pytest.mark.slow
def test_the_command_prints_both_tables_and_the_faults_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = [row("m1", "", "LIMA, 4 MAY 90 -- A bomb killed 27 people in Lima."), row("m2", "", "Nothing happened.")]
    (tmp_path / "news-muc.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    assert faults.main([str(tmp_path), "--show"]) == 0
    printed = capsys.readouterr()
    assert "digits swapped, deaths" in printed.out and "on the unchanged text" in printed.out
    assert "faults not shown" in printed.out and "gva left out" in printed.err
    (tmp_path / "news-muc.jsonl").write_text("no JSON", encoding="utf-8")
    assert faults.main([str(tmp_path)]) == 2
