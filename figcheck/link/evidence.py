"""What speaks for two claims being about the same thing, slot by slot, and how much.

A contradiction in any slot that both sentences state forbids the link. Otherwise support is added up; the weights are
what a careful reader would give: a shared named place or thing most, a shared country or nationality less, and what was
only inherited from the lead half of that. What happened at a time needs something telling that both sides name: that
both are in one country, in like words, is not enough for two attacks to be one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

from figcheck.link.anchors import (
    are_of_other_polls,
    is_copy,
    is_measured_anew,
    is_telling_number,
    is_worded_alike,
    is_written_anew,
    lacks_anchor,
)
from figcheck.link.contradictions import (
    ONE_RELEASE,
    anaphors,
    are_mains,
    are_one_event,
    are_one_indicator,
    are_one_of_a_kind,
    contradiction,
    is_slip_of_one,
    number_repeated,
    overlap,
    places_meet,
)
from figcheck.link.periods import are_one_statistic, is_long, periods_meet
from figcheck.link.rows import Row
from figcheck.link.sorts import INDICATORS
from figcheck.link.stories import ENOUGH as EVENT_ENOUGH
from figcheck.link.stories import alike, tell_of_other_corners
from figcheck.link.told import NO_DAY, Told, is_short
from figcheck.model import TELLING_GROUPS
from figcheck.recurring import MEASURED_ANEW
from figcheck.shortnames import share_a_name

_SUBSETS: Final = frozenset("children women civilians suspects men fighters military police journalists medics".split())
_LEAD: Final = 800  # characters that title and lead take up
MAIN_TOLLS: Final = 4.0  # the tolls that two articles open with, of one event
LATER_TOLLS: Final = 3.0  # their first tolls, where one stands further down: enough where nothing speaks against it
ONE_EVENT: Final = 1.75  # other tolls of two such articles
# The tolls that two articles open with, which tell of other events; less where these are alike.
OTHER_EVENTS: Final = -2.5
OTHER_COUNTRIES: Final = -1.5
TOLL_OF_ANOTHER_COUNTRY: Final = -2.5  # of one event: a storm passes over several
OTHER_CORNERS: Final = -4.5  # the same where both tell of villages near one town, or of streets in it, and of others
ALIKE_EVENTS: Final = 1.0  # the same of other events at most, however alike these are
OTHER_POLLSTERS: Final = -2.0  # around two answers
OF_OTHER_EVENTS: Final = -3.0  # what belongs to two events
ONE_TERM: Final = 2.25  # of tolls that both state for one month, half or year
STRUCK_ANEW: Final = -2.5  # of attacks, drones and targets: a place is struck again in like words
ANEW: Final = -2.5  # of what is asked or worked out again and again, more than MEASURED_ANEW days apart
OTHER_NAMES: Final = -3.0  # "households around Galen" and "households around Tamaberg", in like words


CONTRADICTED: Final = -1000.0  # the score of two claims that contradict each other


class Reason(NamedTuple):
    """What one slot says of two claims: how much it speaks for them being one thing (below 0: against), in words."""

    slot: str
    weight: float
    words: str


class Evidence(NamedTuple):
    """How much speaks for two claims being about one thing; ``contradiction`` names the slot that forbids it."""

    score: float
    contradiction: str
    reasons: tuple[Reason, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, those against left out."""
        return tuple(reason.words for reason in self.reasons if reason.words and reason.weight > 0)


def score(a: Row, b: Row, told: Mapping[str, Told], company: bool = False) -> float:
    """How much speaks for two claims of one block being about one thing; CONTRADICTED where a slot forbids it.
    Symmetric.

    ``told`` has the articles of both, where they tell of an event. ``company``: both stand beside figures that are
    linked already, which is as good as a name that both share.
    """
    if contradiction(a, b):
        return CONTRADICTED
    one_event = are_one_event(a, b)
    if not one_event and not company and lacks_anchor(a, b):
        return CONTRADICTED if _are_mains_of_other_events(a, b) else 0.0
    return (
        _copy(a, b)
        + _event(a, b, told, one_event)
        + _known(a, b)
        + _where(a, b)
        + _who(a, b)
        + _by(a, b)
        + _when(a, b, one_event)
        + _about(a, b)
        + _words(a, b)
        + _indicator(a, b)
        + _number(a, b)
        + _slip(a, b)
        + _title(a, b)
        + _repeated(a, b)
        + _noun(a, b)
        + _hedge(a, b)
    )


def weigh(a: Row, b: Row, told: Mapping[str, Told], company: bool = False) -> Evidence:
    """The same as ``score``, with the slot that contradicts, or what each slot says in words."""
    against = contradiction(a, b)
    if against:
        return Evidence(0.0, against)
    one_event = are_one_event(a, b)
    if not one_event and not company and lacks_anchor(a, b):
        if _are_mains_of_other_events(a, b):
            return Evidence(0.0, "event")
        return Evidence(0.0, "", (Reason("anchor", 0.0, "nothing telling that both name"),))
    reasons = _reasons(a, b, told, one_event)
    total = 0.0
    for reason in reasons:
        total += reason.weight
    return Evidence(total, "", tuple(reasons))


def _reasons(a: Row, b: Row, told: Mapping[str, Told], one_event: bool) -> list[Reason]:
    """What each slot says, in the order in which ``score`` adds it up; what weighs nothing is left out."""
    said: list[Reason] = []
    if weight := _copy(a, b):
        said.append(Reason("copy" if is_copy(a, b) else "wording", weight, _copy_words(a, b)))
    if weight := _event(a, b, told, one_event):
        tell = "tell of" if _are_of_other_events(a, b) else "open with"
        words = "both articles tell of one event" if one_event else f"their articles {tell} other events"
        said.append(Reason("event", weight, words))
    if weight := _known(a, b):
        said.append(Reason("counted", weight, "spoken of as known, in articles of one event"))
    if weight := _where(a, b):
        slot = "where" if a.localities.isdisjoint(b.localities) else "anchor"
        said.append(Reason(slot, weight, _where_words(a, b)))
    if weight := _who(a, b):
        said.append(Reason("who", weight, _who_words(a, b)))
    if weight := _by(a, b):
        said.append(Reason("by", weight, f"by {_listed(a.by & b.by)}"))
    when = _when_told(a, b, one_event)
    if when.weight or when.slot == "published":
        said.append(when)
    if weight := _about(a, b):
        said.append(Reason("names" if a.about.isdisjoint(b.about) else "about", weight, _about_words(a, b)))
    if weight := _words(a, b):
        said.append(Reason("words", weight, f"shared words: {_listed(a.words & b.words, 6)}"))
    if weight := _indicator(a, b):
        said.append(Reason("topic", weight, f"both tell of {a.once or _listed(a.topics & b.topics & INDICATORS)}"))
    if weight := _number(a, b):
        said.append(Reason("number", weight, "both print the same telling number"))
    if weight := _slip(a, b):
        said.append(Reason("number", weight, "one number is a slip of the other"))
    if weight := _title(a, b):
        said.append(Reason("title", weight, "headline and lead of one article"))
    if weight := _repeated(a, b):
        said.append(Reason("number", weight, "the number is repeated"))
    if weight := _noun(a, b):
        said.append(Reason("counted", weight, ""))
    if weight := _hedge(a, b):
        said.append(Reason("hedge", weight, "one is vague"))
    return said


def _open_with_other_events(a: Row, b: Row) -> bool:
    """True for what two articles open with, when these tell of two events."""
    return a.article != b.article and _opens(a) and _opens(b) and not are_one_statistic(a, b)


def _are_mains_of_other_events(a: Row, b: Row) -> bool:
    """The same of the first tolls alone: without an anchor these are never one."""
    return are_mains(a, b) and _open_with_other_events(a, b)


def _opens(row: Row) -> bool:
    return row.in_opening and (row.is_main or row.restates_main)


# --- what each slot weighs ---------------------------------------------------------------------------------------


def _copy(a: Row, b: Row) -> float:
    if not is_worded_alike(a, b):
        return 0.0
    if is_copy(a, b):
        return 4.0
    return 0.0 if is_written_anew(a, b) else 1.0


def _event(a: Row, b: Row, told: Mapping[str, Told], one_event: bool) -> float:
    if one_event:
        if not are_mains(a, b):
            return ONE_EVENT
        return MAIN_TOLLS if a.in_opening and b.in_opening else LATER_TOLLS
    if _are_of_other_events(a, b):
        return OF_OTHER_EVENTS
    if not _open_with_other_events(a, b):
        return 0.0
    one, other = told[a.article], told[b.article]
    if tell_of_other_corners(one, other):
        return OTHER_CORNERS
    # The less alike two articles are, the less are what they open with.
    short = EVENT_ENOUGH - alike(one, other)
    return min(max(OTHER_EVENTS, -short / 2), ALIKE_EVENTS)


def _are_of_other_events(a: Row, b: Row) -> bool:
    """True for attacks, drones and targets without a day, in articles that tell of two events, which they belong to."""
    if a.nature != "event" or a.kind != "incident" or a.when or b.when or not a.about.isdisjoint(b.about):
        return False
    return bool(a.event) and bool(b.event) and a.event != b.event


def _known(a: Row, b: Row) -> float:
    return 3.0 if anaphors(a, b) else 0.0


def _where(a: Row, b: Row) -> float:
    if not a.where or not b.where:
        return 0.0
    half = 0.5 if a.is_placed_by_others or b.is_placed_by_others else 1.0
    shared = len(a.where & b.where)
    if not shared:
        if places_meet(a, b):
            return half
        if a.is_toll and len(a.nations) == 1 == len(b.nations) and a.nations.isdisjoint(b.nations):
            return TOLL_OF_ANOTHER_COUNTRY
        return OTHER_COUNTRIES if _are_paid_abroad(a, b) else -half
    if a.nature == "amount" and a.nations - b.nations and b.nations - a.nations:
        return OTHER_COUNTRIES  # what Norway gives to Sudan, and what Denmark does
    local = len(a.localities & b.localities)
    if a.nature == "amount" and bool(a.localities) != bool(b.localities):
        return half  # a town has its own budget, and its country many towns
    return half * (min(2.5, 2.0 * local) + min(2.5, 1.5 * (shared - local)))


def _are_paid_abroad(a: Row, b: Row) -> bool:
    """True for amounts of two countries."""
    return a.nature == "amount" and bool(a.nations) and bool(b.nations) and a.nations.isdisjoint(b.nations)


def _who(a: Row, b: Row) -> float:
    shared = a.who & b.who
    if shared:
        return (0.75 if shared - TELLING_GROUPS else 0.0) + (0.25 if shared & TELLING_GROUPS else 0.0)
    if not (a.who and b.who) and (a.who & _SUBSETS or b.who & _SUBSETS):
        if a.article == b.article and a.is_toll and (a.is_definite if a.who else b.is_definite):
            return 0.0  # "the two slain men": those who were told of before
        # A breakdown ("12 children") beside a figure of everybody is likelier a part than the same toll.
        return -1.5
    # Whoever lives in Kosovo is of Kosovo.
    return -0.5 if not (a.named <= b.where and b.named <= a.where) else 0.0


def _by(a: Row, b: Row) -> float:
    return 0.0 if a.by.isdisjoint(b.by) else 0.75


def _when(a: Row, b: Row, one_event: bool) -> float:
    if a.kind == "running_total" and b.kind == "running_total":
        if a.start and b.start:
            return 2.0 if a.start == b.start and dt.date.fromordinal(a.start).day != 1 else 1.5  # 1: of a month
        return 2.0 if a.when and a.when == b.when else 1.0
    if a.article == b.article:
        return 1.0
    if a.periods and b.periods and periods_meet(a, b):
        if a.is_toll and a.periods == b.periods and is_long(a):
            return ONE_TERM
        return 2.0 if is_short(a.periods) and is_short(b.periods) else 1.0
    if one_event or a.published == NO_DAY or b.published == NO_DAY:
        return 0.0
    if _dates_one(a, b):
        if a.nature == "event" and _may_be_of_the_night_before(a, b):
            return 0.0
        days = _days_from_dated(a, b)  # what is told without a day is news of its own
        return 1.0 if days <= 3 else 0.5 if days <= 12 else -1.0 if days <= 35 else -2.0
    days = abs(a.published - b.published)
    if a.when or b.when or a.nature not in ("toll", "event"):
        anew = ANEW if days > MEASURED_ANEW and is_measured_anew(a) else 0.0
        return anew + (1.0 if days <= 3 else 0.5 if days <= 12 else 0.0 if days <= 35 else -1.0 if days <= 90 else -2.0)
    # Neither says when: each is news of its own day.
    if days <= 3:
        return 1.0 if days <= 1 else 0.0
    return STRUCK_ANEW if a.nature == "event" else -1.5 if days <= 12 else -2.5


def _dates_one(a: Row, b: Row) -> bool:
    """True for what happened, where one sentence states the day and the other none."""
    if a.nature not in ("toll", "event") or bool(a.periods) == bool(b.periods):
        return False
    return is_short(a.periods) and is_short(b.periods)


def _may_be_of_the_night_before(a: Row, b: Row) -> bool:
    """True where the one without a day was published before the time ends that the other states: of two barrages each
    "overnight" the first was told while the second had not been."""
    dated, other = (a, b) if a.periods else (b, a)
    return all([first <= other.published < last for first, last in dated.periods])


def _days_from_dated(a: Row, b: Row) -> int:
    """How many days lie between the day that one states and the publication of the other."""
    dated, other = (a, b) if a.periods else (b, a)
    return min([max(first - other.published, other.published - last, 0) for first, last in dated.periods])


def _about(a: Row, b: Row) -> float:
    about = a.about & b.about
    around = len((a.around & b.around) - about)
    if _tell_of_others(a, b):
        return OTHER_NAMES + min(1.5, 0.5 * around)
    if are_of_other_polls(a, b):
        return OTHER_POLLSTERS + min(1.5, 0.5 * around)
    return min(3.0, 1.5 * len(about)) + min(1.5, 0.5 * around)


def _tell_of_others(a: Row, b: Row) -> bool:
    """True for amounts of two articles whose own sentences name somebody or something, and nothing in common; for what
    happened where they name no town in common either, and the articles tell of two events."""
    if a.article == b.article or a.is_about_others or b.is_about_others:
        return False
    if a.nature != "amount" and (a.kind != "incident" or are_one_event(a, b) or a.localities & b.localities):
        return False
    return bool(a.about) and bool(b.about) and not share_a_name(a.about, b.about)


def _words(a: Row, b: Row) -> float:
    share = overlap(a, b)
    return 2.0 * share if share >= 0.25 else 0.0


def _indicator(a: Row, b: Row) -> float:
    """Of inflation, interest or unemployment a country has one rate at a time, and of a day a company one revenue."""
    if a.measure == "money" and are_one_of_a_kind(a, b):
        return 1.5
    if are_one_indicator(a, b):
        return 2.0
    if a.indicators.isdisjoint(b.indicators):
        return 0.0
    at_one_time = periods_meet(a, b) or abs(a.published - b.published) <= ONE_RELEASE
    return 1.0 if at_one_time and a.where & b.where and a.sort == b.sort else 0.0


def _number(a: Row, b: Row) -> float:
    return 1.0 if is_telling_number(a, b) else 0.0


def _slip(a: Row, b: Row) -> float:
    return 1.5 if is_slip_of_one(a, b) else 0.0


def _title(a: Row, b: Row) -> float:
    """A figure of the title and one near the top of the same article's text."""
    if a.article != b.article or a.in_title == b.in_title:
        return 0.0
    return 2.0 if max(a.begins, b.begins) < _LEAD else 0.0


def _repeated(a: Row, b: Row) -> float:
    if not number_repeated(a, b):
        return 0.0
    return 3.0 if a.size >= 1000 else 1.5


def _noun(a: Row, b: Row) -> float:
    return 0.5 if a.counted is not None and a.thing == b.thing else 0.0


def _hedge(a: Row, b: Row) -> float:
    return -1.0 if a.is_vague != b.is_vague else 0.0


# --- the same in words -------------------------------------------------------------------------------------------


def _copy_words(a: Row, b: Row) -> str:
    if is_copy(a, b):
        return "one and the same sentence, a copy"
    # "More than 140 homes were damaged" is written of every flood.
    return "one and the same sentence, which names nothing"


def _where_words(a: Row, b: Row) -> str:
    shared = a.where & b.where
    if shared:
        return f"both in {_listed(shared)}"
    if places_meet(a, b):
        return "one place lies in the other"
    return "other places near by" if a.nations & b.nations else "other places"


def _who_words(a: Row, b: Row) -> str:
    shared = a.who & b.who
    if shared:
        return f"of the same people: {_listed(shared, len(shared))}"
    lonely = (a.who | b.who) & _SUBSETS
    if lonely and not (a.who and b.who):
        return f"only one counts {_listed(lonely, len(lonely))}"
    named = a.named | b.named
    return f"only one names {_listed(named, len(named))}"


def _when_told(a: Row, b: Row, one_event: bool) -> Reason:
    weight = _when(a, b, one_event)
    if a.kind == "running_total" and b.kind == "running_total":
        if a.start and b.start:
            return Reason("when", weight, f"both count since {dt.date.fromordinal(a.start).isoformat()}")
        one_period = a.when and a.when == b.when
        return Reason("when", weight, "both are totals of one period" if one_period else "both are running totals")
    if a.article == b.article:
        return Reason("article", weight, "in one article")
    if a.periods and b.periods and periods_meet(a, b):
        return Reason("when", weight, "the stated times meet")
    if one_event or a.published == NO_DAY or b.published == NO_DAY:
        return Reason("when", weight, "")
    if _dates_one(a, b):
        days = _days_from_dated(a, b)
        told = f"one is published {days} day{'s' if days != 1 else ''} from the day that the other states"
        return Reason("published", weight, told)
    days = abs(a.published - b.published)
    told = f"published {days} day{'s' if days > 1 else ''} apart" if days else "published on one day"
    return Reason("published", weight, told)


def _about_words(a: Row, b: Row) -> str:
    if _tell_of_others(a, b):
        return "their sentences name others"
    if are_of_other_polls(a, b):
        return "other pollsters" if a.pollsters and b.pollsters else "their articles name others"
    about = a.about & b.about
    return f"both name {_listed(about or a.around & b.around)}"


def _listed(names: frozenset[str], most: int = 3) -> str:
    return ", ".join(sorted(names)[:most])
