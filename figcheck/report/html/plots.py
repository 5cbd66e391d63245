"""Groups of claims → plots over time: dots with the interval of each figure, running totals as steps, the pace.

The drawing is laid out here and becomes SVG in ``page/plot.html``; beside each plot stands the same as a table.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.findings import SEVERITIES, Finding, Run
from figcheck.model import Claim, Group
from figcheck.report.html.axes import Axis, Tick, day_axis, day_ticks, value_axis, value_ticks
from figcheck.report.html.excerpts import Piece, marked
from figcheck.report.html.findings import NO_OUTLET, measure_name, outlet_of
from figcheck.report.html.outlets import Mark, marks
from figcheck.report.html.safe import plain
from figcheck.report.html.series import Pace, Point, Series, series
from figcheck.report.rows import claims_by_id
from figcheck.report.summary import plural
from figcheck.report.wording import day, interval, location, printed

LEAST: Final = 3  # claims of a group that are worth a plot
WIDTH, BROAD, HEIGHT = 600, 1080, 232
BASE: Final = 204  # where the line below a drawing runs
_TOP, _BOTTOM, _RIGHT = 22, 200, 22
_ARROW: Final = 30  # pixels that an open side is drawn
_APART: Final = 13  # pixels between figures of one day
_CROWD: Final = 60  # pixels that those of one day take on either side, unless days lie far apart
_FEW: Final = 5  # paces whose words the usual width has room for
_PACE_ROOM: Final = 64  # pixels that the words of a pace take


class Dot(NamedTuple):
    """One figure on the plot. ``whisker`` are the pixels that its interval spans, ``up`` and ``down`` whether it goes
    on beyond; ``marks_at`` are where its shape stands: at the printed number, of a range at both ends."""

    row: str
    x: float
    marks_at: tuple[float, ...]
    whisker: tuple[float, float]
    up: bool
    down: bool
    vague: bool
    stated: bool
    found: bool
    mark: Mark
    label: str


class Step(NamedTuple):
    """A stretch of a running total: from a corner to the next, and the pace with the place for its words ("" where
    there is no room)."""

    x1: float
    y1: float
    x2: float
    y2: float
    words: str
    falls: bool


class Row(NamedTuple):
    """One figure in the table beside a plot."""

    anchor: str
    day: str
    outlet: str
    figure: str
    read_as: str
    pace: str
    pieces: tuple[Piece, ...]
    place: str
    kind: str
    finding: str


class Plot(NamedTuple):
    """The plot of one group. ``findings`` are the anchors of findings about its claims; ``undrawn`` tells what of its
    claims is in the table alone, and ``caption`` what is seen."""

    anchor: str
    title: str
    measure: str
    caption: str
    outlets: tuple[str, ...]
    findings: tuple[str, ...]
    legend: tuple[tuple[str, Mark, int], ...]
    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    begun: tuple[float, float] | None
    value_ticks: tuple[Tick, ...]
    day_ticks: tuple[Tick, ...]
    left: float
    width: int
    rows: tuple[Row, ...]
    has_paces: bool
    notes: tuple[str, ...]


class _Frame(NamedTuple):
    """What a drawing is laid out in."""

    days: Axis
    values: Axis
    left: float
    width: int
    whole: bool


class _Held(NamedTuple):
    """What findings hold of the claims of a run: under the id of a claim the anchors, worst first."""

    of_claim: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]


def plot_anchors(run: Run) -> dict[str, str]:
    """The anchor of the plot that shows a claim, under the ids of all claims on plots."""
    return {claim: f"plot-{at}" for at, group in enumerate(_plotted(run), 1) for claim in group.claims}


def plots(run: Run, findings: Iterable[tuple[Finding, str]]) -> tuple[Plot, ...]:
    """The plots of all groups of at least ``LEAST`` claims: those with the worst findings first, then the largest.

    ``findings`` are those on the page with their anchors, worst first.
    """
    claims = claims_by_id(run)
    held = _held(findings)
    groups = list(enumerate(_plotted(run), 1))
    looks = marks(outlet_of(claims[claim_id].header) for _, group in groups for claim_id in group.claims)
    made = [_plot(f"plot-{at}", group, claims, held, looks) for at, group in groups]
    return tuple(sorted(made, key=lambda plot: (_rank(plot, held), -len(plot.rows))))


def _plotted(run: Run) -> list[Group]:
    return [group for group in run.groups if len(group.claims) >= LEAST]


def _held(findings: Iterable[tuple[Finding, str]]) -> _Held:
    of_claim: dict[str, list[str]] = {}
    ranks = {}
    for finding, anchor in findings:
        ranks[anchor] = -SEVERITIES.index(finding.severity)
        for claim in finding.figures:
            of_claim.setdefault(claim, []).append(anchor)
    return _Held({claim: tuple(anchors) for claim, anchors in of_claim.items()}, ranks)


def _rank(plot: Plot, held: _Held) -> int:
    return min((held.ranks[anchor] for anchor in plot.findings), default=1)


def _plot(anchor: str, group: Group, claims: Mapping[str, Claim], held: _Held, looks: Mapping[str, Mark]) -> Plot:
    told = series(group, claims)
    drawn = [point for point in told.points if point.drawn]
    outlets = [outlet_of(point.claim.header) for point in told.points]
    names = tuple(sorted(set(outlets), key=lambda name: (-outlets.count(name), name)))
    rows = {point.claim.id: f"{anchor}-{at}" for at, point in enumerate(told.points, 1)}
    frame = _frame(told, drawn)
    paces = {pace.after.claim.id: pace.words() for pace in told.paces}
    return Plot(
        anchor=anchor,
        title=_title(group),
        measure=measure_name(group.measure),
        caption=_caption(told, names),
        outlets=names,
        findings=tuple(dict.fromkeys(it for claim in group.claims for it in held.of_claim.get(claim, ()))),
        legend=tuple((name, looks[name], outlets.count(name)) for name in names),
        dots=tuple(_dots(drawn, frame, rows, held, looks)) if frame else (),
        steps=tuple(_step(pace, frame) for pace in told.paces) if frame else (),
        begun=_begun(told, frame),
        value_ticks=tuple(value_ticks(frame.values, frame.whole)) if frame else (),
        day_ticks=tuple(day_ticks(frame.days)) if frame else (),
        left=frame.left if frame else 0,
        width=frame.width if frame else WIDTH,
        rows=tuple(_row(point, rows[point.claim.id], paces, held) for point in told.points),
        has_paces=bool(paces),
        notes=tuple(_notes(told, drawn, frame)),
    )


def _frame(told: Series, drawn: list[Point]) -> _Frame | None:
    if not drawn:
        return None
    days = [point.day for point in drawn if point.day is not None]
    values = [float(end) for point in drawn for end in point.ends()]
    for pace in told.paces:
        if pace.begun is not None:
            days.append(pace.begun)
            values.append(0.0)
    axis = value_axis(values, _BOTTOM, _TOP)
    whole = told.unit == "count" and all(end == end.to_integral_value() for point in drawn for end in point.ends())
    left = 22 + 8.5 * max((len(tick.label) for tick in value_ticks(axis, whole)), default=2)
    crowds = Counter(days)  # those of the first and the last day stand around it, inside the drawing
    first, last = (min(_CROWD, (crowds[day] - 1) * _APART / 2) for day in (min(days), max(days)))
    width = WIDTH if len(told.paces) <= _FEW else BROAD
    return _Frame(day_axis(days, left + 16 + first, width - _RIGHT - last), axis, left, width, whole)


def _dots(
    drawn: list[Point], frame: _Frame, rows: Mapping[str, str], held: _Held, looks: Mapping[str, Mark]
) -> Iterable[Dot]:
    """Figures of one day side by side around it, those of one outlet together."""
    of_day: dict[dt.date, list[Point]] = {}
    for point in drawn:
        assert point.day is not None
        of_day.setdefault(point.day, []).append(point)
    wide = (frame.days.end - frame.days.start) / (frame.days.high - frame.days.low)  # a day in pixels
    for date in sorted(of_day):
        same = sorted(of_day[date], key=lambda point: (outlet_of(point.claim.header), point.ends()[-1]))
        room = max(2 * _CROWD, wide * 0.8)
        apart = min(_APART, room / len(same))
        middle = frame.days.at(date.toordinal())
        for at, point in enumerate(same):
            x = middle + (at - (len(same) - 1) / 2) * apart
            yield _dot(point, x, frame, rows[point.claim.id], held, looks)


def _dot(point: Point, x: float, frame: _Frame, row: str, held: _Held, looks: Mapping[str, Mark]) -> Dot:
    ends = [frame.values.at(float(end)) for end in point.ends()]
    bottom, top = max(ends), min(ends)  # pixels grow downwards
    up, down = not point.high.is_finite(), not point.low.is_finite()
    if up:
        top = max(8.0, top - _ARROW)
    if down:
        bottom = min(_BOTTOM + 4.0, bottom + _ARROW)
    if point.value is not None and point.value in point.ends():
        at: tuple[float, ...] = (frame.values.at(float(point.value)),)
    else:
        at = tuple(sorted(set(ends)))
    claim = point.claim
    outlet = outlet_of(claim.header)
    label = f"{outlet}, {day(point.day)}: {plain(printed(claim))} ({interval(claim.figure.reading)})"
    return Dot(
        row=row,
        x=x,
        marks_at=at,
        whisker=(bottom, top),
        up=up,
        down=down,
        vague=claim.figure.hedge == "vague",
        stated=claim.mode == "stated",
        found=claim.id in held.of_claim,
        mark=looks[outlet],
        label=label if claim.mode == "stated" else f"{label}, {claim.mode}",
    )


def _step(pace: Pace, frame: _Frame) -> Step:
    after = pace.after
    start = pace.begun or (pace.before.day if pace.before else None)
    assert start is not None and after.day is not None and after.value is not None
    value = pace.before.value if pace.before else Decimal(0)
    x1, x2 = frame.days.at(start.toordinal()), frame.days.at(after.day.toordinal())
    y1, y2 = frame.values.at(float(value or 0)), frame.values.at(float(after.value))
    falls = pace.a_day < 0  # which a total cannot: always told
    return Step(x1, y1, x2, y2, pace.words() if falls or x2 - x1 >= _PACE_ROOM else "", falls)


def _begun(told: Series, frame: _Frame | None) -> tuple[float, float] | None:
    begun = next((pace.begun for pace in told.paces if pace.begun is not None), None)
    return (frame.days.at(begun.toordinal()), frame.values.at(0.0)) if frame and begun else None


def _row(point: Point, anchor: str, paces: Mapping[str, str], held: _Held) -> Row:
    claim = point.claim
    unit = "" if claim.figure.unit == "count" else f" {plain(claim.figure.unit)}"
    kind = claim.kind.replace("_", " ") + ("" if claim.mode == "stated" else f", {claim.mode}")
    return Row(
        anchor=anchor,
        day=day(point.day) or "no date",
        outlet=outlet_of(claim.header),
        figure=plain(printed(claim)),
        read_as=f"{interval(claim.figure.reading)}{unit}",
        pace=paces.get(claim.id, ""),
        pieces=marked(claim.quote, claim.quote_at),
        place=plain(location(claim.header.path, claim.place)),
        kind=kind,
        finding=next(iter(held.of_claim.get(claim.id, ())), ""),
    )


def _title(group: Group) -> str:
    """The label of a group with each of its parts once."""
    parts = dict.fromkeys(plain(part) for part in group.key.split(" | "))
    title = " · ".join(measure_name(part) if part == group.measure else part for part in parts if part)
    return title[:1].upper() + title[1:]


def _caption(told: Series, outlets: tuple[str, ...]) -> str:
    days = [point.day for point in told.points if point.day is not None]
    known = plural(len(outlets), "outlet") if outlets != (NO_OUTLET,) else ""
    spoken = [plural(len(told.points), "figure") + (f" of {known}" if known else "")]
    if days:
        first, last = min(days), max(days)
        spoken.append(day(first) if first == last else f"{day(first)} to {day(last)}")
    if told.unit != "count":
        spoken.append(f"in {plain(told.unit)}")
    return ", ".join(spoken)


def _notes(told: Series, drawn: list[Point], frame: _Frame | None) -> Iterable[str]:
    missing = len(told.points) - len(drawn)
    if missing:
        yield f"{plural(missing, 'figure')} without a day or a number to draw, in the table alone."
    if frame and frame.values.logarithmic:
        yield "Logarithmic: equal factors are equally far apart."
    begun = next((pace.begun for pace in told.paces if pace.begun is not None), None)
    if told.paces:
        yield "The line joins running totals as printed" + (f", from 0 on {day(begun)}." if begun else ".")
    if told.several:
        yield "Where one day has several totals, it joins the largest."
