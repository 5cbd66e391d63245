"""Settings of a run: ``figcheck.yml``, or ``[tool.figcheck]`` in ``pyproject.toml``, under the command line.

The nearest file upwards from where figcheck is started counts, up to the root of the repository, with the files that
it extends. Paths in a file are relative to it. This module knows what a setting may look like, not which rules or
formats exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from figcheck.limits import MAX_ARTICLES, MAX_BYTES, MAX_RATIO, MAX_SECONDS, UPDATES, Updates, read_size
from figcheck.model import DEFAULT_HEDGES, SEVERITIES
from figcheck.problems import Problem, Refused
from figcheck.tomlfile import read_toml_table
from figcheck.yamlfile import Document, KeyPath, did_you_mean, read_text, read_yaml, show

if TYPE_CHECKING:
    from figcheck.overrides import Override

FailOn = Literal["note", "warning", "error", "never"]

FAIL_ON: tuple[str, ...] = (*SEVERITIES, "never")
CONFIG_NAMES = ("figcheck.yml", "figcheck.yaml")
_PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "figcheck")
_RULE_SUFFIXES = (".yml", ".yaml")
_LONGEST_CHAIN = 10  # files that extend one another
_MOST_FILES = 50
_LONGEST_WAIT = 1e7  # seconds


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
    reader = _Reader(None, Path())
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
        reader = _Reader(document, path.parent)
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
    if path.suffix in _RULE_SUFFIXES:
        return read_yaml(path)
    raise Refused(Problem(f"{show(name)} is no configuration file", name, expected="*.yml, *.yaml or *.toml"))


class _Reader:
    """Turns given values into those of Settings; what is wrong goes to ``problems``, the settings to ``wrong``.

    Without a document they come from the command line.
    """

    def __init__(self, document: Document | None, folder: Path) -> None:
        self.document = document
        self.folder = folder
        self.problems: list[Problem] = []
        self.wrong: set[str] = set()

    def values(self, given: Mapping[str, object]) -> dict[str, Any]:
        readers: dict[str, Callable[[str, object], object]] = {
            "extends": self._extends,
            "rules": self._rules,
            "select": self._words,
            "extend_select": self._words,
            "ignore": self._words,
            "extend_ignore": self._words,
            "overrides": self._overrides,
            "hedges": self._scheme,
            "fail_on": self._fail_on,
            "output_format": self._word,
            "out": self._outputs,
            "out_dir": self._folder,
            "accepted": self._file,
            "baseline": self._file,
            "input_format": self._word,
            "map": self._names,
            "split": self._word,
            "exclude": self._words,
            "updates": self._updates,
            "max_file_size": self._size,
            "max_articles": self._count,
            "max_ratio": self._count,
            "max_seconds": self._seconds,
        }
        values: dict[str, Any] = {}
        for key, value in given.items():
            if key in readers:
                before = len(self.problems)
                read = readers[key](key, value)
                if len(self.problems) > before:
                    self.wrong.add(key)
                else:
                    values[key] = read
            else:
                expected = ", ".join(KEYS)
                self._tell((key,), f"unknown setting {show(key)}", expected, did_you_mean(key, KEYS), at_key=True)
        return values

    def _rules(self, key: str, value: object) -> tuple[str, ...]:
        return tuple(self._name_or_path(word) for word in self._words(key, value))

    def _scheme(self, key: str, value: object) -> str:
        return self._name_or_path(self._word(key, value))

    def _name_or_path(self, word: str) -> str:
        # A plain word is a pack or scheme; only what looks like a path is taken from the folder of the configuration.
        looks_like_path = "/" in word or "\\" in word or word.endswith(_RULE_SUFFIXES)
        return str(self._path(word)) if looks_like_path else word

    def _extends(self, key: str, value: object) -> tuple[tuple[KeyPath, str], ...]:
        """The files that this one extends, each with the place where it is named."""
        if isinstance(value, str) and value.strip():
            return (((key,), value),)
        if not isinstance(value, list):
            self._tell((key,), f"'{key}' is {show(value)}", "a file, or a list of files", "")
            return ()
        self._words(key, value)
        return tuple(((key, at), word) for at, word in enumerate(value) if isinstance(word, str) and word.strip())

    def _overrides(self, key: str, value: object) -> tuple[Override, ...]:
        from figcheck.overrides import read_overrides  # here, since its models are slow to import

        if self.document is None:
            return ()
        overrides, problems = read_overrides(self.document)
        self.problems += problems
        return tuple(overrides)

    def _fail_on(self, key: str, value: object) -> str:
        if value not in FAIL_ON:
            advice = did_you_mean(value, FAIL_ON) if isinstance(value, str) else ""
            self._tell((key,), f"'{key}' is {show(value)}", ", ".join(FAIL_ON), advice)
            return "warning"
        return str(value)

    def _word(self, key: str, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self._tell((key,), f"'{key}' is {show(value)}", "text", "")
        return ""

    def _words(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            advice = f"write [{value[:60]}]" if isinstance(value, str) else ""
            self._tell((key,), f"'{key}' is {show(value)}", "a list", advice)
            return ()
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self._tell((key, index), f"an item of '{key}' is {show(item)}", "text", "")
        return tuple(item for item in value if isinstance(item, str))

    def _outputs(self, key: str, value: object) -> tuple[tuple[str, Path], ...]:
        """Pairs of format and file, from ``{html: out/page.html}`` or a list of "html=out/page.html"."""
        outputs: list[tuple[str, Path]] = []
        if not isinstance(value, Mapping | list | tuple):
            advice = "write {html: out/page.html}, or a list of format=file"
            self._tell((key,), f"'{key}' is {show(value)}", "a mapping of formats to files", advice)
            return ()
        entries = value.items() if isinstance(value, Mapping) else enumerate(value)
        for at, entry in entries:
            kind, file = (at, entry) if isinstance(value, Mapping) else _pair(entry)
            if isinstance(kind, str) and kind and isinstance(file, str | Path) and str(file).strip():
                outputs.append((kind, self._path(str(file))))
            else:
                expected = "a file" if isinstance(value, Mapping) else "format=file"
                self._tell((key, at), f"an item of '{key}' is {show(entry)}", expected, "")
        return tuple(outputs)

    def _names(self, key: str, value: object) -> tuple[tuple[str, str], ...]:
        """Pairs of our name and theirs, from ``{title: headline}``, where several of theirs are a list, or a list of
        "title=headline"."""
        pairs: list[tuple[str, str]] = []
        if not isinstance(value, Mapping | list | tuple):
            self._tell((key,), f"'{key}' is {show(value)}", "a mapping of our names to theirs", "")
            return ()
        entries = value.items() if isinstance(value, Mapping) else enumerate(value)
        for at, entry in entries:
            name, theirs = (at, entry) if isinstance(value, Mapping) else _pair(entry)
            several = theirs if isinstance(theirs, list) and theirs else [theirs]
            if isinstance(name, str) and name and all(isinstance(one, str) and one.strip() for one in several):
                pairs += [(name, str(one).strip()) for one in several]
            else:
                expected = "a name" if isinstance(value, Mapping) else "title=headline"
                self._tell((key, at), f"an item of '{key}' is {show(entry)}", expected, "")
        return tuple(pairs)

    def _updates(self, key: str, value: object) -> str:
        if value not in UPDATES:
            advice = did_you_mean(value, UPDATES) if isinstance(value, str) else ""
            self._tell((key,), f"'{key}' is {show(value)}", ", ".join(UPDATES), advice)
            return UPDATES[0]
        return str(value)

    def _size(self, key: str, value: object) -> int:
        size = read_size(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
        if size is None:
            self._tell((key,), f"'{key}' is {show(value)}", "a size: 64MB, 1.5GB, 500 kB", "")
        return size or MAX_BYTES

    def _count(self, key: str, value: object) -> int:
        count = int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value) < 16 else value
        if not isinstance(count, int) or isinstance(count, bool) or count < 1:
            self._tell((key,), f"'{key}' is {show(value)}", "a whole number above 0", "")
            return 1
        return count

    def _seconds(self, key: str, value: object) -> float | None:
        try:
            seconds = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else -1.0
        except (ValueError, OverflowError):
            seconds = -1.0
        if not 0 <= seconds < _LONGEST_WAIT:
            self._tell((key,), f"'{key}' is {show(value)}", "seconds, 0 for no limit", "")
        return seconds or None

    def _folder(self, key: str, value: object) -> Path | None:
        if isinstance(value, str | Path) and str(value).strip():
            return self._path(str(value))
        self._tell((key,), f"'{key}' is {show(value)}", "a folder", "")
        return None

    def _file(self, key: str, value: object) -> Path | None:
        if isinstance(value, str | Path) and str(value).strip():
            return self._path(str(value))
        self._tell((key,), f"'{key}' is {show(value)}", "a file", "")
        return None

    def _path(self, written: str) -> Path:
        return self.folder / written  # an absolute path stays as it is

    def _tell(self, path: KeyPath, message: str, expected: str, advice: str, *, at_key: bool = False) -> None:
        if self.document is None:
            self.problems.append(Problem(message, expected=expected, advice=advice))
            return
        problem = self.document.problem(path, message, expected=expected, advice=advice, at_key=at_key)
        self.problems.append(problem)


def _pair(entry: object) -> tuple[object, object]:
    if isinstance(entry, str):
        kind, _, file = entry.partition("=")
        return kind.strip(), file.strip()
    return tuple(entry) if isinstance(entry, list | tuple) and len(entry) == 2 else (None, None)
