"""Each finding as a note from a sub-editor: what does not fit, where, and the sentences with their figures marked.

Made for one article; findings that hold several read well too, with the outlet of each sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from figcheck.articles import Header
from figcheck.findings import SEVERITIES, Finding, Run, articles_in_focus
from figcheck.model import Claim
from figcheck.report.problems import unread_text
from figcheck.report.rows import claims_by_id, headers_by_id
from figcheck.report.sentences import marked_lines, position, sentences_of
from figcheck.report.setaside import waiver_lines
from figcheck.report.summary import focus_line, plural
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import cause, location, short_fingerprint, source, told_inside

_MARGIN: Final = "  "


def notes(run: Run, look: Look) -> str:
    """Every finding as a note, worst first and then in the order of the text; what was not read; a line of summary,
    which ``look.quiet`` leaves out together with what was not read."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    parts = [note(finding, claims, headers, look) for finding in _in_order(run.findings, claims)]
    if not look.quiet:
        if run.unread:
            parts.append(
                "\n".join(f"{look.paint('not read:', 'error')} {unread_text(row, look)}" for row in run.unread)
            )
        worst = max((SEVERITIES.index(finding.severity) for finding in run.findings), default=-1)
        style = SEVERITIES[worst] if worst >= 0 else "good"
        told = [look.paint(line, style) for line in wrap(_summary(run), look.width)]
        parts.append("\n".join([*told, *waiver_lines(run, look)]))
    return "\n\n".join(parts) + "\n" if parts else ""


def note(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header], look: Look) -> str:
    """One finding as a note, without a line end after it."""
    sentences = sentences_of(finding, claims, headers)
    several = len({sentence.header.id for sentence in sentences}) > 1
    told = one_line(finding.message) if several else plain_message(finding, [it.header for it in sentences])
    first, *others = wrap(f"{finding.severity}: {told}", look.width - len(_MARGIN))
    head, tail = first[: len(finding.severity) + 1], first[len(finding.severity) + 1 :]
    lines = [look.paint(head, finding.severity) + look.paint(tail, "strong")]
    lines += [_MARGIN + look.paint(line, "strong") for line in others]
    for sentence in sentences:
        # Never wrapped: a place is clicked on or copied.
        lines.append(_MARGIN + look.place(location(sentence.header.path, sentence.place)))
        said = source(sentence.header.outlet, sentence.header.published) if several else ""
        aside = one_line("; ".join(part for part in (said, sentence.note) if part))
        lines += [_MARGIN + look.paint(line, "faint") for line in wrap(aside, look.width - len(_MARGIN)) if line]
        shown = marked_lines(sentence, look.width - len(_MARGIN) - 2, finding.severity, look)
        lines += [f"{_MARGIN}| {line.text}" for line in shown]
    lines += [_MARGIN + look.paint(line, "faint") for line in wrap(_last(finding), look.width - len(_MARGIN))]
    return "\n".join(lines)


def _last(finding: Finding) -> str:
    """Rule, cause and fingerprint; no cause that says the rule's name once more."""
    words = cause(finding.cause)
    told = (finding.rule, "" if words == finding.rule.replace("-", " ") else words, short_fingerprint(finding))
    return one_line(" · ".join(part for part in told if part))


def plain_message(finding: Finding, headers: Sequence[Header]) -> str:
    """The message as it reads beside the sentences of one article."""
    header = headers[0] if headers else Header("", "")
    because = "; ".join(finding.because)
    message = one_line(told_inside(finding.message, because, header.outlet or header.id, header.published))
    return message[:1].upper() + message[1:]


def _in_order(findings: Iterable[Finding], claims: Mapping[str, Claim]) -> list[Finding]:
    """Worst first, then as they stand in the text."""

    def rank(finding: Finding) -> tuple[int, str, tuple[int, int, int]]:
        stand = [(claims[it].header.id, position(claims[it].place)) for it in finding.figures]
        stand += [(passage.article, position(passage.place)) for passage in finding.places]
        article, at = min(stand, default=("", (0, 0, 0)))
        return -SEVERITIES.index(finding.severity), article, at

    return sorted(findings, key=rank)


def _summary(run: Run) -> str:
    """ "2 things to look at in draft.md; 13 figures read, 2 not understood"."""
    if run.focus == ():
        return focus_line(run)
    seen = articles_in_focus(run)
    paths = list(dict.fromkeys(header.path for header in seen))
    where = paths[0] if len(paths) == 1 else plural(len(seen), "changed article" if run.focus else "article")
    if run.findings:
        told = f"{plural(len(run.findings), 'thing')} to look at in {where}"
    else:
        told = f"Nothing found in {where} that does not fit"
    unclear = run.reach.figures - run.reach.described
    read = f"{plural(run.reach.figures, 'figure')} read" if run.reach.figures else "there is no figure in it"
    told = f"{told}; {read}" + (f", {unclear:,} not understood" if unclear else "")
    shown = focus_line(run)
    return one_line(f"{told}; {shown[0].lower()}{shown[1:]}" if shown else told)
