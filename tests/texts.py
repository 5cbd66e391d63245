"""Articles made from a few words, and the case files of tests/cases, for the tests of the stages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from figcheck.articles import Article, Header, Piece, TextMap

CASES = Path(__file__).parent / "cases"
GAP = "\n\n"
PUBLISHED = dt.date(2024, 2, 6)  # a Tuesday


def article_of(
    text: str,
    *,
    title: str = "",
    name: str = "a",
    outlet: str | None = "A",
    published: dt.date | None = PUBLISHED,
) -> Article:
    """An article as a reader would hand it over: title, blank line, text."""
    whole = f"{title}{GAP}{text}" if title else text
    header = Header(name, name, title or None, outlet, published=published)
    return Article(header, whole, len(title), TextMap((Piece(0, 0, 1, 1),)))


def cases(name: str) -> list[Any]:
    """The cases of a file in tests/cases as pytest parameters; their ids say why they stand there."""
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text("utf-8"))
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids), f"an id stands twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    return [pytest.param(row, id=row["id"]) for row in rows]
