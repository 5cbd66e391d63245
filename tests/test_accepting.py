"""Acceptances written into their file: what an editor wrote there stays, byte for byte."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.problems import Refused
from figcheck.remembered import Remembered
from figcheck.waivers.acceptances import read_accepted
from figcheck.waivers.accepting import Grounds, accept

DAY = dt.date(2024, 5, 12)
ROW = Remembered("abcdef0123456789", "a-rule", "deaths · Iraq", ("160", "200"), ("a.md", "b.md"), ("a.md", "b.md"))
GROUNDS = Grounds("it holds", None, DAY)
ENTRY = """\
  - fingerprint: abcdef0123456789
    rule: a-rule
    about: "deaths · Iraq"
    values: ["160", "200"]
    articles: [a.md, b.md]
    reason: it holds
    accepted: 2024-05-12
"""
OTHER = '  - fingerprint: 0123456789abcdef  # of long ago\n    rule: b-rule\n    reason: "it\'s right"\n'


def written(tmp_path: Path, text: str | None, grounds: Grounds = GROUNDS, row: Remembered = ROW) -> str:
    file = tmp_path / "accepted.yml"
    if text is not None:
        file.write_bytes(text.encode())
    accept(file, [row], grounds)
    return file.read_bytes().decode()


def test_a_new_file(tmp_path: Path) -> None:
    head, _, rest = written(tmp_path, None).partition("version: 1\n")
    assert all(line.startswith("# ") for line in head.splitlines())
    assert rest == f"accepted:\n{ENTRY}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", f"accepted:\n{ENTRY}", id="an empty file"),
        pytest.param("# ours\n", f"# ours\naccepted:\n{ENTRY}", id="a comment alone"),
        pytest.param("accepted:\n", f"accepted:\n{ENTRY}", id="an empty list"),
        pytest.param("accepted: []  # none\n", f"accepted:\n{ENTRY}", id="an empty list in brackets"),
        pytest.param(f"accepted:\n{OTHER}", f"accepted:\n{OTHER}{ENTRY}", id="behind another"),
        pytest.param(f"accepted:\n{OTHER.rstrip()}", f"accepted:\n{OTHER}{ENTRY}", id="no line end at the end"),
        pytest.param(f"accepted:\n{OTHER}\n# end\n", f"accepted:\n{OTHER}\n# end\n{ENTRY}", id="a comment at the end"),
        pytest.param(
            f"accepted:\n{OTHER}\nversion: 1\n", f"accepted:\n{OTHER}{ENTRY}\nversion: 1\n", id="the version behind"
        ),
        pytest.param(
            "accepted:\n- {fingerprint: 0123456789abcdef, rule: b, reason: c}\n",
            "accepted:\n- {fingerprint: 0123456789abcdef, rule: b, reason: c}\n"
            + "".join(f"{line[2:]}\n" for line in ENTRY.splitlines()),
            id="no indent, braces",
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_added_at_the_end(before: str, after: str, ends: str, tmp_path: Path) -> None:
    ends = ends if before else "\n"
    assert written(tmp_path, before.replace("\n", ends)) == after.replace("\n", ends)


@pytest.mark.parametrize(
    ("entry", "grounds", "after"),
    [
        pytest.param(
            ENTRY,
            Grounds("because: #2", None, dt.date(2024, 6, 1)),
            ENTRY.replace("it holds", '"because: #2"').replace("05-12", "06-01"),
            id="reason",
        ),
        pytest.param(
            ENTRY,
            Grounds("it holds", dt.date(2024, 7, 1), DAY, "night desk"),
            ENTRY.replace("holds\n", "holds\n    until: 2024-07-01\n") + "    by: night desk\n",
            id="until and by added",
        ),
        pytest.param(
            ENTRY.replace("holds\n", "holds # ask Ann\n    until: 2024-07-01 # or so\n"),
            Grounds("it holds", None, DAY),
            ENTRY.replace("holds\n", "holds # ask Ann\n"),
            id="until taken away, a comment kept",
        ),
        pytest.param(
            ENTRY.replace("abcdef0123456789", "abcdef01"),
            GROUNDS,
            ENTRY.replace("abcdef0123456789", "abcdef01"),
            id="short fingerprint",
        ),
    ],
)
def test_given_new_grounds(entry: str, grounds: Grounds, after: str, tmp_path: Path) -> None:
    assert written(tmp_path, f"accepted:\n{OTHER}{entry}# end\n", grounds) == f"accepted:\n{OTHER}{after}# end\n"


@pytest.mark.parametrize(
    ("before", "grounds", "told"),
    [
        pytest.param(
            "accepted: [{fingerprint: 0123456789abcdef, rule: b, reason: c}]\n",
            GROUNDS,
            "on one line",
            id="on one line",
        ),
        pytest.param(
            f"accepted:\n{ENTRY.replace('it holds', '>-' + chr(10) + '      it holds')}",
            GROUNDS,
            "goes over several lines",
            id="a long reason",
        ),
        pytest.param(
            "accepted:\n  - {fingerprint: abcdef0123456789, rule: a-rule, reason: b}\n",
            GROUNDS,
            "cannot be written",
            id="in braces",
        ),
        pytest.param("accepted: 5\n", GROUNDS, "'accepted' is 5", id="a broken file"),
    ],
)
def test_what_cannot_be_edited_is_refused_and_left(before: str, grounds: Grounds, told: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        written(tmp_path, before, grounds)
    assert told in refused.value.problems[0].message
    assert (tmp_path / "accepted.yml").read_text() == before


@given(st.text(max_size=80), st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_written_so_that_it_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, reason: str, by: str, values: list[str]
) -> None:
    from figcheck.waivers.accepting import _short

    file = tmp_path_factory.mktemp("law") / "accepted.yml"
    reason = _short(reason) or "x"
    row = ROW._replace(values=tuple(map(_short, values)))
    accept(file, [row], Grounds(reason, DAY, DAY, _short(by)))
    (entry,) = read_accepted(file).entries
    assert (entry.reason, entry.by, entry.row.values, entry.until) == (reason, _short(by), row.values, DAY)
    accept(file, [row], Grounds("another", None, DAY, _short(by)))
    (entry,) = read_accepted(file).entries
    assert (entry.reason, entry.until) == ("another", None)
