"""Markdown to the text that it shows, each character at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Span, TextMap
from figcheck.read.lines import FileText, Stretch
from figcheck.read.markdown import shown_text


def shown(markdown: str) -> Stretch:
    return shown_text(FileText(markdown).stretch(0, len(markdown)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Some 12 men died.", id="no mark"),
        pytest.param("5 * 3 * 2 = 30", id="a product"),
        pytest.param("5*3*2", id="a product without spaces"),
        pytest.param("case_number_12 and 12_000", id="names with underscores"),
        pytest.param("[12] men and [13] (14)", id="brackets that are no links"),
        pytest.param("He said [in Arabic]: 12 died", id="a remark in brackets and a colon"),
        pytest.param("[Note]: 12 were hurt", id="a definition to nowhere"),
        pytest.param("5 < 6 > 3", id="signs that are no tags"),
        pytest.param("AT&T and R&D; 12", id="signs that are no entities"),
        pytest.param("```\n12 died", id="a fence that is never closed"),
        pytest.param("12 ~ 13 ~~ 14", id="a tilde left open"),
        pytest.param("a ` b 12", id="a tick left open"),
        pytest.param("<!-- 12", id="a comment left open"),
        pytest.param("#12 is no heading", id="a number with its sign"),
        pytest.param("    12 men, in an indented paragraph", id="an indent is no code"),
        pytest.param("* 12 men\n* 13 women\n1. 14", id="lists stay"),
        pytest.param("| Town | Dead |\n| --- | --- |\n| A | 12 |", id="tables stay"),
        pytest.param("<!-- figcheck: ignore[number-differs] as it is -->12", id="a word to figcheck stays"),
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert shown(text).text == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        pytest.param("over **160** times", "over 160 times", id="strong"),
        pytest.param("*about* _200_ ***300*** __400__", "about 200 300 400", id="stressed"),
        pytest.param("a ~~160~~ 200", "a  200", id="struck out is no longer said"),
        pytest.param('[12 men](https://a.example/2024/02/06 "99") died', "12 men died", id="a link's address"),
        pytest.param("[12 men][7] died\n\n[7]: https://a.example/99", "12 men died\n\n", id="a link by reference"),
        pytest.param("12[^1] died\n\n[^1]: Or 13.", "12 died\n\n Or 13.", id="a footnote"),
        pytest.param("![99 men](a.jpg) 12", " 12", id="a picture"),
        pytest.param("<https://a.example/99> 12", " 12", id="an address"),
        pytest.param("> Over 12\n> > died", "Over 12\ndied", id="quotes"),
        pytest.param("## Day 12 ##\n\ntext", "Day 12\n\ntext", id="heading"),
        pytest.param("a\n\n```python\nx = 99\n```\n\n12", "a\n\n\n\n12", id="code"),
        pytest.param("~~~\n99\n~~~\n12", "\n12", id="code between tildes"),
        pytest.param("`x = 99` and `160` men", " and 160 men", id="code in a line; a number is none"),
        pytest.param("12 <!-- was 99 --> died", "12  died", id="a comment"),
        pytest.param("<b>12</b> <span class='x'>men</span>", "12 men", id="inline elements"),
        pytest.param(r"\*12\* \$160", "*12* $160", id="escaped"),
        pytest.param("160&nbsp;men &amp; 3&frac12;", "160 men & 3½", id="entities"),
        pytest.param("| a | **12** |\n|---|---|", "| a | 12 |\n|---|---|", id="marks in a table"),
    ],
)
def test_what_is_shown(markdown: str, text: str) -> None:
    assert shown(markdown).text == text


SIGNS = "* ** _ ~~ ` ``` [ ] ( ) ![ [^ ]( ]: > # | <b> </b> <!-- --> \\ &amp; &"
MARKS = st.sampled_from([*SIGNS.split(), *"12 dead é \U0001f600 http://a.b".split(), " ", "\n", "\n\n", "\r\n"])


@given(st.lists(MARKS, max_size=40))
def test_every_character_stands_where_its_place_says(parts: list[str]) -> None:
    markdown = "".join(parts)
    stretch = shown(markdown)
    text_map, lines = TextMap(stretch.pieces), FileText(markdown)
    for index, character in enumerate(stretch.text):
        place = text_map.place(Span(index, index + 1))
        assert place.start is not None
        assert (place.line, place.column) == lines.place(place.start)
        assert markdown[place.start] == character or markdown.startswith("&amp;", place.start)


@given(st.lists(MARKS, max_size=40))
def test_shown_text_has_nothing_that_was_not_written(parts: list[str]) -> None:
    markdown = "".join(parts)
    rest = iter(markdown.replace("&amp;", "&"))
    assert all(character in rest for character in shown(markdown).text)
