"""YAML read strictly: what plain words mean, what is refused and where, how places and excerpts are told."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.problems import Problem, Refused
from figcheck.yamlfile import (
    MAX_BYTES,
    MAX_PROBLEMS,
    did_you_mean,
    excerpt,
    parse_yaml,
    position,
    read_yaml,
    show,
)


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        parse_yaml(text, "f.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("word", "value"),
    [
        pytest.param("none", "none", id="a word that YAML leaves alone"),
        pytest.param("nope", "nope", id="starts like no"),
        pytest.param("yesterday", "yesterday", id="starts like yes"),
        pytest.param('"no"', "no", id="no in quotes"),
        pytest.param("'12:30'", "12:30", id="clock time in quotes"),
        pytest.param("'007'", "007", id="leading zeros in quotes"),
        pytest.param("160:200", "160:200", id="no base 60"),
        pytest.param("a:b", "a:b", id="colon without a blank"),
        pytest.param("1.2.3", "1.2.3", id="a version"),
        pytest.param("30d", "30d", id="a span of time"),
        pytest.param("5%", "5%", id="a percentage"),
        pytest.param("30,410", "30,410", id="thousands comma outside a list"),
        pytest.param("2024-02", "2024-02", id="a month"),
        pytest.param("'2024-02-06'", "2024-02-06", id="a day in quotes"),
        pytest.param("--", "--", id="two dashes"),
        pytest.param("2024-02-06", dt.date(2024, 2, 6), id="a day"),
        pytest.param("0", 0, id="zero"),
        pytest.param("-12", -12, id="negative"),
        pytest.param("+3", 3, id="plus"),
        pytest.param("1.50", 1.5, id="fraction"),
        pytest.param(".5", 0.5, id="fraction without zero"),
        pytest.param("true", True, id="true"),
        pytest.param("False", False, id="False"),
        pytest.param("null", None, id="null"),
        pytest.param("~", None, id="tilde"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_a_word_means(word: str, value: object) -> None:
    got = parse_yaml(f"key: {word}\n", "f.yaml").data["key"]
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize("word", "yes Yes YES no No NO on On ON off Off OFF y Y n N".split())
@pytest.mark.parametrize("text", ["key: {}\n", "key: [a, {}]\n", "{}: a\n"], ids=["value", "item", "key"])
def test_switches_of_old_yaml_are_refused_everywhere(text: str, word: str) -> None:
    (problem,) = refused(text.format(word))
    assert f"'{word}'" in problem.message
    assert f'"{word}"' in problem.advice


BAD = [
    pytest.param("a: 12:30\n", 1, 4, "base 60", id="clock time"),
    pytest.param("a: 2:1\n", 1, 4, "base 60", id="score"),
    pytest.param("a: 09:15\n", 1, 4, "base 60", id="clock time with a zero"),
    pytest.param("a: 0123\n", 1, 4, "octal", id="octal"),
    pytest.param("a: 08\n", 1, 4, "octal", id="not even octal"),
    pytest.param("a: 0x1F\n", 1, 4, "base 2, 8 or 16", id="hexadecimal"),
    pytest.param("a: 0o17\n", 1, 4, "base 2, 8 or 16", id="octal of YAML 1.2"),
    pytest.param("a: 1_000\n", 1, 4, "'_'", id="underscore"),
    pytest.param("a: 1e5\n", 1, 4, "in full", id="exponent"),
    pytest.param("a: .inf\n", 1, 4, "finite", id="infinity"),
    pytest.param("a: .nan\n", 1, 4, "finite", id="not a number"),
    pytest.param("a: " + "9" * 5000, 1, 4, "5000 digits", id="a number without end"),
    pytest.param("a: 2024-02-30\n", 1, 4, "no day", id="30 February"),
    pytest.param("a: 2024-02-06T10:00:00\n", 1, 4, "time of day", id="a time"),
    pytest.param("a: 2024-02-06 10:00:00\n", 1, 4, "time of day", id="a time after a blank"),
    pytest.param("<<: {a: 1}\n", 1, 1, "merges", id="merge key"),
    pytest.param("a: [30,410]\n", 1, 5, "write 30410", id="thousands comma in a list"),
    pytest.param("a: 1\nb:\n  c: 1\n  c: 2\n", 4, 3, "first in line 3", id="key twice"),
    pytest.param("1: a\n", 1, 1, 'write "1"', id="number as a key"),
    pytest.param("true: a\n", 1, 1, "a switch", id="switch as a key"),
    pytest.param("null: a\n", 1, 1, "nothing", id="null as a key"),
    pytest.param("2024-02-06: a\n", 1, 1, "a date", id="day as a key"),
    pytest.param("? [a]\n: b\n", 1, 3, "a list as a key", id="list as a key"),
    pytest.param("? {a: 1}\n: b\n", 1, 3, "a mapping as a key", id="mapping as a key"),
    pytest.param("a: !!str 1\n", 1, 4, "tag", id="standard tag"),
    pytest.param("a: !!python/object:os.system x\n", 1, 4, "tag", id="tag of an object"),
    pytest.param("a: ! b\n", 1, 4, "tag", id="bare tag"),
    pytest.param("a: !mine [1]\n", 1, 4, "tag", id="tag of a list"),
    pytest.param("a: &x 1\n", 1, 4, "anchor '&x'", id="anchor"),
    pytest.param("--- a\n--- b\n", 2, 1, "second document", id="second document"),
    pytest.param("a: b: c\n", 1, 5, "put text that holds ': '", id="colon in a text"),
    pytest.param("a: 'x\nb: 2\n", 1, 4, "closing quote", id="open quote"),
    pytest.param("a: [1, 2\nb: c\n", 1, 4, "not closed", id="open bracket before more"),
    pytest.param("x:\n  - [a, {b: [c\n\n", 2, 13, "not closed", id="open bracket at the end"),
    pytest.param("a:\n\tb: 1\n", 2, 1, "spaces, not with tabs", id="tab as indent"),
    pytest.param("a: @x\n", 1, 4, "in quotes", id="at sign"),
    pytest.param('a: "\\d"\n', 1, 5, "backslash", id="unknown escape"),
    pytest.param("a: *\n", 1, 5, "in quotes", id="bare star"),
    pytest.param("é: '😀'\r\nb: no\r\n", 2, 4, "'no'", id="place after CRLF and emoji"),
    pytest.param("\ufeffa: no\n", 1, 4, "'no'", id="a BOM is no column"),
    pytest.param("'😀': no\n", 1, 6, "'no'", id="an emoji is one column"),
    pytest.param("a: b\x1bc\n", 1, 5, "U+001B", id="escape character"),
    pytest.param("a: \x00\n", 1, 4, "U+0000", id="NUL"),
    pytest.param("a: \ud800\n", 1, 4, "U+D800", id="half a character"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), BAD)
def test_refused_at_its_place(text: str, line: int, column: int, words: str) -> None:
    (problem,) = refused(text)
    assert (problem.file, problem.line, problem.column) == ("f.yaml", line, column), problem.message
    assert words in f"{problem.message} {problem.advice}"
    assert f"> {line} | " in problem.excerpt
    assert problem.excerpt.replace("\n", "").isprintable()


def test_an_alias_bomb_is_refused_without_being_built() -> None:
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    messages = [problem.message for problem in refused("\n".join(levels))]
    assert messages[:3] == ["anchor '&a0'", "anchor '&a1'", "alias '*a0'"]
    assert len(messages) == MAX_PROBLEMS + 1
    assert messages[-1].startswith(f"{12 + 11 * 9 - MAX_PROBLEMS} more")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 10_000, id="open brackets"),
        pytest.param("[" * 10_000 + "]" * 10_000, id="brackets"),
        pytest.param("- " * 10_000, id="dashes"),
        pytest.param("{a: " * 10_000, id="mappings"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(1000)), id="indents"),
        pytest.param("[" * 51 + "]" * 51, id="one level too many"),
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert "deeper than 50" in refused(text)[-1].message


def test_fifty_levels_are_read() -> None:
    data = parse_yaml("[" * 50 + "]" * 50, "f.yaml").data
    for _ in range(49):
        (data,) = data
    assert data == []


def test_all_problems_of_a_file_are_told_in_one_go() -> None:
    found = refused("a: no\nb: 0123\nb: *x\nc: [30,410]\nd: [\n")
    assert [(problem.line, problem.column) for problem in found] == [
        (1, 4),
        (2, 4),
        (3, 1),
        (3, 4),
        (4, 5),
        (5, 4),
    ]


# --- places ---

PLACED = """\
# a comment
rules:
  - id: one
    same: [who,
           where]
    message: >-
      first {a}
      then {b} and {a}
  - {id: "two", none: }
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        pytest.param((), (2, 1), (2, 1), id="document"),
        pytest.param(("rules",), (3, 3), (2, 1), id="list"),
        pytest.param(("rules", 0), (3, 5), (3, 5), id="mapping in a list"),
        pytest.param(("rules", 0, "id"), (3, 9), (3, 5), id="word"),
        pytest.param(("rules", 0, "same", 1), (5, 12), (5, 12), id="item on another line"),
        pytest.param(("rules", 0, "message"), (6, 14), (6, 5), id="folded text"),
        pytest.param(("rules", 1, "id"), (9, 10), (9, 6), id="in braces"),
        pytest.param(("rules", 0, "missing"), (3, 5), (3, 5), id="a key that is not there"),
        pytest.param(("rules", 7, "id"), (3, 3), (3, 3), id="an item that is not there"),
    ],
)
def test_where(path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    document = parse_yaml(PLACED, "f.yaml")
    assert document.where(path) == value
    assert document.where_key(path) == key


def test_where_a_piece_of_text_stands() -> None:
    document = parse_yaml(PLACED, "f.yaml")
    path = ("rules", 0, "message")
    assert document.where_text(path, "{a}") == (7, 13)
    assert document.where_text(path, "{a}", 1) == (8, 20)
    assert document.where_text(path, "{b}") == (8, 12)
    assert document.where_text(path, "{c}") == (6, 14)
    assert document.where_text(path, "{b}", 5) == (6, 14)


LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=20)
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 2]))
def test_json_comes_back_as_it_went(data: Any, indent: int | None) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    assert parse_yaml(text, "f.yaml").data == data


@given(st.text(alphabet="abn: -[]{}'\"\n\t#&*!|>?%@,0123.", max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        document = parse_yaml(text, "f.yaml")
    except Refused as refusal:
        assert all(problem.line and problem.column and problem.excerpt for problem in refusal.problems)
    else:
        assert set(document.values) >= set(document.keys)


# --- files ---


def test_read_yaml_names_the_file_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfkey: caf\xc3\xa9\r\n")
    document = read_yaml(path)
    assert (document.data, document.name) == ({"key": "café"}, path.as_posix())
    assert document.where(("key",)) == (1, 6)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.yaml", "cannot be read"), (tmp_path, "is not a file")):
        with pytest.raises(Refused, match=words):
            read_yaml(path)


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_yaml(path).data is None
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(Refused, match="larger than 1 MB"):
        read_yaml(path)


def test_a_text_counts_in_bytes() -> None:
    with pytest.raises(Refused, match="larger than 1 MB"):
        parse_yaml("#" + "é" * (MAX_BYTES // 2), "f.yaml")


def test_other_encodings_are_refused_at_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: b\nc: caf\xe9\n")
    with pytest.raises(Refused) as caught:
        read_yaml(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 7)
    assert "0xe9" in problem.message


# --- what messages are made of ---


def test_excerpt_shows_the_neighbours_and_the_caret() -> None:
    assert excerpt("one\ntwo words\nthree\nfour", 2, 5) == "  1 | one\n> 2 | two words\n    |     ^\n  3 | three"


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        pytest.param("", 1, 1, "> 1 |\n    | ^", id="empty text"),
        pytest.param("ab", 9, 9, "> 1 | ab\n    |   ^", id="beyond the end"),
        pytest.param("\tab", 1, 2, "> 1 |  ab\n    |  ^", id="a tab is one cell"),
        pytest.param("日本x", 1, 3, "> 1 | 日本x\n    |     ^", id="wide letters"),
        pytest.param("e\u0301x", 1, 3, "> 1 | e\u0301x\n    |  ^", id="combining mark"),
        pytest.param("a\x1b[31m", 1, 2, "> 1 | a\ufffd[31m\n    |  ^", id="escape sequence"),
        pytest.param("a\u202eb", 1, 3, "> 1 | a\ufffdb\n    |   ^", id="right to left mark"),
    ],
)
def test_excerpt(text: str, line: int, column: int, expected: str) -> None:
    assert excerpt(text, line, column) == expected


@given(st.text(max_size=300), st.integers(-2, 400), st.integers(-2, 400))
def test_an_excerpt_has_one_caret_line_and_is_printable(text: str, line: int, column: int) -> None:
    shown = excerpt(text, line, column).split("\n")
    assert sum(row.startswith("> ") for row in shown) == 1
    assert shown[[row.startswith("> ") for row in shown].index(True) + 1].endswith("^")
    assert len(shown) <= 4


@given(st.text(alphabet="ab\r\n\u2028", max_size=30), st.integers(0, 30))
def test_position_counts_crlf_once(text: str, index: int) -> None:
    index = min(index, len(text))
    line, column = position(text, index)
    assert 1 <= line <= text.count("\n") + text.count("\r") + text.count("\u2028") + 1
    assert 1 <= column <= index + 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("quite other", "", id="nothing near"),
        pytest.param("", "", id="empty"),
        pytest.param("x" * 10_000, "", id="very long"),
        pytest.param("sevrity", "did you mean 'severity'?", id="letter missing"),
        pytest.param("Severity", "did you mean 'severity'?", id="capital"),
        pytest.param("fail-on", "did you mean 'fail_on'?", id="dash for underscore"),
    ],
)
def test_did_you_mean(word: str, expected: str) -> None:
    assert did_you_mean(word, {"severity", "fail_on", "message"}) == expected


def test_did_you_mean_does_not_depend_on_the_order() -> None:
    assert did_you_mean("cat", ["bat", "hat"]) == did_you_mean("cat", ["hat", "bat"])


def test_show_is_short_and_printable() -> None:
    assert show("a\x1b[0m" + "b" * 100).isprintable()
    assert len(show("b" * 100)) == 62
    assert [show(value) for value in (None, True, [], {}, 3)] == [
        "nothing",
        "true",
        "a list",
        "a mapping",
        "3",
    ]
