"""Living with findings: those that an article ignores, that were accepted, or that the baseline has, are set aside.

A finding is set aside by the first of the three. What waives nothing any more is remarked on, as far as the run could
tell: it may have read a part of the archive only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from figcheck.articles import Remark
from figcheck.findings import Finding, Run, SetAside
from figcheck.remembered import remembered
from figcheck.report.wording import printed
from figcheck.waivers import baseline
from figcheck.waivers.acceptances import Acceptances
from figcheck.waivers.given import Waivers
from figcheck.waivers.inline import Ignores
from figcheck.waivers.purview import Purview

__all__ = ["Waivers", "waive"]


def waive(run: Run, waivers: Waivers, paths: Sequence[str | Path]) -> Run:
    """The run with the findings that remain; the others in ``set_aside``, and what is to be put in order in
    ``remarks``. ``paths`` are those that were named.
    """
    if not waivers.in_force:
        return run
    purview = Purview(run, paths, waivers.homes, waivers.known)
    ignores = Ignores(run)
    accepted = Acceptances(waivers.accepted, waivers.day_of_run) if waivers.accepted is not None else None
    left: list[Finding] = []
    aside: list[SetAside] = []
    for finding in run.findings:
        found = ignores.waived(finding)
        if accepted is not None:
            by_entry = accepted.waived(finding) if found is None else None
            accepted.entry(finding.fingerprint)  # is of use, even where the article ignores it as well
            found = found or by_entry
        if found is None and waivers.baseline is not None and not (accepted and accepted.is_expired(finding)):
            found = baseline.waived(waivers.baseline, finding)
        if found is None:
            left.append(finding)
        else:
            aside.append(found)
    remarks: list[Remark] = [*run.remarks, *ignores.remarks(purview)]
    if accepted is not None:
        claims = {claim.id: claim for claim in run.claims}
        headers = {header.id: header for header in run.articles}
        rows = [remembered(finding, claims, headers, printed) for finding in run.findings]
        remarks += accepted.remarks(purview, rows)
    if waivers.baseline is not None:
        remarks += baseline.remarks(waivers.baseline, run.findings, purview)
    remarks.sort(key=lambda it: (it.path, it.line or 0, it.column or 0, it.kind, it.message))
    return replace(run, findings=tuple(left), set_aside=tuple(aside), remarks=tuple(remarks))
