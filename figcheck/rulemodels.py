"""The YAML language of rule files as models: measures, rules, their checks and their tests.

The models are the language: loading, the messages about unknown keys and the JSON Schema for editors all read
them. They are strict (no text becomes a number, no unknown key passes) and frozen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from figcheck.model import Kind, Severity

ANY_MEASURE = "any"  # a rule for every measure
FALLBACK_MEASURE = "counted"  # what is counted by a noun that no measure names; needs no definition

Unit = Literal["count", "percent", "money", "duration", "ratio", "rate", "any"]
Slot = Literal["who", "by", "where", "when", "about", "kind", "counted", "said_by"]
Direction = Literal["up", "down", "any"]
Nature = Literal["toll", "event", "standing", "answer", "amount"]
Where = Literal["any", "within", "across", "title", "copies"]
CauseName = Literal[
    "vague_wording",
    "different_scope",
    "stated_revision",
    "update_over_time",
    "rounding",
    "another_day",
    "hedge_dropped",
    "open_end",
    "fall_over_time",
    "old_figure_repeated",
    "different_noun",
    "power_of_ten",
    "digits_swapped",
    "unit_slip",
    "inconsistent",
    "pace_over_time",
    "title_not_borne_out",
    "parts_exceed_whole",
    "part_exceeds_whole",
    "rank_given_twice",
    "rank_out_of_order",
    "different_counts",
]

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
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


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


# --- values ---


def _refuse(message: str, expected: str = "", advice: str = "") -> PydanticCustomError:
    return PydanticCustomError("figcheck", "{text}", {"text": message, "expected": expected, "advice": advice})


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        advice = "write the number without separators, unit or quotes" if isinstance(value, str) else ""
        raise _refuse("not a number", "a number", advice)
    return Decimal(str(value))


def _whole_number(value: object) -> object:
    # True and 1.0 equal 1 in Python; a version is neither.
    return str(value) if isinstance(value, bool | float) else value


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise _refuse("negative", "0 or more")
    return value


def _percent(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?%", value) if isinstance(value, str) else None
    if found is None:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        raise _refuse("not a percentage", "a percentage such as 5%", f"write {value}%" if number else "")
    return Decimal(found[1]) / 100


def _rate(value: object) -> Decimal:
    if isinstance(value, str) and (found := re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?x", value)):
        value = Decimal(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or value <= 0:
        raise _refuse("not a rate", "a factor such as 2x, above 0")
    return Decimal(str(value))


_WINDOW_UNITS = {"h": dt.timedelta(hours=1), "d": dt.timedelta(days=1), "w": dt.timedelta(weeks=1)}


def _window(value: object) -> dt.timedelta | None:
    if value is None or isinstance(value, dt.timedelta):
        return value
    found = re.fullmatch(r"([0-9]{1,5}) ?([hdw])", value) if isinstance(value, str) else None
    if found is None:
        number = isinstance(value, int) and not isinstance(value, bool)
        raise _refuse("not a span of time", "hours, days or weeks: 12h, 30d, 2w", f"write {value}d" if number else "")
    return int(found[1]) * _WINDOW_UNITS[found[2]]


def _day(value: object) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        if isinstance(value, str) and len(value) == 10:
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise _refuse("not a day", "a day such as 2024-02-06")


def _word(value: str) -> str:
    if not value.strip():
        raise _refuse("empty text", "at least one letter")
    return value


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _any_alone(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise _refuse("no measure", "a measure, a list of measures, or any")
    if ANY_MEASURE in value and len(value) > 1:
        raise _refuse("'any' beside other measures", "any alone, or measures", "remove the others, or 'any'")
    return value


def _no_slot_twice(value: tuple[str, ...]) -> tuple[str, ...]:
    for slot in value:
        if value.count(slot) > 1:
            raise _refuse(f"'{slot}' twice", "each slot once")
    return value


def _template(value: str) -> str:
    if faults := message_faults(value):
        raise PydanticCustomError("figcheck_message", "{text}", {"text": faults[0].message})
    return value


_NUMBER = {"type": "number", "minimum": 0}
Word = Annotated[str, AfterValidator(_word)]
Words = Annotated[tuple[Word, ...], Field(strict=False)]
Amount = Annotated[Decimal, BeforeValidator(_number), AfterValidator(_not_negative), WithJsonSchema(_NUMBER)]
Value = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Percent = Annotated[
    Decimal,
    BeforeValidator(_percent),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,6})? ?%$", "examples": ["5%"]}),
]
Rate = Annotated[
    Decimal,
    BeforeValidator(_rate),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,6})? ?x$"},
                {"type": "number", "exclusiveMinimum": 0},
            ],
            "examples": ["2x"],
        }
    ),
]
Window = Annotated[
    dt.timedelta | None,
    BeforeValidator(_window),
    WithJsonSchema({"type": ["string", "null"], "pattern": "^[0-9]{1,5} ?[hdw]$", "examples": ["30d"]}),
]
Day = Annotated[dt.date | None, BeforeValidator(_day), WithJsonSchema({"type": ["string", "null"], "format": "date"})]
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
MeasureId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]


class Strict(BaseModel):
    """What all models of the language share: frozen, no unknown keys, no conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


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


class Rank(Check):
    """A stated rank fits the values."""

    type: Literal["rank"]


AnyCheck = Annotated[Agree | Grows | Subset | Sum | Rank, Field(discriminator="type")]
CHECKS: dict[str, type[Check]] = {"agree": Agree, "grows": Grows, "subset": Subset, "sum": Sum, "rank": Rank}


class Tolerance(Strict):
    """How far figures may lie apart. Of several, the widest counts."""

    absolute: Amount = Decimal(0)
    """In the unit of the figures."""
    relative: Percent = Decimal(0)
    """A share of the larger figure: 5%."""
    points: Amount = Decimal(0)
    """Percentage points."""


class SampleArticle(Strict):
    """An article that a rule is tested on."""

    id: Word | None = None
    title: Word | None = None
    outlet: Word | None = None
    published: Day = None
    text: Word


class Expected(Strict):
    """A finding that a test expects: its figures' values, in any order."""

    values: Annotated[tuple[Value, ...], Field(strict=False, min_length=1)]
    severity: Severity | None = None
    cause: CauseName | None = None


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
    title: Word
    """What it finds, as a heading."""
    severity: Severity = "warning"
    """Of its findings, at most."""
    measure: Annotated[
        tuple[Word, ...], BeforeValidator(_one_or_more), AfterValidator(_any_alone), Field(strict=False)
    ] = Field(json_schema_extra={"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
    """One measure, a list of measures, or any."""
    same: Annotated[tuple[Slot, ...], AfterValidator(_no_slot_twice), Field(strict=False)] = ()
    """What must match for two figures to be compared."""
    check: AnyCheck
    tolerance: Tolerance = Tolerance()
    window: Window = None
    """How far apart the figures may be in time: 12h, 30d, 2w. No limit without it."""
    scope: Where = "any"
    """Within one article, across articles, or title against body."""
    message: Annotated[Word, AfterValidator(_template)] = DEFAULT_MESSAGE
    """A sentence with {fields}."""
    why: str = ""
    """Why the difference matters."""
    tests: Annotated[tuple[RuleTest, ...], Field(strict=False)] = ()


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
        return measure in self.measure or self.measure == (ANY_MEASURE,)


class RulesFile(Strict):
    """A figcheck rules file: measures, and the rules that hold their figures against each other."""

    version: Annotated[Literal[1], BeforeValidator(_whole_number)]
    """Of this language."""
    measures: dict[MeasureId, MeasureSpec] = Field(default_factory=dict)
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


def rules_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rules file, for editors."""
    schema = RulesFile.model_json_schema()
    # pydantic writes type and default as the records hold them; an editor needs them as a file holds them.
    models = schema["$defs"]
    for key in ("type", "items"):
        models["RuleSpec"]["properties"]["measure"].pop(key, None)
    for model, name, default in (
        ("RuleSpec", "tolerance", {}),
        ("Tolerance", "absolute", 0),
        ("Tolerance", "relative", "0%"),
        ("Tolerance", "points", 0),
        ("Grows", "rate", "2x"),
    ):
        models[model]["properties"][name]["default"] = default
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
