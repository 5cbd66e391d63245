"""Web pages as saved from a site or a browser: one article each, figures at their place in the source of the page.

trafilatura chooses what is the article, ``aligning`` finds it again in the source, ``pagefacts`` reads what the page
says of it. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from figcheck.articles import Unread
from figcheck.read.aligning import FEWEST, LINKED, Unit, aligned, key_of, units_of
from figcheck.read.drafts import Draft
from figcheck.read.furniture import is_date_line, without_furniture
from figcheck.read.given import Given, Unreadable
from figcheck.read.ignores import with_markup
from figcheck.read.lines import FileText, Stretch
from figcheck.read.linkeddata import segments_of
from figcheck.read.maintext import chosen_text
from figcheck.read.markup import HEADINGS, Block, Markup, Segment, placed, read_markup, seen_text
from figcheck.read.outlets import is_name
from figcheck.read.pageencoding import decode_page
from figcheck.read.pagefacts import PageFacts, read_facts, with_seen_lines
from figcheck.read.pagetitle import PageTitle, title_of

_LITTLE: Final = 200
"""Letters. With less in the markup, linked data that holds several times more is taken for the article."""

_TIMES_MORE: Final = 3
_HEAD_LINES: Final = 8  # units above the title in which a date may stand
_LONGEST_DATE_LINE: Final = 160
_FEWEST_TEASERS: Final = 3
_OURS: Final = "figcheck"


def read(given: Given) -> Iterator[Draft | Unread]:
    """The article of a page; a row where it holds none. Raises Unreadable when the bytes are no page that can be read.

    A report that figcheck wrote is no article: found in a folder it is passed over, named by the user it gives a row.
    """
    raw = given.whole()
    if not raw.strip():
        yield given.unread("empty: holds no text", "leave it out")
        return
    page = decode_page(raw, given.charset)
    text = page.text
    markup = read_markup(text)
    facts = read_facts(text, markup)
    if facts.generator.lower().split(" ")[0] == _OURS:
        if given.named:
            yield given.unread("a report that figcheck wrote, no article", "name the articles that it is about")
        return
    source = FileText(text).stretch(0, len(text))
    draft = _draft(source, markup, facts)
    if draft is None:
        yield given.unread(*_why_none(markup, facts))
        return
    if page.broken:
        _refuse_broken(draft)
    yield with_markup(draft, source) if "figcheck:" in text else draft


def _draft(source: Stretch, markup: Markup, facts: PageFacts) -> Draft | None:
    """The article of a page, None when there is none."""
    text = source.text
    units = units_of(markup.blocks)
    chosen = chosen_text(text, markup)
    alignment = aligned(units, chosen)
    if alignment.lost and markup.hidden:  # what opens when a reader clicks
        units = _with_hidden(text, units, markup)
        alignment = aligned(units, chosen)
    title = title_of(source.text, markup, facts, units, alignment.chosen)
    numbers = _behind_title(units, _with_headings(units, alignment.chosen), title)
    kept = set(map(id, without_furniture([units[number] for number in numbers])))
    numbers = [number for number in numbers if id(units[number]) in kept]
    numbers = _without_byline(units, numbers, facts)
    body = _joined(source, units, numbers, alignment.lost)
    if len(key_of(body.text)) < _LITTLE and len(facts.body or "") > _TIMES_MORE * len(body.text):
        body = _linked_body(source, markup, facts) or body
        numbers = []
    if not body.text.strip() or (not facts.is_article and _is_index(units, numbers)):
        return None
    facts = with_seen_lines(facts, _lines_at_head(units, numbers, title))
    outlet = facts.outlet
    if not is_name(outlet) and title is not None and title.outlet is not None:
        outlet = title.outlet
    return Draft(
        body,
        placed(source, title.segments).stripped() if title is not None else None,
        outlet=outlet,
        author=facts.author,
        published=facts.published,
        url=facts.url,
        updated=facts.updated,
    )


def _with_hidden(text: str, units: Sequence[Unit], markup: Markup) -> list[Unit]:
    """The units with those that stand in elements that are not shown."""
    hidden: list[Block] = []
    for span in markup.hidden:
        hidden += read_markup(text, *span).blocks
    paragraphs = [unit for unit in units_of(hidden) if len(key_of(unit.text)) >= FEWEST]
    return sorted([*units, *paragraphs], key=lambda unit: unit.start)


def _with_headings(units: Sequence[Unit], chosen: Sequence[int]) -> list[int]:
    """The chosen units with the headings right above paragraphs, of which some are taken for labels."""
    found = set(chosen)
    for number in chosen[1:]:
        above = units[number - 1]
        if units[number].is_prose and above.block.name in HEADINGS and above.linked < LINKED:
            found.add(number - 1)
    return sorted(found)


def _behind_title(units: Sequence[Unit], chosen: Sequence[int], title: PageTitle | None) -> list[int]:
    """The chosen units without the title, what repeats it before the text, and lines above it that are no paragraph."""
    if title is None:
        return list(chosen)
    key = key_of(title.text)
    kept: list[int] = []
    is_text = False
    for number in chosen:
        unit = units[number]
        if number == title.unit or (not is_text and key_of(unit.text) == key):
            continue
        if title.unit is not None and number < title.unit and not unit.is_prose:
            continue
        is_text = is_text or unit.is_prose
        kept.append(number)
    return kept


def _without_byline(units: Sequence[Unit], numbers: Sequence[int], facts: PageFacts) -> list[int]:
    """The units without the lines above the text that name the author or the outlet, or the day."""
    names = {key_of(name) for name in (facts.author, facts.outlet) if name}
    names |= {f"by{name}" for name in names}
    kept: list[int] = []
    is_text = False
    for number in numbers:
        line = units[number].text
        if not is_text and (key_of(line) in names or _is_day(line)):
            continue
        is_text = is_text or units[number].is_prose
        kept.append(number)
    return kept


def _is_day(line: str) -> bool:
    return len(line) <= _LONGEST_DATE_LINE and is_date_line(f"Published {line}")


def _joined(source: Stretch, units: Sequence[Unit], numbers: Sequence[int], lost: Sequence[tuple[int, str]]) -> Stretch:
    """Units as one stretch: paragraphs with a blank line between, lines and rows of a table as lines."""
    segments: list[Segment] = []
    behind: dict[int, list[str]] = {}
    for number, words in lost:
        behind.setdefault(number, []).append(words)
    before: Unit | None = None
    taken = set(numbers)
    for number in sorted({*taken, *behind}):
        unit = units[number]
        if number in taken:
            if before is not None:
                is_row = unit.block.table >= 0 and unit.block.table == before.block.table
                is_line = unit.block is before.block and units[number - 1] is before
                segments.append(Segment("\n" if is_row else unit.between if is_line else "\n\n", -1))
            segments += unit.segments
            before = unit
        for words in behind.get(number, ()):
            last = unit.segments[-1]
            nearest = last.at + len(last.text) - 1
            segments += [Segment("\n\n", -1)] * bool(segments)
            segments += [Segment(character, nearest) for character in words]
    return placed(source, segments)


def _linked_body(source: Stretch, markup: Markup, facts: PageFacts) -> Stretch | None:
    """The text of the article from the page's linked data, which pages have that are put together by scripts."""
    found = placed(source, segments_of(source.text, markup.tags, "articleBody", facts.body or ""))
    if not found.text.strip():
        return None
    return seen_text(found) if "<p" in found.text or "<br" in found.text else found.stripped()


def _is_index(units: Sequence[Unit], numbers: Sequence[int]) -> bool:
    """Whether what was chosen is a list of stories: headings that are links, chosen or not, with a teaser each."""
    prose = [
        number for number in numbers if units[number].linked <= LINKED and units[number].block.name not in HEADINGS
    ]
    around = {number for chosen in numbers for number in (chosen - 1, chosen) if number >= 0}
    teasers = [n for n in around if units[n].block.name in HEADINGS and units[n].linked > LINKED]
    return len(teasers) >= _FEWEST_TEASERS and 2 * len(teasers) >= len(prose)


def _lines_at_head(units: Sequence[Unit], numbers: Sequence[int], title: PageTitle | None) -> list[str]:
    """The short lines about the title and above the text, in which the day stands."""
    first = numbers[0] if numbers else 0
    top = title.unit if title is not None and title.unit is not None else first
    lines = [unit.text for unit in (*units[top : first + 1], *units[max(0, top - _HEAD_LINES) : top])]
    return [line for line in lines if len(line) <= _LONGEST_DATE_LINE and not _is_copyright(line)]


def _is_copyright(line: str) -> bool:
    return "©" in line or "copyright" in line.lower() or "(c)" in line.lower()


def _why_none(markup: Markup, facts: PageFacts) -> tuple[str, str]:
    """Reason and advice for a page without an article."""
    if facts.frames:
        return "a page of frames: the article is in another file", "save the frame with the article on its own"
    seen = sum(len(block.text) for block in markup.blocks)
    if facts.is_article:
        return (
            "the page says that it is an article and holds no text of one",
            "save the page when you are logged in and it has loaded, or the text of the article as .txt",
        )
    scripts = sum(tag.name == "script" and not tag.closes for tag in markup.tags)
    if seen < _LITTLE and scripts:
        return (
            "no article found on the page: it is put together by scripts once it is open",
            "save it from a browser after it has loaded, or save the text of the article as .txt",
        )
    return "no article found on the page", "save the page of one article, or its text as .txt"


def _refuse_broken(draft: Draft) -> None:
    """Raises Unreadable where bytes that are no text stand in the article itself."""
    for stretch in (draft.title, draft.body):
        if stretch is not None and "\ufffd" in stretch.text:
            where = stretch.part(stretch.text.index("\ufffd"), len(stretch.text)).pieces[0]
            raise Unreadable(
                "not valid UTF-8 in the text of the article", "save the page as UTF-8", where.line, where.column
            )
