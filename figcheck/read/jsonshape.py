"""Where in a JSON object the articles are: it is one, has a list of them inside, or holds them by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from figcheck.read.fields import Asked, Path, as_words, fields_of, has_text, is_article, named_value, normal
from figcheck.read.records import called

_LISTS: Final = frozenset(
    "articles items results docs documents entries stories posts news newsitems hits rows records graph edges data"
    " response messages list value itemlistelement".split()
)
"""Names, in their normal form, under which articles are listed."""

_TYPES: Final = ("article", "posting", "report", "newsitem", "story")
DEEPEST: Final = 3
"""Objects around a list: response.hits.hits."""

_SHORT: Final = 200  # characters; the text beside a list of articles is then a message, and no article
_LOOKED_AT: Final = 20  # elements by which a list is told


def is_list_name(name: str) -> bool:
    """Whether articles are listed under this key."""
    return normal(name) in _LISTS


def list_in(data: Mapping[str, Any]) -> Path | None:
    """The path to the articles in an object: a list, or an object that has them by their ids (an empty path: this one).
    None when the object is itself the article, or holds none."""
    text = _own_text(data)
    is_own = is_article(data)
    best: tuple[tuple[bool, int, int], Path] | None = None
    empty: Path | None = None
    for path, values in _inner(data):
        is_named = is_list_name(str(path[-1]))
        if not values:
            empty = empty or (path if is_named else None)
            continue
        if is_own and not is_named:
            continue  # related stories, pictures
        looked_at = values[:_LOOKED_AT]
        like = sum(1 for value in looked_at if is_article(value))
        if like and (best is None or (is_named, like, len(values)) > best[0]):
            best = ((is_named, like, len(values)), path)
    if best is not None and (text is None or len(text) < _SHORT):
        return best[1]
    if is_own:
        return None
    return () if _is_by_id(data) else empty


def is_by_columns(data: Mapping[str, Any]) -> bool:
    """Whether it is a table written column by column, as pandas does unless told otherwise."""
    columns = list(data.values())
    return (
        bool(columns)
        and all(isinstance(column, dict) for column in columns)
        and all(key.isdecimal() for key in columns[0])
        and not any(isinstance(value, dict) for value in columns[0].values())
    )


def is_beside_articles(record: Mapping[str, Any]) -> bool:
    """Whether an element of a list is something that JSON-LD has beside articles: a site, an organisation."""
    told = record.get("@type")
    types = told if isinstance(told, list) else [told]
    named = [one.lower() for one in types if isinstance(one, str)]
    return (
        bool(named) and not any(one.endswith(_TYPES) for one in named) and "item" not in record and not has_text(record)
    )


def outlet_in(data: Mapping[str, Any]) -> str | None:
    """What an object around articles says of their outlet; JSON Feed has it as the title of the feed."""
    told = named_value(data, "outlet")
    if told is None and isinstance(data.get("version"), str) and "jsonfeed.org" in data["version"]:
        told = as_words(data.get("title"))
    return called(told)


def _own_text(data: Mapping[str, Any]) -> str | None:
    """The text of the object itself, without what is in its lists."""
    flat = {key: value for key, value in data.items() if not is_list_name(key) or isinstance(value, str)}
    if not has_text(flat):
        return None
    words = fields_of(flat, Asked(())).text
    return words.between.join(part for _, part in words.parts) if words else None


def _inner(data: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    """Lists of objects in an object and in the objects in it, and objects that may hold articles by id, each as a list
    with its path."""
    for key, value in data.items():
        path = (*above, key)
        if isinstance(value, list):
            if not value or any(isinstance(one, dict) for one in value[:_LOOKED_AT]):
                yield path, value
        elif isinstance(value, dict):
            if is_list_name(key) and _is_by_id(value):
                yield path, list(value.values())
            if len(path) < DEEPEST:
                yield from _inner(value, path)


def _is_by_id(data: Mapping[str, Any]) -> bool:
    values = list(data.values())[:_LOOKED_AT]
    return len(values) > 1 and all(has_text(value) for value in values)
