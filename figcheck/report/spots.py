"""Where a finding stands, for tools that point into files: each figure and passage of it, the one to look at first.

Paths are as tools in a checkout want them: relative to the working directory where they lie below it.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from figcheck.articles import Header, Place, Span
from figcheck.expressions import expression
from figcheck.findings import Finding, Run
from figcheck.model import Claim, Passage
from figcheck.report.terminal import cut
from figcheck.report.wording import location, printed, source

LONGEST_QUOTE: Final = 1000  # characters of a sentence that a tool is shown
_LINE_END = expression(r"\r\n?|\n")


class End(NamedTuple):
    """The line of the last character of a stretch, and the column behind it; both from 1."""

    line: int
    column: int


class Spot(NamedTuple):
    """One figure or passage of a finding.

    ``printed`` is the figure with its noun, or the passage; ``said`` who printed it and when. ``quote`` is the
    sentence, ``at`` the surface's span in it (None where it cannot be told). ``end`` is None in files without text of
    their own.
    """

    article: str
    path: str
    place: Place
    end: End | None
    printed: str
    said: str
    quote: str
    at: Span | None
    note: str = ""

    @property
    def where(self) -> str:
        """ "path:line:column", or the path with member or record."""
        return location(self.path, self.place)

    @property
    def inside(self) -> str:
        """Which part of a file without text of its own: "member a.docx, record 7"; "" where lines tell it."""
        if self.place.line is not None:
            return ""
        parts = (("member", self.place.member), ("record", self.place.record))
        return ", ".join(f"{name} {value}" for name, value in parts if value is not None)

    def told(self, beside: Spot | None = None) -> str:
        """The figure or passage as printed and who printed it, on one line: "around 200 times, AFP, 17 Feb 2024".

        Who printed it is left out ``beside`` one of the same article.
        """
        said = self.said if beside is None or beside.article != self.article else ""
        parts = (cut(self.printed, 200), cut(self.note, 200), cut(said, 200))
        return ", ".join(part for part in parts if part)


class Window(NamedTuple):
    """A stretch of a sentence around a figure: the raw text, and where it begins in the sentence."""

    text: str
    start: int


def spots(
    finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header], focus: tuple[str, ...] | None = None
) -> tuple[Spot, ...]:
    """The places of a finding: its figures, then its passages.

    First comes the primary figure; under a ``focus`` (paths of changed articles) the first that stands in one of them,
    since that is the article somebody is working on.
    """
    found = [_of_claim(claims[claim_id]) for claim_id in finding.figures]
    begins = {
        (spot.article, spot.quote): spot.place.start - spot.at.start
        for spot in found
        if spot.at is not None and spot.place.start is not None
    }
    for passage in finding.places:
        at = _standing(passage)
        if len(at) == 1 and passage.place.start is not None:
            begins.setdefault((passage.article, passage.quote), passage.place.start - at[0].start)
    found += [_of_passage(passage, headers, begins) for passage in finding.places]
    if focus is not None and found:
        changed = frozenset(relative_path(path) for path in focus)
        first = next((spot for spot in found if spot.path in changed), found[0])
        found = [first, *(spot for spot in found if spot is not first)]
    return tuple(found)


def run_spots(
    run: Run, claims: Mapping[str, Claim], headers: Mapping[str, Header], finding: Finding
) -> tuple[Spot, ...]:
    """The places of a finding of a run, under the run's focus."""
    return spots(finding, claims, headers, run.focus)


def relative_path(path: str) -> str:
    """A path as tools in a checkout know it: without "./" and the like, relative where it lies below the working
    directory."""
    if os.path.isabs(path):
        try:
            near = os.path.relpath(path).replace(os.sep, "/")
        except (OSError, ValueError):  # another drive; a working directory that is gone
            return path
        return path if near == ".." or near.startswith("../") else near
    return posixpath.normpath(path) if path else path


def window(spot: Spot, most: int = LONGEST_QUOTE) -> Window:
    """The sentence of a spot, or as much of it around the figure as fits; raw, as in the article."""
    if len(spot.quote) <= most:
        return Window(spot.quote, 0)
    at = spot.at or Span(0, 0)
    start = max(0, min((at.start + at.end - most) // 2, at.start, len(spot.quote) - most))
    return Window(spot.quote[start : start + most], start)


def sentence(spot: Spot, most: int = LONGEST_QUOTE) -> str:
    """The sentence of a spot on one line, made safe and shortened around the figure."""
    shown = window(spot, most)
    before = "… " if shown.start else ""
    after = " …" if shown.start + len(shown.text) < len(spot.quote) else ""
    return f"{before}{cut(shown.text, most)}{after}"


def _of_claim(claim: Claim) -> Spot:
    header = claim.header
    return Spot(
        header.id,
        relative_path(header.path),
        claim.place,
        _end(claim.figure.surface, claim.place),
        printed(claim),
        source(header.outlet, header.published, claim.as_of),
        claim.quote,
        claim.quote_at,
    )


def _of_passage(passage: Passage, headers: Mapping[str, Header], begins: Mapping[tuple[str, str], int]) -> Spot:
    """``begins`` tells where the sentences of an article begin in its file, as far as it is known."""
    header = headers.get(passage.article) or Header(passage.article, passage.article)
    standing = _standing(passage)
    begin, start = begins.get((passage.article, passage.quote)), passage.place.start
    if begin is not None and start is not None:
        standing = [at for at in standing if at.start == start - begin] or standing
    at = standing[0] if len(standing) == 1 else None
    raw = passage.surface if not standing else passage.quote[standing[0].start : standing[0].end]
    return Spot(
        header.id,
        relative_path(header.path),
        passage.place,
        _end(raw, passage.place),
        passage.surface,
        source(header.outlet, header.published),
        passage.quote,
        at,
        passage.note,
    )


def _standing(passage: Passage) -> list[Span]:
    """Where a passage may stand in its sentence, whose white space may be another; more than one where its words do."""
    words = passage.surface.split()
    pattern = r"\s+".join(map(re.escape, words))
    return [Span(*found.span()) for found in re.finditer(pattern, passage.quote)] if words else []


def _end(raw: str, place: Place) -> End | None:
    if place.line is None or place.column is None:
        return None
    rows = _LINE_END.split(raw)
    if len(rows) > 1:
        return End(place.line + len(rows) - 1, len(rows[-1]) + 1)
    length = len(raw) if place.start is None or place.end is None else place.end - place.start
    return End(place.line, place.column + max(length, 1))
