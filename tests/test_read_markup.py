"""HTML to the text that is seen, each character at its place."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Span, TextMap
from figcheck.read.lines import FileText, Stretch
from figcheck.read.markup import blocks, seen_text


def seen(markup: str) -> Stretch:
    return seen_text(FileText(markup).stretch(0, len(markup)))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("12 people", "12 people", id="no markup at all"),
        pytest.param("5 < 6 and 7 > 3", "5 < 6 and 7 > 3", id="signs that are no tags"),
        pytest.param("AT&T; R&D; &unknown; &", "AT&T; R&D; &unknown; &", id="signs that are no entities"),
        pytest.param("12&#44;000 &mdash; &frac12;", "12,000 — ½", id="entities"),
        pytest.param("at&nbsp;least\n  12", "at least 12", id="white space as it is shown"),
        pytest.param("over <b>160</b> times", "over 160 times", id="inline elements vanish"),
        pytest.param("1<span>2</span>,000", "12,000", id="no space where none is shown"),
        pytest.param("<p>One 1</p><p>Two 2</p>", "One 1\n\nTwo 2", id="paragraphs"),
        pytest.param("<p>One 1<p>Two 2", "One 1\n\nTwo 2", id="paragraphs left open"),
        pytest.param("<div>a<br>b</div>", "a\nb", id="line break"),
        pytest.param("<p>a</p>\n\n<p> </p><p>b</p>", "a\n\nb", id="empty paragraphs"),
        pytest.param("<script>var a = '<p>12</p>'</script>13", "13", id="scripts"),
        pytest.param("<style>p{margin:12px}</style>13", "13", id="styles"),
        pytest.param("<script>12", "", id="a script left open"),
        pytest.param("<!-- 12 -->13<!-- 14", "13", id="comments, one left open"),
        pytest.param("<p hidden>12</p><p style='display: none'>13</p>14", "14", id="hidden"),
        pytest.param("<div hidden><div>1</div>2</div>3", "3", id="hidden with its like inside"),
        pytest.param("<p class='hidden-xs'>12</p>", "12", id="hidden only by its name"),
        pytest.param("<a title='1 > 2'>3</a>", "3", id="a sign in a value"),
        pytest.param("in 2023<sup>[1]</sup>, 12<sup><a>2</a></sup> died", "in 2023, 12 died", id="marks of footnotes"),
        pytest.param("10<sup>6</sup> m<sup>2</sup>", "10⁶ m²", id="powers are no footnotes"),
        pytest.param("the 3<sup>rd</sup> man", "the 3rd man", id="ordinals"),
        pytest.param(
            "<table><tr><th>Town<th>Dead<tr><td>A<td><p>12</p></table>after", "Town\tDead\nA\t12\n\nafter", id="table"
        ),
        pytest.param(
            "<table><tr><td>A<table><tr><td>1<td>2</table><td>3</table>4", "A\t1\t2\t3\n\n4", id="one in a cell"
        ),
        pytest.param("<ul><li>1 a<li>2 b</ul>", "1 a\n\n2 b", id="list"),
        pytest.param("<![CDATA[12 & 13]]>", "12 & 13", id="character data"),
    ],
)
def test_what_is_seen(markup: str, text: str) -> None:
    assert seen(markup).text == text


def test_blocks_know_their_element() -> None:
    parts = list(blocks("<main><h2>Head 1</h2><p>Body 2</p><ul><li>Item 3</li></ul></main>"))
    assert [(block.name, block.text) for block in parts] == [("h2", "Head 1"), ("p", "Body 2"), ("li", "Item 3")]
    assert parts[2].above == ("main", "ul", "li")


TAGS = "<b> </b> <p> </p> <br> <sup> </sup> <td> <tr> <table> </table> <!-- --> <script> </script>"
PIECES = st.sampled_from([*TAGS.split(), *"12 dead &amp; &#49; é < > & ' \" \U0001f600".split(), " ", "\n", "\r\n"])


@given(st.lists(PIECES, max_size=40))
def test_every_character_stands_where_its_place_says(parts: list[str]) -> None:
    markup = "".join(parts)
    stretch = seen(markup)
    text_map = TextMap(stretch.pieces)
    lines = FileText(markup)
    for index, character in enumerate(stretch.text):
        if character.isspace() or ord(character) in map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"):
            continue
        place = text_map.place(Span(index, index + 1))
        assert place.start is not None
        assert (place.line, place.column) == lines.place(place.start)
        there = markup[place.start]
        assert there == character or html.unescape(markup[place.start : place.start + 5])[0] == character
