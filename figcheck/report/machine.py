"""JSON for tools: one object a run, or one object a line.

Keys are only ever added under one ``schema`` name. Characters that steer a terminal, and signs that begin a command of
a GitHub workflow, are written as ``\\uXXXX``, so the bytes are safe to print and lose nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from figcheck.expressions import expression
from figcheck.findings import Run, SlotEvidence
from figcheck.report.rows import (
    claims_by_id,
    comparison_rows,
    figure_row,
    figure_rows,
    finding_row_of,
    finding_rows,
    headers_by_id,
    reach_row,
    rule_rows,
    set_aside_rows,
    unread_row,
)
from figcheck.report.terminal import Look

CHECK_SCHEMA = "figcheck.check/1"
FINDING_SCHEMA = "figcheck.finding/1"
EXTRACT_SCHEMA = "figcheck.extract/1"

# json escapes C0 itself; these would reach the terminal (or, half a surrogate pair, could not be written at
# all).
_ESCAPED = expression(
    r"[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)
_COMMAND = "##["
_KEPT = 4096  # figures and rows of evidence that are written once for the findings near by
_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def check_json(run: Run, look: Look) -> str:
    """The whole check as one object; ``figures`` holds the rows that findings and comparisons name."""
    findings = (*run.findings, *(aside.finding for aside in run.set_aside))
    named = {claim_id for pair in run.comparisons for claim_id in (pair.a, pair.b)}
    named |= {claim_id for finding in findings for claim_id in finding.figures}
    unknown = named - claims_by_id(run).keys()
    if unknown:
        raise KeyError(f"findings or comparisons name figures that the run does not hold: {sorted(unknown)}")
    return json_document(
        {
            "schema": CHECK_SCHEMA,
            "version": run.version,
            "hedges": run.hedges,
            "findings": list(finding_rows(run)),
            "comparisons": comparison_rows(run.comparisons),
            "figures": [figure_row(claim) for claim in run.claims if claim.id in named],
            "reach": reach_row(run),
            "unread": [unread_row(unread) for unread in run.unread],
            "set_aside": set_aside_rows(run),
            "remarks": [remark._asdict() for remark in run.remarks],
            "rules": rule_rows(run),
            "focus": None if run.focus is None else list(run.focus),
        }
    )


def check_jsonl(run: Run, look: Look) -> Iterator[str]:
    """One finding a line."""
    claims, headers = claims_by_id(run), headers_by_id(run)

    @lru_cache(_KEPT)
    def figure(claim_id: str) -> str:
        return _encoded(figure_row(claims[claim_id]))

    @lru_cache(_KEPT)
    def slot(row: SlotEvidence) -> str:
        return _encoded(row._asdict())

    for finding in run.findings:
        row = {"schema": FINDING_SCHEMA, **finding_row_of(finding, headers, figure, slot)}
        parts = (
            f"[{', '.join(value)}]" if key in ("figures", "evidence") else _encoded(value) for key, value in row.items()
        )
        told = ", ".join([f'"{key}": {part}' for key, part in zip(row, parts, strict=True)])
        yield f"{_safe(f'{{{told}}}')}\n"


def extract_json(run: Run, look: Look) -> str:
    """All figures as one object, with what was skipped and where."""
    return json_document(
        {
            "schema": EXTRACT_SCHEMA,
            "version": run.version,
            "hedges": run.hedges,
            "figures": list(figure_rows(run)),
            "skips": [
                {
                    "article": article,
                    "line": place.line,
                    "column": place.column,
                    "surface": skip.surface,
                    "stage": skip.stage,
                    "kind": skip.kind,
                    "reason": skip.reason,
                }
                for article, skip, place in run.skips
            ],
            "reach": reach_row(run),
            "unread": [unread_row(unread) for unread in run.unread],
        }
    )


def extract_jsonl(run: Run, look: Look) -> Iterator[str]:
    """One figure a line."""
    return _lines(figure_rows(run))


def json_document(value: object) -> str:
    """Any plain data as indented JSON that is safe to print, ending in a line end."""
    return _safe(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield f"{_safe(_encoded(row))}\n"


def _safe(text: str) -> str:
    if text.isprintable() and _COMMAND not in text:
        return text  # as most lines are; none of the characters to be escaped is printable
    return _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], text).replace(_COMMAND, "##\\u005b")
