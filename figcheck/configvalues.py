"""Reads the values of settings, from a file or the command line, and says what is wrong with each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from figcheck.findings import SEVERITIES
from figcheck.limits import ENGINES, MAX_BYTES, MOST_JOBS, UPDATES, read_size
from figcheck.problems import Problem
from figcheck.yamlfile import Document, KeyPath, did_you_mean, show

if TYPE_CHECKING:
    from figcheck.overrides import Override

FAIL_ON: Final[tuple[str, ...]] = (*SEVERITIES, "never")
CONFIG_SUFFIXES: Final = (".yml", ".yaml")
_LONGEST_WAIT: Final = 1e7  # seconds


class Reader:
    """Turns given values into those of Settings; what is wrong goes to ``problems``, the settings to ``wrong``.

    Without a document they come from the command line.
    """

    def __init__(self, document: Document | None, folder: Path, keys: Sequence[str]) -> None:
        """``keys`` are those that a file may have, in the order in which they are told."""
        self.document = document
        self.folder = folder
        self.keys = keys
        self.problems: list[Problem] = []
        self.wrong: set[str] = set()

    def values(self, given: Mapping[str, object]) -> dict[str, Any]:
        """The values of those that are right, under their keys."""
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
            "jobs": self._jobs,
            "engine": self._engine,
            "scheduler": self._word,
            "ledger": self._file,
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
                expected = ", ".join(self.keys)
                self._tell((key,), f"unknown setting {show(key)}", expected, did_you_mean(key, self.keys), at_key=True)
        return values

    def _rules(self, key: str, value: object) -> tuple[str, ...]:
        return tuple(self._name_or_path(word) for word in self._words(key, value))

    def _scheme(self, key: str, value: object) -> str:
        return self._name_or_path(self._word(key, value))

    def _name_or_path(self, word: str) -> str:
        # A plain word is a pack or scheme; only what looks like a path is taken from the folder of the configuration.
        looks_like_path = "/" in word or "\\" in word or word.endswith(CONFIG_SUFFIXES)
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
        return self._one_of(key, value, FAIL_ON)

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
        return self._one_of(key, value, UPDATES)

    def _engine(self, key: str, value: object) -> str:
        return self._one_of(key, value, ENGINES)

    def _one_of(self, key: str, value: object, allowed: Sequence[str]) -> str:
        if value not in allowed:
            advice = did_you_mean(value, allowed) if isinstance(value, str) else ""
            self._tell((key,), f"'{key}' is {show(value)}", ", ".join(allowed), advice)
            return allowed[0]
        return str(value)

    def _jobs(self, key: str, value: object) -> int | None:
        if value == "auto":
            return None
        count = int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value) < 6 else value
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_JOBS:
            self._tell((key,), f"'{key}' is {show(value)}", f"a whole number up to {MOST_JOBS}, or auto", "")
            return None
        return count

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
