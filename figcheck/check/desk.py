"""What every kind of check works on: the claims by id and group, and where outcomes are put down."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, groupby
from typing import Any, Final, Protocol, TypeVar, cast

from figcheck.articles import Header
from figcheck.check.fingerprints import fingerprint
from figcheck.check.marked import Marked, marked_sentences
from figcheck.findings import SEVERITIES, Abstention, Comparison, Finding, Severity, Verdict
from figcheck.model import LOOSE_GROUPS, Claim, DateMention, Group, Passage, Printed
from figcheck.shortnames import share_a_name
from figcheck.units import thing

T = TypeVar("T")
_MILLION: Final = 10**6
MANY: Final = 45  # claims from which on each is held against some that were published before it, no more against all
NEAREST: Final = 10  # these, the nearest in time


class RuleSpec(Protocol):
    """What a check reads of a rule (rules.Rule is one)."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def same(self) -> Sequence[str]: ...
    @property
    def check(self) -> Any: ...
    @property
    def tolerance(self) -> Any: ...
    @property
    def window(self) -> dt.timedelta | None: ...
    @property
    def scope(self) -> Any: ...
    @property
    def find(self) -> Any: ...
    @property
    def hedges(self) -> Sequence[str]: ...
    @property
    def sources(self) -> Any: ...
    @property
    def unless(self) -> Any: ...
    @property
    def escalate(self) -> Any: ...
    @property
    def message(self) -> str: ...
    def concerns(self, measure: str) -> bool:
        """True when the rule looks at that measure."""
        ...


@dataclass(slots=True)
class Outcome:
    """What the checks have put down so far. ``seen`` are the pairs already compared, ``left_out`` how many pairs over
    the cap an article has that comes first in them."""

    comparisons: list[Comparison] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    abstentions: dict[Abstention, None] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def abstain(self, claim: str, reason: str) -> None:
        """Note that a comparison was left undone for the claim of an id, and why."""
        self.abstentions[Abstention(claim, "check", reason)] = None

    def leave_out(self, first: Claim, members: int, looked: int) -> None:
        """Count the pairs of a group's claims, of which this is the first, that were not looked at."""
        if left := members * (members - 1) // 2 - looked:
            self.left_out[first.header.id] += left

    def compared(self, rule: RuleSpec, a: Claim, b: Claim, verdict: Verdict, because: tuple[str, ...]) -> None:
        """Put a comparison down, once a pair."""
        self.comparisons.append(Comparison(rule.id, verdict, a.id, b.id, because))
        self.seen.add((a.id, b.id))


class Desk:
    """The claims of a run, in order, with their groups, and the dates of its articles.

    ``printed`` are, by article, the numbers that are no figures and bear on its title. ``around`` are all claims of the
    articles, where only some of them are checked. With ``focus``, ids of articles,
    there are only groups with a claim of one of these, and one by one only these and articles that have a claim in such
    a group: what cannot touch them is not worked on.
    """

    def __init__(
        self,
        claims: tuple[Claim, ...],
        groups: tuple[Group, ...],
        dates: tuple[DateMention, ...] = (),
        printed: Iterable[Printed] = (),
        focus: Collection[str] | None = None,
        around: Sequence[Claim] | None = None,
    ) -> None:
        self.claims = claims
        self.around: Sequence[Claim] = claims if around is None else around
        self.by_id = {claim.id: claim for claim in claims}
        self.group_of = {claim: group for group in groups for claim in group.claims}
        self._near: frozenset[str] | None = None
        if focus is not None:
            # Whole articles: a rule that looks at one by itself marks pairs that another then leaves out of a group.
            groups = tuple(g for g in groups if any(self._article(claim) in focus for claim in g.claims))
            self._near = frozenset(focus) | {self._article(claim) for group in groups for claim in group.claims}
        self.printed: dict[str, list[Printed]] = {}
        for number in printed:
            if self.is_near(number.header.id):
                self.printed.setdefault(number.header.id, []).append(number)
        self.groups = groups
        self._dates = dates
        self._members: dict[tuple[str, ...], list[Claim]] = {}
        self._made: dict[object, object] = {}

    def _article(self, claim: str) -> str:
        return self.by_id[claim].header.id

    def is_near(self, article: str) -> bool:
        """Whether an article, by its id, is worked on at all."""
        return self._near is None or article in self._near

    def members(self, group: Group) -> list[Claim]:
        """A group's claims, the earlier published first."""
        found = self._members.get(group.claims)
        if found is None:
            found = self._members[group.claims] = sorted([self.by_id[it] for it in group.claims], key=published_order)
        return found

    def articles(self) -> list[list[Claim]]:
        """The claims of each article in turn."""
        return self.once(_by_article)

    def dates(self) -> Iterator[list[DateMention]]:
        """The dates of each article in turn, in the order of the text."""
        for article, mentions in groupby(self._dates, key=_article_of):
            if self.is_near(article):
                yield list(mentions)

    def once(self, make: Callable[[Desk], T]) -> T:
        """What a function makes of the desk, made once for all rules that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def marked(self) -> list[tuple[list[Claim], list[Marked]]]:
        """The claims of each article, and its sentences with marks for figures."""
        return self.once(_marked)


def _by_article(desk: Desk) -> list[list[Claim]]:
    found: list[list[Claim]] = []
    article, is_near = None, False
    for claim in desk.claims:
        header = claim.header
        if header.id != article:
            article = header.id
            is_near = desk.is_near(article)
            if is_near:
                found.append([])
        if is_near:
            found[-1].append(claim)
    return found


def _marked(desk: Desk) -> list[tuple[list[Claim], list[Marked]]]:
    return [(claims, marked_sentences(claims)) for claims in desk.articles()]


def _article_of(mention: DateMention) -> str:
    return mention.header.id


def pairs_of(members: Sequence[T], nearest: int = NEAREST) -> Iterator[tuple[T, T]]:
    """The pairs to compare of claims of one thing, which are in published_order: all, or of more than MANY each with
    the ``nearest`` before it, so that a total told for years costs no more a report than one told for a month."""
    if len(members) <= MANY:
        yield from combinations(members, 2)
        return
    for at, claim in enumerate(members):
        for other in members[max(0, at - nearest) : at]:
            yield other, claim


def published_order(claim: Claim) -> tuple[str, str, int]:
    """Earlier published first, undated last, then by place."""
    published = claim.header.published
    return (published.isoformat() if published else "9999", claim.header.id, claim.number)


def as_of(claim: Claim) -> dt.date | None:
    """The day a figure holds for: stated, else that of publication."""
    return claim.as_of or claim.header.published


def same_slots(rule: RuleSpec, a: Claim, b: Claim) -> bool:
    """True when no slot that a rule wants equal is known on both sides and differs.

    That two figures are about one thing is the linker's finding. It has weighed place, time and kind already, in which
    a place inside another is no difference, so those are not held word for word again.
    """
    for slot in rule.same:
        if slot in ("where", "when", "kind"):
            continue
        one, other = _slot(a, slot), _slot(b, slot)
        if one and other and not (share_a_name(one, other) if slot == "about" else one & other):
            return False
    return True


def _slot(claim: Claim, slot: str) -> frozenset[str]:
    if slot in ("who", "by", "about"):
        named: frozenset[str] = getattr(claim.scope, slot) or frozenset()
        return named - LOOSE_GROUPS
    value = {"counted": thing(claim.figure), "said_by": claim.said_by}.get(slot)
    return frozenset({value}) if value else frozenset()


def slack(rule: RuleSpec, size: Decimal) -> Decimal:
    """How far apart a rule lets two numbers of a size be."""
    width: Decimal = max(rule.tolerance.absolute, rule.tolerance.relative * abs(size))
    return width


def lowered(severity: Severity, most: Severity) -> Severity:
    """The milder of two severities."""
    return SEVERITIES[min(SEVERITIES.index(severity), SEVERITIES.index(most))]


def show_points(shown: str) -> str:
    """A number as it is shown, in points."""
    return f"{shown} point" if shown == "1" else f"{shown} points"


def show_number(value: Decimal | float) -> str:
    """A number for a message: thousands in groups, no needless zeros; "4.6 billion", "1.3" for a pace."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if abs(number) >= _MILLION:
        for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
            scaled = number / scale
            if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.01")):
                return f"{scaled.normalize():,f} {name}"
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number.quantize(Decimal('0.1') if abs(number) >= 1 else Decimal('0.01')):,}"


def finding(
    rule: RuleSpec,
    claims: Sequence[Claim],
    *,
    severity: Severity,
    cause: str,
    message: str,
    subject: str,
    expected: str = "",
    observed: str = "",
    places: tuple[Passage, ...] = (),
    because: tuple[str, ...] = (),
    article: Header | None = None,
) -> Finding:
    """A finding with its fingerprint. ``article`` is that of the places of a finding without figures."""
    headers = [*(claim.header for claim in claims), *([article] if article is not None else [])]
    called = {header.id: header.lasting_id for header in headers}
    return Finding(
        rule=rule.id,
        severity=severity,
        cause=cause,
        message=message,
        figures=tuple(claim.id for claim in claims),
        fingerprint=fingerprint(rule.id, claims, places, called),
        subject=subject,
        expected=expected,
        observed=observed,
        places=places,
        because=because,
    )


def subject(claims: Sequence[Claim], group: Group | None = None) -> str:
    """What a finding is about, for a reader: the measure and the scope that the claims share."""
    first = claims[0]
    named: list[str] = []
    for slot in ("who", "where"):
        values = [getattr(c.scope, slot) or frozenset() for c in claims if slot not in c.inherited]
        known = [v for v in values if v]
        shared = frozenset.intersection(*known) if known else frozenset()
        if shared:
            named.append(", ".join(sorted(shared)[:3]))
    thing = first.measure.replace("_", " ") if first.measure != "counted" else (first.figure.counted or "figures")
    return " · ".join([thing, *named])
