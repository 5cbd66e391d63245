"""The lines under a printed report: how many findings, how far the run got, what it left aside and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from figcheck.findings import SEVERITIES, Finding, Run, articles_in_focus
from figcheck.model import DEFAULT_HEDGES
from figcheck.report.problems import unread_text
from figcheck.report.rows import worst_first
from figcheck.report.setaside import waiver_lines
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import short_fingerprint


def summary(run: Run, look: Look) -> str:
    """The lines under a printed report: findings by severity, the reach, and everything that was not read."""
    ranks = [SEVERITIES.index(finding.severity) for finding in run.findings]
    worst = SEVERITIES[max(ranks)] if ranks else "good"
    lines = [look.paint(findings_line(run.findings), worst)]
    if run.focus == ():
        return "\n".join([*lines, look.paint(focus_line(run), "warning")])
    if not run.reach.compared and not run.findings:
        lines.append(look.paint("No two figures were compared.", "warning"))
    return "\n".join([*lines, *how_to_ask(run, look), *waiver_lines(run, look), *reach_summary(run, look)])


def how_to_ask(run: Run, look: Look) -> list[str]:
    """How to learn why a finding was made, told of the worst whose figures had to be linked; else of the worst."""
    if not run.findings:
        return []
    findings = worst_first(run.findings)
    linked = next((finding for finding in findings if any(row.weight for row in finding.evidence)), None)
    fingerprint = one_line(short_fingerprint(linked or findings[0]))
    asked = f"figcheck explain {fingerprint} PATHS, with this check's options, shows why"
    return _hanging(f"{asked} two figures were taken for one thing" if linked else f"{asked} it was made", look.width)


def reach_summary(run: Run, look: Look) -> list[str]:
    """How far the run got, and everything that was not read, as lines that fit the width."""
    lines = [part for line in reach_lines(run) for part in _hanging(line, look.width)]
    if run.unread:
        lines.append(look.paint(f"Not read ({len(run.unread):,}):", "error"))
        lines += [f"  {unread_text(unread, look)}" for unread in run.unread]
    return lines


def _hanging(line: str, width: int) -> list[str]:
    first, *others = wrap(line, width - 2)
    return [first, *(f"  {other}" for other in others)]


def findings_line(findings: Iterable[Finding]) -> str:
    """ "3 findings (1 error, 1 warning, 1 note)" or "No findings"."""
    severities = [finding.severity for finding in findings]
    if not severities:
        return "No findings"
    present = [severity for severity in reversed(SEVERITIES) if severity in severities]
    parts = ", ".join(plural(severities.count(severity), severity) for severity in present)
    return f"{plural(len(severities), 'finding')} ({parts})"


def focus_line(run: Run) -> str:
    """That only what touches changed articles is shown, and how many they are; "" for a run over all."""
    if run.focus is None:
        return ""
    if not run.focus:
        return "No article has changed: nothing was read or compared"
    return (
        f"Only what touches {plural(len(articles_in_focus(run)), 'changed article')} of {run.reach.articles:,} is shown"
    )


def reach_lines(run: Run) -> list[str]:
    """How far the run got, and what it left aside and why, as plain lines; of a run in focus, with what is in focus."""
    if run.focus == ():
        return [focus_line(run)]
    reach, seen = run.reach, articles_in_focus(run)
    lines = [focus_line(run)] if run.focus else []
    lines += [
        f"{plural(len(seen), 'changed article' if run.focus else 'article')}: {plural(reach.figures, 'figure')} seen,"
        f" {reach.described:,} described (what they measure is known), {reach.grouped:,} grouped (linked with others),"
        f" {plural(reach.compared, 'pair')} compared"
    ]
    if run.hedges != DEFAULT_HEDGES:
        lines.append(f"Hedges read by the scheme {one_line(run.hedges)}")
    undated = sum(header.published is None for header in seen)
    if undated:
        told = plural(undated, "article")
        lines.append(f"Without a date of publication: {told}, whose figures are hardly linked to those of others")
    if reach.passed_over:
        lines.append(f"Passed over {_tally(reach.passed_over)}")
    lines += _stood_for(run)
    if reach.skipped:
        lines.append(f"Skipped {_tally(reach.skipped)}")
    if reach.abstained:
        lines.append(f"Left open {_tally(reach.abstained)}")
    return lines


def _stood_for(run: Run) -> list[str]:
    """Articles that another stands for, with the first of each kind."""
    lines = []
    for why, told in (("duplicate", "Read twice and checked once"), ("superseded", "Left out for a later edition")):
        rows = [row for row in run.left_out if row.why == why]
        if rows:
            first = one_line(f"{rows[0].article} {'is' if why == 'duplicate' else 'for'} {rows[0].stands}")
            more = f"; {len(rows) - 1:,} more" if len(rows) > 1 else ""
            lines.append(f"{told}: {plural(len(rows), 'article')} ({first}{more})")
    return lines


def plural(count: int, noun: str) -> str:
    """ "1 note", "2,000 notes"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _tally(counts: Mapping[str, int]) -> str:
    parts = sorted(counts.items(), key=lambda part: (-part[1], part[0]))
    told = "; ".join(f"{one_line(reason).replace('_', ' ')} ({count:,})" for reason, count in parts)
    return f"{sum(counts.values()):,}: {told}"
