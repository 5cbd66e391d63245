"""What ``import figcheck`` offers: articles in, a Result out.

Nothing is read but what is named: no configuration of the folder that a program happens to run in, no network.
Equal input gives equal results, whatever ran before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from figcheck.articles import Article, PassedOver, Unread
from figcheck.problems import Problem, Refused
from figcheck.result import Result

if TYPE_CHECKING:
    import pandas

    from figcheck.config import Settings

PathLike: TypeAlias = str | os.PathLike[str]
Source: TypeAlias = "PathLike | pandas.DataFrame | Mapping[str, Any] | Iterable[PathLike] | Iterable[Mapping[str, Any]]"
Names: TypeAlias = str | Sequence[str]


def check(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    rules: Names | Sequence[PathLike] = (),
    select: Names = (),
    extend_select: Names = (),
    ignore: Names = (),
    extend_ignore: Names = (),
    hedges: str | None = None,
    config: PathLike | None = None,
    name: str = "records",
    on_progress: Callable[[int], None] | None = None,
) -> Result:
    """Finds the figures of articles, compares those about the same thing, and shows where they do not fit.

    ``source`` is a path, or several, of files and folders; or a pandas frame with an article a row; or mappings, an
    article each. An article has ``text`` and, where known, ``title``, ``outlet``, ``author``, ``published`` (a day, a
    time, or words), ``url`` and ``id``; ``columns`` says where they stand under other names: ``{"text": "body"}``.
    ``name`` is what the table is called in places: "records#3" is its third row.

    The other options are those of ``figcheck check``: packs and files of ``rules``, ids of rules, a scheme of
    ``hedges``. ``config`` is a ``figcheck.yml``; without it none is looked for. ``on_progress`` is called with the
    number of articles done.

    Raises Refused, with every problem, before anything is checked: for a path or column that is not there, a broken
    rule, an unknown id. An article that cannot be read is a row of ``Result.unread``.
    """
    settings = _settings(
        config,
        rules=rules,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        extend_ignore=extend_ignore,
        hedges=hedges,
    )
    return _made(source, columns, name, settings, on_progress, apply_rules=True)


def extract(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    rules: Names | Sequence[PathLike] = (),
    hedges: str | None = None,
    config: PathLike | None = None,
    name: str = "records",
    on_progress: Callable[[int], None] | None = None,
) -> Result:
    """The figures of articles with what they mean; no rule is applied, so nothing is compared or found.

    Takes what ``check`` takes; the measures that figures are told by are those of ``rules``. Raises Refused like it.
    """
    settings = _settings(config, rules=rules, hedges=hedges)
    return _made(source, columns, name, settings, on_progress, apply_rules=False)


def load(path: PathLike) -> Result:
    """A run that ``Result.save`` or ``figcheck check --save`` wrote. Raises Refused when it is none."""
    from figcheck.runfile import read_run

    return Result(read_run(Path(path)))


def _settings(config: PathLike | None, **options: Any) -> Settings:
    from figcheck.config import load_settings

    given = {
        name: (str(value),) if name != "hedges" and isinstance(value, (str, os.PathLike)) else value
        for name, value in options.items()
    }
    given = {
        name: value if value is None or isinstance(value, str) else tuple(str(item) for item in value)
        for name, value in given.items()
    }
    return load_settings(None, config=None if config is None else Path(config), **given)


def _made(
    source: Source,
    columns: Mapping[str, str] | None,
    name: str,
    settings: Settings,
    on_progress: Callable[[int], None] | None,
    *,
    apply_rules: bool,
) -> Result:
    from figcheck.api import toolkit
    from figcheck.engine import Progress, run

    tools = toolkit(settings)
    articles = _articles(source, columns, name)

    def told(progress: Progress) -> None:
        if on_progress is not None and progress.stage == "reading":
            on_progress(progress.articles)

    made = run(articles, tools, rules=None if apply_rules else (), on_progress=told)
    if made.has_no_article:
        raise Refused(Problem("there is no article", expected="a frame with rows, or at least one mapping"))
    return Result(made)


def _articles(source: Source, columns: Mapping[str, str] | None, name: str) -> Iterator[Article | Unread | PassedOver]:
    from figcheck.read import read_paths, read_records
    from figcheck.read.frames import is_frame

    if is_frame(source):
        return read_records(source, columns=columns, name=name)  # type: ignore[arg-type]
    if isinstance(source, Mapping):
        return read_records([source], columns=columns, name=name)
    if isinstance(source, (str, os.PathLike)):
        source = [source]
    if not isinstance(source, Iterable):
        raise _no_source(source)
    items = iter(source)
    first = next(items, None)
    if first is None:
        return iter(())
    items = chain([first], items)
    if isinstance(first, Mapping):
        return read_records(items, columns=columns, name=name)  # type: ignore[arg-type]
    if columns is not None:
        raise Refused(Problem("columns are named, but the articles are files", advice="leave columns out"))
    paths = list(items)
    for path in paths:
        if not isinstance(path, (str, os.PathLike)):
            raise _no_source(path)
    return read_paths([Path(path) for path in paths])  # type: ignore[arg-type]


def _no_source(given: object) -> Refused:
    kind = f"{type(given).__module__}.{type(given).__qualname__}".removeprefix("builtins.")
    advice = "turn it into mappings or a pandas frame: .to_dicts(), .to_pylist(), .to_pandas()"
    return Refused(
        Problem(f"articles are given as {kind}", expected="paths, a pandas frame, or mappings", advice=advice)
    )
