"""The seed articles saved in other formats, for tests that hold the formats against one another.

A format has one function here: a story and the folder to write to, giving the file that it wrote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sitepages import Story, page

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def seed_stories() -> Iterator[tuple[str, Story]]:
    """The seeds in order, each with the name of its file without the ending."""
    for path in sorted(SEEDS.glob("*.md")):
        yield path.stem, story_of(path.read_text(encoding="utf-8"))


def story_of(markdown: str) -> Story:
    """A Markdown article with front matter, of paragraphs only."""
    _, head, body = markdown.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return Story(
        title=fields["title"].strip('"'),
        body=[("p", " ".join(paragraph.split())) for paragraph in body.strip().split("\n\n")],
        outlet=fields["outlet"],
        author=fields.get("author"),
        published=dt.date.fromisoformat(fields["published"]),
    )


def as_page(name: str, story: Story, folder: Path, layout: str) -> Path:
    """Writes a story as a web page of a layout of ``benchmarks.sitepages``."""
    file = folder / f"{name}.html"
    file.write_text(page(story, layout, size=20_000), encoding="utf-8", newline="")
    return file
