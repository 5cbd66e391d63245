"""Measures figcheck on news reports whose casualty figures, pairs or headlines people have marked.

The folder holds any of: ``news-gva-read.jsonl`` with ``pairs-gva.jsonl`` (shootings, read by eye),
``news-gva.jsonl`` (shootings by incident), ``news-dronestream.jsonl`` (strikes with low and high tolls),
``news-muc.jsonl`` with ``figures-muc.jsonl`` (wire reports), ``headlines-numhg.jsonl`` (true headlines).
With ``--show`` each miss follows the table: what people marked, and what figcheck claims of that measure there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.layout import share, table
from benchmarks.numberwords import spelt
from benchmarks.runs import SHOWN, Row, RunFailed, article_file, check, extract, read_rows, same_number

MUC_MEASURES = {"deaths": "deaths", "injuries": "injuries", "kidnapped": "hostages"}
# Whether a pair of that label should be shown, for --show; a label without an entry may be or not.
WANTED = {
    ("disagree", "at all"): True,
    ("disagree", "as warning"): True,
    ("scope", "at all"): True,
    ("scope", "as warning"): False,
    ("within-hedge", "as warning"): False,
    ("agree", "at all"): False,
    ("agree", "as warning"): False,
}


class Line(NamedTuple):
    """One line of the report: the set, what was asked, how often it held, and each miss as a paragraph."""

    corpus: str
    question: str
    held: int
    total: int
    misses: tuple[str, ...] = ()


def article(row: Row, published: str | None, **changes: object) -> Row:
    """A corpus row as an article of the JSON-lines input; no title and outlet where it has none."""
    given = {"id": row.get("doc_id", row.get("id")), "published": published, "text": row.get("text", "")}
    if row.get("title"):
        given["title"] = row["title"]
    return {**given, **changes}


def claims_by_article(articles: Iterable[Row]) -> dict[str, list[Row]]:
    """The figures that figcheck extracts, by article id, in reading order."""
    claims: dict[str, list[Row]] = defaultdict(list)
    with article_file(articles) as path:
        for figure in extract([path]):
            claims[str(figure["article"])].append(figure)
    return claims


def states(claim: Row, low: float | None, high: float | None) -> bool:
    """True when a claim asserts these ends; for two equal ends, when it prints that number, hedged or not."""
    if low is not None and low == high:
        return same_number(claim["value"], low)
    if high is None:
        return same_number(claim["low"], low) or same_number(claim["value"], low)
    if not low:
        return same_number(claim["high"], high) or same_number(claim["value"], high)
    return same_number(claim["low"], low) and same_number(claim["high"], high)


def miss(heading: str, ours: Iterable[Row]) -> str:
    """A miss as a paragraph: what people marked, then our claims with their sentences."""
    return "\n".join([f"  {heading}", *(f"    {_claimed(claim)}" for claim in ours)])


def of_measure(claims: Iterable[Row], *measures: str) -> list[Row]:
    """Those of the claims that measure one of ``measures``."""
    return [claim for claim in claims if claim["measure"] in measures]


def _claimed(claim: Row) -> str:
    return f"{claim['measure']} {claim['surface']!r}: {' '.join(str(claim['quote']).split())}"


def _gives(claim: Row, low: float, high: float) -> bool:
    """True when a claim prints a number that people read in the article: for "three or four", three, four or both."""
    return states(claim, low, high) or (claim["value"] is not None and low <= claim["value"] <= high)


def _ends(low: float | None, high: float | None) -> str:
    if low == high:
        return f"{low:g}" if low is not None else "?"
    return f"{'' if low is None else f'{low:g}'}-{'' if high is None else f'{high:g}'}"


# --- shootings, read by eye ----------------------------------------------------------------------


def gva_read(folder: Path) -> list[Line]:
    """Stated deaths and injuries among our claims, and the first claim of each measure."""
    rows = read_rows(folder / "news-gva-read.jsonl")
    claims = claims_by_article(article(row, row["published"]) for row in rows)
    lines = []
    for measure in ("deaths", "injuries"):
        total = 0
        not_among: list[str] = []
        not_first: list[str] = []
        for row in rows:
            if row["stated"][measure] is None:
                continue
            low, high = row["stated"][measure]
            ours = of_measure(claims[row["doc_id"]], measure)
            total += 1
            told = miss(f"{row['doc_id']} ({row['title']}) states {measure} {_ends(low, high)}", ours)
            if not any(_gives(claim, low, high) for claim in ours):
                not_among.append(told)
            if not ours or not _gives(ours[0], low, high):
                not_first.append(told)
        for name, misses in (("found", not_among), ("first", not_first)):
            lines.append(Line("news-gva-read", f"stated {measure} {name}", total - len(misses), total, tuple(misses)))
    return lines


def gva_pairs(folder: Path) -> list[Line]:
    """Which marked pairs of articles a finding joins, by what people said about the pair."""
    rows = read_rows(folder / "news-gva-read.jsonl")
    with article_file(article(row, row["published"]) for row in rows) as path:
        findings = check([path]).findings
    at_all: set[tuple[frozenset[str], str]] = set()
    shown: set[tuple[frozenset[str], str]] = set()
    for finding in findings:
        for index, one in enumerate(finding["figures"]):
            for other in finding["figures"][index + 1 :]:
                if one["article"] != other["article"] and one["measure"] == other["measure"]:
                    joined = (frozenset((str(one["article"]), str(other["article"]))), str(one["measure"]))
                    at_all.add(joined)
                    if finding["severity"] in SHOWN:
                        shown.add(joined)
    claims = claims_by_article(article(row, row["published"]) for row in rows)
    pairs: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(folder / "pairs-gva.jsonl"):
        pairs[row["label"]].append(row)
    lines = []
    for label in sorted(pairs):
        for name, found in (("at all", at_all), ("as warning", shown)):
            hits = [(frozenset((row["a"], row["b"])), row["quantity"]) in found for row in pairs[label]]
            wanted = WANTED.get((label, name))
            wrong = [row for row, hit in zip(pairs[label], hits, strict=True) if wanted not in (None, hit)]
            misses = tuple(_pair_miss(row, claims) for row in wrong)
            lines.append(Line("pairs-gva", f"{label}: shown {name}", sum(hits), len(hits), misses))
    return lines


def _pair_miss(row: Row, claims: dict[str, list[Row]]) -> str:
    heading = f"{row['quantity']}, {row['label']}: {_ends(*row['va'])} v {_ends(*row['vb'])}"
    sides = [
        miss(f"  {side}: {row[side]} ({row[f'{side}_title']})", of_measure(claims[row[side]], row["quantity"]))
        for side in ("a", "b")
    ]
    return "\n".join([f"  {heading}", *sides])


# --- shootings by incident ----------------------------------------------------------------------


def gva(folder: Path) -> list[Line]:
    """Findings that join different incidents, and findings by rule; totals are articles for the latter."""
    rows = read_rows(folder / "news-gva.jsonl")
    incident = {row["doc_id"]: row["incident_id"] for row in rows}
    with article_file(article(row, row["published"]) for row in rows) as path:
        findings = check([path]).findings
    lines = []
    for name, some in (
        ("findings", findings),
        ("warnings", [finding for finding in findings if finding["severity"] in SHOWN]),
    ):
        mixed = [f for f in some if len({incident[str(row["article"])] for row in f["figures"]}) > 1]
        told = tuple(miss(f"{f['severity']} {f['rule']} ({f['cause']}): {f['message']}", f["figures"]) for f in mixed)
        lines.append(Line("news-gva", f"{name} that join different incidents", len(mixed), len(some), told))
    by_rule = Counter((finding["rule"], finding["severity"]) for finding in findings)
    for (rule, severity), count in sorted(by_rule.items()):
        lines.append(Line("news-gva", f"{rule} ({severity}) an article", count, len(rows)))
    return lines


# --- strikes ----------------------------------------------------------------------


def written(value: float, text: str) -> bool:
    """True when the text has the number in digits, or in words below a hundred."""
    whole = int(value)
    spellings = [f"{whole:,}", str(whole)]
    if whole < 100:
        spellings += [spelt(whole), spelt(whole).replace("-", " ")]
    return any(re.search(rf"(?<![\w,.]){re.escape(word)}(?!\w|,\d|\.\d)", text, re.IGNORECASE) for word in spellings)


def dronestream(folder: Path) -> list[Line]:
    """Low and high of the killed, on rows whose text has the number in question."""
    rows = read_rows(folder / "news-dronestream.jsonl")
    claims = claims_by_article(article(row, row["published"]) for row in rows)
    low_total = high_total = 0
    no_low: list[str] = []
    no_high: list[str] = []
    for row in rows:
        killed = row["gold"]["ranges"]["deaths"]
        if not killed or not killed["lo"] or not written(killed["lo"], row["text"]):
            continue
        low, high = killed["lo"], killed["hi"]
        deaths = of_measure(claims[row["doc_id"]], "deaths")
        told = miss(f"{row['doc_id']} has {_ends(low, high)} killed: {' '.join(row['text'].split())}", deaths)
        low_total += 1
        if not any(same_number(claim["low"], low) or same_number(claim["value"], low) for claim in deaths):
            no_low.append(told)
        if high and high != low and written(high, row["text"]):
            high_total += 1
            if not any(same_number(claim["high"], high) for claim in deaths):
                no_high.append(told)
    high_question = "killed: high, where it differs and is written"
    return [
        Line("news-dronestream", "killed: low", low_total - len(no_low), low_total, tuple(no_low)),
        Line("news-dronestream", high_question, high_total - len(no_high), high_total, tuple(no_high)),
    ]


# --- wire reports ----------------------------------------------------------------------


def dateline(text: str) -> str | None:
    """The ISO day in a dateline ("BOGOTA, 25 SEP 89 (AFP)"); None when it has none."""
    found = re.search(r"\b(\d{1,2}) ([A-Z]{3}) (\d\d)\b", text)
    if not found:
        return None
    try:
        return dt.datetime.strptime(" ".join(found.groups()), "%d %b %y").date().isoformat()
    except ValueError:
        return None


def muc(folder: Path) -> list[Line]:
    """Figures of the keys that are written in the text: found with their measure, and found at all."""
    rows = read_rows(folder / "news-muc.jsonl")
    claims = claims_by_article(article(row, dateline(row["published"])) for row in rows)
    totals: Counter[str] = Counter()
    unmeasured: dict[str, list[str]] = defaultdict(list)
    unfound: dict[str, list[str]] = defaultdict(list)
    for figure in read_rows(folder / "figures-muc.jsonl"):
        if not figure["number_written_in_text"]:
            continue
        measure = MUC_MEASURES[figure["kinds"][0]]
        of_article = claims[figure["doc_id"]]
        right = [
            claim for claim in of_article if any(states(claim, one["lo"], one["hi"]) for one in figure["alternatives"])
        ]
        totals[measure] += 1
        wanted = " or ".join(_ends(one["lo"], one["hi"]) for one in figure["alternatives"])
        heading = f"{figure['doc_id']} has {measure} {wanted} ({', '.join(figure['names'])})"
        if not right:
            unfound[measure].append(miss(heading, of_measure(of_article, measure)))
        if not any(claim["measure"] == measure for claim in right):
            unmeasured[measure].append(miss(heading, right or of_measure(of_article, measure)))
    lines = []
    for measure in sorted(set(MUC_MEASURES.values())):
        total = totals[measure]
        for name, misses in (("the measure", unmeasured[measure]), ("any measure", unfound[measure])):
            lines.append(Line("figures-muc", f"{measure} with {name}", total - len(misses), total, tuple(misses)))
    everything, missed = totals.total(), sum(map(len, unmeasured.values()))
    lines.append(Line("figures-muc", "figures with their measure", everything - missed, everything))
    return lines


# --- headlines ----------------------------------------------------------------------


def headlines(folder: Path) -> list[Line]:
    """False alarms: warnings that hold a true headline's figure against its own body."""
    rows = read_rows(folder / "headlines-numhg.jsonl")
    articles = (
        article(row, opening_date(row["premise"]), title=row["hypothesis"], text=row["premise"]) for row in rows
    )
    with article_file(articles) as path:
        warnings = check([path]).shown()
    flagged: dict[str, list[str]] = defaultdict(list)
    within: dict[str, list[str]] = defaultdict(list)
    titles = {str(row["id"]): str(row["hypothesis"]) for row in rows}
    for finding in warnings:
        of = {str(row["article"]) for row in (*finding["figures"], *finding["places"])}
        if len(of) == 1:
            told = miss(f"{min(of)}: {finding['rule']} ({finding['cause']})", finding["figures"])
            within[min(of)].append(told)
            titled = [row["in_title"] for row in finding["figures"]]
            titled += [row["quote"] == titles[min(of)] for row in finding["places"]]
            if any(titled):
                flagged[min(of)].append(told)
    return [
        Line("headlines-numhg", question, len(found), len(rows), tuple(chain.from_iterable(found.values())))
        for question, found in (
            ("true headlines flagged", flagged),
            ("articles with any warning of their own", within),
        )
    ]


def opening_date(text: str) -> str | None:
    """The ISO day of an opening like "(May 3, 2010  1:20 AM CDT)"; None when there is none."""
    found = re.match(r"\(([A-Z][a-z]{2})[a-z.]* (\d{1,2}), (\d{4})", text)
    if not found:
        return None
    try:
        return dt.datetime.strptime(" ".join(found.groups()), "%b %d %Y").date().isoformat()
    except ValueError:
        return None


PARTS: dict[str, tuple[tuple[str, ...], Callable[[Path], list[Line]]]] = {
    "gva-read": (("news-gva-read.jsonl",), gva_read),
    "gva-pairs": (("news-gva-read.jsonl", "pairs-gva.jsonl"), gva_pairs),
    "gva": (("news-gva.jsonl",), gva),
    "dronestream": (("news-dronestream.jsonl",), dronestream),
    "muc": (("news-muc.jsonl", "figures-muc.jsonl"), muc),
    "headlines": (("headlines-numhg.jsonl",), headlines),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Prints one table for all sets found; 0, or 2 when something could not be read or run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path, help="folder with the marked sets")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone; repeatable")
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args(argv)
    lines: list[Line] = []
    try:
        for name, (files, measure) in PARTS.items():
            missing = [file for file in files if not (options.corpora / file).exists()]
            if options.only and name not in options.only:
                continue
            if missing:
                print(f"news: {name} left out, no {' and no '.join(missing)}", file=sys.stderr)
                continue
            lines += measure(options.corpora)
    except (OSError, ValueError, RunFailed) as error:
        print(f"news: {error}", file=sys.stderr)
        return 2
    rows = [(line.corpus, line.question, line.held, line.total, share(line.held, line.total)) for line in lines]
    print(table(["set", "what", "count", "of", "share"], rows))
    if options.show:
        for line in lines:
            if line.misses:
                print("\n".join([f"\n{line.corpus}, {line.question}", *line.misses]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
