"""The work on units of a large heap: pure functions of what they are given, for a crew to do anywhere (see ``tasks``).

What the rules find in an article by itself, and what they find in claims that groups or copied sentences connect, is
worked out apart: the former does not depend on other articles, and the latter on few of their claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from figcheck.archive.kept import RowsById, beside_of, claims_of, text_of
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
from figcheck.rules import Rule
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
    """What became of an article; the pairs that rules mark, and the claims that findings are of."""

    settled: SettledHeap
    marked: Marked
    named: list[str]


def settle_lone(tools: Toolkit, rules: frozenset[str], part: Lone) -> list[LoneSettled]:
    """Check each of some articles by the rules of these ids that look at one at a time."""
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
    parcels = {header.id: Parcel() for header in part.headers}
    share_out(Settled((), alone.findings, alone.abstentions, {}, alone.ranks), (), by_id, parcels.__getitem__, None)
    marked: dict[str, Marked] = {header.id: {} for header in part.headers}
    for rule, pairs in sorted(alone.marked.items()):
        for pair in sorted(pairs):
            marked[by_id[pair[0]].header.id].setdefault(rule, []).append(pair)
    made: list[LoneSettled] = []
    for header, text in zip(part.headers, part.texts, strict=True):
        parcel = parcels[header.id]
        named = sorted({claim for _, finding in parcel.findings for claim in finding.figures})
        data = _shown_alone(parcel, header, text, sorted(map(by_id.__getitem__, named), key=_by_article), chosen)
        settled = SettledHeap(0, 0, dict(parcel.abstained), 0, data)
        made.append(LoneSettled(settled, marked[header.id], named))
    return made


def _shown_alone(parcel: Parcel, header: Header, text: bytes, claims: Sequence[Claim], rules: Sequence[Rule]) -> bytes:
    if not parcel.findings:
        return b""
    findings = with_evidence([finding for _, finding in parcel.findings], claims, (), rules, Scales({}, {}))
    around = contexts(findings, claims, {header.id: text_of(text)})
    ranks = [rank for rank, _ in parcel.findings]
    return pack(Shown, Shown(ranks, list(findings), [header], list(claims), list(around)))


def _by_id(article: tuple[Header, bytes, bytes]) -> str:
    return article[0].id


class Unit(NamedTuple):
    """Claims that groups or copied sentences connect; which of them stand in such sentences, and their groups."""

    claims: list[Claims]
    copied: list[Claims]
    groups: list[Group]


class Units(NamedTuple):
    """Units to be checked, with their articles in the order of linking.

    ``marked`` and ``also`` are what ``settle_lone`` says of these articles; ``focus`` as in Settling.
    """

    headers: list[Header]
    articles: Articles
    claims: list[bytes]
    texts: list[bytes]
    units: list[Unit]
    marked: Marked
    also: frozenset[str]
    focus: frozenset[str] | None


def settle_units(tools: Toolkit, rules: frozenset[str], part: Units) -> list[SettledHeap]:
    """Check the claims of each unit by the rules of these ids that look at several articles."""
    in_force = [rule for rule in tools.ruleset.rules if rule.id in rules]
    rows, told = rows_and_told(part.articles)
    every = [claims_of(data, header) for header, data in zip(part.headers, part.claims, strict=True)]
    claims = {claim.id: claim for of_article in every for claim in of_article}
    places = {header.id: place for place, header in enumerate(part.headers)}
    scales = Scales(RowsById(rows), told)
    texts = Texts(part.texts, places)
    made: list[SettledHeap] = []
    for unit in part.units:
        chosen = [claims[rows[article][at].id] for article, at in unit.claims]
        chosen.sort(key=_by_article)
        by_id = {claim.id: claim for claim in chosen}
        copied = frozenset([rows[article][at].id for article, at in unit.copied])
        groups = sorted(unit.groups, key=by_key)
        around = [claim for article in sorted({article for article, _ in unit.claims}) for claim in every[article]]
        settled = settle_linked(chosen, copied, groups, in_force, part.marked, part.focus, around)
        parcel = Parcel()
        share_out(settled, groups, by_id, partial(_only, parcel), part.focus)
        also = frozenset(part.also & by_id.keys())
        beside = (scales, texts, part.headers, places, part.focus)
        made.append(settled_heap(parcel, by_id, in_force, *beside, also))
    return made


def _only(parcel: Parcel, article: str) -> Parcel:
    return parcel


def _by_article(claim: Claim) -> tuple[str, int]:
    return claim.header.id, claim.number
