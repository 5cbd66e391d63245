"""The YAML language of rule files as models: measures, rules, their checks and their tests.

The models are the language: loading, the messages about unknown keys and the JSON Schema for editors all read
them. They are strict (no text becomes a number, no unknown key passes) and frozen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from figcheck.expressions import expression
from figcheck.findings import Severity
from figcheck.model import Kind
from figcheck.ruleconditions import AnyScope, Escalate, Find, Hedges, Scope, Sources, Unless
from figcheck.rulelexicon import LexiconSpec
from figcheck.rulevalues import (
    Amount,
    CauseName,
    Day,
    MeasureId,
    Percent,
    Rate,
    RuleId,
    Strict,
    Value,
    Window,
    Word,
    Words,
    none_twice,
    one_or_more,
    refuse,
    whole_number,
)

ANY_MEASURE = "any"  # a rule for every measure
FALLBACK_MEASURE = "counted"  # what is counted by a noun that no measure names; needs no definition

Unit = Literal[
    "count", "percent", "money", "duration", "ratio", "rate",
    "length", "area", "volume", "mass", "speed", "temperature", "energy", "power",
    "any",
]  # fmt: skip
Slot = Literal["who", "by", "where", "when", "about", "kind", "counted", "said_by"]
Direction = Literal["up", "down", "any"]
DateAspect = Literal["weekday", "age", "length", "calendar", "published", "carried_over"]
Nature = Literal["toll", "event", "standing", "answer", "amount"]

DEFAULT_MESSAGE = "{a.surface} ({a.outlet}, {a.published}) v {b.surface} ({b.outlet}, {b.published})"
# of each of the two figures
_FIGURE_FIELDS = (
    "surface",
    "value",
    "outlet",
    "as_of",
    "published",
    "title",
    "measure",
    "counted",
    "path",
    "line",
)
MESSAGE_FIELDS = frozenset({"rule", "measure", "gap"} | {f"{side}.{name}" for side in "ab" for name in _FIGURE_FIELDS})
_BRACES = expression(r"\{[^{}]*\}|[{}]")


class Fault(NamedTuple):
    """One thing wrong in a message template.

    ``fragment`` is the piece of text, ``nth`` says how many like it stand before, ``field`` is the name in
    its braces.
    """

    fragment: str
    nth: int
    message: str
    field: str = ""


def message_faults(template: str) -> list[Fault]:
    """What is wrong with a message template: unknown fields, format features, stray braces."""
    faults: list[Fault] = []
    for found in _BRACES.finditer(template):
        piece, field = found[0], found[0][1:-1]
        nth = template.count(piece, 0, found.start())
        plain = re.split("[!:]", field)[0].strip()
        if len(piece) == 1:
            message = f"a single {piece!r} in the message; braces only enclose a field"
            faults.append(Fault(piece, nth, message))
        elif field not in MESSAGE_FIELDS and plain in MESSAGE_FIELDS:
            message = f"{piece} in the message: a field stands alone in its braces"
            faults.append(Fault(piece, nth, message, plain))
        elif field not in MESSAGE_FIELDS:
            faults.append(Fault(piece, nth, f"unknown field {piece} in the message", plain))
    return faults


def fill_message(template: str, values: Mapping[str, str]) -> str:
    """The template with each ``{field}`` replaced by its value, in one pass; one without a value becomes "?".

    Values come from articles and are inserted as they are: braces in them mean nothing.
    """
    return _BRACES.sub(lambda found: values.get(found[0][1:-1], "?") or "?", template)


def _any_alone(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise refuse("no measure", "a measure, a list of measures, or any")
    if ANY_MEASURE in value and len(value) > 1:
        raise refuse("'any' beside other measures", "any alone, or measures", "remove the others, or 'any'")
    return value


def _template(value: str) -> str:
    if faults := message_faults(value):
        raise PydanticCustomError("figcheck_message", "{text}", {"text": faults[0].message})
    return value


# --- measures ---


class MeasureSpec(Strict):
    """A measure as one file writes it; under an id that is already known it adds to that measure's words."""

    title: Word | None = None
    """What is measured, as a heading. Needed once for every measure."""
    unit: Unit = "count"
    """What its figures are."""
    people: bool = False
    """It counts persons."""
    counts: Words = ()
    """Nouns that, counted, are this measure: attack, strike."""
    done_to: Words = ()
    """Transitive verbs whose object is counted: kill, murder."""
    befalls: Words = ()
    """Intransitive verbs whose subject is counted: die, perish."""
    states: Words = ()
    """Adjectives after the noun: dead, missing."""
    tolls: Words = ()
    """Noun phrases before "of N" or "rose to N": death toll."""
    of: Words = ()
    """Nouns that count in "the ... of N people": death, killing."""
    times_of: Words = ()
    """Verbs or nouns counted by "N times"."""
    suffers: Words = ()
    """Nouns that the counted suffer or have diagnosed: wound, brain injury."""
    acts_on: Words = ()
    """Verbs that act upon the things of counts, which alone are no figure of it then: shoot down, intercept."""
    size_of: Words = ()
    """Places whose size it is, in "a ... of N people": city, town."""
    needs: Words = ()
    """Words of which one must stand in the same sentence."""
    near: Words = ()
    """Words near the figure that speak for this measure."""
    unless: Words = ()
    """Words that rule it out."""
    kind: dict[Kind, Words] = Field(default_factory=dict)
    """Phrases that tell the kind of figure: running_total: [since, so far]."""
    default_kind: Kind = "incident"
    """The kind where no phrase tells."""
    priority: int = 0
    """The higher wins where two measures fit equally well."""
    linked_as: Nature = "event"
    """What its figures are to an article, which decides what makes two of them one thing."""
    victims: bool = False
    """A person told without a number is a figure of it: "a teenager was killed"."""
    survivors: MeasureId | None = None
    """The measure that it is of those set apart from the dead, or in an article that tells of no dead: injuries."""
    damage: bool = False
    """What it counts may be destroyed or damaged, and figures of the one are none of the other: homes."""


class Measure(MeasureSpec):
    """A measure with the words of all files that define it."""

    id: MeasureId
    title: Word


# --- rules ---


class Check(Strict):
    """How the figures are held against each other; one subclass a type, each with the parameters it takes."""

    type: str


class Agree(Check):
    """The figures are equal within the tolerance."""

    type: Literal["agree"]


class Grows(Check):
    """A running total moves in one direction at a believable pace."""

    type: Literal["grows"]
    direction: Direction = "up"
    """Where the total may go."""
    rate: Rate = Decimal(2)
    """How many times its earlier pace it may move before it is shown: 2x."""


class Subset(Check):
    """A part is no larger than its whole."""

    type: Literal["subset"]


class Sum(Check):
    """Parts add up to their whole."""

    type: Literal["sum"]
    of: Literal["parts", "answers", "increases"] = "parts"
    """What is added up: parts of a whole, percentages that exclude one another, or a total and what came to it."""
    shown: Literal["more", "less"] = "more"
    """Which sums of parts are shown: those that make more than the whole, or less where all parts are told."""


class Rank(Check):
    """A stated rank fits the values."""

    type: Literal["rank"]
    of: Literal["places", "records"] = "places"
    """Places in a list ("came third with four"), or records: "the most since 2019", with the years between."""


class Bounds(Check):
    """A figure lies where figures of its kind can lie."""

    type: Literal["bounds"]
    low: Value | None = None
    """The least that it can be."""
    high: Value | None = None
    """The most that it can be."""
    unit: Word | None = None
    """The unit of the bounds, where figures come in several: kilometre. Figures that it does not convert are left."""

    @model_validator(mode="after")
    def _one_end_at_least(self) -> Bounds:
        if self.low is None and self.high is None:
            raise refuse("no bound", "low, high or both", "add 'low:' or 'high:'")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise refuse("'low' above 'high'", "low at most as much as high")
        return self


class Share(Check):
    """A percentage fits the part and the whole beside it."""

    type: Literal["share"]


class Change(Check):
    """A change fits the numbers that it leads from and to."""

    type: Literal["change"]


class Product(Check):
    """A rate, what it is multiplied by and what they make fit together."""

    type: Literal["product"]
    of: Literal["numbers", "units"] = "numbers"
    """Numbers that make another, or one quantity in two units or currencies: "5 km (3.1 miles)"."""


class Date(Check):
    """Days, ages and lengths of time that an article prints fit together. It looks at no figures."""

    type: Literal["date"]
    of: DateAspect
    """What is held: a weekday against its date, an age against a birth, a length of time or an anniversary against its
    dates, the calendar, the day of publication, or a weekday carried over from an earlier article."""


AnyCheck = Annotated[
    Agree | Grows | Subset | Sum | Share | Change | Product | Rank | Bounds | Date, Field(discriminator="type")
]
CHECKS: dict[str, type[Check]] = {
    "agree": Agree,
    "grows": Grows,
    "subset": Subset,
    "sum": Sum,
    "share": Share,
    "change": Change,
    "product": Product,
    "rank": Rank,
    "bounds": Bounds,
    "date": Date,
}


class Tolerance(Strict):
    """How far figures may lie apart. Of several, the widest counts."""

    absolute: Amount = Decimal(0)
    """In the unit of the figures."""
    relative: Percent = Decimal(0)
    """A share of the larger figure: 5%."""
    points: Amount = Decimal(0)
    """Percentage points."""
    per_part: Amount = Decimal(0)
    """In the unit of the figures, for each part that a sum adds up: 0.5 for shares rounded to whole numbers."""


class SampleArticle(Strict):
    """An article that a rule is tested on."""

    id: Word | None = None
    title: Word | None = None
    outlet: Word | None = None
    published: Day = None
    text: Word


class Expected(Strict):
    """A finding that a test expects: its figures' values, in any order; none (``values: []``) for one about dates."""

    values: Annotated[tuple[Value, ...], Field(strict=False)]
    severity: Severity | None = None
    cause: CauseName | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Expected:
        if not self.values and self.cause is None:
            raise refuse(
                "no values and no cause",
                "the printed values of a finding's figures",
                "write 'values: []' with a cause for a finding about dates, which has no figures",
            )
        return self


class RuleTest(Strict):
    """Articles and the findings that the rule makes of them; ``expect: []`` says that it stays silent."""

    name: Word
    articles: Annotated[tuple[SampleArticle, ...], Field(strict=False, min_length=1)]
    expect: Annotated[tuple[Expected, ...], Field(strict=False)]
    todo: bool = False
    """Known to fail; told, but no failure."""


class RuleSpec(Strict):
    """A rule as its file writes it."""

    id: RuleId
    extends: RuleId | None = None
    """The rule that holds for everything but what is told here, and its tests."""
    title: Word
    """What it finds, as a heading."""
    severity: Severity = "warning"
    """Of its findings, at most."""
    escalate: Escalate | None = None
    """When a finding is worse."""
    measure: Annotated[
        tuple[Word, ...], BeforeValidator(one_or_more), AfterValidator(_any_alone), Field(strict=False)
    ] = Field(
        default=(), json_schema_extra={"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    )
    """One measure, a list of measures, or any."""
    find: Find | None = None
    """Figures told by what stands around them; with a measure, those of it alone."""
    same: Annotated[tuple[Slot, ...], AfterValidator(none_twice), Field(strict=False)] = ()
    """What must match for two figures to be compared."""
    check: AnyCheck
    tolerance: Tolerance = Tolerance()
    window: Window = None
    """How far apart the figures may be in time: 12h, 30d, 2w. No limit without it."""
    hedges: Hedges = ()
    """Only figures with one of these hedges: exact."""
    sources: Sources = Sources()
    """Whose figures it looks at."""
    scope: AnyScope = Scope()
    """Which pairs it looks at, and in which articles and sections."""
    unless: Unless = Unless()
    """What it leaves alone."""
    message: Annotated[Word, AfterValidator(_template)] = DEFAULT_MESSAGE
    """A sentence with {fields}."""
    why: str = ""
    """Why the difference matters."""
    tests: Annotated[tuple[RuleTest, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _looks_at_something(self) -> RuleSpec:
        if not self.measure and self.find is None:
            raise PydanticCustomError("figcheck_nothing_to_look_at", "neither measure nor find")
        if self.scope.pairs == "tables" and self.check.type not in (
            "agree",
            "sum",
            "change",
            "share",
            "rank",
            "product",
        ):
            raise PydanticCustomError("figcheck_not_of_tables", "scope tables and another type of check")
        return self


class Rule(RuleSpec):
    """A rule with where it comes from: pack (its folder's name), file as it was named, and line."""

    pack: str = ""
    file: str = ""
    line: int = 1
    written: Rule | None = None
    """The rule as its file has it, where a configuration overrides something of it."""
    overridden: dict[str, tuple[str, int]] = Field(default_factory=dict)
    """File and line of every value that a configuration overrides, by its key."""

    def concerns(self, measure: str) -> bool:
        """True when the rule looks at that measure."""
        return measure in self.measure or not self.measure or self.measure == (ANY_MEASURE,)


class RulesFile(Strict):
    """A figcheck rules file: measures, and the rules that hold their figures against each other."""

    version: Annotated[Literal[1], BeforeValidator(whole_number)]
    """Of this language."""
    measures: dict[MeasureId, MeasureSpec] = Field(default_factory=dict)
    lexicon: LexiconSpec = LexiconSpec()
    """Names, places and words beside the shipped ones."""
    rules: Annotated[tuple[RuleSpec, ...], Field(strict=False)] = ()


class RuleOverride(Strict):
    """What a configuration changes of a rule; what it does not name stays as the rule has it."""

    severity: Severity = "warning"
    """Of its findings, at most."""
    tolerance: Tolerance = Tolerance()
    """How far figures may lie apart, in place of all that the rule allows."""
    window: Window = None
    """How far apart the figures may be in time: 12h, 30d, 2w; null for no limit."""


class OverridesTable(Strict):
    """The overrides of a configuration, by the ids of rules."""

    overrides: dict[str, RuleOverride]
