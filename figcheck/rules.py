"""Rule files to Rule and Measure records: find the files, load them strictly, select from them.

A rules file is YAML: ``{version: 1, measures: {id: {...}}, rules: [...]}``; the language is in
``rulemodels``. A pack is a folder of such files. Loading tells all problems of all files at once, and one
problem refuses all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from figcheck.problems import Problem, Refused
from figcheck.rulemodels import (
    ANY_MEASURE,
    FALLBACK_MEASURE,
    Check,
    Grows,
    Measure,
    MeasureSpec,
    Rule,
    RulesFile,
    RuleTest,
    Tolerance,
    fill_message,
)
from figcheck.ruleproblems import problems_of, subject_of
from figcheck.shipped import shipped_rules_folder
from figcheck.wordlists import Addition
from figcheck.yamlfile import Document, KeyPath, did_you_mean, parse_yaml, read_text, show

__all__ = [
    "ANY_MEASURE",
    "FALLBACK_MEASURE",
    "Check",
    "Grows",
    "Measure",
    "Rule",
    "RuleTest",
    "Ruleset",
    "Tolerance",
    "fill_message",
    "load_rules",
    "resolve",
    "select",
    "shipped_packs",
    "shipped_rules_folder",
    "unknown_rule",
    "written_ids",
]

_NO_PACKS = frozenset({"lexicon", "hedges"})  # lie among the packs and hold words and hedge schemes, no rules
_SUFFIXES = (".yaml", ".yml")
_OWN_KEYS = frozenset(("id", "extends", "tests"))  # of a rule, which one that extends it does not take over


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The measures by id, the rules in the order of their ids, what is not wrong but should be better, and what the
    files add to the lexicon."""

    measures: dict[str, Measure]
    rules: tuple[Rule, ...]
    warnings: tuple[Problem, ...] = ()
    additions: tuple[Addition, ...] = ()


class _Loaded(NamedTuple):
    path: Path
    document: Document
    spec: RulesFile | None  # None when the models refused the file


# --- files ---


def shipped_packs() -> dict[str, list[Path]]:
    """The files of every shipped pack, by the pack's name."""
    packs: dict[str, list[Path]] = {}
    for path in _files_in(shipped_rules_folder()):
        packs.setdefault(path.parent.name, []).append(path)
    return packs


def resolve(names: Sequence[str]) -> list[Path]:
    """The rule files that ``--rules`` names (shipped pack, folder, file), each once, in the order named.

    A plain word is a shipped pack first and a folder of the working directory second; ``./polls`` is the
    folder. Raises Refused for an unknown pack, a missing path, a file that is no YAML, and a folder without
    rules.
    """
    packs = shipped_packs()
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for name in names:
        path = Path(name)
        files: list[Path] = []
        if name in packs:
            files = packs[name]
        elif path.is_dir():
            files = list(_files_in(path))
            if not files:
                problems.append(Problem(f"the folder {show(name)} holds no rule files", expected="*.yaml files"))
        elif path.is_file() and path.suffix in _SUFFIXES:
            files = [path]
        elif path.is_file():
            problems.append(Problem(f"{show(name)} is not a rules file", expected="a file ending in .yaml or .yml"))
        elif "/" in name or "\\" in name or path.suffix in _SUFFIXES:
            problems.append(Problem(f"there is no rules file or folder {show(name)}"))
        else:
            problems.append(
                Problem(
                    f"unknown rule pack {show(name)}",
                    expected="a pack (" + ", ".join(sorted(packs)) + "), a folder, or a .yaml file",
                    advice=did_you_mean(name, packs),
                )
            )
        for file in files:
            found.setdefault(file.resolve(), file)
    if problems:
        raise Refused(*problems)
    return list(found.values())


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if _NO_PACKS.intersection(inner[:-1]) or any(part.startswith(".") for part in inner):
            continue
        if path.suffix in _SUFFIXES and path.is_file():
            yield path


# --- loading ---


def load_rules(paths: Sequence[Path] | None = None, *, measures_from: Sequence[Path] | None = None) -> Ruleset:
    """The rules and measures of the files; None loads the shipped packs.

    Files named by the user may use and extend the measures of ``measures_from``, whose rules stay out; None
    stands for the shipped packs, ``()`` for nothing. Raises Refused with every problem of every file: YAML,
    keys, types, unknown measures, ids used twice, message fields.
    """
    shipped = [file for files in shipped_packs().values() for file in files]
    files = shipped if paths is None else list(paths)
    known = shipped if measures_from is None else list(measures_from)
    by_place = {file.resolve(): file for file in reversed(files)}  # a file named twice is loaded once
    files = list(reversed(by_place.values()))
    known = [file for file in known if file.resolve() not in by_place]
    problems: list[Problem] = []
    documents = {file: document for file in [*known, *files] if (document := _read(file, problems)) is not None}
    parents = _Parents(documents.values())
    base = [_load(file, documents[file], problems, base=True) for file in known if file in documents]
    own = [_load(file, documents[file], problems, parents) for file in files if file in documents]
    problems += parents.problems(entry.document for entry in own)
    problems += _ids_twice(own)
    if len(base) + len(own) == len(known) + len(files):  # an unread file may define what seems unknown
        problems += _untitled_measures([*base, *own])
        problems += _unknown_measures(own, base)
    if problems:
        order = {file.as_posix(): index for index, file in enumerate([*known, *files])}
        last = float("inf")  # what is told of a whole file comes behind its lines
        problems.sort(key=lambda it: (order.get(it.file or "", -1), it.line or last, it.column or 0))
        raise Refused(*problems)
    rules = sorted((rule for entry in own for rule in _rules(entry)), key=lambda rule: rule.id)
    warnings = [problem for entry in own for problem in _untested(entry)]
    additions = [row for entry in own if entry.spec is not None for row in entry.spec.lexicon.additions()]
    if not rules and not additions:  # a file of names and places alone is one to name beside others
        warnings.insert(0, Problem("no rules: nothing will be compared"))
    return Ruleset(_merged([*base, *own]), tuple(rules), tuple(warnings), tuple(dict.fromkeys(additions)))


def _read(path: Path, problems: list[Problem]) -> Document | None:
    """The file; None when it is no YAML, which goes to ``problems``."""
    try:
        return _document(path)
    except Refused as refused:
        problems.extend(refused.problems)
        return None


def _document(path: Path) -> Document:
    return _parsed(read_text(path), path.as_posix())


# The shipped packs are loaded several times: beside a user's files, for the ids they know, for each draft of a rule.
@functools.lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Document:
    return parse_yaml(text, name)


def _load(
    path: Path, document: Document, problems: list[Problem], parents: _Parents | None = None, *, base: bool = False
) -> _Loaded:
    """A file as the models read it; what is wrong with it goes to ``problems``."""
    data = document.data
    if base and isinstance(data, dict):
        data = {key: value for key, value in data.items() if key != "rules"}
    elif parents is not None:
        data = parents.filled(data)
    try:
        return _Loaded(path, document, RulesFile.model_validate(data))
    except ValidationError as error:
        problems.extend(problems_of(document, error))
        return _Loaded(path, document, None)


class _Parents:
    """The rules of all files as they are written, by id, for those that extend another."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._rules: dict[str, dict[str, Any]] = {}
        for document in documents:
            for _, rule in _raw_rules(document):
                if isinstance(rule.get("id"), str):
                    self._rules.setdefault(rule["id"], rule)

    def filled(self, data: Any) -> Any:
        """The data of a file in which a rule that extends another has the keys that it does not write itself."""
        if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
            return data
        rules = [self._filled(rule) if isinstance(rule, dict) else rule for rule in data["rules"]]
        return {**data, "rules": rules}

    def problems(self, documents: Iterable[Document]) -> Iterator[Problem]:
        """Rules that extend one that is not there, or in a circle."""
        for document in documents:
            for path, rule in _raw_rules(document):
                name = rule.get("extends")
                if not isinstance(name, str):
                    continue
                here, owner = (*path, "extends"), subject_of(document, path)
                if name not in self._rules:
                    advice = did_you_mean(name, self._rules) or "`figcheck rules list` shows all"
                    yield document.problem(here, f"{owner} extends {show(name)}, which no file has", advice=advice)
                elif self._is_circle(rule):
                    yield document.problem(here, f"{owner} extends itself, in a circle", advice="remove one 'extends:'")

    def _chain(self, rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The rules that a rule extends, nearest first; of a circle each once."""
        seen = [rule]
        while True:
            name = rule.get("extends")
            parent = self._rules.get(name) if isinstance(name, str) else None
            if parent is None or any(parent is other for other in seen):
                return
            yield parent
            seen.append(parent)
            rule = parent

    def _is_circle(self, rule: dict[str, Any]) -> bool:
        last = [rule, *self._chain(rule)][-1]
        return isinstance(last.get("extends"), str) and last["extends"] in self._rules

    def _filled(self, rule: dict[str, Any]) -> dict[str, Any]:
        filled = dict(rule)
        for parent in self._chain(rule):
            filled = {**{k: v for k, v in parent.items() if k not in _OWN_KEYS}, **filled}
        return filled


def _merged(entries: Iterable[_Loaded]) -> dict[str, Measure]:
    """Every measure with the words of all files, by id; single values are those of the last file."""
    fields: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for measure_id, spec in (entry.spec.measures if entry.spec else {}).items():
            _extend(fields.setdefault(measure_id, {}), spec)
    return {measure_id: Measure(id=measure_id, **fields[measure_id]) for measure_id in sorted(fields)}


def _extend(fields: dict[str, Any], spec: MeasureSpec) -> None:
    for name in spec.model_fields_set:
        value, before = getattr(spec, name), fields.get(name)
        if isinstance(value, tuple) and before:
            fields[name] = tuple(dict.fromkeys([*before, *value]))
        elif isinstance(value, dict) and before:
            joined = {kind: (*before.get(kind, ()), *value.get(kind, ())) for kind in before | value}
            fields[name] = {kind: tuple(dict.fromkeys(words)) for kind, words in joined.items()}
        elif value is not None:
            fields[name] = value


def written_ids(paths: Iterable[Path]) -> set[str] | None:
    """The ids of rules as files write them, whatever else is wrong there; None where a file cannot be read as YAML."""
    try:
        documents = [_document(path) for path in paths]
    except Refused:
        return None
    listed = (rule.get("id") for document in documents for _, rule in _raw_rules(document))
    return {name for name in listed if isinstance(name, str)}


def _rules(entry: _Loaded) -> Iterator[Rule]:
    pack, file = entry.path.resolve().parent.name, entry.document.name
    for index, spec in enumerate(entry.spec.rules if entry.spec else ()):
        line, _ = entry.document.where(("rules", index))
        fields = {name: getattr(spec, name) for name in spec.model_fields_set}
        yield Rule.model_construct(spec.model_fields_set, **fields, pack=pack, file=file, line=line)


# --- what only several entries together show ---


def _raw(document: Document, key: str) -> Any:
    return document.data.get(key) if isinstance(document.data, dict) else None


def _raw_rules(document: Document) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    listed = _raw(document, "rules")
    for index, rule in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(rule, dict):
            yield ("rules", index), rule


def _raw_measures(document: Document) -> dict[str, Any]:
    listed = _raw(document, "measures")
    return listed if isinstance(listed, dict) else {}


def _untitled_measures(entries: Iterable[_Loaded]) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        for measure_id, fields in _raw_measures(entry.document).items():
            path: KeyPath = ("measures", measure_id)
            if measure_id == ANY_MEASURE:
                yield entry.document.problem(path, "no measure can be called 'any'", at_key=True)
            elif measure_id not in seen and isinstance(fields, dict) and fields.get("title") is None:
                near = did_you_mean(measure_id, seen)
                message = f"measure {show(measure_id)} has no 'title', and no earlier file defines it"
                yield entry.document.problem(path, message, advice=near or "add 'title:'", at_key=True)
            seen.add(measure_id)


def _ids_twice(entries: Iterable[_Loaded]) -> Iterator[Problem]:
    first: dict[str, Problem] = {}
    for entry in entries:
        for path, rule in _raw_rules(entry.document):
            yield from _names_twice(entry.document, path, rule)
            rule_id = rule.get("id")
            if not isinstance(rule_id, str):
                continue
            here = entry.document.problem((*path, "id"), f"rule id {show(rule_id)} is used twice")
            before = first.setdefault(rule_id, here)
            if before is not here:
                place = f"{before.file}:{before.line}:{before.column}"
                shown = f"{place}\n{before.excerpt}\n{here.file}:{here.line}:{here.column}\n{here.excerpt}"
                advice = "rename one; to leave a shipped rule out, list it under 'ignore'"
                yield replace(here, message=f"{here.message}; first at {place}", advice=advice, excerpt=shown)


def _names_twice(document: Document, path: KeyPath, rule: dict[str, Any]) -> Iterator[Problem]:
    """Tests of one name in a rule, articles of one id in a test: a report could not tell them apart."""
    tests = rule.get("tests")
    if not isinstance(tests, list):
        return
    for at, _ in _repeated(tests, "name"):
        here = (*path, "tests", at, "name")
        yield document.problem(here, f"a second test of this name in {subject_of(document, path)}", advice="rename it")
    for index, test in enumerate(tests):
        articles = test.get("articles") if isinstance(test, dict) else None
        for at, _ in _repeated(articles if isinstance(articles, list) else [], "id"):
            here = (*path, "tests", index, "articles", at, "id")
            yield document.problem(here, "a second article of this id in the test", advice="rename it")


def _repeated(items: list[Any], key: str) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        name = item.get(key) if isinstance(item, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield index, name
            seen.add(name)


def _unknown_measures(own: list[_Loaded], base: list[_Loaded]) -> Iterator[Problem]:
    known = {ANY_MEASURE, FALLBACK_MEASURE}
    for entry in [*base, *own]:
        known.update(_raw_measures(entry.document))
    for entry in own:
        for path, rule in _raw_rules(entry.document):
            measure = rule.get("measure")
            listed = enumerate(measure) if isinstance(measure, list) else [(None, measure)]
            for index, name in listed:
                if not isinstance(name, str) or name in known:
                    continue
                at = (*path, "measure") if index is None else (*path, "measure", index)
                yield entry.document.problem(
                    at,
                    f"unknown measure {show(name)} in {subject_of(entry.document, path)}",
                    expected="a measure that a file defines: " + ", ".join(sorted(known)[:40]),
                    advice=did_you_mean(name, known),
                )


def _untested(entry: _Loaded) -> Iterator[Problem]:
    for index, rule in enumerate(entry.spec.rules if entry.spec else ()):
        counted = [test for test in rule.tests if not test.todo]
        missing = []
        if not any(test.expect for test in counted):
            missing.append("no test in which it fires")
        if all(test.expect for test in counted):
            missing.append("no near miss on which it stays silent ('expect: []')")
        if missing:
            message = f"rule {show(rule.id)} has " + " and ".join(missing)
            yield entry.document.problem(("rules", index, "id"), message, advice="add one under 'tests'")


# --- selection ---


def select(
    ruleset: Ruleset,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend: Iterable[str] = (),
    places: Mapping[tuple[str, str], tuple[Document, KeyPath]] | None = None,
    extend_ignore: Iterable[str] = (),
) -> Ruleset:
    """The ruleset with only the rules selected (none named: all) and without those ignored; measures stay.

    ``extend`` adds rules: to those selected, and from the shipped packs where the ruleset has none of that id. What is
    ignored, by either list, stays out; a shipped rule may be ignored though the ruleset has it not. Raises Refused for
    ids that no rule has, and when no rule is left; ``places`` says where a file names an id, by setting and id.
    """
    wanted, added = list(select), list(extend)
    ignored, ignored_too = list(ignore), list(extend_ignore)
    unwanted = [*ignored, *ignored_too]
    ids = {rule.id for rule in ruleset.rules}
    foreign = not ids.issuperset((*added, *unwanted))
    others = {rule.id: rule for rule in load_rules().rules if rule.id not in ids} if foreign else {}
    beside = tuple(others[name] for name in dict.fromkeys(added) if name in others)
    known = ids | {rule.id for rule in beside}
    problems = [
        unknown_rule(name, option, choices, (places or {}).get((option, name)))
        for option, names, choices in (
            ("select", wanted, ids),
            ("ignore", ignored, ids | set(others)),  # a desk may ignore what single runs do not even read
            ("extend_ignore", ignored_too, ids | set(others)),
            ("extend_select", added, ids | set(others)),
        )
        for name in names
        if name not in choices
    ]
    if problems:
        raise Refused(*problems)
    chosen = {*wanted, *added} if wanted else known
    everything = sorted((*ruleset.rules, *beside), key=lambda rule: rule.id)
    kept = tuple(rule for rule in everything if rule.id in chosen and rule.id not in unwanted)
    if not kept and (wanted or unwanted):
        raise Refused(Problem("no rule is left after select and ignore", advice="select or keep at least one"))
    dropped = {(rule.file, rule.line) for rule in ruleset.rules} - {(rule.file, rule.line) for rule in kept}
    warnings = tuple(it for it in ruleset.warnings if (it.file, it.line) not in dropped)
    return replace(ruleset, rules=kept, warnings=warnings)


def unknown_rule(name: str, option: str, choices: set[str], place: tuple[Document, KeyPath] | None) -> Problem:
    """The Problem that a setting names a rule that is none of the choices; ``place`` is where a file names it."""
    if option == "select" and any(rule.id == name for rule in load_rules().rules):
        advice = f"it ships, but other rules were named: add it with extend_select, or --extend-select {name}"
    else:
        advice = did_you_mean(name, choices)
    message = f"unknown rule {show(name)} in {option}"
    return place[0].problem(place[1], message, advice=advice) if place else Problem(message, advice=advice)
