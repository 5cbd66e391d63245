"""What anchors two claims to one thing: a town, a named thing, a copied sentence; else several common things."""

from __future__ import annotations

from typing import Final

from figcheck.link.contradictions import is_slip_of_one, overlap, places_meet
from figcheck.link.periods import are_one_statistic, is_long, periods_meet
from figcheck.link.rows import Row
from figcheck.link.told import NO_DAY, is_short
from figcheck.recurring import COPIED_WITHIN, MEASURED_ANEW
from figcheck.shortnames import share_a_name

_MOSTLY: Final = 0.5  # share of the shorter clause's words from which two clauses speak of mostly the same


def lacks_anchor(a: Row, b: Row) -> bool:
    """True when two events of two articles share no more than a country, a side, ordinary words.

    A town, a named thing or a copied sentence is an anchor. Without one, three of these together are: a country,
    the kind of event, the side that acted, whose people they are (a foreign army counts twice), a stated day, the
    same telling number, and mostly the same words; for attacks, targets and munitions a second country as well,
    one day of publication beside a place, and that their articles tell of one event. What is counted or paid in two
    articles that tell of two events needs an anchor as well, and has none where the articles name others.
    """
    if a.article == b.article or a.nature == "answer":
        return False
    if a.kind == "running_total":
        return _is_placed_alone(a, b)
    if a.nature not in ("toll", "event"):
        if is_slip_of_one(a, b):
            return False
        if _articles_name_others(a, b):
            return True
        if not (a.event and b.event and a.event != b.event):
            return False
    if not a.about.isdisjoint(b.about) or not a.localities.isdisjoint(b.localities) or is_copy(a, b):
        return False
    if not a.about.isdisjoint(b.localities) or not a.localities.isdisjoint(b.about):
        return False  # "in Parliament Square in London", "at Parliament Square"
    if a.is_toll and is_long(a) and is_long(b):
        return not are_one_statistic(a, b)
    signs = 0
    if not a.topics.isdisjoint(b.topics):
        signs += 1
    if not a.by.isdisjoint(b.by):
        signs += 1
    if a.where and b.where and places_meet(a, b):
        signs += 1
    if a.nature == "event":
        if a.event and a.event == b.event:
            signs += 1
        if len(a.where & b.where) > 1:
            signs += 1
        if a.published == b.published != NO_DAY and not a.where.isdisjoint(b.where):
            signs += 1
    shared = a.named & b.named
    if shared:
        signs += 1
        if a.telling & b.telling and shared - a.where:
            signs += 1
    if a.periods and b.periods and periods_meet(a, b):
        signs += 1
    if is_telling_number(a, b):
        signs += 1
    return signs < 3 and (signs < 2 or overlap(a, b) < _MOSTLY)


def _is_placed_alone(a: Row, b: Row) -> bool:
    """True for two totals of which one has a place and the other none, nobody being named around both, in two starts:
    "540 deaths have been recorded" may be of any country's outbreak."""
    if bool(a.where) == bool(b.where) or a.start == b.start != 0 or is_worded_alike(a, b):
        return False
    return (a.about | a.around).isdisjoint(b.about | b.around)


def _articles_name_others(a: Row, b: Row) -> bool:
    """True for amounts around which two articles name somebody or something, and nothing in common: "the plant has cut
    786 jobs" is written of many plants. An event, or a country that both sentences name themselves, is in common; where
    but one article names anything, so is a day that both state."""
    if a.event and a.event == b.event:
        return False
    if not a.where.isdisjoint(b.where) and not a.is_placed_by_others and not b.is_placed_by_others:
        return False
    mine, theirs = a.about | a.localities | a.around, b.about | b.localities | b.around
    if not mine or not theirs:
        if _is_named_in(a, b) or _is_named_in(b, a):
            return False
        one_day = a.periods and b.periods and is_short(a.periods) and is_short(b.periods) and periods_meet(a, b)
        return bool(mine or theirs) and not one_day
    return mine.isdisjoint(theirs) and not share_a_name(a.about, b.about)


def _is_named_in(one: Row, other: Row) -> bool:
    """True where what one names stands in the other as words: a name that opens a sentence may be none."""
    return bool(one.about) and bool(one.name_words) and one.name_words <= other.words


def is_copy(a: Row, b: Row) -> bool:
    """True for one and the same sentence, which names something."""
    if not is_worded_alike(a, b) or is_written_anew(a, b):
        return False
    return bool(a.about) or bool(a.where and not a.is_placed_by_others)


def is_worded_alike(a: Row, b: Row) -> bool:
    """True for one wording, but for that of two polls: "in the same poll"."""
    return bool(a.signature) and a.signature == b.signature and not are_of_other_polls(a, b)


def is_written_anew(a: Row, b: Row) -> bool:
    """True for sentences so far apart that the later was written of something else: shares and rates for the next poll
    and month, others for the next flood and budget. A total goes on."""
    if a.kind == "running_total" or a.published == NO_DAY or b.published == NO_DAY:
        return False
    return abs(a.published - b.published) > (MEASURED_ANEW if is_measured_anew(a) else COPIED_WITHIN)


def is_measured_anew(row: Row) -> bool:
    """True for what is asked or worked out again and again."""
    return row.kind in ("share", "rate") or row.nature == "answer"


def are_of_other_polls(a: Row, b: Row) -> bool:
    """True for answers of two articles that name other pollsters around them; where their sentences name nobody ("in
    the same poll"), for those that name others."""
    if a.nature != "answer" or b.nature != "answer" or a.article == b.article:
        return False
    if a.pollsters and b.pollsters:
        return a.pollsters.isdisjoint(b.pollsters)
    if a.about or b.about or not a.around or not b.around:
        return False
    return a.around.isdisjoint(b.around)


def is_telling_number(a: Row, b: Row) -> bool:
    """The same number of some size seldom stands in two reports by chance; small and round ones often do."""
    return a.size > 10 and bool(a.point) and a.point == b.point and a.size % 10 != 0
