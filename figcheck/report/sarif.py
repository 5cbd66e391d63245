"""SARIF 2.1.0 (OASIS), for code scanning and for viewers of such files.

The primary figure is the result's location, every other figure and passage a related location that the message links
to. A result is known again by its fingerprint, which holds no line. What GitHub takes of a file is kept to
(docs.github.com, "SARIF support for code scanning"): 25,000 results, 1,000 locations a result, 20 tags a rule, 10 MB
packed; the worst results come first and what did not fit is told in a notification.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from figcheck.articles import Remark, Unread
from figcheck.findings import Finding, RuleCard, Run, SetAside, Severity
from figcheck.report.machine import json_document
from figcheck.report.markdown import escape
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.spots import Spot, relative_path, run_spots, window
from figcheck.report.terminal import Look, clean, cut
from figcheck.report.wording import cause, waived

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE: Final = "%SRCROOT%"
_MOST_RESULTS: Final = 25_000
_MOST_LOCATIONS: Final = 100  # shown of a result; 1,000 would be taken
_MOST_LINKS: Final = 10  # in a message, which is to be read
_MOST_TAGS: Final = 10
_PACKED: Final = 9_500_000  # bytes; the limit is 10 MB
_LONGEST_NAME, _LONGEST_DESCRIPTION, _LONGEST_MESSAGE, _LONGEST_HELP = 255, 1024, 1000, 8000

# How often what a kind of check shows is true. Sums and dates of one article hold by themselves; whether two articles
# tell of one thing has to be judged. The bounds of what can be are no matter of judgement.
_PRECISION: Final = {"bounds": "very-high", "agree": "medium", "grows": "medium"}
_PROBLEM: Final = {"error": "error", "warning": "warning", "note": "recommendation"}


def sarif(run: Run, look: Look) -> str:
    """The run as a SARIF log; what was set aside is in it as suppressed results."""
    return _log(run, run.set_aside)


def code_scanning(run: Run, look: Look) -> str:
    """The run as a SARIF log without what was set aside: GitHub's code scanning knows no suppressions and would open
    an alert for each."""
    return _log(run, ())


def _log(run: Run, set_aside: Sequence[SetAside]) -> str:
    claims, headers = claims_by_id(run), headers_by_id(run)
    cards = _cards(run, set_aside)
    index = {card.id: number for number, card in enumerate(cards)}

    def results() -> Iterator[dict[str, Any]]:
        for finding in worst_first(run.findings):
            yield _result(finding, run_spots(run, claims, headers, finding), index)
        for aside in set_aside:
            shown = _result(aside.finding, run_spots(run, claims, headers, aside.finding), index)
            yield {**shown, "suppressions": [_suppression(aside)]}

    kept = _fitting(results())
    left_out = len(run.findings) + len(set_aside) - len(kept)
    notifications = [_unread(unread) for unread in run.unread[:_MOST_RESULTS]]
    notifications += [_remark(remark) for remark in run.remarks[:_MOST_RESULTS]]
    if left_out:
        text = f"{left_out:,} results, the least severe, are left out: the file would be larger than GitHub takes."
        notifications.append(_notification("left-out", "warning", text))
    driver = {
        "name": "figcheck",
        "version": run.version,
        "rules": [_rule(card) for card in cards],
    }
    return json_document(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "invocations": [
                        {"executionSuccessful": not run.unread, "toolExecutionNotifications": notifications}
                    ],
                    "originalUriBaseIds": {_BASE: {"description": {"text": "The folder that figcheck was run in."}}},
                    "columnKind": "unicodeCodePoints",
                    "results": kept,
                }
            ],
        }
    )


# --- rules ------------------------------------------------------------------------------------------------------


def _cards(run: Run, set_aside: Iterable[SetAside]) -> list[RuleCard]:
    """The rules in force, then those of findings that are in force no more."""
    cards = {card.id: card for card in run.rules}
    for finding in (*run.findings, *(aside.finding for aside in set_aside)):
        cards.setdefault(finding.rule, RuleCard(finding.rule, "", "", finding.severity, "", ""))
    return list(cards.values())[:_MOST_RESULTS]


def _rule(card: RuleCard) -> dict[str, Any]:
    title = cut(card.title, _LONGEST_DESCRIPTION) or card.id
    why = cut(card.why, _LONGEST_DESCRIPTION)
    help_text = cut(card.why, _LONGEST_HELP) or title
    told = (f"**{escape(title)}**", *([escape(help_text)] if help_text != title else []))
    return {
        "id": card.id,
        "name": "".join(part[:1].upper() + part[1:] for part in card.id.replace("_", "-").split("-"))[:_LONGEST_NAME],
        "shortDescription": {"text": title},
        "fullDescription": {"text": why or title},
        "help": {
            "text": help_text,
            "markdown": "\n\n".join((*told, f"`figcheck rules show {card.id}` shows it.")),
        },
        "defaultConfiguration": {"level": card.severity},
        "properties": {
            "precision": _PRECISION.get(card.kind, "high"),
            "problem.severity": _PROBLEM[card.severity],
            "tags": list(dict.fromkeys(tag for tag in (card.pack, card.kind, *card.measures) if tag and tag != "any"))[
                :_MOST_TAGS
            ],
        },
    }


# --- results ----------------------------------------------------------------------------------------------------


def _result(finding: Finding, spots: tuple[Spot, ...], index: Mapping[str, int]) -> dict[str, Any]:
    related = spots[1 : _MOST_LOCATIONS + 1]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.severity,
        "message": {"text": _message(finding, spots)},
        "locations": [_location(spots[0])] if spots else [],
    }
    if related:
        result["relatedLocations"] = [
            {"id": number, **_location(spot), "message": {"text": _literal(spot.told(spots[0]))}}
            for number, spot in enumerate(related, 1)
        ]
    # GitHub reads the second alone, and would else make one of the text of the line: of two findings in a paragraph one
    # would be lost, and an edit beside a finding would open it anew.
    result["partialFingerprints"] = {
        "figcheck/v1": finding.fingerprint,
        "primaryLocationLineHash": f"{finding.fingerprint}:1",
    }
    told = {"cause": finding.cause, "subject": finding.subject}
    told |= {"expected": finding.expected, "observed": finding.observed}
    properties = {name: cut(text, _LONGEST_MESSAGE) for name, text in told.items() if text}
    return result | ({"properties": properties} if properties else {})


def _message(finding: Finding, spots: tuple[Spot, ...]) -> str:
    """The finding in a sentence, then links to the other places, then the likely cause."""
    text = _literal(cut(finding.message, _LONGEST_MESSAGE)) or _literal(finding.rule)
    parts = [text if text.endswith((".", "!", "?")) else f"{text}."]
    inside = spots[0].inside if spots else ""
    if inside:
        parts.append(f"In {_literal(cut(inside, 200))}.")
    links = [f"[{_literal(spot.told(spots[0]))}]({number})" for number, spot in enumerate(spots[1:], 1)]
    if links:
        more = len(links) - _MOST_LINKS
        shown = "; ".join(links[:_MOST_LINKS]) + (f"; and {more:,} more" if more > 0 else "")
        parts.append(f"Beside it: {shown}.")
    words = cause(finding.cause)
    if words and words != finding.rule.replace("-", " "):
        parts.append(f"Likely cause: {_literal(cut(words, 200))}.")
    return " ".join(parts)


def _literal(text: str) -> str:
    """Text in which nothing is taken for a link (SARIF 2.1.0, 3.11.6)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(spot: Spot) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(spot.path)}
    place, end = spot.place, spot.end
    if place.line is not None and place.column is not None and end is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
        shown = window(spot)
        if shown.text and spot.at is not None and place.start is not None:
            start = place.start - spot.at.start + shown.start
            if start >= 0:
                physical["contextRegion"] = {
                    "charOffset": start,
                    "charLength": len(shown.text),
                    "snippet": {"text": clean(shown.text)},
                }
    location: dict[str, Any] = {"physicalLocation": physical}
    if spot.inside:
        location["logicalLocations"] = [{"name": cut(spot.inside, 200)}]
    return location


def _artifact(path: str) -> dict[str, Any]:
    """A path as a URI: relative to the base, or absolute where it lies elsewhere."""
    from urllib.parse import quote  # here, so that a start does not wait for it

    drive = path[:2] if path[1:3] == ":/" else ""
    uri = quote(path.removeprefix(drive).encode("utf-8", "replace"), safe="/")
    if drive or path.startswith("/"):
        return {"uri": f"file://{'/' if drive else ''}{drive}{uri}"}
    return {"uri": uri, "uriBaseId": _BASE}


def _suppression(aside: SetAside) -> dict[str, Any]:
    return {
        "kind": "inSource" if aside.how == "ignored" else "external",
        "status": "accepted",
        "justification": cut(waived(aside), _LONGEST_MESSAGE),
    }


def _fitting(results: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many results from the front as a file may hold, by number and by its packed size."""
    kept: list[dict[str, Any]] = []
    size, packer = 0, zlib.compressobj(6)
    for result in results:
        if len(kept) == _MOST_RESULTS:
            break
        text = json.dumps(result).encode("ascii")
        size += len(packer.compress(text)) + len(packer.flush(zlib.Z_SYNC_FLUSH))
        if size > _PACKED:
            break
        kept.append(result)
    return kept


# --- what was not read, and what is to be put in order ------------------------------------------------------------


def _unread(unread: Unread) -> dict[str, Any]:
    place = f", record {unread.record}" if unread.record is not None and unread.line is None else ""
    advice = f" ({unread.advice})" if unread.advice else ""
    text = f"Not read: {cut(f'{unread.path}{place}', 300)}: {cut(unread.reason + advice, _LONGEST_MESSAGE)}"
    return _notification("unread", "error", text, unread.path, unread.line, unread.column)


def _remark(remark: Remark) -> dict[str, Any]:
    text = " ".join(part for part in (remark.message, remark.advice and f"({remark.advice})") if part)
    level: Severity = "warning" if remark.kind in ("expired", "unknown_rule") else "note"
    return _notification(
        remark.kind.replace("_", "-"), level, cut(text, _LONGEST_MESSAGE), remark.path, remark.line, remark.column
    )


def _notification(
    kind: str, level: Severity, text: str, path: str = "", line: int | None = None, column: int | None = None
) -> dict[str, Any]:
    row: dict[str, Any] = {"descriptor": {"id": kind}, "level": level, "message": {"text": _literal(text)}}
    if path:
        physical: dict[str, Any] = {"artifactLocation": _artifact(relative_path(path))}
        if line is not None:
            physical["region"] = {"startLine": line, **({"startColumn": column} if column is not None else {})}
        row["locations"] = [{"physicalLocation": physical}]
    return row
