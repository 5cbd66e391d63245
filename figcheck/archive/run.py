"""A run over however many articles, on however many processes.

Up to ``WHOLE`` articles everything is held and linked at once, as by ``engine.run``; whatever examines them, the Run
is the same. Beyond, articles go to a store as they are examined, and are linked and checked part by part; the Run then
holds what is around findings. Where that begins depends on the articles alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from figcheck import engine
from figcheck.archive.checking import Beside, check_archive
from figcheck.archive.kept import Kept, beside_of, claims_of, examine_kept, skips_of, text_of
from figcheck.articles import Article, PassedOver, Unread
from figcheck.engine import Examined, Gathered, OnProgress, Progress, Toolkit, crashed, given_up
from figcheck.focus import focused
from figcheck.ledger.store import Store
from figcheck.model import Run
from figcheck.rules import Rule
from figcheck.workers import Crew, Failed, Lost

Row = Article | Unread | PassedOver

WHOLE: Final = 5000  # articles up to which a Run has everything
_PUT: Final = 500  # articles in one transaction


def run_many(
    rows: Iterable[Row],
    tools: Toolkit,
    crew: Crew[Toolkit],
    *,
    rules: Sequence[Rule] | None = None,
    on_progress: OnProgress | None = None,
    focus: Collection[str] | None = None,
    supersede: bool = False,
    max_seconds: float | None = None,
) -> Run:
    """The run over articles as they come, which a crew examines. The arguments are those of ``engine.run``."""
    gathered = Gathered()
    kept: list[Kept] = []
    several = examined(rows, crew, gathered, on_progress, max_seconds)
    only_read = rules is not None and not rules
    for article in several:
        kept.append(article)
        if len(kept) > WHOLE and not only_read:
            break
    else:
        for article in kept:
            unpack_into(gathered, article)
        del kept
        return engine.put_together(
            gathered, tools, rules=rules, on_progress=on_progress, focus=focus, supersede=supersede
        )
    with Store() as store:
        numbers = put_all(store, chain(kept, several))
        kept.clear()
        made = check_archive(
            store,
            numbers,
            Beside(gathered.unread, gathered.passed_over),
            tools,
            tools.ruleset.rules if rules is None else rules,
            crew,
            supersede=supersede,
            on_progress=on_progress,
        )
    return made if focus is None else focused(made, focus)


def examined(
    rows: Iterable[Row],
    crew: Crew[Toolkit],
    gathered: Gathered,
    on_progress: OnProgress | None,
    max_seconds: float | None,
) -> Iterator[Kept]:
    """What is kept of each article, in order; what could not be read or examined goes to ``gathered``."""
    done = 0
    for article, outcome in crew.map(examine_kept, _articles(rows, gathered), weigh=_length, max_seconds=max_seconds):
        if isinstance(outcome, Lost):
            gathered.put_aside(given_up(article, outcome.reason, outcome.advice))
        elif isinstance(outcome, Failed):
            gathered.put_aside(crashed(article, outcome.reason, outcome.detail))
        else:
            done += 1
            yield outcome
        if on_progress is not None:
            on_progress(Progress("reading", done + len(gathered.unread)))


def _articles(rows: Iterable[Row], gathered: Gathered) -> Iterator[Article]:
    for row in rows:
        if isinstance(row, Article):
            yield row
        else:
            gathered.put_aside(row)


def _length(article: Article) -> int:
    return len(article.text)


def unpack_into(gathered: Gathered, kept: Kept) -> None:
    """Add what is kept of an article to what the articles of a run gave."""
    header = kept.header
    dates, printed = beside_of(kept.beside, header)
    found = Examined(header, claims_of(kept.claims, header), skips_of(kept.skips), dates, printed)
    gathered.add(found, text_of(kept.text), kept.ignores, kept.remarks)


def put_all(store: Store, kept: Iterable[Kept], seen: Callable[[Kept], bytes] = lambda article: b"") -> list[int]:
    """Put articles into a store, some at a time; their numbers."""
    numbers: list[int] = []
    articles = iter(kept)
    while some := list(islice(articles, _PUT)):
        with store.writing():
            numbers += store.put((seen(article), article) for article in some)
    return numbers
