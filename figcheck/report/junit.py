"""JUnit XML, for the list of tests that every CI has: a suite for each rule in force, a failed test for each finding.

The form is that of the schema junit-10.xsd of Jenkins' xUnit plugin, which CI systems agree on. A rule without
findings is a passed test, so that a list of tests tells which rules were at work. Errors and warnings fail; notes and
what was set aside are skipped tests with their reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.findings import Finding, Run
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.spots import Spot, run_spots, sentence
from figcheck.report.summary import plural, reach_lines
from figcheck.report.terminal import Look, cut, one_line
from figcheck.report.wording import cause, short_fingerprint, waived

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST: Final = 1000
_LONGEST_NAME: Final = 200
_PLACES: Final = 50
_NOT_XML = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def junit(run: Run, look: Look) -> str:
    """The run as JUnit XML."""
    from xml.etree import ElementTree

    claims, headers = claims_by_id(run), headers_by_id(run)
    of_rule: dict[str, list[Element]] = {card.id: [] for card in run.rules}
    for finding in worst_first(run.findings):
        case = _case(finding, run_spots(run, claims, headers, finding))
        of_rule.setdefault(finding.rule, []).append(case)
    for aside in run.set_aside:
        case = _case(aside.finding, run_spots(run, claims, headers, aside.finding), waived(aside))
        of_rule.setdefault(aside.finding.rule, []).append(case)
    titles = {card.id: card.title for card in run.rules}
    suites = [_articles(run)]
    for rule, cases in of_rule.items():
        passed = ElementTree.Element(
            "testcase", {"name": _attribute(cut(titles.get(rule) or rule, _LONGEST_NAME)), "classname": _class(rule)}
        )
        suites.append(_suite(rule, cases or [passed]))
    root = ElementTree.Element("testsuites", {"name": "figcheck"})
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.extend(suites)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _case(finding: Finding, spots: tuple[Spot, ...], set_aside: str = "") -> Element:
    """A finding as a test; its name holds no line, so that a CI knows it again."""
    from xml.etree import ElementTree

    path = f"{spots[0].path}: " if spots else ""
    name = f"{cut(path + finding.message, _LONGEST_NAME)} [{short_fingerprint(finding)}]"
    case = ElementTree.Element("testcase", {"name": _attribute(name), "classname": _class(finding.rule)})
    message = cut(finding.message, _LONGEST)
    if set_aside:
        message = f"{cut(set_aside, _LONGEST)}; {message}"
    elif finding.severity == "note":
        message = f"note: {message}"
    is_failure = finding.severity != "note" and not set_aside
    outcome = ElementTree.SubElement(
        case,
        "failure" if is_failure else "skipped",
        {"type": "set aside" if set_aside else finding.severity, "message": _attribute(message)},
    )
    outcome.text = _text(_told(finding, spots))
    return case


def _told(finding: Finding, spots: tuple[Spot, ...]) -> Iterable[str]:
    yield cut(finding.message, _LONGEST)
    for (_, quote), standing in groupby(spots[:_PLACES], key=lambda spot: (spot.article, spot.quote)):
        yield ""
        rows = list(standing)
        for spot in rows:
            yield cut(f"{spot.where}: {spot.told(None if spot is rows[0] else rows[0])}", _LONGEST)
        if quote:
            yield f"  | {sentence(rows[0])}"
    if len(spots) > _PLACES:
        yield f"and {plural(len(spots) - _PLACES, 'more place')}"
    yield ""
    for label, words in (
        ("expected", finding.expected),
        ("found", finding.observed),
        ("cause", cause(finding.cause)),
        ("fingerprint", finding.fingerprint),
    ):
        if words:
            yield f"{label}: {cut(words, _LONGEST)}"


def _articles(run: Run) -> Element:
    """The suite of what was read: passed as a whole, an error for each file that was not; how far the run got, and what
    is to be put in order, as its output."""
    from xml.etree import ElementTree

    read = plural(run.reach.articles, "article")
    cases = [ElementTree.Element("testcase", {"name": f"{read} read", "classname": "figcheck.articles"})]
    cases += map(_unread, run.unread)
    suite = _suite("articles", cases)
    lines = [cut(line, _LONGEST) for line in reach_lines(run)]
    for remark in run.remarks:
        place = ":".join(str(part) for part in (remark.path, remark.line, remark.column) if part not in (None, ""))
        lines.append(cut(" ".join(part for part in (f"{place}:", remark.message, remark.advice) if part), _LONGEST))
    ElementTree.SubElement(suite, "system-out").text = _text(lines)
    return suite


def _unread(unread: Unread) -> Element:
    from xml.etree import ElementTree

    where = unread.path if unread.record is None else f"{unread.path}#{unread.record}"
    name = cut(f"{where}: not read", _LONGEST_NAME)
    case = ElementTree.Element("testcase", {"name": _attribute(name), "classname": "figcheck.articles"})
    error = ElementTree.SubElement(
        case, "error", {"type": "not read", "message": _attribute(cut(unread.reason, _LONGEST))}
    )
    place = ":".join(str(part) for part in (where, unread.line, unread.column) if part is not None)
    error.text = _text([cut(f"{place}: {unread.reason}", _LONGEST), cut(unread.advice, _LONGEST)])
    return case


def _suite(name: str, cases: list[Element]) -> Element:
    from xml.etree import ElementTree

    counts = {
        outcome: sum(case.find(outcome) is not None for case in cases) for outcome in ("failure", "error", "skipped")
    }
    suite = ElementTree.Element(
        "testsuite",
        {
            "name": _attribute(name),
            "tests": str(len(cases)),
            "failures": str(counts["failure"]),
            "errors": str(counts["error"]),
            "skipped": str(counts["skipped"]),
        },
    )
    suite.extend(cases)
    return suite


def _class(rule: str) -> str:
    return _attribute(f"figcheck.{rule}")


def _attribute(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(text))


def _text(lines: Iterable[str]) -> str:
    return "\n" + "\n".join(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", line) for line in lines).strip() + "\n"
