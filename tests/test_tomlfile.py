"""Places in TOML: every key and value that tomllib reads is found where it stands."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.problems import Refused
from figcheck.tomlfile import _Places, read_toml_table
from figcheck.yamlfile import KeyPath

TEXT = '''\
# [tool.figcheck] in a comment
title = "a = 1 [tool.figcheck]"
long = """
[tool.figcheck]
select = 1
"""
[tool.figcheck]
select = ["a", 'b',
    "c", # "d"
]
out = { html = "x.html", "csv" = 'y' }
"fail_on"="error"
extra.deep . er = 1
[tool.figcheck.overrides.death-toll-differs]
severity = "note"
tolerance = {absolute = 2}
[[tool.figcheck.list]]
a = 1
[[tool.figcheck.list]]
a = 2
[other]
select = 5
'''


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        pytest.param(("select",), (8, 10), (8, 1), id="list"),
        pytest.param(("select", 1), (8, 16), (8, 16), id="item"),
        pytest.param(("select", 2), (9, 5), (9, 5), id="item on another line"),
        pytest.param(("out", "csv"), (11, 34), (11, 26), id="in braces, quoted"),
        pytest.param(("fail_on",), (12, 11), (12, 1), id="quoted key"),
        pytest.param(("extra", "deep", "er"), (13, 19), (13, 14), id="dotted key"),
        pytest.param(("overrides",), (14, 16), (14, 16), id="name in a header"),
        pytest.param(("overrides", "death-toll-differs", "severity"), (15, 12), (15, 1), id="in an inner table"),
        pytest.param(("overrides", "death-toll-differs", "tolerance", "absolute"), (16, 25), (16, 14), id="braces"),
        pytest.param(("list", 1, "a"), (20, 5), (20, 1), id="second of an array of tables"),
        pytest.param(("none",), (7, 7), (7, 7), id="nowhere"),
    ],
)
def test_where(path: KeyPath, value: tuple[int, int], key: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(TEXT, encoding="utf-8")
    document = read_toml_table(file, ("tool", "figcheck"))
    assert document is not None
    assert (document.where(path), document.where_key(path)) == (value, key)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        pytest.param("[t]\na = [1, inf]\n", 2, 9, "no finite number", id="endless"),
        pytest.param("[t]\na = nan\n", 2, 5, "no finite number", id="no number"),
        pytest.param("[t]\na = 2024-02-06T10:00:00\n", 2, 5, "is a time", id="time"),
        pytest.param("[t]\r\na = 1\r\na = 2\r\n", 3, 6, "not TOML", id="key twice, CRLF"),
    ],
)
def test_refused(text: str, line: int, column: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(text.encode())
    with pytest.raises(Refused) as caught:
        read_toml_table(file, ("t",))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column), problem.message
    assert words in problem.message


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("t = " + "[" * 20_000 + "]" * 20_000)
    with pytest.raises(Refused):
        read_toml_table(file, ("t",))


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("tool = 1\n")
    assert read_toml_table(file, ("tool", "figcheck")) is None


NAMES = st.text("ab-1", min_size=1, max_size=3) | st.text(max_size=4).map(lambda text: json.dumps(text))
VALUES: Any = st.recursive(
    st.integers(0, 99).map(str)
    | st.booleans().map(lambda value: str(value).lower())
    | st.text("ab'\"[]{}=,#\\\n .", max_size=9).map(json.dumps)
    | st.sampled_from(["'[x] = \"#'", '"""\n[a]\n"b" = """', "'''it's'''", "2024-02-06", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[ {', # x ]'.join(f'{chr(10)}{item}' for item in items)} ]")
        | st.dictionaries(NAMES, inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=8,
)


def paths(data: Any, path: KeyPath = ()) -> set[KeyPath]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return {path} | {inner for step, value in steps for inner in paths(value, (*path, step))}


@given(st.lists(st.tuples(NAMES, VALUES), max_size=4), st.sampled_from(["", "[t]", "[ t . 'u' ]", "[[t]]"]))
def test_every_value_that_is_read_has_a_place(pairs: list[tuple[str, str]], header: str) -> None:
    text = header + "\n" + "".join(f"{key} = {value}\n" for key, value in pairs)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = _Places(text)
    places.read()
    assert set(places.values) == paths(data) - {()}
