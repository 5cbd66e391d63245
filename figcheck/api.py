"""The library face: paths in, Run out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from figcheck.articles import Article, Unread
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.explain import explain as explain_finding
from figcheck.explain import find_finding
from figcheck.hedging import load_scheme
from figcheck.inforce import rules_in_force
from figcheck.lexicon import load_lexicon
from figcheck.model import Explanation, Run
from figcheck.problems import Problem, Refused
from figcheck.read import read_paths
from figcheck.rules import Rule
from figcheck.runfile import is_saved_run, read_run
from figcheck.waivers import Waivers, waive
from figcheck.waivers.given import home_folder, waivers_of


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
    """Read, link and check the articles at ``paths`` (files and folders), and set aside what is waived.

    ``on_progress`` is called with the number of articles done. Raises Refused, before anything is checked, for a path
    that does not exist, a folder without articles, a broken rule, hedge scheme or file of waivers.
    """
    return run_with(waivers_of(settings), paths, settings, on_progress)


def run_with(
    waivers: Waivers,
    paths: Sequence[str | Path],
    settings: Settings,
    on_progress: Callable[[int], None] | None = None,
) -> Run:
    """As run, with other waivers than those that settings name."""
    return _checked(paths, settings, toolkit(settings), waivers, on_progress)


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
    if len(paths) == 1 and is_saved_run(Path(paths[0])):
        made = read_run(Path(paths[0]))
    else:
        made = _checked(paths, settings, tools, waivers_of(settings), on_progress)
    finding = find_finding([*made.findings, *(aside.finding for aside in made.set_aside)], fingerprint)
    rule = next((rule for rule in tools.ruleset.rules if rule.id == finding.rule), None)
    if rule is None:
        advice = "give the options of the check that saved it: --rules, --select, --config"
        raise Refused(Problem(f"the finding is one of the rule {finding.rule}, which is not in force", advice=advice))
    return Explained(made, explain_finding(made, finding, rule), rule)


def extract(paths: Sequence[str | Path], settings: Settings) -> Run:
    """The figures and claims of the articles at ``paths``, without linking or checking. Raises Refused like run."""
    tools = toolkit(settings)
    return _complete(run_engine(_read(paths, settings), tools, rules=()), paths)


def _checked(
    paths: Sequence[str | Path],
    settings: Settings,
    tools: Toolkit,
    waivers: Waivers,
    on_progress: Callable[[int], None] | None,
) -> Run:
    made = run_engine(_read(paths, settings), tools, on_progress=on_progress)
    return waive(_complete(made, paths), waivers, paths)


def _read(paths: Sequence[str | Path], settings: Settings) -> Iterator[Article | Unread]:
    return read_paths(list(paths), root=home_folder(settings))


def _complete(run: Run, paths: Sequence[str | Path]) -> Run:
    if not run.articles and not run.unread:
        named = ", ".join(str(path) for path in paths)
        raise Refused(Problem(f"no article found in {named}", expected="text, Markdown or JSON Lines files"))
    return run
