"""Changes the number of true headlines and measures how many of the changes figcheck shows.

The file has rows of ``premise`` (the body), ``masked`` (the headline with ``____`` for a number) and ``answer`` (the
number). Each number in digits is changed in up to four ways, each a run of its own: two neighbouring digits swapped,
times ten, off by one, and 20 per cent up or down in the digits printed. A change is shown when a finding of the article
holds a number of its headline; the same findings on the true headlines are false alarms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.articles import made_article
from benchmarks.layout import share, table
from benchmarks.news import opening_date
from benchmarks.runs import SHOWN, Row, read_rows
from figcheck.api import toolkit
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine

GAP = "____"
CHANGES = ("digits swapped", "times ten", "off by one", "20 per cent")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_TRUE = "true headlines"
_ALL = "all changes"


class Changed(NamedTuple):
    """A headline with another number: how it was changed, and the row that it comes of."""

    change: str
    headline: str
    row: Row


def restated(printed: str, change: str, chance: random.Random) -> str | None:
    """A number in digits after a change, with as many decimals and grouped as before; None where there is none to make.

    Raises ValueError for an unknown change.
    """
    if _NUMBER.fullmatch(printed) is None:
        return None
    bare = printed.replace(",", "")
    value, places = Decimal(bare), len(bare.partition(".")[2])
    if change == "digits swapped":
        spots = [i for i in range(len(bare) - 1) if (bare[i : i + 2]).isdigit() and bare[i] != bare[i + 1]]
        spots = [i for i in spots if i > 0 or bare[1] != "0"]
        if not spots:
            return None
        at = chance.choice(spots)
        new = Decimal(bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :])
    elif change == "times ten":
        new = value * 10
    elif change == "off by one":
        new = value + chance.choice((1, -1))
        new = value + 1 if new <= 0 else new
    elif change == "20 per cent":
        new = round(value * chance.choice((Decimal("1.2"), Decimal("0.8"))), places)
    else:
        raise ValueError(f"no change {change!r}: one of {', '.join(CHANGES)}")
    if new <= 0 or new == value:
        return None
    return f"{new:,.{places}f}" if "," in printed else f"{new:.{places}f}"


def planted(rows: Iterable[Row], seed: int) -> list[Changed]:
    """Every change that can be made of the headlines, in the order of the rows; one seed gives the same ones again."""
    chance = random.Random(seed)
    found = []
    for row in rows:
        for change in CHANGES:
            new = restated(row["answer"], change, chance)
            if new is not None:
                found.append(Changed(change, row["masked"].replace(GAP, new, 1), row))
    return found


def loudest(changed: Sequence[Changed], kit: Toolkit) -> list[str]:
    """For each headline the worst severity of the findings that hold one of its numbers; "" where there is none."""
    articles = []
    for number, one in enumerate(changed):
        opening = opening_date(one.row["premise"])
        published = dt.date.fromisoformat(opening) if opening else None
        articles.append(made_article(f"{number}", one.row["premise"], title=one.headline, published=published))
    run = run_engine(articles, kit)
    worst = [""] * len(changed)
    for finding in run.findings:
        claims = [run.claim(claim) for claim in finding.figures]
        found = {int(claim.header.id) for claim in claims} | {int(it.article) for it in finding.places}
        if len(found) > 1:
            continue  # the same body under two of our headlines
        titled = [claim.figure.in_title for claim in claims]
        titled += [it.quote == changed[int(it.article)].headline for it in finding.places]
        if not any(titled):
            continue
        for at in found:
            if worst[at] not in SHOWN:
                worst[at] = finding.severity
    return worst


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table; 0, or 2 when the file could not be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("headlines", type=Path, help="file of headlines with their bodies")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list the changes that are not shown, and the false alarms")
    options = parser.parse_args(argv)
    try:
        rows = read_rows(options.headlines)
    except (OSError, ValueError) as error:
        print(f"headlines: {error}", file=sys.stderr)
        return 2
    kit = toolkit(Settings())
    changed = [Changed(_TRUE, row["hypothesis"], row) for row in rows] + planted(rows, options.seed)
    worst = loudest(changed, kit)
    lines = []
    for name in (_TRUE, *CHANGES, _ALL):
        wanted = CHANGES if name == _ALL else (name,)
        some = [severity for one, severity in zip(changed, worst, strict=True) if one.change in wanted]
        for what, held in (("shown", sum(map(bool, some))), ("at warning", sum(w in SHOWN for w in some))):
            lines.append((name, what, held, len(some), share(held, len(some))))
    print(table(["headlines", "what", "count", "of", "share"], lines))
    if options.show:
        for one, severity in zip(changed, worst, strict=True):
            if (severity in SHOWN) == (one.change == _TRUE):
                print(f"{one.change}: {one.headline}  ({one.row['id']}, {one.row['answer']})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
