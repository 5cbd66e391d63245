"""Rules on trial as the author of a rule sees them: ``figcheck rules try``, and what a failing test saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from figcheck.findings import Run
from figcheck.model import Claim
from figcheck.report.machine import json_document
from figcheck.report.problems import unread_text
from figcheck.report.rows import Row, figure_row, unread_row
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import cause, day, interval, location, number, printed, scope, source

if TYPE_CHECKING:
    from figcheck.trials import NearMiss, Seen, Sight, Trial, TriedPair

TRY_SCHEMA = "figcheck.rules-try/1"
LIMIT = 5  # rows of a section that are shown
_JSON_LIMIT = 200
_HEADINGS = {
    "discrepancy": ("Discrepancies", "shown by `figcheck check`"),
    "compatible": ("Compatible", "a hedge, rounding or the tolerance leaves room for both"),
    "agree": ("In agreement", ""),
    "held back": ("Held back", "linked, but the rule does not compare them"),
    "not linked": ("Not linked", "not taken for one thing; the nearest first"),
}
_STYLES = {"agree": "good", "compatible": "good", "held back": "faint", "not linked": "faint"}


def trials_text(trials: Sequence[Trial], run: Run, look: Look, limit: int = LIMIT) -> str:
    """All trials, one after the other; what could not be read below. ``limit`` rows of each section are shown."""
    blocks = ["\n".join(_trial(trial, look, limit)) for trial in trials]
    if run.unread:
        lines = [look.paint(f"Not read ({len(run.unread):,}):", "error")]
        blocks.append("\n".join([*lines, *(f"  {unread_text(unread, look)}" for unread in run.unread)]))
    return "\n\n".join(blocks) + "\n"


def trials_json(trials: Sequence[Trial], run: Run, limit: int = _JSON_LIMIT) -> str:
    """All trials as one object. Of long lists ``limit`` rows are told, and how many were left out."""
    return json_document(
        {
            "schema": TRY_SCHEMA,
            "version": run.version,
            "hedges": run.hedges,
            "trials": [_row(trial, run, limit) for trial in trials],
            "unread": [unread_row(unread) for unread in run.unread],
        }
    )


def sight_lines(sight: Sight, look: Look) -> list[str]:
    """What a failing test expected and found, which figures it saw, and what became of each pair of them."""
    lines: list[str] = []
    for expected in sight.missing:
        values = " v ".join(number(value) for value in expected.values)
        wanted = ", ".join(part for part in (values, expected.severity or "", cause(expected.cause or "")) if part)
        lines += _labelled("expected", f"{wanted}: not found", look)
    claims = {seen.claim.id: seen.claim for seen in sight.seen}
    for finding in sight.extra:
        marked = [printed(claims[claim]) for claim in finding.figures] or [it.surface for it in finding.places]
        values = " v ".join(marked)
        lines += _labelled("found", f"{values}, {finding.severity}, {cause(finding.cause)}: not expected", look)
        lines += _labelled("", finding.message, look)
    for reason in _why(sight):
        lines += _labelled("why", reason, look)
    for pair in sight.trial.pairs[:LIMIT]:
        lines += _labelled("pair", f"{_short(pair.a)} v {_short(pair.b)}: {_verdict(pair)}", look)
    if len(sight.trial.pairs) > LIMIT:
        lines += _labelled("", f"… and {plural(len(sight.trial.pairs) - LIMIT, 'more pair')}", look)
    for header in sight.articles:
        lines += ["", *_indented(_who(header.id, header.outlet, day(header.published)), "    ", look, "strong")]
        own = [seen for seen in sight.seen if seen.claim.header.id == header.id]
        lines += _seen(own, look) if own else ["      no figure was found in it"]
    return lines


def _why(sight: Sight) -> Iterator[str]:
    """Why an expected finding could not be made: values that no figure has, figures of another measure."""
    measures = ", ".join(sight.trial.rule.measure)
    told: set[str] = set()
    for value in (value for expected in sight.missing for value in expected.values):
        there = [
            seen for seen in sight.seen if value in (seen.claim.figure.reading.point, seen.claim.figure.reading.low)
        ]
        if not there:
            told.add(reason := f"no figure with the value {number(value)} was found")
            yield reason
        elif all(seen.why_not for seen in there):
            seen = there[0]
            reason = f"{_short(seen.claim)} is {seen.claim.measure}, not {measures}: {seen.why_not}"
            reason += f"; with {seen.advice} it would be" if seen.advice else ""
            if reason not in told:
                told.add(reason)
                yield reason


# --- a trial ---


def _trial(trial: Trial, look: Look, limit: int) -> Iterator[str]:
    rule = trial.rule
    head = f"{look.paint(one_line(rule.id), 'strong')} ({look.paint(rule.severity, rule.severity)})"
    yield f"{head}: {one_line(rule.title)}"
    measures = ", ".join(rule.measure)
    told = f"{plural(trial.figures, 'figure')} in {plural(trial.articles, 'article')}; "
    if rule.check.type == "date":
        told = f"dates of {plural(trial.articles, 'article')}"
    elif measures in ("", "any"):
        told += f"{len(trial.claims):,} that `find` takes" if rule.find is not None else "of any measure"
    else:
        told += f"{len(trial.claims):,} of the measure {measures}"
    yield from _hanging(f"{told}. {_counts(trial)}", "  ", "  ", look)
    for finding in trial.findings[:limit]:
        yield ""
        yield from _hanging(f"{finding.severity}: {finding.message}", "  ", "    ", look, finding.severity)
    for outcome, (heading, gloss) in _HEADINGS.items():
        pairs = [pair for pair in trial.pairs if pair.outcome == outcome]
        if not pairs:
            continue
        title = f"{heading}: {len(pairs):,}"
        yield ""
        yield look.paint(title, "strong") + (f" ({gloss})" if gloss else "")
        yield from _tally(pairs, look)
        for pair in pairs[:limit]:
            yield from _pair(pair, look)
        yield from _left_out(len(pairs) - limit)
    if trial.unweighed:
        yield f"  {trial.unweighed:,} further pairs were not looked at"
    if trial.near_misses:
        yield ""
        gloss = "a word of the rule stands in the sentence, but the figure is of another measure"
        yield f"{look.paint(f'Near misses: {len(trial.near_misses):,}', 'strong')} ({gloss})"
        for miss in trial.near_misses[:limit]:
            yield from _near_miss(miss, look)
        yield from _left_out(len(trial.near_misses) - limit)


def _tally(pairs: Sequence[TriedPair], look: Look) -> Iterator[str]:
    """What held the pairs apart, the most frequent first."""
    counts = Counter(pair.by for pair in pairs if pair.by)
    if counts:
        told = ", ".join(f"{by} {count:,}" for by, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])))
        yield from _hanging(f"by {told}", "  ", "    ", look, "faint")


def _counts(trial: Trial) -> str:
    if not trial.claims and not trial.findings:
        return "Nothing to compare."
    compared = [pair for pair in trial.pairs if pair.outcome in ("discrepancy", "compatible", "agree")]
    if not compared and not trial.findings:
        return "No two of them were compared."
    told = [plural(len(compared), "pair")] if compared else []
    told += [f"{plural(len(trial.findings), 'finding')} within articles"] if trial.findings else []
    return f"Compared: {', '.join(told)}."


def _pair(pair: TriedPair, look: Look) -> Iterator[str]:
    style = pair.severity or _STYLES.get(pair.outcome, "")
    told = pair.words if pair.outcome in ("held back", "not linked") else _verdict(pair)
    yield from _hanging(f"{_short(pair.a)} v {_short(pair.b)}: {told}", "  ", "    ", look, style)
    for claim in (pair.a, pair.b):
        yield from _quoted(claim, look)


def _verdict(pair: TriedPair) -> str:
    if pair.outcome in ("held back", "not linked"):
        return f"{pair.outcome}: {pair.words}"
    shown = f"{pair.severity} ({cause(pair.cause)})" if pair.severity else pair.outcome
    return f"{shown}: {pair.words}" if pair.words else shown


def _near_miss(miss: NearMiss, look: Look) -> Iterator[str]:
    yield from _hanging(f"{_short(miss.claim)}, beside “{miss.word}”: {miss.words}", "  ", "    ", look)
    yield from _quoted(miss.claim, look)


def _left_out(count: int) -> Iterator[str]:
    if count > 0:
        yield f"  … and {count:,} more (--limit shows them)"


# --- what a test saw ---


def _seen(own: Iterable[Seen], look: Look) -> Iterator[str]:
    quote = None
    for seen in own:
        claim = seen.claim
        if claim.quote != quote:
            quote = claim.quote
            yield from _indented(one_line(_marked([s.claim for s in own if s.claim.quote == quote])), "    | ", look)
        reading = f", {interval(claim.figure.reading)}" if claim.figure.hedge != "exact" else ""
        told = [f"{claim.measure}, {claim.kind.replace('_', ' ')}{reading}"]
        if claim.mode != "stated":
            told.append(claim.mode)
        if named := scope(claim.scope):
            told.append(named)
        if seen.why_not:
            told.append("not the rule's measure")
        yield from _hanging(f"{_short(claim)}: {'; '.join(told)}", "      ", "        ", look)


def _marked(claims: Sequence[Claim]) -> str:
    """A sentence with all its figures between ``>>`` and ``<<``."""
    text = claims[0].quote
    for claim in sorted(claims, key=lambda c: -c.quote_at.start):
        at = claim.quote_at
        text = f"{text[: at.start]}>>{text[at.start : at.end]}<<{text[at.end :]}"
    return text


# --- lines ---


def _quoted(claim: Claim, look: Look) -> Iterator[str]:
    header = claim.header
    place = one_line(location(header.path, claim.place))
    said = one_line(source(header.outlet, header.published))
    yield f"    {look.paint(place, 'faint')}{f'  {said}' if said else ''}"
    yield from _indented(one_line(_marked([claim])), "    | ", look)


def _short(claim: Claim) -> str:
    return one_line(printed(claim))


def _who(identity: str, outlet: str | None, published: str) -> str:
    return one_line(", ".join(part for part in (identity, outlet or "", published) if part))


def _labelled(label: str, text: str, look: Look) -> list[str]:
    first, *others = wrap(one_line(text), look.width - 14)
    return [f"    {look.paint(label.ljust(9), 'faint')} {first}", *(" " * 14 + line for line in others)]


def _indented(text: str, margin: str, look: Look, style: str = "") -> list[str]:
    return [margin + look.paint(line, style) for line in wrap(text, look.width - len(margin))]


def _hanging(text: str, margin: str, hanging: str, look: Look, style: str = "") -> list[str]:
    first, *others = wrap(one_line(text), look.width - len(hanging))
    return [margin + look.paint(first, style), *(hanging + look.paint(line, style) for line in others)]


# --- JSON ---


def _row(trial: Trial, run: Run, limit: int) -> Row:
    pairs: list[Any] = []
    left_out: dict[str, int] = {}
    for outcome in _HEADINGS:
        own = [pair for pair in trial.pairs if pair.outcome == outcome]
        pairs += own[:limit]
        left_out[outcome] = max(0, len(own) - limit)
    left_out["near_misses"] = max(0, len(trial.near_misses) - limit)
    left_out["unweighed"] = trial.unweighed
    return {
        "rule": trial.rule.id,
        "measure": list(trial.rule.measure),
        "articles": trial.articles,
        "figures": trial.figures,
        "of_measure": len(trial.claims),
        "outcomes": {outcome: sum(pair.outcome == outcome for pair in trial.pairs) for outcome in _HEADINGS},
        "pairs": [
            {
                "outcome": pair.outcome,
                "severity": pair.severity or None,
                "cause": pair.cause or None,
                "by": pair.by or None,
                "because": pair.words,
                "a": figure_row(pair.a),
                "b": figure_row(pair.b),
            }
            for pair in pairs
        ],
        "findings": [
            {"severity": finding.severity, "cause": finding.cause, "message": finding.message}
            for finding in trial.findings
        ],
        "near_misses": [
            {"measure": miss.measure, "word": miss.word, "because": miss.words, "figure": figure_row(miss.claim)}
            for miss in trial.near_misses[:limit]
        ],
        "left_out": left_out,
    }
