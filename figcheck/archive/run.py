"""A run over however many articles, on however many processes, with or without a ledger.

Up to ``WHOLE`` articles everything is held and linked at once, as by ``engine.run``; whatever examines them, the Run
is the same. Beyond, articles go to a store as they are examined, and are linked and checked part by part; the Run then
holds what is around findings. Whoever asks for findings alone has it so from ``FEW`` articles on, which is faster:
several processes link and check, and with a ledger, whose file is the store then, what has not changed since it was
written is neither examined nor linked nor checked again. Findings are the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Final, NamedTuple

from figcheck import engine
from figcheck.archive.checking import Beside, check_new, check_store
from figcheck.archive.kept import Kept, beside_of, claims_of, examine_kept, skips_of, text_of
from figcheck.archive.linking import is_linked, link_store
from figcheck.archive.moving import By, moved
from figcheck.articles import Article, Header, PassedOver, Unchanged, Unread
from figcheck.engine import Examined, Gathered, OnProgress, Progress, Toolkit, crashed, given_up
from figcheck.findings import Run
from figcheck.focus import focused
from figcheck.ledger.digests import article_digest, begins, tools_digest
from figcheck.ledger.store import Store
from figcheck.ledger.tables import GONE, LINKED, NO_ROW, PARKED, Seen
from figcheck.rules import Rule
from figcheck.workers import Crew, Failed, Lost

Row = Article | Unread | PassedOver
LedgerRow = Row | Unchanged
"""What comes where a ledger may have articles already."""


WHOLE: Final = 5000  # articles up to which a Run has everything, where all of it is asked for
FEW: Final = 200  # articles up to which it always has: there is too little to do part by part
_PUT: Final = 500  # articles in one transaction
_COLUMNS: Final = ("claims", "beside", "skips", "text")


def run_many(
    rows: Iterable[LedgerRow],
    tools: Toolkit,
    crew: Crew[Toolkit],
    *,
    rules: Sequence[Rule] | None = None,
    on_progress: OnProgress | None = None,
    focus: Collection[str] | None = None,
    supersede: bool = False,
    max_seconds: float | None = None,
    ledger: Store | None = None,
    findings_alone: bool = False,
) -> Run:
    """The run over articles as they come, which a crew examines. The arguments are those of ``engine.run``, and a
    ledger, which then has these articles as those that are checked. ``findings_alone``: the Run need have no more
    figures than findings name, and neither groups nor comparisons; with a focus, which counts these, it has them."""
    gathered = Gathered()
    chosen = tools.ruleset.rules if rules is None else rules
    findings_alone = findings_alone and focus is None
    most = FEW if findings_alone else WHOLE
    checked = partial(
        check_store,
        tools=tools,
        rules=chosen,
        crew=crew,
        supersede=supersede,
        on_progress=on_progress,
        findings_alone=findings_alone,
    )
    if ledger is not None:
        # Where nothing is checked, what is not among these is no less a part of the archive.
        met, by = keep_all(ledger, rows, tools, crew, gathered, on_progress, max_seconds, only_these=bool(chosen))
        if ledger.count() > most and chosen:
            beside = Beside(gathered.unread, gathered.passed_over, by)
            made = checked(ledger, beside)
            return made if focus is None else focused(made, focus)
        unpack_all(ledger, gathered, met, by)
    else:
        several = examined(rows, crew, gathered, on_progress, max_seconds)
        kept = list(islice(several, most + 1)) if chosen else list(several)
        if chosen and len(kept) > most:
            with Store() as store:
                put_all(store, ((Seen(), article) for article in chain(kept, several)), kept)
                beside = Beside(gathered.unread, gathered.passed_over)
                made = checked(store, beside, lasting=False)
            return made if focus is None else focused(made, focus)
        for article in kept:
            unpack_into(gathered, article)
    return engine.put_together(gathered, tools, rules=rules, on_progress=on_progress, focus=focus, supersede=supersede)


def run_against(
    ledger: Store,
    rows: Iterable[LedgerRow],
    tools: Toolkit,
    crew: Crew[Toolkit],
    *,
    rules: Sequence[Rule] | None = None,
    on_progress: OnProgress | None = None,
    supersede: bool = False,
    max_seconds: float | None = None,
) -> Run:
    """The run over articles as they come, held against all that a ledger has. The ledger stays as it is."""
    gathered = Gathered()
    chosen = tools.ruleset.rules if rules is None else rules
    several = list(examined(rows, crew, gathered, on_progress, max_seconds))
    with ledger.trying():
        is_up_to_date = is_linked(ledger, supersede=supersede)
        parked = ledger.numbers(PARKED)
        ledger.mark(parked, LINKED)
        numbers = ledger.put((Seen(), article) for article in several)
        anew = [*parked, *numbers] if is_up_to_date else None
        beside = Beside(gathered.unread, gathered.passed_over)
        made = check_new(
            ledger, numbers, anew, beside, tools, chosen, crew, supersede=supersede, on_progress=on_progress
        )
    return focused(made, {article.header.path for article in several})


def add_to(
    ledger: Store,
    rows: Iterable[LedgerRow],
    tools: Toolkit,
    crew: Crew[Toolkit],
    *,
    on_progress: OnProgress | None = None,
    supersede: bool = False,
    max_seconds: float | None = None,
) -> Added:
    """Keep the articles that come in a ledger, and link them with what it has."""
    gathered = Gathered()
    before = len(ledger.known())
    keep_all(ledger, rows, tools, crew, gathered, on_progress, max_seconds, only_these=False)
    if on_progress is not None:
        on_progress(Progress("linking", ledger.count()))
    with ledger.writing():
        ledger.mark(ledger.numbers(PARKED), LINKED)
        updated = link_store(ledger, crew, supersede=supersede)
    return Added(len(updated.linked), ledger.count(), ledger.count() - before, tuple(gathered.unread))


def prune(
    ledger: Store,
    crew: Crew[Toolkit],
    drop: Callable[[Header], bool],
    *,
    parked: bool = False,
    supersede: bool = False,
) -> int:
    """Drop articles from a ledger, and link anew what they were linked with; how many they were."""
    with ledger.writing():
        kept = ledger.numbers(LINKED)
        others = ledger.numbers(PARKED)
        gone = {no for no, header in ledger.headers([*kept, *others]).items() if drop(header)}
        if parked:
            gone.update(others)
        ledger.mark(sorted(gone), GONE)
        link_store(ledger, crew, supersede=supersede)
    ledger.shrink()
    return len(gone)


class Met(NamedTuple):
    """The articles that came, by their numbers in the ledger, and how far some of them, by their ids, have moved in
    their files since they were examined."""

    numbers: list[int]
    by: dict[str, By]


class Added(NamedTuple):
    """What came of adding articles to a ledger: how many were linked anew, how many it has, how many more than before,
    and what could not be read."""

    linked: int
    articles: int
    more: int
    unread: tuple[Unread, ...]


def examined(
    rows: Iterable[LedgerRow],
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


def keep_all(
    ledger: Store,
    rows: Iterable[LedgerRow],
    tools: Toolkit,
    crew: Crew[Toolkit],
    gathered: Gathered,
    on_progress: OnProgress | None = None,
    max_seconds: float | None = None,
    *,
    only_these: bool = True,
) -> Met:
    """Keep the articles that come in a ledger; those that it has as they are, are not examined again.

    With ``only_these`` the others that it has are parked: kept, and not checked.
    """
    salt = tools_digest(tools)
    known = ledger.known()
    by: dict[str, By] = {}
    met: list[int] = []
    seen: dict[str, Seen] = {}

    def changed() -> Iterator[Row]:
        for row in rows:
            if isinstance(row, Unchanged):
                for id, at in row.rows:
                    no, seen_before = known[id]
                    met.append(no)
                    if at != seen_before.row:
                        by[id] = By(at.offset - seen_before.row.offset, at.line - seen_before.row.line)
                continue
            if isinstance(row, Article):
                now = Seen(article_digest(row, salt), *begins(row), row.row or NO_ROW)
                before = known.get(row.header.id)
                if before is not None and before[1].digest == now.digest:
                    met.append(before[0])
                    if before[1] != now:
                        by[row.header.id] = By(now.offset - before[1].offset, now.line - before[1].line)
                    continue
                seen[row.header.id] = now
            yield row

    several = examined(changed(), crew, gathered, on_progress, max_seconds)
    made = put_all(ledger, ((seen.pop(article.header.id), article) for article in several))
    with ledger.writing():
        if only_these:
            others = set(ledger.numbers(LINKED)).difference(met, made)
            ledger.mark(sorted(others), PARKED)
        ledger.mark(sorted(set(met) & set(ledger.numbers(PARKED))), LINKED)
    return Met([*met, *made], by)


def _articles(rows: Iterable[LedgerRow], gathered: Gathered) -> Iterator[Article]:
    for row in rows:
        if isinstance(row, Article):
            yield row
        else:
            assert not isinstance(row, Unchanged), "only of a ledger rows are known"
            gathered.put_aside(row)


def _length(article: Article) -> int:
    return len(article.text)


def unpack_into(gathered: Gathered, kept: Kept) -> None:
    """Add what is kept of an article to what the articles of a run gave."""
    header = kept.header
    dates, printed = beside_of(kept.beside, header)
    found = Examined(header, claims_of(kept.claims, header), skips_of(kept.skips), dates, printed)
    gathered.add(found, text_of(kept.text), kept.ignores, kept.remarks)


def unpack_all(ledger: Store, gathered: Gathered, numbers: Sequence[int], by: dict[str, By]) -> None:
    """Add what a ledger keeps of some articles, each at the place where it lies now."""
    headers, notes = ledger.headers(numbers), ledger.notes(numbers)
    for no, (claims, beside, skips, text) in sorted(ledger.records(_COLUMNS, numbers).items()):
        header = headers[no]
        dates, printed = beside_of(beside, header)
        found = Examined(header, claims_of(claims, header), skips_of(skips), dates, printed)
        note = notes.get(no)
        ignores, remarks = (note.ignores, note.remarks) if note is not None else ((), ())
        if header.id in by:
            found, ignores, remarks = moved((found, ignores, remarks), by[header.id])
        gathered.add(found, text_of(text), ignores, remarks)


def put_all(store: Store, kept: Iterable[tuple[Seen, Kept]], held: list[Kept] | None = None) -> list[int]:
    """Put articles into a store, some at a time; their numbers. ``held`` is emptied once it was taken from."""
    numbers: list[int] = []
    articles = iter(kept)
    while some := list(islice(articles, _PUT)):
        with store.writing():
            numbers += store.put(some)
        if held and len(numbers) >= len(held):
            held.clear()
    return numbers
