"""The values that rule files are made of, read strictly: amounts, percentages, spans of time, words, closed lists.

No text becomes a number and no number a text; what is refused says what to write instead.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


def refuse(message: str, expected: str = "", advice: str = "") -> PydanticCustomError:
    """The error that says what is wrong with a value, what was expected, and what to write instead."""
    return PydanticCustomError("figcheck", "{text}", {"text": message, "expected": expected, "advice": advice})


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        advice = "write the number without separators, unit or quotes" if isinstance(value, str) else ""
        raise refuse("not a number", "a number", advice)
    return Decimal(str(value))


def whole_number(value: object) -> object:
    """The value, but for what Python takes for a whole number and a reader does not."""
    # True and 1.0 equal 1 in Python; a version is neither.
    return str(value) if isinstance(value, bool | float) else value


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise refuse("negative", "0 or more")
    return value


def _percent(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?%", value) if isinstance(value, str) else None
    if found is None:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        raise refuse("not a percentage", "a percentage such as 5%", _percent_meant(value) if number else "")
    return Decimal(found[1]) / 100


def _percent_meant(value: Any) -> str:
    """What to write for a bare number: 0.1 may be a tenth."""
    number = Decimal(str(value))
    if 0 < number < 1:
        return f"write {(number * 100).normalize():f}% for {number} of the whole, or {number}%"
    return f"write {value}%"


def _rate(value: object) -> Decimal:
    if isinstance(value, str) and (found := re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?x", value)):
        value = Decimal(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or value <= 0:
        raise refuse("not a rate", "a factor such as 2x, above 0")
    return Decimal(str(value))


_WINDOW_UNITS = {"h": dt.timedelta(hours=1), "d": dt.timedelta(days=1), "w": dt.timedelta(weeks=1)}


def _window(value: object) -> dt.timedelta | None:
    if value is None or isinstance(value, dt.timedelta):
        return value
    found = re.fullmatch(r"([0-9]{1,5}) ?([hdw])", value) if isinstance(value, str) else None
    if found is None:
        raise refuse("not a span of time", "hours, days or weeks: 12h, 30d, 2w", _window_meant(value))
    return int(found[1]) * _WINDOW_UNITS[found[2]]


def _window_meant(value: object) -> str:
    """What to write for a bare number, or for "3 days"."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"write {value}d"
    spoken = re.fullmatch(r"([0-9]{1,5}) ?(hour|day|week)s?", value) if isinstance(value, str) else None
    return f"write {spoken[1]}{spoken[2][0]}" if spoken is not None else ""


def _day(value: object) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        if isinstance(value, str) and len(value) == 10:
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise refuse("not a day", "a day such as 2024-02-06")


def _word(value: str) -> str:
    if not value.strip():
        raise refuse("empty text", "at least one letter")
    return value


def one_or_more(value: object) -> object:
    """A word alone as a list of one."""
    return (value,) if isinstance(value, str) else value


def none_twice(value: tuple[str, ...]) -> tuple[str, ...]:
    """The list itself; a word that stands in it twice is refused."""
    for slot in value:
        if value.count(slot) > 1:
            raise refuse(f"'{slot}' twice", "each slot once")
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


CauseName = Literal[
    "vague_wording",
    "different_scope",
    "different_noun",
    "stated_revision",
    "unit_slip",
    "digits_swapped",
    "power_of_ten",
    "rounding",
    "inconsistent",
    "update_over_time",
    "fall_over_time",
    "old_figure_repeated",
    "another_day",
    "pace_over_time",
    "hedge_dropped",
    "open_end",
    "different_counts",
    "title_not_borne_out",
    "parts_exceed_whole",
    "part_exceeds_whole",
    "part_exceeds_group",
    "parts_fall_short",
    "answers_exceed_hundred",
    "answers_fall_short",
    "total_does_not_follow",
    "rank_given_twice",
    "rank_out_of_order",
    "gap_does_not_fit",
    "out_of_bounds",
    "share_does_not_fit",
    "impossible_share",
    "wrong_side_of_half",
    "change_does_not_fit",
    "opposite_direction",
    "percent_for_points",
    "product_does_not_fit",
    "conversion_does_not_fit",
    "converted_backwards",
    "rates_differ",
    "superlative_does_not_hold",
    "weekday_does_not_fit",
    "age_does_not_fit",
    "duration_does_not_fit",
    "anniversary_does_not_fit",
    "impossible_date",
    "dates_run_backwards",
    "date_after_publication",
    "stale_weekday",
    "total_does_not_fit",
    "shares_miss_hundred",
    "average_does_not_fit",
]


class Strict(BaseModel):
    """What all models of the language share: frozen, no unknown keys, no conversions."""

    # Validators are built when the first file is read, for files as a whole: one for each model takes far longer.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
