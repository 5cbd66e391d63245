"""What linking reads of a claim, worked out once, so that a pair of claims costs a few comparisons and no look-up.

A row is made of plain numbers, texts and sets. It needs neither the article nor the lexicon any more, so it can be
kept beside the claim and sent to another process. How it is made is in rowmaking.py.
"""

from __future__ import annotations

from typing import Any, Final

from figcheck.link.slips import digits_of
from figcheck.link.sorts import INDICATORS
from figcheck.link.told import Days, finer_kinds, week_before

LONG_AGO: Final = 45  # days before publication: the background of another event


class Row:
    """A claim as linking reads it.

    ``published`` and ``start`` are ordinals of days (``told.NO_DAY`` and 0: unknown), ``sentence`` and ``begins`` are
    offsets in the article. ``point`` is the printed number as text, "" for none, ``size`` the same as a number.
    ``sort`` is the sort of thing that it counts where its measure has several, "" for any, ``once`` the thing where an
    event, or what was told in a day, has one of it, "" for others.
    ``named`` are whose people are counted, ``telling`` groups of people that exclude one another. ``localities`` are
    the places that are no country, ``holding`` all places that hold one of them, and themselves; of these ``nations``
    are countries and ``districts`` what lies directly in a country. ``around`` are names of the surroundings that tell
    something, ``name_words`` those of an amount's words that belong to names, ``asked`` the words that tell one
    question of a poll from another, ``pollsters`` who is said to have asked it; of an amount, whose poll it
    describes. ``respondents`` are those of whom a share is, "" for all who were asked; ``answer`` whose share it is
    ("42 per cent for Labour"), ``rivals`` whose shares its sentence tells. ``is_main``: the first toll of its measure
    in an article that tells of an event; ``restates_main``: the same number again, as below a headline.
    ``is_baseline``: it is of an earlier time, with which its sentence compares another. ``is_beside_others``: it is a
    toll of one place, and its sentence tells those of other places.
    ``is_of_story``: its article tells of an event. ``is_planned``: it is of what is to come. ``is_linked``: it is
    stated, or announced, and no number of the page around the article. ``event`` is what its article tells of once that
    is known, by a name that all articles of the event share, "" for none.
    """

    def __init__(
        self,
        id: str,
        article: str,
        number: int,
        published: int,
        measure: str,
        nature: str,
        kind: str,
        unit: str,
        basis: str,
        counted: str | None,
        thing: str | None,
        sort: str,
        once: str,
        is_vague: bool,
        form: str,
        sentence: tuple[int, int],
        begins: int,
        in_title: bool,
        in_opening: bool,
        is_main: bool,
        restates_main: bool,
        is_part: bool,
        part_of: str | None,
        each: bool,
        point: str,
        size: float,
        who: frozenset[str],
        named: frozenset[str],
        telling: frozenset[str],
        by: frozenset[str],
        where: frozenset[str],
        localities: frozenset[str],
        holding: frozenset[str],
        towns: frozenset[str],
        nations: frozenset[str],
        districts: frozenset[str],
        is_placed_by_others: bool,
        is_of_others: bool,
        is_about_others: bool,
        when: frozenset[str],
        periods: Days,
        start: int,
        about: frozenset[str],
        subjects: frozenset[str],
        names: frozenset[str],
        around: frozenset[str],
        words: frozenset[str],
        name_words: frozenset[str],
        asked: frozenset[str],
        pollsters: frozenset[str],
        respondents: str,
        answer: str,
        rivals: frozenset[str],
        topics: frozenset[str],
        signature: str,
        is_definite: bool,
        surface: str,
        is_baseline: bool,
        is_beside_others: bool,
        is_of_story: bool,
        is_planned: bool,
        is_linked: bool,
    ) -> None:
        self.id = id
        self.article = article
        self.number = number
        self.published = published
        self.measure = measure
        self.nature = nature
        self.kind = kind
        self.unit = unit
        self.basis = basis
        self.counted = counted
        self.thing = thing
        self.sort = sort
        self.once = once
        self.is_vague = is_vague
        self.form = form
        self.sentence = sentence
        self.begins = begins
        self.in_title = in_title
        self.in_opening = in_opening
        self.is_main = is_main
        self.restates_main = restates_main
        self.is_part = is_part
        self.part_of = part_of
        self.each = each
        self.point = point
        self.size = size
        self.digits = digits_of(point) if nature == "amount" else ""
        self.who = who
        self.named = named
        self.telling = telling
        self.by = by
        self.where = where
        self.localities = localities
        self.holding = holding
        self.towns = towns
        self.nations = nations
        self.districts = districts
        self.is_placed_by_others = is_placed_by_others
        self.is_of_others = is_of_others
        self.is_about_others = is_about_others
        self.when = when
        self.periods = periods
        self.week_before = week_before(published, periods)
        self.start = start
        self.about = about
        self.subjects = subjects
        self.names = names
        self.around = around
        self.words = words
        self.name_words = name_words
        self.asked = asked
        self.pollsters = pollsters
        self.respondents = respondents
        self.answer = answer
        self.rivals = rivals
        self.topics = topics
        self.finer_kinds = finer_kinds(topics)
        self.indicators = topics & INDICATORS if unit == "percent" and measure == "rate" else frozenset()
        self.signature = signature
        self.is_definite = is_definite
        self.surface = surface
        self.is_baseline = is_baseline
        self.is_beside_others = is_beside_others
        self.is_of_story = is_of_story
        self.is_planned = is_planned
        self.is_linked = is_linked
        self.event = ""

    def fields(self) -> tuple[Any, ...]:
        """What makes it again: ``Row(*fields)``, its event apart."""
        return (
            self.id,
            self.article,
            self.number,
            self.published,
            self.measure,
            self.nature,
            self.kind,
            self.unit,
            self.basis,
            self.counted,
            self.thing,
            self.sort,
            self.once,
            self.is_vague,
            self.form,
            self.sentence,
            self.begins,
            self.in_title,
            self.in_opening,
            self.is_main,
            self.restates_main,
            self.is_part,
            self.part_of,
            self.each,
            self.point,
            self.size,
            self.who,
            self.named,
            self.telling,
            self.by,
            self.where,
            self.localities,
            self.holding,
            self.towns,
            self.nations,
            self.districts,
            self.is_placed_by_others,
            self.is_of_others,
            self.is_about_others,
            self.when,
            self.periods,
            self.start,
            self.about,
            self.subjects,
            self.names,
            self.around,
            self.words,
            self.name_words,
            self.asked,
            self.pollsters,
            self.respondents,
            self.answer,
            self.rivals,
            self.topics,
            self.signature,
            self.is_definite,
            self.surface,
            self.is_baseline,
            self.is_beside_others,
            self.is_of_story,
            self.is_planned,
            self.is_linked,
        )

    @property
    def is_toll(self) -> bool:
        """True for what an event cost: it belongs to the event that its article tells of."""
        return self.nature == "toll"


def in_order(row: Row) -> tuple[int, str, str, int]:
    """Earlier published first, then by article and place in it: the one order in which claims are taken."""
    return row.published, row.article, row.measure, row.number
