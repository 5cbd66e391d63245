"""What linking reads of a claim, worked out once, so that a pair of claims costs a few comparisons and no look-up.

A row is made of plain numbers, texts and sets. It needs neither the article nor the lexicon any more, so it can be
kept beside the claim and sent to another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol

from figcheck.lexicon import Lexicon
from figcheck.link.baselines import baselines_of
from figcheck.link.pollsters import NO_ANSWER, Answer, answers_of, asked_some, asks
from figcheck.link.slips import digits_of
from figcheck.link.sorts import INDICATORS, once_of, sort_of, thing_of
from figcheck.link.told import Days, day_of, finer_kinds, is_town, periods_of, week_before
from figcheck.model import LOOSE_GROUPS, TELLING_GROUPS, Claim
from figcheck.units import scale

_EXCLUSIVE: Final = TELLING_GROUPS - LOOSE_GROUPS
_NONE: Final[frozenset[str]] = frozenset()
LONG_AGO: Final = 45  # days before publication: the background of another event


class LinkedMeasure(Protocol):
    """What link reads of a measure (rulemodels.Measure is one)."""

    @property
    def linked_as(self) -> str:
        """toll, event, standing, answer or amount."""
        ...


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
    ``is_baseline``: it is of an earlier time, with which its sentence compares another.
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
        self.indicators = topics & INDICATORS if unit == "percent" and measure == "rate" else _NONE
        self.signature = signature
        self.is_definite = is_definite
        self.surface = surface
        self.is_baseline = is_baseline
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


def rows_of(claims: Sequence[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]) -> list[Row]:
    """The rows of all claims of one article in prose, in its order.

    ``measures`` says what the figures of each measure are to an article; an amount where nobody says.
    """
    prose = [claim for claim in claims if claim.figure.cell is None]
    natures = {id: measure.linked_as for id, measure in measures.items()}
    mains = _main_tolls([claim for claim in prose if claim.mode == "stated"], natures, lexicon)
    stated = {(claim.measure, claim.figure.reading.point) for claim in prose if claim.id in mains}
    stated -= {(measure, None) for measure, _ in stated}  # a range restates none
    around = _Around(lexicon)
    baselines = baselines_of(prose)
    answers = answers_of(
        [it for it in prose if it.figure.unit == "percent" and natures.get(it.measure, "amount") == "answer"]
    )
    return [
        _row(
            claim,
            natures.get(claim.measure, "amount"),
            claim.id in mains,
            (claim.measure, claim.figure.reading.point) in stated and claim.id not in mains,
            answers.get(claim.id, NO_ANSWER),
            claim.id in baselines,
            lexicon,
            around,
        )
        for claim in prose
    ]


class _Places(NamedTuple):
    """What holds the places of a claim, and themselves; the towns, countries and parts of countries among them."""

    holding: frozenset[str]
    towns: frozenset[str]
    nations: frozenset[str]
    districts: frozenset[str]


_NOWHERE: Final = _Places(_NONE, _NONE, _NONE, _NONE)


class _Around:
    """What the names around the claims of one article tell, and what holds their places: most claims share them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._telling: dict[frozenset[str], frozenset[str]] = {}
        self._holding: dict[frozenset[str], _Places] = {}
        self._words: dict[frozenset[str], frozenset[str]] = {}

    def telling(self, names: frozenset[str]) -> frozenset[str]:
        """The names that are no places and no parties."""
        known = self._telling.get(names)
        if known is None:
            gazetteer, parties = self._lexicon.gazetteer, self._lexicon.parties
            known = self._telling[names] = frozenset(
                [
                    name
                    for name in names
                    if name not in gazetteer.countries and name not in parties and name not in gazetteer.container
                ]
            )
        return known

    def words(self, names: frozenset[str]) -> frozenset[str]:
        """The words of names, each in the singular."""
        known = self._words.get(names)
        if known is None:
            singular = self._lexicon.singular
            known = self._words[names] = frozenset([singular(word) for name in names for word in name.lower().split()])
        return known

    def saying(self, speaker: str | None) -> frozenset[str]:
        """The words of one who said something and could be anybody: "officials", "the ministry". They are of nothing
        that is told; an audit office and a bar association tell two reports apart."""
        lexicon = self._lexicon
        said = speaker.split() if speaker is not None else ()
        if not lexicon.officials.issuperset(said):
            return _NONE
        return frozenset([lexicon.same_words.get(word, word) for word in map(lexicon.singular, said)])

    def holding(self, where: frozenset[str]) -> _Places:
        """The places of a claim, and what holds them."""
        if not where:
            return _NOWHERE
        known = self._holding.get(where)
        if known is None:
            lexicon, countries = self._lexicon, self._lexicon.gazetteer.countries
            chains = [lexicon.gazetteer.holders(place) for place in where]
            holding = frozenset([holder for chain in chains for holder in chain])
            towns = frozenset([holder for holder in holding if is_town(holder, lexicon)])
            districts = frozenset([chain[-2] for chain in chains if len(chain) > 1 and chain[-1] in countries])
            known = self._holding[where] = _Places(holding, towns, holding & countries, districts)
        return known


def _row(
    claim: Claim,
    nature: str,
    is_main: bool,
    restates_main: bool,
    answer: Answer,
    is_baseline: bool,
    lexicon: Lexicon,
    around: _Around,
) -> Row:
    figure, scope = claim.figure, claim.scope
    who, where = scope.who or _NONE, scope.where or _NONE
    about, when = scope.about or _NONE, scope.when or _NONE
    gazetteer = lexicon.gazetteer
    words = claim.words
    asking = lexicon.pollsters & about
    if nature == "answer" and about:
        asking |= {name for name in about if name not in asking and asks(name, claim.quote)}
    elif claim.said_by in about:
        asking |= {claim.said_by}
    point = figure.reading.point
    periods = periods_of(when) if when else ()
    name_words = words & around.words(about | where) if nature == "amount" else _NONE
    if nature == "amount":
        words -= around.saying(claim.said_by) - name_words
    places = around.holding(where)
    return Row(
        claim.id,
        claim.header.id,
        claim.number,
        day_of(claim.header.published),
        claim.measure,
        nature,
        claim.kind,
        figure.unit,
        scale(figure.unit).basis,
        figure.counted,
        thing_of(claim, lexicon),
        sort_of(claim, lexicon),
        once_of(claim, words - name_words, periods, lexicon),
        figure.hedge == "vague",
        figure.form,
        (figure.sentence.start, figure.sentence.end),
        figure.span.start,
        figure.in_title,
        _in_opening(claim),
        is_main,
        restates_main,
        bool(claim.part_of),
        claim.part_of,
        claim.each,
        _printed(point),
        float(point) if point is not None else 0.0,
        who,
        who - TELLING_GROUPS,
        who & _EXCLUSIVE,
        scope.by or _NONE,
        where,
        where - gazetteer.countries,
        places.holding,
        places.towns,
        places.nations,
        places.districts,
        "where" in claim.inherited,
        "who" in claim.inherited,
        "about" in claim.inherited,
        when,
        periods,
        claim.start_date.toordinal() if claim.start_date is not None else 0,
        about,
        about - asking,
        claim.names,
        around.telling(claim.names) - who,
        words,
        name_words,
        words - lexicon.poll_words - around.words(asking) if nature == "answer" else _NONE,
        # Who is named in the sentence asked; else whoever the article names.
        asking or lexicon.pollsters & claim.names
        if nature == "answer"
        else _pollster_described(claim, nature, lexicon),
        answer.respondents,
        answer.name,
        answer.rivals,
        claim.topics,
        claim.signature,
        claim.quote[: claim.quote_at.start].rstrip().lower().endswith((" the", " both", " all")),
        figure.surface,
        is_baseline,
        claim.story is not None,
        claim.mode == "planned",
        # "Both men were among the 16": persons told without a number, who are some of those that are counted.
        _is_told(claim, nature)
        and figure.counted not in lexicon.page_counts
        and not (claim.role == "part" and figure.form == "single"),
    )


def _is_told(claim: Claim, nature: str) -> bool:
    """True for what is stated, and for sums and counts of things that are announced: "will cut 900 jobs"."""
    if claim.mode == "planned":
        return nature in ("amount", "standing") and claim.figure.unit != "percent"
    return claim.mode == "stated"


def _pollster_described(claim: Claim, nature: str, lexicon: Lexicon) -> frozenset[str]:
    """Whose poll an amount describes: how many it asked, and its margin of error."""
    counted = claim.figure.counted
    if nature != "amount" or not counted or not (lexicon.person_groups(counted) or "margin" in claim.words):
        return _NONE
    found = asked_some(claim.quote)
    return frozenset((found,)) if found else _NONE


def _printed(point: Decimal | None) -> str:
    return "" if point is None else str(point.normalize())


def _main_tolls(claims: Iterable[Claim], natures: Mapping[str, str], lexicon: Lexicon) -> frozenset[str]:
    """The ids of the first tolls of an article, one of each measure.

    A count goes before a part, and before a person told without a number, who may be one of several.
    """
    first: dict[str, tuple[bool, bool, int, str]] = {}
    for claim in claims:
        if claim.part_of or claim.figure.hedge == "vague" or claim.kind == "running_total":
            continue
        if claim.story is None or _is_of_long_ago(claim):
            continue
        if natures.get(claim.measure) == "toll" and not _is_wider(claim, lexicon):
            rank = claim.role == "part", claim.is_lone, claim.figure.span.start, claim.id
            first[claim.measure] = min(first.get(claim.measure, rank), rank)
    return frozenset(claim_id for *_, claim_id in first.values())


def _is_of_long_ago(claim: Claim) -> bool:
    """True for a toll of days long before its article that are none of the event that this tells of."""
    when, published = claim.scope.when, claim.header.published
    if not when or published is None or claim.story is None or not claim.story.days.isdisjoint(when):
        return False
    return max(last for _, last in periods_of(when)) < published.toordinal() - LONG_AGO


def _is_wider(claim: Claim, lexicon: Lexicon) -> bool:
    """True for a toll of a whole country, further down in an article that tells of a town: no toll of its event."""
    where = claim.scope.where
    if claim.story is None or _in_opening(claim) or not where or "where" in claim.inherited:
        return False
    countries = lexicon.gazetteer.countries
    return where <= countries and any(is_town(place, lexicon) for place in claim.story.places)


def _in_opening(claim: Claim) -> bool:
    return claim.story is not None and claim.figure.span.start < claim.story.opening
