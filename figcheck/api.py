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
from figcheck.gitchanges import changed_files
from figcheck.hedging import load_scheme
from figcheck.inforce import rules_in_force
from figcheck.lexicon import load_lexicon
from figcheck.model import Explanation, Run
from figcheck.problems import Problem, Refused
from figcheck.read import changed_in_focus, named_in_focus, read_paths
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


def run(
    paths: Sequence[str | Path],
    settings: Settings,
    on_progress: Callable[[int], None] | None = None,
    *,
    focus: Sequence[str | Path] = (),
    focus_from_git: str | None = None,
) -> Run:
    """Read, link and check the articles at ``paths`` (files and folders).

    ``on_progress`` is called with the number of articles done. With ``focus``, files and folders that are read too, the
    run has only what touches their articles; with ``focus_from_git``, a revision, what touches those of ``paths`` that
    differ from it. Where no article does, nothing is read. Raises Refused, before anything is checked, for a path that
    does not exist, a folder without articles, a broken rule or hedge scheme, and when git does not know the revision.
    """
    tools = toolkit(settings)
    if not focus and focus_from_git is None:
        return _complete(run_engine(read_paths(list(paths)), tools, on_progress=on_progress), paths)
    if focus_from_git is None:
        seen = named_in_focus(paths, focus)
    else:
        seen = changed_in_focus(paths, lambda: changed_files(focus_from_git, paths))
    articles = read_paths(list(seen.paths)) if seen.shown else ()
    made = run_engine(articles, tools, on_progress=on_progress, focus=seen.shown)
    return _complete(made, seen.paths) if seen.shown else made


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
    *,
    focus: Sequence[str | Path] = (),
) -> Explained:
    """Run the check, or read the one saved run that is named, and say why it made the finding whose fingerprint begins
    so. ``focus`` is read too, as by run.

    Raises Refused like run and read_run, for a fingerprint that no finding has or that several begin with, and for a
    finding of a saved run whose rule is not in force.
    """
    tools = toolkit(settings)
    if len(paths) == 1 and is_saved_run(Path(paths[0])):
        made = read_run(Path(paths[0]))
    else:
        read = named_in_focus(paths, focus).paths if focus else paths
        made = _complete(run_engine(read_paths(list(read)), tools, on_progress=on_progress), read)
    finding = find_finding(made.findings, fingerprint)
    rule = next((rule for rule in tools.ruleset.rules if rule.id == finding.rule), None)
    if rule is None:
        advice = "give the options of the check that saved it: --rules, --select, --config"
        raise Refused(Problem(f"the finding is one of the rule {finding.rule}, which is not in force", advice=advice))
    return Explained(made, explain_finding(made, finding, rule), rule)


def extract(paths: Sequence[str | Path], settings: Settings) -> Run:
    """The figures and claims of the articles at ``paths``, without linking or checking. Raises Refused like run."""
    tools = toolkit(settings)
    return _complete(run_engine(read_paths(list(paths)), tools, rules=()), paths)


def _complete(run: Run, paths: Sequence[str | Path]) -> Run:
    if not run.articles and not run.unread:
        named = ", ".join(str(path) for path in paths)
        raise Refused(Problem(f"no article found in {named}", expected="text, Markdown or JSON Lines files"))
    return run
