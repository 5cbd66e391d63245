"""What the models refuse, told as Problems: where it stands, what was expected, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from figcheck.problems import Problem
from figcheck.ruleconditions import Escalate, Find, Scope, Sources, Unless
from figcheck.rulelexicon import LexiconSpec, Places
from figcheck.rulemodels import (
    CHECKS,
    MESSAGE_FIELDS,
    Expected,
    MeasureSpec,
    RuleOverride,
    RulesFile,
    RuleSpec,
    RuleTest,
    SampleArticle,
    Tolerance,
    message_faults,
)
from figcheck.rulevalues import Strict
from figcheck.yamlfile import Document, KeyPath, did_you_mean, show

# Which model reads the mapping at a key path; list indexes left out, "*" for the id of a measure, or of
# the rule that a configuration overrides.
_MODELS: dict[tuple[str, ...], type[Strict]] = {
    (): RulesFile,
    ("measures", "*"): MeasureSpec,
    ("lexicon",): LexiconSpec,
    ("lexicon", "places"): Places,
    ("rules",): RuleSpec,
    ("rules", "tolerance"): Tolerance,
    ("rules", "find"): Find,
    ("rules", "sources"): Sources,
    ("rules", "scope"): Scope,
    ("rules", "unless"): Unless,
    ("rules", "escalate"): Escalate,
    ("rules", "tests"): RuleTest,
    ("rules", "tests", "articles"): SampleArticle,
    ("rules", "tests", "expect"): Expected,
    ("overrides", "*"): RuleOverride,
    ("overrides", "*", "tolerance"): Tolerance,
}
_WANTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_type": "true or false",
    "int_type": "a whole number",
}


def problems_of(document: Document, error: ValidationError) -> list[Problem]:
    """The Problems of a rules file that ``RulesFile`` refused, one for each thing wrong."""
    problems: list[Problem] = []
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # pydantic counts only good items; the bad ones are told by themselves
        if _is_inherited(document, detail["loc"]):
            continue  # told where the rule that is extended writes it, or that there is no such rule
        problems.extend(_problems(document, detail["type"], detail["loc"], detail["input"], detail.get("ctx", {})))
    return problems


def _is_inherited(document: Document, loc: Sequence[str | int]) -> bool:
    """True for what a rule does not write itself but takes over from the one that it extends."""
    if len(loc) < 3 or loc[0] != "rules":
        return False
    rule = _value(document.data, _path(document.data, loc[:2]))
    return isinstance(rule, dict) and isinstance(rule.get("extends"), str) and loc[2] not in rule


def subject_of(document: Document, path: KeyPath) -> str:
    """What a key path leads to, in words: "rule 'x'", "check of rule 'x'", "the file"."""
    names = [str(step) for step in path if isinstance(step, str)]
    if names[:1] == ["lexicon"]:
        return "the lexicon" if len(names) == 1 else f"{show(names[1])} of the lexicon"
    if names[:1] == ["measures"]:
        return f"measure {show(names[1])}" if len(names) > 1 else "the file"
    if names[:1] == ["overrides"] and len(names) > 1:
        return f"{'tolerance of ' * (len(names) > 2)}override of rule {show(names[1])}"
    if names[:1] != ["rules"] or len(path) < 2:
        return "the file"
    rule = _value(document.data, path[:2])
    rule_id = rule.get("id") if isinstance(rule, dict) else None
    owner = f"rule {show(rule_id)}" if isinstance(rule_id, str) else f"rule number {int(path[1]) + 1}"
    parts = {"articles": "article", "expect": "expectation"} | {
        name: name for name in ("check", "tolerance", "find", "sources", "scope", "unless", "escalate")
    }
    if len(names) > 1 and names[1] == "tests" and len(path) > 3:
        test = _value(document.data, path[:4])
        name = test.get("name") if isinstance(test, dict) else None
        owner = f"test {show(name) if isinstance(name, str) else f'number {int(path[3]) + 1}'} of {owner}"
        names = names[1:]
    return f"{parts[names[1]]} of {owner}" if len(names) > 1 and names[1] in parts else owner


def _problems(
    document: Document, kind: str, loc: Sequence[str | int], given: Any, context: dict[str, Any]
) -> list[Problem]:
    path = _path(document.data, loc)
    subject = subject_of(document, path[:-1])
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    told = f"'{field}' of {subject}" if path else "the file"
    if len(path) == 2 and path[0] in ("measures", "overrides"):
        told = subject_of(document, path)
    elif path and isinstance(path[-1], int):
        told = f"an item of {told}"
    if kind == "extra_forbidden":
        return [_unknown_key(document, path, subject)]
    if kind == "figcheck_nothing_to_look_at":
        message = f"{subject_of(document, path)} has no 'measure'"
        return [document.problem(path, message, expected="measure, find or both", advice="add 'measure:'")]
    if kind == "figcheck_not_of_tables":
        message = f"{subject_of(document, path)} looks at tables with a check that they have not"
        expected = "a check of type agree, sum, change, share, rank or product"
        return [document.problem((*path, "check"), message, expected=expected)]
    if kind == "missing":
        name = str(loc[-1])
        message = f"{subject_of(document, path)} has no {show(name)}"
        return [document.problem(path, message, advice="add 'version: 1'" if name == "version" else f"add '{name}:'")]
    if kind == "union_tag_not_found":
        return [document.problem(path, f"{told} has no 'type'", expected=_one_of(CHECKS))]
    if kind == "union_tag_invalid":
        path = (*path, "type")
        message = f"unknown type of check {show(given['type'])} in {subject}"
        advice = did_you_mean(str(given["type"]), CHECKS)
        return [document.problem(path, message, expected=_one_of(CHECKS), advice=advice)]
    if kind == "literal_error":
        return [_not_in_list(document, path, loc, given, context["expected"], told)]
    if kind == "figcheck_message":
        return [
            document.problem(
                path,
                f"{fault.message} of {subject}",
                expected="{a.surface} and the like" if not fault.field else _one_of(MESSAGE_FIELDS),
                advice=_field_advice(fault.field),
                fragment=fault.fragment,
                nth=fault.nth,
            )
            for fault in message_faults(given)
        ]
    if kind == "figcheck":
        message = f"{told} is {show(given)}: {context['text']}"
        return [document.problem(path, message, expected=context["expected"], advice=context["advice"])]
    if kind == "string_pattern_mismatch" or (kind == "string_too_long" and field == "id"):
        return [_bad_id(document, path, str(given), is_measure=loc[-1] == "[key]")]
    if kind == "too_short":
        return [document.problem(path, f"{told} is empty", expected="at least one item")]
    return [_wrong_type(document, path, kind, given, told, str(context.get("error", "")))]


def _unknown_key(document: Document, path: KeyPath, subject: str) -> Problem:
    key = str(path[-1])
    names = tuple(step for step in path[:-1] if isinstance(step, str))
    advice = ""
    if names == ("rules", "check"):
        kind = _value(document.data, path[:-1])["type"]
        allowed = list(CHECKS[kind].model_fields)
        owners = [name for name, model in CHECKS.items() if key in model.model_fields]
        subject = f"a check of type {show(kind)}"
        advice = f"{show(key)} belongs to type {_one_of(owners)}" if owners else ""
    else:
        if names[:1] in (("measures",), ("overrides",)):
            names = (names[0], "*", *names[2:])
        allowed = list(_MODELS[names].model_fields)
    advice = advice or did_you_mean(key, allowed)
    message = f"unknown key {show(key)} in {subject}"
    return document.problem(path, message, expected=_one_of(allowed), advice=advice, at_key=True)


def _not_in_list(
    document: Document, path: KeyPath, loc: Sequence[str | int], given: Any, expected: str, told: str
) -> Problem:
    if path == ("version",):
        advice = "write 'version: 1'" if str(given) == "1" else "get a figcheck that reads it"
        return document.problem(path, f"'version' is {show(given)}", expected="1", advice=advice)
    choices = re.findall("'([^']*)'", expected)
    advice = did_you_mean(str(given), choices)
    is_key = loc[-1] == "[key]"
    message = f"unknown key {show(given)} in {told}" if is_key else f"{told} is {show(given)}"
    if is_key and len(path) > 1:
        of = "" if path[0] == "lexicon" else f"'{path[-2]}' of "
        message = f"unknown key {show(given)} in {of}{subject_of(document, path[:-1])}"
    return document.problem(path, message, expected=_one_of(choices), advice=advice, at_key=is_key)


def _bad_id(document: Document, path: KeyPath, given: str, *, is_measure: bool) -> Problem:
    joint, kind = ("_", "measure") if is_measure else ("-", "rule")
    better = re.sub("[^a-z0-9]+", joint, given.casefold()).strip(joint)[:80].strip(joint)
    return document.problem(
        path,
        f"{kind} id {show(given)} is not well formed",
        expected=f"small letters and digits joined by '{joint}', at most 80 characters",
        advice=f"write {better}" if better and better != given and not better[0].isdigit() else "",
        at_key=is_measure,
    )


def _wrong_type(document: Document, path: KeyPath, kind: str, given: Any, told: str, error: str) -> Problem:
    wanted = _WANTED.get(kind, error or kind.replace("_", " "))
    advice = ""
    if given is None:
        told, advice = f"{told} is empty", "write a value, or remove the key"
    else:
        told = f"{told} is {show(given)}"
        if kind == "tuple_type" and isinstance(given, str | int | float) and not isinstance(given, bool):
            advice = f"write [{str(given)[:60]}]"
        elif kind == "string_type" and not isinstance(given, list | dict):
            advice = "put it in quotes"
        elif kind.startswith("model_attributes") and isinstance(given, str):
            advice = f"write {{type: {given}}}" if given in CHECKS else ""
        if told.startswith("'tolerance'") and isinstance(given, str | int | float) and not isinstance(given, bool):
            key = "relative" if isinstance(given, str) and given.strip().endswith("%") else "absolute"
            wanted, advice = "keys with values: absolute, relative, points or per_part", f"write {{{key}: {given}}}"
    return document.problem(path, told, expected=wanted, advice=advice)


def _field_advice(field: str) -> str:
    if field in MESSAGE_FIELDS:
        return f"write {{{field}}}"
    return did_you_mean(field, MESSAGE_FIELDS).replace("'", "{", 1).replace("'", "}", 1) if field else ""


def _path(data: Any, loc: Sequence[str | int]) -> KeyPath:
    """The steps of pydantic's location that the data knows; it adds names of union members and "[key]"."""
    path: list[str | int] = []
    for step in loc:
        inside = isinstance(data, dict) and step in data
        if inside or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            path.append(step)
            data = data[step]
    return tuple(path)


def _value(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


def _one_of(choices: Any) -> str:
    listed = list(choices) if not isinstance(choices, frozenset) else sorted(choices)
    return ", ".join(listed[:-1]) + " or " + listed[-1] if len(listed) > 1 else "".join(listed)
