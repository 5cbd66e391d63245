"""Measures figcheck on news reports whose casualty figures, pairs or headlines people have marked.

The folder holds any of: ``news-gva-read.jsonl`` with ``pairs-gva.jsonl`` (shootings, read by eye),
``news-gva.jsonl`` (shootings by incident), ``news-dronestream.jsonl`` (strikes with low and high tolls),
``news-muc.jsonl`` with ``figures-muc.jsonl`` (wire reports), ``headlines-numhg.jsonl`` (true headlines).
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.layout import share, table
from benchmarks.runs import SHOWN, Row, RunFailed, article_file, check, extract, read_rows, same_number

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ONES += " seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
MUC_MEASURES = {"deaths": "deaths", "injuries": "injuries", "kidnapped": "hostages"}


class Line(NamedTuple):
    """One line of the report: the set, what was asked, and how often it held."""

    corpus: str
    question: str
    held: int
    total: int


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


# --- shootings, read by eye ----------------------------------------------------------------------


def gva_read(folder: Path) -> list[Line]:
    """Stated deaths and injuries among our claims, and the first claim of each measure."""
    rows = read_rows(folder / "news-gva-read.jsonl")
    claims = claims_by_article(article(row, row["published"]) for row in rows)
    lines = []
    for measure in ("deaths", "injuries"):
        among = first = total = 0
        for row in rows:
            if row["stated"][measure] is not None:
                low, high = row["stated"][measure]
                ours = [claim for claim in claims[row["doc_id"]] if claim["measure"] == measure]
                total += 1
                among += any(states(claim, low, high) for claim in ours)
                first += bool(ours) and states(ours[0], low, high)
        lines.append(Line("news-gva-read", f"stated {measure} found", among, total))
        lines.append(Line("news-gva-read", f"stated {measure} first", first, total))
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
    pairs: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for row in read_rows(folder / "pairs-gva.jsonl"):
        pairs[row["label"]].append((frozenset((row["a"], row["b"])), row["quantity"]))
    lines = []
    for label in sorted(pairs):
        of_label = pairs[label]
        lines.append(Line("pairs-gva", f"{label}: shown at all", sum(p in at_all for p in of_label), len(of_label)))
        lines.append(Line("pairs-gva", f"{label}: shown as warning", sum(p in shown for p in of_label), len(of_label)))
    return lines


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
        mixed = sum(len({incident[str(row["article"])] for row in finding["figures"]}) > 1 for finding in some)
        lines.append(Line("news-gva", f"{name} that join different incidents", mixed, len(some)))
    by_rule = Counter((finding["rule"], finding["severity"]) for finding in findings)
    for (rule, severity), count in sorted(by_rule.items()):
        lines.append(Line("news-gva", f"{rule} ({severity}) an article", count, len(rows)))
    return lines


# --- strikes ----------------------------------------------------------------------


def written(value: float, text: str) -> bool:
    """True when the text has the number in digits, or in words below a hundred."""
    whole = int(value)
    spellings = [f"{whole:,}", str(whole)]
    if whole < 20:
        spellings.append(ONES.split()[whole])
    elif whole < 100:
        ten, one = TENS.split()[whole // 10 - 2], whole % 10
        spellings += [f"{ten}-{ONES.split()[one]}", f"{ten} {ONES.split()[one]}"] if one else [ten]
    return any(re.search(rf"(?<![\w,.]){re.escape(word)}(?!\w|,\d|\.\d)", text, re.IGNORECASE) for word in spellings)


def dronestream(folder: Path) -> list[Line]:
    """Low and high of the killed, on rows whose text has the number in question."""
    rows = read_rows(folder / "news-dronestream.jsonl")
    claims = claims_by_article(article(row, row["published"]) for row in rows)
    low_right = low_total = high_right = high_total = 0
    for row in rows:
        killed = row["gold"]["ranges"]["deaths"]
        if not killed or not killed["lo"] or not written(killed["lo"], row["text"]):
            continue
        low, high = killed["lo"], killed["hi"]
        deaths = [claim for claim in claims[row["doc_id"]] if claim["measure"] == "deaths"]
        with_low = [c for c in deaths if same_number(c["low"], low) or same_number(c["value"], low)]
        low_total += 1
        low_right += bool(with_low)
        if high and high != low and written(high, row["text"]):
            high_total += 1
            high_right += any(same_number(claim["high"], high) for claim in deaths)
    return [
        Line("news-dronestream", "killed: low", low_right, low_total),
        Line("news-dronestream", "killed: high, where it differs and is written", high_right, high_total),
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
    counts: Counter[tuple[str, str]] = Counter()
    for figure in read_rows(folder / "figures-muc.jsonl"):
        if not figure["number_written_in_text"]:
            continue
        measure = MUC_MEASURES[figure["kinds"][0]]
        right = [
            claim
            for claim in claims[figure["doc_id"]]
            if any(states(claim, one["lo"], one["hi"]) for one in figure["alternatives"])
        ]
        counts[measure, "total"] += 1
        counts[measure, "at all"] += bool(right)
        counts[measure, "measured"] += any(claim["measure"] == measure for claim in right)
    lines = []
    for measure in sorted(set(MUC_MEASURES.values())):
        total = counts[measure, "total"]
        lines.append(Line("figures-muc", f"{measure} with the measure", counts[measure, "measured"], total))
        lines.append(Line("figures-muc", f"{measure} with any measure", counts[measure, "at all"], total))
    return lines


# --- headlines ----------------------------------------------------------------------


def headlines(folder: Path) -> list[Line]:
    """False alarms: warnings that hold a true headline's figure against its own body."""
    rows = read_rows(folder / "headlines-numhg.jsonl")
    articles = (
        article(row, _opening_date(row["premise"]), title=row["hypothesis"], text=row["premise"]) for row in rows
    )
    with article_file(articles) as path:
        warnings = check([path]).shown()
    flagged: set[str] = set()
    within: set[str] = set()
    for finding in warnings:
        of = {str(row["article"]) for row in finding["figures"]}
        if len(of) == 1:
            within |= of
            if any(row["in_title"] for row in finding["figures"]):
                flagged |= of
    return [
        Line("headlines-numhg", "true headlines flagged", len(flagged), len(rows)),
        Line("headlines-numhg", "articles with any warning of their own", len(within), len(rows)),
    ]


def _opening_date(text: str) -> str | None:
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
