"""The work on units of a large heap: pure functions of what they are given, for a crew to do anywhere (see ``tasks``).

What the rules find in an article by itself, and what they find in claims that groups or copied sentences connect, is
worked out apart: the former does not depend on other articles, and the latter on few of their claims.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from figcheck.archive.kept import beside_of, claims_of
from figcheck.archive.tasks import (
    Articles,
    Claims,
    Parcel,
    SettledHeap,
    Shown,
    Texts,
    rows_and_told,
    settled_heap,
    share_out,
)
from figcheck.articles import Header
from figcheck.check import Settled, settle_alone, settle_linked
from figcheck.engine import Toolkit
from figcheck.explain import with_evidence
from figcheck.link import by_key
from figcheck.link.scales import Scales
from figcheck.model import Claim, DateMention, Group, Printed
from figcheck.packed import pack
from figcheck.surroundings import contexts

Marked = dict[str, list[tuple[str, str]]]
"""Rule → pairs of claims that it says are part and whole."""


class Lone(NamedTuple):
    """Articles to be checked each by itself; ``groups`` are those that claims of one article share, with these only."""

    headers: list[Header]
    claims: list[bytes]
    beside: list[bytes]
    texts: list[bytes]
    groups: list[Group]


class LoneSettled(NamedTuple):
    """What became of them; by article, the pairs that rules mark, and the claims that findings are of."""

    settled: SettledHeap
    marked: dict[str, Marked]
    named: dict[str, list[str]]


def settle_lone(tools: Toolkit, rules: frozenset[str], part: Lone) -> LoneSettled:
    """Check articles by the rules of these ids that look at one at a time."""
    chosen = [rule for rule in tools.ruleset.rules if rule.id in rules]
    claims: list[Claim] = []
    dates: list[DateMention] = []
    printed: list[Printed] = []
    for header, data, others in sorted(zip(part.headers, part.claims, part.beside, strict=True), key=_by_id):
        claims += claims_of(data, header)
        mentions, numbers = beside_of(others, header)
        dates += mentions
        printed += numbers
    alone = settle_alone(claims, part.groups, chosen, dates, printed)
    by_id = {claim.id: claim for claim in claims}
    parcel = Parcel()
    settled = Settled((), alone.findings, alone.abstentions, {}, alone.ranks)
    share_out(settled, (), by_id, lambda article: parcel, None)
    marked: dict[str, Marked] = defaultdict(lambda: defaultdict(list))
    for rule, pairs in sorted(alone.marked.items()):
        for pair in sorted(pairs):
            marked[by_id[pair[0]].header.id][rule].append(pair)
    named: dict[str, list[str]] = defaultdict(list)
    for claim in sorted({claim for finding in alone.findings for claim in finding.figures}):
        named[by_id[claim].header.id].append(claim)
    places = {header.id: place for place, header in enumerate(part.headers)}
    if alone.findings:
        texts = Texts(part.texts, places)
        findings = with_evidence(alone.findings, claims, part.groups, chosen, Scales([], {}))
        articles = {passage.article for finding in findings for passage in finding.places} | set(named)
        shown_claims = [claim for claim in claims if claim.id in named.get(claim.header.id, ())]
        shown = Shown(
            list(alone.ranks),
            list(findings),
            [part.headers[places[article]] for article in sorted(articles)],
            [],
            shown_claims,
            [],
            list(contexts(findings, shown_claims, {article: texts[article] for article in sorted(articles)})),
        )
        data = pack(Shown, shown)
    else:
        data = b""
    made = SettledHeap(0, 0, dict(parcel.abstained), 0, data)
    return LoneSettled(made, {it: dict(rules) for it, rules in marked.items()}, dict(named))


def _by_id(article: tuple[Header, bytes, bytes]) -> str:
    return article[0].id


class Units(NamedTuple):
    """Claims that groups or copied sentences connect, with whole units of them; articles in the order of linking.

    ``marked`` and ``also`` are what ``settle_lone`` says of these articles; ``focus`` and ``whole_of`` as in Settling.
    """

    headers: list[Header]
    articles: Articles
    claims: list[bytes]
    texts: list[bytes]
    chosen: list[Claims]
    copied: list[Claims]
    groups: list[Group]
    marked: Marked
    also: frozenset[str]
    focus: frozenset[str] | None
    whole_of: frozenset[str] | None


def settle_units(tools: Toolkit, rules: frozenset[str], part: Units) -> SettledHeap:
    """Check claims by the rules of these ids that look at several articles."""
    in_force = [rule for rule in tools.ruleset.rules if rule.id in rules]
    rows, told = rows_and_told(part.articles)
    chosen = {rows[article][at].id for article, at in part.chosen}
    copied = frozenset([rows[article][at].id for article, at in part.copied])
    claims = [
        claim
        for header, data in zip(part.headers, part.claims, strict=True)
        for claim in claims_of(data, header)
        if claim.id in chosen
    ]
    claims.sort(key=_by_article)
    groups = sorted(part.groups, key=by_key)
    by_id = {claim.id: claim for claim in claims}
    settled = settle_linked(claims, copied, groups, in_force, part.marked, part.focus)
    parcel = Parcel()
    share_out(settled, groups, by_id, lambda article: parcel, part.focus)
    places = {header.id: place for place, header in enumerate(part.headers)}
    scales = Scales([row for of_article in rows for row in of_article], told)
    also = frozenset(part.also & by_id.keys())
    return settled_heap(
        parcel, by_id, in_force, scales, Texts(part.texts, places), part.headers, places, part.whole_of, also
    )


def _by_article(claim: Claim) -> tuple[str, int]:
    return claim.header.id, claim.number
