"""Settings of a run: ``figcheck.yml``, or ``[tool.figcheck]`` in ``pyproject.toml``, under the command line.

The nearest file upwards from where figcheck is started counts, up to the root of the repository. Paths in
it are relative to it. This module knows what a setting may look like, not which rules or formats exist.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from figcheck.model import DEFAULT_HEDGES, SEVERITIES, Problem, Refused
from figcheck.yamlfile import Document, KeyPath, Spot, did_you_mean, parse_yaml, position, read_text, show

FailOn = Literal["note", "warning", "error", "never"]

FAIL_ON: tuple[str, ...] = (*SEVERITIES, "never")
CONFIG_NAMES = ("figcheck.yml", "figcheck.yaml")
_PYPROJECT = "pyproject.toml"
_RULE_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was told to do.

    ``rules`` holds packs by name, folders and files, empty for all shipped packs; ``select``/``ignore``
    hold rule ids; ``hedges`` is the name or the file of a hedge scheme; ``fail_on`` is the lowest severity that
    makes the exit code 1; ``out`` holds (format, file) pairs; ``config`` is the file that the settings came from.
    """

    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    hedges: str = DEFAULT_HEDGES
    fail_on: FailOn = "warning"
    output_format: str = "table"
    out: tuple[tuple[str, Path], ...] = ()
    out_dir: Path | None = None
    config: Path | None = None


KEYS: tuple[str, ...] = tuple(field.name for field in fields(Settings) if field.name != "config")


def load_settings(start: Path, config: Path | None = None, **overrides: object) -> Settings:
    """The settings of a run started in ``start``, a folder or file; ``config`` names the file to read.

    ``overrides`` are settings from the command line under the names of the fields; None and empty lists
    stand for "not given". Their paths are relative to the working directory. Raises Refused with every
    problem of the file and of the overrides, TypeError for an override that is no setting.
    """
    for name in overrides:
        if name not in KEYS:
            raise TypeError(f"{name!r} is no setting")
    path = config if config is not None else find_config(start)
    given = {name: value for name, value in overrides.items() if value is not None and value != () and value != []}
    problems: list[Problem] = []
    settings = Settings()
    if path is not None:
        try:
            settings = _from_file(path)
        except Refused as refused:
            problems.extend(refused.problems)
    reader = _Reader(None, Path())
    settings = replace(settings, **reader.values(given))
    problems.extend(reader.problems)
    if problems:
        raise Refused(*problems)
    return settings


def find_config(start: Path) -> Path | None:
    """The configuration file that holds for a folder or file, None when there is none up to the root.

    Raises Refused when one folder holds both ``figcheck.yml`` and ``figcheck.yaml``.
    """
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    for place in (folder, *folder.parents):
        found = [place / name for name in CONFIG_NAMES if (place / name).is_file()]
        if len(found) > 1:
            message = f"two configuration files in {show(place.as_posix())}: {' and '.join(CONFIG_NAMES)}"
            raise Refused(Problem(message, found[1].as_posix(), advice="remove one"))
        if found:
            return found[0]
        pyproject = place / _PYPROJECT
        if pyproject.is_file() and _concerns_us(pyproject):
            return pyproject
        if (place / ".git").exists():
            return None
    return None


def _concerns_us(pyproject: Path) -> bool:
    # A broken file that never names figcheck is its owner's trouble.
    text = read_text(pyproject)
    return "figcheck" in text and _table(pyproject, text) is not None


def _from_file(path: Path) -> Settings:
    name = path.as_posix()
    text = read_text(path)
    if path.suffix == ".toml":
        table = _table(path, text)
        if table is None:
            raise Refused(Problem(f"{show(name)} has no [tool.figcheck]", name, advice="add the table"))
        document = _toml_document(name, text, table)
    elif path.suffix in _RULE_SUFFIXES:
        document = parse_yaml(text, name)
    else:
        raise Refused(Problem(f"{show(name)} is no configuration file", name, expected="*.yml, *.yaml or *.toml"))
    data = document.data
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise Refused(document.problem((), f"{show(name)} holds {show(data)}", expected="a mapping of settings"))
    reader = _Reader(document, path.parent)
    values = reader.values(data)
    if reader.problems:
        raise Refused(*reader.problems)
    return replace(Settings(), config=path, **values)


class _Reader:
    """Turns given values into those of Settings; what is wrong goes to ``problems``.

    Without a document they come from the command line.
    """

    def __init__(self, document: Document | None, folder: Path) -> None:
        self.document = document
        self.folder = folder
        self.problems: list[Problem] = []

    def values(self, given: Mapping[str, object]) -> dict[str, Any]:
        readers: dict[str, Callable[[str, object], object]] = {
            "rules": self._rules,
            "select": self._words,
            "ignore": self._words,
            "hedges": self._scheme,
            "fail_on": self._fail_on,
            "output_format": self._word,
            "out": self._outputs,
            "out_dir": self._folder,
        }
        values: dict[str, Any] = {}
        for key, value in given.items():
            if key in readers:
                values[key] = readers[key](key, value)
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

    def _folder(self, key: str, value: object) -> Path | None:
        if isinstance(value, str | Path) and str(value).strip():
            return self._path(str(value))
        self._tell((key,), f"'{key}' is {show(value)}", "a folder", "")
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


# --- TOML, whose parser tells no positions ---


def _table(path: Path, text: str) -> object | None:
    """What stands under ``[tool.figcheck]``, None when nothing does. Raises Refused when it is not TOML."""
    name = path.as_posix()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        document = Document(name, text, None, {(): _spot(text, _error_offset(text, str(error)))}, {})
        reason = str(error).split(" (at ")[0]
        raise Refused(document.problem((), f"not TOML: {reason}")) from error
    except RecursionError as error:
        raise Refused(Problem(f"{show(name)} is nested too deeply", name)) from error
    tool = data.get("tool")
    return tool.get("figcheck") if isinstance(tool, dict) else None


def _error_offset(text: str, message: str) -> int:
    found = re.search(r"at line (\d+), column (\d+)", message)
    if found is None:
        return len(text)
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    return min(starts[min(int(found[1]), len(starts)) - 1] + int(found[2]) - 1, len(text))


def _toml_document(name: str, text: str, table: object) -> Document:
    """A Document with the places of the table's own keys, as far as they are written ``key = value``."""
    header = re.search(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*figcheck[ \t]*\]", text, re.MULTILINE)
    start = header.start() if header else max(text.find("figcheck"), 0)
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, header.end()) if header else None
    end = following.start() if following else len(text)
    values: dict[KeyPath, Spot] = {(): _spot(text, start)}
    keys: dict[KeyPath, Spot] = {}
    for key in table if isinstance(table, dict) else ():
        quoted = re.escape(key)
        written = re.compile(rf"""^[ \t]*(["']?{quoted}["']?)[ \t]*=[ \t]*""", re.MULTILINE)
        found = written.search(text, start, end) if header else None
        # A table of its own: [tool.figcheck.out]
        inner = re.compile(rf"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*figcheck[ \t]*\.[ \t]*({quoted})", re.MULTILINE)
        found = found or inner.search(text)
        if found:
            keys[(key,)] = _spot(text, found.start(1))
            values[(key,)] = _spot(text, found.end() if "=" in found[0] else found.start(1))
    return Document(name, text, table, values, keys)


def _spot(text: str, offset: int) -> Spot:
    return Spot(*position(text, offset), offset)
