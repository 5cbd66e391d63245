"""What a finding is known by: it stays when its sentence moves or another is edited, and goes when a value changes.

Everything goes through files and the whole run, as in a desk's folder.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figcheck import api, engine
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.findings import Finding, Run
from figcheck.read import read_paths


class Slip(NamedTuple):
    """Something that does not fit: the rule that shows it, the paragraphs it is told in, and one value made another."""

    rule: str
    text: str
    value: str
    other: str
    title: str = ""


# The kinds of slip that figcheck shows in one article.
SLIPS = {
    "parts": Slip(
        "parts-exceed-whole", "The blast killed 46 people: 12 women, 30 men and 9 children.", "9 child", "8 child"
    ),
    "share": Slip("share-does-not-fit", "The ministry closed 12 of its 44 plants, or 37 per cent.", "44", "45"),
    "change": Slip("change-does-not-fit", "Sales of bread rose by 30 per cent, from 400 to 600 loaves.", "600", "700"),
    "units": Slip("conversion-does-not-fit", "The ridge lies 5 kilometres (5 miles) from the port.", "5 mi", "6 mi"),
    "rank": Slip(
        "rank-does-not-fit",
        "Of the 44 companies that took cargoes, 12 were Chinese. Indian firms ranked second with seven, South Korean "
        "firms third with four, and Turkish firms, also placed third, had three.",
        "had three",
        "had two",
    ),
    "weekday": Slip("weekday-does-not-fit-date", "The council met on Monday, 7 February 2024.", "7 Feb", "8 Feb"),
    "headline": Slip(
        "headline-v-body", "The fire in the hall killed 18 people.", "18", "19", title="Fire kills 16 in dance hall"
    ),
    "hedge": Slip(
        "injury-count-differs",
        "The centre registered nearly 350,000 brain injuries in the army.\n\nHe never thought of the 350,000 men whose "
        "brains were injured in the army.",
        "nearly 350,000",
        "nearly 360,000",
    ),
    "table": Slip(
        "table-total-does-not-fit",
        "| Town | Dead |\n| --- | --- |\n| Ardo | 12 |\n| Belm | 15 |\n| Corv | 9 |\n| Total | 37 |",
        "| 37",
        "| 38",
    ),
}

# Other sentences of the article: none, figures of every class, places, people, days.
OTHERS = (
    "The council met again.",
    "Rain fell over Kyiv and Lviv, said Mara Lindqvist.",
    "Some 900 boats left Basra on 4 May 2023.",
    "The loan of $2-3 billion was cut to €1.5bn.",
    "In Tripoli, Lebanon, police held 12 men and 3 women.",
    "Three in ten voters stayed at home at 8:30 p.m.",
    "“We counted 44 of them,” he said.",
    "Israel and Hamas spoke of a truce in Gaza.",
    "American forces in Iraq and Syria have been attacked over 160 times since October 7.",
    "The field yields 90,000 barrels per day.",
    "Ghana won 3-1.",
)
ACROSS = (
    ("2024-02-06", "American forces in Iraq and Syria have been attacked over 160 times since October 7, 2023."),
    ("2024-02-17", "Militias have attacked American forces in Iraq and Syria around 400 times since October 7, 2023."),
)


@cache
def tools() -> Toolkit:
    return api.toolkit(Settings())


def article(slip: Slip, before: Sequence[str] = (), after: Sequence[str] = ()) -> str:
    """A Markdown file with front matter, each sentence a paragraph."""
    title = f"title: {slip.title}\n" if slip.title else ""
    body = "\n\n".join([*before, slip.text, *after])
    return f"---\noutlet: The Wire\npublished: 2024-02-20\n{title}---\n\n{body}\n"


def check(files: Iterable[tuple[str, str]]) -> Run:
    """The run over files in a folder of their own, written and named in the order given."""
    with TemporaryDirectory() as folder:
        paths = []
        for name, text in files:
            path = Path(folder) / name
            path.write_bytes(text.encode())
            paths.append(path)
        return engine.run(read_paths(paths), tools())


def known(run: Run, rule: str) -> list[str]:
    fingerprints = [finding.fingerprint for finding in run.findings]
    assert len(set(fingerprints)) == len(fingerprints)
    return sorted(finding.fingerprint for finding in run.findings if finding.rule == rule)


def known_in(text: str, rule: str) -> list[str]:
    return known(check([("a.md", text)]), rule)


slips = pytest.mark.parametrize("slip", [pytest.param(slip, id=name) for name, slip in SLIPS.items()])
others = st.lists(st.sampled_from(OTHERS), max_size=4, unique=True)


@slips
def test_the_slip_is_shown_and_another_value_is_another(slip: Slip) -> None:
    found = known_in(article(slip), slip.rule)
    assert len(found) == 1, slip
    assert slip.text.count(slip.value) == 1
    assert known_in(article(slip._replace(text=slip.text.replace(slip.value, slip.other))), slip.rule) != found


@slips
def test_ten_lines_further_down_it_is_the_same(slip: Slip) -> None:
    assert known_in(article(slip, ["The council met again."] * 5), slip.rule) == known_in(article(slip), slip.rule)


@slips
@settings(max_examples=20)
@given(others, others)
def test_other_sentences_change_nothing(slip: Slip, before: list[str], after: list[str]) -> None:
    assert known_in(article(slip, before, after), slip.rule) == known_in(article(slip), slip.rule)


@slips
@settings(max_examples=10)
@given(others)
def test_line_ends_change_nothing(slip: Slip, before: list[str]) -> None:
    text = article(slip, before)
    assert known_in(text.replace("\n", "\r\n"), slip.rule) == known_in(text, slip.rule)


@pytest.mark.parametrize("name", [name for name in SLIPS if name != "table"])
def test_lines_broken_by_hand_change_nothing(name: str) -> None:
    slip = SLIPS[name]
    wrapped = "\n\n".join(textwrap.fill(paragraph, 48) for paragraph in slip.text.split("\n\n"))
    for end in ("\n", "\r\n"):
        broken = article(slip._replace(text=wrapped)).replace("\n", end)
        assert known_in(broken, slip.rule) == known_in(article(slip), slip.rule)


@settings(max_examples=25)
@given(st.permutations(list(SLIPS)), others)
def test_many_slips_in_one_article_are_each_known_as_alone(names: list[str], around: list[str]) -> None:
    together = [SLIPS[name] for name in names if name not in ("headline", "hedge")]
    text = article(together[0], around, [slip.text for slip in together[1:]])
    run = check([("a.md", text)])
    for slip in together:
        assert set(known_in(article(slip), slip.rule)) <= set(known(run, slip.rule)), slip.rule


# --- between articles ---------------------------------------------------------------------------------------------


def across(first: str, second: str, around: Sequence[str] = ()) -> list[tuple[str, str]]:
    texts = zip(ACROSS, (first, second), strict=True)
    return [
        (f"{day}.md", f"---\noutlet: O{day}\npublished: {day}\n---\n\n" + "\n\n".join([*around, text]) + "\n")
        for (day, _), text in texts
    ]


def test_two_articles_are_known_by_their_values() -> None:
    first, second = (text for _, text in ACROSS)
    found = known(check(across(first, second)), "attack-count-differs")
    assert len(found) == 1
    changed = known(check(across(first, second.replace("400", "500"))), "attack-count-differs")
    assert len(changed) == 1
    assert changed != found


@given(
    st.lists(st.sampled_from([text for text in OTHERS if "160" not in text]), max_size=3, unique=True), st.booleans()
)
def test_the_order_of_files_and_what_stands_around_change_nothing(around: list[str], turned: bool) -> None:
    files = across(*(text for _, text in ACROSS), around)
    found = known(check(files[::-1] if turned else files), "attack-count-differs")
    assert found == known(check(across(*(text for _, text in ACROSS))), "attack-count-differs")


# --- findings that print the same ---------------------------------------------------------------------------------

SHARE = "The {owner} closed 12 of its 44 {things}, or 37 per cent."


def findings_of(*sentences: str) -> tuple[Finding, ...]:
    found = check([("a.md", article(Slip("", "\n\n".join(sentences), "", "")))]).findings
    assert len({finding.fingerprint for finding in found}) == len(found)
    return found


def test_the_same_numbers_of_other_things_are_another_slip() -> None:
    plants, schools = SHARE.format(owner="ministry", things="plants"), SHARE.format(owner="city", things="schools")
    alone = {finding.fingerprint for text in (plants, schools) for finding in findings_of(text)}
    assert len(alone) == 2
    for order in ((plants, schools), (schools, plants)):
        assert {finding.fingerprint for finding in findings_of(*order)} == alone


def test_the_same_numbers_in_another_sentence_are_another_slip_where_what_they_are_of_differs() -> None:
    kyiv = "In Kyiv the blast killed 46 people: 12 women, 30 men and 9 children."
    lviv = "In Lviv the blast killed 46 people: 12 women, 30 men and 9 children."
    (alone,) = findings_of(kyiv)
    both = findings_of(kyiv, lviv)
    assert len(both) == 2
    assert alone.fingerprint in {finding.fingerprint for finding in both}
    assert {it.fingerprint for it in findings_of(kyiv, OTHERS[4], lviv)} == {it.fingerprint for it in both}


def test_a_slip_told_again_is_one() -> None:
    sentence = SHARE.format(owner="ministry", things="plants")
    assert [it.fingerprint for it in findings_of(sentence, sentence)] == [
        it.fingerprint for it in findings_of(sentence)
    ]


def test_two_persons_of_one_age_are_two_slips() -> None:
    ann = "Ann Lee, 34, who was born on 3 May 1980, won."
    bob = "Bob Ray, 34, who was born on 3 May 1980, lost."
    assert len(findings_of(ann)) == len(findings_of(bob)) == 1
    assert len(findings_of(ann, bob)) == 2


def test_another_hedge_scheme_does_not_change_what_a_finding_is_known_by(tmp_path: Path) -> None:
    for name, text in across(*(text for _, text in ACROSS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    runs = [api.run([tmp_path], Settings(hedges=hedges)) for hedges in ("interval", "stated")]
    one, other = (known(run, "attack-count-differs") for run in runs)
    assert one == other != []


def test_seeds_are_known_wherever_they_stand_in_their_files(tmp_path: Path) -> None:
    as_is, elsewhere = tmp_path / "one", tmp_path / "other"
    shutil.copytree(Path(__file__).parent.parent / "seeds", as_is)
    elsewhere.mkdir()
    for file in as_is.glob("*.md"):
        head, body = re.split(r"(?<=\n---\n)", file.read_text("utf-8"), maxsplit=1)
        moved = head + "\n" * 10 + body + "\n\nThe council met again." * 5
        (elsewhere / file.name).write_bytes(moved.replace("\n", "\r\n").encode())
    one, other = (api.run([folder], Settings()) for folder in (as_is, elsewhere))
    assert [it.fingerprint for it in other.findings] == [it.fingerprint for it in one.findings] != []
