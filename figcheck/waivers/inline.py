"""Findings that an article itself waives: ``figcheck: ignore[rule-id] reason``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from figcheck.articles import Header, Ignore, Place, Remark
from figcheck.findings import Finding, Run, SetAside
from figcheck.model import Claim, Passage
from figcheck.quoting import did_you_mean, show
from figcheck.waivers.purview import Purview

_ADVICE_GRAMMAR = "write `figcheck: ignore[rule-id] reason`"
_Use = tuple[int, str]  # which ignore, and which of its rules


class Ignores:
    """The ignores of a run's articles. They are asked for every finding, and tell in the end what they were not used
    for."""

    def __init__(self, run: Run) -> None:
        self._ignores = run.ignores
        self._claims: Mapping[str, Claim] = {claim.id: claim for claim in run.claims} if run.ignores else {}
        self._headers: Mapping[str, Header] = {header.id: header for header in run.articles} if run.ignores else {}
        self._used: set[_Use] = set()
        self._by_rule: dict[str, dict[str, list[int]]] = {}
        for number, (article, ignore) in enumerate(run.ignores):
            for rule in ignore.rules:
                self._by_rule.setdefault(rule, {}).setdefault(article, []).append(number)

    def waived(self, finding: Finding) -> SetAside | None:
        """The finding set aside when one of its figures or places stands where it is ignored; else None."""
        by_article = self._by_rule.get(finding.rule)
        if not by_article:
            return None
        numbers = sorted(set(self._over(finding, by_article)))
        self._used.update((number, finding.rule) for number in numbers)
        if not numbers:
            return None
        article, ignore = self._ignores[numbers[0]]
        return SetAside(finding, "ignored", ignore.reason, where=_where(self._headers[article], ignore.place))

    def _over(self, finding: Finding, by_article: Mapping[str, list[int]]) -> Iterator[int]:
        for claim_id in finding.figures:
            claim = self._claims[claim_id]
            start = claim.figure.span.start
            for number in by_article.get(claim.header.id, ()):
                covers = self._ignores[number][1].covers
                if covers.start <= start < covers.end:
                    yield number
        for passage in finding.places:
            for number in by_article.get(passage.article, ()):
                if _covers_place(self._ignores[number][1], passage):
                    yield number

    def remarks(self, purview: Purview) -> Iterator[Remark]:
        """What is to be put in order about them."""
        for number, (article, ignore) in enumerate(self._ignores):
            header = self._headers[article]
            if ignore.wrong:
                yield _remark("bad_ignore", ignore.wrong, header, ignore, _ADVICE_GRAMMAR)
                continue
            if not ignore.reason:
                told = f"ignores {_listed(ignore.rules)} without a reason"
                yield _remark("no_reason", told, header, ignore, "say behind the ] why it is right as it is")
            for rule in ignore.rules:
                yield from self._remarks_on(rule, number, header, ignore, purview)

    def _remarks_on(self, rule: str, number: int, header: Header, ignore: Ignore, purview: Purview) -> Iterator[Remark]:
        if not purview.exists(rule):
            advice = did_you_mean(rule, purview.rules()) or "`figcheck rules list` shows all"
            yield _remark("unknown_rule", f"ignores {show(rule)}, which is no rule", header, ignore, advice)
        elif (number, rule) not in self._used and purview.in_force(rule) and purview.is_focused(header.path):
            if ignore.covers.start == ignore.covers.end:
                told = f"ignores {show(rule)}, but nothing stands below it"
                yield _remark("unused_ignore", told, header, ignore, "put it into the paragraph, or on the line above")
            elif purview.judges_alone(rule):
                where = "this article" if ignore.whole else "this paragraph"
                told = f"ignores {show(rule)}, of which nothing is found in {where}"
                yield _remark("unused_ignore", told, header, ignore, "remove it")


def _covers_place(ignore: Ignore, passage: Passage) -> bool:
    start, within = passage.place.start, ignore.within
    if start is None or within.start is None or within.end is None:
        return ignore.whole
    return within.start <= start < within.end


def _listed(rules: Iterable[str]) -> str:
    return ", ".join(show(rule) for rule in rules)


def _path(header: Header, place: Place) -> str:
    member = f"!{place.member}" if place.member is not None else ""
    record = f"#{place.record}" if place.record is not None and place.line is None else ""
    return f"{header.path}{member}{record}"


def _where(header: Header, place: Place) -> str:
    path = _path(header, place)
    return path if place.line is None else f"{path}:{place.line}"


def _remark(kind: str, message: str, header: Header, ignore: Ignore, advice: str) -> Remark:
    place = ignore.place
    return Remark(kind, message, _path(header, place), place.line, place.column, advice)
