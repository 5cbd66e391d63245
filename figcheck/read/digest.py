"""A digest: one text file with many articles, each a title line, a byline line and paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from figcheck.patterns import pattern
from figcheck.read.bylines import Byline, read_byline, read_set_off_byline, read_weak_byline
from figcheck.read.drafts import Draft
from figcheck.read.lines import FileText
from figcheck.read.plain import draft_of, ends_sentence, read_plain, title_of

FEWEST = 2
"""Articles with title, byline and text that make a file a digest."""

_SIGNS = "*_=#~-–—•·"

LONGEST_TITLE = 300
"""Characters; a byline says that the line above is a title, so it may be longer than one without."""


FEWEST_HEADLINE_WORDS = 3
"""Words of a title that makes a byline of weaker words one."""


class Mark(NamedTuple):
    """Where an article of a digest begins: its title line and byline line, counted from 0."""

    title: int
    byline: int
    says: Byline


def find_marks(file: FileText) -> list[Mark]:
    """The titles and bylines of a digest; empty when the file is none.

    A byline counts when the line above it that is not blank may be a title. Lines in a row that all look
    like bylines are a list (a timeline, related stories), and at least two articles, and most of them, must
    have text. Below the first line behind a line of signs, weaker words with a day are a byline too, and so are they
    below any title of a file that is a digest without them, where a dash or bar sets the day off ("Lidové noviny –").
    """
    marks: list[Mark] = []
    weaker: list[Mark] = []
    above, above_is_byline, is_opening, is_first = None, False, False, True
    for number in range(len(file.lines)):
        line = file.line(number)
        if not line or line.isspace():
            continue
        says = read_byline(line)
        if says is None and is_opening and above is not None and above >= number - 2:
            says = read_weak_byline(line)
        is_opening, is_first = is_first, is_separator(line)
        if says and above is not None and not above_is_byline and _may_be_title(file.line(above)):
            marks.append(Mark(above, number, says))
        elif says is None and above is not None and not above_is_byline and _is_headline(file.line(above)):
            weak = read_set_off_byline(line)
            if weak is not None:
                weaker.append(Mark(above, number, weak))
        above, above_is_byline = number, says is not None
    with_text = sum(1 for mark, past in _regions(file, marks) if not _is_blank(file, mark.byline + 1, past))
    if with_text < FEWEST or 2 * with_text <= len(marks):
        return []
    taken = {line for mark in marks for line in (mark.title, mark.byline)}
    return sorted([*marks, *(mark for mark in weaker if taken.isdisjoint((mark.title, mark.byline)))])


def find_parts(file: FileText, markdown: bool) -> list[tuple[int, int]]:
    """The articles, as lines from and past, of a file that lines of signs (``***``) cut into articles; empty when they
    do not.

    Signs also stand between the sections of one article. So at least two of the parts, and most of them, must have a
    title and say who published them, or when.
    """
    parts = [part for part in _between(file, is_separator) if not _is_blank(file, *part)]
    drafts = [read_plain(file, markdown, first, past) for first, past in parts]
    told = sum(1 for draft in drafts if draft.title is not None and (draft.published or draft.outlet))
    return parts if told >= FEWEST and 2 * told > len(parts) else []


def split_parts(file: FileText, split: str) -> list[tuple[int, int]]:
    """The articles, as lines from and past, that the lines set apart in which a pattern is found.

    A line of which the pattern leaves nothing belongs to no article; with more on it ("# " of a heading) it is the
    first of the next. Raises BadPattern.
    """
    cut = pattern(split)

    def is_cut(line: str) -> bool:
        return cut.search(line) is not None

    def is_alone(line: str) -> bool:
        found = cut.search(line)
        return found is not None and not (line[: found.start()] + line[found.end() :]).strip()

    return [part for part in _between(file, is_cut, is_alone) if not _is_blank(file, *part)]


def read_parts(file: FileText, parts: list[tuple[int, int]], markdown: bool) -> Iterator[Draft]:
    """The articles of the parts of a file, numbered from 1."""
    for number, (first, past) in enumerate(parts, 1):
        yield read_plain(file, markdown, first, past, number)


def is_separator(line: str) -> bool:
    """True for a line of three or more of one sign, with blanks between or not."""
    signs = line.replace(" ", "").replace("\t", "")
    return len(signs) > 2 and len(set(signs)) == 1 and signs[0] in _SIGNS


def _between(
    file: FileText, is_cut: Callable[[str], bool], is_alone: Callable[[str], bool] | None = None
) -> Iterator[tuple[int, int]]:
    first = 0
    for number in range(len(file.lines)):
        line = file.line(number)
        if is_cut(line):
            yield first, number
            first = number + 1 if is_alone is None or is_alone(line) else number
    yield first, len(file.lines)


def read_digest(file: FileText, marks: list[Mark], markdown: bool) -> Iterator[Draft]:
    """The articles of a digest, numbered from 1; text before the first title comes as number 0."""
    before = read_plain(file, markdown, 0, marks[0].title, 0)
    if not before.is_empty:
        yield before
    for number, (mark, past) in enumerate(_regions(file, marks), 1):
        while past > mark.byline + 1 and (file.is_blank(past - 1) or is_separator(file.line(past - 1))):
            past -= 1
        body = file.body(mark.byline + 1, past)
        yield draft_of(title_of(file, mark.title, markdown), body, mark.says, number)


def _regions(file: FileText, marks: list[Mark]) -> Iterator[tuple[Mark, int]]:
    """Each mark with the line at which the next article begins, or the number of lines."""
    ends = [mark.title for mark in marks[1:]] + [len(file.lines)]
    yield from zip(marks, ends, strict=False)  # one end too many when there are no marks


def _is_blank(file: FileText, first: int, past: int) -> bool:
    return all(file.is_blank(number) for number in range(first, past))


def _is_headline(line: str) -> bool:
    """True for what is a title and no label of a list ("Timeline")."""
    return _may_be_title(line) and len(line.split()) >= FEWEST_HEADLINE_WORDS


def _may_be_title(line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_TITLE and not ends_sentence(line) and not line.endswith((",", ";", ":"))
