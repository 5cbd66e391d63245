"""Which figures of a few articles are about the same thing: those a case names, and no others.

Figures are named "article:n", n counting the article's figures from 1. ``linked`` lists the groups that must come out,
each with all its members; a figure that stands in none of them must be linked with nothing.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of, cases

from benchmarks.growth import generated
from figcheck.articles import Article
from figcheck.describe import describe
from figcheck.find import find
from figcheck.link import Linked, link
from figcheck.model import Claim
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

CASES = cases("links.yaml")
NAMES = [str(case.id) for case in CASES]
MEASURES = load_rules().measures  # one set: what is made of it is remembered


def linked(claims: list[Claim]) -> Linked:
    return link(claims, load_lexicon(), MEASURES)


def articles_of(case: dict[str, Any]) -> list[Article]:
    return [
        article_of(
            row["text"],
            title=row.get("title", ""),
            name=row["id"],
            outlet=row["id"],
            published=row.get("published", dt.date(2024, 2, 6)),
        )
        for row in case["articles"]
    ]


def claims_of(articles: list[Article]) -> list[Claim]:
    lexicon = load_lexicon()
    return [claim for a in articles for claim in describe(a, find(a, lexicon), lexicon, MEASURES)]


def grouped(linked: Linked) -> list[list[str]]:
    return sorted(sorted(group.claims) for group in linked.groups)


@cache
def figures_in(case_id: str) -> tuple[Claim, ...]:
    """The figures of a case: several tests are about all cases."""
    return tuple(claims_of(articles_of(next(it.values[0] for it in CASES if it.id == case_id))))


@cache
def linked_in(case_id: str) -> Linked:
    return linked(list(figures_in(case_id)))


@pytest.mark.parametrize("case", CASES)
def test_groups(case: dict[str, Any]) -> None:
    claims = figures_in(case["id"])
    known = {claim.id for claim in claims}
    expected = sorted(sorted(group) for group in case["linked"])
    assert {claim for group in expected for claim in group} <= known, f"no such figure; there are {sorted(known)}"
    assert len(claims) == case["figures"], [(claim.id, claim.figure.surface) for claim in claims]
    assert grouped(linked_in(case["id"])) == expected


@settings(max_examples=40)
@given(data=st.data())
def test_the_order_of_claims_changes_no_group(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(NAMES))
    shuffled = data.draw(st.permutations(figures_in(case)))
    assert linked(shuffled) == linked_in(case)


@settings(max_examples=15)
@given(data=st.data())
def test_articles_that_have_nothing_to_do_with_others_change_no_group(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(NAMES))
    others = claims_of(list(generated(20, seed=data.draw(st.integers(0, 3)))))  # other towns, years before
    both, apart = linked([*others, *figures_in(case)]), (linked_in(case), linked(others))
    assert grouped(both) == sorted(group for one in apart for group in grouped(one))
    assert len(both.abstentions) == sum(len(one.abstentions) for one in apart)


def test_every_group_says_why() -> None:
    groups = [group for case in NAMES for group in linked_in(case).groups]
    assert groups and all(group.because and len(group.claims) >= 2 for group in groups)


def test_group_keys_are_unique() -> None:
    text = "On Friday a fire in Lagos killed {} people. On Friday a fire in Lagos injured {} people."
    claims = claims_of([article_of(text.format(a, b), name=name) for name, a, b in (("x", 3, 40), ("y", 4, 41))])
    keys = [group.key for group in linked(claims).groups]
    assert len(keys) == len(set(keys)) == 2
