"""One line a finding, in the form that editors and CI logs jump to: "path:line:column: severity rule:
message [fingerprint]"."""

from __future__ import annotations

from collections.abc import Mapping

from figcheck.articles import Header
from figcheck.findings import Finding, Run
from figcheck.model import Claim
from figcheck.report.problems import unread_text
from figcheck.report.rows import claims_by_id, headers_by_id
from figcheck.report.setaside import remark_text, set_aside_counts
from figcheck.report.summary import findings_line, focus_line
from figcheck.report.terminal import Look, one_line
from figcheck.report.wording import location, short_fingerprint


def concise(run: Run, look: Look) -> str:
    """One line a finding in the run's order, one a file that was not read, one a remark, then the count unless
    ``look.quiet``."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    lines = []
    for finding in run.findings:
        severity = look.paint(finding.severity, finding.severity)
        place = look.place(first_place(finding, claims, headers), "")
        fingerprint = look.paint(f"[{short_fingerprint(finding)}]", "faint")
        lines.append(f"{place}: {severity} {one_line(finding.rule)}: {one_line(finding.message)} {fingerprint}")
    lines += [f"{unread_text(unread, look)} {look.paint('[not read]', 'error')}" for unread in run.unread]
    lines += [f"{remark_text(remark, look)} {look.paint('[to put in order]', 'warning')}" for remark in run.remarks]
    if not look.quiet:
        aside = f"; set aside {len(run.set_aside):,}: {set_aside_counts(run)}" if run.set_aside else ""
        lines.append(findings_line(run.findings) + aside)
        lines += [focus_line(run)] if run.focus is not None else []
    return "".join(f"{line}\n" for line in lines)


def first_place(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header]) -> str:
    """Where a finding points: its primary figure, else its first passage, else "-"."""
    if finding.figures:
        claim = claims[finding.figures[0]]
        return location(claim.header.path, claim.place)
    if finding.places:
        passage = finding.places[0]
        header = headers.get(passage.article)
        return location(header.path if header else passage.article, passage.place)
    return "-"
