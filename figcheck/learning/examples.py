"""Sentences that a rule is learned from: as they are given, at a line of an article, or the two of a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from figcheck.articles import Article, Header, PassedOver, Piece, Span, TextMap, Unread
from figcheck.engine import Toolkit, examine
from figcheck.findings import Finding, Run
from figcheck.model import Claim
from figcheck.problems import Problem, Refused
from figcheck.read import read_paths
from figcheck.rules import Measure

DAY = dt.date(2024, 5, 2)  # of test articles without a day; a run depends on no clock
_TITLE_GAP = "\n\n"
_STRETCH = 3000  # characters between two figures of one article that a test may hold
_NEAR = 5  # lines with figures that are told where the one named has none


@dataclass(frozen=True, slots=True)
class Example:
    """A text with a figure that a rule is to be learned from; ``claim`` is that figure, read in this text."""

    text: str
    claim: Claim
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None

    def article(self, text: str | None = None, outlet: str = "", published: dt.date | None = None) -> dict[str, Any]:
        """The example as an article of a test, with another text, outlet or day when one is given."""
        fields: dict[str, Any] = {"title": self.title} if self.title else {}
        if outlet or self.outlet:
            fields["outlet"] = outlet or self.outlet
        return {**fields, "published": published or self.published or DAY, "text": text or self.text}

    @property
    def at(self) -> Span:
        """Where the figure stands in the text; the claim's own positions count the title in."""
        shift = len(self.title) + len(_TITLE_GAP) if self.title else 0
        span = self.claim.figure.span
        return Span(span.start - shift, span.end - shift)


class Pair(NamedTuple):
    """The two sentences of a finding. One ``article`` may hold both; the first then has the text of both."""

    first: Example
    second: Example
    one_article: bool


def read_example(text: str, toolkit: Toolkit, figure: str | None = None) -> Example:
    """The example that a sentence is: its first figure, or the one that ``figure`` names as printed or by its value.

    Raises Refused when there is no such figure.
    """
    return Example(text, choose(claims_of({"text": text}, toolkit.ruleset.measures, toolkit), figure))


def examples_at(
    path: Path, line: int, column: int | None, toolkit: Toolkit, figure: str | None = None
) -> list[Example]:
    """The sentence at a line of an article's file, with the article's day and outlet; then with more of the article.

    Raises Refused when the file cannot be read, and with the lines that have figures when this one has none.
    """
    there: list[Claim] = []
    lines: set[int] = set()
    articles: list[Article] = []
    for article in read_paths([path]):
        if isinstance(article, PassedOver):
            continue
        if isinstance(article, Unread):
            raise Refused(Problem(article.reason, article.path, article.line, article.column, advice=article.advice))
        articles.append(article)
        examined = examine(article, toolkit.lexicon, toolkit.ruleset.measures)
        for claim in examined.claims:
            start, end = claim.figure.sentence
            first = article.text_map.place(Span(start, start + 1)).line
            last = article.text_map.place(Span(end - 1, end)).line
            if first is None or last is None:
                continue
            lines.add(claim.place.line or first)
            if first <= line <= last:
                there.append(claim)
    if not there:
        near = sorted(sorted(lines, key=lambda n: (abs(n - line), n))[:_NEAR])
        expected = "a line with a figure, such as " + ", ".join(map(str, near)) if near else ""
        raise Refused(Problem("no figure stands in the sentence at this line", str(path), line, expected=expected))
    claims = there
    if column is not None and figure is None:
        on_line = [c for c in claims if c.place.line == line] or claims
        claims = [min(on_line, key=lambda c: (abs((c.place.column or 0) - column), c.number))]
    elif figure is None and any(claim.place.line == line for claim in claims):
        claims = [claim for claim in claims if claim.place.line == line]
    claim = choose(claims, figure)
    text = next(article.text for article in articles if article.header.id == claim.header.id)
    return list(_in_context(claim, toolkit, text))


def pairs_of(run: Run, finding: Finding, toolkit: Toolkit) -> Iterator[Pair]:
    """The first two sentences of a finding, alone, then with more of their articles.

    Raises Refused for a finding of one figure.
    """
    if len(finding.figures) < 2:
        raise Refused(Problem("the finding has one figure only, so that there is nothing to compare"))
    claims = {claim.id: claim for claim in run.claims}
    a, b = (claims[claim] for claim in finding.figures[:2])
    if a.header.id == b.header.id:
        yield from _in_one_article(min(a, b, key=_number), max(a, b, key=_number), toolkit)
        return
    contexts = (_in_context(claim, toolkit, _whole(claim.header)) for claim in (a, b))
    for one, other in zip_longest(*map(list, contexts)):
        if one is not None and other is not None:
            yield Pair(one, other, one_article=False)


def choose(claims: Sequence[Claim], figure: str | None) -> Claim:
    """The first of the figures, those told without a number last, or the one that is named. Raises Refused for none."""
    if not claims:
        raise Refused(
            Problem(
                "no figure was found in the sentence",
                expected='a sentence with a number that counts or measures something: "Police arrested 48 protesters"',
                advice="dates, ages, ordinals and numbers in names are no figures",
            )
        )
    if figure is None:
        return min(claims, key=lambda c: (c.figure.form == "single", c.mode != "stated", c.number))
    wanted = figure.strip().lower()
    for claim in claims:
        point = claim.figure.reading.point
        shown = {claim.figure.number_surface.lower(), claim.figure.surface.lower()}
        if point is not None:
            shown.add(format(point.normalize(), "f"))
        if wanted in shown or wanted.replace(",", "") in shown:
            return claim
    there = ", ".join(" ".join(c.figure.number_surface.split()) for c in claims)
    raise Refused(Problem(f"the sentence has no figure {figure!r}", expected=there))


def claims_of(fields: Mapping[str, Any], measures: Mapping[str, Measure], toolkit: Toolkit) -> list[Claim]:
    """The figures of an article as a test gives it, read with these measures."""
    return examine(as_article(fields, "example"), toolkit.lexicon, measures).claims


def as_article(fields: Mapping[str, Any], identity: str) -> Article:
    """An article of a test as the stages take it."""
    title = fields.get("title") or ""
    text = f"{title}{_TITLE_GAP}{fields['text']}" if title else fields["text"]
    header = Header(identity, identity, title or None, fields.get("outlet"), published=fields.get("published"))
    return Article(header, text, len(title), TextMap((Piece(0, 0, 1, 1),)))


def _number(claim: Claim) -> int:
    return claim.number


def _in_one_article(a: Claim, b: Claim, toolkit: Toolkit) -> Iterator[Pair]:
    """Two figures of an article in their sentences alone, then in all that stands from the one to the other."""
    first, last, whole = a.figure.sentence, b.figure.sentence, _whole(a.header)
    shift = 0 if first == last else len(a.quote) + len(_TITLE_GAP)
    one, other = _unwrapped(a.quote), _unwrapped(b.quote)
    contexts = [(one if first == last else f"{one}{_TITLE_GAP}{other}", shift)]
    if whole and last.end - first.start <= _STRETCH:
        contexts.append((whole[first.start : last.end], last.start - first.start))
    outlet, published = a.header.outlet, a.header.published
    for text, behind in contexts:
        told = {"text": text, "outlet": outlet, "published": published}
        at = {claim.figure.span.start: claim for claim in claims_of(told, toolkit.ruleset.measures, toolkit)}
        former, latter = at.get(a.quote_at.start), at.get(b.quote_at.start + behind)
        if former is not None and latter is not None:
            before, after = (Example(text, claim, None, outlet, published) for claim in (former, latter))
            yield Pair(before, after, one_article=True)


def _unwrapped(quote: str) -> str:
    """A sentence wrapped by hand as one line, every character in its place."""
    return re.sub(r"[\r\n]", " ", quote)


def _whole(header: Header) -> str:
    """The text of an article, read once more; "" where its file is not there any more."""
    try:
        articles = [article for article in read_paths([header.path]) if isinstance(article, Article)]
    except Refused:
        return ""
    return next((article.text for article in articles if article.header.id == header.id), "")


def _in_context(claim: Claim, toolkit: Toolkit, whole: str = "") -> Iterator[Example]:
    """A figure in its sentence alone, then with the title, then with the opening of the article before it.

    Those in which it is read as in the article come first.
    """
    header, quote = claim.header, _unwrapped(claim.quote)
    title = None if claim.figure.in_title else header.title
    contexts: list[tuple[str | None, str]] = [(None, ""), (title, "")]
    if claim.story is not None and whole and not claim.figure.in_title:
        opening = whole[len(title or "") : min(claim.story.opening, claim.figure.sentence.start)].strip()
        if opening:
            contexts.append((title, f"{opening}\n\n"))
    found: list[Example] = []
    for head, before in dict.fromkeys(contexts):
        text = before + quote
        told = {"title": head, "outlet": header.outlet, "published": header.published, "text": text}
        start = claim.quote_at.start + len(before) + (len(head) + len(_TITLE_GAP) if head else 0)
        read = claims_of(told, toolkit.ruleset.measures, toolkit)
        again = next((c for c in read if c.figure.span.start == start), None)
        if again is not None:
            found.append(Example(text, again, head, header.outlet, header.published))
    found.sort(key=lambda example: example.claim.measure != claim.measure)
    yield from found
