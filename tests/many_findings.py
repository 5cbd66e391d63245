"""A run of as many findings as wanted, made by hand: outlets and texts of a usual length, groups over time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sample_run import article, claim, exactly

from figcheck.findings import Comparison, Context, Finding, Reach, RuleCard, Run, SlotEvidence
from figcheck.intervals import INFINITY, Reading
from figcheck.model import Group, Scope

START = dt.date(2024, 1, 1)
TOWNS = ("Varsk", "Old Harbour", "Kessin", "Tall Murad", "Sankt Egid", "Port Ellen", "Qasr", "Lund", "Mirny", "Oxley")
MEASURES = ("deaths", "injuries", "displaced", "detainees", "attacks", "troops", "money", "buildings")
EVIDENCE = (
    SlotEvidence("measure", "deaths", "deaths", 0.0, "the same"),
    SlotEvidence("kind", "running total", "running total", 0.0, "the same"),
    SlotEvidence("who", "civilians", "civilians; children", 1.0, "of the same people: civilians"),
    SlotEvidence("by", "", "", 0.0, "neither tells"),
    SlotEvidence("where", "Varsk", "Varsk; Old Harbour", 2.5, "both in Varsk"),
    SlotEvidence("when", "since 2024-01-01", "", 1.0, "both are running totals"),
    SlotEvidence("published", "2024-01-02", "2024-01-04", -0.5, "published 2 days apart"),
    SlotEvidence("words", "blast; market; morning; …", "blast; market; square; …", 1.0, "shared words: blast, market"),
)
BEFORE = "The market is the largest of the district, and traders had come from the villages around it. "
AFTER = " Rescuers were still at work in the evening, a doctor at the district hospital said by telephone."


def many(findings: int, outlets: int = 60) -> Run:
    """A run of that many findings, each of two articles; four findings share a group."""
    claims, articles, made, groups, compared, contexts = [], [], [], [], [], []
    for at in range(findings):
        town, measure = TOWNS[at % len(TOWNS)], MEASURES[at // 4 % len(MEASURES)]
        sides = []
        for side in (0, 1):
            number = 100 + at % 4 * 20 + side * 7
            surface = f"at least {number}" if side else f"{number}"
            source = article(
                f"articles/{START + dt.timedelta(at % 300)}-{at}-{side}.md",
                f"A blast at the market of {town} has killed {surface} people since the beginning of the month, the"
                f" mayor said in report {at}.",
                outlet=f"Outlet {(at * 7 + side * 3) % outlets}",
                published=START + dt.timedelta(at % 300 + side),
                title=f"{number} reported dead in {town} as the search goes on",
            )
            reading = Reading(Decimal(number), INFINITY, point=Decimal(number)) if side else exactly(number)
            sides.append(
                claim(
                    source,
                    surface,
                    reading,
                    hedge="at_least" if side else "exact",
                    counted="people",
                    measure=measure,
                    kind="running_total",
                    scope=Scope(where=frozenset({town})),
                    start_date=START - dt.timedelta(30),
                )
            )
            articles.append(source.header)
            contexts.append(Context(source.header.id, source.text, BEFORE, AFTER))
        claims += sides
        a, b = (it.id for it in sides)
        compared.append(Comparison(f"{measure}-differ", "discrepancy", a, b))
        made.append(
            Finding(
                rule=f"{measure}-differ",
                severity=("error", "warning", "note")[at % 3],
                cause="update_over_time",
                message=f"{number - 7} in {town} v at least {number}: 1 day later and higher, report {at}",
                figures=(a, b),
                fingerprint=f"{at:08x}c0ffee00",
                subject=f"{measure} · {town}",
                because=(
                    "7 more in 1 day",
                    "both in one town",
                    "both are running totals",
                    "shared words: blast, market",
                ),
                evidence=EVIDENCE,
            )
        )
        if at % 4 == 3:
            members = tuple(it.id for it in claims[-8:])
            groups.append(Group(f"{measure} | {town} | {at // 4}", measure, members, ("both in one town",)))
    return Run(
        version="0.0.0",
        articles=tuple(articles),
        claims=tuple(claims),
        groups=tuple(groups),
        comparisons=tuple(compared),
        findings=tuple(made),
        contexts=tuple(contexts),
        rules=tuple(
            RuleCard(
                f"{it}-differ", f"Two reports differ in {it}", "They should agree.", "warning", "agree", "own", (it,)
            )
            for it in MEASURES
        ),
        reach=Reach(len(articles), len(claims), len(claims), len(claims), len(compared)),
    )
