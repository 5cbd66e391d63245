"""HTML to the text that is seen, each character at its place."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Span, TextMap
from figcheck.read.lines import FileText, Stretch
from figcheck.read.markup import blocks, read_markup, seen_text


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
        pytest.param("<p title=x'y>12</p>it's", "12\n\nit's", id="a quote in a value without quotes"),
        pytest.param("<p 'x>12</p>it's", "12\n\nit's", id="a quote that is no value"),
        pytest.param("in 2023<sup>[1]</sup>, 12<sup><a>2</a></sup> died", "in 2023, 12 died", id="marks of footnotes"),
        pytest.param("10<sup>6</sup> m<sup>2</sup>", "10⁶ m²", id="powers are no footnotes"),
        pytest.param("the 3<sup>rd</sup> man", "the 3rd man", id="ordinals"),
        pytest.param(
            "<table><tr><th>Town<th>Dead<tr><td>A<td><p>12</p></table>after", "Town\tDead\nA\t12\n\nafter", id="table"
        ),
        pytest.param(
            "<table><tr><td>A<table><tr><td>1<td>2</table><td>3</table>4",
            "A\n\n1\t2\n\n3\n\n4",
            id="a table that holds one lays out the page",
        ),
        pytest.param("<table><tr><td><p>a<p>b<p>c<td>d</table>", "a\n\nb\n\nc\n\nd", id="columns of a page"),
        pytest.param("<table><tr><td>a<tr><td>1</table>", "a\n\n1", id="a table of one column is none"),
        pytest.param("<table role=none><tr><td>a<td>b</table>", "a\n\nb", id="a table that says it is none"),
        pytest.param("<table><tr><td>a<br>b<td>1</table>", "a b\t1", id="a line break in a cell"),
        pytest.param("<table><tr><th><th>2022<tr><td>a<td>1</table>", "\t2022\na\t1", id="an empty corner"),
        pytest.param("<table><tr><td>a<td><td>1<tr><td>b<td>2<td>", "a\t\t1\nb\t2\t", id="empty cells"),
        pytest.param("<table><tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3", "a\t\tb\n1\t2\t3", id="over two columns"),
        pytest.param("<table><tr><td rowspan=2>a<td>1<tr><td>2", "a\t1\n\t2", id="over two rows"),
        pytest.param("<table><caption>T 1</caption><tr><td>a<td>1</table>", "T 1\n\na\t1", id="a caption"),
        pytest.param("<table><tr><td>a<td>1</table><table><tr><td>b<td>2", "a\t1\n\nb\t2", id="two tables"),
        pytest.param("<div>a<br><br>b<br></div>", "a\n\nb", id="line breaks as paragraphs"),
        pytest.param("<pre>At least 12\n  died.\n</pre>", "At least 12\n  died.", id="line ends that are kept"),
        pytest.param("rose to <s>12</s> <del>13</del> 14", "rose to 14", id="struck out"),
        pytest.param("at&shy;tack &#8203;of 1&#8203;2 zero\u200bwidth", "attack of 12 zerowidth", id="no characters"),
        pytest.param("12&nbsp;000 and 13\xa0000&nbsp;men", "12\xa0000 and 13\xa0000 men", id="a number kept together"),
        pytest.param("<head><title>12</title><p>13", "13", id="a head left open"),
        pytest.param("<p>a<noscript>12</noscript>b", "ab", id="fallbacks"),
        pytest.param("<p>12<button>13", "12", id="a button left open"),
        pytest.param("<title>12</title", "", id="a title left open"),
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


def test_words_of_links_are_known() -> None:
    (block,) = blocks("<p>See <a href='/1'>12 <b>dead</b></a> here")
    assert [segment.text for segment in block.segments if segment.linked] == ["12 ", "dead"]


def test_hidden_spans_are_told() -> None:
    markup = "<p>1</p><div hidden><p>2</p></div><noscript>3"
    assert [markup[start:end] for start, end in read_markup(markup).hidden] == ["<p>2</p>", "3"]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 20_000 + "12" + "</div>" * 20_000, id="deep"),
        pytest.param("<p " + " ".join(f"a{n}='{n}'" for n in range(20_000)) + ">12", id="attributes"),
        pytest.param("<p title='" + "x" * 100_000 + "<p>12", id="an open quote"),
        pytest.param("<p>12" * 20_000, id="paragraphs left open"),
        pytest.param("<table><tr><td>" * 5_000 + "12", id="tables in tables"),
        pytest.param("<" * 100_000, id="angles"),
        pytest.param("<!--" * 50_000, id="comments left open"),
        pytest.param("&#" * 100_000 + "&" * 100_000, id="ampersands"),
        pytest.param("<sup>" * 50_000 + "12", id="superscripts"),
        pytest.param("<script>" * 50_000, id="scripts left open"),
        pytest.param("<table><tr>" + "<td colspan=999 rowspan=999>1" * 5_000, id="wide cells"),
        pytest.param("</p>" * 100_000, id="ends without beginning"),
    ],
)
def test_hostile_markup_is_read_in_one_pass(markup: str) -> None:
    assert len(seen(markup).text) < 3_000_000  # it ends


@given(st.text(alphabet="<>/!-=\"'&;# \n\xa0abptdr12", max_size=60))
def test_no_markup_is_refused(markup: str) -> None:
    parsed = read_markup(markup)
    assert all(0 <= tag.start < tag.behind <= len(markup) for tag in parsed.tags)
    assert all(
        markup[s.at].isspace() or markup[s.at] in (s.text[0], "&", "<") for b in parsed.blocks for s in b.segments
    )
