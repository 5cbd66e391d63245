"""Drafts of measures and rules to the text of a rules file, and into a file that exists."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.report.files import write_file
from figcheck.rules import load_rules
from figcheck.yamlfile import Document, parse_yaml, read_text
from figcheck.yamlwrite import block, comment, flow, quoted, scalar

_SCHEMA_TITLE = "RulesFile"
_LARGEST_SCHEMA = 1_000_000
_TOP_KEY = expression(r"^(?P<key>[A-Za-z_]\w*):(?P<rest>[^\n]*)$", re.MULTILINE)
_STEP = 2


class Drafted(Protocol):
    """What is written of a rule that was learned (``ruledraft.Learned``)."""

    @property
    def notes(self) -> Sequence[str]:
        """What is told about it, one comment each."""

    @property
    def measures(self) -> Mapping[str, Mapping[str, Any]]:
        """The keys of the measures that it defines or adds to."""

    @property
    def rule(self) -> Mapping[str, Any]:
        """The keys of the rule, its tests among them."""


def check_target(path: Path) -> None:
    """Raises Refused when a file of that name exists: a new one is never written over it."""
    if path.exists() or path.is_symlink():
        raise Refused(
            Problem(
                f"{path} exists and is not overwritten", advice=f"`--append {path}` adds to it; or choose another name"
            )
        )


def write_new(path: Path, drafted: Drafted, schema: str = "") -> None:
    """Writes a rules file under a name that is free. Raises Refused when it is not, or cannot be written."""
    check_target(path)
    write_file(path, file_text(drafted.notes, drafted.measures, drafted.rule, schema=schema))


def add_to(path: Path, drafted: Drafted, known: Sequence[Path] = ()) -> None:
    """Adds a rule, and its measures, to a valid rules file, whose other lines stay as they are.

    ``known`` are other files with measures that it uses. Raises Refused when nothing can be added, or not be written.
    """
    text = read_text(path)
    ends = "\r\n" if "\r\n" in text else "\n"
    added = with_added(text.replace("\r\n", "\n"), str(path), drafted.notes, drafted.measures, drafted.rule)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / path.name
        draft.write_text(added, encoding="utf-8")
        load_rules([*(file for file in known if file.resolve() != path.resolve()), draft])
    write_file(path, added.replace("\n", ends))


def schema_beside(folder: Path) -> str:
    """The name of a JSON Schema of rule files that lies in a folder; "" without one."""
    for path in sorted(folder.glob("*schema*.json")):
        try:
            if path.stat().st_size <= _LARGEST_SCHEMA:
                data = json.loads(path.read_text(encoding="utf-8"))
                if isinstance(data, dict) and data.get("title") == _SCHEMA_TITLE:
                    return path.name
        except (OSError, ValueError):
            continue
    return ""


def file_text(
    notes: Iterable[str], measures: Mapping[str, Mapping[str, Any]], rule: Mapping[str, Any], *, schema: str = ""
) -> str:
    """A whole rules file: ``notes`` as comments, the measures that it defines or adds to, and one rule.

    ``schema`` is the JSON Schema beside the file, written as the line by which editors find it; "" for none.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [comment(note) for note in notes]
    lines.append("version: 1")
    if measures:
        lines.append("measures:")
        lines += measure_lines(measures, _STEP)
    lines += ["rules:", *rule_lines(rule, _STEP)]
    return "\n".join(lines) + "\n"


def measure_lines(measures: Mapping[str, Mapping[str, Any]], indent: int) -> list[str]:
    """The lines of measures under the key ``measures``."""
    lines: list[str] = []
    for measure_id, fields in measures.items():
        lines += [f"{' ' * indent}{measure_id}:", *block(fields, indent + _STEP)]
    return lines


def rule_lines(rule: Mapping[str, Any], indent: int) -> list[str]:
    """The lines of one rule in the list ``rules``, an article of its tests on a line each."""
    margin = " " * (indent + _STEP)
    lines = block({key: value for key, value in rule.items() if key != "tests"}, indent + _STEP)
    lines.append(f"{margin}tests:")
    for test in rule["tests"]:
        lines.append(f"{margin}  - name: {scalar(test['name'])}")
        lines.append(f"{margin}    articles:")
        lines += [f"{margin}      - {_article(article)}" for article in test["articles"]]
        lines.append(f"{margin}    expect: {flow(test['expect'])}")
    lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
    return lines


def _article(fields: Mapping[str, Any]) -> str:
    """An article of a test on one line, its words in quotes always, as running text is."""
    told = (f"{key}: {quoted(value) if key in ('title', 'text') else flow(value)}" for key, value in fields.items())
    return "{" + ", ".join(told) + "}"


def with_added(
    text: str,
    name: str,
    notes: Sequence[str],
    measures: Mapping[str, Mapping[str, Any]],
    rule: Mapping[str, Any],
) -> str:
    """The text of a rules file with measures and a rule at the end of its lists; all else stays as it is.

    Raises Refused where the lists are not written one entry a line, so that nothing can be put behind them.
    """
    before = parse_yaml(text, name)
    for measure_id in measures:
        if measure_id in (before.data.get("measures") or {}):
            line, column = before.where_key(("measures", measure_id))
            told = ", ".join(f"{key}: {flow(value)}" for key, value in measures[measure_id].items())
            raise Refused(
                Problem(
                    f"the file has the measure {measure_id} already", name, line, column, advice=f"add {told} to it"
                )
            )
    if text and not text.endswith("\n"):
        text += "\n"
    entries = measure_lines(measures, 0)
    if entries:
        text = _into(text, name, "measures", entries, ())
    text = _into(text, name, "rules", rule_lines(rule, 0), [comment(note) for note in notes])
    _check_kept(before, parse_yaml(text, name), name)
    return text


def _into(text: str, name: str, key: str, entries: Sequence[str], notes: Sequence[str]) -> str:
    """The text with lines at the end of a list or mapping, made where it is missing, indented as it is."""
    tops = list(_TOP_KEY.finditer(text))
    at = next((index for index, match in enumerate(tops) if match["key"] == key), None)
    if at is None:
        indented = [f"{' ' * _STEP}{line}" for line in (*notes, *entries)]
        block_text = "\n".join([f"{key}:", *indented]) + "\n"
        if key == "measures" and (rules := next((m for m in tops if m["key"] == "rules"), None)) is not None:
            return text[: rules.start()] + block_text + text[rules.start() :]
        return text + block_text
    rest = tops[at]["rest"].split(" #")[0].strip()
    if rest in ("[]", "{}"):
        text = text[: tops[at].start()] + f"{key}:" + text[tops[at].end() :]
        tops = list(_TOP_KEY.finditer(text))
    elif rest and not rest.startswith("#"):
        raise Refused(
            Problem(
                f"'{key}' is written on one line, so nothing can be added behind it",
                file=name,
                line=text.count("\n", 0, tops[at].start()) + 1,
                advice="write its entries on lines of their own, or use --out with a new file",
            )
        )
    end = tops[at + 1].start() if at + 1 < len(tops) else len(text)
    body = text[tops[at].end() + 1 : end]
    first = re.search(r"^(?P<indent> *)[^\s#]", body, re.MULTILINE)
    indent = first["indent"] if first is not None else " " * _STEP
    kept = body.rstrip()
    tail = body[len(kept) :].lstrip("\n") if at + 1 < len(tops) else ""
    added = "\n".join(indent + line for line in (*notes, *entries))
    blank = "\n" if at + 1 < len(tops) and body[len(kept) :].count("\n") > 1 else ""
    return f"{text[: tops[at].end() + 1]}{kept}{chr(10) if kept else ''}{added}\n{tail}{blank}{text[end:]}"


def _check_kept(before: Document, after: Document, name: str) -> None:
    """Raises Refused when anything that stood in the file is not there any more."""
    old, new = before.data, after.data
    if isinstance(old, dict) and isinstance(new, dict):
        rules = list(old.get("rules") or [])
        measures = dict(old.get("measures") or {})
        kept = list(new.get("rules") or [])[: len(rules)] == rules and all(
            (new.get("measures") or {}).get(key) == value for key, value in measures.items()
        )
        if kept:
            return
    raise Refused(
        Problem("the rule cannot be added without changing what stands in the file", file=name, advice="use --out")
    )
