"""The library face: paths in, Run out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.explain import explain as explain_finding
from figcheck.explain import find_finding
from figcheck.hedging import load_scheme
from figcheck.inforce import rules_in_force
from figcheck.lexicon import load_lexicon
from figcheck.model import Explanation, Run
from figcheck.patterns import BadPattern, pattern
from figcheck.problems import Problem, Refused
from figcheck.quoting import did_you_mean, show
from figcheck.read import FIELDS, INPUT_FORMATS, STDIN, ReadOptions, read_paths
from figcheck.rules import Rule
from figcheck.runfile import is_saved_run, read_run


def toolkit(settings: Settings) -> Toolkit:
    """The lexicon, under the hedge scheme, and the rules that settings name.

    Raises Refused with every problem of scheme and rule files, or for an unknown scheme, pack or rule id, also of an
    override.
    """
    problems: list[Problem] = []
    try:
        scheme = load_scheme(settings.hedges)
    except Refused as refused:
        problems += refused.problems
    try:
        ruleset = rules_in_force(settings)
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(*problems)
    return Toolkit(load_lexicon(hedges=scheme, additions=ruleset.additions), ruleset)


def run(paths: Sequence[str | Path], settings: Settings, on_progress: Callable[[int], None] | None = None) -> Run:
    """Read, link and check the articles at ``paths`` (files and folders).

    ``on_progress`` is called with the number of articles done. Raises Refused, before anything is checked, for a path
    that does not exist, a folder without articles, a broken rule or hedge scheme.
    """
    return _run(paths, settings, toolkit(settings), on_progress=on_progress)


class Explained(NamedTuple):
    """A run, one of its findings explained, and the rule that made it."""

    run: Run
    explanation: Explanation
    rule: Rule


def explain(
    fingerprint: str,
    paths: Sequence[str | Path],
    settings: Settings,
    on_progress: Callable[[int], None] | None = None,
) -> Explained:
    """Run the check, or read the one saved run that is named, and say why it made the finding whose fingerprint begins
    so.

    Raises Refused like run and read_run, for a fingerprint that no finding has or that several begin with, and for a
    finding of a saved run whose rule is not in force.
    """
    tools = toolkit(settings)
    if len(paths) == 1 and paths[0] != STDIN and is_saved_run(Path(paths[0])):
        made = read_run(Path(paths[0]))
    else:
        made = _run(paths, settings, tools, on_progress=on_progress)
    finding = find_finding(made.findings, fingerprint)
    rule = next((rule for rule in tools.ruleset.rules if rule.id == finding.rule), None)
    if rule is None:
        advice = "give the options of the check that saved it: --rules, --select, --config"
        raise Refused(Problem(f"the finding is one of the rule {finding.rule}, which is not in force", advice=advice))
    return Explained(made, explain_finding(made, finding, rule), rule)


def extract(paths: Sequence[str | Path], settings: Settings) -> Run:
    """The figures and claims of the articles at ``paths``, without linking or checking. Raises Refused like run."""
    return _run(paths, settings, toolkit(settings), rules=())


def reading(settings: Settings) -> ReadOptions:
    """How articles are read under the settings.

    Raises Refused for an unknown format, a name in ``map`` that is none of ours, and a pattern that RE2 does not take.
    """
    problems: list[Problem] = []
    named = settings.input_format
    if named is not None and named not in INPUT_FORMATS:
        message = f"unknown input format {show(named)}"
        problems.append(Problem(message, expected=", ".join(INPUT_FORMATS), advice=did_you_mean(named, INPUT_FORMATS)))
    for ours, theirs in settings.map:
        if ours not in FIELDS:
            message = f"{show(ours)} in {show(f'{ours}={theirs}')} is nothing that an article has"
            advice = did_you_mean(ours, FIELDS) or "our name comes first: title=headline"
            problems.append(Problem(message, expected=", ".join(FIELDS), advice=advice))
    if settings.split is not None:
        try:
            pattern(settings.split)
        except BadPattern as error:
            message = f"{show(settings.split)} is no pattern: {error}"
            problems.append(Problem(message, expected="a regular expression that RE2 takes, for --split"))
    if problems:
        raise Refused(*problems)
    return ReadOptions(
        input_format=named,
        fields=settings.map,
        split=settings.split,
        max_bytes=settings.max_file_size,
        max_articles=settings.max_articles,
        max_ratio=settings.max_ratio,
        max_seconds=settings.max_seconds,
        updates=settings.updates,
        exclude=settings.exclude,
    )


def _run(
    paths: Sequence[str | Path],
    settings: Settings,
    tools: Toolkit,
    *,
    rules: tuple[Rule, ...] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Run:
    articles = read_paths(list(paths), reading(settings))
    run = run_engine(articles, tools, rules=rules, on_progress=on_progress, max_seconds=settings.max_seconds)
    if not run.articles and not run.unread:
        named = ", ".join(str(path) for path in paths)
        raise Refused(Problem(f"no article found in {named}", expected="files of a format that figcheck reads"))
    return run
