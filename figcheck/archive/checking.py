"""The run over an archive: link and check what a store keeps, part by part, and put the Run together.

Findings, their order and all that stands beside them are those of ``engine.run``. What no finding is about is counted
and not held: claims, groups and comparisons of the Run are those around findings.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, NamedTuple

from figcheck import __version__
from figcheck.archive.kept import beside_of, claims_of, skips_of
from figcheck.archive.linking import link_new, link_store
from figcheck.archive.moving import Moved, moved, moved_claim, moved_finding
from figcheck.archive.settling import settle_heaps
from figcheck.archive.tasks import Around, SettledHeap, Shown
from figcheck.articles import Header, Place, Unread
from figcheck.check import Rank, each_once
from figcheck.engine import OnProgress, Progress, Stage, Toolkit, by_file, by_reason, by_start, cards
from figcheck.findings import Comparison, Context, Finding, LeftOut, Reach, Run
from figcheck.garbage import no_collection
from figcheck.ledger.digests import rules_digest, tools_digest
from figcheck.ledger.store import Store
from figcheck.ledger.tables import Placed
from figcheck.link import CROWDED, told_apart
from figcheck.model import Claim, DateMention, Group, Printed, Skip
from figcheck.packed import unpack
from figcheck.rules import Rule
from figcheck.workers import Crew

_RULES: Final = "rules"  # the fact by which rules heaps are checked
_WRITTEN: Final = 200  # heaps in one transaction
_MARSHAL: Final = 4


class Beside(NamedTuple):
    """What came beside the articles that are kept, and which of these have moved in their files."""

    unread: list[Unread]
    passed_over: Counter[str]
    moved: Moved = {}  # noqa: RUF012 - read only


def check_store(
    store: Store,
    beside: Beside,
    tools: Toolkit,
    rules: Sequence[Rule],
    crew: Crew[Toolkit],
    *,
    supersede: bool = False,
    on_progress: OnProgress | None = None,
    lasting: bool = True,
    findings_alone: bool = False,
) -> Run:
    """The run over the articles of a store that are checked, by some rules.

    What was linked and checked before and has not changed is not done again. ``lasting`` as for link_store.
    ``findings_alone``: it has no more claims than findings name, and neither groups nor comparisons. The crew is
    closed.
    """
    told = _Told(on_progress, store.count() + len(beside.unread))
    told("linking", None)
    with store.writing():
        updated = link_store(store, crew, supersede=supersede, lasting=lasting)
        digest = rules_digest(rules, tools_digest(tools))
        if store.fact(_RULES) != digest:
            store.unsettle()
            store.note(_RULES, digest)
    told("checking", 0.0)
    heaps = store.unsettled()
    settled = settle_heaps(store, heaps, frozenset(rule.id for rule in rules), crew, remembering=lasting)
    done = 0
    while some := list(islice(settled, _WRITTEN)):
        with store.writing():
            store.settle((number, _packed(parts)) for number, parts in some)
        done += len(some)
        told("checking", done / len(heaps))
    if lasting and heaps:
        with store.writing():
            store.forget_the_old()
    crew.close()  # the Run takes room, and so do those who have nothing more to do
    parts = _unpacked(store.settled())
    return _run(store, parts, updated.left_out, beside, tools, rules, store.places(), findings_alone)


def check_new(
    store: Store,
    numbers: Sequence[int],
    anew: Sequence[int] | None,
    beside: Beside,
    tools: Toolkit,
    rules: Sequence[Rule],
    crew: Crew[Toolkit],
    *,
    supersede: bool = False,
    on_progress: OnProgress | None = None,
) -> Run:
    """The run over the articles of these numbers, held against all others of a store; of the others it has what
    findings, groups and comparisons of these need. ``anew`` are these and others that are not linked yet; None where
    that is not known. The store is linked, and nothing of it is checked beyond that."""
    told = _Told(on_progress, len(numbers) + len(beside.unread))
    told("linking", None)
    if anew is None:
        updated = link_store(store, crew, supersede=supersede)
    else:
        updated = link_new(store, crew, anew, supersede=supersede)
    told("checking", 0.0)
    drafts = {header.id for header in store.headers(numbers).values()}
    absent = tuple(row for row in updated.left_out if row.article in drafts or row.stands in drafts)
    known = store.known() if absent else {}
    same = [row.stands for row in absent if row.why == "duplicate" and row.article in drafts]
    twins = [known[id][0] for id in same]  # the same articles, as archived
    numbers = list(dict.fromkeys([*numbers, *twins]))
    places = store.places(numbers)
    ids = {no: header.id for no, header in store.headers(numbers).items()}
    focus = frozenset(ids.values())
    heaps = sorted({placed.heap for placed in places.values()})
    settled = settle_heaps(store, heaps, frozenset(rule.id for rule in rules), crew, focus)
    parts = [part for _, of_heap in settled for part in of_heap]
    made = _run(store, iter(parts), absent, beside, tools, rules, places)
    headers = {header.id: header for header in made.articles}
    claims = {claim.id: claim for claim in made.claims}
    kept = store.records(("claims", "beside", "skips"), sorted(places))
    dates: list[DateMention] = []
    printed: list[Printed] = []
    skips: list[tuple[str, Skip, Place]] = []
    for no in sorted(places, key=ids.__getitem__):
        header = headers[ids[no]]
        claims.update({claim.id: claim for claim in claims_of(kept[no][0], header)})
        mentions, numbers_beside = beside_of(kept[no][1], header)
        dates += mentions
        printed += numbers_beside
        skips += skips_of(kept[no][2])
    return replace(
        made,
        claims=tuple(sorted(claims.values(), key=lambda claim: (claim.header.id, claim.number))),
        dates=tuple(dates),
        printed=tuple(printed),
        skips=tuple(sorted(skips, key=lambda row: (row[0], row[1].span))),
        reach=replace(made.reach, articles=store.count(), comparisons_left_out=sum(part.left_out for part in parts)),
    )


def _packed(parts: Sequence[SettledHeap]) -> bytes:
    return marshal.dumps([tuple(part) for part in parts], _MARSHAL)


def _unpacked(settled: Iterator[bytes]) -> Iterator[SettledHeap]:
    for data in settled:
        for part in marshal.loads(data):
            yield SettledHeap(*part)


class _Told:
    """Tells how far a stage has come."""

    def __init__(self, on_progress: OnProgress | None, articles: int) -> None:
        self._on_progress = on_progress
        self._articles = articles

    def __call__(self, stage: Stage, share: float | None) -> None:
        if self._on_progress is not None:
            self._on_progress(Progress(stage, self._articles, share))


@dataclass(slots=True)
class _Together:
    """What the settled heaps of a run show, each record once, and what they count."""

    findings: list[tuple[Rank, Finding]] = field(default_factory=list)
    groups: dict[tuple[str, ...], Group] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    comparisons: dict[Comparison, None] = field(default_factory=dict)
    contexts: dict[Context, None] = field(default_factory=dict)
    headers: dict[str, Header] = field(default_factory=dict)
    abstained: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    left_out: int = 0
    grouped: int = 0

    def add(self, heap: SettledHeap, moves: Moved, *, findings_alone: bool) -> None:
        """Add a heap, its records put where their articles are now; with what is around findings, or these alone."""
        self.compared += heap.compared
        self.left_out += heap.left_out
        self.grouped += heap.grouped
        self.abstained.update(heap.abstained)
        if heap.shown:
            shown = unpack(Shown, heap.shown)
            for rank, finding in zip(shown.ranks, shown.findings, strict=True):
                self.findings.append((rank, moved_finding(finding, moves)))
            self._meet(shown.headers, shown.claims, moves)
            self.contexts |= dict.fromkeys(shown.contexts)
        if heap.around and not findings_alone:
            around = unpack(Around, heap.around)
            self._meet(around.headers, around.claims, moves)
            self.groups.update({group.claims: group for group in around.groups})
            self.comparisons |= dict.fromkeys(around.comparisons)

    def _meet(self, headers: Sequence[Header], claims: Sequence[Claim], moves: Moved) -> None:
        self.headers.update({header.id: header for header in headers})
        self.claims.update({claim.id: moved_claim(claim, moves) for claim in claims})


@no_collection()
def _run(
    store: Store,
    settled: Iterator[SettledHeap],
    absent: tuple[LeftOut, ...],
    beside: Beside,
    tools: Toolkit,
    rules: Sequence[Rule],
    places: Mapping[int, Placed],
    findings_alone: bool = False,
) -> Run:
    shown = _Together()
    shown.abstained[CROWDED] = sum(placed.crowded for placed in places.values())
    for heap in settled:
        shown.add(heap, beside.moved, findings_alone=findings_alone)
    abstained, others, claims = shown.abstained, shown.headers, shown.claims
    figures = described = 0
    skipped: Counter[str] = Counter()
    numbers = sorted(places)
    for tally in store.tallies(numbers).values():
        figures += tally.figures
        described += tally.described
        skipped.update(tally.skipped)
        abstained.update({f"{mode}, not stated": count for mode, count in tally.not_stated.items()})
    headers = store.headers(numbers)
    others.update({header.id: header for header in headers.values()})
    notes = {headers[no].id: note for no, note in store.notes(numbers).items()}
    notes = {id: moved(note, beside.moved[id]) if id in beside.moved else note for id, note in notes.items()}
    once = each_once(shown.findings, claims, rules)
    order = {id: at for at, id in enumerate(sorted(claims, key=lambda id: (claims[id].header.id, claims[id].number)))}
    return Run(
        version=__version__,
        articles=tuple(others[id] for id in sorted(others)),
        claims=tuple(claims[id] for id in order),
        groups=tuple(told_apart(shown.groups.values())),
        comparisons=tuple(sorted(shown.comparisons, key=lambda it: (order[it.a], order[it.b], it.rule))),
        findings=tuple(finding for _, finding in once),
        unread=tuple(sorted(beside.unread, key=by_reason)),
        reach=Reach(
            articles=len(headers),
            figures=figures,
            described=described,
            grouped=shown.grouped,
            compared=shown.compared,
            skipped=dict(sorted(skipped.items())),
            abstained=dict(sorted((+abstained).items())),
            unread=len(beside.unread),
            comparisons_left_out=shown.left_out + shown.compared - len(shown.comparisons),
            passed_over=dict(sorted(beside.passed_over.items())),
        ),
        hedges=tools.lexicon.hedging.name,
        rules=cards(rules),
        contexts=tuple(sorted(shown.contexts, key=lambda context: (context.article, context.quote))),
        ignores=tuple(sorted(((id, ignore) for id, note in notes.items() for ignore in note.ignores), key=by_start)),
        remarks=tuple(sorted((remark for note in notes.values() for remark in note.remarks), key=by_file)),
        left_out=absent,
    )
