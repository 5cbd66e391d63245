"""Run → rows: plain dictionaries with fixed keys, and the pandas frames made from them.

Every table, CSV and JSON of figcheck is made of these rows, so that two outputs of one run cannot disagree.
Values are what JSON knows: text, numbers, true and false, null, lists of text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from figcheck.articles import Header, Unread
from figcheck.findings import SEVERITIES, Comparison, Finding, Run, SlotEvidence
from figcheck.intervals import Reading
from figcheck.model import SLOTS, Claim, Passage
from figcheck.report.wording import difference, location, printed, signed_gap, source

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]

FIGURE_SCHEMA = "figcheck.figure/1"
FIGURE_KEYS: tuple[str, ...] = (
    "schema", "id", "article", "path", "outlet", "title", "published",
    "line", "column", "start", "end", "in_title",
    "surface", "number_surface", "value", "low", "high", "low_open", "high_open", "hedge", "unit", "counted",
    "measure", "kind", "mode", "rank",
    "who", "by", "where", "when", "about", "start_date", "as_of", "said_by", "said_by_party",
    "quote", "because",
)  # fmt: skip
FIGURE_COLUMNS: tuple[str, ...] = (*FIGURE_KEYS, "member", "record")
_SIDE_COLUMNS = (
    "figure", "value", "low", "high", "hedge", "unit", "measure", "kind",
    "article", "outlet", "published", "as_of", "place", "quote",
)  # fmt: skip
DISCREPANCY_COLUMNS: tuple[str, ...] = (
    "severity", "rule", "subject", "cause", "message",
    *(f"a_{name}" for name in _SIDE_COLUMNS),
    *(f"b_{name}" for name in _SIDE_COLUMNS),
    "further", "gap", "difference", "expected", "observed", "because", "fingerprint", "others",
)  # fmt: skip
_LARGEST_EXPONENT = 300  # JSON readers take numbers for doubles, which end near 1e308


def json_number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number: int when integral, else float; None for None, infinities, NaN and beyond
    1e300."""
    if value is None or not value.is_finite() or value.adjusted() > _LARGEST_EXPONENT:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def claims_by_id(run: Run) -> dict[str, Claim]:
    """The claims of a run under their ids (``Run.claim`` walks through all of them)."""
    return {claim.id: claim for claim in run.claims}


def headers_by_id(run: Run) -> dict[str, Header]:
    """The headers of a run under their article ids."""
    return {header.id: header for header in run.articles}


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by falling severity, otherwise in the order given: the order in which people read them."""
    return sorted(findings, key=lambda finding: -SEVERITIES.index(finding.severity))


def figure_row(claim: Claim) -> Row:
    """One figure with what it means, under exactly ``FIGURE_KEYS`` in that order.

    Where the file has no text of its own, ``line``, ``column``, ``start`` and ``end`` are null and ``member``
    or ``record`` follow the other keys.
    """
    figure, header, place = claim.figure, claim.header, claim.place
    row: Row = {
        "schema": FIGURE_SCHEMA,
        "id": claim.id,
        "article": header.id,
        "path": header.path,
        "outlet": header.outlet,
        "title": header.title,
        "published": header.published.isoformat() if header.published else None,
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
        "in_title": figure.in_title,
        "surface": figure.surface,
        "number_surface": figure.number_surface,
        **_reading_row(figure.reading),
        "hedge": figure.hedge,
        "unit": figure.unit,
        "counted": figure.counted,
        "measure": claim.measure,
        "kind": claim.kind,
        "mode": claim.mode,
        "rank": claim.rank,
        **{slot: _names(getattr(claim.scope, slot)) for slot in SLOTS},
        "start_date": claim.start_date.isoformat() if claim.start_date else None,
        "as_of": claim.as_of.isoformat() if claim.as_of else None,
        "said_by": claim.said_by,
        "said_by_party": claim.said_by_party,
        "quote": claim.quote,
        "because": list(dict.fromkeys((*figure.because, *claim.because))),
    }
    if place.member is not None:
        row["member"] = place.member
    if place.record is not None:
        row["record"] = place.record
    return row


def figure_rows(run: Run) -> Iterator[Row]:
    """Every figure of the run as a row, in the run's order."""
    return map(figure_row, run.claims)


def joined_figure_rows(run: Run) -> Iterator[Row]:
    """The same with "; " between the names of a list, as tables have them."""
    for row in figure_rows(run):
        yield {name: "; ".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()}


def finding_row(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header]) -> Row:
    """One finding as JSON shows it: its figures as rows, primary first."""
    return finding_row_of(finding, headers, lambda claim_id: figure_row(claims[claim_id]), SlotEvidence._asdict)


def finding_row_of(
    finding: Finding,
    headers: Mapping[str, Header],
    figure: Callable[[str], Any],
    slot: Callable[[SlotEvidence], Any],
) -> Row:
    """The same with what two functions make of its figures, by their ids, and of its evidence: many findings share
    these."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "cause": finding.cause,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "figures": [figure(claim_id) for claim_id in finding.figures],
        "places": [passage_row(passage, headers) for passage in finding.places],
        "expected": finding.expected,
        "observed": finding.observed,
        "subject": finding.subject,
        "because": list(finding.because),
        "evidence": [slot(row) for row in finding.evidence],
        "others": list(finding.others),
    }


def finding_rows(run: Run) -> Iterator[Row]:
    """Every finding of the run, in the run's order."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    return (finding_row(finding, claims, headers) for finding in run.findings)


def set_aside_rows(run: Run) -> list[Row]:
    """Every finding that is not shown since somebody said so, with who said what where."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    return [
        {
            "how": aside.how,
            "reason": aside.reason,
            "until": aside.until.isoformat() if aside.until else None,
            "where": aside.where,
            "finding": finding_row(aside.finding, claims, headers),
        }
        for aside in run.set_aside
    ]


def rule_rows(run: Run) -> list[Row]:
    """The rules in force that findings name, shown or set aside, in the run's order."""
    named = {finding.rule for finding in run.findings} | {aside.finding.rule for aside in run.set_aside}
    return [{**card._asdict(), "measures": list(card.measures)} for card in run.rules if card.id in named]


def passage_row(passage: Passage, headers: Mapping[str, Header]) -> Row:
    """A marked passage that is no figure; ``path`` is null when the run has no header for its article."""
    header, place = headers.get(passage.article), passage.place
    row: Row = {
        "article": passage.article,
        "path": header.path if header else None,
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
        "surface": passage.surface,
        "quote": passage.quote,
        "note": passage.note,
    }
    if place.member is not None:
        row["member"] = place.member
    if place.record is not None:
        row["record"] = place.record
    return row


def comparison_rows(comparisons: Iterable[Comparison]) -> list[Row]:
    """Pairs that were compared: rule, verdict, the two figure ids, reasons."""
    return [
        {"rule": pair.rule, "verdict": pair.verdict, "a": pair.a, "b": pair.b, "because": list(pair.because)}
        for pair in comparisons
    ]


def reach_row(run: Run) -> Row:
    """How far the run got: ``read`` counts articles, the others figures or pairs."""
    reach = run.reach
    return {
        "read": reach.articles,
        "seen": reach.figures,
        "described": reach.described,
        "grouped": reach.grouped,
        "compared": reach.compared,
        "skipped": dict(sorted(reach.skipped.items())),
        "abstained": dict(sorted(reach.abstained.items())),
        "unread": reach.unread,
        "comparisons_left_out": reach.comparisons_left_out,
        "passed_over": dict(sorted(reach.passed_over.items())),
        "left_out": dict(sorted(Counter(row.why for row in run.left_out).items())),
    }


def unread_row(unread: Unread) -> Row:
    """A file or article that could not be read, and why. The traceback of a crash is not part of it."""
    return {
        "path": unread.path,
        "line": unread.line,
        "column": unread.column,
        "record": unread.record,
        "reason": unread.reason,
        "advice": unread.advice,
    }


def discrepancy_rows(run: Run) -> Iterator[Row]:
    """One flat row a finding, worst first, under ``DISCREPANCY_COLUMNS``: what the table and the CSV show.

    ``a_*`` and ``b_*`` are the first two figures (a passage stands in where there is one figure only); what a
    finding has beyond two is told in ``further``, and further reports that fit with one of the two as little as the
    other does in ``others``; ``a_like`` and ``b_like`` count those of them that fit with either. ``gap`` is b minus a
    in the figures' unit, ``difference`` the same in words.
    """
    claims, headers = claims_by_id(run), headers_by_id(run)
    return (_discrepancy_row(finding, claims, headers) for finding in worst_first(run.findings))


def figure_frame(run: Run) -> pandas.DataFrame:
    """The figures as a frame of ``FIGURE_COLUMNS``; lists are joined with "; "."""
    return frame(joined_figure_rows(run), FIGURE_COLUMNS)


def discrepancy_frame(run: Run) -> pandas.DataFrame:
    """The findings as a frame of ``DISCREPANCY_COLUMNS``, ``a_like`` and ``b_like``."""
    return frame(discrepancy_rows(run), (*DISCREPANCY_COLUMNS, "a_like", "b_like"))


def frame(rows: Iterable[Row], columns: Sequence[str]) -> pandas.DataFrame:
    """Rows as a frame of objects: an int column with gaps must stay ints, which numpy's own types cannot."""
    import pandas

    cells = [[row.get(name) for name in columns] for row in rows]
    return pandas.DataFrame(cells, columns=list(columns), dtype=object)


def _discrepancy_row(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header]) -> Row:
    figures = [claims[claim_id] for claim_id in finding.figures]
    sides = [_claim_side(claim) for claim in figures]
    sides += [_passage_side(passage, headers) for passage in finding.places]
    told = [_told(side, sides[0]) for side in sides[2:]]
    sides += [{}] * (2 - len(sides))
    pair = figures[:2] if len(figures) == 2 else None
    others = [claims[claim_id] for claim_id in finding.others]
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "subject": finding.subject,
        "cause": finding.cause,
        "message": finding.message,
        **{f"a_{name}": sides[0].get(name) for name in _SIDE_COLUMNS},
        **{f"b_{name}": sides[1].get(name) for name in _SIDE_COLUMNS},
        "further": "; ".join(told),
        "gap": json_number(signed_gap(pair[0].figure, pair[1].figure)) if pair else None,
        "difference": difference(pair[0].figure, pair[1].figure) if pair else "",
        "expected": finding.expected,
        "observed": finding.observed,
        "because": "; ".join(finding.because),
        "fingerprint": finding.fingerprint,
        "others": "; ".join(_told(_claim_side(claim), {"article": None}) for claim in others),
        "a_like": _like(figures[0], figures[1], others) if pair else 0,
        "b_like": _like(figures[1], figures[0], others) if pair else 0,
    }


def like_it(row: Row, side: str) -> str:
    """How many further reports a row stands for on one side, in words; "" for none."""
    count = row[f"{side}_like"]
    return f"and {count:,} more report{'s' if count > 1 else ''}" if count else ""


def _like(one: Claim, other: Claim, others: Iterable[Claim]) -> int:
    """How many further reports fit with one of two figures and not with the other."""
    this, that = one.figure.reading, other.figure.reading
    readings = [claim.figure.reading for claim in others]
    return sum(this.meets(reading) and not that.meets(reading) for reading in readings)


def _claim_side(claim: Claim) -> Row:
    header, figure = claim.header, claim.figure
    reading = _reading_row(figure.reading)
    return {
        "figure": printed(claim),
        "value": reading["value"],
        "low": reading["low"],
        "high": reading["high"],
        "hedge": figure.hedge,
        "unit": figure.unit,
        "measure": claim.measure,
        "kind": claim.kind,
        "article": header.id,
        "outlet": header.outlet,
        "published": header.published.isoformat() if header.published else None,
        "as_of": claim.as_of.isoformat() if claim.as_of else None,
        "place": location(header.path, claim.place),
        "quote": claim.quote,
    }


def _passage_side(passage: Passage, headers: Mapping[str, Header]) -> Row:
    header = headers.get(passage.article)
    return {
        "figure": f"{passage.surface} ({passage.note})" if passage.note else passage.surface,
        "article": passage.article,
        "outlet": header.outlet if header else None,
        "published": header.published.isoformat() if header and header.published else None,
        "place": location(header.path if header else passage.article, passage.place),
        "quote": passage.quote,
    }


def _told(side: Row, first: Row) -> str:
    if side["article"] == first["article"]:
        return str(side["figure"])
    said = source(side["outlet"], side["published"], side.get("as_of"))
    return f"{side['figure']} ({', '.join(part for part in (said, side['place']) if part)})"


def _reading_row(reading: Reading) -> Row:
    return {
        "value": json_number(reading.point),
        "low": json_number(reading.low),
        "high": json_number(reading.high),
        "low_open": reading.low_open,
        "high_open": reading.high_open,
    }


def _names(slot: frozenset[str] | None) -> list[str] | None:
    return None if slot is None else sorted(slot)
