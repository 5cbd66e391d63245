"""``agree``: figures of one thing are equal within the tolerance.

Totals are held against totals (totals.py). Of each article one stands for all that equal it, so that a group of many
articles stays a matter of articles, not of sentences; of very many each is held against those nearest before it, and
the pairs that are left out are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.besides import made_even
from figcheck.check.causes import (
    VICTIMS,
    Cause,
    likely_cause,
    old_figure,
    only_badly_hurt,
    only_others,
    revised_before,
    update_of_floor,
)
from figcheck.check.conditions import takes
from figcheck.check.desk import (
    Desk,
    Outcome,
    RuleSpec,
    as_of,
    finding,
    lowered,
    pairs_of,
    same_slots,
    show_number,
    show_points,
    subject,
)
from figcheck.check.exceeding import exceeds
from figcheck.check.messages import message
from figcheck.check.readings import Held, hold, told_in
from figcheck.check.titletolls import counts_more_of_the_kind
from figcheck.check.totals import totals_of
from figcheck.expressions import expression
from figcheck.findings import SEVERITIES, Finding
from figcheck.model import Claim, Group

_OTHERS: Final = 4  # claims before it that one is held against which stands for no article
_SOMEBODYS: Final = ("his ", "her ", "their ")
_FEW: Final = 10  # below, a part has the number of another figure by chance
_SEVERAL: Final = 5  # counts of which one person told alone is one of them
_MANY: Final = 100  # from here on a number by itself tells something
_CONTRADICTING: Final = frozenset(("fall_over_time", "different_counts"))
_TO_HOSPITAL: Final = 80  # characters from a figure to the hospital to which those it counts were taken
_OPEN_HEDGES: Final = frozenset(("at_least", "more_than"))
_PRINTED: Final = frozenset(("exact", "approx"))
# The measures of which a title tells a level or a change in like words; inflation is a change in itself.
_SHARES: Final = frozenset(("counted", "poll_share", "vote_share", "approval"))
_CHANGED: Final = expression(
    r"\b(?:up|down|ris(?:es?|ing)|rose|fall(?:s|ing)?|fell|drop(?:s|ped)?|gain(?:s|ed)?|los(?:es?|t)|slip(?:s|ped)?|"
    r"climb(?:s|ed)?|jump(?:s|ed)?|surg(?:es?|ed)|sink(?:s)?|sank|grow(?:s)?|grew)\s(?:by\s)?(?:about\s|nearly\s|some\s)?$"
)
_DATELINE: Final = expression(r"[A-Z][A-Z .'’-]{3,40}(?:,|\s\(|\s[-–—])")  # places a whole report
# "Five members of the force have been martyred and ": those hurt beside the dead.
_DEAD_AND: Final = expression(r"\b(?:killed|dead|died|dies|kills|martyred|slain|fatally shot)\b[^.;:]{0,40}\band\s$")
_ELSEWHERE: Final = expression(r"\belsewhere\b")
_ANOTHER: Final = expression(r"\b(?:another|a further)\s(?:(?:at least|about|some)\s)?$")
_FAR: Final = 50  # times as many victims as another report has, which are no count of the same
_FAR_FEWER: Final = 4  # times: fewer by so much are a part, of two figures that are no total
_FAR_COUNTED: Final = 12  # the same for what a noun counts


class _Candidate(NamedTuple):
    """A pair that is worth showing, with its likely cause and why it was held for one."""

    a: Claim
    b: Claim
    cause: Cause
    reason: str


class _ToldAround(NamedTuple):
    """What the articles around tell beside a pair, by article; ``parts`` by the id of the figure they are parts of.

    ``parts`` are numbers with whom they count, ``deaths`` the dead of one incident and whether they are told as some of
    those before, ``printed`` what stands in the text below a title (see ``_told``), with the first that has a hedge.
    """

    parts: dict[str, set[tuple[Decimal, frozenset[str] | None]]]
    deaths: dict[str, set[tuple[Decimal, bool]]]
    printed: dict[str, dict[tuple[str, str, Decimal | None], Claim | None]]


def check_agree(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Compare the pairs of each group the rule concerns; show pairs that cannot both hold, once per pair of values."""
    for group in desk.groups:
        if rule.concerns(group.measure):
            _group(rule, desk, group, outcome)


def _group(rule: RuleSpec, desk: Desk, group: Group, outcome: Outcome) -> None:
    members = desk.members(group)
    chosen = [claim for claim in members if takes(rule, claim)]
    if len(chosen) < 2:
        return
    totals = totals_of(members)
    members = chosen
    candidates: list[_Candidate] = []
    pairs = list(_pairs(members, totals))
    outcome.leave_out(members[0], len(members), len(pairs))
    for a, b in pairs:
        if (a.id, b.id) in outcome.seen or not in_reach(rule, a, b):
            continue
        if a.header.id == b.header.id and only_others(a, b) and (_tells_another(a) or _tells_another(b)):
            outcome.abstain(b.id, "one counts only others than those that its article told of before")
            continue
        if a.header.id != b.header.id and a.measure in VICTIMS and _counts_more(a) != _counts_more(b):
            outcome.abstain(a.id, "one counts only those who came to others")
            continue
        if a.header.id == b.header.id and _is_level_and_change(a, b):
            outcome.abstain(b.id, "one is a level, the other a change")
            continue
        held = hold(a, b, rule.tolerance.absolute, rule.tolerance.relative, rule.tolerance.points)
        part: Claim | None = None
        if held.verdict == "discrepancy" and a.figure.unit == "count":
            part = _beside_total(a, b, totals) or _smaller_part(a, b)
            if part is not None and not exceeds(part, a, b) and not counts_more_of_the_kind(a, b):
                outcome.abstain(part.id, "another figure is the total of its article: most likely a part")
                continue
        if held.verdict == "discrepancy" and (_is_told_part(desk, a, b) or _is_told_part(desk, b, a)):
            outcome.abstain(a.id, "the other is a part of it, as its own article tells")
            continue
        if (held.verdict == "discrepancy" or held.soft) and _worlds_apart(a, b):
            outcome.abstain(a.id, "too far apart to be one toll")
            continue
        if held.verdict == "discrepancy" and _takes_in_the_dead(desk, a, b):
            outcome.abstain(a.id, "as many more as were killed: most likely all who were taken to hospital")
            continue
        outcome.compared(rule, a, b, held.verdict, (held.reason, *group.because))
        cause = _worth_showing(a, b, held)
        if cause is None or _is_told_below(desk, a, b):
            continue
        if part is not None and cause.name == "different_scope" and _counts_some(a, b, members):
            outcome.abstain(part.id, "the other counts some of them only")
            continue
        if part is not None and not counts_more_of_the_kind(a, b):
            cause = cause._replace(most="note", words=f"{cause.words}; no part of the other, since it is more")
        if a.header.id != b.header.id and (_is_undated(a) or _is_undated(b)):
            cause = cause._replace(most="note", words=f"{cause.words}; without a date, they may be of two times")
        if a.role == b.role == "part" and a.header.id != b.header.id and not _are_of_one_vote(a, b):
            cause = cause._replace(most="note", words=f"{cause.words}; both are parts, and of what may differ")
        if cause.name in _CONTRADICTING:
            cause = _have_died(desk, a, b) or made_even(desk, a, b) or _hedged_below(desk, rule, a, b) or cause
        if cause.name == "fall_over_time":
            cause = revised_before(a, b, members) or old_figure(a, b, members) or cause
        candidates.append(_Candidate(a, b, cause, held.reason))
    outcome.findings += [
        pair_finding(rule, it.a, it.b, it.cause, it.reason, group) for it in _telling(rule, candidates)
    ]


def _beside_total(a: Claim, b: Claim, totals: frozenset[str]) -> Claim | None:
    """The one of two that is not its article's total; where neither is, far fewer are the likelier part."""
    beside = [claim for claim in (a, b) if claim.id not in totals]
    if len(beside) == 2:
        fewer, more = sorted(beside, key=_low_of)
        if _low_of(fewer) * _FAR_FEWER < _low_of(more):
            return fewer
    return beside[0] if beside else None


def _low_of(claim: Claim) -> Decimal:
    return claim.figure.reading.low


def _tells_another(claim: Claim) -> bool:
    """True for "another 18 were killed", "three more were killed" in the text and "nine others died elsewhere"; "five
    others were hurt" may be all of those who were."""
    if _ELSEWHERE.search(claim.quote, claim.quote_at.end) is not None:
        return True
    return _counts_more(claim) or _ANOTHER.search(claim.quote.lower(), 0, claim.quote_at.start) is not None


def _counts_more(claim: Claim) -> bool:
    """ "Six more soldiers have been diagnosed": how many came to those of another report, and no total; but "five were
    killed and eight more injured" tells of all who were."""
    if claim.measure == "injuries" and _DEAD_AND.search(claim.quote.lower(), 0, claim.quote_at.start) is not None:
        return False
    return not claim.figure.in_title and claim.quote.startswith(" more ", claim.quote_at.end)


def _is_level_and_change(a: Claim, b: Claim) -> bool:
    """True for the share of a title's change and one that is a level: "up 3 percent" over "took 21 percent"."""
    if a.figure.unit != "percent" or b.figure.unit != "percent" or a.figure.in_title == b.figure.in_title:
        return False
    title, other = (a, b) if a.figure.in_title else (b, a)
    if title.measure not in _SHARES or _CHANGED.search(title.quote.lower(), 0, title.quote_at.start) is None:
        return False
    return _CHANGED.search(other.quote.lower(), 0, other.quote_at.start) is None


def _told_around(desk: Desk) -> _ToldAround:
    found = _ToldAround({}, {}, {})
    for claim in desk.around:
        point = claim.figure.reading.point
        if point is None:
            continue
        if claim.part_of is not None:
            found.parts.setdefault(claim.part_of, set()).add((point, claim.scope.who))
        if claim.mode != "stated":
            continue
        if claim.measure == "deaths" and claim.kind == "incident":
            found.deaths.setdefault(claim.header.id, set()).add((point, claim.role == "part"))
        if not claim.figure.in_title:
            below, told = found.printed.setdefault(claim.header.id, {}), _told(claim)
            below[told] = below.get(told) or (claim if claim.figure.hedge in _OPEN_HEDGES else None)
    return found


def _is_told_part(desk: Desk, whole: Claim, other: Claim) -> bool:
    """ "118 buildings collapsed, of which 96 stood in Bolvar" beside the 96 of another article; a small number has to
    be of the same people: "22 people died, among them five civilians" beside five civilians."""
    if whole.header.id == other.header.id:
        return False
    point, who = other.figure.reading.point, other.scope.who
    return any(
        part == point and (part >= _FEW or (who is not None and who == told))
        for part, told in desk.once(_told_around).parts.get(whole.id, ())
    )


def _have_died(desk: Desk, a: Claim, b: Claim) -> Cause | None:
    """ "Seven wounded" of the day before and six now, where two were dead and now a third is; of one day either may be
    the later. Before anybody was told dead, none was."""
    first, second = a.figure.reading.point, b.figure.reading.point
    if a.measure != "injuries" or first is None or second is None or a.header.id == b.header.id:
        return None
    if first < second:
        if as_of(a) != as_of(b):
            return None
        a, b, first, second = b, a, second, first
    deaths = desk.once(_told_around).deaths
    before = deaths.get(a.header.id, set())
    dead = {number for number, _ in before} | (set() if any(not part for _, part in before) else {Decimal(0)})
    if dead.isdisjoint(number - (first - second) for number, _ in deaths.get(b.header.id, ())):
        return None
    return Cause("update_over_time", "note", "as many more were dead by then: most likely some of the injured")


def _takes_in_the_dead(desk: Desk, a: Claim, b: Claim) -> bool:
    """ "One dead, four hurt" over "the shooting sent five people to hospital", of whom one died there."""
    if a.measure != "injuries" or a.header.id != b.header.id:
        return False
    fewer, more = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    if fewer.figure.reading.point is None or more.figure.reading.point is None:
        return False
    end = more.quote_at.end
    if "hospital" not in more.quote[end : end + _TO_HOSPITAL]:
        return False
    gap = more.figure.reading.point - fewer.figure.reading.point
    return any(number == gap for number, _ in desk.once(_told_around).deaths.get(a.header.id, ()))


def _hedged_below(desk: Desk, rule: RuleSpec, a: Claim, b: Claim) -> Cause | None:
    """ "21 killed" over "at least 21 people were killed": a title has no room for a hedge with which both hold."""
    if a.header.id == b.header.id:
        return None
    sides = [_hedge_of(desk, claim) for claim in (a, b)]
    if sides == [a, b]:
        return None
    tolerance = rule.tolerance
    held = hold(sides[0], sides[1], tolerance.absolute, tolerance.relative, tolerance.points)
    if held.verdict == "discrepancy":
        return None
    return Cause(
        "open_end",
        "note",
        "they agree only because a hedge, which the text has and the title lacks, leaves the end open",
    )


def _hedge_of(desk: Desk, claim: Claim) -> Claim:
    """The claim of the text that prints a title's number with a hedge, or the claim itself."""
    if not claim.figure.in_title or claim.figure.hedge != "exact":
        return claim
    return desk.once(_told_around).printed.get(claim.header.id, {}).get(_told(claim)) or claim


def _are_of_one_vote(a: Claim, b: Claim) -> bool:
    """Shares of a vote or of those polled are parts of a whole that both have in common."""
    return a.figure.unit == b.figure.unit == "percent" and a.measure != "counted"


def _is_undated(claim: Claim) -> bool:
    """True where neither the sentence nor the article has a date."""
    return claim.header.published is None and claim.as_of is None and not claim.scope.when


def _pairs(members: Sequence[Claim], totals: frozenset[str]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of a group that are compared, those of one total an article first."""
    first: dict[str, Claim] = {}
    for claim in members:
        if claim.id in totals:
            first.setdefault(claim.header.id, claim)
    leading = list(first.values())
    yield from pairs_of(leading)
    ahead = {claim.id for claim in leading}
    for a, b in pairs_of(members, _OTHERS):
        if not (a.id in ahead and b.id in ahead):
            yield a, b


def _telling(rule: RuleSpec, candidates: list[_Candidate]) -> list[_Candidate]:
    """One pair for any two articles, the severest, then the earliest: an article repeats its own figures.

    Inside one article the same two values are one discrepancy however often they are printed.
    """
    kept: dict[tuple[object, ...], _Candidate] = {}
    for candidate in sorted(candidates, key=lambda it: -SEVERITIES.index(lowered(rule.severity, it.cause.most))):
        a, b = candidate.a, candidate.b
        key: tuple[object, ...] = (a.header.id, b.header.id)
        if a.header.id == b.header.id:
            key = (a.header.id, frozenset((a.figure.reading.low, a.figure.reading.high, b.figure.reading.low)))
        kept.setdefault(key, candidate)
    return list(kept.values())


def _counts_some(a: Claim, b: Claim, members: Sequence[Claim]) -> bool:
    """ "Two officers killed" over "three people died": of one article, the fewer are told by who they are or how badly
    they were hurt, or others are told with them ("Deputy, seven others killed" over "eight people")."""
    if a.header.id != b.header.id:
        return False
    fewer, more = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    if (fewer.scope.who and not more.scope.who) or only_badly_hurt(fewer):
        return True
    own = fewer.figure.span
    for it in members:
        span = it.figure.span
        if (
            it.figure.form == "single"
            and it.header.id == a.header.id
            and it.figure.reading.low == more.figure.reading.low
        ):
            if span.start <= own.start and own.end <= span.end:
                return True
    return False


def _worlds_apart(a: Claim, b: Claim) -> bool:
    """True for victims of two articles, and for numbers without a noun ("30,541 see them win", "four behind"), of which
    one has fifty times as many, by no slip of a zero; for things that are counted by a noun, a dozen times."""
    first, second = a.figure.reading.point, b.figure.reading.point
    is_counted = a.measure == "counted" and a.figure.unit == "count"
    is_bare = a.measure == "counted" and a.figure.counted is None and b.figure.counted is None
    if not (a.measure in VICTIMS or is_bare or is_counted) or a.header.id == b.header.id or not first or not second:
        return False
    low, high = sorted((abs(first), abs(second)))
    far = _FAR_COUNTED if is_counted and not is_bare else _FAR
    return high > far * low and high not in (low * 100, low * 1000)


def _smaller_part(a: Claim, b: Claim) -> Claim | None:
    """The smaller of two, if its wording makes it a part: "two of the victims", "four in stable condition", "killing
    his father and brother"."""
    smaller, larger = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    is_part = smaller.role == "part" or (smaller.is_lone and smaller.figure.surface.lower().startswith(_SOMEBODYS))
    return smaller if is_part and larger.role != "part" else None


def in_reach(rule: RuleSpec, a: Claim, b: Claim) -> bool:
    """True when a rule's scope, sources, window and slots let it compare two claims of one group that it takes."""
    within = a.header.id == b.header.id
    pairs = rule.scope.pairs
    if (pairs == "within" and not within) or (pairs == "across" and within):
        return False
    if not rule.sources.pairs(a.header.outlet, b.header.outlet):
        return False
    if rule.window is not None and a.header.published and b.header.published:
        if abs(a.header.published - b.header.published) > rule.window:
            return False
    return same_slots(rule, a, b)


def _worth_showing(a: Claim, b: Claim, held: Held) -> Cause | None:
    in_one_text = a.header.id == b.header.id and not a.figure.in_title and not b.figure.in_title
    if held.verdict == "discrepancy":
        is_part = in_one_text and (_is_one_of_them(a, b) or _is_of_a_place_in_it(a, b))
        return None if is_part else likely_cause(a, b)
    if _is_title_of(a, b):
        return None  # a headline has no room for hedges
    if held.soft:
        if in_one_text:
            return None  # "at least eight had gunshot wounds" of the 107 who were hurt
        grown = update_of_floor(a, b)
        return grown or Cause("open_end", "note", "they agree only because a hedge leaves the end open")
    point = a.figure.reading.point
    if held.verdict == "compatible" and point is not None and point >= _MANY:
        return hedge_dropped(a, b) if point == b.figure.reading.point else _swapped(a, b)
    return None


def _is_one_of_them(a: Claim, b: Claim) -> bool:
    """ "Where one body lay", in an article that counts ten dead."""
    points = sorted(claim.figure.reading.point or Decimal(0) for claim in (a, b))
    return points[0] == 1 and points[1] >= _SEVERAL and a.figure.unit == b.figure.unit == "count"


def _is_of_a_place_in_it(a: Claim, b: Claim) -> bool:
    """ "In Manizales 476 people were killed", in an article that counts 878 dead of the quake."""
    if a.measure not in VICTIMS:
        return False
    smaller, larger = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    if not smaller.scope.where or "where" in smaller.inherited:
        return False
    if smaller.story is None or not smaller.scope.where < smaller.story.places:
        return False  # the one place of all that is told
    is_placed = bool(larger.scope.where) and "where" not in larger.inherited
    return not is_placed or _DATELINE.match(larger.quote) is not None


def _swapped(a: Claim, b: Claim) -> Cause | None:
    """ "61,204" and "64,201" of one day: within a tolerance, and a slip all the same."""
    if not _PRINTED.issuperset((a.figure.hedge, b.figure.hedge)) or a.header.id == b.header.id:
        return None
    day_a, day_b = as_of(a), as_of(b)
    if day_a is None or day_b is None or abs((day_b - day_a).days) > 1:
        return None
    cause = likely_cause(a, b)
    if cause.name != "digits_swapped":
        return None
    return cause._replace(most="note", words=f"within the tolerance, but {cause.words}")


def _is_title_of(a: Claim, b: Claim) -> bool:
    """True for a figure of a title and one of the text below it."""
    return a.header.id == b.header.id and a.figure.in_title != b.figure.in_title


def _is_told_below(desk: Desk, a: Claim, b: Claim) -> bool:
    """True for a figure of a title that the text prints as well: what differs from it differs from that, if it does."""
    if not _is_title_of(a, b) or a.measure in VICTIMS:
        return False
    title = a if a.figure.in_title else b
    return _told(title) in desk.once(_told_around).printed.get(title.header.id, ())


def _told(claim: Claim) -> tuple[str, str, Decimal | None]:
    return claim.measure, claim.figure.unit, claim.figure.reading.point


def hedge_dropped(a: Claim, b: Claim) -> Cause | None:
    """The cause of a pair that prints one number, once as it is and once with a hedge; None for any other pair."""
    point = a.figure.reading.point
    if point is None or point != b.figure.reading.point or a.figure.hedge == b.figure.hedge:
        return None
    if "exact" not in (a.figure.hedge, b.figure.hedge):
        return None
    return Cause("hedge_dropped", "note", "the same number with and without its hedge")


def pair_finding(rule: RuleSpec, a: Claim, b: Claim, cause: Cause, reason: str, group: Group | None) -> Finding:
    """The finding for two claims with its message filled in."""
    return finding(
        rule,
        (a, b),
        severity=lowered(rule.severity, cause.most),
        cause=cause.name,
        message=f"{message(rule.message, rule, a, b)}: {cause.words}",
        subject=subject((a, b), group),
        observed=told_gap(a, b),
        because=(reason, cause.words, *(group.because if group else ())),
    )


def told_gap(a: Claim, b: Claim) -> str:
    """How far b lies from a, as printed: "+40 (+25 %)", "−8 points"; "" where it does not, or nothing tells."""
    first, second = a.figure.reading.point, told_in(b, a.figure.unit)
    if first is None or second is None:
        return ""
    gap = second - first
    if gap == 0:
        return ""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    share = f" ({sign}{show_number(abs(gap) / abs(first) * 100)} %)" if first and a.figure.unit != "percent" else ""
    shown = show_number(abs(gap))
    return f"{sign}{show_points(shown) if a.figure.unit == 'percent' else shown}{share}"
