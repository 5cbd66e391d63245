"""What stands above and below the findings: what was checked, how many came out, where to look first, how far the run
got, and what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from figcheck.articles import Unread
from figcheck.findings import SEVERITIES, Run
from figcheck.model import DEFAULT_HEDGES
from figcheck.report.html.findings import NO_OUTLET, Card, outlet_of
from figcheck.report.html.safe import LONGEST, plain
from figcheck.report.problems import unread_text
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, clean
from figcheck.report.wording import cause, day, short_fingerprint

_FIRST: Final = 3  # findings named at the top
_LISTED: Final = 1_000  # articles, and numbers of other long lists


class Count(NamedTuple):
    """A number with its name, and its share of the largest beside it in hundredths."""

    name: str
    number: int
    share: int


class NotRead(NamedTuple):
    """Something that was not read: place and reason on one line, and the traceback when wished for."""

    words: str
    detail: str


class Aside(NamedTuple):
    """A finding that somebody set aside: what it says, how, why, until when, and where that is written."""

    severity: str
    rule: str
    message: str
    short: str
    how: str
    reason: str
    until: str
    where: str


class RemarkLine(NamedTuple):
    """Something to put in order that is no finding."""

    kind: str
    message: str
    place: str
    advice: str


class ArticleLine(NamedTuple):
    """An article that was read, and how many findings show it."""

    outlet: str
    day: str
    title: str
    path: str


class Overview(NamedTuple):
    """The run in numbers and lists. ``left_out`` counts findings that found no room on the page."""

    headline: str
    counts: tuple[tuple[str, int], ...]
    checked: tuple[str, ...]
    verdicts: str
    idle: bool
    first: tuple[Card, ...]
    left_out: int
    unread: tuple[NotRead, ...]
    focus: tuple[str, ...] | None
    reach: tuple[Count, ...]
    compared: int
    skipped: tuple[Count, ...]
    abstained: tuple[Count, ...]
    remarks_on_reach: tuple[str, ...]
    asides: tuple[tuple[str, tuple[Aside, ...]], ...]
    remarks: tuple[RemarkLine, ...]
    articles: tuple[ArticleLine, ...]
    articles_left_out: int


def overview(run: Run, cards: Sequence[Card], look: Look) -> Overview:
    """The run as the top and the end of the page tell it; ``cards`` are the findings that the page shows."""
    found = Counter(finding.severity for finding in run.findings)
    reach = run.reach
    return Overview(
        headline=plural(len(run.findings), "finding") if run.findings else "No findings",
        counts=tuple((severity, found[severity]) for severity in reversed(SEVERITIES) if found[severity]),
        checked=tuple(_checked(run)),
        verdicts=_verdicts(run),
        idle=not reach.compared and not run.findings,
        first=_first(cards),
        left_out=len(run.findings) - len(cards),
        unread=tuple(_not_read(unread, look) for unread in run.unread),
        focus=None if run.focus is None else tuple(plain(path) for path in run.focus),
        reach=_counts(
            (("figures seen", reach.figures), ("described", reach.described), ("grouped with others", reach.grouped))
        ),
        compared=reach.compared,
        skipped=_tally(reach.skipped),
        abstained=_tally(reach.abstained),
        remarks_on_reach=tuple(_remarks_on_reach(run)),
        asides=tuple(_asides(run)),
        remarks=tuple(
            RemarkLine(
                plain(remark.kind).replace("_", " "),
                plain(remark.message, LONGEST),
                ":".join(plain(str(part)) for part in (remark.path, remark.line, remark.column) if part is not None),
                plain(remark.advice),
            )
            for remark in run.remarks
        ),
        articles=tuple(
            ArticleLine(
                outlet_of(header), day(header.published) or "no date", plain(header.title or ""), plain(header.path)
            )
            for header in run.articles[:_LISTED]
        ),
        articles_left_out=max(0, len(run.articles) - _LISTED),
    )


def _checked(run: Run) -> Iterable[str]:
    """What was checked, in a few words each: articles, outlets, days, hedges when not the usual ones."""
    yield plural(run.reach.articles, "article")
    outlets = {outlet_of(header) for header in run.articles} - {NO_OUTLET}
    if outlets:
        yield plural(len(outlets), "outlet")
    days = [header.published for header in run.articles if header.published]
    if days:
        yield day(min(days)) if min(days) == max(days) else f"{day(min(days))} to {day(max(days))}"
    yield plural(run.reach.figures, "figure")
    if run.hedges != DEFAULT_HEDGES:
        yield f"hedges read by the scheme {plain(run.hedges)}"


def _verdicts(run: Run) -> str:
    """How the pairs that were compared came out."""
    compared = run.reach.compared
    told: Counter[str] = Counter(comparison.verdict for comparison in run.comparisons)
    parts = [
        f"{told[verdict]:,} {one if told[verdict] == 1 else several}"
        for verdict, one, several in (
            ("agree", "agrees", "agree"),
            ("compatible", "is compatible", "are compatible"),
            ("discrepancy", "differs", "differ"),
        )
        if told[verdict]
    ]
    words = f"{plural(compared, 'pair')} of figures compared"
    listed = sum(told.values())
    if not parts:
        return f"{words}."
    return (
        f"{words}: {', '.join(parts)}."
        if listed >= compared
        else f"{words}; of the {listed:,} listed {', '.join(parts)}."
    )


def _first(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The worst finding of each rule in turn, no more than a few: where to look when there are many."""
    if len(cards) < _FIRST:
        return ()
    rules: dict[str, Card] = {}
    for card in cards:
        rules.setdefault(card.rule, card)
    chosen = list(rules.values())[:_FIRST]
    return tuple(chosen)


def _not_read(unread: Unread, look: Look) -> NotRead:
    detail = clean(unread.detail).strip() if look.verbose else ""
    return NotRead(plain(unread_text(unread, Look()), LONGEST), detail)


def _remarks_on_reach(run: Run) -> Iterable[str]:
    undated = sum(header.published is None for header in run.articles)
    if undated:
        yield (
            f"{plural(undated, 'article')} without a date of publication: figures in such an article are hardly linked"
            " to those of others."
        )
    left_out = run.reach.comparisons_left_out
    if left_out:
        yield f"{plural(left_out, 'comparison')} counted but not listed: of a group with many figures some pairs are."


def _counts(counts: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    told = tuple(counts)
    most = max((count for _, count in told), default=0) or 1
    return tuple(Count(name, count, round(100 * count / most)) for name, count in told)


def _tally(counts: Mapping[str, int]) -> tuple[Count, ...]:
    ranked = sorted(counts.items(), key=lambda part: (-part[1], part[0]))
    return _counts((plain(name).replace("_", " "), count) for name, count in ranked)


def _asides(run: Run) -> Iterable[tuple[str, tuple[Aside, ...]]]:
    """The findings that were set aside, by how."""
    for how in ("accepted", "ignored", "baseline"):
        rows = tuple(
            Aside(
                aside.finding.severity,
                plain(aside.finding.rule),
                plain(aside.finding.message, LONGEST),
                plain(short_fingerprint(aside.finding)),
                cause(aside.how),
                plain(aside.reason),
                day(aside.until),
                plain(aside.where),
            )
            for aside in run.set_aside
            if aside.how == how
        )
        if rows:
            yield how, rows
