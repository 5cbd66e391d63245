"""Each finding in full: its sentences with their figures marked, how these were read, and why the finding was made.

Two figures in two sentences stand side by side where there is room for both, so that what is told of one is beside what
is told of the other. Else each sentence stands once, with what is told of its figures below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from figcheck.articles import Header
from figcheck.findings import Context, Finding, Run
from figcheck.model import Claim, Passage
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.sentences import Sentence, Shown, marked_lines, sentences_of
from figcheck.report.summary import summary
from figcheck.report.terminal import Look, display_width, one_line, wrap
from figcheck.report.wording import (
    cause,
    day,
    difference,
    evidence,
    further_reports,
    interval,
    location,
    printed,
    scope,
    source,
)

_MARGIN: Final = " " * 4
_LABEL: Final = 12
_SIDE_BY_SIDE: Final = 100  # columns of a terminal from which two sentences stand beside each other
_SIDE_LABEL: Final = 9  # columns for what the rows are about, where there are two columns of text
_BETWEEN: Final = " │ "
_NOTE: Final = "note"
_LABELS: Final = ("read as", "scope", "as of", "since", "said by", "because", _NOTE)

Surroundings = Mapping[tuple[str, str], Context]


def full(run: Run, look: Look) -> str:
    """Every finding as a block of text, worst first, then the summary unless ``look.quiet``.

    ``look.verbose`` shows what stands around the sentences.
    """
    claims, headers = claims_by_id(run), headers_by_id(run)
    around = surroundings(run, look)
    blocks = [finding_block(finding, claims, headers, look, around) for finding in worst_first(run.findings)]
    if not look.quiet:
        blocks.append(summary(run, look))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def surroundings(run: Run, look: Look) -> Surroundings:
    """What stands around each sentence, by article and sentence; nothing unless ``look.verbose``."""
    return {(it.article, it.quote): it for it in run.contexts} if look.verbose else {}


def finding_block(
    finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header], look: Look, around: Surroundings
) -> str:
    """One finding in full, without a line end after it."""
    lines = finding_head(finding, look)
    lines += sentence_lines(finding, claims, headers, look, around)
    figures = [claims[claim_id] for claim_id in finding.figures]
    gap = difference(figures[0].figure, figures[1].figure) if len(figures) == 2 else ""
    lines.append("")
    for label, text in (
        ("gap", gap),
        ("expected", finding.expected),
        ("found", finding.observed),
        ("cause", cause(finding.cause)),
        ("why", "; ".join(finding.because)),
        ("also", further_reports(finding, claims)),
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


def sentence_lines(
    finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header], look: Look, around: Surroundings
) -> list[str]:
    """The sentences of a finding, each once, who printed them where, and how their figures were read."""
    sentences = sentences_of(finding, claims, headers)
    alone = all(len(it.claims) + len(it.passages) == 1 for it in sentences)
    if len(sentences) == 2 and alone and look.width >= _SIDE_BY_SIDE:
        return _side_by_side(sentences, finding.severity, look, around)
    return list(_stacked(sentences, finding.severity, look, around))


def labelled(label: str, text: str, look: Look, indent: int = len(_MARGIN)) -> list[str]:
    """A label and its text, wrapped below itself; nothing for an empty text."""
    if not text:
        return []
    margin = indent + _LABEL + 1
    first, *others = wrap(one_line(text), look.width - margin)
    return [
        f"{' ' * indent}{look.paint(label.ljust(_LABEL), 'faint')} {first}",
        *(" " * margin + line for line in others),
    ]


# --- one below the other ---


def _stacked(sentences: Sequence[Sentence], severity: str, look: Look, around: Surroundings) -> Iterator[str]:
    article = None
    for sentence in sentences:
        header = sentence.header
        yield ""
        if header.id != article:  # what several sentences share is told once
            article = header.id
            for part in wrap(one_line(_said(header)), look.width - 2) if _said(header) else ():
                yield "  " + look.paint(part, "strong")
        # Never wrapped: a place is clicked on or copied.
        yield "  " + look.place(location(header.path, sentence.place))
        context = around.get((header.id, sentence.quote))
        room = look.width - len(_MARGIN) - 2
        for line in wrap(one_line(context.before), room) if context and context.before else ():
            yield f"{_MARGIN}: {look.paint(line, 'faint')}"
        for shown in marked_lines(sentence, room, severity, look):
            yield f"{_MARGIN}| {shown.text}"
        for line in wrap(one_line(context.after), room) if context and context.after else ():
            yield f"{_MARGIN}: {look.paint(line, 'faint')}"
        for marked in _marked(sentence):
            for part in wrap(one_line(_surface(marked)), look.width - len(_MARGIN)):
                yield _MARGIN + look.paint(part, "strong")
            for label, text in _told(marked):
                yield from labelled(label, text, look, len(_MARGIN) + 2)


# --- side by side ---


def _side_by_side(sentences: Sequence[Sentence], severity: str, look: Look, around: Surroundings) -> list[str]:
    width = (look.width - 2 - _SIDE_LABEL - len(_BETWEEN)) // 2
    places = [look.place(location(it.header.path, it.place)) for it in sentences]
    label = look.paint("places".ljust(_LABEL), "faint")
    # Over the columns and never wrapped: a place is clicked on or copied.
    lines = [f"{_MARGIN}{label} {places[0]}", f"{' ' * (len(_MARGIN) + _LABEL + 1)}{places[1]}", ""]
    marked = [_marked(it)[0] for it in sentences]
    contexts = [around.get((it.header.id, it.quote)) for it in sentences]

    def row(label: str, *sides: Sequence[Shown]) -> None:
        lines.extend(_beside(label, sides[0], sides[1], width, look))

    def told(label: str, texts: Sequence[str], style: str = "") -> None:
        row(label, *(_wrapped(text, width, look, style) for text in texts))

    told("", [_surface(it) for it in marked], "strong")
    told("", [source(it.header.outlet, it.header.published) for it in sentences])
    told("", [f"“{it.header.title}”" if it.header.title else "" for it in sentences], "faint")
    row("", [Shown("", 0)], [])
    told("before", [it.before if it else "" for it in contexts], "faint")
    row("", *(list(marked_lines(it, width, severity, look)) for it in sentences))
    told("after", [it.after if it else "" for it in contexts], "faint")
    row("", [Shown("", 0)], [])
    texts = [dict(_told(it)) for it in marked]
    for name in _LABELS:
        told(name, [it.get(name, "") for it in texts])
    return lines


def _beside(label: str, left: Sequence[Shown], right: Sequence[Shown], width: int, look: Look) -> Iterator[str]:
    """Two cells of lines beside each other, behind what they are about."""
    empty = Shown("", 0)
    for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=empty)):
        head = look.paint(label.ljust(_SIDE_LABEL), "faint") if label and not number else " " * _SIDE_LABEL
        yield f"  {head}{one.text}{' ' * (width - one.columns)}{_BETWEEN}{other.text}".rstrip()


def _wrapped(text: str, width: int, look: Look, style: str = "") -> list[Shown]:
    lines = wrap(one_line(text), width) if text else []
    return [Shown(look.paint(line, style), display_width(line)) for line in lines]


# --- what is told of a figure or a passage ---


def _said(header: Header) -> str:
    title = f"“{header.title}”" if header.title else ""
    return ", ".join(part for part in (source(header.outlet, header.published), title) if part)


def _marked(sentence: Sentence) -> list[Claim | Passage]:
    return [*sentence.claims, *sentence.passages]


def _surface(marked: Claim | Passage) -> str:
    return printed(marked) if isinstance(marked, Claim) else marked.surface


def _told(marked: Claim | Passage) -> list[tuple[str, str]]:
    """What is known of it, each with its label; nothing that is not known."""
    if isinstance(marked, Passage):
        return [(_NOTE, marked.note)] if marked.note else []
    figure = marked.figure
    read = [
        f"{figure.hedge.replace('_', ' ')}, {interval(figure.reading)}",
        figure.unit if figure.unit != "count" else f"counting {figure.counted}" if figure.counted else "a count",
        f"{marked.measure} ({marked.kind.replace('_', ' ')})",
        *([marked.mode] if marked.mode != "stated" else []),
        *(["in the headline"] if figure.in_title else []),
    ]
    told = (
        "; ".join(read),
        scope(marked.scope),
        day(marked.as_of),
        day(marked.start_date),
        marked.said_by or "",
        "; ".join(dict.fromkeys([*figure.because, *marked.because])),
    )
    return [(label, text) for label, text in zip(_LABELS, told, strict=False) if text]
