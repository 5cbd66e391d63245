"""The work on parts of an archive: pure functions of what they are given, for a crew to do anywhere.

Each takes the toolkit and one part, and reads nothing else. Parts and results are plain values and bytes, so that any
engine can send them. Members are named by their place in the part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from figcheck.archive.kept import KeptRows, RowsById, beside_of, claims_of, text_of, told_kept
from figcheck.articles import Header
from figcheck.check import Rank, Settled, settle
from figcheck.engine import Toolkit
from figcheck.explain import with_evidence
from figcheck.findings import Comparison, Context, Finding
from figcheck.link import by_key, group_of
from figcheck.link.events import events_of_heap
from figcheck.link.evidence import score
from figcheck.link.grouping import ENOUGH, TWO_CANDIDATES, beside, companions, groups_of_heap
from figcheck.link.rows import Row
from figcheck.link.scales import Scales
from figcheck.link.stories import ENOUGH as ALIKE
from figcheck.link.stories import alike
from figcheck.link.told import Told
from figcheck.model import Claim, DateMention, Group, Printed
from figcheck.packed import pack
from figcheck.rules import Rule
from figcheck.surroundings import contexts

Pairs = list[tuple[int, int]]


class Stories(NamedTuple):
    """Stories of articles, and pairs of them to hold against each other."""

    told: list[bytes]
    pairs: Pairs


def alike_pairs(tools: Toolkit, part: Stories) -> Pairs:
    """The pairs whose articles are alike enough to tell of one event."""
    told = [_told(data) for data in part.told]
    return [(later, earlier) for later, earlier in part.pairs if alike(told[later], told[earlier]) >= ALIKE]


class Heap(NamedTuple):
    """Stories that pairs connect, in order, and for each the earlier ones that it is alike."""

    told: list[bytes]
    near: list[list[int]]


def events_in(tools: Toolkit, heaps: list[Heap]) -> list[list[int]]:
    """For each story of each heap the place of the first article of its event."""
    found = []
    for heap in heaps:
        told = [_told(data) for data in heap.told]
        place = {article.article: at for at, article in enumerate(told)}
        home = events_of_heap(told, heap.near)
        found.append([place[home[article.article]] for article in told])
    return found


class Articles(NamedTuple):
    """What linking reads of some articles: rows, stories, and the numbers of their events, "" for none."""

    rows: list[bytes]
    told: list[bytes]
    events: list[str]


Claims = tuple[int, int]
"""A claim: the place of its article in the part, and of its row in the article."""


class Weighed(NamedTuple):
    """The pairs that the evidence links, and those that the company of these links, the later first."""

    links: list[tuple[Claims, Claims]]
    company: list[tuple[Claims, Claims]]


class Candidates(NamedTuple):
    """Pairs of claims that share a block, the later first, with their articles.

    There are many pairs, so they are bytes: for each four numbers of 32 bits, the article and the row of the one claim
    and of the other.
    """

    articles: Articles
    pairs: bytes


def weigh_pairs(tools: Toolkit, part: Candidates) -> Weighed:
    """Which of the pairs the evidence links, and what their neighbours are linked with."""
    rows, told = rows_and_told(part.articles)
    links: list[tuple[Claims, Claims]] = []
    company: list[tuple[Claims, Claims]] = []
    held: set[tuple[str, str]] = set()

    @cache  # most claims that are linked are linked with several
    def side(article: int, at: int) -> list[Row]:
        return beside(rows[article][at], rows[article].linked())

    numbers = iter(memoryview(part.pairs).cast("i"))
    for article, at, other_article, other_at in zip(numbers, numbers, numbers, numbers, strict=True):
        row, other = rows[article][at], rows[other_article][other_at]
        if score(row, other, told) < ENOUGH:
            continue
        links.append(((article, at), (other_article, other_at)))
        if article == other_article:
            continue
        for one, two in companions(side(article, at), side(other_article, other_at), held, told):
            company.append(((article, rows[article].index(one)), (other_article, rows[other_article].index(two))))
    return Weighed(links, company)


class ClaimHeaps(NamedTuple):
    """Heaps of claims, each in order, with the pairs that link them, by place in the heap."""

    articles: Articles
    heaps: list[list[Claims]]
    near: list[list[tuple[int, int]]]
    company: list[list[tuple[int, int]]]


class GroupMade(NamedTuple):
    """A group, and its claims by article and row, both in reading order."""

    group: Group
    members: list[Claims]


class GroupsMade(NamedTuple):
    """The groups of a heap, and the ids of claims left alone between two candidates."""

    groups: list[GroupMade]
    undecided: list[str]


def group_heaps(tools: Toolkit, part: ClaimHeaps) -> list[GroupsMade]:
    """The groups in each heap of claims."""
    return _groups_made(part, *rows_and_told(part.articles))


def _groups_made(part: ClaimHeaps, rows: Sequence[KeptRows], told: Mapping[str, Told]) -> list[GroupsMade]:
    made: list[GroupsMade] = []
    for heap, links, company in zip(part.heaps, part.near, part.company, strict=True):
        members = [rows[article][at] for article, at in heap]
        places = {row.id: claim for row, claim in zip(members, heap, strict=True)}
        near: dict[str, list[str]] = defaultdict(list)
        for later, earlier in links:
            near[members[later].id].append(members[earlier].id)
        accompanied: dict[str, list[str]] = defaultdict(list)
        for one, other in company:
            accompanied[members[one].id].append(members[other].id)
            accompanied[members[other].id].append(members[one].id)
        grouped = groups_of_heap(members, near, accompanied, told)
        groups = [
            GroupMade(group_of(found, because), [places[row.id] for row in found]) for found, because in grouped.groups
        ]
        made.append(GroupsMade(groups, list(grouped.undecided)))
    return made


class Settling(NamedTuple):
    """Whole articles to be checked.

    ``heaps`` are articles by their place that have groups or wordings in common; of other heaps there are none. With
    ``focus`` these articles alone, by their ids, are asked for, and all groups of theirs are shown, not only those of
    findings.
    """

    headers: list[Header]
    articles: Articles
    claims: list[bytes]
    beside: list[bytes]
    texts: list[bytes]
    heaps: list[list[int]]
    focus: frozenset[str] | None = None


class Shown(NamedTuple):
    """What a report shows of some articles: findings, each with its place among all of a run, and the claims that they
    name."""

    ranks: list[Rank]
    findings: list[Finding]
    headers: list[Header]
    claims: list[Claim]
    contexts: list[Context]


class Around(NamedTuple):
    """What is around findings: the groups of claims that these name, the other claims of such groups, and the
    comparisons of all of them."""

    headers: list[Header]
    claims: list[Claim]
    groups: list[Group]
    comparisons: list[Comparison]


class SettledHeap(NamedTuple):
    """What became of one heap: how many comparisons were made, and left out, what was left undone and why, how many
    claims are in groups; what is shown, and what is around that, each packed, b"" for nothing."""

    compared: int
    left_out: int
    abstained: dict[str, int]
    grouped: int
    shown: bytes = b""
    around: bytes = b""


def _settled_part(
    tools: Toolkit,
    rules: frozenset[str],
    part: Settling,
    groups: Iterable[Group],
    rows: Sequence[KeptRows],
    told: Mapping[str, Told],
) -> list[SettledHeap]:
    chosen = [rule for rule in tools.ruleset.rules if rule.id in rules]
    claims: list[Claim] = []
    dates: list[DateMention] = []
    printed: list[Printed] = []
    for header, data, others in zip(part.headers, part.claims, part.beside, strict=True):
        claims += claims_of(data, header)
        mentions, numbers = beside_of(others, header)
        dates += mentions
        printed += numbers
    groups = sorted(groups, key=by_key)
    settled = settle(claims, groups, chosen, dates, printed, part.focus)
    by_id = {claim.id: claim for claim in claims}
    heap_of = {part.headers[place].id: number for number, heap in enumerate(part.heaps) for place in heap}
    parcels = [Parcel() for _ in part.heaps]
    share_out(settled, groups, by_id, lambda article: parcels[heap_of[article]], part.focus)
    if part.focus is not None or any([parcel.findings for parcel in parcels]):
        scales = Scales(RowsById(rows), told)
        places = {header.id: place for place, header in enumerate(part.headers)}
        texts = Texts(part.texts, places)
        return [
            settled_heap(parcel, by_id, chosen, scales, texts, part.headers, places, part.focus) for parcel in parcels
        ]
    return [_counted(parcel) for parcel in parcels]


def group_and_settle(tools: Toolkit, rules: frozenset[str], linked: ClaimHeaps, part: Settling) -> list[SettledHeap]:
    """Group the claims of some heaps, and check their articles; ``linked`` is of the same articles."""
    rows, told = rows_and_told(part.articles)
    made = _groups_made(linked, rows, told)
    groups = [it for of_heap in made for it in of_heap.groups]
    settled = _settled_part(tools, rules, part, [it.group for it in groups], rows, told)
    heap_of = {place: number for number, heap in enumerate(part.heaps) for place in heap}
    by_id = {header.id: place for place, header in enumerate(part.headers)}
    grouped = Counter[int]()
    for it in groups:
        grouped[heap_of[it.members[0][0]]] += len(it.members)
    undecided = Counter(heap_of[by_id[claim.rpartition(":")[0]]] for it in made for claim in it.undecided)
    return [
        heap._replace(
            grouped=grouped[number],
            abstained={**heap.abstained, **({TWO_CANDIDATES: undecided[number]} if undecided[number] else {})},
        )
        for number, heap in enumerate(settled)
    ]


class Parcel:
    """What belongs to one heap."""

    def __init__(self) -> None:
        self.findings: list[tuple[Rank, Finding]] = []
        self.comparisons: list[Comparison] = []
        self.groups: list[Group] = []
        self.abstained: Counter[str] = Counter()
        self.compared = 0
        self.left_out = 0


def share_out(
    settled: Settled,
    groups: Iterable[Group],
    by_id: Mapping[str, Claim],
    parcel_of: Callable[[str], Parcel],
    focus: Collection[str] | None,
) -> None:
    """Put what the rules made of articles into the parcels of these, by their ids; with ``focus`` that of others is
    neither shown nor counted."""

    def asked_for(article: str) -> bool:
        return focus is None or article in focus

    for rank, finding in zip(settled.ranks, settled.findings, strict=True):
        articles = [by_id[claim].header.id for claim in (*finding.figures, *finding.others)]
        articles = articles or [it.article for it in finding.places]
        if focus is None or any(map(asked_for, [*articles, *(it.article for it in finding.places)])):
            parcel_of(articles[0]).findings.append((rank, finding))
    for pair in settled.comparisons:
        article = by_id[pair.a].header.id
        if asked_for(article):
            parcel_of(article).compared += 1
        parcel_of(article).comparisons.append(pair)
    for abstention in settled.abstentions:
        claim = by_id.get(abstention.claim)
        article = claim.header.id if claim is not None else abstention.claim
        if asked_for(article):
            parcel_of(article).abstained[abstention.reason] += 1
    for article, count in settled.left_out.items():
        if asked_for(article):
            parcel_of(article).left_out += count
    for group in groups:
        parcel_of(by_id[group.claims[0]].header.id).groups.append(group)


class Texts(dict[str, str]):
    """The texts of articles by id, unpacked when they are asked for."""

    def __init__(self, packed: Sequence[bytes], places: Mapping[str, int]) -> None:
        super().__init__()
        self._packed = packed
        self._places = places

    def __missing__(self, article: str) -> str:
        text = self[article] = text_of(self._packed[self._places[article]])
        return text


def _counted(parcel: Parcel) -> SettledHeap:
    return SettledHeap(parcel.compared, parcel.left_out, dict(parcel.abstained), 0)


def settled_heap(
    parcel: Parcel,
    by_id: Mapping[str, Claim],
    rules: Sequence[Rule],
    scales: Scales,
    texts: Texts,
    headers: Sequence[Header],
    places: Mapping[str, int],
    focus: frozenset[str] | None,
    also: frozenset[str] = frozenset(),
) -> SettledHeap:
    """What is shown of a parcel, and counted. ``also`` are claims of findings of other parcels; with ``focus`` all
    groups of these articles are shown."""
    if not parcel.findings and focus is None and not also:
        return _counted(parcel)
    figures = {claim for _, finding in parcel.findings for claim in finding.figures}
    named = figures.union(*(finding.others for _, finding in parcel.findings))
    shown_in = named | also | {id for id, it in by_id.items() if focus is not None and it.header.id in focus}
    groups = [group for group in parcel.groups if not shown_in.isdisjoint(group.claims)]
    wanted = named.union(also, *[group.claims for group in groups])
    claims = sorted((by_id[claim] for claim in wanted), key=_by_article)
    findings = with_evidence([finding for _, finding in parcel.findings], claims, groups, rules, scales)
    passages = {passage.article for finding in findings for passage in finding.places}
    articles = passages | {by_id[claim].header.id for claim in figures}

    def headers_of(claims: Iterable[Claim], *others: str) -> list[Header]:
        return [headers[places[article]] for article in sorted({*others, *(claim.header.id for claim in claims)})]

    in_findings = [claim for claim in claims if claim.id in named]
    beside = [claim for claim in claims if claim.id not in named]
    shown = Shown(
        [rank for rank, _ in parcel.findings],
        list(findings),
        headers_of(in_findings, *articles),
        in_findings,
        list(contexts(findings, claims, {article: texts[article] for article in sorted(articles)})),
    )
    compared = [pair for pair in parcel.comparisons if pair.a in wanted and pair.b in wanted]
    around = Around(headers_of(beside), beside, groups, compared)
    return _counted(parcel)._replace(
        shown=pack(Shown, shown) if findings else b"", around=pack(Around, around) if any(around) else b""
    )


def _by_article(claim: Claim) -> tuple[str, int]:
    return claim.header.id, claim.number


def rows_and_told(articles: Articles) -> tuple[list[KeptRows], dict[str, Told]]:
    """The rows of articles, and their stories by article."""
    rows = [KeptRows(data, event) for data, event in zip(articles.rows, articles.events, strict=True)]
    told = [found for found in map(told_kept, articles.told) if found is not None]
    return rows, {article.article: article for article in told}


def _told(data: bytes) -> Told:
    found = told_kept(data)
    assert found is not None
    return found
