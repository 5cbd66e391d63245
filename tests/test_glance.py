"""The law of a glance: what it settles is what the readers would give with more work, in every sentence at hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import CASES, GAP, article_of

from figcheck.find.scanner import Scanner
from figcheck.model import Figure, Skip
from figcheck.wordlists import load_lexicon

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.md"))
SENTENCES = ("figures.yaml", "newsroom.yaml", "wires.yaml")
# A sentence that reads two ways still: "the 1400 block of West 63rd Street" is a year at a glance, else a name.
LEFT_OUT = frozenset(("wd shooting",))


@cache
def _with_glance() -> Scanner:
    return Scanner(load_lexicon())


@cache
def _without_glance() -> Scanner:
    return Scanner(load_lexicon(), glancing=False)


def check_alike(text: str, title: str = "") -> int:
    """Both readings of a text compared; how many items it holds."""
    article = article_of(text, title=title)
    figures, skips = _with_glance().scan(article.text, article.title_end)
    read, passed = _without_glance().scan(article.text, article.title_end)
    assert figures == read
    assert [_place(skip) for skip in skips] == [_place(skip) for skip in passed]
    for glanced, skip in zip(skips, passed, strict=True):
        assert glanced.value is None or skip.value is None or glanced.value == skip.value
    return len(figures) + len(skips)


def _place(item: Skip) -> tuple[object, ...]:
    return item.span, item.surface, item.stage, item.kind


# --- sentences and articles at hand ---


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text("utf-8"))
    return [row for row in rows if row["id"] not in LEFT_OUT]


def _texts_of_all() -> list[Any]:
    return [pytest.param(row["text"], id=f"{name}: {row['id']}") for name in SENTENCES for row in _rows(name)]


@pytest.mark.parametrize("text", _texts_of_all())
def test_a_sentence_reads_alike_with_and_without_a_glance(text: str) -> None:
    check_alike(text)


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentences_of_a_file_read_alike_in_one_text(name: str) -> None:
    rows = _rows(name)
    assert check_alike(" ".join(row["text"] for row in rows)) > 100
    assert check_alike("\n".join(row["text"] for row in rows), title="Ferry sinks with 20 aboard") > 100


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_an_article_reads_alike_with_and_without_a_glance(path: Path) -> None:
    text = path.read_text("utf-8")
    check_alike(text)
    check_alike(text.replace(GAP, " ").replace("\n", " "))


def test_a_glance_settles_something() -> None:
    # Without any, the laws of this file would hold for nothing.
    seen: list[Figure | Skip | None] = []
    glance = _with_glance()._glance
    for text in ("Police counted 340 boats.", "On 7 May nine crews left.", "In 2011 some 4% of them paid $50."):
        low = text.lower()
        for start, end, group in _with_glance()._candidates(low):
            look = glance.digits if group == "" else glance.spelled
            seen.append(look(text, low, start, end, 0))  # type: ignore[arg-type]
    assert sum(item is not None for item in seen) >= 5


# --- sentences made of parts ---

COUNTS = (
    "7", "12", "0", "1", "46", "66", "73", "101", "300", "911", "999", "1,200", "12,34,567", "0600", "4.5", "0.3", ".5",
    "2 1/2", "3½", "10-12", "3-1", "5k", "3.5bn", "5 lakh", "12 460", "1.2 million", "two", "five", "twelve", "twenty",
    "twenty-one", "ninety", "zero", "one hundred", "two thousand", "half a million", "a dozen", "Two", "Nineteen",
)  # fmt: skip
# Numbers that say themselves what they are.
COMPLETE = (
    "one", "1600", "1987", "2023", "3%", "12.5%", "40 per cent", "$5", "$1.2 million", "£40", "€1,200", "9/11", "8:30",
    "4:45 p.m.", "8pm", "45th", "1st", "19-year-old", "1980s", "3 May", "5 in 10", "three in ten", "two-thirds",
)  # fmt: skip
AMOUNTS = ("5", "46", "999", "1,200", "4.5", "1.2 million", "5 lakh", "12,34,567")
CURRENCIES = ("Rs ", "RM", "USD ", "$", "£", "ringgit ")
ORDINARY = (
    "", "about", "at least", "more than", "some", "up to", "nearly", "over", "under", "just over", "fewer than", "than",
    "of", "of the", "and", "to", "from", "by", "was", "were", "is", "in", "on", "at", "the", "the last", "between",
    "or", "between 4 and", "from 4 to", "minus", "negative", "plus or minus", "every", "another", "a further", "killed",
    "said", "police saw", "The", "its", "each", "until", "around", "older than", "younger than", "a group of", "per",
    "the group of", "(", "“", "—", "~",
)  # fmt: skip
# Heads of names, months, words of age and the like, before counts only.
HEADS = (
    "aged", "age", "ages", "no", "no.", "number", "day", "page", "Tower", "Resolution", "type", "grade", "Flight",
    "dial", "press", "room", "May", "in May", "March", "Sept.", "(Nov", "Mara Lindqvist,", "Oslo,", "April,", "Crews",
    "Group of", "men aged", "two men,", "five of",
)  # fmt: skip
ANYWHERE = (
    "", "boats", "people", "men", "of them", "of the boats", "in all", "in May", "in 2023", "or so", "or more", "and",
    "or 15 boats", "and 20 boats", "to", "to 15", "to 15 boats", "- a record", "years ago", "times the level", "each",
    "May", "may leave", "March", "Sept. 5", "was the year", "is", "who left", "such boats", "more boats", "day",
    "more than last year", "block of flats", ", 15 and 20,", ", of Oslo,", ";", ").", "”", ", a record", ": a record",
)  # fmt: skip
COUNTED = (
    "women", "votes", "Chinese boats", "weekend shootings", "other men", "soldiers died", "of 41 drones", "in ten",
    "out of ten", "plus", "-odd boats", "years", "years old", "year", "years or more", "months to June", "days",
    "hours a day", "hours and 5", "miles", "miles or more", "miles per hour", "miles of road", "tonnes", "km",
    "degrees", "metres deep", "acres at most", "degrees below zero", "percentage points", "points", "basis points",
    "times", "times a day", "boats a day", "boats at least", "boats per day", "cases per 100,000 people", "dollars",
    "pounds", "euros 43 cents", "cents", "a barrel", "an hour", "million", "million people", "thousand boats", "dozen",
    "hundred", "lakh", "crore rupees", "bn", "GMT", "May 2023", ", 2023,", "and a half", "third",
    "thirds of it", "quarters", "half", "point two", "/7", "x the supply", "by 10 metres",
)  # fmt: skip
PAID = (
    "", "a barrel", "an hour", "a day", "of it", "in all", "or so", "or more", "and", "and 20 boats", "to", "each",
    "is", "who left", "more than last year", "in 2023", ";", ").", "”", ", a record", ": a record", "- a record",
)  # fmt: skip
OPENINGS = ("", "In Basra ", "Police say ", "The boats are ", "It is ", "He sailed with ")
KINDS = (
    (COUNTS, (*ORDINARY, *HEADS), (*ANYWHERE, *COUNTED)),
    (COMPLETE, ORDINARY, ANYWHERE),
    (tuple(sign + amount for sign in CURRENCIES for amount in AMOUNTS), ORDINARY, PAID),
)


@st.composite
def _clauses(draw: st.DrawFn) -> str:
    number, before, behind = (draw(st.sampled_from(parts)) for parts in draw(st.sampled_from(KINDS)))
    gap = "" if before in ("(", "“", "—", "~", "") else draw(st.sampled_from((" ", " ", " ", "\n")))
    joint = "" if not behind or behind[0] in ",;:)/-”" else " "
    return f"{before}{gap}{number}{joint}{behind}"


@st.composite
def _texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(OPENINGS))
    for clause in draw(st.lists(_clauses(), min_size=1, max_size=3)):
        if text and text[-1] not in " \n":
            text += draw(st.sampled_from((" left ", ", ", ". ", " and ", "; ", "\n")))
        text += clause
    return text + draw(st.sampled_from(("", ".", " left.", " there.", ", he said.")))


@settings(max_examples=600)
@given(_texts())
def test_words_around_a_number_in_any_order_read_alike(text: str) -> None:
    check_alike(text)
