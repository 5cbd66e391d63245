"""The only file that knows the order of the stages: examine an article, settle the claims of all, make the Run."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from figcheck import __version__
from figcheck.articles import Article, Header, Ignore, PassedOver, Place, Remark, Unread
from figcheck.check import Settled, settle
from figcheck.dates import read_dates
from figcheck.describe import describe
from figcheck.describe.printed import printed
from figcheck.editions import left_out
from figcheck.explain import with_evidence
from figcheck.find import find
from figcheck.findings import Abstention, Reach, RuleCard, Run, articles_at
from figcheck.focus import focused, touches
from figcheck.garbage import no_collection
from figcheck.lexicon import Lexicon
from figcheck.link import link
from figcheck.link.scales import Scales
from figcheck.model import Claim, DateMention, Group, Printed, Skip
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


Stage: TypeAlias = Literal["waiting", "reading", "linking", "checking"]


class Progress(NamedTuple):
    """How far a run has come: in which stage, how many articles are done, and which share of all, where that is known.

    "reading" is all that is done with one article alone, "waiting" is for another command that uses the ledger.
    """

    stage: Stage
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


class Gathered:
    """What the articles of a run gave, as far as they were read."""

    def __init__(self) -> None:
        self.headers: list[Header] = []
        self.claims: list[Claim] = []
        self.skips: list[tuple[str, Skip, Place]] = []
        self.dates: list[DateMention] = []
        self.printed: list[Printed] = []
        self.texts: dict[str, str] = {}
        self.ignores: list[tuple[str, Ignore]] = []
        self.remarks: list[Remark] = []
        self.unread: list[Unread] = []
        self.passed_over: Counter[str] = Counter()

    def add(self, examined: Examined, text: str, ignores: Iterable[Ignore], remarks: Iterable[Remark]) -> None:
        """An article that was examined; ``text`` is what findings show the surroundings of their sentences from."""
        header = examined.header
        self.headers.append(header)
        self.claims += examined.claims
        self.skips += examined.skips
        self.dates += examined.dates
        self.printed += examined.printed
        self.texts[header.id] = text
        self.ignores += [(header.id, ignore) for ignore in ignores]
        self.remarks += remarks

    def put_aside(self, row: Unread | PassedOver) -> None:
        """What is no article."""
        if isinstance(row, Unread):
            self.unread.append(row)
        else:
            self.passed_over[row.what] += row.count

    @property
    def articles(self) -> int:
        """How many articles came, read or not."""
        return len(self.headers) + len(self.unread)

    def without(self, gone: Collection[str]) -> None:
        """Leave out the articles of these ids."""
        self.headers = [header for header in self.headers if header.id not in gone]
        self.claims = [claim for claim in self.claims if claim.header.id not in gone]
        self.skips = [row for row in self.skips if row[0] not in gone]
        self.dates = [mention for mention in self.dates if mention.header.id not in gone]
        self.printed = [number for number in self.printed if number.header.id not in gone]
        self.ignores = [row for row in self.ignores if row[0] not in gone]


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
        gathered = gather(articles, toolkit, on_progress, max_seconds)
        return put_together(gathered, toolkit, rules=rules, on_progress=on_progress, focus=focus, supersede=supersede)


def gather(
    articles: Iterable[Article | Unread | PassedOver],
    toolkit: Toolkit,
    on_progress: OnProgress | None = None,
    max_seconds: float | None = None,
) -> Gathered:
    """Examine articles one by one, as run does."""
    gathered = Gathered()
    for article in articles:
        if isinstance(article, Unread | PassedOver):
            gathered.put_aside(article)
            if isinstance(article, PassedOver):
                continue
        else:
            try:
                with time_limit(max_seconds):
                    examined = examine(article, toolkit.lexicon, toolkit.ruleset.measures)
            except TookTooLong as error:
                gathered.put_aside(given_up(article, error.reason, error.advice))
            except Exception as error:  # the edge of one article: a bug costs that article, never the run
                told = f"{type(error).__name__}: {error}"
                gathered.put_aside(crashed(article, told, "".join(traceback.format_exception(error))))
            else:
                gathered.add(examined, article.text, article.ignores, article.remarks)
        if on_progress is not None:
            on_progress(Progress("reading", gathered.articles))
    return gathered


@no_collection()
def put_together(
    gathered: Gathered,
    toolkit: Toolkit,
    *,
    rules: Iterable[Rule] | None = None,
    on_progress: OnProgress | None = None,
    focus: Collection[str] | None = None,
    supersede: bool = False,
) -> Run:
    """Link and check what the articles gave, and make the Run. The arguments are those of run."""
    chosen = toolkit.ruleset.rules if rules is None else tuple(rules)
    # Whoever asks for figures alone gets those of every article: nothing is counted twice where nothing is compared.
    absent = left_out(gathered.headers, supersede=supersede) if chosen else ()
    if absent:
        gathered.without({row.article for row in absent})
    headers, claims, unread = gathered.headers, gathered.claims, gathered.unread
    dates, beside = gathered.dates, gathered.printed
    claims.sort(key=_by_article)
    dates.sort(key=_by_place)
    beside.sort(key=_by_header)
    if chosen and on_progress is not None:
        on_progress(Progress("linking", len(headers) + len(unread)))
    linked = link(claims, toolkit.lexicon, toolkit.ruleset.measures) if chosen else None
    if chosen and on_progress is not None:
        on_progress(Progress("checking", len(headers) + len(unread)))
    changed = None if focus is None else articles_at(headers, focus, absent)
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
        *_not_stated(claims, linked.scales if linked is not None else None),
    )
    comparisons = settled.comparisons if settled is not None else ()
    made = Run(
        version=__version__,
        articles=tuple(sorted(headers, key=lambda header: header.id)),
        claims=tuple(claims),
        groups=groups,
        comparisons=comparisons,
        findings=findings,
        skips=tuple(sorted(gathered.skips, key=lambda row: (row[0], row[1].span))),
        abstentions=tuple(sorted(abstentions, key=lambda a: (a.claim, a.stage, a.reason))),
        unread=tuple(sorted(unread, key=by_reason)),
        reach=_reach(gathered, groups, settled, abstentions),
        hedges=toolkit.lexicon.hedging.name,
        dates=tuple(dates),
        printed=tuple(beside),
        rules=cards(chosen),
        contexts=contexts(findings, claims, gathered.texts),
        ignores=tuple(sorted(gathered.ignores, key=by_start)) if chosen else (),
        remarks=tuple(sorted(gathered.remarks, key=by_file)),
        left_out=absent,
    )
    return made if focus is None else focused(made, focus)


def _reach(
    gathered: Gathered, groups: Iterable[Group], settled: Settled | None, abstentions: Iterable[Abstention]
) -> Reach:
    """How far a run got; ``settled`` is None where nothing was checked."""
    claims = gathered.claims
    return Reach(
        articles=len(gathered.headers),
        figures=len(claims),
        described=sum(claim.measure != FALLBACK_MEASURE for claim in claims),
        grouped=len({claim for group in groups for claim in group.claims}),
        compared=len(settled.comparisons) if settled is not None else 0,
        skipped=dict(sorted(Counter(skip.kind for _, skip, _ in gathered.skips).items())),
        abstained=dict(sorted(Counter(abstention.reason for abstention in abstentions).items())),
        unread=len(gathered.unread),
        comparisons_left_out=sum(settled.left_out.values()) if settled is not None else 0,
        passed_over=dict(sorted(gathered.passed_over.items())),
    )


def by_start(row: tuple[str, Ignore]) -> tuple[str, int]:
    """What comments for figcheck are sorted by."""
    return row[0], row[1].place.start or 0


def by_reason(row: Unread) -> tuple[str, int, int, str]:
    """What is sorted of what was not read."""
    return row.path, row.record or 0, row.line or 0, row.reason


def by_file(remark: Remark) -> tuple[str, int, int, str, str]:
    """What remarks are sorted by."""
    return remark.path, remark.line or 0, remark.column or 0, remark.kind, remark.message


def cards(rules: Iterable[Rule]) -> tuple[RuleCard, ...]:
    """What a report tells of rules, sorted by their ids."""
    return tuple(
        RuleCard(rule.id, rule.title, rule.why.strip(), rule.severity, rule.check.type, rule.pack, rule.measure)
        for rule in sorted(rules, key=lambda rule: rule.id)
    )


def _by_header(number: Printed) -> str:
    return number.header.id


def _by_article(claim: Claim) -> tuple[str, int]:
    return claim.header.id, claim.number


def _by_place(mention: DateMention) -> tuple[str, int, int, str]:
    return mention.header.id, mention.span.start, mention.span.end, mention.kind


def _not_stated(claims: Iterable[Claim], scales: Scales | None) -> list[Abstention]:
    told = [c for c in claims if c.mode != "stated" and (scales is None or not scales.is_compared(c))]
    return [Abstention(claim.id, "link", f"{claim.mode}, not stated") for claim in told]


def given_up(article: Article, reason: str, advice: str) -> Unread:
    """The row of an article on which work was given up."""
    return Unread(article.header.path, f"{article.header.id} {reason}", advice)


def crashed(article: Article, told: str, detail: str) -> Unread:
    """The row of an article that crashed a stage: the exception in a line, and its traceback."""
    return Unread(
        article.header.path,
        f"figcheck failed on {article.header.id}: {told}",
        "this is a bug in figcheck; run with -v for the traceback and report it",
        detail=detail,
    )
