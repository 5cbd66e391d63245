"""Comments for figcheck in articles: what is one and what is not, what each is about, and that none is read as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Article, Ignore, Span, Unread
from figcheck.read import read_paths
from figcheck.read.comments import LONGEST_REASON, comments_in
from figcheck.read.drafts import Draft, finished
from figcheck.read.ignores import covered, with_markup
from figcheck.read.lines import FileText
from figcheck.read.markup import seen_text

# --- what is a comment ---


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The desk wrote figcheck: ignore[a-rule] into it.", id="in a sentence"),
        pytest.param('"figcheck: ignore[a-rule] checked" is what the log says.', id="in quotes at the start of a line"),
        pytest.param('Write "[figcheck: ignore[a-rule] why]" there.', id="in brackets and quotes"),
        pytest.param("Write `<!-- figcheck: ignore[a-rule] why -->` there.", id="in code"),
        pytest.param("Write ``<!-- figcheck: ignore[a-rule] ` -->`` there.", id="in code between two backticks"),
        pytest.param("```\n<!-- figcheck: ignore[a-rule] why -->\n```", id="in a fenced block"),
        pytest.param("~~~~ md\nfigcheck: ignore[a-rule] why\n~~~\n~~~~", id="in a fenced block of tildes"),
        pytest.param("```\nfigcheck: ignore[a-rule] why", id="in a fenced block without an end"),
        pytest.param("figcheck: a checker of numbers", id="a sentence about figcheck"),
        pytest.param("# figcheck: common brief", id="a heading about figcheck"),
        pytest.param("# figcheck: ignored findings", id="a heading about ignored findings"),
        pytest.param("[figcheck: see the note]", id="a remark in brackets"),
        pytest.param("<!-- figcheck: made by it -->", id="another comment about figcheck"),
        pytest.param("<!-- output: figcheck check seeds/ -->", id="a comment of another tool"),
        pytest.param("> figcheck: ignore[a-rule] why", id="bare in a quotation"),
        pytest.param("- figcheck: ignore[a-rule] why", id="bare in a list"),
        pytest.param("https://a.example/#figcheck: ignore", id="behind a mark of a URL"),
        pytest.param("myfigcheck: ignore[a-rule] why", id="the end of another word"),
        pytest.param("figcheck : ignore[a-rule] why", id="a blank before the colon"),
        pytest.param("FIGCHECK: ignore[a-rule] why", id="in capitals"),
        pytest.param("figcheck:\nignore[a-rule] why", id="over two lines"),
    ],
)
def test_no_comment(text: str) -> None:
    assert comments_in(text) == []


@pytest.mark.parametrize(
    ("text", "rules", "reason", "whole"),
    [
        pytest.param("<!-- figcheck: ignore[a-rule] it holds -->", ("a-rule",), "it holds", False, id="html"),
        pytest.param("<!--figcheck:ignore[a-rule]it holds-->", ("a-rule",), "it holds", False, id="html, tight"),
        pytest.param("<!---\n figcheck: ignore[a]\n it\n holds\n-->", ("a",), "it holds", False, id="html, lines"),
        pytest.param("160 <!-- figcheck: ignore[a, b] x --> dead", ("a", "b"), "x", False, id="html amid text"),
        pytest.param(
            "[figcheck: ignore[a-rule] it [holds] well] x", ("a-rule",), "it [holds] well", False, id="brackets"
        ),
        pytest.param("# figcheck: ignore[a-rule] it holds", ("a-rule",), "it holds", False, id="hash"),
        pytest.param(
            "160 dead. ## figcheck: ignore[a b] it holds ", ("a", "b"), "it holds", False, id="hash at the end"
        ),
        pytest.param("  figcheck: ignore[a-rule] it holds", ("a-rule",), "it holds", False, id="bare, indented"),
        pytest.param("Figcheck: ignore[a-rule] it holds", ("a-rule",), "it holds", False, id="as a phone capitalises"),
        pytest.param("figcheck: ignore [a-rule]: it holds", ("a-rule",), "it holds", False, id="a blank, a colon"),
        pytest.param("figcheck: ignore[a-rule] – it holds", ("a-rule",), "it holds", False, id="a dash"),
        pytest.param("figcheck: ignore[a,a, b]", ("a", "b"), "", False, id="twice the same, no reason"),
        pytest.param("figcheck: ignore-file[a-rule] it holds", ("a-rule",), "it holds", True, id="the whole article"),
        pytest.param("figcheck: ignore[a-rule] 160\r\nText", ("a-rule",), "160", False, id="to the end of a CRLF line"),
        pytest.param("`a` <!-- figcheck: ignore[a] x --> `b`", ("a",), "x", False, id="between two pieces of code"),
        pytest.param("```\ncode\n```\nfigcheck: ignore[a] x", ("a",), "x", False, id="behind a fenced block"),
    ],
)
def test_comment(text: str, rules: tuple[str, ...], reason: str, whole: bool) -> None:
    (comment,) = comments_in(text)
    assert (comment.rules, comment.reason, comment.whole, comment.wrong) == (rules, reason, whole, "")


@pytest.mark.parametrize(
    ("text", "told", "is_text"),
    [
        pytest.param("<!-- figcheck: ignore -->", "names no rule", False, id="blanket, html"),
        pytest.param("<!-- figcheck: ignore it is right -->", "names no rule", False, id="a reason only"),
        pytest.param("[figcheck: ignore[]]", "names no rule", False, id="empty brackets"),
        pytest.param("[figcheck: ignore-file]", "'figcheck: ignore-file' names no rule", False, id="blanket, all"),
        pytest.param("# figcheck: ignore", "names no rule", True, id="blanket, hash"),
        pytest.param("figcheck: ignore rules that rot", "names no rule", True, id="bare, may be a sentence"),
        pytest.param("<!-- figcheck: ingore[a] x -->", "unknown comment 'figcheck: ingore'", False, id="a slip"),
        pytest.param("<!-- figcheck: ingore -->", "unknown comment", False, id="a slip without ids"),
        pytest.param("figcheck: disable[a] x", "unknown comment 'figcheck: disable'", True, id="another tool's word"),
        pytest.param("<!-- figcheck: ignore[a] x", "--> is missing", True, id="html without an end"),
        pytest.param("[figcheck: ignore[a] x\n]", "] is missing", True, id="brackets without an end"),
        pytest.param(f"# figcheck: ignore[a] {'x ' * LONGEST_REASON}", "is there text", True, id="a paragraph behind"),
    ],
)
def test_comment_that_is_not_understood(text: str, told: str, is_text: bool) -> None:
    (comment,) = comments_in(text)
    assert told in comment.wrong
    assert (comment.is_text, comment.rules) == (is_text, ())


def test_many_backticks_take_no_long() -> None:
    line = "".join("`" * (number % 300 + 1) + " " for number in range(20_000))
    assert len(comments_in(f"{line} <!-- figcheck: ignore[a] x -->\n" * 2)) in (0, 2)
    assert comments_in("<!-- figcheck:" * 20_000) == []
    assert len(comments_in("[figcheck: ignore[a] x " * 5_000)) == 5_000


# --- what it is about ---


def read(folder: Path, name: str, text: str) -> list[Article | Unread]:
    file = folder / name
    file.write_bytes(text.encode())
    return list(read_paths([file]))


def about(article: Article | Unread) -> list[tuple[str, str]]:
    """Each comment's rule with the text that it covers."""
    assert isinstance(article, Article)
    return [(",".join(it.rules), article.text[it.covers.start : it.covers.end]) for it in article.ignores]


HEAD = "---\ntitle: A title\n---\n"


@pytest.mark.parametrize(
    ("name", "text", "covered"),
    [
        pytest.param("a.md", f"{HEAD}One 1. <!-- figcheck: ignore[r] x -->\n\nTwo 2.\n", "One 1.", id="at the end"),
        pytest.param("a.md", f"{HEAD}One <!-- figcheck: ignore[r] x --> 1.\n\nTwo 2.\n", "One 1.", id="amid"),
        pytest.param("a.md", f"{HEAD}<!-- figcheck: ignore[r] x --> One 1.\n\nTwo 2.\n", "One 1.", id="at the start"),
        pytest.param("a.md", f"{HEAD}One 1.\n\n<!-- figcheck: ignore[r] x -->\n\nTwo 2.\n", "Two 2.", id="alone"),
        pytest.param("a.md", f"{HEAD}One 1.\n\n<!-- figcheck: ignore[r] x -->\nTwo 2.\n", "Two 2.", id="right above"),
        pytest.param("a.md", f"{HEAD}One 1.\n<!-- figcheck: ignore[r] x -->\n\nTwo 2.\n", "One 1.", id="right below"),
        pytest.param("a.md", f"{HEAD}One\n# figcheck: ignore[r] x\n1.\n\nTwo 2.\n", "One\n1.", id="amid wrapped lines"),
        pytest.param("a.md", f"{HEAD}One 1.\n\nfigcheck: ignore[r] x\n", "", id="nothing below"),
        pytest.param("a.md", f"{HEAD}One 1.\nfigcheck: ignore[r] x\n", "One 1.", id="last line of the last paragraph"),
        pytest.param("a.md", f"{HEAD}figcheck: ignore[r] x\n\n\nOne 1.\n\nTwo 2.\n", "One 1.", id="before the first"),
        pytest.param("a.md", f"figcheck: ignore[r] x\n{HEAD}One 1.\n", "A title", id="above front matter"),
        pytest.param(
            "a.md", "---\ntitle: A title # figcheck: ignore[r] x\n---\nOne 1.\n", "A title", id="on the title"
        ),
        pytest.param(
            "a.md", "---\n# figcheck: ignore[r] x\ntitle: A title\n---\nOne 1.\n", "A title", id="over the title"
        ),
        pytest.param(
            "a.md", "---\ntitle: A title\noutlet: B # figcheck: ignore[r] x\n---\nOne 1.\n", "One 1.", id="on metadata"
        ),
        pytest.param("a.md", "# A title <!-- figcheck: ignore[r] x -->\n\nOne 1.\n", "A title", id="on a heading"),
        pytest.param(
            "a.txt", "A title [figcheck: ignore[r] x]\nB News – March 3, 2024\n\nOne 1.\n", "A title", id="plain title"
        ),
        pytest.param(
            "a.txt", "A title\nB News – March 3, 2024 # figcheck: ignore[r] x\n\nOne 1.\n", "One 1.", id="byline"
        ),
        pytest.param(
            "a.txt", "figcheck: ignore[r] x\nA title\nB News – March 3, 2024\n\nOne 1.\n", "A title", id="first line"
        ),
        pytest.param(
            "a.md",
            f"{HEAD}| a | b |\n|---|---|\n| 1 | 2 <!-- figcheck: ignore[r] x --> |\n| 3 | 4 |\n",
            "| 1 | 2 |",
            id="a row of a table",
        ),
        pytest.param(
            "a.md",
            f"{HEAD}<!-- figcheck: ignore[r] x -->\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTwo.\n",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            id="above a table",
        ),
        pytest.param(
            "a.txt",
            f"{HEAD}{'One is long. ' * 12}\n# figcheck: ignore[r] x\n{'Two is long. ' * 12}\n",
            "Two is long. " * 12,
            id="lines as paragraphs",
        ),
    ],
)
def test_what_a_comment_covers(name: str, text: str, covered: str, tmp_path: Path) -> None:
    for ends in ("\n", "\r\n"):
        (article,) = read(tmp_path, name, text.replace("\n", ends))
        ((rule, told),) = about(article)
        assert (rule, told.replace("\r\n", "\n").strip()) == ("r", covered.strip())
        assert isinstance(article, Article)
        assert "figcheck" not in article.text
        (ignore,) = article.ignores
        line = text.split("\n").index(next(it for it in text.split("\n") if "figcheck" in it))
        assert ignore.place.line == line + 1


def test_the_whole_article(tmp_path: Path) -> None:
    for comment in ("# figcheck: ignore-file[r] x\n" + HEAD, HEAD + "<!-- figcheck: ignore-file[r] x -->\n\n"):
        (article,) = read(tmp_path, "a.md", f"{comment}One 1.\n\nTwo 2.\n")
        assert about(article) == [("r", "A title\n\nOne 1.\n\nTwo 2.")]


def test_comments_that_follow_each_other(tmp_path: Path) -> None:
    above = "# figcheck: ignore[a] x\n# figcheck: ignore[b] x\n"
    behind = " [figcheck: ignore[c] x] <!-- figcheck: ignore[d] x -->"
    (article,) = read(tmp_path, "a.md", f"{HEAD}One 1.\n\n{above}\nTwo 2.{behind}\n")
    assert about(article) == [(rule, "Two 2.") for rule in "abcd"]
    assert isinstance(article, Article)
    assert article.text == "A title\n\nOne 1.\n\nTwo 2."


def test_a_digest(tmp_path: Path) -> None:
    text = (
        "First one\nB News – March 3, 2024\n\nOne 1. [figcheck: ignore[a] x]\n\n"
        "figcheck: ignore[b] x\nSecond one\nC News – March 4, 2024\n\nfigcheck: ignore-file[c] x\n\nTwo 2.\n"
    )
    first, second = read(tmp_path, "d.txt", text)
    assert about(first) == [("a", "One 1.")]
    assert about(second) == [("b", "Second one"), ("c", "Second one\n\nTwo 2.")]


def test_json_lines(tmp_path: Path) -> None:
    row = {"title": "A title [figcheck: ignore[t] x]", "text": 'É 1.\n\nfigcheck: ignore[b] 5 "x"\nTwo 2.'}
    (article,) = read(tmp_path, "a.jsonl", json.dumps(row) + "\n")
    assert about(article) == [("t", "A title"), ("b", "Two 2.")]
    assert isinstance(article, Article)
    assert article.text == "A title\n\nÉ 1.\n\nTwo 2."
    raw = (tmp_path / "a.jsonl").read_text()
    place = article.text_map.place(Span(article.text.index("Two"), len(article.text)))
    assert raw[place.start : place.end] == "Two 2."
    comment = article.ignores[1].place
    assert raw[comment.start : comment.end] == 'figcheck: ignore[b] 5 \\"x\\"'
    assert comment.column == (comment.start or 0) + 1


def test_an_article_that_is_only_a_comment_is_empty(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "a.txt", "figcheck: ignore[a] x\n")
    assert isinstance(row, Unread)


def test_places_of_broken_front_matter_are_those_of_the_file(tmp_path: Path) -> None:
    broken = "---\ntitle: 'A\n---\nOne 1.\n"
    (plain,) = read(tmp_path, "a.md", broken)
    (row,) = read(tmp_path, "a.md", f"<!-- figcheck: ignore[a] x -->\n{broken}")
    assert isinstance(plain, Unread)
    assert isinstance(row, Unread)
    assert (plain.line, row.line, row.column) == (2, 3, plain.column)


def test_a_comment_in_html_is_about_its_paragraph() -> None:
    raw = (
        "<p>One <b>1</b> <!-- figcheck: ignore[a] x --></p>\n<!-- figcheck: ignore[b] x -->\n<p>Two 2.</p>"
        "<table><tr><td>x</td><td>3<!-- figcheck: ignore[c] x --></td></tr></table><!-- figcheck: ignore[d] x -->"
    )
    markup = FileText(raw).stretch(0, len(raw))
    draft = with_markup(Draft(seen_text(markup)), markup)
    article = covered(finished(draft, "a", "a.html"), draft.notes or ())
    assert about(article) == [("a", "One 1"), ("b", "Two 2."), ("c", "x\t3"), ("d", "")]


# --- laws ---

COMMENTS = (
    "<!-- figcheck: ignore[a-rule] 160 is right, see the log of 12 May -->",
    "[figcheck: ignore-file[a-rule, b-rule] 160 is right]",
)
LINES = (*COMMENTS, "# figcheck: ignore[a-rule] 160 is right", "figcheck: ignore[a-rule] 160 is right")
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "At least 12 people were killed, 3 of them children.",
            "The toll rose to 160\non Monday, from 150.",
            "É – 5 “quoted” 𝔘𝔫𝔦 people.  Two blanks.",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "A line that is long, " * 8 + "with 7 people.",
        ]
    ),
    min_size=1,
    max_size=4,
)
HEADS = st.sampled_from(["", HEAD, "# A title\n\n", "A title\nB News – March 3, 2024\n\n"])


def _with_inline(text: str, data: st.DataObject) -> str:
    """The text with a comment behind one of its words."""
    body = text.find("\n", text.rfind("---\n") + 1) + 1 if text.startswith("---") else 0
    ends = [
        n for n in range(body + 1, len(text) + 1) if not text[n - 1].isspace() and text[n : n + 1] in ("", " ", "\n")
    ]
    at = data.draw(st.sampled_from(ends))
    return f"{text[:at]} {data.draw(st.sampled_from(COMMENTS))}{text[at:]}"


def _with_lines(text: str, data: st.DataObject) -> str:
    """The text with a comment in lines of its own."""
    lines = text.split("\n")
    at = data.draw(st.integers(text.startswith("---") and 4, len(lines)))
    comment = data.draw(st.sampled_from(LINES))
    between = (at == 0 or not lines[at - 1]) and (at == len(lines) or bool(lines[at]))
    added = [comment, ""] if between and data.draw(st.booleans()) else [comment]
    return "\n".join([*lines[:at], *added, *lines[at:]])


@given(HEADS, PARAGRAPHS, st.sampled_from(["\n", "\r\n"]), st.sampled_from([".md", ".txt", ".jsonl"]), st.data())
def test_a_comment_changes_nothing_but_positions(
    tmp_path_factory: pytest.TempPathFactory, head: str, parts: list[str], ends: str, suffix: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("law")
    text = head + "\n\n".join(parts) + "\n"
    told = data.draw(st.sampled_from([_with_inline, _with_lines]))(text, data)
    plain, noted = (_file(folder, f"{name}{suffix}", it, ends) for name, it in (("plain", text), ("noted", told)))
    (one,), (other,) = (list(read_paths([file])) for file in (plain, noted))
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert len(other.ignores) == 1
    assert (other.text.rstrip(), other.title_end) == (one.text.rstrip(), one.title_end)
    assert other.header.digest == one.header.digest
    raw_one, raw_other = plain.read_bytes().decode(), noted.read_bytes().decode()
    for index in range(len(one.text.rstrip())):
        a, b = one.text_map.place(Span(index, index + 1)), other.text_map.place(Span(index, index + 1))
        if one.title_end <= index < one.title_end + 2 and one.title_end:
            continue
        assert raw_one[a.start : a.end] == raw_other[b.start : b.end]
    assert within_the_file(other.ignores[0], raw_other)


def _file(folder: Path, name: str, text: str, ends: str) -> Path:
    file = folder / name
    text = text.replace("\n", ends)
    file.write_bytes((json.dumps({"text": text}, ensure_ascii=False) + "\n" if name.endswith("l") else text).encode())
    return file


def within_the_file(ignore: Ignore, raw: str) -> bool:
    return "figcheck:" in raw[ignore.place.start : ignore.place.end]


PAGE = (
    "<!doctype html><html><head><title>Toll at Varsk</title></head><body><article><h1>Toll at Varsk</h1>"
    "<p>The coast guard said on Sunday that 12 people had died when the ferry sank in the storm off the coast.</p>"
    "<p>Another 30 were saved by fishing boats that had left the harbour before dawn, the mayor told reporters."
    "<!-- figcheck: ignore[number-differs] the mayor's count --></p>"
    "<p>The ferry had carried passengers between the islands for almost forty years without an accident.</p>"
    "</article></body></html>"
)


@pytest.mark.parametrize("name", ["page.html", "page.jsonl", "page.json"])
def test_comments_in_html_are_found(name: str, tmp_path: Path) -> None:
    if name == "page.html":
        pytest.importorskip("trafilatura")
    field = PAGE[PAGE.index("<p>") : PAGE.index("</article>")]
    content = PAGE if name == "page.html" else json.dumps({"title": "Toll at Varsk", "text": field}) + "\n"
    (tmp_path / name).write_text(content, encoding="utf-8")
    (article,) = read_paths([tmp_path / name])
    assert isinstance(article, Article)
    assert "figcheck" not in article.text
    (ignore,) = article.ignores
    assert (ignore.rules, ignore.reason) == (("number-differs",), "the mayor's count")
    assert article.text[ignore.covers.start : ignore.covers.end].startswith("Another 30")
