"""What forbids that two claims are about one thing: a slot in which they contradict each other.

A contradiction counts in what both sentences state; what one leaves open is none.
"""

from __future__ import annotations

from typing import Final

from figcheck.link.periods import (
    are_daily,
    are_of_other_days,
    are_of_other_periods,
    are_of_other_terms,
    is_background,
    is_of_an_older_poll,
    is_of_another_time,
    is_of_years_before,
    is_undated,
    periods_meet,
)
from figcheck.link.pollsters import answered_others
from figcheck.link.rows import Row
from figcheck.link.slips import are_currencies_mixed, is_slip
from figcheck.link.sorts import are_unlike
from figcheck.link.told import NO_DAY, are_other_kinds, is_short
from figcheck.model import TELLING_GROUPS
from figcheck.recurring import MEASURED_ANEW
from figcheck.shortnames import all_go_for, share_a_name

_SAME_SIDE: Final = (
    frozenset(("fighters", "suspects")),
    frozenset(("children", "women")),
)
_ONE_A_DAY: Final = frozenset(("turnout",))  # of one place and day there is one
MOST_WORDS: Final = 0.6  # of the shorter clause's words that two amounts, or two answers, share at least
FEWER_WORDS: Final = 0.3  # the same where they state one day, and an uncommon unit or one place
NEARLY_ALL: Final = 0.75  # the same in the text of one article, which tells of several in like words
SOME_WORDS: Final = 0.5  # the same of two amounts in articles of one event, or of one town and day
_NAMED: Final = ("amount", "standing", "answer")
_COMMON_UNITS: Final = frozenset(("count", "percent", "year", "month", "day", "hour", "ratio"))
_BORDER: Final = "border"  # on which two lands meet
_NAMES_OF_ONE: Final = 2  # by which two articles tell of one thing that was paid for
_FEW: Final = 10  # of what one event counts so few of, it counts several
ONE_RELEASE: Final = 3  # days within which reports tell of the same new rate
_ONE_DAY: Final = 1  # days between reports of one release
_NAMED_WITHIN: Final = 10  # days between articles of which both name one thing with an amount
_ONE_TIME: Final = 7  # days between articles on one matter
_FAR_STARTS: Final = 31  # days between the starts of two totals


def contradiction(a: Row, b: Row) -> str:
    """The first slot in which two claims contradict each other; "" for none. Symmetric."""
    if a.measure != b.measure or (a.unit != b.unit and a.basis != b.basis and not are_currencies_mixed(a, b)):
        return "unit"
    if (a.is_planned or b.is_planned) and _is_plan_of_another_day(a, b):
        return "mode"
    repeated = a.article == b.article and number_repeated(a, b)
    if a.kind != b.kind and not repeated:
        return "kind"
    nature = a.nature
    if a.thing != b.thing:
        are_known = a.thing is not None and b.thing is not None
        are_things = (nature == "amount" or nature == "standing") and not a.who and not b.who
        if (a.measure == "counted" and not _is_told_else(a, b)) or (
            are_known and nature != "toll" and (are_things or a.is_vague or b.is_vague)
        ):
            return "counted"
    if a.sort != b.sort and not repeated and (are_unlike(a.sort, b.sort) or _is_fewer_of_a_kind(a, b)):
        return "counted"
    if a.article == b.article and a.sentence == b.sentence:
        return "sentence"
    if a.is_part != b.is_part or a.each != b.each:
        return "role"
    if a.part_of is not None and a.part_of == b.part_of:
        return "role"
    copied = bool(a.signature) and a.signature == b.signature
    if (
        nature == "answer"
        and a.unit == "percent"
        and not (copied or repeated or _one_question(a, b) or are_one_indicator(a, b))
    ):
        return "question"
    if nature == "amount" and a.answer != b.answer and a.unit == "count":
        return "about"  # seats of two parties, or of one and of the whole chamber
    are_of_one = nature == "amount" and bool(a.answer) and abs(a.published - b.published) <= MEASURED_ANEW
    if nature == "amount" and not (copied or repeated or are_of_one or anaphors(a, b) or are_one_of_a_kind(a, b)):
        in_names_only = _share_only_names(a, b)
        if (in_names_only or overlap(a, b) < _least_overlap(a, b)) and not is_slip_of_one(a, b):
            if in_names_only or not _are_of_one_payment(a, b):
                return "words"
    if nature == "amount" and not (copied or repeated) and are_of_other_terms(a, b):
        return "when"
    if nature in _NAMED and a.unit != "percent" and not copied and name_others(a, b):
        return "about"
    if a.kind == "running_total" and a.is_vague != b.is_vague:
        # "countless attacks over the years" is no count that a number since October could be held against.
        if not a.start or a.start != b.start:
            return "start"
    one_event = are_one_event(a, b)
    # One ship is told of by what hit it and by how it sank.
    are_of_one_name = a.measure == "counted" and not a.about.isdisjoint(b.about)
    if not one_event and not are_of_one_name and a.topics and b.topics:
        if are_other_kinds(a.topics, a.finer_kinds, b.topics, b.finer_kinds):
            return "topic"
    if nature == "answer" and not copied and a.subjects and b.subjects and not share_a_name(a.subjects, b.subjects):
        if not a.answer or a.answer != b.answer:
            return "about"
    if nature == "answer" and not copied and a.article != b.article:
        if a.pollsters and b.pollsters and a.pollsters.isdisjoint(b.pollsters):
            return "about"
        if answered_others(a.respondents, b.respondents):
            return "who"
        if is_of_an_older_poll(a, b) or is_of_an_older_poll(b, a):
            return "when"
        if a.answer != b.answer and a.answer in b.rivals and b.answer in a.rivals:
            return "about"  # both sentences tell the shares of both
    if nature == "amount" and a.pollsters and b.pollsters:
        if a.pollsters.isdisjoint(b.pollsters):
            return "about"
        if NO_DAY not in (a.published, b.published) and abs(a.published - b.published) > MEASURED_ANEW:
            return "when"  # the next poll has another sample
    if a.start and b.start and abs(a.start - b.start) > _FAR_STARTS:
        return "start"
    if a.is_baseline != b.is_baseline and a.point != b.point:
        return "when"
    return _scope_contradiction(a, b, one_event)


def _is_told_else(a: Row, b: Row) -> bool:
    """ "92% of kindergartners" and, of kindergartners, "fell to 95%": what one share is of stands among the other's
    words; likewise 384,122 cars and 348,122 vehicles, of which one is a slip."""
    if a.unit == "percent":
        if a.thing is not None and b.thing is not None:
            return False
    elif not is_slip_of_one(a, b):
        return False
    return (a.thing or "") in b.words or (b.thing or "") in a.words


def _is_fewer_of_a_kind(a: Row, b: Row) -> bool:
    """ "120 ballistic missiles" beside "150 missiles", of which they may be some."""
    if not a.sort or not b.sort or a.unit != "count":
        return False
    kind, other = (a, b) if len(a.sort) > len(b.sort) else (b, a)
    return kind.size < other.size


def _is_plan_of_another_day(a: Row, b: Row) -> bool:
    """True for a plan beside what it came to, in one article, days later, or of troops: what reports of a day tell of a
    plan is one thing, and of a company's cuts whether it will make them or does."""
    if a.is_planned != b.is_planned and a.nature == "standing" and a.measure != "layoffs":
        return True
    if a.article == b.article:
        return a.is_planned != b.is_planned and not a.in_title and not b.in_title
    return NO_DAY in (a.published, b.published) or abs(a.published - b.published) > _ONE_DAY


def are_one_event(a: Row, b: Row) -> bool:
    """True for tolls of two articles that tell of one event, and are not both of what was long before it."""
    if not (a.is_toll and b.is_toll and bool(a.event) and a.event == b.event) or a.article == b.article:
        return False
    return not (is_background(a) and is_background(b))


def are_mains(a: Row, b: Row) -> bool:
    """True for the first tolls of two articles."""
    return a.is_main and b.is_main and a.article != b.article


def _scope_contradiction(a: Row, b: Row, one_event: bool) -> str:
    if a.named and b.named and not a.named & b.named:
        return "who"
    if a.telling and b.telling and not a.telling & b.telling:
        if not any([bool(a.telling & pair) and bool(b.telling & pair) for pair in _SAME_SIDE]):
            return "who"
    if a.by and b.by and not a.by & b.by and not _is_force_of(a, b):
        return "by"
    if a.where and b.where and not a.is_placed_by_others and not b.is_placed_by_others:
        # Of one event a suburb and the city beside it may both be told, but no two provinces.
        may_meet = one_event and are_mains(a, b) and not (_are_in_other_districts(a, b) or _are_in_other_lands(a, b))
        if not may_meet and not places_meet(a, b):
            return "where"
        if a.nature == "toll":
            if _is_of_several_lands(a, b) or _is_of_several_lands(b, a) or _is_one_of_all(a, b) or _is_one_of_all(b, a):
                return "where"
    if a.nature != "toll" and a.nature != "event":
        if are_of_other_periods(a, b) or is_of_years_before(a, b) or is_of_years_before(b, a):
            return "when"
        if a.kind == "incident" and _are_counted_abroad(a, b):
            return "where"
        return "where" if not _share_sentence_or_name(a, b) and _are_in_other_towns(a, b) else ""
    if a.kind == "incident" and not one_event and _are_apart(a, b):
        return "where"
    if a.kind == "incident" and not one_event and a.periods and b.periods and are_daily(a, b):
        return "when"
    if a.kind == "incident" and not one_event and (is_undated(a) or is_undated(b)):
        return "when"  # a place sees many attacks: of which of them an undated figure tells is not known
    if (a.kind == "incident" or a.kind == "daily_count") and a.periods and b.periods and not periods_meet(a, b):
        return "when"
    if a.kind == "daily_count" and a.article != b.article and are_of_other_days(a, b):
        return "when"
    if is_of_another_time(a, b, one_event) or is_of_another_time(b, a, one_event):
        return "when"
    return ""


def _is_of_several_lands(one: Row, other: Row) -> bool:
    """ "The bombings in Kenya and Tanzania killed 224", beside the dead of one of the two."""
    if len(one.where) < 2 or one.localities or _BORDER in one.words:
        return False
    return bool(other.nations) and other.nations < one.nations


def _is_one_of_all(one: Row, other: Row) -> bool:
    """ "101 died in Orulesh and 52 in Galenka" beside a toll that names neither of these places, nor one in them."""
    if not one.is_beside_others or other.is_beside_others or not (other.where or other.is_main):
        return False
    return one.where.isdisjoint(other.holding)


def _is_force_of(a: Row, b: Row) -> bool:
    """ "Belgian customs" and "customs officers", of an amount: the state, and a force that could be its own."""
    return a.nature == "amount" and bool(a.by & TELLING_GROUPS) != bool(b.by & TELLING_GROUPS)


def _are_counted_abroad(a: Row, b: Row) -> bool:
    """True for what was counted or paid once, in articles of two countries that name nobody in common."""
    if a.article == b.article or not _are_of_two_lands(a, b):
        return False
    return not _share_sentence_or_name(a, b) and a.name_words.isdisjoint(b.words) and b.name_words.isdisjoint(a.words)


def _are_apart(a: Row, b: Row) -> bool:
    """True for what happened once, in two countries, in two parts of one, or in two towns that both sentences tell."""
    if _share_sentence_or_name(a, b):
        return False
    if _is_in_a_country(a) and _is_in_a_country(b):
        if a.nations.isdisjoint(b.nations):
            return True
        if _are_in_other_districts(a, b):
            return True
    return _are_in_other_towns(a, b)


def _are_in_other_districts(a: Row, b: Row) -> bool:
    return bool(a.districts) and bool(b.districts) and a.districts.isdisjoint(b.districts)


def _are_in_other_lands(a: Row, b: Row) -> bool:
    """The dead of one quake in two countries; what sank between two may be told of either."""
    return _are_of_two_lands(a, b) and "sinking" not in a.topics and "sinking" not in b.topics


def _are_of_two_lands(a: Row, b: Row) -> bool:
    """True where each is of one country, and not of the same."""
    return len(a.nations) == 1 and len(b.nations) == 1 and a.nations.isdisjoint(b.nations)


def _share_sentence_or_name(a: Row, b: Row) -> bool:
    """True for a copied sentence, which has the place of the other, and for one that names what the other names."""
    return bool(a.signature and a.signature == b.signature) or not a.about.isdisjoint(b.about)


def _are_in_other_towns(a: Row, b: Row) -> bool:
    """True where both sentences tell of towns or regions, and none of one lies in, holds or is one of the other."""
    if a.is_placed_by_others or b.is_placed_by_others or not a.localities or not b.localities:
        return False
    if a.towns and b.towns and a.towns.isdisjoint(b.towns) and a.nature == "toll":
        return True  # whatever region both name besides
    return a.localities.isdisjoint(b.holding) and b.localities.isdisjoint(a.holding)


def _is_in_a_country(row: Row) -> bool:
    """Whether the countries of a claim are told: by its sentence, or by an article that tells of one."""
    return len(row.nations) == 1 or (bool(row.nations) and not row.is_placed_by_others)


def anaphors(a: Row, b: Row) -> bool:
    """ "The two countries" in two articles of one event: the same number of the same noun, spoken of as known."""
    return (
        a.is_definite
        and b.is_definite
        and bool(a.event)
        and a.event == b.event
        and a.article != b.article
        and bool(a.point)
        and a.point == b.point
        and a.counted is not None
        and a.counted == b.counted
    )


def _one_question(a: Row, b: Row) -> bool:
    """Shares answer one question when their clauses speak of the same things, words of every poll left aside.

    Approval and disapproval are two answers, whatever else is alike.
    """
    shared, fewer = len(a.asked & b.asked), min(len(a.asked), len(b.asked))
    one_day = bool(a.when) and a.when == b.when
    if a.article != b.article and one_day and a.where and a.where == b.where:
        if a.measure not in _ONE_A_DAY and shared < FEWER_WORDS * fewer:
            return False
    elif shared < 2 or shared < (NEARLY_ALL if _are_in_one_text(a, b) else MOST_WORDS) * fewer:
        return False
    return not _speaks_against(a.asked, b.asked) and not _speaks_against(b.asked, a.asked)


def are_one_indicator(a: Row, b: Row) -> bool:
    """True for inflation, interest or unemployment of one country or central bank, of which it has one rate at a time,
    in two reports of one release."""
    if not a.indicators or a.indicators != b.indicators or a.sort != b.sort or a.article == b.article:
        return False
    of_one_bank = "interest" in a.indicators and not a.names.isdisjoint(b.names)
    if not (a.where & b.where or of_one_bank) or abs(a.published - b.published) > ONE_RELEASE:
        return False
    return not a.periods or not b.periods or periods_meet(a, b)


def _speaks_against(words: frozenset[str], others: frozenset[str]) -> bool:
    return any([_opposite(word) in others for word in words])


def places_meet(a: Row, b: Row) -> bool:
    """True when a place of one lies in, holds or is a place of the other."""
    return not (a.where.isdisjoint(b.holding) and b.where.isdisjoint(a.holding))


def overlap(a: Row, b: Row) -> float:
    """The share of the shorter clause's content words that the other has too, 0 with fewer than two in common."""
    shared = len(a.words & b.words)
    smaller = min(len(a.words), len(b.words))
    return shared / smaller if shared >= 2 and smaller else 0.0


def number_repeated(a: Row, b: Row) -> bool:
    """One article prints the same telling number twice for one measure: the second mention repeats the first.

    A small number counts of the same named people only; a share when one mention is the title's or in words ("three in
    ten" for 30 %).
    """
    if a.article != b.article or not a.point or a.point != b.point:
        return False
    if a.unit == "percent":
        return a.in_title or b.in_title or a.form != b.form
    if a.measure == "money" and _are_in_one_text(a, b) and len(a.digits) == 1 and a.words.isdisjoint(b.words):
        return False  # "$1 million for fuel", "a premium of $1 million"
    return a.size >= 1000 or bool(a.named & b.named)


def _opposite(word: str) -> str:
    return word[3:] if word.startswith("dis") else f"dis{word}"


def _share_only_names(a: Row, b: Row) -> bool:
    """True for amounts whose clauses both say what they are about, and have but names in common: a company's profit and
    the price of its shares."""
    shared = a.words & b.words
    return not (shared - a.name_words - b.name_words) and a.words > shared and b.words > shared


def _are_of_one_payment(a: Row, b: Row) -> bool:
    """True for money in articles of one time whose clauses share a word for what it is ("ransom", "fine") and name the
    same, or of which one names nobody: then what that is of is of one kind, and whom the other names stands among its
    words; or somebody is named around both, and most of the words that are no names are shared.
    """
    if a.measure != "money" or a.unit != b.unit or _are_in_one_text(a, b):
        return False
    if abs(a.published - b.published) > _ONE_TIME:
        return False
    if a.topics & b.topics and bool(a.about) != bool(b.about):
        named, other = (a, b) if a.about else (b, a)
        return bool(named.name_words) and named.name_words <= other.words
    if a.about and b.about:
        return all_go_for(a.about, b.about) or all_go_for(b.about, a.about)
    if not any([" " in name for name in a.around & b.around]):
        return False
    mine, theirs = a.words - a.name_words, b.words - b.name_words
    shared = len(mine & theirs)
    return shared >= 2 and shared >= MOST_WORDS * min(len(mine), len(theirs))


def is_slip_of_one(a: Row, b: Row) -> bool:
    """True for two amounts of which one is most likely the other, mistyped: their articles, of one day, name the same
    in the sentences of both, which share a word that is no name; two, where both are a round number."""
    if not a.digits or a.digits != b.digits or a.article == b.article or abs(a.published - b.published) > _ONE_DAY:
        return False
    shared = len((a.words & b.words) - (a.name_words & b.name_words))
    if a.measure == "population" or (a.unit not in _COMMON_UNITS and a.measure != "money"):
        shared += 1  # a place has one population, and few figures in millimetres
    if a.named & b.named or len(a.about & b.about) > 1:
        shared += 1  # one sued the other
    if a.published == NO_DAY or shared < (2 if len(a.digits) == 1 else 1):
        return False
    if a.unit != "count" and a.periods and b.periods and are_of_other_days(a, b):
        return False
    are_placed = bool(a.where) and a.where == b.where and not (a.is_placed_by_others and b.is_placed_by_others)
    return (are_placed or name_one(a, b)) and is_slip(a, b)


def name_others(a: Row, b: Row) -> bool:
    """True where each of two sentences names somebody, something or a town that the other does not, and they name no
    more in common: "the CDU won 152 seats in the Bundestag" and "the AfD won 125 seats in the Bundestag"."""
    if a.article == b.article or a.is_about_others or b.is_about_others:
        return False
    mine, theirs = a.subjects, b.subjects
    if not a.is_placed_by_others and not b.is_placed_by_others:
        mine, theirs = mine | a.localities, theirs | b.localities
    only, others = mine - theirs - b.holding, theirs - mine - a.holding
    if not only or not others or len(mine & theirs) > min(len(only), len(others)):
        return False
    return not share_a_name(only, others)


def name_one(a: Row, b: Row) -> bool:
    """True where two sentences themselves name one thing or one town, or one country and one time."""
    if not a.is_about_others and not b.is_about_others and share_a_name(a.about, b.about):
        return True
    if not a.where or not b.where:
        return False
    if not a.is_placed_by_others and not b.is_placed_by_others and a.localities & b.localities:
        return True
    return a.where == b.where and bool(a.periods) and a.periods == b.periods


def are_one_of_a_kind(a: Row, b: Row) -> bool:
    """True for what an event has one of, the magnitude of a quake, and what a company or a court tells one of in a day,
    its revenue, whatever words stand around it."""
    if a.article == b.article:
        return False
    if a.measure == "money" and _is_price_of_one(a, b):
        return True
    if not a.once or a.once != b.once:
        return False
    if a.measure == "money":
        of_one_time = bool(a.periods) and a.periods == b.periods
        return a.unit == b.unit and (of_one_time or abs(a.published - b.published) <= _ONE_DAY)
    return bool(a.event) and a.event == b.event


def _is_price_of_one(a: Row, b: Row) -> bool:
    """ "The $75 million airport" and "the $60 million airport", in articles of one time that name the same."""
    if a.thing is None or a.thing != b.thing or a.unit != b.unit or a.is_planned != b.is_planned:
        return False
    if abs(a.published - b.published) > _ONE_TIME:
        return False
    return (bool(a.event) and a.event == b.event) or len(a.names & b.names) >= _NAMES_OF_ONE


def _are_in_one_text(a: Row, b: Row) -> bool:
    """True for two figures of one article, of which none stands in its title."""
    return a.article == b.article and not a.in_title and not b.in_title


def may_share_fewer(row: Row) -> bool:
    """Whether an amount may be linked on fewer words, with one of its event or of its town and day. A small count is
    not: of one event three neighbours are told of, and five witnesses."""
    if row.unit == "count" and row.size < _FEW:
        return False
    if row.is_of_story or (bool(row.about) and not row.is_about_others):
        return True
    if (
        row.unit not in _COMMON_UNITS
        and row.measure == "counted"
        and bool(row.localities)
        and not row.is_placed_by_others
    ):
        return True
    return bool(row.periods) and bool(row.localities) and is_short(row.periods)


def _least_overlap(a: Row, b: Row) -> float:
    """How much of their words two amounts share at least: less where both state one day and an uncommon unit, and where
    their articles tell of one event, or they of one town and day."""
    on_one_day = bool(a.periods) and bool(b.periods) and periods_meet(a, b)
    if on_one_day and a.unit == b.unit and "/" in a.unit:
        return FEWER_WORDS
    if a.article == b.article:
        return NEARLY_ALL if _are_in_one_text(a, b) else MOST_WORDS
    if a.start and a.start == b.start and a.kind == b.kind == "running_total":
        return SOME_WORDS
    if may_share_fewer(a) and may_share_fewer(b):
        if a.event and a.event == b.event:
            return SOME_WORDS
        if on_one_day and is_short(a.periods) and is_short(b.periods) and a.localities & b.localities:
            return SOME_WORDS
        gap = abs(a.published - b.published)
        if gap <= _ONE_DAY and name_one(a, b):
            return SOME_WORDS
        if gap <= _NAMED_WITHIN and not a.is_about_others and not b.is_about_others and share_a_name(a.about, b.about):
            return SOME_WORDS
    return MOST_WORDS
