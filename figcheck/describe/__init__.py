"""Figures → claims: what each measures, of whom, by whom, where and when, who said it, and its part in a whole."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from figcheck.describe.cues import Cues, MeasureSpec
from figcheck.describe.measuring import Measured, Measurer
from figcheck.describe.mentions import Mentions
from figcheck.describe.parts import PartReader
from figcheck.describe.saying import SpeakerReader
from figcheck.describe.scope import ScopeReader
from figcheck.describe.view import Slot, View
from figcheck.describe.when import TimeReader, Timing
from figcheck.lexicon import Lexicon
from figcheck.model import Article, Claim, Figure, Scope, Span
from figcheck.prose import paragraphs

_TOKEN = re.compile(r"[a-z][a-z’'-]+|\d+")
_AROUND = 1500  # characters on each side that count as a sentence's paragraph
_LEAD = 3000
_SPACES = re.compile(r"\s+")


class FoundFigures(Protocol):
    """What describe takes from find: the figures of one article, in order."""

    @property
    def figures(self) -> tuple[Figure, ...]: ...


def describe(
    article: Article, found: FoundFigures, lexicon: Lexicon, measures: Mapping[str, MeasureSpec]
) -> list[Claim]:
    """One claim for every figure of an article, in the order of the text.

    ``measures`` maps ids to their definitions. A figure that no measure fits is ``counted``. Reads nothing but its
    arguments, so it may run in any process.
    """
    if not found.figures:
        return []
    tools = _tools(lexicon, _Measures(measures))
    return _Describer(article, lexicon, tools).claims(found.figures)


class _Measures:
    """Measures as a cache key: the same mapping object compiles once."""

    def __init__(self, measures: Mapping[str, MeasureSpec]) -> None:
        self.measures = measures

    def __hash__(self) -> int:
        return id(self.measures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Measures) and self.measures is other.measures


class _Tools:
    def __init__(self, lexicon: Lexicon, measures: Mapping[str, MeasureSpec]) -> None:
        self.cues = Cues(measures, lexicon)
        self.measurer = Measurer(self.cues, lexicon)
        self.times = TimeReader(lexicon)
        self.speakers = SpeakerReader(lexicon)
        self.parts = PartReader(lexicon)


@lru_cache(maxsize=4)
def _tools(lexicon: Lexicon, measures: _Measures) -> _Tools:
    return _Tools(lexicon, measures.measures)


class _Describer:
    """Describes the figures of one article."""

    def __init__(self, article: Article, lexicon: Lexicon, tools: _Tools) -> None:
        self._article = article
        self._text = article.text
        self._lexicon = lexicon
        self._tools = tools
        self._paragraphs = paragraphs(article.text, article.title_end)
        self._paragraph_starts = [paragraph.start for paragraph in self._paragraphs]
        self._lead = Span(
            self._paragraphs[0].start if self._paragraphs else 0,
            min(self._paragraphs[min(1, len(self._paragraphs) - 1)].end, article.title_end + _LEAD)
            if self._paragraphs
            else 0,
        )
        self._mentions = Mentions(article.text, article.title_end, lexicon)
        self._scopes = ScopeReader(article.text, article.title_span, self._lead, self._mentions, lexicon)
        self._lead_words = frozenset(_TOKEN.findall(article.text[: self._lead.end].lower()))
        self._lead_names = self._names(Span(0, self._lead.end))

    def claims(self, figures: Sequence[Figure]) -> list[Claim]:
        """A claim for each figure, in order."""
        claims: list[Claim] = []
        for sentence, group in groupby(figures, key=lambda figure: figure.sentence):
            members = list(group)
            view = View(self._text, sentence, members, self._tools.cues, self._lexicon)
            paragraph = self._paragraph(sentence)
            printed = self._text[sentence.start : sentence.end]
            timing = self._tools.times.read(printed, self._article.header.published)
            said_by = self._tools.speakers.read(self._text, sentence, self._mentions)
            around = self._lead_words | frozenset(_TOKEN.findall(self._text[paragraph.start : paragraph.end].lower()))
            names = self._names(paragraph) | self._lead_names
            signature = self._signature(sentence, members)
            measured: Measured | None = None
            for slot in view.slots:
                measured = self._measure(view, slot, timing, around, measured)
                claims.append(
                    self._claim(len(claims) + 1, view, slot, measured, paragraph, timing, said_by, names, signature)
                )
        return self._tools.parts.read(self._article, claims)

    def _measure(
        self, view: View, slot: Slot, timing: Timing, around: frozenset[str], before: Measured | None
    ) -> Measured:
        """The measure of one figure; ``before`` is that of the figure before it in the sentence."""
        measurer = self._tools.measurer
        measured = measurer.measure(view, slot, timing, around)
        if (
            measured.match is None
            and before is not None
            and before.match is not None
            and measurer.shares_verb(view, slot)
        ):
            return measurer.like(before, view, slot, timing)
        return measured

    def _claim(
        self,
        number: int,
        view: View,
        slot: Slot,
        measured: Measured,
        paragraph: Span,
        timing: Timing,
        said_by: str | None,
        names: frozenset[str],
        signature: str,
    ) -> Claim:
        article, figure = self._article, slot.figure
        scope = self._scopes.read(view, slot, measured.match, paragraph)
        if figure.counted is None and measured.match is not None and measured.match.frame == "counts":
            # "Indian firms ranked second with seven": the subject names what is counted.
            subject = measured.match.cue
            figure = (
                figure._replace(counted=self._lexicon.singular(view.lowers[subject])) if subject is not None else figure
            )
        periods = frozenset(_iso(first, last) for first, last in timing.periods)
        as_of = timing.as_of
        if as_of is None and measured.kind in ("running_total", "share"):
            as_of = article.header.published
        quote_start = view.sentence.start
        raw = self._text[view.sentence.start : view.sentence.end]
        return Claim(
            id=f"{article.header.id}:{number}",
            header=article.header,
            figure=figure,
            place=article.text_map.place(figure.span),
            quote=raw,
            quote_at=Span(figure.span.start - quote_start, figure.span.end - quote_start),
            measure=measured.measure,
            scope=Scope(scope.who, scope.by, scope.where, periods or None, scope.about),
            inherited=scope.inherited,
            kind=measured.kind,
            mode=measured.mode,
            as_of=as_of,
            start_date=timing.start if measured.kind == "running_total" else None,
            said_by=said_by,
            words=self._words(view, slot),
            topics=frozenset().union(*(self._lexicon.topics.get(word, frozenset()) for word in view.lowers)),
            names=names,
            signature=signature,
            because=tuple(dict.fromkeys((*figure.because, *measured.because, *scope.because))),
        )

    def _paragraph(self, sentence: Span) -> Span:
        """The paragraph of a sentence, no more than some lines of it around a sentence in a very long one."""
        index = bisect_right(self._paragraph_starts, sentence.start) - 1
        if index < 0 or sentence.start >= self._paragraphs[index].end:
            return sentence
        whole = self._paragraphs[index]
        return Span(max(whole.start, sentence.start - _AROUND), min(whole.end, sentence.end + _AROUND))

    def _names(self, span: Span) -> frozenset[str]:
        return frozenset(m.name for m in self._mentions.within(span))

    def _words(self, view: View, slot: Slot) -> frozenset[str]:
        """Content words of the figure's clause in the singular, without the figure, places and nationalities."""
        first, last = view.clause(slot)
        found = set()
        for i in range(first, last):
            word = view.lowers[i]
            if i in view.figure_at or word[0].isdigit() or len(word) < 2:
                continue
            if word in self._lexicon.stops and not (word == "us" and view.words[i].text == "US"):
                continue
            if word in self._lexicon.gazetteer.canonical and view.words[i].text[0].isupper():
                # Places and nationalities are compared as scope; of a poll's question they are part.
                if slot.figure.unit == "percent" and not slot.last <= i < slot.noun_end:
                    found.add(word)
                continue
            if slot.figure.unit == "percent" and slot.last <= i < slot.noun_end:
                continue
            if word in self._lexicon.saying_verbs or word in self._lexicon.months or word in self._lexicon.weekdays:
                continue
            found.add(_stem(self._lexicon.singular(word)))
        return frozenset(found)

    def _signature(self, sentence: Span, figures: list[Figure]) -> str:
        """The sentence with its figures blanked, in lower case: equal for copies that differ in a figure only."""
        pieces, at = [], sentence.start
        for figure in figures:
            pieces.append(self._text[at : figure.span.start])
            at = figure.span.end
        pieces.append(self._text[at : sentence.end])
        plain = re.sub(r"[^\w#]+", " ", "#".join(pieces).lower())
        return _SPACES.sub(" ", plain).strip()


def _stem(word: str) -> str:
    """A rough common form of a word's inflections, for comparing what two clauses speak of."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def _iso(first: dt.date, last: dt.date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
