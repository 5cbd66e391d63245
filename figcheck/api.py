"""Paths and settings in, Run out: what the commands run, and the library face over them."""

from __future__ import annotations

import datetime as dt
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

from figcheck.articles import Article, Header, PassedOver, Unchanged, Unread
from figcheck.config import Settings
from figcheck.engine import OnProgress, Progress, Toolkit
from figcheck.engine import run as run_engine
from figcheck.explain import explain as explain_finding
from figcheck.explain import find_finding
from figcheck.findings import Explanation, Run
from figcheck.focus import focused
from figcheck.gitchanges import changed_files
from figcheck.hedging import load_scheme
from figcheck.inforce import rules_in_force
from figcheck.patterns import BadPattern, pattern
from figcheck.problems import Problem, Refused
from figcheck.quoting import did_you_mean, show
from figcheck.read import (
    FIELDS,
    INPUT_FORMATS,
    STDIN,
    ReadOptions,
    changed_in_focus,
    named_in_focus,
    read_changed,
    read_paths,
)
from figcheck.read.folders import find_sources
from figcheck.rules import Rule
from figcheck.runfile import is_saved_run, read_run
from figcheck.timelimit import alarm_held
from figcheck.waivers import Waivers, waive
from figcheck.waivers.given import home_folder, waivers_of
from figcheck.wordlists import load_lexicon
from figcheck.workers import Engine, check_scheduler, usable_processors, workers

if TYPE_CHECKING:
    from figcheck.archive.run import Added
    from figcheck.ledger.rows import LedgerRows
    from figcheck.ledger.store import Store
    from figcheck.workers import Crew

Row: TypeAlias = Article | Unread | PassedOver
LedgerRow: TypeAlias = Row | Unchanged
_FEW: Final = 300  # articles that one process examines before others were worth starting


def toolkit(settings: Settings) -> Toolkit:
    """The lexicon, under the hedge scheme, and the rules that settings name.

    Raises Refused with every problem of scheme and rule files, or for an unknown scheme, pack or rule id, also of an
    override.
    """
    problems: list[Problem] = []
    try:
        scheme = load_scheme(settings.hedges)
    except Refused as refused:
        problems += refused.problems
    try:
        ruleset = rules_in_force(settings)
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(*problems)
    return Toolkit(load_lexicon(hedges=scheme, additions=ruleset.additions), ruleset)


def run(
    paths: Sequence[str | Path],
    settings: Settings,
    on_progress: OnProgress | None = None,
    *,
    focus: Sequence[str | Path] = (),
    focus_from_git: str | None = None,
    findings_alone: bool = False,
) -> Run:
    """Read, link and check the articles at ``paths`` (files and folders), and set aside what is waived.

    ``on_progress`` is called for each article done, and at each stage. With ``focus``, files and folders that are read
    too, the run has only what touches their articles; with ``focus_from_git``, a revision, what touches those of
    ``paths`` that differ from it. Where no article does, nothing is read. ``findings_alone``: the run need have no more
    figures than findings name, and neither groups nor comparisons, which is faster from a few hundred articles on.
    Raises Refused, before anything is checked, for a path that does not exist, a folder without articles, a broken
    rule, hedge scheme or file of waivers, and when git does not know the revision.
    """
    waivers = waivers_of(settings)
    if not focus and focus_from_git is None:
        return run_with(waivers, paths, settings, on_progress, findings_alone=findings_alone)
    tools = toolkit(settings)
    if focus_from_git is None:
        seen = named_in_focus(paths, focus)
    else:
        seen = changed_in_focus(paths, lambda: changed_files(focus_from_git, paths))
    if not seen.shown:
        return waive(run_engine((), tools, focus=()), waivers, seen.paths)
    made = waive(_run(seen.paths, settings, tools, on_progress, focus=seen.shown), waivers, seen.paths)
    return focused(made, seen.shown)  # of the remarks, too, only those of changed articles


def run_with(
    waivers: Waivers,
    paths: Sequence[str | Path],
    settings: Settings,
    on_progress: OnProgress | None = None,
    *,
    findings_alone: bool = False,
) -> Run:
    """As run, of all articles, with other waivers than those that settings name."""
    made = _run(paths, settings, toolkit(settings), on_progress, findings_alone=findings_alone)
    return waive(made, waivers, paths)


class Explained(NamedTuple):
    """A run, one of its findings explained, and the rule that made it."""

    run: Run
    explanation: Explanation
    rule: Rule


def explain(
    fingerprint: str,
    paths: Sequence[str | Path],
    settings: Settings,
    on_progress: OnProgress | None = None,
    *,
    focus: Sequence[str | Path] = (),
    against: Path | None = None,
) -> Explained:
    """Run the check, or read the one saved run that is named, and say why it made the finding whose fingerprint begins
    so. ``focus`` is read too, as by run; ``against`` is a ledger, as of run_against.

    Raises Refused like run and read_run, for a fingerprint that no finding has or that several begin with, and for a
    finding of a saved run whose rule is not in force.
    """
    tools = toolkit(settings)
    if against is not None:
        made = run_against(paths, against, settings, on_progress)
    elif len(paths) == 1 and paths[0] != STDIN and is_saved_run(Path(paths[0])):
        made = read_run(Path(paths[0]))
    else:
        read = named_in_focus(paths, focus).paths if focus else paths
        made = waive(_run(read, settings, tools, on_progress), waivers_of(settings), read)
    finding = find_finding([*made.findings, *(aside.finding for aside in made.set_aside)], fingerprint)
    rule = next((rule for rule in tools.ruleset.rules if rule.id == finding.rule), None)
    if rule is None:
        advice = "give the options of the check that saved it: --rules, --select, --config"
        raise Refused(Problem(f"the finding is one of the rule {finding.rule}, which is not in force", advice=advice))
    return Explained(made, explain_finding(made, finding, rule), rule)


def extract(paths: Sequence[str | Path], settings: Settings, on_progress: OnProgress | None = None) -> Run:
    """The figures and claims of the articles at ``paths``, without linking or checking. Raises Refused like run."""
    return _run(paths, settings, toolkit(settings), on_progress, rules=())


def reading(settings: Settings) -> ReadOptions:
    """How articles are read under the settings.

    Raises Refused for an unknown format, a name in ``map`` that is none of ours, and a pattern that RE2 does not take.
    """
    problems: list[Problem] = []
    named = settings.input_format
    if named is not None and named not in INPUT_FORMATS:
        message = f"unknown input format {show(named)}"
        problems.append(Problem(message, expected=", ".join(INPUT_FORMATS), advice=did_you_mean(named, INPUT_FORMATS)))
    for ours, theirs in settings.map:
        if ours not in FIELDS:
            message = f"{show(ours)} in {show(f'{ours}={theirs}')} is nothing that an article has"
            advice = did_you_mean(ours, FIELDS) or "our name comes first: title=headline"
            problems.append(Problem(message, expected=", ".join(FIELDS), advice=advice))
    if settings.split is not None:
        try:
            pattern(settings.split)
        except BadPattern as error:
            message = f"{show(settings.split)} is no pattern: {error}"
            problems.append(Problem(message, expected="a regular expression that RE2 takes, for --split"))
    if problems:
        raise Refused(*problems)
    return ReadOptions(
        input_format=named,
        fields=settings.map,
        split=settings.split,
        max_bytes=settings.max_file_size,
        max_articles=settings.max_articles,
        max_ratio=settings.max_ratio,
        max_seconds=settings.max_seconds,
        updates=settings.updates,
        exclude=settings.exclude,
    )


def _run(
    paths: Sequence[str | Path],
    settings: Settings,
    tools: Toolkit,
    on_progress: OnProgress | None,
    rules: tuple[Rule, ...] | None = None,
    focus: tuple[str, ...] | None = None,
    findings_alone: bool = False,
) -> Run:
    with ExitStack() as stack:
        ledger = None
        articles: Iterable[LedgerRow]
        check_scheduler(_engine(settings), settings.scheduler)
        if settings.ledger is not None:
            from figcheck.ledger.store import Store

            articles, rows = _unless_known(paths, settings, tools)
            ledger = stack.enter_context(Store(settings.ledger))
            ledger.take_turn(_waiting(on_progress))
            rows.know(ledger.rows())
        else:
            articles = _lasting(read_paths(list(paths), reading(settings), root=home_folder(settings)))
        if on_progress is not None:
            measured = _Measured(articles, paths, settings.exclude, settings.ledger is None)
            articles, on_progress = measured, measured.told_to(on_progress)
        made = _engaged(iter(articles), settings, tools, ledger, rules, on_progress, focus, findings_alone)
    return _with_articles(made, paths)


def _unless_known(
    paths: Sequence[str | Path], settings: Settings, tools: Toolkit
) -> tuple[Iterator[LedgerRow], LedgerRows]:
    """The articles at ``paths``, and the rows that are known, to be told before the first is read: articles of these
    are not. Raises Refused like run, before there is a ledger."""
    from figcheck.ledger.digests import tools_digest
    from figcheck.ledger.rows import LedgerRows

    options, root = reading(settings), home_folder(settings)
    rows = LedgerRows(tools_digest(tools), options, root)
    return _lasting(read_changed(list(paths), options, rows=rows, root=root)), rows


@alarm_held()
def _engaged(
    articles: Iterator[LedgerRow],
    settings: Settings,
    tools: Toolkit,
    ledger: Store | None,
    rules: tuple[Rule, ...] | None,
    on_progress: OnProgress | None,
    focus: tuple[str, ...] | None,
    findings_alone: bool,
) -> Run:
    """The run by the engine that the settings name: one process where few articles come and nobody asked for more."""
    run_these = partial(
        run_engine,
        rules=rules,
        on_progress=on_progress,
        focus=focus,
        supersede=settings.updates == "supersede",
        max_seconds=settings.max_seconds,
    )
    engine = _engine(settings)
    if ledger is None and (engine == "serial" or (settings.engine is None and settings.jobs is None)):
        first = list(islice(articles, _FEW))
        articles = chain(first, articles)
        if len(first) < _FEW:  # other processes would cost more than they do
            return run_these(cast(Iterator[Row], articles), tools)  # without a ledger nothing is known before
    from figcheck.archive.run import run_many
    from figcheck.archive.toolkits import SameToolkit

    jobs = settings.jobs or usable_processors()
    gradual = ledger is not None and _gradual(settings, ledger)
    with workers(engine, jobs, SameToolkit(tools), settings.scheduler, gradual=gradual) as crew:
        return run_many(articles, tools, crew, ledger=ledger, findings_alone=findings_alone, **run_these.keywords)


def _gradual(settings: Settings, ledger: Store) -> bool:
    """Whether there may be little to do: nobody asked for processes, and the ledger has articles already."""
    return settings.engine is None and settings.jobs is None and ledger.count() > 0


def _engine(settings: Settings) -> Engine:
    return settings.engine or ("serial" if settings.jobs == 1 else "processes")


def run_against(
    paths: Sequence[str | Path], ledger: Path, settings: Settings, on_progress: OnProgress | None = None
) -> Run:
    """Read, link and check the articles at ``paths``, held against all that a ledger has, which stays as it is; the run
    has what touches them. Raises Refused like run, and for a file that is no ledger."""
    from figcheck.archive.run import run_against as run_new

    waivers = waivers_of(settings)
    tools = toolkit(settings)
    with _kept(settings, tools, ledger, is_new=False, jobs=1, is_draft=True) as (store, crew):
        articles = _lasting(read_paths(list(paths), reading(settings), root=home_folder(settings)))
        supersede = settings.updates == "supersede"
        limit = settings.max_seconds
        made = run_new(store, articles, tools, crew, on_progress=on_progress, supersede=supersede, max_seconds=limit)
    return waive(_with_articles(made, paths), waivers, paths)


def add_to_ledger(
    paths: Sequence[str | Path], settings: Settings, ledger: Path, on_progress: OnProgress | None = None
) -> Added:
    """Add the articles at ``paths`` to a ledger. Raises Refused like run, and for a file that is no ledger."""
    from figcheck.archive.run import add_to

    tools = toolkit(settings)
    articles: Iterable[LedgerRow]
    articles, rows = _unless_known(paths, settings, tools)
    with _kept(settings, tools, ledger, is_new=True, on_progress=on_progress) as (store, crew):
        rows.know(store.rows())
        if on_progress is not None:
            measured = _Measured(articles, paths, settings.exclude, is_each_told=False)
            articles, on_progress = measured, measured.told_to(on_progress)
        supersede = settings.updates == "supersede"
        limit = settings.max_seconds
        return add_to(store, articles, tools, crew, on_progress=on_progress, supersede=supersede, max_seconds=limit)


class Pruned(NamedTuple):
    """How many articles were dropped from a ledger and how many are left, and the path of one of these."""

    dropped: int
    left: int
    path: str | None


def prune_ledger(settings: Settings, ledger: Path, before: str | None, paths: Sequence[str], parked: bool) -> Pruned:
    """Drop the articles published before a day, those of files that match a pattern or lie in a folder, by their path
    as it was told or from the root, and those that are parked.

    Raises Refused for what is no day, and for a file that is no ledger.
    """
    from figcheck.archive.run import prune

    try:
        day = None if before is None else dt.date.fromisoformat(before)
    except ValueError:
        raise Refused(Problem(f"{show(before)} is no day", expected="as in 2024-06-30")) from None

    named = [os.path.normpath(path).replace(os.sep, "/") for path in paths]
    patterns = [pattern for path in named for pattern in (path, f"{path}/*", f"{path}!*")]

    def drop(header: Header) -> bool:
        is_old = day is not None and header.published is not None and header.published < day
        return is_old or any(fnmatchcase(path, it) for it in patterns for path in (header.path, header.home))

    with _kept(settings, toolkit(settings), ledger, is_new=False) as (store, crew):
        dropped = prune(store, crew, drop, parked=parked, supersede=settings.updates == "supersede")
        left = next(iter(store.headers(store.numbers()[:1]).values()), None)
        return Pruned(dropped, store.count(), left.path if left is not None else None)


def _waiting(on_progress: OnProgress | None) -> Callable[[], None] | None:
    """Tells that another command works with the ledger."""
    return None if on_progress is None else partial(on_progress, Progress("waiting", 0))


def _lasting(articles: Iterable[LedgerRow]) -> Iterator[LedgerRow]:
    """The articles under ids that do not depend on which folder was named, so that a run calls and sorts them the same
    with and without a ledger. In that, by those that do, a file of one folder would take the place of one of the same
    name from another."""
    taken: set[str] = set()
    for row in articles:
        if isinstance(row, Article) and row.header.home and not row.header.keeps_id:
            header = row.header
            id = header.home if header.home not in taken else header.id  # another article gives itself that one
            apart = header.id if header.home.startswith("../") else ""
            row = replace(row, header=replace(header, id=id, apart=apart))
        if isinstance(row, Article):
            taken.add(row.header.id)
        yield row


@contextmanager
def _kept(
    settings: Settings,
    tools: Toolkit,
    ledger: Path,
    *,
    is_new: bool,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
    is_draft: bool = False,
) -> Iterator[tuple[Store, Crew[Toolkit]]]:
    """What works with a ledger: the file, and who does the work. ``is_draft``: nothing stays written, so
    that nobody needs to wait for it."""
    from figcheck.archive.toolkits import SameToolkit
    from figcheck.ledger.store import Store

    jobs = settings.jobs or jobs or usable_processors()
    engine = settings.engine or ("serial" if jobs == 1 else "processes")
    check_scheduler(engine, settings.scheduler)
    prepare = SameToolkit(tools)
    with Store(ledger, is_new=is_new, keeps=not is_draft) as store:
        if not is_draft:
            store.take_turn(_waiting(on_progress))
        gradual = _gradual(settings, store)
        with workers(engine, jobs, prepare, settings.scheduler, gradual=gradual) as crew, alarm_held():
            yield store, crew


def _with_articles(made: Run, paths: Sequence[str | Path]) -> Run:
    """The run, unless nothing was found to read. Raises Refused then."""
    if made.has_no_article:
        named = ", ".join(str(path) for path in paths)
        raise Refused(Problem(f"no article found in {named}", expected="files of a format that figcheck reads"))
    return made


class _Measured:
    """Articles as they come, and which share of the bytes to read lies behind each of them: they may be read well
    before they are done."""

    def __init__(
        self, articles: Iterable[LedgerRow], paths: Sequence[str | Path], exclude: tuple[str, ...], is_each_told: bool
    ) -> None:
        """``is_each_told``: progress counts all of them, and not those alone that a ledger does not know."""
        self._articles = articles
        self._is_each_told = is_each_told
        self._sizes = {source.shown: _size(source.path) for source in find_sources(paths, exclude).sources}
        self._total = sum(self._sizes.values())
        self._before = 0  # bytes of the files that are read to their end
        self._path: str | None = None
        self._within = 0
        self._behind = array("d")  # for each article, read or not

    def __iter__(self) -> Iterator[LedgerRow]:
        for article in self._articles:
            if isinstance(article, PassedOver):
                yield article
                continue
            path = article.header.path if isinstance(article, Article) else article.path
            if path != self._path:
                self._before += self._sizes.pop(self._path, 0) if self._path is not None else 0
                self._path, self._within = path, 0
            if isinstance(article, Article) and article.text_map.pieces:
                # Characters where bytes are meant: near enough, and exact again at the end of the file.
                self._within = min(article.text_map.pieces[0].offset, self._sizes.get(path, 0))
            elif isinstance(article, Unchanged):
                self._within = min(article.rows[-1][1].offset, self._sizes.get(path, 0))
            self._behind.append(self._before + self._within)
            yield article

    def told_to(self, on_progress: OnProgress) -> OnProgress:
        """The callback, called with the share as well."""

        def told(progress: Progress) -> None:
            known = self._total and progress.stage == "reading"
            share = self._behind[progress.articles - 1 if self._is_each_told else -1] / self._total if known else None
            on_progress(progress._replace(share=share))

        return told


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # told when it is read
        return 0
