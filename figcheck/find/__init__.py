"""Article → figures and skips. One pass of one compiled scanner; the grammar runs only where a candidate stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from figcheck.articles import Article
from figcheck.find.cells import CellReader
from figcheck.find.scanner import Scanner
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Skip
from figcheck.tables import prose_of, tables_of


@dataclass(frozen=True, slots=True)
class Found:
    """What find saw in one article: figures and skips, each in the order of the text, none overlapping another."""

    figures: tuple[Figure, ...]
    skips: tuple[Skip, ...]


def find(article: Article, lexicon: Lexicon) -> Found:
    """Every figure of an article's title and text, and every number that is none, with the reason.

    Every digit run and number word is in exactly one of the two. Reads nothing but the article and the lexicon.
    """
    text = article.text
    tables = tables_of(text)
    if not tables:
        figures, skips = _scanner(lexicon).scan(text, article.title_end)
        return Found(tuple(figures), tuple(skips))
    # Cells are no running text: what is around the tables is read without them, then each cell by itself.
    figures, skips = _scanner(lexicon).scan(prose_of(text), article.title_end)
    for number, grid in enumerate(tables, 1):
        found, left = _cells(lexicon).read(text, number, grid)
        figures += found
        skips += left
    return Found(tuple(sorted(figures, key=_start_of)), tuple(sorted(skips, key=_start_of)))


def _start_of(item: Figure | Skip) -> int:
    return item.span.start


@lru_cache(maxsize=4)
def _cells(lexicon: Lexicon) -> CellReader:
    return CellReader(lexicon, _scanner(lexicon).scan)


@lru_cache(maxsize=4)
def _scanner(lexicon: Lexicon) -> Scanner:
    return Scanner(lexicon)
