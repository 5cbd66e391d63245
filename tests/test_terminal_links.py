"""Links to places: in which terminals, where they lead, and that nothing gets out of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sample_run import RUN

from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, render
from figcheck.report.console import output_look
from figcheck.report.links import address, linked, links_of
from figcheck.report.terminal import Look, clean, display_width

# As terminals read it: up to the string terminator, or to the bell.
LINK = re.compile("\x1b\\]8;[^;\x1b\x07]*;([^\x1b\x07]*)(?:\x1b\\\\|\x07)")


def without_links(text: str) -> str:
    return LINK.sub("", text)


@pytest.mark.parametrize(
    ("environment", "links"),
    [
        pytest.param({}, "", id="nothing is known"),
        pytest.param({"TERM": "xterm-256color"}, "", id="a name that many bear"),
        pytest.param({"VTE_VERSION": "5000"}, "", id="the VTE that crashed on links"),
        pytest.param({"VTE_VERSION": "4801"}, "", id="an old VTE"),
        pytest.param({"VTE_VERSION": "new"}, "", id="a version that is none"),
        pytest.param({"KONSOLE_VERSION": "200801"}, "", id="an old Konsole"),
        pytest.param({"TERM_PROGRAM": "Apple_Terminal"}, "", id="Terminal of macOS"),
        pytest.param({"TERM_PROGRAM": "vscode"}, "", id="Visual Studio Code has better links of its own"),
        pytest.param({"VTE_VERSION": "7600", "TERM": "dumb"}, "", id="dumb"),
        pytest.param({"VTE_VERSION": "7600", "CI": "true"}, "", id="in CI"),
        pytest.param({"VTE_VERSION": "7600", "TMUX": "/tmp/tmux"}, "", id="in tmux"),
        pytest.param({"WT_SESSION": "0", "TERM": "screen-256color"}, "", id="in screen"),
        pytest.param({"TERM_PROGRAM": "iTerm.app", "SSH_CONNECTION": "1 2 3 4"}, "", id="files of another machine"),
        pytest.param({"VTE_VERSION": "7600", "FORCE_HYPERLINK": "0"}, "", id="not wanted"),
        pytest.param({"VTE_VERSION": "7600", "FORCE_HYPERLINK": ""}, "file", id="an empty wish is none"),
        pytest.param({"FORCE_HYPERLINK": "1", "CI": "true"}, "file", id="wanted anyway"),
        pytest.param({"VTE_VERSION": "5001"}, "file", id="VTE"),
        pytest.param({"KONSOLE_VERSION": "230801"}, "file", id="Konsole"),
        pytest.param({"WT_SESSION": "f1"}, "file", id="Windows Terminal"),
        pytest.param({"DOMTERM": "v"}, "file", id="DomTerm"),
        pytest.param({"TERM_PROGRAM": "WezTerm"}, "file", id="WezTerm"),
        pytest.param({"TERM": "foot"}, "file", id="foot"),
        pytest.param({"TERM": "xterm-kitty"}, "line", id="kitty"),
        pytest.param({"KITTY_WINDOW_ID": "1", "FORCE_HYPERLINK": "1"}, "line", id="kitty, wanted"),
    ],
)
def test_links_of(environment: Mapping[str, str], links: str) -> None:
    assert links_of(environment) == links


@pytest.mark.parametrize("terminal", [False, True], ids=["a pipe", "a terminal"])
def test_links_are_for_terminals(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert output_look().links == ("file" if terminal else "")


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        pytest.param("a.md", "a.md", id="plain"),
        pytest.param("a b#c?d%.md", "a%20b%23c%3Fd%25.md", id="what means something in an address"),
        pytest.param("a;b:c.md", "a%3Bb%3Ac.md", id="what ends a parameter"),
        pytest.param("é日.md", "%C3%A9%E6%97%A5.md", id="no ASCII"),
        pytest.param("\x1b\\evil\x1b]8;;http:x\x07.md", "%1B%5Cevil%1B%5D8%3B%3Bhttp%3Ax%07.md", id="an escape"),
        pytest.param("a\n\u202eb.md", "a%0A%E2%80%AEb.md", id="line ends and direction"),
    ],
)
def test_nothing_gets_out_of_an_address(name: str, encoded: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    location = f"{tmp_path / name}:3:14"
    assert address(location, "file") == f"file://{tmp_path}/{encoded}"
    assert address(location, "line") == f"file://{tmp_path}/{encoded}#3"
    shown = Look(links="file").place(location)
    assert LINK.findall(shown) == [f"file://{tmp_path}/{encoded}", ""]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", without_links(shown))


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("gone.md:3:14", id="no such file"),
        pytest.param("archive.parquet#3", id="an article without text of its own"),
        pytest.param("-", id="no place"),
        pytest.param(".:1:1", id="a folder"),
        pytest.param("nul\0.md:1:1", id="no name for a file"),
    ],
)
def test_what_opens_nothing_is_no_link(location: str) -> None:
    assert address(location, "file") == ""
    assert linked("text", "") == "text"


def test_no_place_is_a_link_unless_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    assert Look().place(f"{tmp_path}/a.md:1:1") == f"{tmp_path}/a.md:1:1"


def test_links_of_an_article_never_come_through() -> None:
    told = clean("go \x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x07 now")
    assert "\x1b" not in told and "\x07" not in told
    assert not LINK.search(told)


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "coloured"])
@pytest.mark.parametrize("width", [40, 60, 100, 150])
@pytest.mark.parametrize(
    ("name", "formats"),
    [
        ("table", CHECK_FORMATS),
        ("full", CHECK_FORMATS),
        ("concise", CHECK_FORMATS),
        ("notes", CHECK_FORMATS),
        ("table", EXTRACT_FORMATS),
    ],
    ids=["table", "full", "concise", "notes", "figures"],
)
def test_links_change_nothing_that_is_seen(
    name: str, formats: dict[str, object], width: int, colour: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for header in RUN.articles:
        path = Path(header.path)
        if "\x1b" not in header.path:
            path.parent.mkdir(exist_ok=True)
            path.write_text("")
    options = {"formats": formats, "width": width, "colour": colour}
    with_links = render(RUN, name, links="file", **options)  # type: ignore[arg-type]
    plain = render(RUN, name, **options)  # type: ignore[arg-type]
    addresses = LINK.findall(with_links)
    assert f"file://{tmp_path}/seeds/house.txt" in addresses
    assert addresses[1::2] == [""] * (len(addresses) // 2)  # each is closed before the next begins
    assert without_links(with_links) == plain
    if name == "table":
        assert max(display_width(line) for line in re.sub("\x1b\\[[0-9;]*m", "", plain).splitlines()[:9]) <= width


def test_a_wrapped_place_is_one_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seeds").mkdir()
    Path("seeds/house.txt").write_text("")
    told = render(replace(RUN, findings=RUN.findings[3:]), "table", width=40, quiet=True, links="file")
    names = re.findall("\x1b\\]8;id=([^;]+);file", told)
    assert len(names) > 2
    assert len(set(names)) == 1
