"""What a ledger knows by: digests of an article as it was read, of what examines it, and of the rules that check it.

None depends on a date of change, and all are the same on every machine. The path of an article as it was named counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from figcheck import __version__
from figcheck.articles import Article
from figcheck.engine import Toolkit
from figcheck.rules import Rule
from figcheck.shipped import shipped_rules_folder

_SIZE: Final = 16
_OURS: Final = frozenset((".py", ".yml", ".yaml", ".json", ".txt", ".tsv", ".bin", ".gz"))
_WHERE_A_RULE_STANDS: Final = frozenset(("file", "line", "written", "overridden", "tests"))


def tools_digest(tools: Toolkit) -> bytes:
    """A digest of all that decides what is found in an article: code, word lists, measures, hedges."""
    digest = hashlib.blake2b(code_digest(), digest_size=_SIZE)
    ruleset = tools.ruleset
    for part in (ruleset.measures, ruleset.additions, tools.lexicon.hedging):
        digest.update(_spelt(part).encode())
    return digest.digest()


def rules_digest(rules: Iterable[Rule], tools: bytes) -> bytes:
    """A digest of all that decides what is found about linked figures: the rules in force, and what read them."""
    digest = hashlib.blake2b(tools, digest_size=_SIZE)
    for rule in sorted(rules, key=lambda rule: rule.id):
        digest.update(_spelt(rule).encode())
    return digest.digest()


@cache
def code_digest() -> bytes:
    """A digest of figcheck's own code and of the word lists and tables that come with it."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=_SIZE)
    package = Path(__file__).resolve().parent.parent
    for root in (package, shipped_rules_folder()):
        for file in sorted(
            file for file in root.rglob("*") if file.suffix in _OURS and "__pycache__" not in file.parts
        ):
            if file.is_file() and (root is not package or "_rules" not in file.parts):
                digest.update(f"{file.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.blake2b(file.read_bytes()).digest())
    return digest.digest()


def article_digest(article: Article, tools: bytes) -> bytes:
    """A digest of an article as it was read: text, header, comments, and the way back to the file from where the
    article begins. Where that lies is not in it, so an article that another pushes down in its file is the same."""
    header, text_map = article.header, article.text_map
    digest = hashlib.blake2b(tools, digest_size=_SIZE)
    digest.update(header.digest.encode())
    digest.update(
        repr((header, article.title_end, text_map.member, text_map.record, text_map.parts)).encode("utf-8", "replace")
    )
    pieces = text_map.pieces
    if pieces:
        first = pieces[0]
        digest.update(repr([(p[0], p[1] - first[1], p[2] - first[2], *p[3:]) for p in pieces]).encode())
    else:
        digest.update(b"-")
    base = begins(article)
    for ignore in article.ignores:
        digest.update(repr(_relative(ignore, base)).encode("utf-8", "replace"))
    digest.update(repr([(r.kind, r.message, (r.line or 0) - base[1], r.column) for r in article.remarks]).encode())
    return digest.digest()


def begins(article: Article) -> tuple[int, int]:
    """The offset and the line at which an article begins in its file; 0 and 0 for one without text of its own there."""
    pieces = article.text_map.pieces
    return (pieces[0].offset, pieces[0].line) if pieces else (0, 0)


def _relative(ignore: Any, base: tuple[int, int]) -> tuple[object, ...]:
    return (
        *ignore._replace(place=None, within=None),
        *(
            ((place.start or 0) - base[0], (place.end or 0) - base[0], (place.line or 0) - base[1], place.column)
            for place in (ignore.place, ignore.within)
        ),
    )


def _spelt(value: object) -> str:
    """A value as text that does not depend on the order of sets, nor on where rules stand."""
    if isinstance(value, BaseModel):
        named = {name: getattr(value, name) for name in type(value).model_fields if name not in _WHERE_A_RULE_STANDS}
        return f"{type(value).__name__}{_spelt(named)}"
    if is_dataclass(value):
        return f"{type(value).__name__}{[_spelt(getattr(value, it.name)) for it in fields(value)]}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{_spelt(key)}: {_spelt(held)}' for key, held in value.items()))}}}"
    if isinstance(value, frozenset | set):
        return f"{{{', '.join(sorted(map(_spelt, value)))}}}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return f"[{', '.join(map(_spelt, value))}]"
    return repr(value)
