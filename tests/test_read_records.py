"""Records to articles: JSON, CSV, Parquet, feeds and wires; files good, odd and broken, and the names of fields."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from texts import cases

from figcheck.articles import Article, Span, Unread
from figcheck.read import ReadOptions, read_paths
from figcheck.read.fields import Asked, fields_of, stamped_day
from figcheck.read.given import Unreadable
from figcheck.read.lines import LINE_END, Stretch
from figcheck.read.recordforms import record_format
from figcheck.read.records import called
from figcheck.read.richtext import is_markup, seen_in

DATA = Path(__file__).parent / "data" / "read" / "records"


def read(path: Path, **options: Any) -> list[Article | Unread]:
    return list(read_paths([path], ReadOptions(**options)))


def body(article: Article) -> str:
    return article.text[article.title_end :].removeprefix("\n\n" if article.title_end else "")


def told(row: Article | Unread) -> dict[str, Any]:
    if isinstance(row, Unread):
        told = {"unread": row.reason, "line": row.line, "column": row.column, "record": row.record}
    else:
        header = row.header
        told = {
            "id": header.id,
            "title": header.title,
            "text": body(row),
            "outlet": header.outlet,
            "author": header.author,
            "published": str(header.published) if header.published else None,
            "url": header.url,
        }
    return {key: value for key, value in told.items() if value not in (None, "")}


# --- whole files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("read_records.yaml"))
def test_file(case: dict[str, Any]) -> None:
    if case["id"].endswith(".parquet"):
        pytest.importorskip("pyarrow")
    got = [told(row) for row in read(DATA / case["id"])]
    for row, expected in zip(got, case["rows"], strict=False):
        if "unread" in expected and row.get("unread", "").startswith(expected["unread"]):
            row["unread"] = expected["unread"]
    assert got == case["rows"]


def test_every_file_has_a_case() -> None:
    assert {path.name for path in DATA.iterdir()} == {param.id for param in cases("read_records.yaml")}


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_what_cannot_be_read_says_what_to_do(path: Path) -> None:
    assert all(row.advice for row in read(path) if isinstance(row, Unread))


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_every_word_stands_at_its_place(path: Path) -> None:
    raw = path.read_bytes()
    if path.suffix == ".parquet":
        rows = [row for row in read(path) if isinstance(row, Article)]
        assert [row.text_map.place(Span(0, 1))[:4] for row in rows] == [(None,) * 4] * len(rows)
        assert all(row.text_map.record for row in rows)
        return
    encoding = "utf-16" if raw[:2] == b"\xff\xfe" else "cp1252" if "cp1252" in path.name else "utf-8-sig"
    text = raw.decode("latin-1" if path.name == "old.rss" else encoding, "replace")
    lines = LINE_END.split(text)
    for article in read(path):
        if isinstance(article, Unread):
            continue
        for index, character in enumerate(article.text):
            if character.isspace():
                continue
            place = article.text_map.place(Span(index, index + 1))
            assert place.start is not None and place.line and place.column
            assert text[place.start] == character or text[place.start] in "\\&", (character, place)
            assert lines[place.line - 1][place.column - 1] == text[place.start]


# --- in a folder --------------------------------------------------------------------------------------------


def test_what_figcheck_wrote_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    for name in ("figures.json", "figures.csv", "findings.jsonl", "rules.schema.json"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    (tmp_path / "a.txt").write_text("Some 46 came.")
    assert [told(row).get("id") for row in read(tmp_path)] == ["a.txt"]


def test_a_saved_run_of_any_size_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"schema": "figcheck.run/1", "texts": {"a": "' + "x" * 500 + '"}, "items": []}')
    (tmp_path / "a.txt").write_text("Some 46 came.")
    assert [told(row).get("id") for row in read(tmp_path, max_bytes=100)] == ["a.txt"]


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.xml").write_text("<rss>")
    (tmp_path / "c.csv").write_text("x,y\n")
    (tmp_path / "d.json").write_text('{"text": "Some 46 came."}')
    assert [isinstance(row, Unread) for row in read(tmp_path)] == [True, True, True, False]


# --- what a format is told by -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "by_name", "format"),
    [
        pytest.param("Text of 5", "text", None, id="text"),
        pytest.param("[London] Some 5", "text", None, id="text that opens with a bracket"),
        pytest.param("{5} of them", "text", None, id="text that opens with a brace"),
        pytest.param("Title, text and date\nare", "text", None, id="a sentence with commas"),
        pytest.param("<p>Some 5</p>", "text", None, id="HTML"),
        pytest.param("<?xml version='1.0'?><html xmlns='x'>", "text", None, id="XHTML"),
        pytest.param("title,text\na,b", "text", None, id="two words are no header"),
        pytest.param('{"text": "a"}\n', "text", "jsonl", id="an object on the first line"),
        pytest.param('{"text": "a"}\n', "json", "json", id="the same in a file of JSON"),
        pytest.param('{"text": "a"}\n{"text": "b"}\n', "json", "jsonl", id="lines in a file of JSON"),
        pytest.param('{\n "text": "a"}', "jsonl", "json", id="one object over lines"),
        pytest.param('[{"text": "a"}]', "jsonl", "json", id="a list in a file of JSON Lines"),
        pytest.param('[1, 2]\n{"text": "b"}', "jsonl", "jsonl", id="a broken first line of JSON Lines"),
        pytest.param('\ufeff [ { "text" : "a"', "text", "json", id="a list"),
        pytest.param("id,title,text,url\n", "text", "csv", id="a header"),
        pytest.param("<?xml version='1.0'?>\n<!-- x -->\n<rss>", "text", "feed", id="RSS"),
        pytest.param("<!DOCTYPE nitf SYSTEM 'x'>\n<nitf>", "text", "feed", id="NITF"),
        pytest.param("<a:feed xmlns:a='x'>", "markdown", "feed", id="Atom with a prefix"),
        pytest.param("PAR1\0\0", "text", "parquet", id="Parquet"),
    ],
)
def test_format(head: str, by_name: str, format: str | None) -> None:
    assert record_format(head.encode(), by_name) == format


# --- the names of fields ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "title", "text"),
    [
        ({"headline": "T", "articleBody": "B"}, "T", "B"),
        ({"HED": "T", "Body_Text": "B"}, "T", "B"),
        ({"name": "T", "text": "B"}, "T", "B"),
        ({"title": "T", "description": "teaser", "content": "B"}, "T", "B"),
        ({"title": "T", "description": "teaser", "content": None}, "T", "teaser"),
        ({"title": "T", "summary": "teaser", "fullText": "B"}, "T", "B"),
        ({"title": {"rendered": "T"}, "content": {"rendered": "B", "protected": False}}, "T", "B"),
        ({"attributes": {"title": "T", "body": {"value": "B", "format": "html"}}}, "T", "B"),
        ({"data": {"attributes": {"title": "T", "body": "B"}}}, "T", "B"),
        ({"title": "T", "text": ["One", {"type": "bold", "text": "two"}]}, "T", "Onetwo"),
        ({"title": "T", "body": [{"type": "p", "text": "One"}, {"type": "p", "text": "two"}]}, "T", "One\n\ntwo"),
        ({"title": "T"}, "T", None),
        ({"name": "T", "url": "https://a.example"}, "T", None),
    ],
)
def test_title_and_text(record: dict[str, Any], title: str, text: str | None) -> None:
    fields = fields_of(record, Asked(()))
    assert fields.title is not None and fields.title.parts[0][1] == title
    found = fields.text.between.join(part for _, part in fields.text.parts) if fields.text else None
    assert found == text


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"name": "desk-tools", "description": "Tools"}, "neither text nor title"),
        ({"title": "T", "text": 12}, "`text` is a JSON number"),
        ({"title": "T", "content": {"blocks": 3}}, "`content` is a JSON object"),
        ({"text": " "}, "empty: `text`"),
        ({"body": None}, "empty: `body`"),
        ({"title": "T", "inhoud": "een woord " * 30}, "no text under a known name; `inhoud`"),
        ({"x": {"y": 1}}, "neither text nor title"),
    ],
)
def test_no_article(record: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        fields_of(record, Asked(()))
    assert refused.value.reason.startswith(reason) and refused.value.advice


def test_a_long_notice_of_rights_is_not_taken_for_the_text() -> None:
    record = {"title": "T", "usageterms": "not to be used " * 30}
    assert fields_of(record, Asked(())).text is None


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"source": {"id": None, "name": "Bay Herald"}}, "outlet", "Bay Herald"),
        ({"publisher": {"@type": "Organization", "name": "Bay Herald"}}, "outlet", "Bay Herald"),
        ({"source_domain": "bay.example"}, "outlet", "bay.example"),
        ({"authors": [{"name": "Ann Poe"}, {"name": "Bo Li"}]}, "author", "Ann Poe, Bo Li"),
        ({"creator": [{"firstName": "Ann", "lastName": "Poe"}]}, "author", "Ann Poe"),
        ({"author": "https://bay.example/people/ann"}, "author", None),
        ({"author": "N/A"}, "author", None),
        ({"_id": {"$oid": "65e"}}, "id", "65e"),
        ({"id": 12.0}, "id", "12"),
        ({"id": True}, "id", None),
        ({"date_publish": "2024-03-03", "date_download": "2024-05-01"}, "published", "2024-03-03"),
        ({"date_download": "2024-05-01"}, "published", None),
        ({"datePublished": {"$date": "2024-03-03T00:00:00Z"}}, "published", "2024-03-03T00:00:00Z"),
        ({"mainEntityOfPage": {"@id": "https://bay.example/1"}}, "url", "https://bay.example/1"),
    ],
)
def test_other_fields(record: dict[str, Any], field: str, value: str | None) -> None:
    assert getattr(fields_of({"title": "T"} | record, Asked(())).told, field) == value


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1709424000", "2024-03-03"),
        ("1709424000000", "2024-03-03"),
        ("1709424000000000", "2024-03-03"),
        ("20240303101500", "2024-03-03"),
        ("202403031015", "2024-03-03"),
        ("20240303T101500Z", "2024-03-03"),
        ("20240303T1015+0200", "2024-03-03"),
        ("20240303", None),
        ("20241303101500", None),
        ("2024", None),
        ("12", None),
        ("99999999999999999999", None),
        ("१७०९४२४०००", None),
    ],
)
def test_stamps(words: str, day: str | None) -> None:
    assert stamped_day(words) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("field", "outlet"),
    [
        ("https://www.coast.example/a?b", "coast.example"),
        ("m.coast.example", "coast.example"),
        ("Bay Herald", "Bay Herald"),
        ("St. Louis Post", "St. Louis Post"),
        (None, None),
    ],
)
def test_outlets_are_called_by_name_or_site(field: str | None, outlet: str | None) -> None:
    assert called(field) == outlet


# --- --map --------------------------------------------------------------------------------------------------


def mapped(tmp_path: Path, name: str, content: str, **fields: str) -> list[Article | Unread]:
    (tmp_path / name).write_text(content)
    return read(tmp_path / name, fields=tuple(fields.items()))


def test_names_that_are_given_come_before_guesses(tmp_path: Path) -> None:
    rows = [{"title": "No", "kop": "Kop 1", "text": "no", "meta": {"tekst": "Brand kost 12.", "krant": ["De Kust"]}}]
    (row,) = mapped(tmp_path, "a.json", json.dumps(rows), title="kop", text="meta.tekst", outlet="meta.krant.0")
    assert isinstance(row, Article)
    assert (row.header.title, body(row), row.header.outlet) == ("Kop 1", "Brand kost 12.", "De Kust")
    place = row.text_map.place(Span(row.text.index("12"), row.text.index("12") + 2))
    assert json.dumps(rows)[place.start : place.end] == "12"


def test_a_key_may_have_dots_of_its_own(tmp_path: Path) -> None:
    (row,) = mapped(tmp_path, "a.csv", "article.title,article.text\nOne,Some 2.\n", text="article.text")
    assert isinstance(row, Article) and body(row) == "Some 2."


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    (row,) = mapped(tmp_path, "a.csv", "kop,tekst\nOne,Some 2.\n", title="kopje", text="tekst")
    assert isinstance(row, Unread)
    assert "`kopje`" in row.reason and "title" in row.reason and "kop, tekst" in row.advice and row.line == 1


def test_a_key_of_the_text_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    lines = '{"kop": "One", "tekst": "Some 2."}\n{"kop": "Two"}\n'
    good, bad = mapped(tmp_path, "a.jsonl", lines, title="kop", text="tekst")
    assert isinstance(good, Article) and good.text == "One\n\nSome 2."
    assert isinstance(bad, Unread) and bad.line == 2
    assert "`tekst`" in bad.reason and "kop" in bad.advice


def test_another_key_that_no_record_has_is_told_at_the_end(tmp_path: Path) -> None:
    article, row = mapped(tmp_path, "a.json", '[{"text": "Some 2.", "source": "Bay"}]', outlet="krant")
    assert isinstance(article, Article) and article.header.outlet is None
    assert isinstance(row, Unread) and "`krant`" in row.reason and "outlet" in row.reason


def test_a_mapped_number_is_no_text(tmp_path: Path) -> None:
    (row,) = mapped(tmp_path, "a.json", '[{"n": 5}]', text="n")
    assert isinstance(row, Unread) and "`n` is a number" in row.reason


def test_maps_leave_feeds_alone() -> None:
    (row, *_) = read(DATA / "feed.rss", fields=(("text", "tekst"), ("title", "kop")))
    assert isinstance(row, Article) and row.header.title == "Fire & rescue: 12 hurt"


def test_parquet_with_names_given() -> None:
    pytest.importorskip("pyarrow")
    (row,) = read(DATA / "unknown.parquet", fields=(("text", "tekst"), ("title", "kop")))
    assert isinstance(row, Article) and row.text == "a\n\nb"
    (bad,) = read(DATA / "unknown.parquet", fields=(("text", "text"),))
    assert isinstance(bad, Unread) and "`text`" in bad.reason and "kop, tekst" in bad.advice


# --- encodings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("ISO-8859-2", "iso8859-2"),
        ("utf-16", "utf-8"),
        ("none-such", "utf-8"),
        ("zlib", "utf-8"),
        ("undefined", "utf-8"),
        ("windows-1251", "utf-16"),
    ],
)
@pytest.mark.parametrize("limit", [64_000_000, 400])
def test_encodings_that_xml_declares(declared: str, encoding: str, limit: int, tmp_path: Path) -> None:
    word = {"cp1251": "Погибли", "iso8859-2": "Zginęło"}.get(encoding, "Zginęło Погибли")
    filler = "<description>" + "x " * 150 + "</description>"
    item = f"<item><title>{word} 46</title></item>"
    text = f"<?xml version='1.0' encoding='{declared}'?><rss><channel>{filler}{item}</channel></rss>"
    (tmp_path / "a.rss").write_bytes(text.encode(encoding))
    (row,) = read(tmp_path / "a.rss", max_bytes=limit)
    assert isinstance(row, Article) and row.text == f"{word} 46"
    place = row.text_map.place(Span(0, 1))
    assert place.start == text.index(word)


# --- limits -------------------------------------------------------------------------------------------------

LONG = "A long text of 46. " * 400
MANY = [{"title": f"Title {n}", "text": LONG if n == 3 else f"Some {n} came."} for n in range(1, 9)]


def csv_of(rows: list[dict[str, str]]) -> str:
    return "title,text\n" + "".join(f"{row['title']},{row['text']}\n" for row in rows)


def rss_of(rows: list[dict[str, str]]) -> str:
    items = "".join(f"<item><title>{r['title']}</title><description>{r['text']}</description></item>\n" for r in rows)
    return f"<rss><channel><title>Bay</title>\n{items}</channel></rss>"


WRITERS = {
    "a.json": json.dumps,
    "b.json": lambda rows: json.dumps({"status": "ok", "notes": ["x"], "articles": rows, "count": 8}),
    "c.json": lambda rows: json.dumps({"outlet": "Bay", "response": {"results": rows}}, indent=2),
    "d.jsonl": lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
    "e.csv": csv_of,
    "f.rss": rss_of,
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_record_over_the_limit_is_a_row_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(WRITERS[name](MANY))
    got = read(path, max_bytes=2000)
    titles = [row.header.title if isinstance(row, Article) else row.record for row in got]
    assert titles == [3 if n == 3 else f"Title {n}" for n in range(1, 9)]
    on_disk = path.read_text()
    for row in got:
        if isinstance(row, Unread):
            assert "2,000 bytes" in row.reason and row.line
            continue
        for word in ("Title", "Some"):
            at = row.text.index(word)
            place = row.text_map.place(Span(at, at + len(word)))
            assert place.line and place.column
            assert on_disk[place.start : place.end] == word
            assert on_disk.split("\n")[place.line - 1][place.column - 1 :].startswith(word)


@pytest.mark.parametrize("name", [*WRITERS, "g.parquet"])
def test_articles_over_the_limit_are_one_row(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "g.parquet":
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")

        parquet.write_table(pyarrow.Table.from_pylist(MANY), path)
    else:
        path.write_text(WRITERS[name](MANY))
    got = read(path, max_articles=2)
    assert [isinstance(row, Article) for row in got] == [True, True, False]
    assert isinstance(got[-1], Unread) and "more than 2 articles" in got[-1].reason
    exact = read(path, max_articles=8)
    assert [isinstance(row, Article) for row in exact] == [True] * 8


def test_deep_nesting_is_a_row_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "Read 1."}, ' + "[" * 100_000 + "]" * 100_000 + ', {"text": "Read 3."}]')
    assert [told(row).get("text", told(row).get("unread")) for row in read(path)] == [
        "Read 1.",
        "broken JSON: nested too deep",
        "Read 3.",
    ]
    (tmp_path / "a.xml").write_text("<rss>" + "<a>" * 100_000)
    (row,) = read(tmp_path / "a.xml")
    assert isinstance(row, Unread) and "nested too deep" in row.reason


def test_a_row_that_a_quote_makes_too_long_does_not_take_all_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,text\nOne,Read 1.\nTwo,"Open\n' + "Three,lost 3.\n" * 20 + "Four,Read 4.\n" * 5)
    got = read(path, max_bytes=250)
    assert isinstance(got[0], Article) and isinstance(got[1], Unread)
    assert "longer than 250 bytes" in got[1].reason and got[1].line == 3
    assert [row.header.title for row in got[2:] if isinstance(row, Article)][-1] == "Four"


def test_many_bad_records_in_a_row_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\n" + "bad\n" * 500 + "One,Read 1.\n" + "bad\n" * 3)
    *first, rest, good, one, two, three = read(tmp_path / "a.csv")
    assert len(first) == 100 and all(isinstance(row, Unread) for row in first)
    assert isinstance(rest, Unread) and rest.reason == "400 more behind it could not be read, to line 501"
    assert isinstance(good, Article) and good.header.id == "a.csv#501"
    assert [row.line for row in (one, two, three) if isinstance(row, Unread)] == [503, 504, 505]


def test_an_item_with_elements_without_end_is_given_up_alone(tmp_path: Path) -> None:
    many = "<a>" + "<b/>" * 150_000 + "</a>"
    (tmp_path / "a.rss").write_text(
        f"<rss><channel><item><title>One 1</title></item><item>{many}</item>"
        "<item><title>Three 3</title></item></channel></rss>"
    )
    one, two, three = read(tmp_path / "a.rss")
    assert isinstance(one, Article) and isinstance(two, Unread) and isinstance(three, Article)
    assert three.text_map.place(Span(0, 1)).column == (tmp_path / "a.rss").read_text().index("Three") + 1


def test_a_parquet_file_that_grows_without_bound_is_refused(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")

    table = pyarrow.table({"text": ["a" * 3_000_000 + str(n) for n in range(5)]})
    parquet.write_table(table, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    (row,) = read(tmp_path / "a.parquet", max_bytes=5_000_000)
    assert isinstance(row, Unread) and "unpacked" in row.reason


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (row,) = read(DATA / "rows.parquet")
    assert isinstance(row, Unread)
    assert "pyarrow" in row.reason and "figcheck[parquet]" in row.advice


# --- text that may be HTML ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "5 < 6 and 7 > 3",
        "a <b and c> d",
        "<3 to all",
        "Name <ann@bay.example> wrote",
        "x<y>z",
        "use <insert name> here",
        "AT&T",
        "<quote>",
    ],
)
def test_no_markup(text: str) -> None:
    assert not is_markup(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>One 1</p><p>Two 2</p>", "One 1\n\nTwo 2"),
        ("One<br>two", "One\ntwo"),
        ("Some <b>12</b> men", "Some 12 men"),
        ("One <i>1</i>\n\nTwo 2\nThree 3", "One 1\n\nTwo 2\nThree 3"),
        ("One <a\nhref='x'>1</a> b", "One 1 b"),
        ("12&nbsp;men &amp; 3\n\n  women", "12 men & 3\n\n  women"),
        ("&lt;p&gt;One 1&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One 1\n\nTwo"),
        ("AT&T; R&D; &unknown; 5 & 6", "AT&T; R&D; &unknown; 5 & 6"),
        ("", ""),
    ],
)
def test_what_is_seen_of_a_field(text: str, seen: str) -> None:
    assert seen_in(Stretch(text, ())).text == seen
