"""Web pages as news sites serve them, made around an article: navigation, scripts, advertisements, share buttons, boxes of
related stories (with figures of their own), a letter to sign up for, comments, a footer. Nothing in them is of a real site.

The article's text stands between all that in the markup of one of ``LAYOUTS``. The same story, layout and seed give the
same page.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

Part = tuple[str, str]
"""An element and its text: ("p", "Twelve people …"), "h2", "li", "blockquote", or "tr" with tabs between the cells."""

RELATED: Final = (
    "Storm leaves 9,480 homes without power",
    "Poll: 61% want the bridge rebuilt",
    "Fire at depot injures 38 firefighters",
    "Council spends $7.4 million on 250 buses",
    "Ferry with 512 on board runs aground",
    "Strike enters week 6 as 14,900 stay out",
    "Quake of magnitude 5.9 kills 77 in the hills",
    "Harbour fined 3.2 million over spill",
)
_COMMENTS: Final = (
    "I counted 4,000 of them myself, not what it says here.",
    "My cousin was there and says 88 were hurt.",
    "Same as in 1997 when 23 people died. Nobody learns.",
    "They have spent 60 million on this and nothing to show.",
)
_SECTIONS: Final = "Home World Politics Business Science Health Sport Culture Travel Opinion Video Weather".split()
_WORDS: Final = "module render async push slot bid frame user track vendor cache build layout token state value".split()


class Story(NamedTuple):
    """What a page is made around."""

    title: str
    body: Sequence[Part]
    outlet: str = "Coast Gazette"
    author: str | None = None
    published: dt.date | None = None
    host: str = "www.coast-gazette.example"
    updated: dt.date | None = None

    @property
    def url(self) -> str:
        """The address of the page."""
        slug = "-".join("".join(c if c.isalnum() else " " for c in self.title.lower()).split()[:8])
        return f"https://{self.host}/news/{slug}"


def page(story: Story, layout: str, seed: int = 1, size: int = 60_000) -> str:
    """A page of about so many characters at least, in a layout. Raises KeyError for one that is not in ``LAYOUTS``."""
    chance = random.Random(f"{layout} {seed}")
    made = LAYOUTS[layout](story, chance)
    filler = max(0, size - len(made))
    return made.replace("<!--head-->", _scripts(chance, filler // 2)).replace(
        "<!--foot-->", _scripts(chance, filler // 2)
    )


def _text(text: str) -> str:
    """Text as a content system writes it: signs as entities, quotes and dashes as well."""
    for sign, name in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("’", "&rsquo;"),
        ("—", "&mdash;"),
        ("£", "&pound;"),
    ):
        text = text.replace(sign, name)
    return text


def _markup(body: Iterable[Part], between: Callable[[int], str] = lambda number: "") -> str:
    """The elements of a body, with something between paragraphs."""
    lines: list[str] = []
    inside = ""
    number = 0
    for name, text in body:
        around = {"li": "ul", "tr": "table"}.get(name, "")
        if around != inside:
            lines += [f"</{inside}>"] * bool(inside) + [f"<{around}>"] * bool(around)
            inside = around
        if name == "tr":
            lines.append("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in text.split("\t")) + "</tr>")
        else:
            lines.append(f"<{name}>{_text(text)}</{name}>")
        if name == "p":
            number += 1
            lines.append(between(number))
    return "\n".join([*lines, f"</{inside}>" if inside else ""])


def _scripts(chance: random.Random, size: int) -> str:
    """Scripts and styles of about so many characters, among them data with figures."""
    made: list[str] = []
    length = 0
    while length < size:
        rows = [
            {"id": chance.randrange(10**9), "name": " ".join(chance.choices(_WORDS, k=6)), "w": chance.randrange(2000)}
            for _ in range(40)
        ]
        if chance.random() < 0.8:
            made.append(
                f"<script>window.__{chance.choice(_WORDS)}={json.dumps(rows)};if(a<b&&c>d){{f('</p>')}}</script>"
            )
        else:
            rules = "".join(f".{chance.choice(_WORDS)}-{n}{{margin:{n}px;width:{n}%}}" for n in range(120))
            made.append(f"<style>{rules}</style>")
        length += len(made[-1])
    return "\n".join(made)


def _nav(chance: random.Random) -> str:
    items = [f'<li class="nav-item"><a href="/{name.lower()}">{name}</a></li>' for name in _SECTIONS]
    inner = [f'<li><a href="/{name.lower()}/{n}">{name} {n}</a></li>' for name in _SECTIONS[:6] for n in range(1, 6)]
    search = '<form action="/search"><input name="q"><button>Search</button></form>'
    return f'<nav class="main-nav"><ul>{"".join(items)}</ul><ul class="sub-nav">{"".join(inner)}</ul>{search}</nav>'


def _share() -> str:
    names = ("Facebook", "Twitter", "WhatsApp", "Email")
    return (
        '<div class="share-buttons"><span>Share</span>'
        + "".join(
            f'<a href="#" class="share"><svg viewBox="0 0 24 24"><path d="M1 2"/></svg>{name}</a>' for name in names
        )
        + "</div>"
    )


def _cards(chance: random.Random, count: int, heading: str = "Related stories") -> str:
    cards = [
        f'<div class="card"><a href="/news/{n}"><img src="/i/{n}.jpg" alt=""><h3>{title}</h3></a>'
        f'<p class="teaser">{title}, officials say, after {chance.randint(20, 90)} calls in {chance.randint(2, 9)} hours.</p>'
        f"<time>{chance.randint(1, 9)} hours ago</time></div>"
        for n, title in enumerate(chance.sample(RELATED, count))
    ]
    return f'<section class="related-stories"><h2>{heading}</h2>{"".join(cards)}</section>'


def _newsletter() -> str:
    return (
        '<div class="newsletter-signup"><h3>The Morning Five</h3><p>Join 48,000 readers: five stories in your inbox every '
        'day at 7.</p><form><input type="email"><button>Sign up</button></form></div>'
    )


def _comments(chance: random.Random) -> str:
    rows = [
        f'<li class="comment"><cite>reader{chance.randint(10, 99)}</cite><p>{text}</p><a href="#r">Reply</a></li>'
        for text in _COMMENTS
    ]
    return f'<div id="comments" class="comments-area"><h3>{len(rows)} comments</h3><ol class="comment-list">{"".join(rows)}</ol></div>'


def _footer(story: Story) -> str:
    links = "".join(
        f'<a href="/{word}">{word.title()}</a>' for word in ("about", "contact", "privacy", "terms", "jobs")
    )
    return f'<footer class="site-footer">{links}<p>&copy; 2026 {_text(story.outlet)}. 120 Quay Street. All rights reserved.</p></footer>'


def _written(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _linked_data(story: Story) -> str:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": story.outlet,
            "logo": {"@type": "ImageObject", "width": 600},
        },
        "mainEntityOfPage": story.url,
    }
    if story.author:
        data["author"] = [{"@type": "Person", "name": story.author}]
    if story.published:
        data["datePublished"] = f"{story.published}T18:05:00+00:00"
        data["dateModified"] = f"{story.updated or story.published}T20:11:42.512Z"
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _cms(story: Story, chance: random.Random) -> str:
    """A news site with its own system: linked data, boxes between the paragraphs."""

    def between(number: int) -> str:
        if number == 2:
            return '<div class="ad-slot" id="ad-1"><span>Advertisement</span></div>'
        if number == 3:
            return _newsletter()
        if number == 4:
            title = chance.choice(RELATED)
            return f'<aside class="read-more"><strong>Read more:</strong> <a href="/news/1">{title}</a></aside>'
        return ""

    title, outlet = html.escape(story.title), html.escape(story.outlet)
    dated = (
        f'<time datetime="{story.published}T18:05:00Z">{_written(story.published)}</time>' if story.published else ""
    )
    byline = f'<span class="byline">By {_text(story.author)}</span>' if story.author else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {outlet}</title>
<meta property="og:title" content="{title}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{outlet}">
<meta property="og:url" content="{story.url}">
<meta property="article:modified_time" content="{story.updated or story.published or ""}">
<link rel="canonical" href="{story.url}">
{_linked_data(story)}
<!--head-->
</head>
<body class="article-page">
<div class="cookie-banner" style="display:none"><p>We and our 812 partners store cookies.</p><button>Accept</button></div>
<header class="site-header"><a class="logo" href="/">{outlet}</a>{_nav(chance)}</header>
<div class="breaking-bar"><a href="/live">Breaking: {chance.choice(RELATED)}</a></div>
<main>
<article class="story">
<header><h1 class="headline">{_text(story.title)}</h1>
<div class="meta">{byline} {dated}</div>{_share()}</header>
<figure><img src="/lead.jpg" alt="A view"><figcaption>The scene on the day, seen from 300 metres. Photograph: A. Lens/Wire</figcaption></figure>
<div class="article-body">
{_markup(story.body, between)}
</div>
<ul class="tags"><li><a href="/t/1">Disasters</a></li><li><a href="/t/2">Region</a></li></ul>
{_share()}
</article>
{_cards(chance, 6)}
{_comments(chance)}
</main>
<aside class="sidebar"><h2>Most read</h2><ol>{"".join(f'<li><a href="/m/{n}">{t}</a></li>' for n, t in enumerate(RELATED))}</ol></aside>
{_footer(story)}
<!--foot-->
</body>
</html>
"""


def _blog(story: Story, chance: random.Random) -> str:
    """A blog system with a sidebar, most of its metadata in classes."""
    title, outlet = html.escape(story.title), html.escape(story.outlet)
    when = story.published
    dated = (
        f'<time class="entry-date published" datetime="{when}T09:00:00+02:00">{when:%B} {when.day}, {when.year}</time>'
        if when
        else ""
    )
    author = (
        f'<span class="author vcard"><a class="url fn n" href="/author/1" rel="author">{_text(story.author)}</a></span>'
        if story.author
        else ""
    )
    archive = "".join(
        f'<li><a href="/2023/{n:02}">2023-{n:02} ({chance.randint(3, 40)})</a></li>' for n in range(1, 13)
    )
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8" />
<title>{title} &#8211; {outlet}</title>
<link rel="canonical" href="{story.url}" />
<meta property="og:site_name" content="{outlet}" />
<meta property="og:title" content="{title}" />
<meta name="generator" content="WordPress 6.4.3" />
<!--head-->
</head>
<body class="post-template-default single single-post">
<div id="page" class="site">
<header id="masthead" class="site-header"><p class="site-title"><a href="/" rel="home">{outlet}</a></p>{_nav(chance)}</header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-4711" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{_text(story.title)}</h1><div class="entry-meta">Posted on {dated} by {author}</div></header>
<div class="entry-content">
{_markup(story.body)}
<div class="sharedaddy"><h3 class="sd-title">Share this:</h3><ul><li><a class="share-twitter" href="#">Twitter</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>{_cards(chance, 3)}</div>
</div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/c">News</a></span></footer>
</article>
<nav class="navigation post-navigation"><a href="/p">Previous: {chance.choice(RELATED)}</a><a href="/n">Next: {chance.choice(RELATED)}</a></nav>
{_comments(chance)}
</main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2><ul>{"".join(f'<li><a href="/r/{n}">{t}</a></li>' for n, t in enumerate(RELATED))}</ul></section>
<section class="widget"><h2>Archives</h2><ul>{archive}</ul></section></aside>
</div>
{_footer(story)}
</div>
<!--foot-->
</body>
</html>
"""


def _tabloid(story: Story, chance: random.Random) -> str:
    """A tabloid: markup of nothing but div, boxes of other stories between the paragraphs, teasers of the same words."""

    def between(number: int) -> str:
        if number % 2 == 0:
            title = chance.choice(RELATED)
            return f'<div class="inline-related"><a href="/x/{number}"><span>DON&#39;T MISS</span> <b>{title}</b></a></div>'
        return '<div class="advert"><div id="gpt"></div></div>'

    title, outlet = html.escape(story.title), html.escape(story.outlet)
    when = f"<span>Published: {story.published:%d %b %Y}, 18:05 GMT</span>" if story.published else ""
    changed = f"<span>Updated: {story.updated:%d %b %Y}, 20:11 GMT</span>" if story.updated else ""
    first = next((text for name, text in story.body if name == "p"), "")
    byline = f'<div class="author-section">By <b>{_text(story.author)}</b></div>' if story.author else ""
    return f"""<!doctype html><html><head><meta charset=utf-8><title>{title} - {outlet}</title>
<meta property="og:title" content="{title}"><meta name="application-name" content="{outlet}">
<meta name="description" content="{html.escape(first)}"><!--head--></head><body>
<div class="page-header"><div class="logo"><a href="/">{outlet}</a></div>{_nav(chance)}</div>
<div class="carousel"><div class="item"><a href="{story.url}"><h3>{_text(story.title)}</h3><p>{_text(first)}</p></a></div>
{"".join(f'<div class="item"><a href="/c/{n}"><h3>{t}</h3></a></div>' for n, t in enumerate(RELATED))}</div>
<div id="content"><div class="articleWide"><h1>{_text(story.title)}</h1>
{byline}<div class="byline-plain">{when} {changed}</div>{_share()}
<div itemprop="articleBody" class="article-text">
{_markup(story.body, between)}
</div>{_share()}<div class="comments-count"><a href="#c">{chance.randint(20, 900)} comments</a></div></div>
<div class="puff-column">{_cards(chance, 8, "Femail today")}</div></div>
{_comments(chance)}{_footer(story)}<!--foot--></body></html>
"""


def _wire(story: Story, chance: random.Random) -> str:
    """A plain page of an agency."""
    title, outlet = html.escape(story.title), html.escape(story.outlet)
    when = f'<meta name="date" content="{story.published}">' if story.published else ""
    author = f'<meta name="author" content="{html.escape(story.author)}">' if story.author else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">
<head><title>{title}</title>{when}{author}
<meta property="og:site_name" content="{outlet}" /><link rel="canonical" href="{story.url}" />
<!--head--></head>
<body><div id="top">{_nav(chance)}</div><hr />
<div id="story"><h1>{_text(story.title)}</h1>
{_markup(story.body)}
</div><hr /><div id="more"><h4>More from the wire</h4><ul>{"".join(f'<li><a href="/w/{n}">{t}</a></li>' for n, t in enumerate(RELATED))}</ul></div>
{_footer(story)}<!--foot--></body></html>
"""


def _old(story: Story, chance: random.Random) -> str:
    """A page of the nineties: tables for layout, font tags, line breaks, upper-case names, nothing closed."""
    lines = "<BR><BR>\n".join(_text(text.replace("\t", " ")) for _, text in story.body)
    side = "<BR>".join(f'<A HREF="/{n}.htm">{name}</A>' for n, name in enumerate(_SECTIONS))
    when = f"<FONT SIZE=1>{_written(story.published)}</FONT><BR>" if story.published else ""
    return f"""<HTML><HEAD><TITLE>{_text(story.outlet)}: {_text(story.title)}</TITLE>
<!--head--></HEAD>
<BODY BGCOLOR=#FFFFFF TEXT=#000000>
<TABLE WIDTH=100% BORDER=0><TR><TD COLSPAN=2><FONT SIZE=5>{_text(story.outlet)}</FONT></TD></TR>
<TR VALIGN=TOP><TD WIDTH=120 BGCOLOR=#CCCCFF>{side}</TD>
<TD><H1><FONT FACE=Times>{_text(story.title)}</FONT></H1>
{when}<P><FONT FACE=Times SIZE=3>
{lines}
</FONT>
</TD></TR></TABLE>
<CENTER><FONT SIZE=1>Copyright 2026 {_text(story.outlet)}</FONT></CENTER>
<!--foot-->
</BODY></HTML>
"""


LAYOUTS: Final[dict[str, Callable[[Story, random.Random], str]]] = {
    "cms": _cms,
    "blog": _blog,
    "tabloid": _tabloid,
    "wire": _wire,
    "old": _old,
}
