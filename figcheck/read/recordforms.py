"""Which format of records bytes are of: JSON, JSON Lines, CSV, Parquet, XML. Told by their first characters."""

from __future__ import annotations

import json
import re

from figcheck.expressions import expression
from figcheck.read.decoding import marked_encoding
from figcheck.read.fields import is_known, means
from figcheck.read.given import HEAD

_OPENS_JSON = expression(r'(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*\Z)|\[\s*\]\s*\Z', re.DOTALL)
_PROLOG = expression(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
_ROOT = expression(r"<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)")
_NAME = expression(r"[\"']?[A-Za-z][\w .:-]{0,39}[\"']?\s*")
FEED_ROOTS = frozenset(("rss", "rdf", "feed", "nitf", "newsitem", "newsmessage"))
"""Roots, in small letters, of XML that is read."""

DELIMITERS = ",;\t|"
_FEWEST_NAMES = 3
_FORMATS = frozenset(("json", "jsonl", "csv", "feed"))


def record_format(head: bytes, by_name: str) -> str | None:
    """The format of records that bytes begin, None when they begin none. ``by_name`` is what the name says."""
    if head.startswith(b"PAR1"):
        return "parquet"
    encoding, mark = marked_encoding(head)
    text = head[mark:].decode(encoding or "utf-8", "replace").lstrip()
    if text.startswith(("{", "[")) and (by_name in ("json", "jsonl") or _OPENS_JSON.match(text)):
        return _json_format(text, by_name)
    if text.startswith("<"):
        return _xml_format(text, by_name)
    if by_name in ("text", "markdown") and _has_header(text):
        return "csv"
    return by_name if by_name in _FORMATS else None


def root_of(text: str) -> str | None:
    """The name of the first element of XML or HTML, in small letters, without its prefix; None when there is none."""
    prolog = _PROLOG.match(text)
    found = _ROOT.match(text, prolog.end() if prolog else 0)
    return found["name"].lower() if found else None


def _json_format(text: str, by_name: str) -> str:
    """JSON Lines when the first line is an object and another line follows, or the name says so."""
    if text.startswith("["):
        return "jsonl" if by_name == "jsonl" and not _opens_list(text) else "json"
    if by_name == "jsonl":
        return "json" if re.match(r"\{\s*[\r\n]", text) else "jsonl"
    first, newline, rest = text.partition("\n")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        # A first line longer than the head cannot be parsed yet.
        is_cut = not newline and len(text) >= HEAD // 4
        return "jsonl" if is_cut and by_name != "json" else "json"
    return "jsonl" if isinstance(row, dict) and (rest.strip() or by_name != "json") else "json"


def _opens_list(text: str) -> bool:
    """Whether a list of objects opens that goes on over lines, or is all there is."""
    return re.match(r"\[\s*(?:\{|\]\s*\Z)", text) is not None


def _xml_format(text: str, by_name: str) -> str | None:
    root = root_of(text)
    if root == "html":
        return None
    return "feed" if by_name == "feed" or root in FEED_ROOTS else None


def _has_header(text: str) -> bool:
    """Whether the first line names columns, among them one for text or title and two more that are known."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    for delimiter in DELIMITERS:
        names = [name.strip().strip("\"'") for name in first.split(delimiter)]
        if len(names) < _FEWEST_NAMES or not all(_NAME.fullmatch(name.strip()) for name in first.split(delimiter)):
            continue
        known = [name for name in names if is_known(name)]
        if len(known) >= _FEWEST_NAMES and any(means(name, "text") or means(name, "title") for name in known):
            return True
    return False
