"""Each finding as a note from a sub-editor: what does not fit, where, and the sentences with their figures marked.

Made for one article; findings that hold several read well too, with the outlet of each sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from figcheck.articles import Header, Place, Span
from figcheck.model import SEVERITIES, Claim, Finding, Passage, Run
from figcheck.report.problems import unread_text
from figcheck.report.rows import claims_by_id, headers_by_id
from figcheck.report.summary import articles_in_focus, focus_line, plural
from figcheck.report.terminal import Look, clean, one_line, wrap
from figcheck.report.wording import cause, location, short_fingerprint, source, told_inside

_MARGIN: Final = "  "
# Where a marked stretch begins and ends. As private characters while lines are wrapped: no text that was made safe
# holds them, and each stands for one of the two columns that the marks take when printed.
_OPEN, _CLOSE = "\U00100000", "\U00100001"
_PRINTED: Final = {_OPEN: ">>", _CLOSE: "<<"}
_EDGE = re.compile(f"({_OPEN}{{1,2}}|{_CLOSE}{{1,2}})")
_BLANKS = re.compile(r"\s+")

# A sentence: article, text, and where it begins in the file (None where that is not known).
_Key = tuple[str, str, int | None]


class Sentence(NamedTuple):
    """A sentence as a finding shows it: where its first mark stands, and what is marked, in order."""

    header: Header
    place: Place
    quote: str
    marks: tuple[Span, ...]
    note: str = ""


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
        parts.append("\n".join(look.paint(line, style) for line in wrap(_summary(run), look.width)))
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
        lines.append(_MARGIN + look.paint(one_line(location(sentence.header.path, sentence.place)), "faint"))
        said = source(sentence.header.outlet, sentence.header.published) if several else ""
        aside = one_line("; ".join(part for part in (said, sentence.note) if part))
        lines += [_MARGIN + look.paint(line, "faint") for line in wrap(aside, look.width - len(_MARGIN)) if line]
        lines += _quotation(sentence, finding.severity, look)
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


def sentences_of(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header]) -> tuple[Sentence, ...]:
    """The sentences that a finding is about, each once, with its figures and places marked; in the order of the text,
    that of the primary figure's article first."""
    found: dict[_Key, Sentence] = {}
    order: dict[str, int] = {}
    for claim_id in finding.figures:
        claim = claims[claim_id]
        order.setdefault(claim.header.id, len(order))
        start = claim.place.start
        key = (claim.header.id, claim.quote, None if start is None else start - claim.quote_at.start)
        _add(found, key, Sentence(claim.header, claim.place, claim.quote, (claim.quote_at,)))
    for passage in sorted(finding.places, key=lambda it: _at(it.place)):
        order.setdefault(passage.article, len(order))
        key, at = _standing(passage, found)
        header = headers.get(passage.article) or Header(passage.article, passage.article)
        marks = (at,) if at is not None else ()
        _add(found, key, Sentence(header, passage.place, passage.quote, marks, passage.note))
    return tuple(sorted(found.values(), key=lambda it: (order[it.header.id], _at(it.place))))


def _standing(passage: Passage, found: Mapping[_Key, Sentence]) -> tuple[_Key, Span | None]:
    """The sentence of a passage, one that is there already where it stands in that, and its span there."""
    length, start = len(passage.surface), passage.place.start
    for key in found:
        article, quote, begins = key
        if article != passage.article or begins is None or start is None:
            continue
        at = start - begins
        if at >= 0 and quote[at : at + length] == passage.surface:
            return key, Span(at, at + length)
    at = passage.quote.find(passage.surface)
    span = Span(at, at + length) if at >= 0 and length else None
    return (passage.article, passage.quote, None if start is None or at < 0 else start - at), span


def _add(found: dict[_Key, Sentence], key: _Key, new: Sentence) -> None:
    old = found.get(key)
    if old is None:
        found[key] = new
        return
    first = min(old, new, key=lambda it: _at(it.place))
    # Beside figures a note tells nothing new; of two places each has its own.
    told = "; ".join(dict.fromkeys((old.note, new.note))) if old.note and new.note else old.note
    found[key] = old._replace(place=first.place, marks=(*old.marks, *new.marks), note=told)


def _in_order(findings: Iterable[Finding], claims: Mapping[str, Claim]) -> list[Finding]:
    """Worst first, then as they stand in the text."""

    def rank(finding: Finding) -> tuple[int, str, tuple[int, int, int]]:
        stand = [(claims[it].header.id, _at(claims[it].place)) for it in finding.figures]
        stand += [(passage.article, _at(passage.place)) for passage in finding.places]
        article, at = min(stand, default=("", (0, 0, 0)))
        return -SEVERITIES.index(finding.severity), article, at

    return sorted(findings, key=rank)


def _at(place: Place) -> tuple[int, int, int]:
    return place.record or 0, place.line or 0, place.column or 0


def _quotation(sentence: Sentence, severity: str, look: Look) -> Iterator[str]:
    """The sentence, its marks between ``>>`` and ``<<``, which survive a copy into plain text, and in colour."""
    text = _BLANKS.sub(" ", "".join(_pieces(sentence))).strip()
    inside = False
    for line in wrap(text, look.width - len(_MARGIN) - 2) if text else ():
        shown = marked = ""
        for part in _EDGE.split(line):
            edge = part[:1] if part[:1] in _PRINTED else ""
            inside = inside or edge == _OPEN
            if inside:
                marked += _PRINTED[edge][: len(part)] if edge else part
            else:
                shown += part
            if edge == _CLOSE:
                shown, marked, inside = shown + look.paint(marked, severity), "", False
        yield f"{_MARGIN}| {shown}{look.paint(marked, severity)}"


def _pieces(sentence: Sentence) -> Iterator[str]:
    """The sentence cut at its marks, each piece made safe; of marks that overlap the first is shown."""
    done = 0
    for mark in sorted(set(sentence.marks)):
        if mark.start < done or not mark.start < mark.end <= len(sentence.quote):
            continue
        yield clean(sentence.quote[done : mark.start])
        yield f"{_OPEN * 2}{clean(sentence.quote[mark.start : mark.end])}{_CLOSE * 2}"
        done = mark.end
    yield clean(sentence.quote[done:])


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
