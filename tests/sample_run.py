"""A run made by hand: four discrepancies, hostile text, an article without text of its own, unread files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from figcheck.articles import Article, Header, Piece, Place, Span, TextMap, Unread
from figcheck.findings import Abstention, Comparison, Finding, Reach, Run, SlotEvidence
from figcheck.intervals import INFINITY, Reading
from figcheck.model import Claim, Figure, Group, Passage, Scope, Skip

HOSTILE = "\x1b[31m<script>alert(1)</script> @desk | `rm` \u202eevil\u202c \x00\x9b2J =cmd() 日本 www.bad.eu"


def article(path: str, text: str, **header: Any) -> Article:
    """An article of one line without a title."""
    return Article(Header(header.pop("id", path), path, **header), text, 0, TextMap((Piece(0, 0, 1, 1),)))


def exactly(value: int | str, precision: int = 1) -> Reading:
    return Reading.exactly(Decimal(value), Decimal(precision))


def claim(
    source: Article,
    surface: str,
    reading: Reading,
    *,
    number: int = 1,
    counted: str | None = None,
    **other: Any,
) -> Claim:
    """The claim made of the first place where ``surface`` stands; ``counted`` is the printed noun phrase."""
    start = source.text.index(surface)
    span = Span(start, start + len(surface))
    counted_span = None
    if counted is not None:
        at = source.text.index(counted, span.end)
        counted_span = Span(at, at + len(counted))
    figure = Figure(
        span=span,
        surface=surface,
        number_span=span,
        number_surface=surface.removeprefix("over ").removeprefix("around ").removesuffix(" times").lstrip("$"),
        reading=reading,
        hedge=other.pop("hedge", "exact"),
        unit=other.pop("unit", "count"),
        form=other.pop("form", "plain"),
        sentence=Span(0, len(source.text)),
        in_title=other.pop("in_title", False),
        counted=counted.split()[-1].rstrip("s") if counted else None,
        counted_span=counted_span,
        because=("digits",),
    )
    return Claim(
        id=f"{source.header.id}:{number}",
        header=source.header,
        figure=figure,
        place=source.text_map.place(span),
        quote=source.text,
        quote_at=span,
        measure=other.pop("measure", "deaths"),
        scope=other.pop("scope", Scope()),
        because=other.pop("because", ("counts a noun of the measure",)),
        **other,
    )


BASES = Scope(by=frozenset({"Islamic Resistance"}), where=frozenset({"Syria", "Iraq"}))
ATTACKS_A = article(
    "seeds/bases-feb06.md",
    "American forces in Iraq and Syria have been attacked over 160 times since October 7.",
    outlet="Al-Monitor",
    published=dt.date(2024, 2, 6),
    title="Another drone attack",
)
ATTACKS_B = article(
    "seeds/bases-feb17.md",
    "Militias have struck American bases in Syria and Iraq around 200 times since October 7, 2023.",
    outlet="The New Arab",
    published=dt.date(2024, 2, 17),
)
HOUSE = article(
    "seeds/house.txt",
    "The blast killed 46 people, among them 12 women, 30 men and 5 children.",
    outlet="Reuters",
    published=dt.date(2024, 3, 1),
)
MONEY = article(
    "seeds/aid.txt",
    "The package is worth $2 million, the ministry said; $20 million had been asked for.",
    outlet="AFP",
)
EVIL = article(
    "seeds/evil\x1b]0;owned\x07.txt",
    f"{HOSTILE} killed 7 people.",
    outlet="=cmd()|'/C calc'!A0",
    published=dt.date(2024, 3, 2),
    title=HOSTILE,
)
RECORDS = article("archive.parquet", "Some 9 people were killed.", id="archive.parquet#3", outlet="DPA")
RECORDS = replace(RECORDS, text_map=TextMap((), record=3))

CLAIMS = (
    claim(RECORDS, "9", exactly(9), counted="people"),
    claim(MONEY, "$2 million", exactly(2_000_000, 1_000_000), unit="USD", measure="money", form="money"),
    claim(
        MONEY,
        "$20 million",
        exactly(20_000_000, 1_000_000),
        number=2,
        unit="USD",
        measure="money",
        form="money",
    ),
    claim(
        ATTACKS_A,
        "over 160 times",
        Reading(Decimal(160), INFINITY, low_open=True, point=Decimal(160), precision=Decimal(10)),
        hedge="more_than",
        form="times",
        measure="attacks",
        kind="running_total",
        scope=BASES,
        start_date=dt.date(2023, 10, 7),
        as_of=dt.date(2024, 2, 6),
    ),
    claim(
        ATTACKS_B,
        "around 200 times",
        Reading(Decimal(180), Decimal(220), point=Decimal(200), precision=Decimal(100)),
        hedge="approx",
        form="times",
        measure="attacks",
        kind="running_total",
        scope=BASES,
        start_date=dt.date(2023, 10, 7),
        as_of=dt.date(2024, 2, 16),
        said_by="the ministry",
    ),
    claim(EVIL, "7", exactly(7), counted="people"),
    claim(HOUSE, "46", exactly(46), counted="people", role="whole"),
    claim(HOUSE, "12", exactly(12), number=2, counted="women", role="part", part_of="seeds/house.txt:1"),
    claim(HOUSE, "30", exactly(30), number=3, counted="men", role="part", part_of="seeds/house.txt:1"),
    claim(HOUSE, "5", exactly(5), number=4, counted="children", role="part", part_of="seeds/house.txt:1"),
)

FINDINGS = (
    Finding(
        rule="money-differs",
        severity="note",
        cause="power_of_ten",
        message="$2 million v $20 million",
        figures=("seeds/aid.txt:1", "seeds/aid.txt:2"),
        fingerprint="1f00aa11",
        subject="money in the aid package",
    ),
    Finding(
        rule="attack-count-differs",
        severity="warning",
        cause="update_over_time",
        message="over 160 times (Al-Monitor, 2024-02-06) v around 200 times (The New Arab, 2024-02-17)",
        figures=("seeds/bases-feb06.md:1", "seeds/bases-feb17.md:1"),
        fingerprint="9c0ffee0",
        subject="attacks on US bases in Iraq and Syria",
        expected="about 174 at 1.3 a day",
        observed="200, 3.6 a day",
        because=("the pace went from 1.3 to 3.6 a day",),
        evidence=(
            SlotEvidence("measure", "attacks", "attacks", 0.0, "the same"),
            SlotEvidence("by", "Islamic Resistance", "Islamic Resistance", 0.75, "by Islamic Resistance"),
            SlotEvidence("where", "Iraq; Syria", "Iraq; Syria", 2.5, "both in Iraq, Syria"),
            SlotEvidence("when", "since 2023-10-07", "since 2023-10-07", 1.5, "both count since 2023-10-07"),
            SlotEvidence("published", "2024-02-06", "2024-02-17", -0.5, "published 11 days apart"),
            SlotEvidence("said by", "", "the ministry", 0.0, "only one tells"),
        ),
    ),
    Finding(
        rule="deaths-differ",
        severity="warning",
        cause="different_scope",
        message=HOSTILE,
        figures=("seeds/evil\x1b]0;owned\x07.txt:1", "archive.parquet#3:1"),
        fingerprint="deadbeef",
        subject=HOSTILE,
        evidence=(SlotEvidence("where", HOSTILE, "", 1.0, HOSTILE),),
    ),
    Finding(
        rule="parts-exceed-whole",
        severity="error",
        cause="parts_do_not_add_up",
        message="12 + 30 + 5 = 47, not 46",
        figures=("seeds/house.txt:1", "seeds/house.txt:2", "seeds/house.txt:3", "seeds/house.txt:4"),
        fingerprint="00c0ffee",
        subject="deaths in the blast",
        expected="46",
        observed="47",
        places=(
            Passage(
                "seeds/house.txt",
                "among them",
                HOUSE.text_map.place(Span(28, 38)),
                HOUSE.text,
                note="opens the list of parts",
            ),
        ),
    ),
)

RUN = Run(
    version="0.0.0",
    articles=tuple(source.header for source in (RECORDS, MONEY, ATTACKS_A, ATTACKS_B, EVIL, HOUSE)),
    claims=CLAIMS,
    groups=(
        Group(
            "attacks|Iraq,Syria",
            "attacks",
            ("seeds/bases-feb06.md:1", "seeds/bases-feb17.md:1"),
            ("same places",),
        ),
    ),
    comparisons=(
        Comparison(
            "attack-count-differs",
            "discrepancy",
            "seeds/bases-feb06.md:1",
            "seeds/bases-feb17.md:1",
            ("pace",),
        ),
        Comparison("deaths-differ", "compatible", "archive.parquet#3:1", "seeds/house.txt:1"),
    ),
    findings=FINDINGS,
    skips=(
        (
            "seeds/bases-feb06.md",
            Skip(Span(73, 82), "October 7", "find", "date", "a calendar day", dt.date(2023, 10, 7)),
            Place(73, 82, 1, 74),
        ),
    ),
    abstentions=(Abstention("archive.parquet#3:1", "link", "two_candidates"),),
    unread=(
        Unread("seeds/broken.json", "not JSON: a comma is missing", "is the file complete?", 3, 14),
        Unread("seeds/many.jsonl", "over the limit of 5 MB", record=8, detail="Traceback\n  \x1b[1mboom"),
    ),
    reach=Reach(
        articles=6,
        figures=11,
        described=10,
        grouped=4,
        compared=3,
        skipped={"date": 1, "list_number": 2},
        abstained={"two_candidates": 1},
        unread=2,
        comparisons_left_out=4,
    ),
)
CLEAN_RUN = replace(RUN, findings=(), unread=(), reach=replace(RUN.reach, unread=0, skipped={}, abstained={}))
