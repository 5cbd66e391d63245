"""Findings that were waived, and what is to be put in order about waivers, as lines of a printed report."""

from __future__ import annotations

from collections.abc import Iterable

from figcheck.articles import Remark
from figcheck.findings import Finding, Run, SetAside
from figcheck.report.problems import place_text
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import WAIVED, short_fingerprint, waived


def set_aside_line(run: Run) -> str:
    """ "Set aside 3: 1 ignored in the article, 2 accepted"; "" for none."""
    if not run.set_aside:
        return ""
    return f"Set aside {len(run.set_aside):,}: {set_aside_counts(run)}"


def set_aside_counts(run: Run) -> str:
    """ "1 ignored in the article, 2 accepted"."""
    counts = {how: sum(aside.how == how for aside in run.set_aside) for how in WAIVED}
    return ", ".join(f"{count:,} {WAIVED[how]}" for how, count in counts.items() if count)


def waiver_lines(run: Run, look: Look) -> list[str]:
    """What was set aside by what, under ``verbose`` each finding, and the remarks, as lines that fit the width."""
    lines: list[str] = []
    if run.set_aside:
        told = set_aside_line(run)
        lines += _hanging(told if look.verbose else f"{told}; -v lists them", look)
        if look.verbose:
            lines += [part for aside in run.set_aside for part in _hanging(f"- {_aside_text(aside)}", look, "  ")]
    if run.remarks:
        lines.append(look.paint(f"To put in order ({len(run.remarks):,}):", "warning"))
        lines += [f"  {remark_text(remark, look)}" for remark in run.remarks]  # never wrapped: a place is clicked on
    return lines


def remark_text(remark: Remark, look: Look) -> str:
    """One remark: "path:line:column: message (advice)"."""
    place = look.paint(f"{place_text(remark.path, remark.line, remark.column)}:", "strong")
    advice = f" ({one_line(remark.advice)})" if remark.advice else ""
    return f"{place} {one_line(remark.message)}{advice}"


def waived_as(aside: SetAside) -> str:
    """By what a finding was set aside, and why: "accepted until 30 June 2024 (figcheck-accepted.yml:5): it holds"."""
    return one_line(waived(aside))


def aside_of(run: Run, finding: Finding) -> SetAside | None:
    """How a finding of a run was set aside, None when it was not."""
    return next((aside for aside in run.set_aside if aside.finding.fingerprint == finding.fingerprint), None)


def _aside_text(aside: SetAside) -> str:
    finding = aside.finding
    told = f"{finding.severity} {finding.rule}: {finding.message} [{short_fingerprint(finding)}]"
    return one_line(f"{told}: {waived_as(aside)}")


def _hanging(line: str, look: Look, margin: str = "") -> Iterable[str]:
    first, *others = wrap(line, look.width - len(margin) - 2)
    return [margin + first, *(f"{margin}  {other}" for other in others)]
