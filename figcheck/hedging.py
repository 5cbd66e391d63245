"""Hedge schemes: what interval a printed number asserts under a hedge, and what vague words stand for.

A scheme is a YAML file: one that comes with figcheck (rules/hedges/) or one of the user's own, which may extend
another. How an interval is formed is a closed vocabulary, so a scheme runs no code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from figcheck.expressions import expression
from figcheck.intervals import INFINITY, UNBOUNDED_BELOW, Reading
from figcheck.model import Hedge
from figcheck.problems import Problem, Refused
from figcheck.shipped import shipped_rules_folder
from figcheck.yamlfile import Document, KeyPath, did_you_mean, read_yaml, show

# What a scheme gives ends to. "nearly" is the approx of the words for just below ("almost", "close to").
HEDGED: Final = ("approx", "nearly", "at_least", "more_than", "at_most", "less_than", "range")

KEYS: Final = ("version", "title", "why", "extends", "hedges", "vague")

Vague = Mapping[str, tuple[Decimal | None, Decimal | None]]

_FOLDER: Final = "hedges"
_SUFFIXES: Final = (".yaml", ".yml")
_LONGEST_CHAIN: Final = 10
_PHRASE: Final = expression(r"[a-z]+(?:[ '-][a-z]+)*")
_SHARE: Final = expression(r"([0-9]{1,4}(?:\.[0-9]{1,4})?) ?%(?: (below|above))?")
_MOST_BELOW, _MOST_ABOVE = 100, 1000


class End(NamedTuple):
    """One end of an interval, seen from the printed number: that many times it away, left out or not, or open."""

    share: Decimal = Decimal(0)
    left_out: bool = False
    open: bool = False


class Ends(NamedTuple):
    """Both ends of the interval that a hedge makes of a printed number."""

    low: End
    high: End


_PRINTED: Final = End()
_OPEN: Final = End(open=True)
_BESIDE: Final = End(left_out=True)
_SHORT: Final = {"printed": Ends(_PRINTED, _PRINTED), "floor": Ends(_PRINTED, _OPEN)}
_EXPECTED: Final = {
    "low": "printed, above, open, or a share such as 10% below",
    "high": "printed, below, open, or a share such as 10% above",
}


@dataclass(frozen=True, slots=True)
class HedgeScheme:
    """How the hedges of one run are read.

    ``name`` is that of a shipped scheme, or the file name of the user's own. ``ends`` has an entry for each of
    HEDGED. ``vague`` maps a lower-case phrase to its low and high end, None where it leaves a side open.
    """

    name: str
    title: str
    ends: Mapping[str, Ends] = field(hash=False)
    vague: Vague = field(hash=False)
    why: str = ""

    def read(self, reading: Reading, hedge: Hedge, nearly: bool = False) -> Reading:
        """The interval that a printed number or range asserts under a hedge.

        ``nearly`` tells "nearly 50" from "about 50", which are both approx. Only under the hedge ``range`` is a reading
        without a point changed. Exact numbers and vague words, whose bounds are in ``vague``, come back as they are.
        """
        point = reading.point
        if hedge == "range":
            low, high = reading.low, reading.high
        elif point is None or hedge in ("exact", "vague"):
            return reading
        else:
            low = high = point
        ends = self.ends["nearly" if nearly and hedge == "approx" else hedge]
        return Reading(
            UNBOUNDED_BELOW if ends.low.open else low - abs(low) * ends.low.share,
            INFINITY if ends.high.open else high + abs(high) * ends.high.share,
            ends.low.left_out,
            ends.high.left_out,
            point,
            reading.precision,
        )


def shipped_schemes() -> dict[str, Path]:
    """The files of the schemes that come with figcheck, by name."""
    return {file.stem: file for file in sorted((shipped_rules_folder() / _FOLDER).glob("*.yaml"))}


def load_scheme(name_or_path: str | Path) -> HedgeScheme:
    """The scheme of a name ("stated") or of a file; what ends in .yaml or .yml, or holds a slash, is a file.

    Raises problems.Refused with every problem of the file and of those it extends, or for a name or file that is none.
    """
    file = _file(name_or_path)
    return _shipped(file) if _is_shipped(file) else _load(file, ())


# --- files ---


@lru_cache(maxsize=16)  # these do not change while figcheck runs; the user's own may
def _shipped(file: Path) -> HedgeScheme:
    return _load(file, ())


def _is_shipped(file: Path) -> bool:
    return file.parent == shipped_rules_folder() / _FOLDER


def _file(name_or_path: str | Path) -> Path:
    name, path, shipped = str(name_or_path), Path(name_or_path), shipped_schemes()
    if name in shipped:
        return shipped[name]
    if path.suffix in _SUFFIXES and path.is_file():
        return path
    if isinstance(name_or_path, Path) or "/" in name or "\\" in name or path.suffix in _SUFFIXES:
        if path.is_file():
            raise Refused(Problem(f"{show(name)} is no hedge scheme", expected="a file ending in .yaml or .yml"))
        advice = did_you_mean(path.stem, shipped)
        raise Refused(Problem(f"there is no hedge scheme {show(name)}", expected=_schemes(shipped), advice=advice))
    message = f"unknown hedge scheme {show(name)}"
    raise Refused(Problem(message, expected=_schemes(shipped), advice=did_you_mean(name, shipped)))


def _schemes(shipped: Mapping[str, Path]) -> str:
    return f"{', '.join(shipped)}, or a .yaml file"


def _load(file: Path, above: tuple[Path, ...]) -> HedgeScheme:
    """The scheme of a file; ``above`` are the files that extend it, the first named first."""
    document = read_yaml(file)
    reader = _Reader(document)
    data = reader.mapping((), document.data, KEYS, "the file")
    problems = reader.problems
    base = None
    if "extends" in data:
        try:
            base = _extended(document, data["extends"], file, above)
        except Refused as refused:
            problems.extend(refused.problems)
    reader.head(data)
    ends, vague = reader.ends(data), reader.vague(data)
    if "extends" not in data:
        reader.complete(data, ends)
    if problems:
        raise Refused(*problems)
    return HedgeScheme(
        name=file.stem if _is_shipped(file) else file.name,
        title=data["title"],
        why=data.get("why", ""),
        ends={**(base.ends if base else {}), **ends},
        vague={**(base.vague if base else {}), **vague},
    )


def _extended(document: Document, given: object, file: Path, above: tuple[Path, ...]) -> HedgeScheme:
    """The scheme named under ``extends``; a file is looked for beside the one that names it."""
    at: KeyPath = ("extends",)
    if not isinstance(given, str) or not given.strip():
        raise Refused(document.problem(at, f"'extends' is {show(given)}", expected="the name of a scheme, or a file"))
    is_file = "/" in given or "\\" in given or given.endswith(_SUFFIXES)
    try:
        other = _file(file.parent / given if is_file else given)
    except Refused as refused:
        (problem,) = refused.problems
        told = document.problem(at, problem.message, expected=problem.expected, advice=problem.advice)
        raise Refused(told) from refused
    chain = (*above, file)
    if other.resolve() in [one.resolve() for one in chain]:
        message = f"{show(given)} extends this scheme, directly or over others"
        raise Refused(document.problem(at, message, advice="let one of them extend nothing"))
    if len(chain) == _LONGEST_CHAIN:
        raise Refused(document.problem(at, f"more than {_LONGEST_CHAIN} schemes extend one another"))
    return _load(other, chain)


# --- the YAML of a scheme ---


class _Reader:
    """Turns the data of one file into the parts of a scheme; what is wrong goes to ``problems``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def mapping(self, path: KeyPath, given: object, keys: tuple[str, ...], subject: str) -> dict[str, Any]:
        """The entries of a mapping under known keys; empty where it is none."""
        if not isinstance(given, dict):
            told = f"'{path[-1]}' is {show(given)}" if path else f"{subject} holds {show(given)}"
            self._tell(path, told, "a mapping")
            return {}
        for key in given:
            if key not in keys:
                message = f"unknown key {show(key)} in {subject}"
                self._tell((*path, key), message, ", ".join(keys), did_you_mean(key, keys), at_key=True)
        return {key: value for key, value in given.items() if key in keys}

    def head(self, data: Mapping[str, Any]) -> None:
        """Checks version, title and why."""
        if not isinstance(self.document.data, dict):
            return
        version = data.get("version")
        if "version" not in data:
            self._tell((), "the file has no 'version'", "", "add 'version: 1'")
        elif version != 1 or isinstance(version, bool | float):
            self._tell(("version",), f"'version' is {show(version)}", "1", "write 'version: 1'")
        if "title" not in data:
            self._tell((), "the file has no 'title'", "", "add 'title:'")
        for key in ("title", "why"):
            if key in data and (not isinstance(data[key], str) or not data[key].strip()):
                self._tell((key,), f"'{key}' is {show(data[key])}", "text")

    def complete(self, data: Mapping[str, Any], ends: Mapping[str, Ends]) -> None:
        """Checks that a scheme that extends nothing says everything."""
        if not isinstance(self.document.data, dict):
            return
        given = data.get("hedges")
        missing = [name for name in HEDGED if name not in ends and not (isinstance(given, dict) and name in given)]
        lacking = [f"hedges: {', '.join(missing)}"] if missing else []
        lacking += ["vague"] if "vague" not in data else []
        if lacking:
            message = f"the scheme lacks {'; '.join(lacking)}, and extends no other"
            self._tell((), message, "", "add them, or 'extends: interval'")

    def ends(self, data: Mapping[str, Any]) -> dict[str, Ends]:
        """The ends for each hedge that the file names."""
        found: dict[str, Ends] = {}
        given = self.mapping(("hedges",), data["hedges"], HEDGED, "'hedges'") if "hedges" in data else {}
        for name, value in given.items():
            path: KeyPath = ("hedges", name)
            if isinstance(value, str) and value in _SHORT:
                found[name] = _SHORT[value]
            elif isinstance(value, dict):
                ends = self._both(path, value)
                if ends is not None:
                    found[name] = ends
            else:
                expected = "printed, floor, or both ends as in {low: 10% below, high: 10% above}"
                near = did_you_mean(value, _SHORT) if isinstance(value, str) else ""
                self._tell(path, f"'{name}' is {show(value)}", expected, near)
        return found

    def _both(self, path: KeyPath, value: Mapping[str, Any]) -> Ends | None:
        given = self.mapping(path, value, ("low", "high"), f"'{path[-1]}'")
        low, high = (self._end((*path, side), given[side]) if side in given else None for side in ("low", "high"))
        for side in ("low", "high"):
            if side not in given:
                self._tell(path, f"'{path[-1]}' has no '{side}'", "", f"add '{side}:'")
        if low is None or high is None:
            return None
        narrow = not (low.open or high.open or low.share or high.share) and (low.left_out or high.left_out)
        if narrow and path[-1] != "range":  # the two ends of a range are apart anyway
            self._tell(path, f"no number is left between the ends of '{path[-1]}'", "an interval", "widen one of them")
            return None
        return Ends(low, high)

    def _end(self, path: KeyPath, value: object) -> End | None:
        """The end that a word or a share tells."""
        side = str(path[-1])
        away, toward, most = ("below", "above", _MOST_BELOW) if side == "low" else ("above", "below", _MOST_ABOVE)
        told = {"printed": _PRINTED, "open": _OPEN, toward: _BESIDE}
        if isinstance(value, str) and value in told:
            return told[value]
        found = _SHARE.fullmatch(value) if isinstance(value, str) else None
        message, advice = f"'{side}' of '{path[-2]}' is {show(value)}", ""
        if found is not None:
            share = Decimal(found[1])
            if found[2] == away and 0 < share <= most:
                return End(share / 100)
            advice = "write printed" if share == 0 else "" if share > most else f"write {found[1]}% {away}"
            message += f": at most {most}%" if share > most else ""
        elif isinstance(value, str):
            advice = did_you_mean(value, told)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            advice = f"write {value}% {away}"
        self._tell(path, message, _EXPECTED[side], advice)
        return None

    def vague(self, data: Mapping[str, Any]) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """The table of vague words."""
        given = data.get("vague", {})
        if not isinstance(given, dict):
            self._tell(("vague",), f"'vague' is {show(given)}", "a mapping, as in {dozens: [24, 99]}")
            return {}
        if not given and "vague" in data:
            self._tell(("vague",), "'vague' is empty", "words with their bounds, as in {dozens: [24, 99]}")
        return dict(self._rows(given))

    def _rows(self, given: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Decimal | None, Decimal | None]]]:
        for phrase, value in given.items():
            path: KeyPath = ("vague", phrase)
            if not _PHRASE.fullmatch(phrase):
                better = " ".join(phrase.lower().split())
                advice = f"write {better}" if better != phrase and _PHRASE.fullmatch(better) else ""
                self._tell(path, f"{show(phrase)} is no vague word", "words in small letters", advice, at_key=True)
            expected = "[low, high], with null for a side left open"
            if not isinstance(value, list) or len(value) != 2:
                number = isinstance(value, int | float) and not isinstance(value, bool)
                advice = f"write [{value}, {value}], or [{value}, null] for a floor" if number else ""
                self._tell(path, f"'{phrase}' is {show(value)}", expected, advice)
                continue
            bad = [index for index, item in enumerate(value) if not _is_bound(item)]
            for index in bad:
                self._tell(
                    (*path, index), f"an end of '{phrase}' is {show(value[index])}", "a number from 0 on, or null"
                )
            if bad:
                continue
            low, high = (None if item is None else Decimal(str(item)) for item in value)
            if low is None and high is None:
                self._tell(path, f"'{phrase}' leaves both sides open", "a number for one side at least")
            elif low is not None and high is not None and low > high:
                self._tell(path, f"the low end of '{phrase}' is above the high one", expected, f"write [{high}, {low}]")
            else:
                yield phrase, (low, high)

    def _tell(self, path: KeyPath, message: str, expected: str = "", advice: str = "", *, at_key: bool = False) -> None:
        problem = self.document.problem(path, message, expected=expected, advice=advice, at_key=at_key)
        self.problems.append(problem)


def _is_bound(item: object) -> bool:
    return item is None or (isinstance(item, int | float) and not isinstance(item, bool) and item >= 0)
