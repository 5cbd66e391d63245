"""Rules of scope ``title``: a number in the title that nothing in the body bears out.

A title's number is shown only where the body has a number that it may come from by a slip of the pen or an older
version: told of one thing, or as much but for a digit. A title whose body tells nothing of the kind is left alone, as
the body may be cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from figcheck.articles import Header
from figcheck.check.agreement import pair_finding
from figcheck.check.borneout import bearers, borne_out, leaves_room
from figcheck.check.causes import Cause
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, finding, show_number, slack
from figcheck.check.titlechanges import of_change
from figcheck.check.titlekin import are_close, rival
from figcheck.check.titlemultiples import multiple_of
from figcheck.check.titlenumbers import Number, figure, may_bear, no_figure, same_length
from figcheck.check.titleordinals import MISSPELT, is_misspelt, meant_by
from figcheck.check.titleorigins import (
    FAR,
    Origin,
    are_other_changes,
    are_other_points,
    by_rank,
    is_close,
    of_another_age,
    origin_of,
)
from figcheck.check.titleshares import is_share_in_words, share_told_otherwise
from figcheck.check.titleslips import slip_of
from figcheck.check.titletimes import of_another_time
from figcheck.check.titletolls import fewer_in_lead
from figcheck.check.titleunits import of_another_unit, of_points
from figcheck.check.titlevictims import are_hardly_one, counts_later_deaths, counts_the_attacker
from figcheck.check.titleways import turned_round
from figcheck.model import Claim, Printed

_KINDS: Final = {"age": "an age", "year": "a year", "ordinal": "an ordinal", "time": "a time", "score": "a score"}
_MOST: Final = 20  # numbers of a title; what has more is none, but a table or a list in its place
_WORDS: Final = "nothing in the body bears the title's {} out"


def check_title(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold each number of a title against those of its own body."""
    for claims, beside in _titled(desk):
        if claims:
            _words(rule, claims, outcome)
        own = [figure(c) for c in claims if c.figure.in_title and _is_told(rule, c)]
        own += [no_figure(one) for one in beside if one.in_title and _is_in_reach(rule, one.header)]
        if 0 < len(own) <= _MOST:
            header = claims[0].header if claims else beside[0].header
            _article(rule, own, header, claims, beside, desk, outcome)


def _titled(desk: Desk) -> Iterator[tuple[list[Claim], Sequence[Printed]]]:
    """The claims of each article with its numbers that are no figures; those without claims last."""
    left = dict(desk.printed)
    for claims in desk.articles():
        yield claims, left.pop(claims[0].header.id, ())
    for beside in left.values():
        yield [], beside


def _is_in_reach(rule: RuleSpec, header: Header) -> bool:
    """True where a rule looks at the numbers of a title that measure nothing."""
    return rule.concerns("") and bool(rule.scope.holds(header.path, True) and rule.sources.holds(header.outlet))


def _article(
    rule: RuleSpec,
    own: Sequence[Number],
    header: Header,
    claims: Sequence[Claim],
    beside: Sequence[Printed],
    desk: Desk,
    outcome: Outcome,
) -> None:
    counted = [c for c in claims if not c.figure.in_title]
    body = [figure(c) for c in counted if c.figure.form != "single"]
    body += [no_figure(one) for one in beside if not one.in_title]
    for title in own:
        if (spelt := meant_by(title, body)) is not None:
            _show(rule, title, spelt, outcome)
            continue
        if title.printed is not None and is_misspelt(title, body):
            _show_alone(rule, title, title.printed, outcome)
            continue
        others = [one.reading.point for one in own if one is not title]
        others += _with_those_beside(title, claims)
        others.append(title.reading.point)  # two sides that print one number are no contradiction
        free = [number for number in body if number.reading.point not in others and same_length(title, number, body)]
        if (another := of_points(title, body)) is not None:
            _show(rule, title, another, outcome)
            continue
        another_toll = rival(title, bearers(title, body), free)
        told_apart = another_toll is not None and not counts_later_deaths(title, another_toll, body)
        told_apart = told_apart or fewer_in_lead(title, body)
        if not told_apart and (borne_out(title, body, header.published) or counts_the_attacker(title, body)):
            _turned(rule, title, counted, outcome)
            continue
        claim = title.claim
        if claim is not None and not told_apart and _is_near_enough(rule, title, body):
            continue
        another = of_another_unit(title, body) if not told_apart else None
        if another is not None:
            if not _are_linked(title, another.number, desk):  # what is linked is held against each other anyway
                _show(rule, title, another, outcome)
            continue
        free = [number for number in free if not are_hardly_one(title, number)]
        origins = [origin for number in free if (origin := origin_of(title, number)) is not None]
        group = desk.group_of.get(claim.id) if claim is not None else None
        if claim is not None and group is not None:
            linked = frozenset(group.claims)
            origins += [
                Origin(0, it, None)
                for it in free
                if it.claim is not None
                and it.claim.id in linked
                and not are_other_points(title, it)
                and not are_other_changes(title, it)
            ]
        if not any(is_close(title, origin) for origin in origins):
            another = of_another_age(title, body) or slip_of(title, body, header.published)
            another = another or of_change(title, body) or of_another_time(title, body, header.published)
            origins = [another] if another is not None else origins
        if not origins:
            continue
        origin = min(origins, key=by_rank)
        if origin.rank > 1 and leaves_room(title, body):
            continue
        is_close_by = title.unit != "percent" and are_close(title, origin.number)
        if origin.rank == FAR and not _is_alone(origin.number, body) and not is_close_by:
            continue  # of several amounts the title's may be one more
        if claim is not None and (_is_whole(origin.number, own) or _is_part(claim, origin.number)):
            continue
        _show(rule, title, origin, outcome)


def _with_those_beside(title: Number, claims: Sequence[Claim]) -> list[Decimal | None]:
    """ "Deputy, seven others killed": eight, whom the body may count."""
    if title.claim is None:
        return []
    own = title.claim.figure.span
    return [
        claim.figure.reading.point
        for claim in claims
        if claim.figure.form == "single" and claim.figure.span.start <= own.start and own.end <= claim.figure.span.end
    ]


def _words(rule: RuleSpec, claims: Sequence[Claim], outcome: Outcome) -> None:
    """Hold what a title tells in words: shares ("half of nurses"), verbs of so many times ("profit doubles")."""
    header = claims[0].header
    if not rule.concerns("") or not header.title or not _is_in_reach(rule, header):
        return
    counted = [c for c in claims if not c.figure.in_title]
    for claim in claims:
        if claim.figure.in_title and is_share_in_words(claim) and takes(rule, claim):
            other = share_told_otherwise(claim, counted)
            if other is not None:
                _show(rule, figure(claim), Origin(1, figure(other), None), outcome)
    multiple = multiple_of(header.title, [figure(c) for c in counted if c.figure.form != "single"])
    if multiple is None or multiple.before.claim is None or multiple.now.claim is None:
        return
    told = f"{multiple.before.surface} to {multiple.now.surface} is {show_number(multiple.factor)} times as much"
    outcome.findings.append(
        finding(
            rule,
            (multiple.before.claim, multiple.now.claim),
            severity=rule.severity,
            cause="title_not_borne_out",
            message=f"headline says {multiple.word}: {told}",
            subject="headline",
            expected=f"{show_number(multiple.factor)} times",
            observed=multiple.word,
            because=("title against body", told),
        )
    )


def _are_linked(title: Number, other: Number, desk: Desk) -> bool:
    """True for two figures of one group."""
    if title.claim is None or other.claim is None:
        return False
    group = desk.group_of.get(title.claim.id)
    return group is not None and other.claim.id in group.claims


def _turned(rule: RuleSpec, title: Number, counted: Sequence[Claim], outcome: Outcome) -> None:
    """Show a title whose figure goes up where the body's goes down."""
    claim = title.claim
    other = turned_round(claim, counted) if claim is not None else None
    if claim is not None and other is not None:
        cause = Cause("opposite_direction", "error", "one goes up, the other down")
        outcome.findings.append(pair_finding(rule, claim, other, cause, "title against body", None))


def _is_told(rule: RuleSpec, claim: Claim) -> bool:
    """True for a figure of the title that the rule holds: printed as a number, of no single person."""
    figure = claim.figure
    if figure.form in ("single", "vague") or figure.hedge == "vague":
        return False
    if is_share_in_words(claim):
        return False  # see titleshares
    return takes(rule, claim) and (figure.reading.point is not None or figure.hedge == "range")


def _is_near_enough(rule: RuleSpec, title: Number, body: Sequence[Number]) -> bool:
    """True when the rule's tolerance lets the title's number stand beside one of the body."""
    return any(
        number.unit == title.unit and _near_enough(rule, title, number) and may_bear(title, number) for number in body
    )


def _near_enough(rule: RuleSpec, title: Number, other: Number) -> bool:
    """True when the rule's tolerance lets both stand as printed."""
    point, printed = title.reading.point, other.reading.point
    if point is None or printed is None:
        return False
    width = slack(rule, max(abs(point), abs(printed)))
    if title.unit == "percent":
        width = max(width, rule.tolerance.points)
    return abs(point - printed) <= width


def _is_alone(number: Number, body: Sequence[Number]) -> bool:
    """True where no other number of the body has the unit of one, whatever it is for each of."""
    top = number.unit.partition("/")[0]
    points = {other.reading.point for other in body if other.claim is not None and other.unit.partition("/")[0] == top}
    return top in ("", "count") or len(points) == 1


def _is_whole(body: Number, titles: Sequence[Number]) -> bool:
    """True when the title's figures of one thing are the parts of the body's ("2 adults, 2 teens" of four people)."""
    points = [one.reading.point for one in titles if one.claim is not None and one.unit == body.unit]
    told = [point for point in points if point is not None]
    return len(told) > 1 and len(told) == len(points) and sum(told) == body.reading.point


def _is_part(title: Claim, body: Number) -> bool:
    """True for "1 of the victims" over three wounded."""
    point, whole = title.figure.reading.point, body.reading.point
    return title.role == "part" and point is not None and whole is not None and point < whole


def _told(number: Number) -> str:
    kind = (
        ""
        if number.claim is not None or number.kind in ("name", "date")
        else f" ({_KINDS.get(number.kind, number.kind)})"
    )
    return f"{number.surface}{kind}"


def _show_alone(rule: RuleSpec, title: Number, printed: Printed, outcome: Outcome) -> None:
    """Show a number of a title that is wrong by itself."""
    outcome.findings.append(
        finding(
            rule,
            (),
            severity=rule.severity,
            cause=MISSPELT.name,
            message=f"headline says {title.surface}: {MISSPELT.words}",
            subject="headline",
            observed=title.surface,
            places=(printed.passage,),
            because=(MISSPELT.words,),
            article=printed.header,
        )
    )


def _show(rule: RuleSpec, title: Number, origin: Origin, outcome: Outcome) -> None:
    other = origin.number
    words = _WORDS.format("figure" if title.claim is not None else title.kind)
    cause = Cause("title_not_borne_out", "error", words)
    if origin.cause is not None:
        cause = origin.cause._replace(words=f"{origin.cause.words}; {words}")
    if title.claim is not None and other.claim is not None:
        outcome.findings.append(pair_finding(rule, title.claim, other.claim, cause, "title against body", None))
        return
    claims = tuple(number.claim for number in (title, other) if number.claim is not None)
    places = tuple(number.printed.passage for number in (title, other) if number.printed is not None)
    outcome.findings.append(
        finding(
            rule,
            claims,
            severity=rule.severity,
            cause=cause.name,
            message=f"headline says {_told(title)}, body says {_told(other)}: {cause.words}",
            subject="headline",
            expected=other.surface,
            observed=title.surface,
            places=places,
            because=("title against body", cause.words),
            article=next((number.printed.header for number in (title, other) if number.printed is not None), None),
        )
    )
