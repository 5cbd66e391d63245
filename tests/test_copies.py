"""Copied sentences: what the rule ``copied-sentence-differs`` shows of them, by cases and by law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of, cases

from figcheck import engine
from figcheck.articles import Article
from figcheck.engine import Toolkit
from figcheck.findings import Run
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

DAY = dt.date(2024, 5, 2)
RULE = "copied-sentence-differs"
# One and two figures, of things that no measure knows and of people; each names who it speaks of.
SENTENCES = (
    "The brewery in Lomvik bottled {0} crates of stout and {1} casks of porter.",
    "Ivar Stolt planted {0} pear trees behind the school in Skarhamn.",
    "The Skarhamn ferry carried {0} lorries and {1} caravans on Saturday.",
    "Hanna Berg of Lomvik keeps {0} goats.",
    "A storm tore {0} roofs off houses in Lomvik.",
)
OTHERS = (
    "Rangers at Lake Tunna counted 71 swans.",
    "The Orsa orchestra sold 430 tickets for a concert of Brahms.",
    "",
)
HEDGES = ("at least", "more than", "up to", "fewer than", "about", "nearly", "exactly", "a total of")
COUNTS = st.integers(min_value=11, max_value=890)


@cache
def toolkit() -> Toolkit:
    return Toolkit(load_lexicon(), load_rules())


def run_of(articles: Sequence[Article]) -> Run:
    return engine.run(articles, toolkit())


def pair_of(one: str, other: str) -> list[Article]:
    return [article_of(text, name=name, outlet=name, published=DAY) for name, text in (("a", one), ("b", other))]


def shown_in(run: Run) -> list[dict[str, Any]]:
    values = {claim.id: claim.figure.reading.point for claim in run.claims}
    return [
        {"values": [values[c] for c in finding.figures], "severity": finding.severity, "cause": finding.cause}
        for finding in run.findings
        if finding.rule == RULE
    ]


@pytest.mark.parametrize("case", cases("copies.yaml"))
def test_cases(case: dict[str, Any]) -> None:
    articles = []
    for number, row in enumerate(case["articles"]):
        given_row = {"text": row} if isinstance(row, str) else row
        name = chr(ord("a") + number)
        articles.append(
            article_of(given_row["text"], name=name, outlet=name, published=given_row.get("published", DAY))
        )
    assert shown_in(run_of(articles)) == case["shown"]


@st.composite
def filled(draw: st.DrawFn) -> tuple[str, list[int]]:
    """A sentence and its counts, all different."""
    sentence = draw(st.sampled_from(SENTENCES))
    size = sentence.count("{")
    return sentence, draw(st.lists(COUNTS, min_size=size, max_size=size, unique=True))


@given(filled())
def test_the_same_figures_are_no_finding(sentence: tuple[str, list[int]]) -> None:
    text = sentence[0].format(*sentence[1])
    assert run_of(pair_of(text, text)).findings == ()


@given(sentence=filled(), changed=COUNTS, data=st.data())
def test_one_figure_changed_is_one_finding(sentence: tuple[str, list[int]], changed: int, data: st.DataObject) -> None:
    words, counts = sentence
    place = data.draw(st.integers(0, len(counts) - 1))
    other = [changed if i == place else count for i, count in enumerate(counts)]
    run = run_of(pair_of(words.format(*counts), words.format(*other)))
    assert len(run.findings) == (changed != counts[place])
    for row in shown_in(run):
        assert row["values"] == [counts[place], changed]


@given(sentence=filled(), hedge=st.sampled_from(HEDGES), data=st.data())
def test_a_hedge_added_is_a_note_at_most(sentence: tuple[str, list[int]], hedge: str, data: st.DataObject) -> None:
    words, counts = sentence
    place = data.draw(st.integers(0, len(counts) - 1))
    hedged = [f"{hedge} {count}" if i == place else str(count) for i, count in enumerate(counts)]
    run = run_of(pair_of(words.format(*counts), words.format(*hedged)))
    assert {finding.severity for finding in run.findings} <= {"note"}
    assert len(run.findings) == (hedge not in ("exactly", "a total of"))


@given(sentence=filled(), changed=COUNTS, hedge=st.sampled_from(("", *HEDGES)), data=st.data())
def test_neither_order_nor_other_articles_matter(
    sentence: tuple[str, list[int]], changed: int, hedge: str, data: st.DataObject
) -> None:
    words, counts = sentence
    pair = pair_of(words.format(*counts), words.format(f"{hedge} {changed}".strip(), *counts[1:]))
    others = [
        article_of(text, name=f"z{number}", outlet="Z", published=DAY) for number, text in enumerate(OTHERS) if text
    ]
    alone = run_of(pair)
    some = data.draw(st.permutations([*pair, *others]))
    assert run_of(some).findings == alone.findings
