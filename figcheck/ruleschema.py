"""JSON Schemas for editors, made from the models of the rule language.

The words that explain a key stand in the models' source, as a string below it. They are read here, when somebody asks
for a schema: to read them whenever a model is made costs every run as much as loading the rules.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from figcheck.configvalues import FAIL_ON
from figcheck.limits import (
    ENGINES,
    MAX_ARTICLES,
    MAX_BYTES,
    MAX_RATIO,
    MAX_SECONDS,
    MOST_JOBS,
    UPDATES,
    size_text,
)
from figcheck.model import Hedge
from figcheck.rulemodels import OverridesTable, RulesFile
from figcheck.rulevalues import Strict

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_SETTINGS: Final = {  # what an editor says of each
    "extends": "Another configuration, or a list of them, of which later ones win.",
    "rules": "Packs that come with figcheck, files and folders; all packs unless given.",
    "select": "Only these rules.",
    "extend_select": "These rules as well.",
    "ignore": "Not these rules.",
    "extend_ignore": "Nor these, beside what configurations further away ignore.",
    "overrides": "Other values for single rules, by their ids.",
    "hedges": "How hedges are read: interval, stated, acled, ccc, or a file of your own.",
    "fail_on": "From which severity a check ends with exit code 1.",
    "output_format": "What a check prints; unless given, notes of one article and a table of several.",
    "out": "Files that a check writes as well, by format.",
    "out_dir": "A folder for the CSV files.",
    "accepted": "The file of findings that are accepted; figcheck-accepted.yml beside this one unless given.",
    "baseline": "The file of findings that were there before; figcheck-baseline.json beside this one unless given.",
    "input_format": "The format of all files; told from each unless given.",
    "map": "What your records call the title, the text and so on.",
    "split": "A pattern (RE2) of the lines that set the articles of a text file apart.",
    "exclude": "Files and folders that are passed over in folders and archives.",
    "updates": "Whether a later version of an article stands beside the earlier one or in its place.",
    "max_file_size": "The largest file of one article, or record of a larger file, that is read.",
    "max_articles": "The most articles that are read of one file.",
    "max_ratio": "How many times its size an archive may unpack to.",
    "max_seconds": "The seconds that one article may take, 0 for any.",
    "jobs": "How many articles are worked on at once; as many as there are processors unless given.",
    "engine": "What does the work: this process, several, or a dask cluster.",
    "scheduler": "The address of a dask cluster; one is made on this machine unless given.",
    "ledger": "The file that keeps what is known of articles, so that only what has changed is read again.",
}


def rules_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rules file, for editors."""
    schema = _described(RulesFile)
    # pydantic writes type and default as the records hold them; an editor needs them as a file holds them.
    models = schema["$defs"]
    rule = models["RuleSpec"]
    for key in ("type", "items"):
        rule["properties"]["measure"].pop(key, None)
    pairs = models["Scope"]["properties"]["pairs"]["enum"]
    rule["properties"]["scope"] = {"anyOf": [{"enum": pairs}, {"$ref": "#/$defs/Scope"}]}
    _set_defaults(models)
    for model, name in (("RuleSpec", "hedges"), ("Unless", "hedges")):
        several = models[model]["properties"][name]
        models[model]["properties"][name] = {
            "anyOf": [several.pop("items"), {"type": "array", "items": {"enum": list(get_args(Hedge))}}],
            "default": [],
            "description": several.get("description", ""),
        }
    # A rule that extends another need not tell what that one tells.
    rule["required"] = ["id"]
    rule["anyOf"] = [
        {"required": ["extends"]},
        {"required": ["title", "check", "measure"]},
        {"required": ["title", "check", "find"]},
    ]
    models["LexiconSpec"]["properties"]["places"]["default"] = {}
    schema["properties"]["lexicon"]["default"] = {}
    return {"$schema": _DRAFT} | schema


def config_schema(formats: Sequence[str]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``figcheck.yml``, for editors; ``formats`` are those that a check prints."""
    overrides = _described(OverridesTable)
    _set_defaults(overrides["$defs"])
    text = {"type": "string", "pattern": r"\S"}
    several = {"type": "array", "items": text}
    shown = list(formats)
    values: dict[str, dict[str, Any]] = {
        "extends": {"anyOf": [text, several]},
        "rules": several,
        "select": several,
        "extend_select": several,
        "ignore": several,
        "extend_ignore": several,
        "overrides": overrides["properties"]["overrides"],
        "hedges": text,
        "fail_on": {"enum": list(FAIL_ON), "default": "warning"},
        "output_format": {"enum": shown},
        "out": {
            "anyOf": [
                {"type": "object", "propertyNames": {"enum": shown}, "additionalProperties": text},
                {"type": "array", "items": {"type": "string", "pattern": f"^({'|'.join(shown)})=.*\\S"}},
            ]
        },
        "out_dir": text,
        "accepted": text,
        "baseline": text,
        "input_format": text,
        "map": {
            "anyOf": [
                {"type": "object", "additionalProperties": {"anyOf": [text, {**several, "minItems": 1}]}},
                {"type": "array", "items": {"type": "string", "pattern": r"^.*\S.*=.*\S"}},
            ]
        },
        "split": text,
        "exclude": several,
        "updates": {"enum": list(UPDATES), "default": UPDATES[0]},
        "max_file_size": {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*([kKmMgGtT][iI]?)?[bB]?\s*$"},
            ],
            "default": size_text(MAX_BYTES),
        },
        "max_articles": {"type": "integer", "minimum": 1, "default": MAX_ARTICLES},
        "max_ratio": {"type": "integer", "minimum": 1, "default": MAX_RATIO},
        "max_seconds": {"type": "number", "minimum": 0, "default": MAX_SECONDS},
        "jobs": {
            "anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST_JOBS}, {"const": "auto"}],
            "default": "auto",
        },
        "engine": {"enum": list(ENGINES)},
        "scheduler": text,
        "ledger": text,
    }
    return {
        "$schema": _DRAFT,
        "title": "figcheck.yml",
        "description": "Settings of figcheck for this folder and all below it.",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {**values[key], "description": _SETTINGS[key]} for key in values},
        "$defs": overrides["$defs"],
    }


def _set_defaults(models: dict[str, Any]) -> None:
    """Defaults as a file writes them, of those models that are there."""
    for model, name, default in (
        ("RuleSpec", "measure", []),
        ("RuleSpec", "tolerance", {}),
        ("RuleSpec", "sources", {}),
        ("RuleSpec", "scope", "any"),
        ("RuleSpec", "unless", {}),
        ("RuleOverride", "tolerance", {}),
        ("Tolerance", "absolute", 0),
        ("Tolerance", "relative", "0%"),
        ("Tolerance", "points", 0),
        ("Tolerance", "per_part", 0),
        ("Grows", "rate", "2x"),
    ):
        if model in models:
            models[model]["properties"][name]["default"] = default


def _described(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model, with what its source says of each key."""
    schema = model.model_json_schema()
    known = {cls.__name__: cls for cls in _below(Strict)}
    for name, part in ((model.__name__, schema), *schema.get("$defs", {}).items()):
        for key, shown in part.get("properties", {}).items():
            told = _words_of(known[name], key)
            if told:
                shown.setdefault("description", told)
    return schema


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def _words_of(model: type[BaseModel], key: str) -> str:
    """What the source says below a key of a model, or of the model it was made from; "" when nothing."""
    told = (_explained(cls.__module__).get((cls.__name__, key), "") for cls in model.__mro__)
    return next(filter(None, told), "")


@lru_cache(maxsize=16)
def _explained(module: str) -> dict[tuple[str, str], str]:
    """Class and key → the string that stands below the key, of all classes of one of our modules."""
    if not module.startswith("figcheck."):
        return {}
    found: dict[tuple[str, str], str] = {}
    for cls in ast.parse(inspect.getsource(sys.modules[module])).body:
        if not isinstance(cls, ast.ClassDef):
            continue
        for one, below in zip(cls.body, cls.body[1:], strict=False):
            if (
                isinstance(one, ast.AnnAssign)
                and isinstance(one.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
                and isinstance(below.value.value, str)
            ):
                found[cls.name, one.target.id] = inspect.cleandoc(below.value.value)
    return found
