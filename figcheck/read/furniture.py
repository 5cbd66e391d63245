"""Lines that sites put among the paragraphs of an article: links to other stories, credits, calls to sign up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.expressions import expression
from figcheck.read.aligning import Unit
from figcheck.read.dates import read_stamp
from figcheck.read.markup import HEADINGS

_LONGEST: Final = 200
"""Characters. A longer line is a paragraph."""

_MENU: Final = 3
"""So many lines in a row that are nothing but a link are a menu or a list of other stories."""

_LEADS: Final = (  # what opens a line that links to another story
    *(
        "read more",
        "read also",
        "also read",
        "read next",
        "read the full",
        "read our",
        "see also",
        "see more",
        "related",
    ),
    *(
        "more on",
        "more from",
        "more like this",
        "more stories",
        "up next",
        "watch",
        "listen",
        "in pictures",
        "in video",
    ),
    *("recommended", "you may also like", "you might also like", "don't miss", "don’t miss", "trending", "most read"),
    *("what to know", "explainer", "explained", "our standards", "go deeper", "editor's picks", "editors’ picks"),
)
_WHOLE: Final = (  # lines that are nothing else
    r"advertise?ments?",
    r"ad(?:vert)?",
    r"sponsored(?: content)?",
    r"promoted(?: stories)?",
    r"(?:story|article|content) continues below(?: (?:this )?ad(?:vertise?ment)?)?",
    r"(?:story|article) continues after (?:this )?ad(?:vertise?ment)?",
    r"scroll (?:down )?(?:to|for) .{0,40}",
    r"(?:.{0,40} )?(?:enable|turn on|activate|requires|without) javascript\b.{0,80}",
    r"javascript (?:is|must be) .{0,80}",
    r"share(?: (?:this|on|via|to|with)\b.{0,60})?",
    r"(?:tweet|print|email|e-mail|save|copy link|link copied|comment|comments|reply|follow|subscribe|sign up|log in)",
    r"follow (?:us|him|her|them|@\w+|the \w+) (?:on|at)\b.{0,80}",
    r"(?:\d[\d,.]*k? )?(?:comments?|shares?|likes?|views?)",
    r"(?:leave|add|post|view|read) (?:a |all |the )?(?:\d+ )?comments?",
    r"\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?",
    r"(?:reading|read) time:?.{0,30}",
    r"(?:last )?(?:updated|modified|published|posted) .{0,30}\bago",
    r"\d{1,3} (?:minutes?|hours?|days?|weeks?|months?) ago",
    r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|sections?)\s?:.{0,160}",
    r"(?:©|\(c\)|copyright\b).{0,160}",
    r"all rights reserved.{0,60}",
    r"getty images?.{0,40}",
    r"back to top",
    r"skip to .{0,40}",
    r"click here\b.{0,80}",
    r"loading.{0,10}",
)
_CREDIT: Final = (
    r"(?:file )?(?:photo(?:graph)?s?|image|picture|pictured|video|illustration|graphic)"
    r"(?: (?:by|credit|source|courtesy))?\s?[:/©|].{0,160}"
    r"|(?:photo(?:graph)?s?|image|picture|illustration) by (?:[^.]|(?<=\b\w)\.){2,60}"
    r"|(?:image|photo|picture)? ?(?:credit|source|caption)s?\s?:.{0,160}"
)
_LETTER: Final = (  # calls to subscribe
    r"(?:sign up|subscribe|register|log in|join|get|download|become)\b.{0,120}\b"
    r"(?:newsletters?|inbox|app|alerts?|account|member(?:ship)?|subscri(?:be|ber|ption)|whatsapp|telegram)\b.{0,60}"
    r"|(?:(?:get|try)\b|(?:only|just|from) [$£€]).{0,60}\b(?:a|per) (?:week|month|year)\b.{0,30}"
    r"|.{0,60}\bto (?:continue|keep) reading\b.{0,60}"
    r"|(?:already a |this (?:article|story|content) is (?:for|only available to) )(?:subscribers?|members?)\b.{0,60}"
)
_SENTENCE_END: Final = expression(r"(?<![ap]\.m)[.!?]\s*\Z", re.IGNORECASE)
_DATED: Final = expression(
    r"(?:(?:first |originally |last )?(?:published|posted|updated|modified|created|issued)\b|by\b).{0,120}",
    re.IGNORECASE,
)


def _either(words: Sequence[str]) -> str:
    if not words:
        raise ValueError("an empty list would match everything")
    return "|".join(sorted(words, key=len, reverse=True))


_LINKING: Final = expression(rf"\W*(?:{_either([re.escape(lead) for lead in _LEADS])})\b", re.IGNORECASE)
_FURNITURE: Final = expression(rf"\W*(?:{_either([*_WHOLE, _CREDIT, _LETTER])})\W*", re.IGNORECASE)
_LINKED: Final = 0.3  # of a line that opens like a link to another story


def without_furniture(units: Sequence[Unit]) -> list[Unit]:
    """The units that are text of the article, of those that were chosen."""
    kept = [unit for unit in units if not _is_furniture(unit)]
    return _without_menus(kept)


def is_date_line(text: str) -> bool:
    """True for a line that only says when, and perhaps by whom: no part of the text."""
    if len(text) > _LONGEST or _SENTENCE_END.search(text):
        return False
    return _DATED.fullmatch(text.strip()) is not None and any(day is not None for day in read_stamp(text))


def _is_furniture(unit: Unit) -> bool:
    text = " ".join(unit.text.split())
    if unit.block.name == "tr" or len(text) > _LONGEST:
        return False
    if _FURNITURE.fullmatch(text) is not None or is_date_line(text):
        return True
    return _LINKING.match(text) is not None and (unit.linked > _LINKED or (text.endswith(":") and len(text) < 40))


def _without_menus(units: Sequence[Unit]) -> list[Unit]:
    """The units but for runs of lines that are links and nothing else."""
    kept: list[Unit] = []
    run: list[Unit] = []
    for unit in units:
        if unit.linked > 0.95 and unit.block.name not in HEADINGS and unit.block.table < 0:
            run.append(unit)
            continue
        kept += [] if len(run) >= _MENU else run
        run = []
        kept.append(unit)
    return kept + ([] if len(run) >= _MENU else run)
