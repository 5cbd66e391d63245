"""How figures, dates, places and gaps are put in words: the phrases that every report shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from typing import Final

from figcheck.articles import Place, Span
from figcheck.findings import Finding, SetAside, SlotEvidence
from figcheck.intervals import Reading
from figcheck.model import SLOTS, Claim, Figure, Scope

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_LONGEST_PRINT = 60
WAIVED: Final = {"ignored": "ignored in the article", "accepted": "accepted", "baseline": "in the baseline"}
SHORT = 8  # characters of a fingerprint that people are shown
_MOST_FURTHER = 8  # reports that are named beside those of a finding
_MULTIPLE_FROM = 5  # from five times on, "10 times as many" tells more than "900% more"


def number(value: Decimal) -> str:
    """A number with thousands separators and no needless zeros: "30,410", "33.333"; very large ones as
    "1E+40".

    Whole numbers keep every digit, others six significant ones and at least three decimals.
    """
    if not value.is_finite():
        return "∞" if value > 0 else "-∞"
    if value and abs(value.adjusted()) > 24:
        return f"{value:.6G}"
    text = f"{Context(prec=max(6, value.adjusted() + 4)).plus(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval(reading: Reading) -> str:
    """What a reading asserts: "46", "≥ 46", "> 150", "≤ 60", "150–160", "45–<50"; "any" when nothing is
    asserted."""
    low, high = reading.low, reading.high
    if low.is_finite() and high.is_finite():
        if low == high:
            return number(low)
        return f"{'>' if reading.low_open else ''}{number(low)}–{'<' if reading.high_open else ''}{number(high)}"
    if low.is_finite():
        return f"{'>' if reading.low_open else '≥'} {number(low)}"
    if high.is_finite():
        return f"{'<' if reading.high_open else '≤'} {number(high)}"
    return "any"


def day(date: dt.date | str | None) -> str:
    """A calendar day as an editor writes it, "6 Feb 2024", from a date or its ISO form; "" for None."""
    if date is None:
        return ""
    if isinstance(date, str):
        date = dt.date.fromisoformat(date)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def source(outlet: str | None, published: dt.date | str | None, as_of: dt.date | str | None = None) -> str:
    """Who printed it and when: "Reuters, 6 Feb 2024"; the as-of day too where it is another one. "" when
    unknown."""
    parts = [outlet or "", day(published)]
    if as_of is not None and day(as_of) != day(published):
        parts.append(f"as of {day(as_of)}")
    return ", ".join(part for part in parts if part)


def told_inside(message: str, because: str, name: str, published: dt.date | str | None) -> str:
    """A message about one article without what such a message repeats, as rules make them.

    ``name`` is the outlet, or the id, which with the day stands in brackets in messages meant for several articles.
    ``because`` holds the reasons: where the first says the message's opening once more ("37 per cent: 12 of 44 is 27.3
    per cent, not 37 per cent"), it is enough.
    """
    day_of = published.isoformat() if isinstance(published, dt.date) else published
    message = message.replace(f" ({name}, {day_of or '?'})", "")
    opening, _, words = message.partition(": ")
    repeats = bool(words) and because.startswith(words) and opening.casefold() in words.casefold()
    return words if repeats else message


def location(path: str, place: Place) -> str:
    """Where a span stands, in the form editors and terminals jump to: "path:line:column".

    Inside an archive: "path!member:line:column", in a record of a container "path#7:line:column"; where there is no
    text of its own: "path!member" or "path#7".
    """
    member = f"!{place.member}" if place.member is not None else ""
    record = f"#{place.record}" if place.record is not None else ""
    if place.line is not None:
        return f"{path}{member}{record}:{place.line}:{place.column}"
    return f"{path}{member}{record}"


def further_reports(finding: Finding, claims: Mapping[str, Claim]) -> str:
    """The reports beside the two of a finding, for its readers: "160 (AFP, 6 Feb 2024), … and 12 more"; "" for none."""
    shown = [claims[claim] for claim in finding.others[:_MOST_FURTHER]]
    told = [f"{claim.figure.surface} ({source(claim.header.outlet, claim.header.published)})" for claim in shown]
    left = len(finding.others) - len(shown)
    return ", ".join(told) + (f" and {left} more" if left else "")


def printed(claim: Claim) -> str:
    """The figure as printed with the noun it counts ("over 160 times", "three US soldiers"), cut from the
    quote.

    The surface alone where the noun stands elsewhere or the phrase would pass 60 characters.
    """
    figure, at = claim.figure, claim.quote_at
    if figure.counted_span is None or claim.quote[at.start : at.end] != figure.surface:
        return figure.surface
    shift = at.start - figure.span.start
    counted = Span(figure.counted_span.start + shift, figure.counted_span.end + shift)
    phrase = Span(min(at.start, counted.start), max(at.end, counted.end))
    if phrase.start < 0 or phrase.end > len(claim.quote) or phrase.end - phrase.start > _LONGEST_PRINT:
        return figure.surface
    return claim.quote[phrase.start : phrase.end]


def scope(claimed: Scope) -> str:
    """What is known of whom, by whom, where, when and about what: "where Iraq, Syria; when 2024-02"."""
    slots = ((slot, getattr(claimed, slot)) for slot in SLOTS)
    return "; ".join(f"{slot} {', '.join(sorted(names))}" for slot, names in slots if names)


def cause(name: str) -> str:
    """A cause in words: "hedge_dropped" reads "hedge dropped"."""
    return name.replace("_", " ")


def waived(aside: SetAside) -> str:
    """Why a finding is not shown: "ignored in the article: quoted as said", "accepted until 1 May 2024: ..."."""
    until = f" until {day(aside.until)}" if aside.until is not None else ""
    where = f" ({aside.where})" if aside.where else ""
    return f"{WAIVED[aside.how]}{until}{where}" + (f": {aside.reason}" if aside.reason else "")


def short_fingerprint(finding: Finding) -> str:
    """As much of a fingerprint as tells findings of one run apart."""
    return finding.fingerprint[:SHORT]


def weight(amount: float) -> str:
    """How much a slot speaks for two figures being one thing: "+2.5", "−1", "" where it is not weighed."""
    if amount == 0:
        return ""
    return f"{'+' if amount > 0 else '−'}{number(abs(Decimal(str(round(amount, 2)))))}"


def evidence(rows: Iterable[SlotEvidence]) -> str:
    """Why two figures were taken for one thing, in a line: the slots that were weighed, and what they come to."""
    rows = [row for row in rows if row.weight or row.slot == "group"]
    if not any(row.weight for row in rows):
        return ""
    told = (
        " ".join(part for part in (row.slot, weight(row.weight), row.words and f"({row.words})") if part)
        for row in rows
    )
    return f"{'; '.join(told)}; in all {weight(sum(row.weight for row in rows)) or '0'}"


def signed_gap(a: Figure, b: Figure) -> Decimal | None:
    """How far b lies from a: between printed points, else between the nearest ends of the two intervals.

    None when the units differ or intervals without points overlap.
    """
    if a.unit != b.unit:
        return None
    one, other = a.reading, b.reading
    if one.point is not None and other.point is not None:
        return other.point - one.point
    if other.low > one.high:
        return other.low - one.high
    if other.high < one.low:
        return other.high - one.low
    return None


def difference(a: Figure, b: Figure) -> str:
    """The gap in words, b seen from a: "40 more (25%)", "8 points lower", "10 times as many"; "" when there
    is none."""
    gap = signed_gap(a, b)
    if not gap:
        return ""
    pointed = a.reading.point is not None and b.reading.point is not None
    least = "" if pointed else "at least "
    if a.unit == "percent":
        points = "point" if abs(gap) == 1 else "points"
        return f"{least}{number(abs(gap))} {points} {'higher' if gap > 0 else 'lower'}"
    more, fewer, much = ("more", "fewer", "many") if a.unit == "count" else ("more", "less", "much")
    unit = "" if a.unit in ("count", "fraction", "ratio") else f" {a.unit}"
    amount = f"{least}{number(abs(gap))}{unit} {more if gap > 0 else fewer}"
    base = a.reading.point
    if not pointed or base is None or base == 0 or not abs(base).is_finite():
        return amount
    ratio = (base + gap) / base
    if ratio >= _MULTIPLE_FROM:
        return f"{amount} ({_rounded(ratio, 1)} times as {much})"
    return f"{amount} ({_percent(abs(gap / base))})"


def _percent(share: Decimal) -> str:
    if share < Decimal("0.001"):
        return "under 0.1%"
    return f"{_rounded(share * 100, 1 if share < Decimal('0.1') else 0)}%"


def _rounded(value: Decimal, decimals: int) -> str:
    # Beyond 28 digits Decimal refuses to round; decimals mean nothing there anyway.
    return number(value if value.adjusted() > 20 else round(value, decimals))
