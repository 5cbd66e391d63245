"""The run of sample_run.py with what tools are told beside findings: rules in force, findings set aside, remarks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_run import ATTACKS_B, HOSTILE, RUN

from figcheck.articles import Place, Remark
from figcheck.findings import Finding, RuleCard, SetAside
from figcheck.model import Passage

RULES = (
    RuleCard(
        "attack-count-differs",
        "Two articles count the same attacks differently",
        "A running total that two outlets carry should move at a believable pace.",
        "warning",
        "grows",
        "strikes",
        ("attacks",),
    ),
    RuleCard("deaths-differ", HOSTILE, HOSTILE, "warning", "agree", "casualties", ("deaths",)),
    RuleCard("parts-exceed-whole", "Parts make more than their whole", "", "error", "sum", "editorial"),
    RuleCard(
        "share-above-hundred", "More than all", "No share of a whole is over 100 %.", "error", "bounds", "editorial"
    ),
    RuleCard("weekday-does-not-fit", "A weekday is not that of its date", "", "warning", "date", "editorial"),
)

# A finding without figures, whose second passage begins on one line and ends on the next.
WEEKDAY = Finding(
    rule="weekday-does-not-fit",
    severity="warning",
    cause="weekday_of_another_day",
    message="Monday, 7 February 2024: that day is a Wednesday",
    figures=(),
    fingerprint="0ddba11000000001",
    subject="weekday",
    places=(
        Passage("seeds/bases-feb17.md", "Monday", Place(120, 126, 4, 9), "He spoke on Monday,\n7 February 2024."),
        Passage(
            "seeds/bases-feb17.md",
            "7 February 2024",
            Place(128, 143, 5, 1),
            "He spoke on Monday,\n7 February 2024.",
            "a Wednesday",
        ),
    ),
    because=("that day is a Wednesday",),
)
SET_ASIDE = (
    SetAside(
        replace(RUN.findings[1], fingerprint="a51de00000000001"),
        "ignored",
        "both as their sources have them",
        None,
        "seeds/bases-feb06.md:12",
    ),
    SetAside(
        replace(RUN.findings[0], fingerprint="a51de00000000002"),
        "accepted",
        HOSTILE,
        dt.date(2024, 5, 1),
        "figcheck-accepted.yml:3",
    ),
    SetAside(replace(RUN.findings[3], fingerprint="a51de00000000003"), "baseline"),
)
REMARKS = (
    Remark("unused_ignore", "nothing is ignored here", "seeds/house.txt", 7, 1, "take the comment out"),
    Remark("expired", "an acceptance has run out: 1f00aa11", "figcheck-accepted.yml", 9, None, HOSTILE),
)
MACHINE_RUN = replace(
    RUN,
    rules=RULES,
    findings=(*RUN.findings, WEEKDAY),
    set_aside=SET_ASIDE,
    remarks=REMARKS,
    focus=(ATTACKS_B.header.path, "seeds/house.txt"),
)
