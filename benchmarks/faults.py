"""Plants faults in casualty counts of real news and measures how many of them figcheck shows.

The folder holds any of ``news-gva.jsonl`` (several articles an incident), ``news-muc.jsonl`` and
``news-dronestream.jsonl``. Which counts an article states is decided by ``benchmarks/stated.py``, apart from figcheck.

* gva: where two articles of an incident state one count of dead, or of hurt, without a hedge, one of them is changed by
  +1, -1, +2 or times ten, whichever was used least so far, in every mention. The new count is one that no article of
  the incident states. One fault an incident and run; rounds follow, eight at most, until ``--limit`` is reached.
* muc, dronestream: an article stands beside a copy of another outlet, in which one count of two or three digits has
  two digits swapped. Hedged counts are a kind of their own.

A fault is shown when a finding holds the changed figure: of the changed article, with the new value, in a sentence
with the changed words. "v. the old" is the stricter count, of findings that also hold the old value from another
article; for copies it is the only one, as both must be joined. Alarms are the findings on the unchanged text.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.layout import share, table
from benchmarks.news import article, dateline
from benchmarks.runs import SHOWN, Row, RunFailed, article_file, check, read_rows, same_number
from benchmarks.stated import Stated, restated, stated, swapped

CHANGES = ("+1", "-1", "+2", "x10")
CASUALTIES = ("deaths", "injuries", "casualties")
PARTS = ("title", "text")
COPY = " (copy)"
ROUNDS = 8  # those after it would plant in the few incidents with many articles alone


class Spot(NamedTuple):
    """A count that an article states of one measure, wherever it does: a place for a fault."""

    doc_id: str
    measure: str
    value: int


class Fault(NamedTuple):
    """A planted fault: the changed article, with the words of each mention as they were and as they are."""

    kind: str
    spot: Spot
    new: int
    article: Row
    before: tuple[str, ...]
    after: tuple[str, ...]


class Verdict(NamedTuple):
    """Whether a fault is shown at all, at warning or above, and beside the old value."""

    shown: bool
    warning: bool
    beside_old: bool


# --- planting ----------------------------------------------------------------------------------------


def mentions(row: Row) -> dict[str, list[Stated]]:
    """The counts that title and text of an article state."""
    return {part: stated(str(row.get(part) or "")) for part in PARTS}


def spots(row: Row) -> dict[Spot, bool]:
    """The counts of an article, and for each whether some mention of it is hedged."""
    found: dict[Spot, bool] = {}
    for part in mentions(row).values():
        for one in part:
            spot = Spot(row["doc_id"], one.measure, one.value)
            found[spot] = found.get(spot, False) or one.hedged
    return found


def changed(value: int, change: str) -> int:
    """The count after a change of that kind. Raises ValueError for an unknown kind."""
    if change not in CHANGES:
        raise ValueError(f"no change {change!r}: one of {', '.join(CHANGES)}")
    return value * 10 if change == "x10" else value + int(change)


def plant(row: Row, spot: Spot, new: int, kind: str) -> Fault:
    """The fault that puts ``new`` into every mention of the spot's count, in title and text."""
    article_row = dict(row)
    before: list[str] = []
    after: list[str] = []
    for part, found in mentions(row).items():
        text = str(row.get(part) or "")
        chosen = [one for one in found if (one.measure, one.value) == (spot.measure, spot.value)]
        article_row[part], phrases = restated(text, chosen, new)
        before += [_around(text, one.start, one.end) for one in chosen]
        after += phrases
    return Fault(kind, spot, new, article_row, tuple(before), tuple(after))


def _around(text: str, start: int, end: int) -> str:
    """The words with some of what stands around them, for a reader."""
    return " ".join(text[max(0, start - 80) : end + 80].split())


def open_spots(rows: Iterable[Row]) -> dict[str, list[Spot]]:
    """By incident, the counts that the article states without a hedge, as another article of the incident does."""
    by_incident: dict[str, list[Spot]] = defaultdict(list)
    for row in rows:
        by_incident[row["incident_id"]] += [spot for spot, hedged in spots(row).items() if not hedged]
    result = {}
    for incident, found in by_incident.items():
        held = Counter((spot.measure, spot.value) for spot in found)
        shared = [spot for spot in found if held[spot.measure, spot.value] > 1]
        if shared:
            result[incident] = shared
    return result


def rounds(rows: Sequence[Row], chance: random.Random, limit: int) -> Iterator[list[Fault]]:
    """Faults by round: one an incident, no spot twice, ``limit`` faults at most, about as many of each kind."""
    by_id = {row["doc_id"]: row for row in rows}
    incident_of = {row["doc_id"]: row["incident_id"] for row in rows}
    all_stated: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in rows:
        all_stated[row["incident_id"]] |= {(spot.measure, spot.value) for spot in spots(row)}
    left = open_spots(rows)
    for some in left.values():
        chance.shuffle(some)
    used: Counter[str] = Counter()
    for _ in range(ROUNDS):
        if limit <= 0 or not left:
            return
        planted = []
        incidents = sorted(left)
        chance.shuffle(incidents)
        for incident in incidents[:limit]:
            spot = left[incident].pop()
            if not left[incident]:
                del left[incident]
            for kind in sorted(CHANGES, key=lambda kind: used[kind]):  # the kind used least so far goes first
                new = changed(spot.value, kind)
                if new >= 1 and (spot.measure, new) not in all_stated[incident_of[spot.doc_id]]:
                    used[kind] += 1
                    planted.append(plant(by_id[spot.doc_id], spot, new, kind))
                    break
        limit -= len(planted)
        yield planted


def swaps(rows: Iterable[Row], chance: random.Random) -> list[Fault]:
    """For each article with a count whose digits can be swapped, one copy with them swapped."""
    faults = []
    for row in rows:
        written: dict[Spot, tuple[int, bool]] = {}
        for part, found in mentions(row).items():
            for one in found:
                new = swapped(str(row[part])[slice(*one.number)])
                if new is not None:
                    spot = Spot(row["doc_id"], one.measure, one.value)
                    written[spot] = new, one.hedged or written.get(spot, (new, False))[1]
        if written:
            spot = chance.choice(sorted(written))
            new, hedged = written[spot]
            fault = plant(row, spot, new, "digits swapped, hedged" if hedged else "digits swapped")
            faults.append(fault._replace(article={**fault.article, "doc_id": row["doc_id"] + COPY}))
    return faults


# --- judging -----------------------------------------------------------------------------------------


def has_value(figure: Row, value: int) -> bool:
    """True when a figure prints or ends at that number."""
    return any(same_number(figure[key], value) for key in ("value", "low", "high"))


def is_changed(figure: Row, fault: Fault) -> bool:
    """True when a figure of the changed article has the new value and stands in a sentence with the changed words.

    A figure of the dead is never the changed count of the hurt, nor the other way round.
    """
    if figure["article"] != fault.article["doc_id"] or not has_value(figure, fault.new):
        return False
    if {str(figure["measure"]), fault.spot.measure} == {"deaths", "injuries"}:
        return False
    quote = " ".join(str(figure["quote"]).split())
    return any(" ".join(words.split()) in quote for words in fault.after)


def judged(fault: Fault, findings: Iterable[Row], joined: bool = False) -> Verdict:
    """What findings say of a fault; with ``joined``, only those count that hold the old value of another article."""
    shown = warning = beside_old = False
    for finding in findings:
        figures = finding["figures"]
        if not any(is_changed(figure, fault) for figure in figures):
            continue
        old = any(
            figure["article"] == fault.spot.doc_id if joined else figure["article"] != fault.article["doc_id"]
            for figure in figures
            if has_value(figure, fault.spot.value)
        )
        if old or not joined:
            shown = True
            warning = warning or finding["severity"] in SHOWN
            beside_old = beside_old or old
    return Verdict(shown, warning, beside_old)


def by_article(findings: Iterable[Row]) -> dict[str, list[Row]]:
    """The findings that each article has a figure in."""
    result: dict[str, list[Row]] = defaultdict(list)
    for finding in findings:
        for name in {str(figure["article"]) for figure in finding["figures"]}:
            result[name].append(finding)
    return result


def found_in(articles: Iterable[Row]) -> list[Row]:
    """The findings of one run over articles."""
    with article_file(articles) as path:
        return check([path]).findings


# --- the sets ----------------------------------------------------------------------------------------


Judged = list[tuple[Fault, Verdict]]


def gva(rows: Sequence[Row], chance: random.Random, limit: int) -> Judged:
    """Faults in articles on shootings, a few rounds of them."""
    results: Judged = []
    for planted in rounds(rows, chance, limit):
        instead = {fault.spot.doc_id: fault.article for fault in planted}
        articles = (instead.get(row["doc_id"], row) for row in rows)
        findings = by_article(found_in(article(row, row["published"]) for row in articles))
        results += [(fault, judged(fault, findings[fault.spot.doc_id])) for fault in planted]
    return results


def copies(rows: Sequence[Row], chance: random.Random, limit: int) -> Judged:
    """Articles beside copies with digits swapped, all in one run."""
    planted = swaps(rows, chance)
    if len(planted) > limit:
        planted = chance.sample(planted, limit)
    both = [article(row, published(row), outlet="The Original") for row in rows]
    both += [article(fault.article, published(fault.article), outlet="The Copy") for fault in planted]
    findings = by_article(found_in(both))
    return [(fault, judged(fault, findings[fault.article["doc_id"]], joined=True)) for fault in planted]


def published(row: Row) -> str | None:
    """The ISO day of an article, which may stand in a dateline."""
    given = str(row["published"] or "")
    return given if given[:4].isdigit() else dateline(given)


SETS = {
    "gva": ("news-gva.jsonl", gva, 240),
    "muc": ("news-muc.jsonl", copies, 1000),
    "dronestream": ("news-dronestream.jsonl", copies, 1000),
}


# --- printing ----------------------------------------------------------------------------------------


def lines(name: str, results: Judged) -> list[tuple[object, ...]]:
    """The rows of the table for a set: each kind of change with its measure, each kind, each measure, all."""
    groups: dict[str, list[Verdict]] = {}
    for fault, verdict in sorted(results, key=lambda pair: (pair[0].kind, pair[0].spot.measure)):
        groups.setdefault(f"{fault.kind}, {fault.spot.measure}", []).append(verdict)
    for fault, verdict in sorted(results, key=lambda pair: pair[0].kind):
        groups.setdefault(f"{fault.kind}, all", []).append(verdict)
    for fault, verdict in sorted(results, key=lambda pair: pair[0].spot.measure):
        groups.setdefault(f"all, {fault.spot.measure}", []).append(verdict)
    groups["all"] = [verdict for _, verdict in results]
    rows: list[tuple[object, ...]] = []
    for group, some in groups.items():
        cells: list[object] = [name, group, len(some)]
        for kept in zip(*some, strict=True) if some else ((), (), ()):
            cells += [sum(kept), share(sum(kept), len(some))]
        rows.append(tuple(cells))
    return rows


def alarms(name: str, findings: Iterable[Row], articles: int) -> list[tuple[object, ...]]:
    """The rows of the table of alarms: findings of casualties on unchanged text, at warning or above and below."""
    of_casualties = [f for f in findings if any(figure["measure"] in CASUALTIES for figure in f["figures"])]
    warnings = sum(finding["severity"] in SHOWN for finding in of_casualties)
    return [
        (name, title, number, articles, f"{number / max(1, articles):.3f}")
        for title, number in (("warnings", warnings), ("notes", len(of_casualties) - warnings))
    ]


def told(fault: Fault) -> str:
    """A fault for a reader: article, and each mention before and after."""
    heading = f"  {fault.article['doc_id']}: {fault.kind}, {fault.spot.measure} {fault.spot.value} -> {fault.new}"
    changes = [
        f"    {before}\n      now: {' '.join(after.split())}"
        for before, after in zip(fault.before, fault.after, strict=True)
    ]
    return "\n".join([heading, *changes])


def main(argv: Sequence[str] | None = None) -> int:
    """Prints recall of planted faults and alarms without any; 0, or 2 when something could not be read or run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path, help="folder with the sets")
    parser.add_argument("--set", dest="only", choices=SETS, action="append", help="this set alone; repeatable")
    parser.add_argument("--show", action="store_true", help="list every fault missed")
    parser.add_argument("--seed", type=int, default=1, help="which faults are planted (1)")
    parser.add_argument("--limit", type=int, help="faults a set at most")
    options = parser.parse_args(argv)
    recall: list[tuple[object, ...]] = []
    quiet: list[tuple[object, ...]] = []
    missed: list[str] = []
    try:
        for name, (file, measure, usual) in SETS.items():
            if options.only and name not in options.only:
                continue
            if not (options.corpora / file).exists():
                print(f"faults: {name} left out, no {file}", file=sys.stderr)
                continue
            rows = read_rows(options.corpora / file)
            results = measure(rows, random.Random(options.seed), usual if options.limit is None else options.limit)
            recall += lines(name, results)
            quiet += alarms(name, found_in(article(row, published(row)) for row in rows), len(rows))
            unseen = [told(fault) for fault, verdict in results if not verdict.shown]
            missed.append("\n".join([f"{name}: {len(unseen)} faults not shown", *unseen]))
    except (OSError, ValueError, RunFailed) as error:
        print(f"faults: {error}", file=sys.stderr)
        return 2
    print(table(["set", "fault", "planted", "shown", "share", "as warning", "share", "v. the old", "share"], recall))
    print("\n" + table(["set", "on the unchanged text", "count", "articles", "an article"], quiet))
    if options.show:
        print("\n" + "\n\n".join(missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
