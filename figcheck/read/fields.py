"""Which fields of a record are an article's id, title, text and the rest, by the names that exports give them.

One table serves JSON, JSON Lines, CSV and Parquet. Names are told apart by their letters and digits alone:
``Pub-Date``, ``pub_date`` and ``pubDate`` are one. A record may be wrapped (``_source`` of a search engine, ``fields``
of a content API) and its values may be objects (``source: {name: …}``) or lists. The names come
from schema.org (NewsArticle), IPTC ninjs, JSON Feed, Dublin Core and what crawlers and content APIs export.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from figcheck.expressions import expression
from figcheck.read.given import Unreadable
from figcheck.read.ninjs import ninjs_paths

Field = Literal["id", "title", "text", "outlet", "author", "published", "updated", "url"]
FIELDS: Final[tuple[Field, ...]] = ("id", "title", "text", "outlet", "author", "published", "updated", "url")
"""What can be mapped: our names."""

Path = tuple[str | int, ...]
"""The keys and indexes that lead from a record to a value in it."""

_NAMES: Final[dict[Field, str]] = {  # the surest first
    "id": "id article_id _id doc_id document_id story_id news_id item_id content_id guid uuid uid uri identifier docid"
    " nid accession_number",
    "title": "title headline article_title news_title story_title web_title head hed heading main_headline"
    " headline_main title_text document_title",
    "text": "text article_text full_text fulltext article_body maintext main_text body_xhtml body_html bodyhtml"
    " content_html html_content body article_content body_text text_body content_text content story_text news_text"
    " plain_text cleaned_text clean_text raw_text document_text full_content news_content post_content content_encoded"
    " article story main paragraphs transcript",
    "outlet": "outlet outlet_name publisher publisher_name publication publication_name newspaper source source_name"
    " news_source media_name media_outlet site_name site og_site_name website provider provider_name agency"
    " news_outlet source_domain domain journal channel copyright_holder source_url",
    "author": "author authors byline by_line by creator creators dc_creator author_name writer writers reporter"
    " reporters journalist contributors",
    "published": "published date_published published_at publish_date date_publish published_date publication_date"
    " pub_date published_on published_time publish_time article_published_time first_published first_publication_date"
    " web_publication_date date_time_published release_date date_issued issued posted posted_at date_posted date"
    " datetime date_time timestamp seen_date article_date news_date day time created created_at date_created"
    " created_date creation_date created_utc first_created",
    "updated": "updated date_modified updated_at modified modified_at last_modified date_updated updated_date"
    " modified_date last_updated update_date article_modified_time modified_time version_created revised",
    "url": "url link web_url permalink article_url source_link canonical_url canonical_link external_url page_url"
    " main_entity_of_page original_url share_url href warc_target_uri document_identifier",
}
_LAST_RESORT: Final = (
    "description description_text summary abstract excerpt lead lead_paragraph lede standfirst snippet"
    " trail_text teaser"
)
_WRAPPERS: Final = (
    "fields attributes article node doc document item newsitem data properties story post content meta metadata"
)
_PERSON: Final = (
    "name full_name display_name title value main rendered original literal label #text $t _ @value $oid $date @id url"
    " href uri"
)
_PLAIN: Final = "rendered value html text body content main plain #text $t _ @value raw"

NOTHING: Final = frozenset(("", "null", "none", "nan", "n/a", "na", "nil", "\\n", "undefined", "-", "–", "—"))
_LONGEST_NOTHING: Final = max(map(len, NOTHING))
"""What exports write where there is no value, in small letters."""

LONG = 250
"""Characters from which on a value under an unknown name is an article's text rather than a remark on it."""

_NO_ARTICLE = expression(
    "copyright|rights|usage|terms|licen[cs]e|disclaimer|bio|note|caption|credit|keyword|tags|prompt|comment|query|html_head"
)
_UNLETTERED = expression(r"[\W_]+")
_STAMP = expression(
    r"(?P<day>(?:19|20)[0-9]{6})(?:[0-9]{4}|[0-9]{6}|T[0-9]{4}(?:[0-9]{2})?(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9]{2}:?(?:[0-9]{2})?)?)"
)
_YEAR_2100 = 4_102_444_800
_MS, _US = 100_000_000_000, 100_000_000_000_000  # numbers of milliseconds and microseconds since 1970 are above these


@lru_cache(4096)
def normal(name: str) -> str:
    """A field's name as it is compared: small letters and digits."""
    return _UNLETTERED.sub("", name).lower() or name


def _table(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal(name) for name in names.split()))


_TABLE: Final[dict[Field, tuple[str, ...]]] = {field: _table(names) for field, names in _NAMES.items()}
_FALLBACKS: Final = _table(_LAST_RESORT)
_SURE_TEXTS: Final = _table("text body content article_body maintext full_text")
_ENVELOPES: Final = frozenset(_table(_WRAPPERS))
_NAMED: Final = tuple(dict.fromkeys(normal(name) for name in _PERSON.split()))
_HOLDING: Final = tuple(dict.fromkeys(normal(name) for name in _PLAIN.split()))
_KNOWN: Final = frozenset(name for names in _TABLE.values() for name in names) | frozenset((*_FALLBACKS, "name"))


class Words(NamedTuple):
    """Strings of a record that are one text, each with its path, and what stands between them."""

    parts: tuple[tuple[Path, str], ...]
    between: str = "\n\n"


class Told(NamedTuple):
    """What a record says beside title and text."""

    id: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None


class Fields(NamedTuple):
    """What a record says of an article; ``text`` and ``title`` with their places, the rest as words."""

    text: Words | None
    title: Words | None
    told: Told


class Asked:
    """The names that the user gave (``--map``), and which of them were met."""

    def __init__(self, fields: tuple[tuple[str, str], ...]) -> None:
        self.names: dict[str, str] = dict(fields)
        self._waiting = dict(self.names)

    def path(self, field: str, record: Mapping[str, Any]) -> Path | None:
        """Where the value is that the user wants for a field: None when the record has none there."""
        path = path_of(self.names[field], record)
        if path is not None:
            self._waiting.pop(field, None)
        return path

    def unmet(self) -> Iterator[tuple[str, str]]:
        """Our and their names of those that no record had."""
        yield from self._waiting.items()


def path_of(dotted: str, record: Mapping[str, Any]) -> Path | None:
    """The path that a name leads to: a key, or keys and indexes with dots between; None when nothing is there."""
    if dotted in record:
        return (dotted,)
    value: Any = record
    path: list[str | int] = []
    steps = dotted.split(".")
    while steps:
        if isinstance(value, Mapping):
            # a key may have dots of its own
            count = next((n for n in range(len(steps), 0, -1) if ".".join(steps[:n]) in value), 0)
            if not count:
                return None
            key = ".".join(steps[:count])
            path.append(key)
            value, steps = value[key], steps[count:]
        elif isinstance(value, list) and steps[0].isdecimal() and int(steps[0]) < len(value):
            path.append(int(steps[0]))
            value, steps = value[int(steps[0])], steps[1:]
        else:
            return None
    return tuple(path)


def is_known(name: str) -> bool:
    """Whether a column or key has a name that means something here."""
    return normal(name) in _KNOWN


def means(name: str, field: Field) -> bool:
    """Whether a column or key of this name may hold the field."""
    known = normal(name)
    return known in _TABLE[field] or (field == "text" and known in _FALLBACKS)


def is_wrapper(name: str) -> bool:
    """Whether an article may be under this key."""
    return normal(name) in _ENVELOPES or name == "_source"


def fields_of(record: Mapping[str, Any], asked: Asked) -> Fields:
    """What a record says, by the names that were asked for, then by those of ninjs, then by the table.

    Raises Unreadable when it has neither text nor title, or has no text and a long value under a name unknown here.
    """
    levels = list(_levels(record))
    told = ninjs_paths(record)

    def words(field: Field) -> Words | None:
        if field in asked.names:
            return _asked_words(field, record, asked)
        for path in told.get(field, ()):
            if found := _words(at_path(record, path), path):
                return found
        return _first_words(levels, _TABLE[field])

    def value(field: Field) -> str | None:
        if field in asked.names:
            path = asked.path(field, record)
            return None if path is None else as_words(at_path(record, path))
        for path in told.get(field, ()):
            if found := as_words(at_path(record, path)):
                return found
        return _first_value(levels, _TABLE[field])

    text, title = words("text"), words("title")
    published, url = value("published"), value("url")
    if title is None and "title" not in asked.names and (text or published or url):  # else it is the name of a thing
        title = _first_words(levels, ("name",))
    if text is None and "text" not in asked.names:
        if long := _long_value(levels, title):
            raise Unreadable(
                f"no text under a known name; `{_shown(long)}` holds {LONG} characters or more",
                f"--map text={_shown(long)} reads it as the text{_names_there(record)}",
            )
        if title or published or url:
            text = _first_words(levels, _FALLBACKS)
    if text is None and "text" not in asked.names:
        _refuse_other_kinds(levels)
    if text is None and title is None:
        _refuse_nothing(levels, record)
    author = value("author")
    if author and "://" in author:  # the address of a profile
        author = None
    return Fields(text, title, Told(value("id"), value("outlet"), author, published, value("updated"), url))


def has_text(record: Any) -> bool:
    """Whether a value is a record with a text of its own, no description only."""
    return isinstance(record, Mapping) and (
        _first_words(list(_levels(record)), _TABLE["text"]) is not None or bool(ninjs_paths(record).get("text"))
    )


def is_article(record: Any) -> bool:
    """Whether a value is a record that an article can be made of by the names known here."""
    if not isinstance(record, Mapping):
        return False
    try:
        fields_of(record, Asked(()))
    except Unreadable:
        return False
    return True


def named_value(record: Mapping[str, Any], field: Field) -> str | None:
    """What the record itself, nothing inside of it, says of a field."""
    return _first_value([((), _by_name(record))], _TABLE[field])


def names_in(record: Mapping[str, Any]) -> str:
    """The names of a record for a message."""
    names = [str(name) for name in record]
    return ", ".join(names[:12])[:300] + (" …" if len(names) > 12 else "") if names else "none"


def _names_there(record: Mapping[str, Any]) -> str:
    return f"; there are: {names_in(record)}"


def _shown(path: Path) -> str:
    return ".".join(str(step) for step in path)


def at_path(record: Any, path: Path) -> Any:
    """The value at a path that is known to be there."""
    for step in path:
        record = record[step]
    return record


_Level = tuple[Path, dict[str, tuple[str, Any]]]


def _by_name(record: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Values by the normal form of their names; of two with one form the first that is not empty."""
    found: dict[str, tuple[str, Any]] = {}
    for key, value in record.items():
        name = normal(key)
        if key == "_source":  # a search engine's word for the record itself
            continue
        if name not in found or found[name][1] in (None, ""):
            found[name] = (key, value)
    return found


def _levels(record: Mapping[str, Any], path: Path = (), depth: int = 2) -> Iterator[_Level]:
    """The record and the objects that wrap one, the outermost first."""
    yield path, _by_name(record)
    if depth:
        for key, value in record.items():
            if isinstance(value, dict) and is_wrapper(key):
                yield from _levels(value, (*path, key), depth - 1)


def _first_words(levels: list[_Level], names: tuple[str, ...]) -> Words | None:
    for above, values in levels:
        for name in names:
            if name in values:
                key, value = values[name]
                if found := _words(value, (*above, key)):
                    return found
    return None


def _first_value(levels: list[_Level], names: tuple[str, ...]) -> str | None:
    for _, values in levels:
        for name in names:
            if name in values and (found := as_words(values[name][1])):
                return found
    return None


def _asked_words(field: Field, record: Mapping[str, Any], asked: Asked) -> Words | None:
    path = asked.path(field, record)
    if path is None:
        if field != "text":
            return None
        raise Unreadable(
            f"no `{asked.names[field]}` here, which --map names as the text", f"there are: {names_in(record)}"
        )
    value = at_path(record, path)
    found = _words(value, path)
    if found is None and value is not None and not isinstance(value, str | list | dict):
        raise Unreadable(
            f"`{asked.names[field]}` is a {kind_of(value)}, not words",
            f"map {field} to another name{_names_there(record)}",
        )
    return found


def _words(value: Any, path: Path) -> Words | None:
    """The strings of a value that is a text: itself, what an object holds, the paragraphs of a list."""
    parts = tuple(_strings(value, path))
    if not parts or all(_is_nothing(part) for _, part in parts):
        return None
    is_run = (
        isinstance(value, list) and any(isinstance(v, str) for v in value) and any(isinstance(v, dict) for v in value)
    )
    return Words(parts, "" if is_run else "\n\n")


def _is_nothing(part: str) -> bool:
    words = part.strip()
    return len(words) <= _LONGEST_NOTHING and words.lower() in NOTHING


def _strings(value: Any, path: Path, depth: int = 4) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif depth and isinstance(value, dict):
        values = _by_name(value)
        for name in _HOLDING:
            if name in values and (inner := list(_strings(values[name][1], (*path, values[name][0]), depth - 1))):
                yield from inner
                return
    elif depth and isinstance(value, list):
        for index, inner_value in enumerate(value):
            yield from _strings(inner_value, (*path, index), depth - 1)


def as_words(value: Any, depth: int = 3) -> str | None:
    """A value of any kind as words: names of a list with commas between, of an object its name; None for nothing.

    A number from 1970 on in seconds, milli- or microseconds is for ``stamped_day``.
    """
    if isinstance(value, str):
        words = " ".join(value.split())
        return None if words.lower() in NOTHING else words
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return None if value != value else str(int(value)) if value.is_integer() and abs(value) < 1e17 else str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if depth and isinstance(value, list | tuple):
        parts = [part for inner in value if (part := as_words(inner, depth - 1))]
        return ", ".join(dict.fromkeys(parts)) or None
    if depth and isinstance(value, dict):
        values = _by_name(value)
        for name in _NAMED:
            if name in values and (found := as_words(values[name][1], depth - 1)):
                return found
        both = [as_words(values[name][1]) for name in ("firstname", "lastname") if name in values]
        return " ".join(part for part in both if part) or None
    return None


def stamped_day(words: str) -> dt.date | None:
    """The day of a stamp that programs write: ``20240303101500``, ``20240303T101500Z`` (the day that is printed), or
    seconds, milli- or microseconds since 1970 (the day in UTC). None for anything else."""
    if stamp := _STAMP.fullmatch(words):
        try:
            return dt.datetime.strptime(stamp["day"], "%Y%m%d").date()
        except ValueError:
            pass
    if not words.isascii() or not words.isdecimal() or not 10 <= len(words) <= 16:
        return None
    number = int(words)
    seconds = number // (1_000_000 if number >= _US else 1000 if number >= _MS else 1)
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date() if seconds < _YEAR_2100 else None


def _refuse_other_kinds(levels: list[_Level]) -> None:
    """Raises Unreadable when what should be the text is something in which there are no words."""
    for _, values in levels:
        for name in _SURE_TEXTS:
            key, value = values.get(name, ("", None))
            if value and not isinstance(value, str):
                raise Unreadable(
                    f"`{key}` is a JSON {kind_of(value)}, not words",
                    "write the text as a string, or name another with --map",
                )


def _refuse_nothing(levels: list[_Level], record: Mapping[str, Any]) -> None:
    """Raises Unreadable for a record with neither text nor title."""
    for name in (*_TABLE["text"], *_TABLE["title"]):
        for _, values in levels:
            if name in values and not values[name][1]:
                raise Unreadable(f"empty: `{values[name][0]}` holds nothing", "leave it out")
            if name in values and isinstance(values[name][1], str):
                raise Unreadable(f"empty: `{values[name][0]}` holds no words", "leave it out")
    raise Unreadable("neither text nor title under a known name", f"name them with --map{_names_there(record)}")


def _long_value(levels: list[_Level], title: Words | None) -> Path | None:
    """The path of the longest string under an unknown name that reads like prose."""
    taken = {path for path, _ in title.parts} if title else set()
    best: Path | None = None
    length = LONG - 1
    for above, values in levels:
        for name, (key, value) in values.items():
            path = (*above, key)
            if name in _KNOWN or not isinstance(value, str) or path in taken or _NO_ARTICLE.search(key.lower()):
                continue
            if len(value) > length and value.count(" ") * 12 > len(value):
                best, length = path, len(value)
    return best


def kind_of(value: Any) -> str:
    """What a value is called in a message."""
    if value is None:
        return "null"
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "list", dict: "object"}
    return names.get(type(value), "value of another kind")
