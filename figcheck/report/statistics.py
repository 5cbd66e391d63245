"""Findings counted: by severity, rule, cause, what was counted, and whose figures do not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from figcheck.articles import Header
from figcheck.findings import SEVERITIES, Finding, Run
from figcheck.model import Claim
from figcheck.report.rows import claims_by_id, headers_by_id
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import cause

FOR_PEOPLE = frozenset(("table", "notes", "full", "concise"))  # formats that statistics can stand under
_INDENT = 4
_MOST = 20  # rows of a table: pairs of outlets grow with every article


def statistics(run: Run, look: Look) -> str:
    """Tables of counts, the most first, then by name. Empty ones are left out; findings that are set aside have one.

    "Outlets" are the pairs whose figures a finding holds against each other, in alphabetical order, once alone for a
    finding within articles of one. An article without an outlet goes by its id.
    """
    claims, headers = claims_by_id(run), headers_by_id(run)
    severities = Counter(finding.severity for finding in run.findings)
    tables: list[tuple[str, Iterable[tuple[str, int]]]] = [
        ("Severity", [(name, severities[name]) for name in reversed(SEVERITIES) if severities[name]]),
        ("Rule", _ranked(f"{finding.rule} ({finding.severity})" for finding in run.findings)),
        ("Cause", _ranked(cause(finding.cause) for finding in run.findings if finding.cause)),
        ("Measure", _ranked(it for finding in run.findings for it in _measures(finding, claims))),
        ("Outlets", _ranked(_outlets(finding, claims, headers) for finding in run.findings)),
        ("Set aside", _ranked(aside.how for aside in run.set_aside)),
    ]
    lines = [look.paint(f"Statistics of {plural(len(run.findings), 'finding')}", "strong")]
    for heading, counts in tables:
        rows = list(counts)
        if rows:
            lines += ["", look.paint(heading, "faint"), *_counted(rows, look)]
    return "".join(f"{line}\n" for line in lines)


def _ranked(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda it: (-it[1], it[0]))


def _measures(finding: Finding, claims: Mapping[str, Claim]) -> list[str]:
    """The measures of a finding, each once: one about dates has none."""
    return sorted({claims[claim_id].measure for claim_id in finding.figures}) or ["no figure: dates, ages, ranks"]


def _outlets(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header]) -> str:
    named = [claims[claim_id].header for claim_id in finding.figures]
    named += [headers.get(it.article) or Header(it.article, it.article) for it in finding.places]
    return " / ".join(sorted({header.outlet or header.id for header in named})) or "-"


def _counted(rows: list[tuple[str, int]], look: Look) -> list[str]:
    """Counts to the right of their column, names behind them."""
    shown = [(f"{count:,}", one_line(name)) for name, count in rows[:_MOST]]
    if rows[_MOST:]:
        shown.append((f"{sum(count for _, count in rows[_MOST:]):,}", f"of {len(rows) - _MOST:,} others"))
    width = max(len(count) for count, _ in shown)
    lines = []
    for count, name in shown:
        first, *others = wrap(name, look.width - _INDENT - width)
        lines.append(f"  {count.rjust(width)}  {first}")
        lines += [f"{' ' * (_INDENT + width)}{other}" for other in others]
    return lines
