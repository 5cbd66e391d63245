"""Findings → cards: what an editor reads of each, and under which words it is filtered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from figcheck.articles import Header
from figcheck.findings import Finding, RuleCard, Run, SlotEvidence
from figcheck.model import Claim
from figcheck.report.html.excerpts import Side, Surroundings, sides, surroundings
from figcheck.report.html.safe import LONGEST, dated, plain
from figcheck.report.notes import plain_message
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.sentences import sentences_of
from figcheck.report.wording import (
    cause,
    day,
    difference,
    further_reports,
    interval,
    location,
    printed,
    scope,
    short_fingerprint,
    weight,
)

MOST: Final = 20_000  # findings on one page; browsers give up beyond
NO_OUTLET: Final = "outlet not given"
NO_MEASURE: Final = "dates and ages"
_MOST_FIGURES: Final = 60


class FigureRead(NamedTuple):
    """How one figure of a finding was read, in words: "" for what is not known."""

    figure: str
    outlet: str
    place: str
    read_as: str
    measure: str
    scope: str
    days: str
    said_by: str
    because: str


class Evidence(NamedTuple):
    """One slot of the two figures: what each tells, what that says, and its weight ("+2.5", "" for none)."""

    slot: str
    a: str
    b: str
    words: str
    weight: str


class Card(NamedTuple):
    """One finding as the page shows it.

    ``anchor`` is its fingerprint, made unique. ``measures`` and ``outlets`` are what it is filtered by, and ``plot`` is
    the anchor of the plot of its group, "" for none. ``alike`` are slots that both figures tell of in the same words,
    without weight, ``silent`` those that neither tells of.
    """

    anchor: str
    severity: str
    rule: str
    title: str
    why: str
    subject: str
    message: str
    cause: str
    gap: str
    expected: str
    observed: str
    sides: tuple[Side, ...]
    figures: tuple[FigureRead, ...]
    figures_left_out: int
    evidence: tuple[Evidence, ...]
    total: str
    alike: tuple[str, ...]
    silent: tuple[str, ...]
    because: tuple[str, ...]
    fingerprint: str
    short: str
    measures: tuple[str, ...]
    outlets: tuple[str, ...]
    plot: str


class _Weighed(NamedTuple):
    """Evidence sorted: slots that tell something, those that both tell alike without weight, those that none tells."""

    told: tuple[Evidence, ...]
    alike: tuple[str, ...]
    silent: tuple[str, ...]


class _Desk(NamedTuple):
    """What all cards are made with."""

    claims: Mapping[str, Claim]
    headers: Mapping[str, Header]
    rules: Mapping[str, RuleCard]
    around: Surroundings
    plots: Mapping[str, str]


def cards(run: Run, plots: Mapping[str, str]) -> tuple[Card, ...]:
    """The findings of a run as cards, worst first, no more than ``MOST``; ``plots`` are the anchors of plots under the
    ids of the claims in them."""
    desk = _Desk(
        claims_by_id(run), headers_by_id(run), {rule.id: rule for rule in run.rules}, surroundings(run.contexts), plots
    )
    shown = worst_first(run.findings)[:MOST]
    return tuple(_card(finding, anchor, desk) for finding, anchor in zip(shown, anchors(shown), strict=True))


def anchors(findings: Iterable[Finding]) -> list[str]:
    """What each finding is linked to by: its fingerprint; for the second of one fingerprint, "-2" behind it.

    A fingerprint that is no word (of a run that somebody else made) gives way to a number.
    """
    taken: dict[str, int] = {}
    named = []
    for number, finding in enumerate(findings, 1):
        fingerprint = finding.fingerprint
        name = fingerprint if fingerprint.isascii() and fingerprint.isalnum() else f"finding-{number}"
        taken[name] = taken.get(name, 0) + 1
        named.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return named


def outlet_of(header: Header | None) -> str:
    """The outlet of an article as the page names it everywhere."""
    return plain((header.outlet if header else "") or "", 120) or NO_OUTLET


def measure_name(measure: str) -> str:
    """A measure in words: "poll_share" reads "poll share"."""
    return plain(measure).replace("_", " ")


def _card(finding: Finding, anchor: str, desk: _Desk) -> Card:
    figures = [desk.claims[claim_id] for claim_id in finding.figures]
    sentences = sentences_of(finding, desk.claims, desk.headers)
    several = len({sentence.header.id for sentence in sentences}) > 1
    message = _sentence(finding.message) if several else plain_message(finding, [it.header for it in sentences])
    rule = desk.rules.get(finding.rule)
    weighed = _evidence(finding.evidence)
    total = sum(row.weight for row in finding.evidence)
    gap = difference(figures[0].figure, figures[1].figure) if len(figures) == 2 else ""
    further = further_reports(finding, desk.claims)
    reasons = (*finding.because, *([f"as little fit: {further}"] if further else []))
    because = tuple(dict.fromkeys(dated(reason, LONGEST) for reason in reasons))
    measures = tuple(dict.fromkeys(measure_name(claim.measure) for claim in figures))
    return Card(
        anchor=anchor,
        severity=finding.severity,
        rule=plain(finding.rule),
        title=plain(rule.title if rule else finding.rule),
        why=plain(rule.why if rule else "", LONGEST),
        subject=dated(finding.subject),
        message=dated(message, LONGEST),
        cause=plain(cause(finding.cause)),
        gap=plain(gap),
        expected=dated(finding.expected),
        observed=dated(finding.observed),
        sides=sides(sentences, desk.around),
        figures=tuple(_figure_read(claim) for claim in figures[:_MOST_FIGURES]),
        figures_left_out=max(0, len(figures) - _MOST_FIGURES),
        evidence=weighed.told,
        total=weight(total) if any(row.weight for row in weighed.told) else "",
        alike=weighed.alike,
        silent=weighed.silent,
        because=because,
        fingerprint=plain(finding.fingerprint),
        short=plain(short_fingerprint(finding)),
        measures=measures or (NO_MEASURE,),
        outlets=tuple(dict.fromkeys(outlet_of(sentence.header) for sentence in sentences)),
        plot=next((desk.plots[it] for it in finding.figures if it in desk.plots), ""),
    )


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _figure_read(claim: Claim) -> FigureRead:
    figure, header = claim.figure, claim.header
    unit = figure.unit if figure.unit != "count" else f"counting {figure.counted}" if figure.counted else "a count"
    read = [f"{figure.hedge.replace('_', ' ')}, {interval(figure.reading)}", unit]
    if figure.in_title:
        read.append("in the headline")
    kind = claim.kind.replace("_", " ")
    days = [
        f"since {day(claim.start_date)}" if claim.start_date else "",
        f"as of {day(claim.as_of)}" if claim.as_of else "",
    ]
    return FigureRead(
        figure=plain(printed(claim)),
        outlet=outlet_of(header),
        place=plain(location(header.path, claim.place)),
        read_as=plain("; ".join(read)),
        measure=f"{measure_name(claim.measure)} ({kind})" + ("" if claim.mode == "stated" else f", {claim.mode}"),
        scope=dated(scope(claim.scope)),
        days=", ".join(part for part in days if part),
        said_by=plain(claim.said_by or ""),
        because=plain("; ".join(dict.fromkeys((*figure.because, *claim.because))), LONGEST),
    )


def _evidence(rows: Sequence[SlotEvidence]) -> _Weighed:
    told, alike, silent = [], [], []
    for row in rows:
        if not row.weight and row.a and row.a == row.b and row.words == "the same":
            alike.append(f"{plain(row.slot)} {dated(row.a)}")
        elif row.weight or row.a or row.b or row.words not in ("", "neither tells"):
            told.append(Evidence(plain(row.slot), dated(row.a), dated(row.b), dated(row.words), weight(row.weight)))
        else:
            silent.append(plain(row.slot))
    return _Weighed(tuple(told), tuple(alike), tuple(silent))
