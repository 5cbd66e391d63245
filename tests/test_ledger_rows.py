"""Rows of JSON Lines that a ledger has articles of are not read again, and what is found is what reading them finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.archive import archive
from figcheck import api
from figcheck.config import Settings
from figcheck.findings import Run
from figcheck.problems import Refused
from figcheck.read import jsonlines
from figcheck.read.decoding import Undecodable, decode, length_decoded

NEWS = [dict(made.row) for made in archive(14, seed=5, planted=0.7)]
Line = dict[str, Any] | str


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that are read from now on."""
    lines: list[str] = []

    def load(line: str) -> Any:
        lines.append(line)
        return json.loads(line)

    monkeypatch.setattr(jsonlines, "load", load)
    return lines


@pytest.fixture
def check(tmp_path: Path, read: list[str]) -> Callable[..., list[int]]:
    """Writes lines to a file and checks that with a ledger: which of the lines were read. The run must be that of a
    ledger that knows nothing."""
    file, ledger, fresh = tmp_path / "news.jsonl", tmp_path / "news.ledger", tmp_path / "fresh.ledger"

    def checked(lines: Sequence[Line], name: str = file.name, **options: Any) -> list[int]:
        path = tmp_path / name
        spelt = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("".join(f"{line}\n" for line in spelt), encoding="utf-8")
        read.clear()
        made = run(path, ledger, **options)
        found = sorted(spelt.index(line) for line in read)
        fresh.unlink(missing_ok=True)
        assert made == run(path, fresh, **options)
        return found

    return checked


def run(path: Path, ledger: Path, **options: Any) -> Run:
    return api.run([path], Settings(ledger=ledger, jobs=1, engine="serial", **options))


def without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "id"}


def longer(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "text": f"Nobody slept. {row['text']}"}


NAMELESS = [without_id(row) for row in NEWS]
ALL = list(range(len(NEWS)))


@pytest.mark.parametrize("rows", [NEWS, NAMELESS], ids=["with ids", "without"])
def test_what_stands_as_it_stood_is_not_read(check: Callable[..., list[int]], rows: list[dict[str, Any]]) -> None:
    assert check(rows) == ALL
    assert check(rows) == []


@pytest.mark.parametrize("rows", [NEWS, NAMELESS], ids=["with ids", "without"])
def test_a_line_that_changes_is_read_alone(check: Callable[..., list[int]], rows: list[dict[str, Any]]) -> None:
    check(rows)
    assert check([*rows[:5], longer(rows[5]), *rows[6:]]) == [5]


def test_a_line_that_comes_first_moves_the_others(check: Callable[..., list[int]]) -> None:
    check(NEWS[1:])
    assert check(NEWS) == [0]


def test_articles_without_ids_are_called_by_their_number(check: Callable[..., list[int]]) -> None:
    check(NAMELESS[1:])
    assert check(NAMELESS) == ALL


def test_lines_in_another_order(check: Callable[..., list[int]]) -> None:
    check(NEWS)
    assert check([*NEWS[7:], *NEWS[:7]]) == []


def test_a_line_that_goes_and_comes_back(check: Callable[..., list[int]]) -> None:
    check(NEWS)
    assert check(NEWS[:-1]) == []
    assert check(NEWS) == []


def test_a_line_told_twice_is_another_article(check: Callable[..., list[int]]) -> None:
    check(NEWS)
    assert check([*NEWS, NEWS[0]]) == [0]


def test_a_new_article_that_takes_the_id_of_one_that_is_known(check: Callable[..., list[int]]) -> None:
    check(NEWS)
    new = {**longer(NEWS[0]), "id": NEWS[3]["id"]}
    assert check([new, *NEWS]) == [0, 4]  # that one is the second of its id now


def test_a_name_that_another_article_takes_leaves_the_numbers_behind_it(check: Callable[..., list[int]]) -> None:
    rows = NAMELESS[:8]
    check([NEWS[0], *rows])
    taking = {**NEWS[0], "id": "news.jsonl#5"}
    assert check([taking, *rows]) == [0, 4]
    assert check([taking, *rows]) == [4]  # and none of those behind it is called otherwise


def test_an_id_that_only_the_second_had(check: Callable[..., list[int]]) -> None:
    same = {**longer(NEWS[0]), "id": NEWS[3]["id"]}
    check([*NEWS, same])
    assert check([same]) == [0]


def test_a_line_that_cannot_be_read_is_tried_again(check: Callable[..., list[int]]) -> None:
    check([*NEWS[:2], '{"text": ', *NEWS[2:]])
    assert check([*NEWS[:2], '{"text": ', *NEWS[2:]]) == [2]


def test_a_path_that_is_not_there_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"missing\.jsonl"):
        run(tmp_path / "missing.jsonl", tmp_path / "news.ledger")
    assert not (tmp_path / "news.ledger").exists()


def test_another_file_is_read(check: Callable[..., list[int]]) -> None:
    check(NEWS)
    assert check(NEWS, "more.jsonl") == ALL


@pytest.mark.parametrize("options", [{"map": (("text", "text"),)}, {"max_articles": 1000}], ids=["map", "limit"])
def test_read_otherwise(check: Callable[..., list[int]], options: dict[str, Any]) -> None:
    check(NEWS)
    assert check(NEWS, **options) == ALL


def test_with_names_of_columns_all_is_read_each_time(check: Callable[..., list[int]]) -> None:
    check(NEWS, map=(("text", "text"),))
    assert check(NEWS, map=(("text", "text"),)) == ALL


def test_another_version_of_the_code_reads_all(
    check: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(NEWS)
    monkeypatch.setattr("figcheck.ledger.digests.code_digest", lambda: b"another")
    assert check(NEWS) == ALL


@settings(max_examples=6)
@given(data=st.data())
def test_any_history_gives_what_a_fresh_ledger_gives(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("history")
    some = [*NEWS[:4], *NAMELESS[2:5], longer(NEWS[1]), {**NEWS[2], "id": NEWS[0]["id"]}]
    for number in range(3):
        lines = data.draw(st.lists(st.sampled_from(some), min_size=1, max_size=8))
        ends = data.draw(st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
        file = folder / "news.jsonl"
        file.write_bytes(ends.join(json.dumps(line) for line in lines).encode())
        fresh = folder / f"fresh-{number}.ledger"
        assert run(file, folder / "kept.ledger") == run(file, fresh)


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_what_was_decoded_before_is_as_long_as_it_was(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "replace")
    try:
        length = len(decode(raw))
    except Undecodable:
        return  # nothing was made of it before
    assert length_decoded(raw) == length
