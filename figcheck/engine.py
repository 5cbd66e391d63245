"""The only file that knows the order of the stages: examine an article, settle the claims of all, make the Run."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from figcheck import __version__
from figcheck.articles import Article, Header, Ignore, PassedOver, Place, Remark, Unread
from figcheck.check import settle
from figcheck.dates import read_dates
from figcheck.describe import describe
from figcheck.describe.printed import printed
from figcheck.editions import left_out
from figcheck.explain import with_evidence
from figcheck.find import find
from figcheck.focus import articles_at, focused, touches
from figcheck.lexicon import Lexicon
from figcheck.link import link
from figcheck.model import Abstention, Claim, DateMention, Printed, Reach, RuleCard, Run, Skip
from figcheck.rules import FALLBACK_MEASURE, Measure, Rule, Ruleset
from figcheck.surroundings import contexts
from figcheck.timelimit import TookTooLong, alarm_held, time_limit


@dataclass(frozen=True, slots=True)
class Toolkit:
    """What the stages work with: the lexicon with its hedge scheme, and the rules with their measures."""

    lexicon: Lexicon
    ruleset: Ruleset


class Examined(NamedTuple):
    """What one article gave: its claims, its numbers that are no figures with their places, and its dates."""

    header: Header
    claims: list[Claim]
    skips: list[tuple[str, Skip, Place]]
    dates: list[DateMention]
    printed: tuple[Printed, ...] = ()


class Progress(NamedTuple):
    """How far a run has come: in which stage, how many articles are done, and which share of all, where that is known.

    "reading" is all that is done with one article alone.
    """

    stage: Literal["reading", "linking", "checking"]
    articles: int
    share: float | None = None


OnProgress: TypeAlias = Callable[[Progress], None]


def examine(article: Article, lexicon: Lexicon, measures: Mapping[str, Measure]) -> Examined:
    """Find and describe the figures of one article, and read its dates. Reads nothing else: any process may do it."""
    found = find(article, lexicon)
    claims = describe(article, found, lexicon, measures)
    place = article.text_map.place
    skips = [(article.header.id, skip, place(skip.span)) for skip in found.skips]
    beside = printed(article, found.skips, claims, lexicon)
    return Examined(article.header, claims, skips, read_dates(article, lexicon), beside)


def run(
    articles: Iterable[Article | Unread | PassedOver],
    toolkit: Toolkit,
    *,
    rules: Iterable[Rule] | None = None,
    on_progress: OnProgress | None = None,
    focus: Collection[str] | None = None,
    supersede: bool = False,
    max_seconds: float | None = None,
) -> Run:
    """The whole run over articles as they come, in any order. With ``supersede`` only the latest edition of an article
    is checked.

    ``rules`` are those to check by (default: all of the toolkit's; an empty sequence links and checks nothing). An
    article that crashes a stage becomes an ``unread`` row with its traceback in ``detail``; the others go on.
    So does one that takes longer than ``max_seconds``, where that can be told (see ``timelimit``).
    ``on_progress`` is called for each article done, and when the run begins to link and to check. With ``focus``, paths
    of files, the findings are those that touch an article of these, as ``focus.focused`` picks them; the rest is not
    worked out.
    """
    with alarm_held():
        return _run(articles, toolkit, rules, on_progress, focus, supersede, max_seconds)


def _run(
    articles: Iterable[Article | Unread | PassedOver],
    toolkit: Toolkit,
    rules: Iterable[Rule] | None,
    on_progress: OnProgress | None,
    focus: Collection[str] | None,
    supersede: bool,
    max_seconds: float | None,
) -> Run:
    chosen = toolkit.ruleset.rules if rules is None else tuple(rules)
    headers: list[Header] = []
    claims: list[Claim] = []
    skips: list[tuple[str, Skip, Place]] = []
    dates: list[DateMention] = []
    unread: list[Unread] = []
    beside: list[Printed] = []
    remarks: list[Remark] = []
    texts: dict[str, str] = {}
    ignores: list[tuple[str, Ignore]] = []
    passed_over: Counter[str] = Counter()
    done = 0
    for article in articles:
        if isinstance(article, PassedOver):
            passed_over[article.what] += article.count
            continue
        done += 1
        if isinstance(article, Unread):
            unread.append(article)
        else:
            try:
                with time_limit(max_seconds):
                    examined = examine(article, toolkit.lexicon, toolkit.ruleset.measures)
            except TookTooLong as error:
                unread.append(_given_up(article, error))
            except Exception as error:  # the edge of one article: a bug costs that article, never the run
                unread.append(_crashed(article, error))
            else:
                headers.append(examined.header)
                if chosen:  # findings show what stands around their sentences
                    texts[examined.header.id] = article.text
                ignores += [(examined.header.id, ignore) for ignore in article.ignores]
                remarks += article.remarks
                claims += examined.claims
                skips += examined.skips
                beside += examined.printed
                dates += examined.dates
        if on_progress is not None:
            on_progress(Progress("reading", done))
    absent = left_out(headers, supersede=supersede)
    if absent:
        gone = {row.article for row in absent}
        headers = [header for header in headers if header.id not in gone]
        claims = [claim for claim in claims if claim.header.id not in gone]
        skips = [row for row in skips if row[0] not in gone]
        dates = [mention for mention in dates if mention.header.id not in gone]
        beside = [number for number in beside if number.header.id not in gone]
        ignores = [row for row in ignores if row[0] not in gone]
    claims.sort(key=_by_article)
    dates.sort(key=_by_place)
    beside.sort(key=_by_header)
    if chosen and on_progress is not None:
        on_progress(Progress("linking", len(headers) + len(unread)))
    linked = link(claims, toolkit.lexicon, toolkit.ruleset.measures) if chosen else None
    if chosen and on_progress is not None:
        on_progress(Progress("checking", len(headers) + len(unread)))
    changed = None if focus is None else articles_at(headers, focus)
    settled = settle(claims, linked.groups, chosen, dates, beside, changed) if linked is not None else None
    groups = linked.groups if linked is not None else ()
    findings = settled.findings if settled is not None else ()
    if changed is not None:
        by_id = {claim.id: claim for claim in claims}
        findings = tuple(finding for finding in findings if touches(finding, changed, by_id))
    if linked is not None:
        findings = with_evidence(findings, claims, groups, chosen, linked.scales)
    abstentions = (
        *(linked.abstentions if linked is not None else ()),
        *(settled.abstentions if settled is not None else ()),
        *_not_stated(claims),
    )
    comparisons = settled.comparisons if settled is not None else ()
    grouped = {claim for group in groups for claim in group.claims}
    made = Run(
        version=__version__,
        articles=tuple(sorted(headers, key=lambda header: header.id)),
        claims=tuple(claims),
        groups=groups,
        comparisons=comparisons,
        findings=findings,
        skips=tuple(sorted(skips, key=lambda row: (row[0], row[1].span))),
        abstentions=tuple(sorted(abstentions, key=lambda a: (a.claim, a.stage, a.reason))),
        unread=tuple(sorted(unread, key=lambda row: (row.path, row.record or 0, row.line or 0, row.reason))),
        reach=Reach(
            articles=len(headers),
            figures=len(claims),
            described=sum(claim.measure != FALLBACK_MEASURE for claim in claims),
            grouped=len(grouped),
            compared=len(comparisons),
            skipped=dict(sorted(Counter(skip.kind for _, skip, _ in skips).items())),
            abstained=dict(sorted(Counter(abstention.reason for abstention in abstentions).items())),
            unread=len(unread),
            comparisons_left_out=settled.left_out if settled is not None else 0,
            passed_over=dict(sorted(passed_over.items())),
        ),
        hedges=toolkit.lexicon.hedging.name,
        dates=tuple(dates),
        printed=tuple(beside),
        rules=tuple(_card(rule) for rule in sorted(chosen, key=lambda rule: rule.id)),
        contexts=contexts(findings, claims, texts),
        ignores=tuple(sorted(ignores, key=lambda row: (row[0], row[1].place.start or 0))) if chosen else (),
        remarks=tuple(sorted(remarks, key=_by_file)),
        left_out=absent,
    )
    return made if focus is None else focused(made, focus)


def _by_file(remark: Remark) -> tuple[str, int, int, str, str]:
    return remark.path, remark.line or 0, remark.column or 0, remark.kind, remark.message


def _card(rule: Rule) -> RuleCard:
    return RuleCard(rule.id, rule.title, rule.why.strip(), rule.severity, rule.check.type, rule.pack, rule.measure)


def _by_header(number: Printed) -> str:
    return number.header.id


def _by_article(claim: Claim) -> tuple[str, int]:
    return claim.header.id, claim.number


def _by_place(mention: DateMention) -> tuple[str, int, int, str]:
    return mention.header.id, mention.span.start, mention.span.end, mention.kind


def _not_stated(claims: Iterable[Claim]) -> list[Abstention]:
    return [Abstention(c.id, "link", f"{c.mode}, not stated") for c in claims if c.mode != "stated"]


def _given_up(article: Article, error: TookTooLong) -> Unread:
    return Unread(article.header.path, f"{article.header.id} {error.reason}", error.advice)


def _crashed(article: Article, error: Exception) -> Unread:
    return Unread(
        article.header.path,
        f"figcheck failed on {article.header.id}: {type(error).__name__}: {error}",
        "this is a bug in figcheck; run with -v for the traceback and report it",
        detail="".join(traceback.format_exception(error)),
    )
