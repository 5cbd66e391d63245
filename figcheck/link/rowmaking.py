"""The claims of an article as the rows that linking reads: what of a claim, its sentence and its article speaks for or
against its being about the same thing as another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

from figcheck.lexicon import Lexicon
from figcheck.link.baselines import baselines_of
from figcheck.link.finerplaces import is_of_some_place, tolls_by_place
from figcheck.link.pollsters import NO_ANSWER, Answer, answers_of, asked_some, asks, holders_of
from figcheck.link.recalled import is_of_long_ago
from figcheck.link.rows import Row
from figcheck.link.sorts import once_of, sort_of, thing_of
from figcheck.link.told import day_of, is_town, periods_of
from figcheck.model import LOOSE_GROUPS, TELLING_GROUPS, Claim
from figcheck.shortnames import initials, without_form, without_mount
from figcheck.units import scale

_EXCLUSIVE: Final = TELLING_GROUPS - LOOSE_GROUPS
_OF_VOTES: Final = frozenset(("turnout", "vote_share", "rate"))  # shares that no poll tells
_EXIT_POLL: Final = frozenset(("exit poll",))  # is of nobody who asked before
_NONE: Final[frozenset[str]] = frozenset()
_KINDS_OF_DEAD: Final = frozenset(("women", "men", "children"))


class LinkedMeasure(Protocol):
    """What link reads of a measure (rulemodels.Measure is one)."""

    @property
    def linked_as(self) -> str:
        """toll, event, standing, answer or amount."""
        ...

    @property
    def damage(self) -> bool:
        """Whether what it counts may be destroyed or damaged."""
        ...


def rows_of(claims: Sequence[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]) -> list[Row]:
    """The rows of all claims of one article in prose, in its order.

    ``measures`` says what the figures of each measure are to an article, an amount where nobody says, and whether
    damage tells them apart.
    """
    prose = [claim for claim in claims if claim.figure.cell is None]
    natures = {id: measure.linked_as for id, measure in measures.items()}
    damaged = frozenset([id for id, measure in measures.items() if measure.damage])
    mains = _main_tolls([claim for claim in prose if claim.mode == "stated"], natures, lexicon)
    stated = {(claim.measure, claim.figure.reading.point) for claim in prose if claim.id in mains}
    stated -= {(measure, None) for measure, _ in stated}  # a range restates none
    around = _Around(lexicon)
    baselines = baselines_of(prose)
    asked = [it for it in prose if it.figure.unit == "percent" and natures.get(it.measure, "amount") == "answer"]
    answers = answers_of(asked)
    askers = _askers_before(asked, lexicon)
    sorts = {claim.id: sort_of(claim, lexicon, damaged) for claim in prose}
    apart = _ruined_apart([claim for claim in prose if claim.measure in damaged], sorts)
    listed = tolls_by_place([claim for claim in prose if natures.get(claim.measure) == "toll"])
    holders = holders_of([claim for claim in prose if claim.figure.counted in lexicon.shared_out])
    return [
        _row(
            claim,
            nature=natures.get(claim.measure, "amount"),
            sort=sorts[claim.id],
            is_main=claim.id in mains,
            restates_main=(claim.measure, claim.figure.reading.point) in stated and claim.id not in mains,
            answer=Answer("", holders[claim.id], _NONE) if claim.id in holders else answers.get(claim.id, NO_ANSWER),
            askers=askers.get(claim.id, _NONE),
            is_baseline=claim.id in baselines,
            is_beside_others=claim.id in listed,
            is_part=(_is_part(claim) and claim.id not in apart) or is_of_some_place(claim),
            lexicon=lexicon,
            around=around,
        )
        for claim in prose
    ]


def _is_part(claim: Claim) -> bool:
    """Whether a figure counts some of another: of a toll that another sentence tells, women or children."""
    return bool(claim.part_of) or (claim.role == "part" and not (claim.scope.who or _NONE).isdisjoint(_KINDS_OF_DEAD))


def _ruined_apart(claims: Sequence[Claim], sorts: Mapping[str, str]) -> frozenset[str]:
    """The ids of parts that are all of their sort: of 900 homes damaged, the 300 that were destroyed."""
    damaged = frozenset([claim.id for claim in claims if sorts[claim.id] == "damaged"])
    return frozenset([claim.id for claim in claims if claim.part_of in damaged and sorts[claim.id] == "destroyed"])


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
        self._shorter: dict[frozenset[str], frozenset[str]] = {}
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

    def known_as(self, names: frozenset[str]) -> frozenset[str]:
        """The names and the first letters that go for some of them."""
        known = self._shorter.get(names)
        if known is None:
            known = self._shorter[names] = names.union(
                [short for name in names for short in (initials(name), without_form(name)) if short]
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
    sort: str,
    is_main: bool,
    restates_main: bool,
    answer: Answer,
    askers: frozenset[str],
    is_baseline: bool,
    is_beside_others: bool,
    is_part: bool,
    lexicon: Lexicon,
    around: _Around,
) -> Row:
    figure, scope = claim.figure, claim.scope
    who, where = scope.who or _NONE, scope.where or _NONE
    about, when = without_mount(scope.about or _NONE), scope.when or _NONE
    gazetteer = lexicon.gazetteer
    words = claim.words
    asking = lexicon.pollsters & about
    if nature == "answer":
        asking = _asking(claim, lexicon)
    elif claim.said_by is not None and about:
        # "Home Office figures show"
        asking |= {name for name in about if claim.said_by.startswith(name)}
    point = figure.reading.point
    periods = periods_of(when) if when else ()
    name_words = words & around.words(about | where) if nature == "amount" else _NONE
    if nature == "amount":
        words -= around.saying(claim.said_by) - name_words
    places = around.holding(where)
    names = around.known_as(claim.names)
    return Row(
        id=claim.id,
        article=claim.header.id,
        number=claim.number,
        published=day_of(claim.header.published),
        measure=claim.measure,
        nature=nature,
        kind=claim.kind,
        unit=figure.unit,
        basis=scale(figure.unit).basis,
        counted=figure.counted,
        thing=thing_of(claim, lexicon),
        sort=sort,
        once=once_of(claim, words - name_words, periods, lexicon),
        is_vague=figure.hedge == "vague",
        form=figure.form,
        sentence=(figure.sentence.start, figure.sentence.end),
        begins=figure.span.start,
        in_title=figure.in_title,
        in_opening=_in_opening(claim),
        is_main=is_main,
        restates_main=restates_main,
        is_part=is_part,
        part_of=claim.part_of,
        each=claim.each,
        point=_printed(point),
        size=float(point) if point is not None else 0.0,
        who=who,
        named=who - TELLING_GROUPS,
        telling=who & _EXCLUSIVE,
        by=scope.by or _NONE,
        where=where,
        localities=where - gazetteer.countries,
        holding=places.holding,
        towns=places.towns,
        nations=places.nations,
        districts=places.districts,
        is_placed_by_others="where" in claim.inherited,
        is_of_others="who" in claim.inherited,
        is_about_others="about" in claim.inherited,
        when=when,
        periods=periods,
        start=claim.start_date.toordinal() if claim.start_date is not None else 0,
        about=about,
        subjects=about - asking,
        names=names,
        around=around.telling(names) - who,
        words=words,
        name_words=name_words,
        asked=words - lexicon.poll_words - around.words(asking) if nature == "answer" else _NONE,
        # Who is named in the sentence asked; else who did in the one before, or whoever the article names.
        pollsters=asking or askers or lexicon.pollsters & claim.names
        if nature == "answer"
        else _pollster_described(claim, nature, lexicon),
        respondents=answer.respondents,
        answer=answer.name,
        rivals=answer.rivals,
        topics=claim.topics,
        signature=claim.signature,
        is_definite=claim.quote[: claim.quote_at.start].rstrip().lower().endswith((" the", " both", " all")),
        surface=figure.surface,
        is_baseline=is_baseline,
        is_beside_others=is_beside_others,
        is_of_story=claim.story is not None,
        is_planned=claim.mode == "planned",
        # "Both men were among the 16": persons told without a number, who are some of those that are counted.
        is_linked=_is_told(claim, nature)
        and figure.counted not in lexicon.page_counts
        and not (claim.role == "part" and figure.form == "single"),
    )


def _is_told(claim: Claim, nature: str) -> bool:
    """True for what is stated, and for sums, prices and counts of things that are announced: "will cut 900 jobs"."""
    if claim.mode == "planned":
        return (nature in ("amount", "standing") or "/" in claim.figure.unit) and claim.figure.unit != "percent"
    return claim.mode == "stated"


def _asking(claim: Claim, lexicon: Lexicon) -> frozenset[str]:
    """The pollsters that the sentence of an answer names as such."""
    about = claim.scope.about or _NONE
    listed = lexicon.pollsters & about
    asking = listed | {name for name in about if name not in listed and asks(name, claim.quote)}
    return asking or (_EXIT_POLL if "exit poll" in claim.quote else _NONE)


def _askers_before(asked: Sequence[Claim], lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Whose poll an article went on to tell where the sentence of an answer names none, by the claim's id: "33 percent
    in a Novasonde poll. The Greens were on 8." ``asked`` are the answers of one article in the order of its text."""
    found: dict[str, frozenset[str]] = {}
    latest: frozenset[str] = _NONE
    for claim in asked:
        asking = _asking(claim, lexicon)
        if asking:
            latest = asking
        elif latest and not claim.figure.in_title and claim.measure not in _OF_VOTES:
            found[claim.id] = latest
    return found


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
        if claim.story is None or is_of_long_ago(claim):
            continue
        if natures.get(claim.measure) == "toll" and not _is_wider(claim, lexicon):
            rank = claim.role == "part", claim.is_lone, claim.figure.span.start, claim.id
            first[claim.measure] = min(first.get(claim.measure, rank), rank)
    return frozenset(claim_id for *_, claim_id in first.values())


def _is_wider(claim: Claim, lexicon: Lexicon) -> bool:
    """True for a toll of a whole country, further down in an article that tells of a town: no toll of its event."""
    where = claim.scope.where
    if claim.story is None or _in_opening(claim) or not where or "where" in claim.inherited:
        return False
    countries = lexicon.gazetteer.countries
    return where <= countries and any(is_town(place, lexicon) for place in claim.story.places)


def _in_opening(claim: Claim) -> bool:
    return claim.story is not None and claim.figure.span.start < claim.story.opening
