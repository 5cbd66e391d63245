"""ninjs, the IPTC's news in JSON: where its versions 1, 2 and 3 keep headline, body and the rest.

Version 1 has ``headline``, ``headline_*`` and ``body_*`` beside each other, 2 and 3 lists of ``headlines`` and
``bodies`` with role and type; 3 writes its names in camel case. https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Path = tuple[str | int, ...]

_SIGNS: Final = frozenset(
    "versioncreated firstcreated contentcreated pubstatus copyrightholder copyrightnotice usageterms representationtype"
    " located urgency ednote slugline renditions infosources altids".split()
)
_WITHOUT_TEXT: Final = frozenset(("bodydescription", "bodycaption"))
_NO_TITLE: Final = ("sub", "short", "seo", "web", "print", "alternative", "kicker")


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether an object is a ninjs item: it says so, or has a body as ninjs writes one and two names of ninjs."""
    standard = record.get("standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    names = {key.lower().replace("_", "") for key in record}
    has_content = any(name.startswith(("body", "bodies", "headline")) for name in names)
    return has_content and len(names & _SIGNS) >= 2


def ninjs_paths(record: Mapping[str, Any]) -> dict[str, list[Path]]:
    """For each of our fields the paths to try in turn; nothing for an object that is no ninjs item."""
    if not is_ninjs(record):
        return {}
    keys = {key.lower(): key for key in record}

    def those(*names: str) -> list[Path]:
        return [(keys[name],) for name in names if name in keys]

    sources = record.get(keys.get("infosources", ""), [])
    return {
        "id": those("uri", "guid"),
        "title": _titles(record, keys),
        "text": _bodies(record, keys),
        "author": [*those("byline", "by"), *((keys[name],) for name in sorted(keys) if name.startswith("byline_"))],
        "outlet": [
            *those("provider", "source"),
            *([(keys["infosources"], 0)] if isinstance(sources, list) and sources else []),
            *those("copyrightholder"),
        ],
        # The text of a wire story is that of its version; "on Sunday" counts from there.
        "published": those("versioncreated", "contentcreated", "firstpublished", "firstcreated"),
        "updated": those("versioncreated"),
        "url": those("url", "link"),
    }


def _titles(record: Mapping[str, Any], keys: dict[str, str]) -> list[Path]:
    found: list[Path] = [(keys[name],) for name in ("headline", "headline_main") if name in keys]
    items = record.get(keys.get("headlines", ""))
    if isinstance(items, list):
        indexes = sorted(
            (index for index, item in enumerate(items) if _value_key(item)),
            key=lambda index: (str(items[index].get("role", "main")).lower() not in ("main", "headline"), index),
        )
        found += [(keys["headlines"], index, _value_key(items[index])) for index in indexes]
    others = [name for name in sorted(keys) if name.startswith("headline_") and not name[9:].startswith(_NO_TITLE)]
    found += [(keys[name],) for name in others]
    return found + [(keys["title"],) for _ in range("title" in keys)]


def _bodies(record: Mapping[str, Any], keys: dict[str, str]) -> list[Path]:
    """The bodies, HTML first: it has the paragraphs and tables that plain text may have lost."""
    found: list[tuple[int, int, Path]] = []
    for order, name in enumerate(sorted(keys)):
        value = record[keys[name]]
        if name.startswith("body_") and name not in _WITHOUT_TEXT and isinstance(value, str) and value.strip():
            found.append((_rank(name, value), order, (keys[name],)))
    items = record.get(keys.get("bodies", ""))
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if key := _value_key(item):
            kind = str(item.get("contenttype") or item.get("contentType") or "")
            found.append((_rank(f"{kind} {item.get('role', '')}", item[key]), index, (keys["bodies"], index, key)))
    return [path for _, _, path in sorted(found)]


def _rank(told: str, value: str) -> int:
    told = told.lower()
    if "html" in told:
        return 0
    return 2 if "nitf" in told or value.lstrip().startswith("<?xml") else 1


def _value_key(item: Any) -> str:
    """The key of the text of a body or headline; "" when there is none."""
    if not isinstance(item, dict):
        return ""
    value = item.get("value")
    return "value" if isinstance(value, str) and value.strip() else ""
