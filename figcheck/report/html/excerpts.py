"""The sentences of a finding as a reader of the article meets them: figures marked, what stands around them dimmed.

Sentences of one paragraph make one excerpt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from figcheck.articles import Header, Span
from figcheck.findings import Context
from figcheck.report.html.safe import plain, running, web_address
from figcheck.report.sentences import Sentence
from figcheck.report.wording import day, location

Tone = Literal["around", "said", "mark"]
Surroundings = Mapping[tuple[str, str], Context]

_KEPT: Final = 240  # characters that are kept on either side of a cut
_MOST_SENTENCES: Final = 60


class Piece(NamedTuple):
    """A stretch of text in one tone: around the sentence, said in it, or a marked figure."""

    text: str
    tone: Tone


class Excerpt(NamedTuple):
    """A passage of an article: its pieces in order, where its marks stand, and what is noted beside them."""

    pieces: tuple[Piece, ...]
    places: tuple[str, ...]
    notes: tuple[str, ...]


class Source(NamedTuple):
    """Who printed something, as the page names it: "" where that is not known."""

    outlet: str
    day: str
    iso: str
    title: str
    author: str
    url: str
    path: str


class Side(NamedTuple):
    """One article of a finding with its excerpts; ``left_out`` counts the sentences that found no room."""

    source: Source
    excerpts: tuple[Excerpt, ...]
    left_out: int = 0


class _Draft(NamedTuple):
    """An excerpt while sentences may join it: its text, and where the sentences and their marks stand in it."""

    text: str
    said: tuple[Span, ...]
    marks: tuple[Span, ...]
    places: tuple[str, ...]
    notes: tuple[str, ...]


def surroundings(contexts: Iterable[Context]) -> Surroundings:
    """The contexts of a run under article and sentence."""
    return {(context.article, context.quote): context for context in contexts}


def source_of(header: Header) -> Source:
    """What the page tells of an article beside its sentences."""
    return Source(
        plain(header.outlet or "", 120),
        day(header.published),
        header.published.isoformat() if header.published else "",
        plain(header.title or ""),
        plain(header.author or "", 120),
        web_address(header.url),
        plain(header.path),
    )


def sides(sentences: Sequence[Sentence], around: Surroundings) -> tuple[Side, ...]:
    """The articles of a finding, each with its sentences; ``sentences`` come article by article, in the order of the
    text."""
    by_article: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_article.setdefault(sentence.header.id, []).append(sentence)
    return tuple(
        Side(
            source_of(told[0].header),
            tuple(_finished(draft) for draft in _joined(told[:_MOST_SENTENCES], around)),
            max(0, len(told) - _MOST_SENTENCES),
        )
        for told in by_article.values()
    )


def marked(quote: str, mark: Span) -> tuple[Piece, ...]:
    """One sentence with one mark, cut to what stands near it."""
    return _finished(_Draft(quote, (Span(0, len(quote)),), (mark,), (), ())).pieces


def _joined(sentences: Iterable[Sentence], around: Surroundings) -> Iterator[_Draft]:
    """Sentences put together where one stands in what follows the other."""
    open_draft: _Draft | None = None
    for sentence in sentences:
        draft = _draft(sentence, around.get((sentence.header.id, sentence.quote)))
        joined = open_draft and _join(open_draft, draft)
        if joined:
            open_draft = joined
            continue
        if open_draft:
            yield open_draft
        open_draft = draft
    if open_draft:
        yield open_draft


def _draft(sentence: Sentence, context: Context | None) -> _Draft:
    before, after = (context.before, context.after) if context else ("", "")
    shift = len(before)
    return _Draft(
        before + sentence.quote + after,
        (Span(shift, shift + len(sentence.quote)),),
        tuple(Span(mark.start + shift, mark.end + shift) for mark in sentence.marks),
        (plain(location(sentence.header.path, sentence.place)),),
        (plain(sentence.note),) if sentence.note else (),
    )


def _join(first: _Draft, second: _Draft) -> _Draft | None:
    (said,) = second.said
    at = first.text.find(second.text[said.start : said.end], first.said[-1].end)
    if at < 0:
        return None
    shift = at - said.start
    # What follows the later sentence reaches further than what followed the earlier.
    text = first.text[: at + said.end - said.start] + second.text[said.end :]
    return _Draft(
        text if len(text) > len(first.text) else first.text,
        (*first.said, Span(said.start + shift, said.end + shift)),
        (*first.marks, *(Span(mark.start + shift, mark.end + shift) for mark in second.marks)),
        (*first.places, *second.places),
        (*first.notes, *second.notes),
    )


def _finished(draft: _Draft) -> Excerpt:
    return Excerpt(tuple(_pieces(draft)), draft.places, tuple(dict.fromkeys(draft.notes)))


def _pieces(draft: _Draft) -> Iterator[Piece]:
    """The text cut where its tone changes; of marks that overlap the first is shown, and no long piece is whole."""
    done = 0
    for start, end, tone in _stretches(draft):
        if start > done:
            yield _piece(draft.text[done:start], "around")
        yield _piece(draft.text[start:end], tone)
        done = end
    if done < len(draft.text):
        yield _piece(draft.text[done:], "around")


def _stretches(draft: _Draft) -> Iterator[tuple[int, int, Tone]]:
    """What is said and what is marked, in order, without gaps inside a sentence."""
    marks = sorted(set(draft.marks))
    for said in draft.said:
        done = said.start
        for mark in marks:
            if mark.start < done or not mark.start < mark.end <= said.end:
                continue
            if mark.start > done:
                yield done, mark.start, "said"
            yield mark.start, mark.end, "mark"
            done = mark.end
        if done < said.end:
            yield done, said.end, "said"


def _piece(text: str, tone: Tone) -> Piece:
    if len(text) > 2 * _KEPT + 40:
        text = f"{text[:_KEPT]} … {text[-_KEPT:]}"
    return Piece(running(text), tone)
