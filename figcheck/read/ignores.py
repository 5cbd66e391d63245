"""Comments for figcheck leave the text of an article, and become what it ignores.

They are left out before anything else is read, with the line or the blanks that they take up, so that the text is as it
was without them; positions still lead to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from figcheck.articles import Article, Ignore, Piece, Place, Span, TextMap, Unread
from figcheck.expressions import expression
from figcheck.prose import paragraphs
from figcheck.read.comments import Comment, begins_line, comments_in, over_blanks_back
from figcheck.read.drafts import BETWEEN, Draft, Noted
from figcheck.read.lines import LINE_END, FileText, Stretch
from figcheck.tables import tables_of

_TRAILING = expression(r"(?:\s|</?(?:a|abbr|b|em|i|q|s|small|span|strong|sub|sup|u)\b[^<>]{0,300}>)+\Z", re.IGNORECASE)
_BLANK_LINE = expression(r"[ \t]*(?:\r\n?|\n)")
_BLANK = " \t"


class Cut(NamedTuple):
    """Comments that stand together, and what leaves the text with them: their lines, or the blanks before them.

    ``back``: they are about what stands before them, not about what follows.
    """

    span: Span
    comments: tuple[Comment, ...]
    back: bool


# --- leaving out ------------------------------------------------------------------------------------------------


def cuts_of(text: str, comments: Iterable[Comment]) -> list[Cut]:
    """What leaves the text: comments of one line, or of lines that follow each other, together."""
    groups: list[list[Comment]] = []
    for comment in comments:
        if comment.is_text:
            continue
        between = text[groups[-1][-1].span.end : comment.span.start] if groups else ""
        if groups and _joins(text, groups[-1], comment, between):
            groups[-1].append(comment)
        else:
            groups.append([comment])
    return [_cut(text, group) for group in groups]


def _joins(text: str, group: Sequence[Comment], comment: Comment, between: str) -> bool:
    if not between.strip(_BLANK):
        return True
    whole_lines = _is_alone(text, group[0].span.start, group[-1].span.end)
    return (
        whole_lines
        and _is_alone(text, comment.span.start, comment.span.end)
        and not between.strip()
        and len(LINE_END.findall(between)) == 1
    )


def _is_alone(text: str, start: int, end: int) -> bool:
    """True for what has lines to itself."""
    return begins_line(text, over_blanks_back(text, start)) and _ends_line(text, _over_blanks(text, end))


# All of these look at the blanks beside a place only: a line may have a million characters, and thousands of comments.


def _over_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _over_space_back(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _over_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends_line(text: str, at: int) -> bool:
    return at == len(text) or text[at] in "\r\n"


def _cut(text: str, group: Sequence[Comment]) -> Cut:
    start, end = group[0].span.start, group[-1].span.end
    before, behind = over_blanks_back(text, start), _over_blanks(text, end)
    if not begins_line(text, before):
        # "160 [comment] people", "160 people. [comment]": the blanks before go, those behind stay.
        return Cut(Span(before, end), tuple(group), back=True)
    if not _ends_line(text, behind):
        return Cut(Span(start, behind), tuple(group), back=False)
    return _cut_lines(text, before, behind, tuple(group))


def _cut_lines(text: str, line: int, line_end: int, comments: tuple[Comment, ...]) -> Cut:
    """Whole lines, with the empty line that was put around them, so that the text is as it was without them."""
    above = _over_space_back(text, line)
    right_above = above > 0 and len(LINE_END.findall(text, above, line)) == 1
    if _over_space(text, line_end) == len(text):
        return Cut(Span(above if above else line, line_end), comments, back=right_above)
    first = LINE_END.match(text, line_end)
    assert first is not None
    second = _BLANK_LINE.match(text, first.end())
    end = second.end() if second is not None and not right_above else first.end()
    return Cut(Span(line, end), comments, back=second is not None and right_above)


def without(stretch: Stretch, cuts: Iterable[Cut]) -> Stretch:
    """The stretch without what is cut. Where a cut was made two pieces begin: where it begins in the file, and where
    it ends."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = at = at_cut = 0
    for start, end in [*(cut.span for cut in cuts), Span(len(stretch.text), len(stretch.text))]:
        part = stretch.part(at, start) if stretch.pieces else Stretch(stretch.text[at:start], ())
        if part.text:
            if length and stretch.pieces:
                seam = TextMap(stretch.pieces).place(Span(at_cut, at_cut))
                assert seam.start is not None and seam.line is not None and seam.column is not None
                pieces.append(Piece(length, seam.start, seam.line, seam.column))
            pieces += [piece._replace(text_start=piece.text_start + length) for piece in part.pieces]
            parts.append(part.text)
            length += len(part.text)
        at_cut, at = start, end
    return Stretch("".join(parts), tuple(pieces))


# --- what they are about ----------------------------------------------------------------------------------------


def uncommented(draft: Draft) -> Draft:
    """A draft whose title and body are without their comments, which it has beside; itself where nothing has to go."""
    if draft.notes is not None or not any("igcheck:" in part.text for part in (draft.title, draft.body) if part):
        return draft
    where = TextMap((), draft.member, draft.record)
    body, notes = _noted(draft.body, where)
    title, notes_of_title = (
        _noted(draft.title, where, in_title=True) if draft.title is not None else (None, tuple[Noted, ...]())
    )
    if title is not None:
        title = title.stripped() if title.pieces else title._replace(text=title.text.strip())
    return replace(draft, title=title if title and title.text else None, body=body, notes=(*notes_of_title, *notes))


def with_markup(draft: Draft, markup: Stretch) -> Draft:
    """A draft made of HTML with the comments for figcheck that stand in the markup, which its text has not.

    A comment is about the paragraph that it stands in, be it at its end; between two, about the one that follows.
    Both must know their places in one file.
    """
    draft = uncommented(draft)
    where = TextMap(markup.pieces, draft.member, draft.record)
    comments = [it for it in comments_in(markup.text) if markup.text.startswith("<!--", it.span.start)]
    notes: list[Noted] = []
    for comment in comments:
        ignore = _ignore(comment, where)
        # The blanks and inline tags before it lead back to the words of its paragraph.
        before = _TRAILING.search(markup.text, max(0, comment.span.start - 400), comment.span.start)
        start = before.start() if before is not None else comment.span.start
        is_inside = start > 0 and markup.text[start - 1] != ">"
        at = where.place(Span(start - 1, start) if is_inside else Span(comment.span.end, comment.span.end)).start
        if at is not None:
            notes.append(Noted(ignore, False, at, not is_inside))
    (assigned,) = _assigned([draft], notes)
    return replace(draft, notes=(*(draft.notes or ()), *assigned))


def _noted(stretch: Stretch, where: TextMap, in_title: bool = False) -> tuple[Stretch, tuple[Noted, ...]]:
    """A title or body without its comments, and the comments, each with the place in it that it is about."""
    comments = comments_in(stretch.text)
    if not comments:
        return stretch, ()
    cuts = cuts_of(stretch.text, comments)
    left = without(stretch, cuts)
    where = replace(where, pieces=stretch.pieces)
    found = [
        Noted(_ignore(comment, where), in_title, _about(left.text, at, back), alone)
        for comment, at, back, alone in _placed(stretch.text, comments, cuts)
    ]
    return left, tuple(found)


def _placed(text: str, comments: Iterable[Comment], cuts: Iterable[Cut]) -> Iterator[tuple[Comment, int, bool, bool]]:
    """Each comment with where it stood, counted in the text without them, whether it is about what stands before, and
    whether it had its lines to itself."""
    stood: dict[Span, tuple[int, bool]] = {}
    gone = [(0, 0)]  # up to where in the text, and how much
    for cut in cuts:
        for comment in cut.comments:
            stood[comment.span] = cut.span.start - gone[-1][1], cut.back
        gone.append((cut.span.end, gone[-1][1] + cut.span.end - cut.span.start))
    for comment in comments:
        start, end = comment.span
        before = gone[bisect_right(gone, (start, len(text))) - 1][1]
        at, back = stood.get(comment.span, (start - before, False))
        yield comment, at, back, _is_alone(text, start, end)


def _about(text: str, at: int, back: bool) -> int:
    """The place of the character that a comment is about; the length of the text when nothing stands there."""
    return max(0, _over_space_back(text, at) - 1) if back else _over_space(text, at)


def _ignore(comment: Comment, where: TextMap) -> Ignore:
    nowhere = Place(None, None, None, None)
    place = where.place(comment.span)
    return Ignore(comment.rules, comment.reason, Span(0, 0), place, nowhere, comment.whole, comment.wrong)


class Reduced(NamedTuple):
    """A file without its comments: what is read, the way back, and the comments with what each is about."""

    file: FileText
    whole: Stretch
    notes: tuple[Noted, ...]


def reduced(text: str) -> Reduced | None:
    """A file without its comments; None when it has none, which is nearly always."""
    if "igcheck:" not in text or not comments_in(text):
        return None
    whole, notes = _noted(FileText(text).stretch(0, len(text)), TextMap(()))
    return Reduced(FileText(whole.text), whole, notes)


def restored(rows: Iterable[Draft | Unread], reduction: Reduced) -> Iterator[Draft | Unread]:
    """What was read from a file without its comments, with the places that the file has, drafts with their comments."""
    drafts: list[Draft] = []
    for row in rows:
        if isinstance(row, Draft):
            drafts.append(row)
        else:
            yield _unread_back(row, reduction)
    for draft, told in zip(drafts, _assigned(drafts, reduction.notes), strict=True):
        yield replace(
            draft,
            title=_back(draft.title, reduction.whole) if draft.title is not None else None,
            body=_back(draft.body, reduction.whole),
            notes=tuple(told),
        )


def _in_part(draft: Draft, in_title: bool, offset: int) -> int | None:
    """Which character of a title or body stands at an offset of what was read; the next one where none does."""
    stretch = draft.title if in_title and draft.title is not None else draft.body
    ends = [piece.text_start for piece in stretch.pieces[1:]] + [len(stretch.text)]
    for piece, end in zip(stretch.pieces, ends, strict=True):
        if offset < piece.offset + end - piece.text_start:
            return piece.text_start + max(0, offset - piece.offset)
    return None


def _back(stretch: Stretch, whole: Stretch) -> Stretch:
    """The stretch with offsets of the file in place of those of the file without comments."""
    ends = [piece.text_start for piece in stretch.pieces[1:]] + [len(stretch.text)]
    pieces = [
        inner._replace(text_start=inner.text_start + piece.text_start)
        for piece, end in zip(stretch.pieces, ends, strict=True)
        for inner in whole.part(piece.offset, piece.offset + end - piece.text_start).pieces
    ]
    return stretch._replace(pieces=tuple(pieces))


def _assigned(drafts: Sequence[Draft], notes: Iterable[Noted]) -> list[list[Noted]]:
    """For each draft the comments that are about something in it; ``at`` is an offset of what was read before, and a
    place in title or body then."""
    assigned: list[list[Noted]] = [[] for _ in drafts]
    parts = sorted(
        (stretch.pieces[0].offset, number, in_title)
        for number, draft in enumerate(drafts)
        for in_title, stretch in ((True, draft.title), (False, draft.body))
        if stretch is not None and stretch.pieces
    )
    for note in notes if parts else ():
        index = max(0, bisect_right(parts, (note.at, len(drafts), True)) - 1)
        _, number, in_title = parts[index]
        at = _in_part(drafts[number], in_title, note.at)
        if at is None:  # behind what is read there: a byline, blank lines, the end
            if index + 1 < len(parts):
                _, number, in_title = parts[index + 1]
                at = 0
            else:
                at = len(drafts[number].body.text)
                in_title = in_title and not at
        assigned[number].append(note._replace(in_title=in_title, at=at))
    return assigned


def _unread_back(row: Unread, reduction: Reduced) -> Unread:
    if row.line is None:
        return row
    start = reduction.file.lines[row.line - 1].start + (row.column or 1) - 1
    place = TextMap(reduction.whole.pieces).place(Span(start, start))
    return replace(row, line=place.line, column=place.column if row.column is not None else None)


def covered(article: Article, notes: Iterable[Noted]) -> Article:
    """The article with its comments, each with the stretch of the text that it is about."""
    notes = tuple(notes)
    if not notes:
        return article
    blocks = paragraphs(article.text, article.title_end)
    return replace(article, ignores=tuple(_covering(note, article, blocks) for note in notes))


def _covering(note: Noted, article: Article, blocks: Sequence[Span]) -> Ignore:
    """The article, the title, a row of a table for a comment inside one, else a paragraph; nothing at the end."""
    text, title_end = article.text, article.title_end
    body_start = min(title_end + len(BETWEEN), len(text)) if title_end else 0
    at = note.at if note.in_title else note.at + body_start
    span = Span(at, at)
    if note.ignore.whole:
        span = Span(0, len(text))
    elif at < title_end:
        span = Span(0, title_end)
    elif at < len(text):
        grid = next((grid for grid in tables_of(text) if grid.span.start <= at < grid.span.end), None)
        if grid is not None:
            rows = [] if note.alone else [row for row in grid.row_spans if row.start <= at < row.end]
            span = rows[0] if rows else grid.span
        else:
            index = bisect_right(blocks, (at, len(text))) - 1
            span = blocks[index] if index >= 0 and at < blocks[index].end else span
    return note.ignore._replace(covers=span, within=article.text_map.place(span))
