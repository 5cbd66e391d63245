"""One finding explained: both sentences, why their figures were taken for one thing, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from figcheck.findings import Explanation, Run, SlotEvidence
from figcheck.model import Claim
from figcheck.report.full import finding_head, labelled, sentence_lines, surroundings
from figcheck.report.grid import cell, draw
from figcheck.report.rows import claims_by_id, headers_by_id
from figcheck.report.rulebook import check_text, tolerance_text, window_text
from figcheck.report.setaside import aside_of, waived_as
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import cause, day, difference, interval, number, printed, short_fingerprint, weight

if TYPE_CHECKING:
    from figcheck.rulemodels import Rule

_OTHERS = 12  # lines of the series
_MUCH = Decimal("0.5")  # no rule would be given a wider tolerance for one pair
_MARGIN = "    "
_HEADINGS = ("Slot", "First", "Second", "Says", "Weight")
_TITLES = {
    "linked": "Why the two were taken for one thing",
    "copied": "Why the two were taken for one thing",
    "article": "What the first two tell",
}
# A revision told in the text lowers these to notes; the others are judged before the text is asked.
_REVISED_AWAY = frozenset(("fall_over_time", "different_noun", "different_counts", "update_over_time", "inconsistent"))


def explanation_text(run: Run, explanation: Explanation, rule: Rule, look: Look) -> str:
    """The whole page on one finding, ending in a line end."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    finding = explanation.finding
    figures = [claims[claim] for claim in finding.figures]
    lines = finding_head(finding, look)
    lines += labelled("fingerprint", finding.fingerprint, look)
    aside = aside_of(run, finding)
    if aside is not None:
        lines += labelled("set aside", waived_as(aside), look)
    lines += sentence_lines(finding, claims, headers, look, surroundings(run, look))
    if finding.evidence:
        lines += ["", look.paint(_TITLES[explanation.basis], "strong"), *_table(explanation, look)]
    lines += [
        "",
        look.paint("Why they were found to differ", "strong"),
        *_verdict(run, explanation, figures, rule, look),
    ]
    lines += ["", look.paint("What would make it go away", "strong")]
    for remedy in _remedies(explanation, figures, rule):
        first, *others = wrap(one_line(remedy), look.width - len(_MARGIN) - 2)
        lines += [f"{_MARGIN}- {first}", *(f"{_MARGIN}  {other}" for other in others)]
    if explanation.others:
        count = len(explanation.others)
        told = f"The {count:,} other figures of the group" if count > 1 else "The other figure of the group"
        lines += ["", look.paint(told, "strong"), *_series([claims[claim] for claim in explanation.others], look)]
    return "\n".join(lines) + "\n"


def _table(explanation: Explanation, look: Look) -> list[str]:
    evidence = explanation.finding.evidence
    headings = _HEADINGS if explanation.basis != "article" else _HEADINGS[:-1]
    rows = [
        [
            cell((row.slot, "strong")),
            cell((_shown(row, row.a), "")),
            cell((_shown(row, row.b), "")),
            cell((row.words, "")),
            cell((weight(row.weight), "good" if row.weight > 0 else "warning")),
        ][: len(headings)]
        for row in evidence
    ]
    lines = draw(headings, rows, look, borders="simple", edges=2).split("\n")
    if explanation.basis == "article":
        told = "They stand in one article and are held together by its own words: " + _because(explanation)
        return [*lines, *wrap(one_line(told), look.width)]
    return [*lines, *wrap(_sum(explanation), look.width)]


def _shown(row: SlotEvidence, told: str) -> str:
    return day(told) if told and row.slot == "published" else told


def _sum(explanation: Explanation) -> str:
    """What the weights come to, beside what is enough."""
    total = sum(row.weight for row in explanation.finding.evidence)
    enough = number(Decimal(str(explanation.enough)))
    told = f"In all {weight(total) or '0'}; {enough} is enough"
    if explanation.basis == "copied":
        return f"{told}. Copies of one sentence are held together whatever else they tell."
    if total >= explanation.enough:
        return f"{told}."
    between = next((row.words for row in explanation.finding.evidence if row.slot == "group"), "")
    return f"{told}: {between or 'a figure linked already stands beside them'}."


def _because(explanation: Explanation) -> str:
    return "; ".join(explanation.finding.because) or explanation.finding.message


def _verdict(run: Run, explanation: Explanation, figures: Sequence[Claim], rule: Rule, look: Look) -> list[str]:
    finding = explanation.finding
    lines: list[str] = []
    names = ("first", "second") if len(figures) == 2 else tuple(f"figure {n}" for n in range(1, len(figures) + 1))
    for name, claim in zip(names, figures, strict=True):
        hedge = claim.figure.hedge.replace("_", " ")
        unit = "" if claim.figure.unit == "count" else f" {claim.figure.unit}"
        told = f"{printed(claim)}: {hedge}, {interval(claim.figure.reading)}{unit}"
        lines += labelled(name, told, look)
    for label, text in (
        ("hedges", f"read by the scheme {run.hedges}" if figures else ""),
        ("gap", difference(figures[0].figure, figures[1].figure) if len(figures) == 2 else ""),
        ("held", finding.because[0] if finding.because else ""),
        ("expected", finding.expected),
        ("found", finding.observed),
        ("cause", _cause(explanation)),
        ("rule", f"{rule.id}: {rule.title}"),
        ("check", check_text(rule)),
        ("tolerance", tolerance_text(rule)),
        ("window", window_text(rule)),
        ("why", rule.why),
    ):
        lines += labelled(label, text, look)
    return lines


def _cause(explanation: Explanation) -> str:
    """The cause, with the words that the message ends in."""
    finding = explanation.finding
    told = next((words for words in finding.because[1:] if finding.message.endswith(words)), "")
    return f"{cause(finding.cause)}: {told}" if told else cause(finding.cause)


def _remedies(explanation: Explanation, figures: Sequence[Claim], rule: Rule) -> Iterator[str]:
    """What an editor could change so that the finding is not made; what is right is not known here."""
    finding = explanation.finding
    articles = {claim.header.id for claim in figures}
    if figures:
        yield "another figure, or a hedge that leaves room for both, in " + (
            "the article" if len(articles) == 1 else "either article"
        )
    else:
        yield "another date, age or length of time in one of these places"
    if finding.cause in _REVISED_AWAY and finding.severity != "note" and len(figures) == 2:
        where = "the later article" if len(articles) > 1 else "the sentence"
        yield f'words in {where} that tell of a revision ("revised from …", "initially …"): a note is left'
    if explanation.room is not None:
        room = number(explanation.room)
        if figures[0].figure.unit == "percent":
            yield f"the rule, or an override of it, with `tolerance: {{points: {_rounded_up(explanation.room)}}}`"
        elif explanation.room_share is not None and explanation.room_share <= _MUCH:
            share = _rounded_up(explanation.room_share * 100)
            absolute = f"`tolerance: {{absolute: {room.replace(',', '')}}}`"
            yield f"the rule, or an override of it, with {absolute} or `{{relative: {share}%}}`"
    if rule.check.type == "grows":
        yield "a rule with a higher `rate`, where the pace is what differs"
    published = sorted(claim.header.published for claim in figures if claim.header.published is not None)
    if len(articles) > 1 and len(published) > 1 and explanation.basis != "article":
        days = (published[-1] - published[0]).days
        if days:
            apart = plural(days, "day")
            yield f"the rule, or an override of it, with a `window` shorter than the {apart} between the articles"
    yield f"`figcheck accept {short_fingerprint(finding)} PATHS --reason …`: it is set aside as long as the values stay"
    yield f"`figcheck: ignore[{finding.rule}] reason`, written into a paragraph of it, for all of the rule there"
    yield f"`--ignore {finding.rule}`: nothing of this rule is shown then"
    if finding.severity == "note":
        yield "nothing needs to: a note changes the exit code only under `--fail-on note`"


def _rounded_up(value: Decimal) -> str:
    step = Decimal("0.1")
    rounded = value.quantize(step)
    return number(rounded if rounded >= value else rounded + step)


def _series(others: Sequence[Claim], look: Look) -> list[str]:
    """The other figures of the group, the earlier published first."""
    shown = others if len(others) <= _OTHERS else others[: _OTHERS - 1]
    lines = []
    for claim in shown:
        when = day(claim.as_of or claim.header.published) or "no date"
        told = f"{printed(claim)}, {claim.header.outlet or claim.header.id}"
        lines += labelled(when, told, look)
    if len(shown) < len(others):
        lines.append(f"{_MARGIN}… and {len(others) - len(shown):,} more")
    return lines
