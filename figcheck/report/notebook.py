"""What a notebook shows of a run: the findings with their sentences, as HTML that needs nothing from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Final

from figcheck.findings import Finding, Run
from figcheck.report.notes import plain_message
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.sentences import Sentence, sentences_of
from figcheck.report.summary import findings_line, plural
from figcheck.report.terminal import clean, one_line
from figcheck.report.wording import cause, location, short_fingerprint, source

_MOST: Final = 50  # findings; a notebook keeps what it shows
_LONGEST: Final = 600  # characters of a sentence
# Colours that can be read on a light and on a dark page, as a notebook may have either.
_COLOURS: Final = {"error": "#d1242f", "warning": "#bf6b00", "note": "#3182bd"}
_CELL: Final = "text-align:left;vertical-align:top;padding:.4em .6em"
_FAINT: Final = "opacity:.7;font-size:90%"


def notebook_html(run: Run) -> str:
    """A table of the findings, worst first, the first fifty, and how far the run got. Every text is escaped."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    findings = worst_first(run.findings)
    rows = []
    for finding in findings[:_MOST]:
        sentences = sentences_of(finding, claims, headers)
        rows.append(_row(finding, sentences))
    told = findings_line(run.findings)
    beyond = len(findings) - len(rows)
    reach = run.reach
    counts = [
        plural(reach.articles, "article"),
        f"{plural(reach.figures, 'figure')} seen",
        f"{plural(reach.compared, 'pair')} compared",
        *([f"{reach.unread:,} not read"] if reach.unread else []),
    ]
    parts = [f"<p><b>{_told(told)}</b> <span style='{_FAINT}'>{_told(', '.join(counts))}</span></p>"]
    if rows:
        heads = "".join(f"<th style='{_CELL}'>{name}</th>" for name in ("Finding", "Sentences"))
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>")
    if beyond:
        parts.append(f"<p style='{_FAINT}'>{beyond:,} more in <code>.findings</code></p>")
    return f"<div class='figcheck'>{''.join(parts)}</div>"


def _row(finding: Finding, sentences: tuple[Sentence, ...]) -> str:
    colour = _COLOURS[finding.severity]
    several = len({sentence.header.id for sentence in sentences}) > 1
    message = finding.message if several else plain_message(finding, [it.header for it in sentences])
    told = " · ".join(part for part in (finding.rule, cause(finding.cause), short_fingerprint(finding)) if part)
    head = (
        f"<td style='{_CELL}'><b style='color:{colour}'>{finding.severity}</b> {_told(message)}"
        f"<br><span style='{_FAINT}'>{_told(told)}</span></td>"
    )
    return f"<tr>{head}<td style='{_CELL}'>{''.join(_sentence(sentence, colour) for sentence in sentences)}</td></tr>"


def _sentence(sentence: Sentence, colour: str) -> str:
    said = source(sentence.header.outlet, sentence.header.published)
    place = location(sentence.header.path, sentence.place)
    named = " · ".join(part for part in (said, place, sentence.note) if part)
    return f"<div><span style='{_FAINT}'>{_told(named)}</span><br>{_marked(sentence, colour)}</div>"


def _marked(sentence: Sentence, colour: str) -> str:
    quote, shown, done = sentence.quote, "", 0
    for mark in sorted(set(sentence.marks)):
        if mark.start < done or not mark.start < mark.end <= len(quote):
            continue
        shown += _between(quote[done : mark.start], first=not done)
        inside = escape(clean(quote[mark.start : mark.end])[:_LONGEST])
        shown += f"<mark style='background:none;color:{colour};font-weight:bold'>{inside}</mark>"
        done = mark.end
    return shown + _between(quote[done:], first=not done, last=True)


def _between(text: str, *, first: bool = False, last: bool = False) -> str:
    """What stands around the marks; of a sentence that never ends, what is near them."""
    text = clean(text)
    if len(text) > _LONGEST:
        head = "" if first and not last else text[: _LONGEST // 2]
        tail = "" if last else text[-_LONGEST // 2 :]
        text = f"{head} … {tail}"
    return escape(text)


def _told(text: str) -> str:
    return escape(one_line(text))
