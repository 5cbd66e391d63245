"""What describe makes of the figures of a text: measure, kind, mode, role, scope and speaker.

A case lists its figures by surface, in order, with the keys it is about; measure is always compared.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest
from texts import article_of, cases

from figcheck.articles import Article
from figcheck.describe import describe
from figcheck.find import find
from figcheck.model import Claim
from figcheck.rules import Ruleset, load_rules
from figcheck.wordlists import load_lexicon

SLOTS = {"who", "by", "where", "when", "about"}
PLAIN = {"measure", "kind", "mode", "role", "said_by", "said_by_party", "each", "rank", "start_date", "as_of"}


@cache
def shipped() -> Ruleset:
    return load_rules()


def claims_of(article: Article) -> list[Claim]:
    lexicon = load_lexicon()
    return describe(article, find(article, lexicon), lexicon, shipped().measures)


@pytest.mark.parametrize("case", cases("claims.yaml"))
def test_claims(case: dict[str, Any]) -> None:
    claims = claims_of(article_of(case["text"], title=case.get("title", "")))
    expected = case["claims"]
    assert [c.figure.surface for c in claims] == [row["surface"] for row in expected]
    told = [_told(claim, row) for claim, row in zip(claims, expected, strict=True)]
    assert told == [{"mode": "stated"} | row for row in expected]


def test_a_claim_is_self_contained() -> None:
    text = "The port was busy. On Friday 16 people were killed at the port, officials said. It rained."
    (claim,) = claims_of(article_of(text))
    assert claim.quote == "On Friday 16 people were killed at the port, officials said."
    assert claim.quote[claim.quote_at.start : claim.quote_at.end] == "16"
    assert claim.because


def test_copies_that_differ_in_a_figure_have_one_signature() -> None:
    first, second = (claims_of(article_of(f"The fire near Lagos killed {n} people.")) for n in ("12", "at least 21"))
    assert first[0].signature == second[0].signature


@pytest.mark.parametrize(
    ("published", "when"),
    [
        pytest.param(None, None, id="without a day of publication a weekday says nothing"),
        pytest.param(dt.date(2024, 2, 6), {"2024-02-04"}, id="the Sunday before the day of publication"),
        pytest.param(
            dt.date(2024, 2, 4),
            {"2024-02-04"},
            id="published on that Sunday: that day itself",
        ),
        pytest.param(dt.date(2024, 2, 3), {"2024-01-28"}, id="published on the day before a Sunday"),
    ],
)
def test_weekdays_count_back_from_publication(published: dt.date | None, when: set[str] | None) -> None:
    (claim,) = claims_of(article_of("A bus crash killed 16 people on Sunday.", published=published))
    assert claim.scope.when == when


def _told(claim: Claim, row: dict[str, Any]) -> dict[str, Any]:
    """What a claim says under the keys of a row; ids of wholes as the surface would name them."""
    told: dict[str, Any] = {"surface": claim.figure.surface}
    for key in {"measure", "mode", *row} - {"surface"}:
        if key in SLOTS:
            value = getattr(claim.scope, key)
            told[key] = None if value is None else sorted(value)
        elif key == "counted":
            told[key] = claim.figure.counted
        elif key == "part_of":
            told[key] = claim.part_of and int(claim.part_of.rsplit(":", 1)[1])
        else:
            assert key in PLAIN, f"a key that nothing checks: {key}"
            told[key] = getattr(claim, key)
    return told
