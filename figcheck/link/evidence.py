"""Whether two claims are about the same thing: what contradicts, what speaks for it, and how much.

A contradiction in any slot that both sentences state forbids the link. Otherwise support is added up; the weights are
what a careful reader would give: a shared named place or thing most, a shared country or nationality less, and what was
only inherited from the lead half of that.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from figcheck.lexicon import Lexicon
from figcheck.link.keys import has_telling_signature
from figcheck.model import TELLING_GROUPS, Claim
from figcheck.units import convertible, thing

_SHARES = frozenset(("poll_share", "approval", "vote_share", "turnout", "rate"))
_LOOSE = frozenset(("counted", "duration", "money", "price", "rate", "population"))
_TOLLS = frozenset(("deaths", "injuries", "casualties"))
_SUBSETS = frozenset(("children", "women", "civilians", "suspects", "men"))
_EXCLUSIVE = TELLING_GROUPS - {"men", "refugees"}
_SAME_SIDE = (
    frozenset(("fighters", "suspects")),
    frozenset(("fighters", "military")),
    frozenset(("children", "women")),
)
_SLACK = dt.timedelta(days=1)
_BACKGROUND = dt.timedelta(days=45)
_LEAD = 800  # characters that title and lead take up


class Evidence(NamedTuple):
    """How much speaks for two claims being about one thing; ``contradiction`` names the slot that forbids it."""

    score: float
    contradiction: str
    because: tuple[str, ...]


def weigh(a: Claim, b: Claim, lexicon: Lexicon) -> Evidence:
    """The evidence for two claims of one block. Symmetric in its arguments."""
    against = _contradiction(a, b, lexicon)
    if against:
        return Evidence(0.0, against, ())
    score, because = 0.0, []
    for amount, reason in (
        _copies(a, b),
        _where(a, b, lexicon),
        _who(a, b),
        _by(a, b),
        _when(a, b),
        _names(a, b, lexicon),
        _words(a, b),
        _published(a, b),
        (1.0, "both print the same telling number") if _telling_number(a, b) else (0.0, ""),
        (2.0, "headline and lead of one article") if _title_and_lead(a, b) else (0.0, ""),
        (3.0 if _large(a) else 1.5, "the number is repeated") if _number_repeated(a, b) else (0.0, ""),
    ):
        score += amount
        if reason:
            because.append(reason)
    if a.figure.counted is not None and thing(a.figure) == thing(b.figure):
        score += 0.5
    if (a.figure.hedge == "vague") != (b.figure.hedge == "vague"):
        score -= 1.0
    return Evidence(score, "", tuple(because))


def overlap(a: Claim, b: Claim) -> float:
    """The share of the shorter clause's content words that the other has too, 0 with fewer than two in common."""
    shared = a.words & b.words
    smaller = min(len(a.words), len(b.words))
    return len(shared) / smaller if len(shared) >= 2 and smaller else 0.0


# --- contradictions --------------------------------------------------------------------------------------------------


def _contradiction(a: Claim, b: Claim, lexicon: Lexicon) -> str:
    if a.measure != b.measure or not convertible(a.figure.unit, b.figure.unit):
        return "unit"
    if a.kind != b.kind and not _number_repeated(a, b):
        return "kind"
    vague = "vague" in (a.figure.hedge, b.figure.hedge)
    if thing(a.figure) != thing(b.figure):
        if a.measure == "counted" or (vague and a.figure.counted and b.figure.counted and a.measure not in _TOLLS):
            return "counted"
    same_article = a.header.id == b.header.id
    if same_article and a.figure.sentence == b.figure.sentence:
        return "sentence"
    if bool(a.part_of) != bool(b.part_of) or a.each != b.each:
        return "role"
    if a.part_of is not None and a.part_of == b.part_of:
        return "role"
    copied = a.signature == b.signature and has_telling_signature(a)
    if (
        a.measure in _SHARES
        and a.figure.unit == "percent"
        and not (copied or _number_repeated(a, b) or _one_question(a, b))
    ):
        return "question"
    if a.measure in _LOOSE and not copied and not _number_repeated(a, b) and overlap(a, b) < 0.6:
        return "words"
    if a.kind == "running_total" and (a.figure.hedge == "vague") != (b.figure.hedge == "vague"):
        # "countless attacks over the years" is no count that a number since October could be held against.
        if a.start_date is None or a.start_date != b.start_date:
            return "start"
    if a.topics and b.topics and not a.topics & b.topics:
        return "topic"
    if a.start_date and b.start_date and abs((a.start_date - b.start_date).days) > 31:
        return "start"
    return _scope_contradiction(a, b, lexicon)


def _number_repeated(a: Claim, b: Claim) -> bool:
    """One article prints the same telling number twice for one measure: the second mention repeats the first.

    A small number counts of the same named people only; a share when one mention is the title's or in words ("three in
    ten" for 30 %).
    """
    point = a.figure.reading.point
    if a.header.id != b.header.id or point is None or point != b.figure.reading.point:
        return False
    if a.figure.unit == "percent":
        return a.figure.in_title or b.figure.in_title or a.figure.form != b.figure.form
    return point >= 1000 or bool(_named(a) & _named(b))


def _title_and_lead(a: Claim, b: Claim) -> bool:
    """True for a figure of the title and one near the top of the same article's text."""
    if a.header.id != b.header.id or a.figure.in_title == b.figure.in_title:
        return False
    return max(a.figure.span.start, b.figure.span.start) < _LEAD


def _large(claim: Claim) -> bool:
    return claim.figure.reading.point is not None and claim.figure.reading.point >= 1000


def _telling_number(a: Claim, b: Claim) -> bool:
    """The same number of some size seldom stands in two reports by chance; small and round ones often do."""
    point = a.figure.reading.point
    return point is not None and point == b.figure.reading.point and point > 10 and point % 10 != 0


def _one_question(a: Claim, b: Claim) -> bool:
    """Shares answer one question when their clauses speak of the same things."""
    return overlap(a, b) >= 0.6 and len(a.words & b.words) >= 3


def _scope_contradiction(a: Claim, b: Claim, lexicon: Lexicon) -> str:
    names_a, names_b = _named(a), _named(b)
    if names_a and names_b and not names_a & names_b:
        return "who"
    groups_a, groups_b = _telling(a), _telling(b)
    if groups_a and groups_b and not groups_a & groups_b:
        if not any(groups_a & pair and groups_b & pair for pair in _SAME_SIDE):
            return "who"
    if a.scope.by and b.scope.by and not a.scope.by & b.scope.by:
        return "by"
    if a.scope.where and b.scope.where and not (a.inherited | b.inherited) & {"where"}:
        if not _places_meet(a.scope.where, b.scope.where, lexicon):
            return "where"
    if (
        a.kind in ("incident", "daily_count")
        and _event(a)
        and _event(b)
        and a.scope.when
        and b.scope.when
        and not _periods_meet(a, b)
    ):
        return "when"
    for one, other in ((a, b), (b, a)):
        if one.kind == "incident" and _event(one) and one.scope.when and other.header.published is not None:
            if min(first for first, _ in periods(one)) > other.header.published + _SLACK:
                return "when"
            # An undated event is news of the day; one dated long before is the background of another.
            if not other.scope.when and max(last for _, last in periods(one)) < other.header.published - _BACKGROUND:
                return "when"
    return ""


def _event(claim: Claim) -> bool:
    """Measures of what happened at a time; how many troops or companies there are is no event."""
    return claim.measure not in (
        "troops",
        "companies",
        "population",
        "counted",
        "housing",
        "schools",
        "buildings",
        "money",
    )


def _named(claim: Claim) -> frozenset[str]:
    return (claim.scope.who or frozenset()) - TELLING_GROUPS


def _telling(claim: Claim) -> frozenset[str]:
    return (claim.scope.who or frozenset()) & _EXCLUSIVE


def _places_meet(one: frozenset[str], other: frozenset[str], lexicon: Lexicon) -> bool:
    holders_one = {holder for place in one for holder in lexicon.gazetteer.holders(place)}
    holders_other = {holder for place in other for holder in lexicon.gazetteer.holders(place)}
    return bool(one & holders_other or other & holders_one)


def periods(claim: Claim) -> list[tuple[dt.date, dt.date]]:
    """The stated periods of a claim as (first, last) days."""
    found = []
    for period in sorted(claim.scope.when or ()):
        first, _, last = period.partition("/")
        found.append((dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)))
    return found


def _periods_meet(a: Claim, b: Claim) -> bool:
    return any(
        first_a <= last_b + _SLACK and first_b <= last_a + _SLACK
        for first_a, last_a in periods(a)
        for first_b, last_b in periods(b)
    )


# --- support ---------------------------------------------------------------------------------------------------------


def _copies(a: Claim, b: Claim) -> tuple[float, str]:
    if a.signature == b.signature and has_telling_signature(a):
        return 4.0, "one and the same sentence, a copy"
    return 0.0, ""


def _where(a: Claim, b: Claim, lexicon: Lexicon) -> tuple[float, str]:
    if not a.scope.where or not b.scope.where:
        return 0.0, ""
    inherited = bool((a.inherited | b.inherited) & {"where"})
    shared = a.scope.where & b.scope.where
    if not shared:
        if _places_meet(a.scope.where, b.scope.where, lexicon):
            return (0.5 if inherited else 1.0), "one place lies in the other"
        return (-0.5 if inherited else -1.0), ""
    countries = [place for place in shared if place in lexicon.gazetteer.countries]
    local = len(shared) - len(countries)
    amount = min(2.5, 2.0 * local) + min(2.5, 1.5 * len(countries))
    return (amount / 2 if inherited else amount), f"both in {', '.join(sorted(shared)[:3])}"


def _who(a: Claim, b: Claim) -> tuple[float, str]:
    who_a, who_b = a.scope.who or frozenset(), b.scope.who or frozenset()
    shared = who_a & who_b
    if not shared:
        lonely = (who_a | who_b) & _SUBSETS
        # A breakdown ("12 children") beside a figure of everybody is likelier a part than the same toll.
        return (-1.5, "") if lonely and not (who_a and who_b) else (0.0, "")
    amount = 0.75 * bool(shared - TELLING_GROUPS) + 0.25 * bool(shared & TELLING_GROUPS)
    return amount, f"of the same people: {', '.join(sorted(shared))}"


def _by(a: Claim, b: Claim) -> tuple[float, str]:
    shared = (a.scope.by or frozenset()) & (b.scope.by or frozenset())
    return (0.75, f"by {', '.join(sorted(shared))}") if shared else (0.0, "")


def _when(a: Claim, b: Claim) -> tuple[float, str]:
    if a.kind == b.kind == "running_total":
        if a.start_date and b.start_date:
            return 1.5, f"both count since {a.start_date}"
        return 1.0, "both are running totals"
    if a.scope.when and b.scope.when and _periods_meet(a, b):
        short = all((last - first).days <= 10 for claim in (a, b) for first, last in periods(claim))
        return (1.5 if short else 0.75), "the stated times meet"
    return 0.0, ""


def _names(a: Claim, b: Claim, lexicon: Lexicon) -> tuple[float, str]:
    about = (a.scope.about or frozenset()) & (b.scope.about or frozenset())
    around = {name for name in (a.names & b.names) - about if not _is_place(name, lexicon)} - (
        a.scope.who or frozenset()
    )
    amount = min(3.0, 1.5 * len(about)) + min(1.5, 0.5 * len(around))
    shared = sorted(about) or sorted(around)
    return amount, f"both name {', '.join(shared[:3])}" if shared else ""


def _is_place(name: str, lexicon: Lexicon) -> bool:
    return name in lexicon.gazetteer.countries or name in lexicon.gazetteer.container


def _words(a: Claim, b: Claim) -> tuple[float, str]:
    share = overlap(a, b)
    return (2.0 * share, f"shared words: {', '.join(sorted(a.words & b.words)[:6])}") if share >= 0.25 else (0.0, "")


def _published(a: Claim, b: Claim) -> tuple[float, str]:
    if a.header.id == b.header.id:
        return 1.0, "in one article"
    if a.header.published is None or b.header.published is None:
        return 0.0, ""
    days = abs((a.header.published - b.header.published).days)
    amount = 1.0 if days <= 3 else 0.5 if days <= 12 else 0.0 if days <= 35 else -1.0 if days <= 90 else -2.0
    return amount, f"published {days} day{'s' if days > 1 else ''} apart" if 0 < days <= 12 else (
        "published on one day" if days == 0 else ""
    )
