"""Articles written as records: JSON, JSON Lines, CSV, Parquet, RSS, Atom, ninjs, NITF. What a newsroom's systems would
write, so that what is read can be held against what was written."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Story(NamedTuple):
    """What is written."""

    text: str
    title: str = ""
    outlet: str = "Bay Herald"
    author: str = "Ann Poe"
    published: str = "2024-03-03"

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")

    @property
    def html(self) -> str:
        """Its text as a content system keeps it."""
        return "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in self.paragraphs)


def as_rows(stories: list[Story]) -> list[dict[str, str]]:
    return [story._asdict() for story in stories]


def json_list(stories: list[Story]) -> str:
    return json.dumps(as_rows(stories), indent=1)


def json_raw(stories: list[Story]) -> str:
    return json.dumps({"status": "ok", "articles": as_rows(stories)}, ensure_ascii=False)


def json_lines(stories: list[Story]) -> str:
    return "".join(json.dumps(row) + "\n" for row in as_rows(stories))


def json_feed(stories: list[Story]) -> str:
    items = [
        {
            "id": str(number),
            "title": story.title,
            "content_html": story.html,
            "date_published": f"{story.published}T08:00:00Z",
            "authors": [{"name": story.author}],
        }
        for number, story in enumerate(stories)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": stories[0].outlet, "items": items}
    return json.dumps(feed, indent=2, ensure_ascii=False)


def json_ld(stories: list[Story]) -> str:
    def one(story: Story) -> dict[str, Any]:
        return {
            "@type": "NewsArticle",
            "headline": story.title,
            "articleBody": story.text,
            "datePublished": story.published,
            "author": {"@type": "Person", "name": story.author},
            "publisher": {"@type": "Organization", "name": story.outlet},
        }

    return json.dumps({"@context": "https://schema.org", "@graph": [one(story) for story in stories]})


def search_engine(stories: list[Story]) -> str:
    hits = [{"_id": str(n), "_score": 1.5, "_source": row} for n, row in enumerate(as_rows(stories))]
    return json.dumps({"took": 3, "hits": {"total": {"value": len(hits)}, "hits": hits}})


def ninjs_1(stories: list[Story]) -> str:
    items = [
        {
            "uri": f"urn:bay:{number}",
            "type": "text",
            "pubstatus": "usable",
            "headline": story.title,
            "byline": story.author,
            "copyrightholder": story.outlet,
            "versioncreated": f"{story.published}T08:00:00+00:00",
            "body_xhtml": story.html,
        }
        for number, story in enumerate(stories)
    ]
    return "\n".join(json.dumps(item, indent=2) for item in items)


def ninjs_3(stories: list[Story]) -> str:
    items = [
        {
            "uri": f"urn:bay:{number}",
            "standard": {"name": "ninjs", "version": "3.0"},
            "versionCreated": f"{story.published}T08:00:00+00:00",
            "by": story.author,
            "infoSources": [{"name": story.outlet}],
            "headlines": [{"role": "short", "value": "In short"}, {"role": "main", "value": story.title}],
            "bodies": [
                {"role": "teaser", "contentType": "text/plain", "value": story.paragraphs[0]},
                {"role": "main", "contentType": "application/xhtml+xml", "value": story.html},
            ],
        }
        for number, story in enumerate(stories)
    ]
    return json.dumps(items, ensure_ascii=False)


def table(delimiter: str = ",", line_end: str = "\r\n", quoting: Any = csv.QUOTE_MINIMAL) -> Callable[..., str]:
    def written(stories: list[Story]) -> str:
        target = io.StringIO(newline="")
        writer = csv.writer(target, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
        writer.writerow(["Title", "Article text", "Source", "Byline", "Pub-Date"])
        for story in stories:
            writer.writerow([story.title, story.text, story.outlet, story.author, story.published])
        return target.getvalue()

    return written


def rss(stories: list[Story], body: Callable[[str], str], raw: bool = False) -> str:
    items = "".join(
        f"<item>\n  <title>{escape(story.title)}</title>\n  <dc:creator>{escape(story.author)}</dc:creator>"
        f"<pubDate>{story.published}T08:00:00Z</pubDate>\n  <guid isPermaLink='false'>{number}</guid>"
        f"<content:encoded>{body(story.html)}</content:encoded></item>\n"
        for number, story in enumerate(stories)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n'
        f"<title>{escape(stories[0].outlet)}</title>\n{items}</channel></rss>"
    )


def rss_cdata(stories: list[Story]) -> str:
    return rss(stories, lambda body: "<![CDATA[" + body.replace("]]>", "]]]]><![CDATA[>") + "]]>")


def rss_escaped(stories: list[Story]) -> str:
    return rss(stories, escape)


def atom(stories: list[Story]) -> str:
    entries = "".join(
        f"<entry><id>urn:{number}</id><title type='text'>{escape(story.title)}</title>"
        f"<author><name>{escape(story.author)}</name></author><updated>{story.published}T08:00:00Z</updated>"
        f"<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'>"
        + story.html.replace("<p>", "<h:p>").replace("</p>", "</h:p>")
        + "</h:div></content></entry>"
        for number, story in enumerate(stories)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{escape(stories[0].outlet)}</title>{entries}</feed>"


def nitf(story: Story) -> str:
    return (
        "<?xml version='1.0'?>\n<nitf><head><docdata>"
        f"<date.issue norm='{story.published.replace('-', '')}T080000Z'/>"
        f"<doc.copyright holder={quoteattr(story.outlet)}/>"
        f"</docdata></head><body><body.head><hedline><hl1>{escape(story.title)}</hl1></hedline>"
        f"<byline>By {escape(story.author)}</byline></body.head>\n"
        f"<body.content>{story.html}</body.content></body></nitf>"
    )


def newsml(stories: list[Story]) -> str:
    items = "".join(
        f"<newsItem guid='urn:bay:{number}'><itemMeta><provider literal={quoteattr(story.outlet)}/>"
        f"<versionCreated>{story.published}T08:00:00Z</versionCreated></itemMeta><contentMeta>"
        f"<headline>{escape(story.title)}</headline><by>{escape(story.author)}</by></contentMeta><contentSet>"
        "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head>"
        f"<title>none</title></head><body>{story.html}</body></html></inlineXML></contentSet></newsItem>"
        for number, story in enumerate(stories)
    )
    return f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{items}</itemSet></newsMessage>"


PLAIN: dict[str, tuple[str, Callable[[list[Story]], str]]] = {
    "JSON list": (".json", json_list),
    "JSON, not escaped": (".json", json_raw),
    "JSON Lines": (".jsonl", json_lines),
    "JSON-LD": (".json", json_ld),
    "search engine": (".json", search_engine),
    "CSV": (".csv", table()),
    "CSV, all quoted, LF": (".csv", table(line_end="\n", quoting=csv.QUOTE_ALL)),
    "semicolons": (".csv", table(";")),
    "tabs": (".tsv", table("\t")),
}
"""Formats that keep a text as it is: the ending of their files, and how they are written."""

MARKED_UP: dict[str, tuple[str, Callable[[list[Story]], str]]] = {
    "JSON Feed": (".json", json_feed),
    "ninjs 1": (".json", ninjs_1),
    "ninjs 3": (".json", ninjs_3),
    "RSS, character data": (".rss", rss_cdata),
    "RSS, escaped": (".xml", rss_escaped),
    "Atom, XHTML": (".atom", atom),
    "NITF": (".xml", lambda stories: nitf(stories[0])),
    "NewsML-G2": (".xml", newsml),
}
"""Formats whose text is HTML; NITF has one story a file."""
