"""The run over an archive: link and check what a store keeps, part by part, and put the Run together.

Findings, their order and all that stands beside them are those of ``engine.run``. What no finding is about is counted
and not held: claims, groups and comparisons of the Run are those around findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from figcheck import __version__
from figcheck.archive.linking import LinkedArchive, link_archive
from figcheck.archive.settling import settle_heaps, together
from figcheck.archive.state import Articles, articles_in
from figcheck.archive.tasks import Rank, SettledHeap, Shown
from figcheck.articles import Header, Unread
from figcheck.editions import left_out
from figcheck.engine import OnProgress, Progress, Stage, Toolkit, by_file, by_reason, by_start, cards
from figcheck.ledger.store import Store
from figcheck.link import told_apart
from figcheck.model import Comparison, Context, Finding, LeftOut, Reach, Run
from figcheck.packed import unpack
from figcheck.rules import Rule
from figcheck.workers import Crew


class Beside(NamedTuple):
    """What came beside the articles that are kept."""

    unread: list[Unread]
    passed_over: Counter[str]


def check_archive(
    store: Store,
    numbers: Sequence[int],
    beside: Beside,
    tools: Toolkit,
    rules: Sequence[Rule],
    crew: Crew[Toolkit],
    *,
    supersede: bool = False,
    on_progress: OnProgress | None = None,
) -> Run:
    """The run over the articles that a store keeps under these numbers, by some rules."""
    headers = store.headers(numbers)
    absent = left_out(list(headers.values()), supersede=supersede)
    gone = {row.article for row in absent}
    chosen = [no for no in numbers if headers[no].id not in gone]
    told = _Told(on_progress, len(numbers) + len(beside.unread))
    told("linking", 0.0)
    articles = articles_in(store, chosen)
    linked = link_archive(store, articles, crew, told.part("linking"))
    told("checking", 0.0)
    joined = together(articles, linked.groups)
    ids = frozenset(rule.id for rule in rules)
    settled: list[SettledHeap] = []
    part = told.part("checking")
    for number, made in settle_heaps(store, articles, linked, joined, range(len(joined.heaps)), ids, crew):
        settled += made
        part(len(joined.heaps[number]) / max(1, len(articles)))
    return _run(store, articles, linked, settled, [headers[no] for no in chosen], absent, beside, tools, rules)


class _Told:
    """Tells how far a stage has come."""

    def __init__(self, on_progress: OnProgress | None, articles: int) -> None:
        self._on_progress = on_progress
        self._articles = articles
        self._share = 0.0

    def __call__(self, stage: Stage, share: float) -> None:
        self._share = share
        if self._on_progress is not None:
            self._on_progress(Progress(stage, self._articles, min(1.0, share)))

    def part(self, stage: Stage) -> Callable[[float], None]:
        """Called with the share of a stage that was done now."""
        return lambda share: self(stage, self._share + share)


def _run(
    store: Store,
    articles: Articles,
    linked: LinkedArchive,
    settled: Iterable[SettledHeap],
    headers: Sequence[Header],
    absent: tuple[LeftOut, ...],
    beside: Beside,
    tools: Toolkit,
    rules: Sequence[Rule],
) -> Run:
    findings: dict[tuple[Rank, tuple[str, ...]], Finding] = {}
    groups = {}
    claims = {}
    comparisons: dict[Comparison, None] = {}
    contexts: dict[Context, None] = {}
    abstained = Counter(linked.abstained)
    compared = over = 0
    for heap in settled:
        compared += heap.compared
        over += heap.left_out
        abstained.update(heap.abstained)
        if not heap.shown:
            continue
        shown = unpack(Shown, heap.shown)
        for rank, finding in zip(shown.ranks, shown.findings, strict=True):
            findings[rank, finding.figures] = finding  # parts of one heap may both have it
        groups.update({group.claims: group for group in shown.groups})
        claims.update({claim.id: claim for claim in shown.claims})
        comparisons |= dict.fromkeys(shown.comparisons)
        contexts |= dict.fromkeys(shown.contexts)
    figures = described = 0
    skipped: Counter[str] = Counter()
    for tally in store.tallies(articles.numbers).values():
        figures += tally.figures
        described += tally.described
        skipped.update(tally.skipped)
        abstained.update({f"{mode}, not stated": count for mode, count in tally.not_stated.items()})
    notes = store.notes(articles.numbers)
    id_of = dict(zip(articles.numbers, articles.ids, strict=True))
    order = {id: at for at, id in enumerate(sorted(claims, key=lambda id: (claims[id].header.id, claims[id].number)))}
    made = Run(
        version=__version__,
        articles=tuple(sorted(headers, key=lambda header: header.id)),
        claims=tuple(claims[id] for id in order),
        groups=tuple(told_apart(groups.values())),
        comparisons=tuple(sorted(comparisons, key=lambda it: (order[it.a], order[it.b], it.rule))),
        findings=tuple(findings[key] for key in sorted(findings)),
        unread=tuple(sorted(beside.unread, key=by_reason)),
        reach=Reach(
            articles=len(headers),
            figures=figures,
            described=described,
            grouped=len({claim for group, _ in linked.groups for claim in group.claims}),
            compared=compared,
            skipped=dict(sorted(skipped.items())),
            abstained=dict(sorted(abstained.items())),
            unread=len(beside.unread),
            comparisons_left_out=over + compared - len(comparisons),
            passed_over=dict(sorted(beside.passed_over.items())),
        ),
        hedges=tools.lexicon.hedging.name,
        rules=cards(rules),
        contexts=tuple(sorted(contexts)),
        ignores=tuple(
            sorted(((id_of[no], ignore) for no, note in notes.items() for ignore in note.ignores), key=by_start)
        ),
        remarks=tuple(sorted((remark for note in notes.values() for remark in note.remarks), key=by_file)),
        left_out=absent,
    )
    return made
