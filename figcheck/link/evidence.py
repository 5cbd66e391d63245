"""What speaks for two claims being about the same thing, slot by slot, and how much.

A contradiction in any slot that both sentences state forbids the link. Otherwise support is added up; the weights are
what a careful reader would give: a shared named place or thing most, a shared country or nationality less, and what was
only inherited from the lead half of that. What happened at a time needs something telling that both sides name: that
both are in one country, in like words, is not enough for two attacks to be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from figcheck.lexicon import Lexicon
from figcheck.link.contradictions import Contradictions, named, number_repeated, overlap, periods, periods_meet, telling
from figcheck.link.keys import Keys, block_keys, has_telling_signature
from figcheck.link.stories import ENOUGH as EVENT_ENOUGH
from figcheck.link.stories import Told, is_town, likeness
from figcheck.model import TELLING_GROUPS, Claim
from figcheck.units import thing

_SUBSETS: Final = frozenset("children women civilians suspects men fighters military police journalists medics".split())
_LEAD: Final = 800  # characters that title and lead take up
MAIN_TOLLS: Final = 4.0  # the tolls that two articles open with, of one event
LATER_TOLLS: Final = 3.0  # their first tolls, where one stands further down: enough where nothing speaks against it
ONE_EVENT: Final = 1.75  # other tolls of two such articles
OTHER_EVENTS: Final = (
    -2.5
)  # the tolls that two articles open with, which tell of other events; less where these are alike
_MOSTLY: Final = 1.0  # weight of shared words from which two clauses speak of mostly the same


class LinkedMeasure(Protocol):
    """What link reads of a measure (rulemodels.Measure is one)."""

    @property
    def linked_as(self) -> str:
        """toll, event, standing, answer or amount."""
        ...


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


class Scales:
    """Weighs claims with the places of one lexicon, the measures of one set, and the events that articles tell of."""

    def __init__(
        self,
        lexicon: Lexicon,
        measures: Mapping[str, LinkedMeasure],
        told: Mapping[str, Told],
        events: Mapping[str, int],
        claims: Iterable[Claim],
    ) -> None:
        self.lexicon = lexicon
        self.events = events
        self._told = told
        self._alike: dict[tuple[str, str], float] = {}
        natures = {measure_id: measure.linked_as for measure_id, measure in measures.items()}
        self._against = Contradictions(lexicon, events, natures)
        self._mains = self._main_tolls(claims)

    def _main_tolls(self, claims: Iterable[Claim]) -> frozenset[str]:
        """The ids of the first tolls of articles, one of each measure.

        A count goes before a part, and before a person told without a number, who may be one of several.
        """
        first: dict[tuple[str, str], tuple[bool, bool, int, str]] = {}
        for claim in claims:
            if claim.part_of or claim.figure.hedge == "vague" or claim.kind == "running_total" or self._is_wider(claim):
                continue
            if self.event(claim) is not None:
                key = claim.header.id, claim.measure
                rank = claim.role == "part", claim.is_lone, claim.figure.span.start, claim.id
                first[key] = min(first.get(key, rank), rank)
        return frozenset(claim_id for *_, claim_id in first.values())

    def nature(self, claim: Claim) -> str:
        """What a claim's measure is to an article: toll, event, standing, answer or amount."""
        return self._against.nature(claim)

    def _is_wider(self, claim: Claim) -> bool:
        """True for a toll of a whole country, further down in an article that tells of a town: no toll of its event."""
        where = claim.scope.where
        if claim.story is None or _in_opening(claim) or not where or "where" in claim.inherited:
            return False
        countries = self.lexicon.gazetteer.countries
        return where <= countries and any(is_town(place, self.lexicon) for place in claim.story.places)

    def keys(self, claim: Claim) -> Keys:
        """The block keys of a claim."""
        nature = self.nature(claim)
        return block_keys(claim, self.lexicon, self.event(claim), nature in ("answer", "amount"))

    def event(self, claim: Claim) -> int | None:
        """The event that a toll belongs to, by its article; None for other measures."""
        return self.events.get(claim.header.id) if self.nature(claim) == "toll" else None

    def weigh(self, a: Claim, b: Claim, company: bool = False) -> Evidence:
        """The evidence for two claims of one block. Symmetric in its arguments.

        ``company``: both stand beside figures that are linked already, which is as good as a name that both share.
        """
        one_event = self._one_event(a, b)
        mains = a.header.id != b.header.id and a.id in self._mains and b.id in self._mains
        against = self._against.slot(a, b, one_event, mains)
        if against:
            return Evidence(0.0, against)
        reasons = [
            reason
            for reason in (
                _copies(a, b),
                self._event(a, b, one_event, mains),
                Reason("counted", 3.0, "spoken of as known, in articles of one event")
                if self._against.anaphors(a, b)
                else None,
                self._where(a, b),
                _who(a, b),
                _by(a, b),
                self._when(a, b, one_event),
                self._about(a, b),
                _words(a, b),
                _telling_number(a, b),
                _title_and_lead(a, b),
                _repeated(a, b),
                _noun(a, b),
                _vague(a, b),
            )
            if reason is not None
        ]
        if not one_event and not company and self._lacks_anchor(a, b, reasons):
            if mains and _in_opening(a) and _in_opening(b):
                return Evidence(0.0, "event")  # what two articles open with, which tell of two events
            return Evidence(0.0, "", (Reason("anchor", 0.0, "nothing telling that both name"),))
        return Evidence(sum(reason.weight for reason in reasons), "", tuple(reasons))

    def _one_event(self, a: Claim, b: Claim) -> bool:
        """True for tolls of two articles that tell of one event."""
        event = self.event(a)
        return event is not None and a.header.id != b.header.id and event == self.event(b)

    def _other_events(self, a: Claim, b: Claim) -> bool:
        one, other = self.events.get(a.header.id), self.events.get(b.header.id)
        return one is not None and other is not None and one != other

    def _lacks_anchor(self, a: Claim, b: Claim, reasons: list[Reason]) -> bool:
        """True when two events of two articles share no more than a country, a side, ordinary words.

        A town, a named thing or a copied sentence is an anchor. Without one, three of these together are: a country,
        the kind of event, the side that acted, whose people they are (a foreign army counts twice), a stated day, the
        same telling number, and mostly the same words. What is counted or paid in two articles that tell of two events
        needs an anchor as well.
        """
        if a.header.id == b.header.id or a.kind == "running_total" or self.nature(a) == "answer":
            return False
        if self.nature(a) not in ("toll", "event") and not self._other_events(a, b):
            return False
        signs = int(bool(a.topics & b.topics))
        for reason in reasons:
            if reason.weight > 0 and reason.slot in ("copy", "anchor", "about"):
                return False
            if reason.slot == "words":
                signs += reason.weight >= _MOSTLY
            elif reason.slot == "who":
                shared = named(a) & named(b)
                signs += bool(shared) + bool(shared - (a.scope.where or frozenset()) and telling(a) & telling(b))
            elif reason.slot in ("where", "by", "when", "number"):
                signs += reason.weight > 0
        return signs < 3

    # --- support -----------------------------------------------------------------------------------------------------

    def _event(self, a: Claim, b: Claim, one_event: bool, mains: bool) -> Reason | None:
        opening = mains and _in_opening(a) and _in_opening(b)
        if one_event:
            amount = MAIN_TOLLS if opening else LATER_TOLLS if mains else ONE_EVENT
            return Reason("event", amount, "both articles tell of one event")
        if not opening:
            return None
        # The less alike two articles are, the less are what they open with.
        pair = a.header.id, b.header.id
        alike = self._alike.get(pair)
        if alike is None:
            alike = likeness(self._told[pair[0]], self._told[pair[1]], self.lexicon).score
            self._alike[pair] = self._alike[pair[::-1]] = alike
        short = EVENT_ENOUGH - alike
        return Reason("event", max(OTHER_EVENTS, -short / 2), "their articles open with other events")

    def _where(self, a: Claim, b: Claim) -> Reason | None:
        if not a.scope.where or not b.scope.where:
            return None
        inherited = "where" in a.inherited or "where" in b.inherited
        shared = a.scope.where & b.scope.where
        if not shared:
            if self._against.places_meet(a.scope.where, b.scope.where):
                return Reason("where", 0.5 if inherited else 1.0, "one place lies in the other")
            return Reason("where", -0.5 if inherited else -1.0, "other places near by")
        countries = sum(place in self.lexicon.gazetteer.countries for place in shared)
        towns = sum(is_town(place, self.lexicon) for place in shared)
        amount = min(2.5, 2.0 * (len(shared) - countries)) + min(2.5, 1.5 * countries)
        slot = "anchor" if towns or len(shared) > countries else "where"
        return Reason(slot, amount / 2 if inherited else amount, f"both in {', '.join(sorted(shared)[:3])}")

    def _when(self, a: Claim, b: Claim, one_event: bool) -> Reason | None:
        if a.kind == b.kind == "running_total":
            if a.start_date and b.start_date:
                return Reason("when", 1.5, f"both count since {a.start_date}")
            if a.scope.when and a.scope.when == b.scope.when:
                return Reason("when", 2.0, "both are totals of one period")
            return Reason("when", 1.0, "both are running totals")
        if a.header.id == b.header.id:
            return Reason("article", 1.0, "in one article")
        if a.scope.when and b.scope.when and periods_meet(a, b):
            short = all((last - first).days <= 10 for claim in (a, b) for first, last in periods(claim))
            return Reason("when", 2.0 if short else 1.0, "the stated times meet")
        if one_event or a.header.published is None or b.header.published is None:
            return None
        days = abs((a.header.published - b.header.published).days)
        told = f"published {days} day{'s' if days > 1 else ''} apart" if days else "published on one day"
        if a.scope.when or b.scope.when or self.nature(a) not in ("toll", "event"):
            amount = 1.0 if days <= 3 else 0.5 if days <= 12 else 0.0 if days <= 35 else -1.0 if days <= 90 else -2.0
        else:
            # Neither says when: each is news of its own day.
            amount = 1.0 if days <= 1 else 0.0 if days <= 3 else -1.5 if days <= 12 else -2.5
        return Reason("published", amount, told)

    def _about(self, a: Claim, b: Claim) -> Reason | None:
        about = (a.scope.about or frozenset()) & (b.scope.about or frozenset())
        places = self.lexicon.gazetteer
        around = {
            name
            for name in (a.names & b.names) - about
            if name not in places.countries and name not in places.container and name not in self.lexicon.parties
        } - (a.scope.who or frozenset())
        if not about and not around:
            return None
        shared = sorted(about) or sorted(around)
        amount = min(3.0, 1.5 * len(about)) + min(1.5, 0.5 * len(around))
        return Reason("about" if about else "names", amount, f"both name {', '.join(shared[:3])}")


def _in_opening(claim: Claim) -> bool:
    return claim.story is not None and claim.figure.span.start < claim.story.opening


def _copies(a: Claim, b: Claim) -> Reason | None:
    if a.signature != b.signature or not has_telling_signature(a):
        return None
    if a.scope.about or (a.scope.where and "where" not in a.inherited):
        return Reason("copy", 4.0, "one and the same sentence, a copy")
    # "More than 140 homes were damaged" is written of every flood.
    return Reason("wording", 1.0, "one and the same sentence, which names nothing")


def _who(a: Claim, b: Claim) -> Reason | None:
    who_a, who_b = a.scope.who or frozenset(), b.scope.who or frozenset()
    shared = who_a & who_b
    if not shared:
        lonely = (who_a | who_b) & _SUBSETS
        if lonely and not (who_a and who_b):
            # A breakdown ("12 children") beside a figure of everybody is likelier a part than the same toll.
            return Reason("who", -1.5, f"only one counts {', '.join(sorted(lonely))}")
        named = (who_a | who_b) - TELLING_GROUPS
        return Reason("who", -0.5, f"only one names {', '.join(sorted(named))}") if named else None
    amount = 0.75 * bool(shared - TELLING_GROUPS) + 0.25 * bool(shared & TELLING_GROUPS)
    return Reason("who", amount, f"of the same people: {', '.join(sorted(shared))}")


def _by(a: Claim, b: Claim) -> Reason | None:
    shared = (a.scope.by or frozenset()) & (b.scope.by or frozenset())
    return Reason("by", 0.75, f"by {', '.join(sorted(shared))}") if shared else None


def _words(a: Claim, b: Claim) -> Reason | None:
    share = overlap(a, b)
    if share < 0.25:
        return None
    return Reason("words", 2.0 * share, f"shared words: {', '.join(sorted(a.words & b.words)[:6])}")


def _telling_number(a: Claim, b: Claim) -> Reason | None:
    """The same number of some size seldom stands in two reports by chance; small and round ones often do."""
    point = a.figure.reading.point
    if point is not None and point == b.figure.reading.point and point > 10 and point % 10 != 0:
        return Reason("number", 1.0, "both print the same telling number")
    return None


def _title_and_lead(a: Claim, b: Claim) -> Reason | None:
    """A figure of the title and one near the top of the same article's text."""
    if a.header.id != b.header.id or a.figure.in_title == b.figure.in_title:
        return None
    if max(a.figure.span.start, b.figure.span.start) >= _LEAD:
        return None
    return Reason("title", 2.0, "headline and lead of one article")


def _repeated(a: Claim, b: Claim) -> Reason | None:
    if not number_repeated(a, b):
        return None
    point = a.figure.reading.point
    return Reason("number", 3.0 if point is not None and point >= 1000 else 1.5, "the number is repeated")


def _noun(a: Claim, b: Claim) -> Reason | None:
    if a.figure.counted is not None and thing(a.figure) == thing(b.figure):
        return Reason("counted", 0.5, "")
    return None


def _vague(a: Claim, b: Claim) -> Reason | None:
    if (a.figure.hedge == "vague") != (b.figure.hedge == "vague"):
        return Reason("hedge", -1.0, "one is vague")
    return None
