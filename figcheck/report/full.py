"""Each finding in full: every sentence with its figure marked, how it was read, and why the finding was
made."""

from __future__ import annotations

from collections.abc import Mapping

from figcheck.articles import Header
from figcheck.model import Claim, Finding, Passage, Run
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.summary import summary
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import cause, day, difference, evidence, interval, location, printed, scope, source

_MARGIN = " " * 4
_LABEL = 12


def full(run: Run, look: Look) -> str:
    """Every finding as a block of text, worst first, then the summary unless ``look.quiet``."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    blocks = [finding_block(finding, claims, headers, look) for finding in worst_first(run.findings)]
    if not look.quiet:
        blocks.append(summary(run, look))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def finding_block(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header], look: Look) -> str:
    """One finding in full, without a line end after it."""
    lines = finding_head(finding, look)
    figures = [claims[claim_id] for claim_id in finding.figures]
    for claim in figures:
        lines += ["", *claim_lines(claim, look)]
    for passage in finding.places:
        lines += ["", *passage_lines(passage, headers, look)]
    gap = difference(figures[0].figure, figures[1].figure) if len(figures) == 2 else ""
    lines.append("")
    for label, text in (
        ("gap", gap),
        ("expected", finding.expected),
        ("found", finding.observed),
        ("cause", cause(finding.cause)),
        ("why", "; ".join(finding.because)),
        ("one thing", evidence(finding.evidence)),
        ("fingerprint", finding.fingerprint),
    ):
        lines += labelled(label, text, look)
    return "\n".join(lines)


def finding_head(finding: Finding, look: Look) -> list[str]:
    """Severity, rule and message, and what the finding is about."""
    head = f"{finding.severity} {finding.rule}: "
    first, *others = wrap(head + one_line(finding.message), look.width - len(_MARGIN))
    return [
        look.paint(first, finding.severity),
        *(_MARGIN + look.paint(line, finding.severity) for line in others),
        *labelled("about", finding.subject, look),
    ]


def claim_lines(claim: Claim, look: Look) -> list[str]:
    """One figure: who printed it where, its sentence with the figure marked, and how it was read."""
    header, figure = claim.header, claim.figure
    told = [
        f"{figure.hedge.replace('_', ' ')}, {interval(figure.reading)}",
        figure.unit if figure.unit != "count" else f"counting {figure.counted}" if figure.counted else "a count",
        f"{claim.measure} ({claim.kind.replace('_', ' ')})",
        *([claim.mode] if claim.mode != "stated" else []),
        *(["in the headline"] if figure.in_title else []),
    ]
    return [
        *_heading(header, printed(claim), location(header.path, claim.place), look),
        *_quotation(claim.quote, claim.quote_at.start, claim.quote_at.end, look),
        *labelled("read as", "; ".join(told), look),
        *labelled("scope", scope(claim.scope), look),
        *labelled("as of", day(claim.as_of), look),
        *labelled("since", day(claim.start_date), look),
        *labelled("said by", claim.said_by or "", look),
        *labelled("because", "; ".join(dict.fromkeys([*figure.because, *claim.because])), look),
    ]


def passage_lines(passage: Passage, headers: Mapping[str, Header], look: Look) -> list[str]:
    """A passage that is no figure, marked in its sentence."""
    header = headers.get(passage.article) or Header(passage.article, passage.article)
    start = passage.quote.find(passage.surface)
    end = start + len(passage.surface) if start >= 0 else start
    return [
        *_heading(header, passage.surface, location(header.path, passage.place), look),
        *_quotation(passage.quote, start, end, look),
        *labelled("note", passage.note, look),
    ]


def _heading(header: Header, surface: str, place: str, look: Look) -> list[str]:
    lines = [_MARGIN[2:] + look.paint(part, "strong") for part in wrap(one_line(surface), look.width - 2)]
    said = ", ".join(
        part for part in (source(header.outlet, header.published), f"“{header.title}”" if header.title else "") if part
    )
    lines += [_MARGIN + part for part in wrap(one_line(said), look.width - len(_MARGIN)) if part]
    # Never wrapped: a place is clicked on or copied.
    return [*lines, _MARGIN + look.place(place)]


def _quotation(quote: str, start: int, end: int, look: Look) -> list[str]:
    """The sentence with the figure between ``>>`` and ``<<``, which survive a copy into plain text."""
    if not quote:
        return []
    if 0 <= start < end:
        quote = f"{quote[:start]}>>{quote[start:end]}<<{quote[end:]}"
    return [f"{_MARGIN}| {line}" for line in wrap(one_line(quote), look.width - len(_MARGIN) - 2)]


def labelled(label: str, text: str, look: Look) -> list[str]:
    """A label and its text, wrapped below itself; nothing for an empty text."""
    if not text:
        return []
    indent = len(_MARGIN) + _LABEL + 1
    first, *others = wrap(one_line(text), look.width - indent)
    return [
        f"{_MARGIN}{look.paint(label.ljust(_LABEL), 'faint')} {first}",
        *(" " * indent + line for line in others),
    ]
