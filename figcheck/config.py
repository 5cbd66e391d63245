"""Settings of a run: ``figcheck.yml``, or ``[tool.figcheck]`` in ``pyproject.toml``, under the command line.

The nearest file upwards from where figcheck is started counts, up to the root of the repository, with the files that
it extends. Paths in a file are relative to it. This module knows what a setting may look like, not which rules or
formats exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from figcheck.configvalues import CONFIG_SUFFIXES, Reader
from figcheck.limits import MAX_ARTICLES, MAX_BYTES, MAX_RATIO, MAX_SECONDS, Updates
from figcheck.model import DEFAULT_HEDGES
from figcheck.problems import Problem, Refused
from figcheck.tomlfile import read_toml_table
from figcheck.yamlfile import Document, KeyPath, read_text, read_yaml, show

if TYPE_CHECKING:
    from figcheck.overrides import Override

FailOn = Literal["note", "warning", "error", "never"]
Engine = Literal["serial", "processes", "dask"]

CONFIG_NAMES = ("figcheck.yml", "figcheck.yaml")
_PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "figcheck")
_LONGEST_CHAIN = 10  # files that extend one another
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was told to do.

    ``rules`` holds packs by name, folders and files, empty for all shipped packs; ``select``/``ignore``
    hold rule ids, ``extend_select`` and ``extend_ignore`` ids to be added to these; ``overrides`` is what changes
    of rules, of several for one rule the last counts; ``hedges`` is the name or the file of a hedge scheme;
    ``fail_on`` is the lowest severity that makes the exit code 1; ``output_format`` is None where what is printed
    depends on what was read; ``out`` holds (format, file) pairs; ``accepted`` and ``baseline`` are the files that waive
    findings, None for those beside the configuration; ``config`` is the file that the settings came from.
    What follows ``baseline`` is how articles are read: ``input_format`` None to tell it from each file, ``map`` as
    (our name, theirs) pairs, ``split`` a pattern, ``exclude`` patterns of paths, sizes in bytes, ``max_seconds`` None
    for any time.
    What follows is how the work is done, which changes no finding: ``jobs`` at once (None: as many as there are
    processors), on which ``engine`` (None: processes where there are several jobs), ``scheduler`` the address of a
    cluster, ``ledger`` the file that keeps what is known of articles.

    A file cannot set ``waivers``, whether findings are waived at all, and ``today``, the day by which acceptances run
    out, None for that of the clock.
    ``places`` says where a file names a rule id, by setting and id, for messages.
    """

    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    hedges: str = DEFAULT_HEDGES
    fail_on: FailOn = "warning"
    output_format: str | None = None
    out: tuple[tuple[str, Path], ...] = ()
    out_dir: Path | None = None
    accepted: Path | None = None
    baseline: Path | None = None
    input_format: str | None = None
    map: tuple[tuple[str, str], ...] = ()
    split: str | None = None
    exclude: tuple[str, ...] = ()
    updates: Updates = "accompany"
    max_file_size: int = MAX_BYTES
    max_articles: int = MAX_ARTICLES
    max_ratio: int = MAX_RATIO
    max_seconds: float | None = MAX_SECONDS
    jobs: int | None = None
    engine: Engine | None = None
    scheduler: str | None = None
    ledger: Path | None = None
    config: Path | None = None
    waivers: bool = True
    today: dt.date | None = None
    places: Mapping[tuple[str, str], tuple[Document, KeyPath]] = field(default_factory=dict, compare=False, repr=False)


_OF_ONE_RUN = ("config", "waivers", "today", "places")
SETTINGS: tuple[str, ...] = tuple(it.name for it in fields(Settings) if it.name not in _OF_ONE_RUN)
KEYS: tuple[str, ...] = ("extends", *SETTINGS)  # of a file
OPTIONS: tuple[str, ...] = tuple(name for name in SETTINGS if name != "overrides")  # of the command line
_IDS = ("select", "extend_select", "ignore", "extend_ignore")  # hold the ids of rules
_ANEW = {
    "select": "extend_select",
    "ignore": "extend_ignore",
}  # a nearer choice, and what had been added to the earlier
_ADDED_UP = (*_ANEW.values(), "overrides")  # every other setting is that of the nearest layer


class Origin(NamedTuple):
    """Where the value of a setting, or a part of it, comes from; a place for that of a file only."""

    kind: Literal["default", "file", "command line"]
    file: Path | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """Settings, and where each comes from: one origin, or several for what is added up.

    ``files`` are those that were read, the nearest first.
    """

    settings: Settings
    origins: Mapping[str, tuple[Origin, ...]]
    files: tuple[Path, ...]


class RefusedSettings(Refused):
    """Settings that are wrong. ``partial`` is what is right of them, by which the ids of rules that they name can be
    checked all the same; None where it is not known which rules are named."""

    def __init__(self, problems: Iterable[Problem], partial: Settings | None) -> None:
        super().__init__(*problems)
        self.partial = partial


def load_settings(start: Path | None, config: Path | None = None, **options: object) -> Settings:
    """The settings of a run started in ``start``, a folder or file; ``config`` names the file to read.
    Without ``start`` no other file is looked for.

    ``options`` are settings from the command line under the names of the fields; None and empty lists
    stand for "not given". Their paths are relative to the working directory. Raises Refused with every
    problem of the files and of the options, TypeError for an option that is no setting.
    """
    return trace_settings(start, config, **options).settings


def trace_settings(start: Path | None, config: Path | None = None, **options: object) -> Traced:
    """The settings as ``load_settings`` gives them, and where they come from. Raises what it raises."""
    for name in options:
        if name not in OPTIONS:
            raise TypeError(f"{name!r} is no setting of the command line")
    path = config if config is not None or start is None else find_config(start)
    files = _Files()
    if path is not None:
        files.read(path)
    reader = Reader(None, Path(), KEYS)
    given = {name: value for name, value in options.items() if value is not None and value != () and value != []}
    values = reader.values(given)
    problems = dict.fromkeys([*files.problems, *reader.problems])  # a file that two others extend is told once
    origins = {name: Origin("command line") for name in values}
    traced = _joined([*files.layers, _Layer(values, origins)])
    if problems:
        lost = files.lost or "rules" in reader.wrong
        raise RefusedSettings(problems, None if lost else traced.settings)
    nearest_first = tuple(dict.fromkeys(layer.file for layer in reversed(files.layers) if layer.file is not None))
    return replace(traced, settings=replace(traced.settings, config=path), files=nearest_first)


# --- layers ---


@dataclass(frozen=True, slots=True)
class _Layer:
    """What one file, or the command line, sets."""

    values: Mapping[str, Any]
    origins: Mapping[str, Origin]
    file: Path | None = None
    document: Document | None = None


def _joined(layers: list[_Layer]) -> Traced:
    """The layers as one, the furthest first: the nearer wins, what is added up grows."""
    values: dict[str, Any] = {}
    places: dict[tuple[str, str], tuple[Document, KeyPath]] = {}
    origins: dict[str, tuple[Origin, ...]] = {name: (Origin("default"),) for name in SETTINGS}
    for layer in layers:
        for choice, added in _ANEW.items():
            if choice in layer.values:  # chooses anew, so that what was added to the earlier choice goes with it
                values.pop(added, None)
                origins[added] = (Origin("default"),)
        for name, value in layer.values.items():
            if name == "overrides":
                beside = layer.values.get("rules", values.get("rules", ()))
                value = tuple(replace(override, beside=beside) for override in value)
            for at, rule in enumerate(value if name in _IDS else ()):
                places.pop((name, rule), None)  # the command line may name it again
                if layer.document is not None:
                    places[name, rule] = layer.document, (name, at)
            adds = name in _ADDED_UP and name in values
            values[name] = (*values[name], *value) if adds else value
            origins[name] = (*origins[name], layer.origins[name]) if adds else (layer.origins[name],)
    for added in _ANEW.values():
        if added in values:  # a file that two others extend is read twice
            values[added] = tuple(dict.fromkeys(values[added]))
            origins[added] = tuple(dict.fromkeys(origins[added]))
    return Traced(Settings(**values, places=places), origins, ())


@dataclass(slots=True)
class _Files:
    """Reads a configuration file and those that it extends; ``layers`` has the furthest first."""

    layers: list[_Layer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    lost: bool = False  # something is wrong in what says which rules there are

    def read(self, path: Path, above: tuple[Path, ...] = ()) -> None:
        """Adds the layers of a file; ``above`` are the files that extend it. What is wrong goes to ``problems``."""
        self.count += 1
        try:
            document = _document(path)
        except Refused as refused:
            self.problems += refused.problems
            self.lost = True
            return
        reader = Reader(document, path.parent, KEYS)
        data = {} if document.data is None else document.data
        if not isinstance(data, dict):
            message = f"{show(document.name)} holds {show(data)}"
            self.problems.append(document.problem((), message, expected="a mapping of settings"))
            self.lost = True
            return
        values = reader.values(data)
        extended = values.pop("extends", ())
        self.problems += reader.problems
        self.lost = self.lost or not reader.wrong.isdisjoint(("rules", "extends"))
        for at, written in extended:
            other = path.parent / written
            told = self._unfit(other, (*above, path))
            if told:
                self.problems.append(document.problem(at, f"{show(written)}: {told[0]}", advice=told[1]))
                self.lost = True
            else:
                self.read(other.resolve(), (*above, path))
        origins = {name: Origin("file", path, *document.where_key((name,))) for name in values}
        self.layers.append(_Layer(values, origins, path, document))

    def _unfit(self, other: Path, chain: tuple[Path, ...]) -> tuple[str, str] | None:
        """Why a file cannot be extended, and advice; None when it can."""
        if not other.is_file():
            return "there is no such configuration file", "a path in 'extends' is relative to the file it stands in"
        if other.resolve() in [file.resolve() for file in chain]:
            return "extends this file, directly or over others", "let one of them extend nothing"
        if len(chain) == _LONGEST_CHAIN:
            return f"more than {_LONGEST_CHAIN} files extend one another", ""
        if self.count == _MOST_FILES:
            return f"more than {_MOST_FILES} configuration files in all", ""
        return None


def find_config(start: Path) -> Path | None:
    """The configuration file that holds for a folder or file, None when there is none up to the root.

    Raises Refused when one folder holds both ``figcheck.yml`` and ``figcheck.yaml``.
    """
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    for place in (folder, *folder.parents):
        found = configs_in(place)
        if len(found) > 1:
            message = f"two configuration files in {show(place.as_posix())}: {' and '.join(CONFIG_NAMES)}"
            raise Refused(Problem(message, found[1].as_posix(), advice="remove one"))
        if found:
            return found[0]
        if (place / ".git").exists():
            return None
    return None


def configs_in(folder: Path) -> list[Path]:
    """The files of a folder that are read as its configuration: one at most, unless there is one too many.

    Raises Refused when its ``pyproject.toml`` names figcheck and is not TOML.
    """
    found = [folder / name for name in CONFIG_NAMES if (folder / name).is_file()]
    pyproject = folder / _PYPROJECT
    return found or ([pyproject] if pyproject.is_file() and _concerns_us(pyproject) else [])


def _concerns_us(pyproject: Path) -> bool:
    # A broken file that never names figcheck is its owner's trouble.
    return "figcheck" in read_text(pyproject) and read_toml_table(pyproject, _TABLE) is not None


def _document(path: Path) -> Document:
    name = path.as_posix()
    if path.suffix == ".toml":
        document = read_toml_table(path, _TABLE)
        if document is None:
            raise Refused(Problem(f"{show(name)} has no [tool.figcheck]", name, advice="add the table"))
        return document
    if path.suffix in CONFIG_SUFFIXES:
        return read_yaml(path)
    raise Refused(Problem(f"{show(name)} is no configuration file", name, expected="*.yml, *.yaml or *.toml"))
