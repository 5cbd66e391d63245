"""Article → figures and skips. One pass of one compiled scanner; the grammar runs only where a candidate stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from figcheck.find.scanner import Scanner
from figcheck.lexicon import Lexicon
from figcheck.model import Article, Figure, Skip


@dataclass(frozen=True, slots=True)
class Found:
    """What find saw in one article: figures and skips, each in the order of the text, none overlapping another."""

    figures: tuple[Figure, ...]
    skips: tuple[Skip, ...]


def find(article: Article, lexicon: Lexicon) -> Found:
    """Every figure of an article's title and text, and every number that is none, with the reason.

    Every digit run and number word is in exactly one of the two. Reads nothing but the article and the lexicon.
    """
    figures, skips = _scanner(lexicon).scan(article.text, article.title_end)
    return Found(tuple(figures), tuple(skips))


@lru_cache(maxsize=4)
def _scanner(lexicon: Lexicon) -> Scanner:
    return Scanner(lexicon)
