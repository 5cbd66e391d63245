"""Scores figcheck against figures, pairs and checks that people marked by hand.

A gold folder holds ``figures.jsonl`` and ``pairs.jsonl``, and may hold ``articles.jsonl``, ``internal.jsonl``
(checks within articles) and ``findings.jsonl`` (what must, may and must not be shown). Gold of a digest (many
articles in one file) names articles by any key and gives their lines; gold of a folder of articles names them
by file.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.layout import share, table
from benchmarks.runs import SHOWN, Checked, Row, RunFailed, check, extract, read_rows, same_number

SEVEREST_LAST = ("agree", "compatible", "discrepancy")


@dataclass(frozen=True, slots=True)
class Gold:
    """What people marked: articles, figures, pairs of figures, checks within articles, findings to expect."""

    articles: list[Row]
    figures: list[Row]
    pairs: list[Row]
    internal: list[Row]
    findings: list[Row]
    digest: bool

    def file(self, row: Row) -> str:
        """The file a gold row stands in, relative to the folder; "" in a digest, which is one file."""
        return "" if self.digest else str(row["article"])


@dataclass(slots=True)
class Tally:
    """How often one thing was right, out of how often it was asked, with a line for every miss."""

    name: str
    right: int = 0
    total: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, right: bool, miss: str) -> None:
        """Counts one answer; ``miss`` is kept when it is wrong."""
        self.total += 1
        self.right += right
        if not right:
            self.misses.append(miss)

    @property
    def share(self) -> float:
        """Right answers over all answers, 1.0 when nothing was asked."""
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """The tallies by name, and the lists that have no denominator."""

    tallies: dict[str, Tally]
    extra_figures: list[str]
    false_links: list[str]
    findings: list[Row]
    unexpected: list[str]


def read_gold(folder: Path, text: Path) -> Gold:
    """The gold rows of a folder, made on ``text``: a digest when that is a file, else a folder of articles.

    Raises OSError or ValueError when a file is missing or no JSON lines.
    """

    def optional(name: str) -> list[Row]:
        path = folder / name
        return read_rows(path) if path.exists() else []

    return Gold(
        articles=optional("articles.jsonl"),
        figures=read_rows(folder / "figures.jsonl"),
        pairs=read_rows(folder / "pairs.jsonl"),
        internal=optional("internal.jsonl"),
        findings=optional("findings.jsonl"),
        digest=text.is_file(),
    )


def score(gold: Gold, figures: Sequence[Row], checked: Checked) -> Score:
    """Holds the rows of ``figcheck extract`` and ``figcheck check`` against the gold."""
    matched = match_figures(gold, figures)
    tallies = [
        _articles(gold, figures),
        *_figures(gold, matched),
        *_pairs(gold, matched, checked.comparisons),
        _internal(gold, checked.findings),
    ]
    shown = [finding for finding in checked.findings if finding["severity"] in SHOWN]
    expected, unexpected = _expected_findings(gold, matched, shown)
    if gold.findings:
        tallies.append(expected)
    taken = _overlapped(gold, figures)
    return Score(
        tallies={tally.name: tally for tally in tallies},
        extra_figures=[describe_figure(row) for row in figures if row["id"] not in taken],
        false_links=false_links(gold, matched, checked.comparisons),
        findings=shown,
        unexpected=unexpected,
    )


# --- matching --------------------------------------------------------------------------------


def stands_in(row: Row, file: str) -> bool:
    """True when an output row comes from the file; "" is any file."""
    return _ends(str(row["path"]), file)


def overlap(gold_row: Row, our_row: Row) -> int:
    """How many columns two surfaces share on their line; 0 on different lines."""
    if our_row["line"] != gold_row["line"] or our_row["column"] is None:
        return 0
    start: int = max(gold_row["column"], our_row["column"])
    gold_end: int = gold_row["column"] + len(gold_row["surface"])
    our_end: int = our_row["column"] + len(our_row["surface"])
    return max(0, min(gold_end, our_end) - start)


def match_figures(gold: Gold, ours: Sequence[Row]) -> dict[str, Row]:
    """Gold figure id → our row on the same characters, one to one; the longest overlap first."""
    candidates = []
    for gold_row in gold.figures:
        for our_row in ours:
            shared = overlap(gold_row, our_row)
            if shared and stands_in(our_row, gold.file(gold_row)):
                right_value = same_number(gold_row["value"], our_row["value"])
                candidates.append((-shared, not right_value, gold_row["id"], str(our_row["id"]), our_row))
    matched: dict[str, Row] = {}
    taken: set[str] = set()
    for _, _, gold_id, our_id, our_row in sorted(candidates, key=lambda candidate: candidate[:4]):
        if gold_id not in matched and our_id not in taken:
            matched[gold_id] = our_row
            taken.add(our_id)
    return matched


def _overlapped(gold: Gold, ours: Sequence[Row]) -> set[str]:
    return {
        our_row["id"]
        for our_row in ours
        for gold_row in gold.figures
        if overlap(gold_row, our_row) and stands_in(our_row, gold.file(gold_row))
    }


# --- what is scored --------------------------------------------------------------------------------


def _articles(gold: Gold, ours: Sequence[Row]) -> Tally:
    """Right: the figures of an article carry one id of their own, and the gold's title, outlet and date."""
    tally = Tally("articles with title, outlet and date")
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for article in gold.articles:
        for row in ours:
            in_lines = not gold.digest or (
                row["line"] is not None and article["title_line"] <= row["line"] <= article["body_last_line"]
            )
            if in_lines and stands_in(row, gold.file(article)):
                rows_of[article["article"]].append(row)
    ids_of = {name: {row["article"] for row in rows} for name, rows in rows_of.items()}
    for article in gold.articles:
        name = article["article"]
        rows, ids = rows_of[name], ids_of.get(name, set())
        others = set().union(*(held for other, held in ids_of.items() if other != name))
        told = {(_spaced(row["title"]), _spaced(row["outlet"]), row["published"]) for row in rows}
        wanted = (_spaced(article["title"]), _spaced(article["outlet"]), article["published"])
        right = len(ids) == 1 and not ids & others and told == {wanted}
        tally.add(right, f"{name}: expected {wanted}, got {sorted(map(str, told))} with ids {sorted(ids)}")
    return tally


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def _figures(gold: Gold, matched: dict[str, Row]) -> list[Tally]:
    required, optional = Tally("required figures found"), Tally("optional figures found")
    value, hedge, interval = Tally("value"), Tally("hedge"), Tally("interval")
    whole = Tally("required figures with value, hedge and interval")
    unit, measure, running = Tally("unit"), Tally("measure"), Tally("running total or not")
    for wanted in gold.figures:
        got = matched.get(wanted["id"])
        label = f"{wanted['id']} {wanted['article']}:{wanted['line']} {wanted['surface']!r}"
        (optional if wanted["optional"] else required).add(got is not None, label)
        if wanted["optional"]:
            continue
        if got is None:
            whole.add(False, label)
            continue
        value_right = same_number(wanted["value"], got["value"])
        hedge_right = got["hedge"] in _allowed(wanted, "hedge")
        ends_right = all(wanted[end] is None or same_number(wanted[end], got[end]) for end in ("low", "high"))
        value.add(value_right, f"{label}: value {got['value']}, not {wanted['value']}")
        hedge.add(hedge_right, f"{label}: hedge {got['hedge']}, not {wanted['hedge']}")
        interval.add(
            ends_right,
            f"{label}: interval {got['low']}..{got['high']}, not {wanted['low']}..{wanted['high']}",
        )
        whole.add(value_right and hedge_right and ends_right, label)
        unit.add(got["unit"] in _allowed(wanted, "unit"), f"{label}: unit {got['unit']}, not {wanted['unit']}")
        measures = {"counted" if name == "other" else name for name in _allowed(wanted, "measure")}
        measure.add(got["measure"] in measures, f"{label}: measure {got['measure']}, not {'/'.join(sorted(measures))}")
        is_running = got["kind"] == "running_total"
        running.add(
            is_running == wanted["running_total"],
            f"{label}: kind {got['kind']}, running total {wanted['running_total']}",
        )
    return [required, optional, whole, value, hedge, interval, unit, measure, running]


def _allowed(row: Row, key: str) -> set[str]:
    """What the gold takes as right: the value of ``key``, and of ``key_also`` where two readings stand."""
    also = row.get(f"{key}_also", [])
    return {row[key], *(also if isinstance(also, list) else [also])}


def _pairs(gold: Gold, matched: dict[str, Row], comparisons: Iterable[Row]) -> list[Tally]:
    """Pairs of which both figures are required are scored apart; the severest verdict on a pair counts."""
    verdicts: dict[frozenset[str], str] = {}
    for comparison in comparisons:
        ends = frozenset((comparison["a"], comparison["b"]))
        verdicts[ends] = max(verdicts.get(ends, "agree"), comparison["verdict"], key=SEVEREST_LAST.index)
    by_id = {figure["id"]: figure for figure in gold.figures}
    compared, right = Tally("required pairs compared"), Tally("required pairs with the right verdict")
    other_compared, other_right = Tally("other pairs compared"), Tally("other pairs with the right verdict")
    for pair in gold.pairs:
        a, b = by_id[pair["a"]], by_id[pair["b"]]
        ours = (matched.get(pair["a"]), matched.get(pair["b"]))
        got = None
        if ours[0] is not None and ours[1] is not None:
            got = verdicts.get(frozenset((ours[0]["id"], ours[1]["id"])))
        label = (
            f"{pair['a']} {a['article']}:{a['line']} {a['surface']!r} v "
            f"{pair['b']} {b['article']}:{b['line']} {b['surface']!r}"
        )
        others = a["optional"] or b["optional"]
        (other_compared if others else compared).add(got is not None, f"{label}: not compared")
        if pair["verdict"] is not None:
            miss = f"{label}: {got or 'not compared'}, not {pair['verdict']}"
            (other_right if others else right).add(got == pair["verdict"], miss)
    return [compared, right, other_compared, other_right]


def false_links(gold: Gold, matched: dict[str, Row], comparisons: Iterable[Row]) -> list[str]:
    """Pairs that figcheck compared though the gold says that they are about different things."""
    gold_of = {row["id"]: gold_id for gold_id, row in matched.items()}
    by_id = {figure["id"]: figure for figure in gold.figures}
    links = set()
    for comparison in comparisons:
        if comparison["a"] in gold_of and comparison["b"] in gold_of:
            a, b = by_id[gold_of[comparison["a"]]], by_id[gold_of[comparison["b"]]]
            if a["event_key"] != b["event_key"]:
                links.add(
                    f"{a['id']} {a['surface']!r} ({a['event_key']}) v "
                    f"{b['id']} {b['surface']!r} ({b['event_key']}) by {comparison['rule']}"
                )
    return sorted(links)


def _internal(gold: Gold, findings: Iterable[Row]) -> Tally:
    """A check is shown when a finding stands wholly on its lines; each finding serves one check."""
    tally = Tally("checks that must be shown")
    standing = [finding_lines(finding) for finding in findings]
    for row in gold.internal:
        if row["show"] == "yes":
            files = [""] if gold.digest else [name.strip() for name in row["article"].split(",")]
            found = next((places for places in standing if places and _all_on(places, files, row["lines"])), None)
            if found is not None:
                standing.remove(found)
            label = f"{row['id']} {row['article']} lines {row['lines']}: {row['statement']}"
            tally.add(found is not None, label)
    return tally


def _all_on(places: Iterable[tuple[str, int]], files: Sequence[str], lines: Sequence[int]) -> bool:
    return all(line in lines and any(_ends(path, file) for file in files) for path, line in places)


def _ends(path: str, file: str) -> bool:
    return not file or path == file or path.endswith("/" + file)


def finding_lines(finding: Row) -> set[tuple[str, int]]:
    """Path and line of every figure of a finding."""
    return {(str(row["path"]), row["line"]) for row in finding["figures"] if row["line"] is not None}


def _expected_findings(gold: Gold, matched: dict[str, Row], shown: Sequence[Row]) -> tuple[Tally, list[str]]:
    """Which ``must`` findings are shown, and the findings that stand for no ``must`` and no ``may``.

    A finding stands for the expected one that holds the same figures; half of all figures of both must be
    shared, the best match goes first, and each serves once.
    """
    gold_of = {row["id"]: gold_id for gold_id, row in matched.items()}
    wanted = [row for row in gold.findings if row["show"] in ("must", "may")]
    candidates = []
    for number, finding in enumerate(shown):
        held = {gold_of.get(row["id"], row["id"]) for row in finding["figures"]}
        for row in wanted:
            figures = set(row["figures"])
            likeness = len(held & figures) / len(held | figures)
            if likeness >= 0.5:
                candidates.append((-likeness, row["show"] != "must", row["id"], number))
    stands: dict[str, int] = {}
    for _, _, wanted_id, number in sorted(candidates):
        if wanted_id not in stands and number not in stands.values():
            stands[wanted_id] = number
    tally = Tally("findings that must be shown")
    for row in wanted:
        if row["show"] == "must":
            tally.add(row["id"] in stands, f"{row['id']} {row['check']} {row['values']}: {row['because']}")
    left = [finding for number, finding in enumerate(shown) if number not in stands.values()]
    return tally, [describe_finding(finding) for finding in left] if gold.findings else []


# --- printing --------------------------------------------------------------------------------


def describe_figure(row: Row) -> str:
    """One of our figures as one line: where, as printed, read as, measure."""
    value = row["value"] if row["value"] is not None else f"{row['low']}..{row['high']}"
    where = f"{row['path']}:{row['line']}:{row['column']}"
    return f"{where} {row['surface']!r} = {value} {row['unit']} {row['measure']}"


def describe_finding(finding: Row) -> str:
    """A finding as one line: severity, rule, and its figures with their lines."""
    figures = " v ".join(f"{row['surface']!r} (line {row['line']})" for row in finding["figures"])
    return f"{finding['severity']:<8} {finding['rule']} [{finding['cause']}]: {figures}"


def render(result: Score, show: bool) -> str:
    """The score as a table, with the findings; every miss below it when ``show``."""
    rows: list[tuple[object, ...]] = [
        (tally.name, tally.right, tally.total, share(tally.right, tally.total)) for tally in result.tallies.values()
    ]
    rows += [
        ("extra figures", len(result.extra_figures), "", ""),
        ("false links", len(result.false_links), "", ""),
    ]
    parts = [table(["what", "right", "of", "share"], rows)]
    parts.append(
        _section(f"findings at warning or above: {len(result.findings)}", map(describe_finding, result.findings))
    )
    if show:
        parts += [_section(name, tally.misses) for name, tally in result.tallies.items() if tally.misses]
        parts.append(_section("extra figures", result.extra_figures))
        parts.append(_section("false links", result.false_links))
        if result.unexpected:
            parts.append(_section("findings that nobody expects", result.unexpected))
    return "\n\n".join(parts)


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines)])


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the score of one gold folder; 0, or 2 when something could not be read or run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("gold", type=Path, help="folder with figures.jsonl and pairs.jsonl")
    parser.add_argument("text", type=Path, help="the digest, or the folder of articles, that the gold was made on")
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args(argv)
    try:
        gold = read_gold(options.gold, options.text)
        print(render(score(gold, extract([options.text]), check([options.text])), options.show))
    except (OSError, ValueError, RunFailed) as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
