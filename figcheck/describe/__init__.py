"""Figures → claims: what each measures, of whom, by whom, where and when, who said it, and its part in a whole."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple, Protocol

from figcheck.articles import Article, Span
from figcheck.describe.actors import ActorReader
from figcheck.describe.cells import CellDescriber
from figcheck.describe.cues import Cues, MeasureSpec
from figcheck.describe.days import Timing
from figcheck.describe.drafts import Draft
from figcheck.describe.growing import counted_before_total
from figcheck.describe.joined import JoinedReader
from figcheck.describe.knownnames import Names
from figcheck.describe.measuring import Measured, Measurer, of_a_crew, told_strength
from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.parts import PartReader
from figcheck.describe.saying import SpeakerReader
from figcheck.describe.scope import ScopeReader
from figcheck.describe.stories import StoryReader
from figcheck.describe.subjects import Subjects
from figcheck.describe.timing import TimingReader, lies_before
from figcheck.describe.titles import complete_titles
from figcheck.describe.victims import Single, VictimReader
from figcheck.describe.view import SUBORDINATORS, Slot, View
from figcheck.describe.vocabulary import ACTS, CUE, DENIAL, MODAL, SUBORDINATE, TELLS_VICTIM, TIME, VICTIM, Vocabulary
from figcheck.describe.when import TimeReader
from figcheck.describe.whereabouts import ITEMS
from figcheck.describe.wording import Wordings
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Claim, Figure, Scope, Skip
from figcheck.numerals import lowered
from figcheck.prose import Sentences, paragraphs
from figcheck.tables import prose_of

_TOKEN: Final = expression(r"[a-z][a-z’'-]+|\d+")
_NEAR: Final = 4  # figures before a sentence whose noun a bare one in it may count
_AROUND: Final = 1500  # characters on each side that count as a sentence's paragraph
_LEAD: Final = 3000
_ITEMS_FIRST: Final = 4  # paragraphs, of which one may introduce the items of a list
_LINES_ABOVE: Final = 5  # byline, agency, day
_CLOSING: Final = " \t\r\n\"'”’)]*_"
_FULL_STOPS: Final = frozenset(".!?…:")
_OPENING: Final = 1500
_SHORT_OPENING: Final = 700  # characters of an opening at least: a page has lines of its own before the report


class FoundFigures(Protocol):
    """What describe takes from find: the figures of one article, and the numbers that are none, in order."""

    @property
    def figures(self) -> tuple[Figure, ...]: ...
    @property
    def skips(self) -> tuple[Skip, ...]: ...


def describe(
    article: Article, found: FoundFigures, lexicon: Lexicon, measures: Mapping[str, MeasureSpec]
) -> list[Claim]:
    """One claim for every figure of an article, in the order of the text.

    ``measures`` maps ids to their definitions. A figure that no measure fits is ``counted``. Reads nothing but its
    arguments, so it may run in any process.
    """
    tools = _tools(lexicon, _Measures(measures))
    return _Describer(article, found, lexicon, tools).claims()


class _Measures:
    """Measures as a cache key: the same mapping object compiles once."""

    def __init__(self, measures: Mapping[str, MeasureSpec]) -> None:
        self.measures = measures

    def __hash__(self) -> int:
        return id(self.measures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Measures) and self.measures is other.measures


# What these remember of words holds under any measures: a rule that is being written is read under several sets.
@lru_cache(maxsize=4)
def _names(lexicon: Lexicon) -> Names:
    return Names(lexicon)


@lru_cache(maxsize=4)
def _wordings(lexicon: Lexicon) -> Wordings:
    return Wordings(lexicon)


class _Tools:
    def __init__(self, lexicon: Lexicon, measures: Mapping[str, MeasureSpec]) -> None:
        self.cues = Cues(measures, lexicon)
        self.names = _names(lexicon)
        self.measurer = Measurer(self.cues, lexicon)
        self.times = TimeReader(lexicon)
        self.timings = TimingReader(lexicon)
        self.subjects = Subjects(lexicon)
        self.speakers = SpeakerReader(self.names, self.subjects)
        self.actors = ActorReader(self.names, self.subjects)
        self.parts = PartReader(lexicon)
        self.cells = CellDescriber(self.cues, lexicon)
        self.wordings = _wordings(lexicon)
        self.victims = VictimReader(self.cues, self.measurer.frames, lexicon)
        self.joined = JoinedReader(self.victims.persons, self.victims.measures, lexicon)
        self.stories = StoryReader(self.cues, self.wordings, self.names)
        self._lexicon = lexicon
        self.vocabulary = Vocabulary(self._classes, self.wordings.stems)

    def _classes(self, word: str) -> int:
        """What a word of a sentence may be to the readers."""
        lexicon = self._lexicon
        classes = (
            self.victims.classes(word)
            | self.names.classes(word)
            | self.actors.classes(word)
            | self.times.classes(word)
            | self.speakers.classes(word)
        )
        classes |= self.wordings.classes(word)
        for listed, bit in (
            (self.cues.heads, CUE),
            (lexicon.modal, MODAL),
            (lexicon.denied, DENIAL),
            (self.cues.acting, ACTS),
            (SUBORDINATORS, SUBORDINATE),
        ):
            if word in listed:
                classes |= bit
        return classes


class _Sentence(NamedTuple):
    """A sentence of an article, looked at once, with the paragraph around it and the names in it."""

    view: View
    paragraph: Span
    mentions: list[Mention]
    in_title: bool


class _Told(NamedTuple):
    """A figure of a sentence with what it measures and when; ``name`` is that of a person told without a number."""

    slot: Slot
    measured: Measured
    timing: Timing
    name: str = ""

    def is_single_within(self, span: Span) -> bool:
        """True for persons told without a number who begin inside a span."""
        figure = self.slot.figure
        return figure.form == "single" and span.start <= figure.span.start < span.end


@lru_cache(maxsize=4)
def _tools(lexicon: Lexicon, measures: _Measures) -> _Tools:
    return _Tools(lexicon, measures.measures)


class _Describer:
    """Describes the figures of one article."""

    def __init__(self, article: Article, found: FoundFigures, lexicon: Lexicon, tools: _Tools) -> None:
        self._printed = article.text
        self._found = found
        self._text = text = prose_of(article.text)
        self._article = article = article if text is article.text else replace(article, text=text)
        self._low = low = lowered(text)
        self._lexicon = lexicon
        self._tools = tools
        self._paragraphs = paragraphs(text, article.title_end)
        self._paragraph_starts = [paragraph.start for paragraph in self._paragraphs]
        first = self._paragraphs[0].start if self._paragraphs else 0
        last = self._paragraphs[min(1, len(self._paragraphs) - 1)].end if self._paragraphs else 0
        self._lead = Span(first, min(last, article.title_end + _LEAD))
        folded = low.replace("’", "'")
        counted = frozenset([figure.span.start for figure in found.figures])
        self._mentions = Mentions(text, folded, article.title_end, self._paragraphs, tools.names, counted)
        self._scopes = ScopeReader(text, article.title_span, self._lead, self._mentions, tools.names, tools.actors)
        self._opening = self._opening_end()
        self._lead_words: frozenset[str] | None = None
        self._lead_names: frozenset[str] | None = None
        self._names_near: tuple[Span, frozenset[str]] = (Span(-1, -1), frozenset())
        self._near: tuple[Span, frozenset[str]] = (Span(-1, -1), frozenset())

    def claims(self) -> list[Claim]:
        """A claim for each figure, and for each person told without a number, in the order of the text."""
        article, tools, found = self._article, self._tools, self._found
        drafts: list[Draft] = []
        figures = found.figures
        cells = [figure for figure in figures if figure.cell is not None]
        if cells:
            figures = tuple([figure for figure in figures if figure.cell is None])
        for sentence, members in self._sentences(figures):
            self._sentence(sentence, members, drafts)
        drafts = tools.victims.settle(drafts, self._low, self._lead.end)
        every = drafts
        if cells:
            every = sorted(
                [*drafts, *[tools.cells.draft(cell, self._printed) for cell in cells]],
                key=lambda draft: draft.figure.span,
            )
        for number, draft in enumerate(every, 1):
            draft.id = f"{article.header.id}:{number}"
        complete_titles(drafts, self._opening)
        tools.parts.read(article, self._low, drafts)
        tools.victims.part_roles(drafts)
        story = None
        if any(draft.measure in tools.stories.tolls for draft in drafts) and not self._is_round_up():
            opening = Span(0, self._opening)
            story = tools.stories.read(
                low=self._low,
                title=self._text[: article.title_end],
                opening=self._low[: opening.end],
                mentions=self._mentions.within(opening),
                drafts=drafts,
                skips=found.skips,
                known=self._mentions,
                days_of_opening=self._days_of_opening,
            )
        place = article.text_map.place
        lead_end = self._lead_end()
        return [draft.finish(article.header, place(draft.figure.span), story, lead_end) for draft in every]

    def _is_round_up(self) -> bool:
        """Whether the text begins with a list, each item of which tells of something else, as far as the title says:
        "Red Sea crisis: what happened this week"."""
        opening = self._paragraphs[:_ITEMS_FIRST]
        if sum(self._text.startswith(ITEMS, paragraph.start) for paragraph in opening) < _ITEMS_FIRST - 1:
            return False
        told = _TOKEN.findall(self._low, 0, self._article.title_end)
        return self._lexicon.topics.keys().isdisjoint(told)

    def _lead_end(self) -> int:
        """Where the first paragraph ends that ends as a sentence does: bylines and datelines of their own do not."""
        for paragraph in self._paragraphs[:_LINES_ABOVE]:
            if self._text[paragraph.start : paragraph.end].rstrip(_CLOSING)[-1:] in _FULL_STOPS:
                return paragraph.end
        return 0

    def _days_of_opening(self) -> frozenset[str]:
        """The days told by sentences of the opening that name a kind of event: "The shooting began on Sunday"."""
        tools, published = self._tools, self._article.header.published
        sentences = Sentences(self._text, self._lexicon.abbreviations)
        days: set[str] = set()
        behind = self._article.title_end
        for spot in tools.vocabulary.spots(self._low, self._opening, TIME):
            if spot < behind or spot >= self._opening:
                continue
            sentence = sentences.at(spot)
            behind = sentence.end
            view = View(self._text, self._low, sentence, tools.vocabulary, tools.cues)
            if tools.wordings.topics(view):
                times = tools.times.read(view, published)
                told = [t for t in times if t.role == "event" and not lies_before(self._low, t.end)]
                days.update(_iso(*period) for time in told for period in time.periods())
        return frozenset(days)

    def _opening_end(self) -> int:
        """Where the title and the first paragraphs end."""
        title_end = self._article.title_end
        last = title_end
        for number, paragraph in enumerate(self._paragraphs, 1):
            last = paragraph.end
            if number > 3 and last > title_end + _SHORT_OPENING:
                break
        return min(last, title_end + _OPENING)

    def _sentences(self, figures: Sequence[Figure]) -> list[tuple[Span, list[Figure]]]:
        """The sentences that hold figures, and those that speak of victims, in order, with their figures."""
        with_figures = {sentence: list(group) for sentence, group in groupby(figures, key=_sentence_of)}
        spots = self._tools.vocabulary.spots(self._low, self._opening, TELLS_VICTIM)
        if not spots:
            return list(with_figures.items())
        spans = sorted(with_figures)
        starts = [span.start for span in spans]
        sentences = Sentences(self._text, self._lexicon.abbreviations)
        behind = 0
        for spot in spots:
            index = bisect_right(starts, spot) - 1
            if spot < behind or (index >= 0 and spot < spans[index].end):
                continue
            span = sentences.at(spot)
            behind = span.end
            if index + 1 < len(spans) and spans[index + 1].start < span.end:
                continue
            if index >= 0 and spans[index].end > span.start:
                continue
            with_figures[span] = []
        return sorted(with_figures.items())

    def _sentence(self, span: Span, figures: list[Figure], drafts: list[Draft]) -> None:
        """Describe the figures of one sentence; the drafts are added to those of the article."""
        tools = self._tools
        view = View(self._text, self._low, span, tools.vocabulary, tools.cues)
        if not figures and not view.classes & VICTIM:
            return
        view.place(figures, self._lexicon)
        view.counted_before = next((it.figure.counted for it in reversed(drafts[-_NEAR:]) if it.figure.counted), "")
        mentions = self._mentions.within(span)
        in_title = span.end <= self._article.title_end
        singles = tools.victims.read(view, mentions, in_title) if span.start < self._opening else []
        if not figures and not singles:
            return
        sentence = _Sentence(view, self._paragraph(span), mentions, in_title)
        rows, joined_to = self._measured(sentence, singles, drafts)
        drafts += self._drafts(sentence, rows, joined_to)

    def _measured(
        self, sentence: _Sentence, singles: list[Single], drafts: list[Draft]
    ) -> tuple[list[_Told], set[int]]:
        """What the figures of a sentence and the persons told one by one measure, in the order of the text, and the
        first words of the numbers that persons are joined to. ``drafts`` are those of the sentences before."""
        tools, view = self._tools, sentence.view
        times = tools.timings.with_counts(tools.times.read(view, self._article.header.published), view)
        told: list[tuple[Slot, Measured]] = []
        joined_to: set[int] = set()
        rows: list[_Told] = []
        for single in singles:
            timing = tools.timings.of(view, single.slot, times)
            measured = tools.measurer.of_match(single.match, view, single.slot, timing)
            rows.append(_Told(single.slot, measured, timing, single.name))
        for slot in view.slots:
            timing = tools.timings.of(view, slot, times)
            measured = tools.measurer.measure(view, slot, timing, lambda: self._around(sentence.paragraph))
            if measured.match is None or measured.match.frame == "subject":
                if told:
                    measured = tools.measurer.like_before(told, view, slot, timing) or measured
                elif drafts and tools.measurer.corrects(view, slot):
                    measured = tools.measurer.like(drafts[-1].measured, view, slot, timing)
            told.append((slot, measured))
            rows.append(_Told(slot, measured, timing))
            if measured.match is not None and measured.match.cue is not None:
                joined = tools.joined.read(
                    view, slot, measured.measure, measured.match.cue, sentence.mentions, sentence.in_title
                )
                if joined is not None:
                    rows = [row for row in rows if not row.is_single_within(joined.figure.span)]
                    rows.append(_Told(joined, measured, timing))
                    joined_to.add(slot.first)
        if singles or joined_to:
            rows.sort(key=lambda row: row.slot.figure.span)
        return rows, joined_to

    def _drafts(self, sentence: _Sentence, rows: list[_Told], joined_to: set[int]) -> list[Draft]:
        """The drafts of a sentence, with scope, time, speaker and wording."""
        tools, view, paragraph, mentions = self._tools, sentence.view, sentence.paragraph, sentence.mentions
        speakers = tools.speakers.read(view, mentions)
        names = self._names_around(paragraph)
        quote = self._text[view.sentence.start : view.sentence.end]
        wording = tools.wordings.of(view)
        signature = wording.signature()
        topics = tools.wordings.topics(view)
        drafts: list[Draft] = []
        for slot, measured, timing, name in rows:
            periods = frozenset(_iso(first, last) for first, last in timing.periods) or None
            figure = self._figure(sentence, slot, measured)
            draft = Draft(figure, measured, quote)
            draft.name = name
            if slot.first in joined_to and figure.form != "single":
                draft.role, draft.joined = "part", True
                draft.told("persons are told beside the number")
            elif measured.match is not None and measured.match.frame == "some":
                draft.role = "part"  # "the dead include five teachers"
            scope = self._scopes.read(view, slot, measured.match, paragraph, mentions)
            draft.scope = Scope(scope.who, scope.by, scope.where, periods, scope.about)
            draft.inherited = scope.inherited
            if scope.because:
                draft.because = (*draft.because, *scope.because)
            draft.as_of = timing.as_of
            if timing.as_of is None and measured.kind in ("running_total", "share"):
                draft.as_of = self._article.header.published
            draft.start_date = timing.start
            speaker = tools.speakers.of(view, slot, speakers)
            if speaker is not None:
                draft.said_by, draft.said_by_party = speaker
            draft.words = wording.content(slot)
            draft.topics = topics
            if not topics and figure.counted == "case":  # "as of Monday, 13,850 cases were recorded"
                draft.topics = tools.wordings.outbreak(self._around(paragraph))
            draft.names = names
            draft.signature = signature
            drafts.append(draft)
        return drafts

    def _figure(self, sentence: _Sentence, slot: Slot, measured: Measured) -> Figure:
        """The figure of a slot with what its sentence tells of it beside its noun."""
        view, figure, match = sentence.view, slot.figure, measured.match
        if figure.counted is None and match is not None and match.frame == "subject" and match.cue is not None:
            # "Indian firms ranked second with seven": the subject names what is counted.
            figure = figure._replace(counted=self._lexicon.singular(view.lowers[match.cue]))
        elif figure.counted is None and figure.unit == "count":
            noun = counted_before_total(view, slot, self._lexicon)
            measure = self._tools.cues.measures.get(measured.measure)
            if noun is not None and (measure is None or not measure.people or self._lexicon.person_groups(noun)):
                figure = figure._replace(counted=noun)
        if figure.unit == "count" and not view.present.isdisjoint(self._lexicon.quakes):
            figure = told_strength(figure, view, slot)
        if figure.unit == "count" and "crew" in view.present:
            figure = of_a_crew(figure, view, slot, self._lexicon)
        if sentence.in_title and figure.form == "single":
            figure = figure._replace(in_title=True)
        return figure

    def _around(self, paragraph: Span) -> frozenset[str]:
        """The words of a paragraph, of the title and the lead."""
        if self._lead_words is None:
            self._lead_words = frozenset(_TOKEN.findall(self._low, 0, self._lead.end))
        if self._near[0] != paragraph:
            self._near = paragraph, self._lead_words | frozenset(_TOKEN.findall(self._low, *paragraph))
        return self._near[1]

    def _paragraph(self, sentence: Span) -> Span:
        """The paragraph of a sentence, no more than some lines of it around a sentence in a very long one."""
        index = bisect_right(self._paragraph_starts, sentence.start) - 1
        if index < 0 or sentence.start >= self._paragraphs[index].end:
            return sentence
        whole = self._paragraphs[index]
        if whole.end - whole.start <= _AROUND:
            return whole
        return Span(max(whole.start, sentence.start - _AROUND), min(whole.end, sentence.end + _AROUND))

    def _names_around(self, paragraph: Span) -> frozenset[str]:
        """The names of a paragraph, of the title and the lead."""
        if self._lead_names is None:
            self._lead_names = self._names(Span(0, self._lead.end))
        if self._names_near[0] != paragraph:
            self._names_near = paragraph, self._names(paragraph) | self._lead_names
        return self._names_near[1]

    def _names(self, span: Span) -> frozenset[str]:
        telling = self._tools.names.is_telling
        return frozenset([m.name for m in self._mentions.within(span) if m.kind != "name" or telling(m.name)])


def _sentence_of(figure: Figure) -> Span:
    return figure.sentence


def _iso(first: dt.date, last: dt.date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
