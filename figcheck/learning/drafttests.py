"""The tests of a rule that is being drafted: one that fires, near misses that stay silent, each tried first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.findings import Finding
from figcheck.learning.altered import near_misses, other_numbers, slightly_more, with_day
from figcheck.learning.examples import Example, as_article
from figcheck.lexicon import Lexicon
from figcheck.link import link
from figcheck.model import Claim
from figcheck.rules import Measure, Rule, Ruleset
from figcheck.ruletrial import trial_of

_OUTLETS = ("A", "B", "C")
_NUMBERS = 6  # other numbers tried for one firing test
_DAY_ADDED = "The tests add a day to the sentence: without one, nothing that it names links two reports"
_LATER = dt.timedelta(days=3)

ArticleFields = dict[str, Any]


class Tests(NamedTuple):
    """Tests as a rule's file writes them, what could not be kept apart, and what else is told of them."""

    tests: list[dict[str, Any]]
    unlearnt: list[str]
    notes: list[str]


class _Fired(NamedTuple):
    articles: list[ArticleFields]
    values: list[Decimal]
    finding: Finding


class TestWriter:
    """Writes the tests of one rule, given with its measures, from one example, and maybe a report that contradicts it.

    ``one_article`` says that the example's text holds both; ``as_it_stands`` that nothing is added to it.
    """

    __test__ = False  # no test class of pytest's

    def __init__(
        self,
        example: Example,
        other: Example | None,
        rule: Rule,
        measures: Mapping[str, Measure],
        lexicon: Lexicon,
        *,
        one_article: bool = False,
        as_it_stands: bool = False,
    ) -> None:
        self._example = example
        self._other = other
        self._rule = rule
        self._toolkit = Toolkit(lexicon, Ruleset(dict(measures), (rule,)))
        self._grows = rule.check.type == "grows"
        self._one_article = one_article
        self._as_it_stands = as_it_stands
        self._with_day = False
        self._first = example.article(outlet=example.outlet or _OUTLETS[0])
        self._outlet = next(outlet for outlet in _OUTLETS[1:] if outlet != self._first["outlet"])

    def tests(self, claim: Claim) -> Tests | None:
        """The tests for the example's figure, as the rule's measure reads it; None when none fires or none is
        silent."""
        fired = self._fired(claim)
        if fired is None:
            return None
        expected: dict[str, Any] = {"values": fired.values}
        if fired.finding.severity == "note":
            expected["severity"] = "note"
        name = "two numbers for one thing"
        if self._other is None and self._one_article:
            name = "one report with two numbers"
        elif self._other is None and self._grows:
            name = "a total that falls"
        tests = [{"name": name, "articles": fired.articles, "expect": [expected]}]
        unlearnt: list[str] = []
        for name, articles in self._silent(claim, fired):
            if not self._findings(articles):
                tests.append({"name": name, "articles": articles, "expect": []})
            elif name in ("another place", "another actor"):
                unlearnt.append(f"{name} still fires: nothing in the sentence sets the two apart")
            elif name == "another day":
                unlearnt.append(
                    f"{name} still fires: it may be that of a second report; a shorter `window` sets days apart"
                )
        notes = [_DAY_ADDED] if self._with_day else []
        return Tests(tests, unlearnt, notes) if len(tests) > 1 else None

    def why_not(self, claim: Claim) -> str:
        """Why the rule does not fire on two reports of the example, or on the two that were given."""
        articles = [self._first]
        if self._other is not None and not self._one_article:
            articles.append(self._other.article(outlet=self._other.outlet or self._outlet))
        elif self._other is None:
            example = self._example
            texts = other_numbers(example.text, example.at, claim, self._toolkit.lexicon)
            articles += [example.article(text, self._outlet) for text in islice(texts, 1)]
        run = run_engine(self._made(articles), self._toolkit, rules=())
        linked = link(run.claims, self._toolkit.lexicon, self._toolkit.ruleset.measures)
        pairs = trial_of(self._rule, run, linked, self._toolkit).pairs
        return pairs[0].words if pairs else "no two figures of it were found"

    def _fired(self, claim: Claim) -> _Fired | None:
        if self._one_article:
            return self._try([self._first])
        if self._other is not None:
            return self._try([self._first, self._other.article(outlet=self._other.outlet or self._outlet)])
        example = self._example
        texts = other_numbers(example.text, example.at, claim, self._toolkit.lexicon, lower=self._grows)
        changed = list(islice(texts, _NUMBERS))
        later = self._first["published"] + _LATER if self._grows else None
        noted = self._first_that_fires(changed, later)
        if self._as_it_stands:
            return noted
        if noted is None and claim.kind == "incident" and not claim.scope.when and self._lone_sentence():
            lexicon, plain = self._toolkit.lexicon, self._first
            self._first = {**plain, "text": with_day(example.text, lexicon)}
            noted = self._first_that_fires([with_day(text, lexicon) for text in changed], later)
            self._with_day = noted is not None
            self._first = self._first if self._with_day else plain
        if noted is None:
            # Where nothing in it links two reports, one report may still contradict itself.
            for text in changed:
                fired = self._try([{**self._first, "text": f"{example.text}\n\n{text}"}])
                if fired is not None:
                    self._one_article = True
                    return fired
        return noted

    def _first_that_fires(self, changed: Sequence[str], later: dt.date | None) -> _Fired | None:
        """The first of the changed texts on which the rule fires; one that is a note only where no other does."""
        noted: _Fired | None = None
        for text in changed:
            fired = self._try([self._first, self._example.article(text, self._outlet, later)])
            if fired is not None and fired.finding.severity != "note":
                return fired
            noted = noted or fired
        return noted

    def _lone_sentence(self) -> bool:
        """True for a sentence that was given as it is, not taken from an article with a day of its own."""
        return self._example.published is None and self._example.text.strip() == self._example.claim.quote.strip()

    def _try(self, articles: list[ArticleFields]) -> _Fired | None:
        """The articles with the values of the one finding that the rule makes; None when it makes none, or more."""
        run = run_engine(self._made(articles), self._toolkit, rules=(self._rule,))
        if len(run.findings) != 1:
            return None
        claims = {claim.id: claim for claim in run.claims}
        readings = [claims[figure].figure.reading for figure in run.findings[0].figures]
        if not all((reading.point or reading.low).is_finite() for reading in readings):
            return None
        values = [reading.point if reading.point is not None else reading.low for reading in readings]
        return _Fired(articles, [value.normalize() for value in values], run.findings[0])

    def _silent(self, claim: Claim, fired: _Fired) -> Iterator[tuple[str, list[ArticleFields]]]:
        """Near misses with what is told of them."""
        first, example = self._first, self._example
        if self._one_article:
            yield "one of the two alone", [{**first, "text": claim.quote}]
            return
        yield "the same number", [first, {**first, "outlet": self._outlet}]
        if self._grows and (text := slightly_more(example.text, example.at, claim)) is not None:
            later = first["published"] + _LATER
            yield "a total that grows a little", [first, example.article(text, self._outlet, later)]
        source = claim if self._other is None else self._other.claim
        second = fired.articles[-1]
        for altered in near_misses(second["text"], source, self._toolkit.lexicon):
            yield altered.what, [first, {**second, "text": altered.text}]

    def _findings(self, articles: Sequence[ArticleFields]) -> bool:
        return bool(run_engine(self._made(articles), self._toolkit, rules=(self._rule,)).findings)

    def _made(self, articles: Sequence[ArticleFields]) -> list[Any]:
        return [as_article(fields, f"article-{number}") for number, fields in enumerate(articles, 1)]
