"""A record of a file (an object, a row, an item of a feed) to an article, and the count of the records of a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.dates import read_published
from figcheck.read.drafts import Draft, one_line
from figcheck.read.fields import Asked, Fields, Path, Told, Words, fields_of, stamped_day
from figcheck.read.given import Given, Unreadable
from figcheck.read.ignores import with_markup
from figcheck.read.lines import Stretch, joined
from figcheck.read.outlets import outlet_named, outlet_of_url
from figcheck.read.richtext import is_markup, seen_in

_SURROGATE = expression("[\ud800-\udfff]")
_CUT = expression(r"\s*(?:…|\.{3})?\s*\[\+[0-9]+ chars\]\s*\Z")  # what content APIs put where they cut a text

MOST_IN_A_ROW: Final = 100
"""Records one after the other that are each told when they could not be read."""

_BY = expression(r"by:?\s+(?=\w)", re.IGNORECASE)

Read = TypeVar("Read")

Places = Callable[[Mapping[Path, str]], Mapping[Path, Stretch]]
"""From the strings of a record that are wanted, by their paths, to those strings with their places in the file."""


def condensed(rows: Iterator[Read], given: Given) -> Iterator[Read | Unread]:
    """The rows; of many in a row that could not be read, as when a quote is not closed in a large file, the first ones
    and how many more there were."""
    run, last = 0, None
    for row in rows:
        if isinstance(row, Unread):
            run, last = run + 1, row
            if run <= MOST_IN_A_ROW:
                yield row
            continue
        yield from _more(run, last, given)
        run = 0
        yield row
    yield from _more(run, last, given)


def _more(run: int, last: Unread | None, given: Given) -> Iterator[Unread]:
    if run > MOST_IN_A_ROW and last is not None:
        where = f"to line {last.line}" if last.line else f"to record {last.record}"
        reason = f"{run - MOST_IN_A_ROW:,} more behind it could not be read, {where}"
        yield given.unread(reason, "mend what the rows before name first", None, None, last.record)


def without_places(strings: Mapping[Path, str]) -> Mapping[Path, Stretch]:
    """For files that have no text of their own."""
    return {path: Stretch(text, ()) for path, text in strings.items()}


class Records:
    """The records of one file as they are read.

    ``outlet`` is what the file says of all of them; ``has_places`` is False for files without text of their own;
    ``one`` where the file is a single article, which needs no number.
    """

    def __init__(
        self, given: Given, *, outlet: str | None = None, has_places: bool = True, asked: Asked | None = None
    ) -> None:
        self.given = given
        self.count = 0
        self.outlet = outlet
        self.one = False
        self.asked = Asked(given.options.fields) if asked is None else asked
        self._has_places = has_places

    def article(
        self,
        record: Mapping[str, Any],
        places: Places,
        line: int | None = None,
        column: int | None = None,
        given_id: str | None = None,
    ) -> Draft | Unread:
        """The article of a record that begins at a line and column of the file, or the row that says why it is none.

        ``given_id`` is the id that stands beside the record rather than in it.
        """
        self.count += 1
        try:
            fields = fields_of(record, self.asked)
            title, body, written = _seen(fields, places)
            told = fields.told if fields.told.id else fields.told._replace(id=given_id)
            draft = self._draft(told, title, body)
            for field in written:
                if "figcheck:" in field.text and field.pieces and is_markup(field.text):
                    draft = with_markup(draft, field)
            return draft
        except Unreadable as error:
            return self._row(error.reason, error.advice, error.line or line, error.column or column)

    def told(self, told: Told, title: Stretch, body: Stretch, line: int, column: int) -> Draft | Unread:
        """The article of a record whose title and text, as they are seen, and whose other fields are known."""
        self.count += 1
        try:
            return self._draft(told, title, body)
        except Unreadable as error:
            return self._row(error.reason, error.advice, line, column)

    def refused(
        self, reason: str, advice: str, line: int | None = None, column: int | None = None, detail: str = ""
    ) -> Unread:
        """The row of a record that cannot be read."""
        self.count += 1
        return self._row(reason, advice, line, column, detail)

    def _row(self, reason: str, advice: str, line: int | None, column: int | None, detail: str = "") -> Unread:
        return self.given.unread(reason, advice, line, column, None if self.one else self.count, detail)

    @property
    def is_full(self) -> bool:
        """Whether the file may give no more articles."""
        return self.count >= self.given.options.max_articles

    def too_many(self, line: int | None = None) -> Unread:
        """The row for the records behind the last that is read."""
        limit = self.given.options.max_articles
        return self.given.unread(
            f"more than {limit:,} articles; those behind are not read",
            "split the file, or raise the limit (--max-articles)",
            line,
        )

    def ended(self) -> Iterator[Unread]:
        """Rows for names of ``--map`` that no record had, once there was one."""
        if self.count:
            for ours, theirs in self.asked.unmet():
                if ours != "text":  # told with each record
                    yield self.given.unread(
                        f"no record has `{theirs}`, which --map names as the {ours}", "check the name"
                    )

    def _draft(self, told: Told, title: Stretch, body: Stretch) -> Draft:
        title, body = title.stripped(), body.stripped()
        if body.text.endswith("chars]") and (cut := _CUT.search(body.text, len(body.text) - 60)):
            body = body.part(0, cut.start())
        author = told.author
        published, updated = _day(told.published), _day(told.updated)
        draft = Draft(
            body,
            title if title.text else None,
            _whole(told.id),
            None if self.one else self.count,
            self._outlet(told),
            _whole(_BY.sub("", author, count=1) if author and _BY.match(author) else author),
            published or updated,
            _whole(told.url),
            member=self.given.member,
            record=None if self._has_places else self.count,
            updated=updated if updated != published else None,
        )
        if draft.is_empty:
            raise Unreadable("empty: neither text nor title holds anything", "leave it out")
        return draft

    def _outlet(self, told: Told) -> str | None:
        return called(_whole(told.outlet)) or self.outlet or outlet_of_url(told.url) or outlet_of_url(told.id)


def _seen(fields: Fields, places: Places) -> tuple[Stretch, Stretch, list[Stretch]]:
    """Title and text of a record as they are seen, and the fields of the text as they are written. Raises Unreadable
    for characters that are none."""
    wanted = {path: text for words in (fields.text, fields.title) if words for path, text in words.parts}
    for path, text in wanted.items():
        if "\0" in text or _has_half(text):
            what = "a NUL character" if "\0" in text else "half of a surrogate pair"
            raise Unreadable(f"`{path[-1]}` holds {what}", "write whole characters, or both halves as \\u escapes")
    stretches = places(wanted)

    def seen(words: Words | None) -> list[Stretch]:
        return [found for path, _ in words.parts if (found := seen_in(stretches[path])).text.strip()] if words else []

    titles, bodies = seen(fields.title), seen(fields.text)
    between = fields.text.between if fields.text else ""
    written = [stretches[path] for path, _ in fields.text.parts] if fields.text else []
    return titles[0] if titles else Stretch("", ()), joined(bodies, between), written


def _has_half(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, which UTF-8 cannot: to encode it is the fastest way to know."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def called(outlet: str | None) -> str | None:
    """The name of an outlet that a field gives: of an address or a domain the site."""
    return (outlet_of_url(outlet) if outlet and "://" in outlet else outlet_named(outlet)) or None


def _day(words: str | None) -> dt.date | None:
    return (stamped_day(words) or read_published(words)) if words else None


def _whole(words: str | None) -> str | None:
    """The words on one line, without halves of surrogate pairs, which no output can hold."""
    return one_line(_SURROGATE.sub("\ufffd", words)) if words else None
