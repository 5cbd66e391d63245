"""``figcheck rules new`` and ``rules try``: a rule learned from an example, and a draft tried on articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from figcheck.commands.options import INCOMPLETE, settings_of, split
from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.report.console import emit, output_look, progress

if TYPE_CHECKING:
    from figcheck.config import Settings
    from figcheck.engine import Toolkit
    from figcheck.learning.ruledraft import Learned

_FILE_AND_LINE = expression(r"(?P<file>.+?):(?P<line>[1-9][0-9]{0,8})(?::(?P<column>[1-9][0-9]{0,8}))?\Z", re.DOTALL)
_RULES = click.option("--rules", "names", multiple=True, metavar="PACK|PATH", help="Rules and measures to build on.")


@click.command("new")
@click.argument("words", nargs=-1, metavar="[SENTENCE | PATHS...]")
@click.option(
    "--from",
    "source",
    metavar="FILE:LINE|FINGERPRINT",
    help="Learn from the sentence at a line of an article, or from a finding in PATHS.",
)
@click.option("--figure", metavar="NUMBER", help="Which figure of the sentence (default: the first).")
@click.option("--new", "anew", is_flag=True, help="Propose a new measure also where a known one fits.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a new file.")
@click.option("--append", type=click.Path(path_type=Path), metavar="FILE", help="Add to a rules file.")
@_RULES
def new_rule(
    words: tuple[str, ...],
    source: str | None,
    figure: str | None,
    anew: bool,
    out: Path | None,
    append: Path | None,
    names: tuple[str, ...],
) -> None:
    """Write a rule that is learned from an example SENTENCE, with tests that pass.

    It says what figcheck makes of the figure now. Where a measure fits, the rule is for that, else a new one is
    proposed. Nothing is overwritten. Exit code: 0 a rule was written, 2 nothing could be learned, or another mistake.
    """
    from figcheck import api
    from figcheck.learning.ruledraft import learn, learn_first
    from figcheck.learning.rulefile import add_to, check_target, schema_beside, write_new

    if out is not None and append is not None:
        raise click.UsageError("--out writes a new file and --append adds to one: give one of them.")
    if figure is not None and source is not None and _FILE_AND_LINE.match(source) is None:
        raise click.UsageError("--figure belongs to a sentence; a finding has its figures already.")
    if out is not None:
        check_target(out)
    files = _files(names, append)
    toolkit = api.toolkit(_settings(files))
    at = _FILE_AND_LINE.match(source) if source is not None else None
    if source is None:
        learned = learn(_sentence(words, toolkit, figure), toolkit, new=anew, files=files)
    elif at is not None:
        if words:
            raise click.UsageError("--from FILE:LINE takes no sentence and no paths.")
        from figcheck.learning.examples import examples_at

        column = int(at["column"]) if at["column"] else None
        examples = examples_at(Path(at["file"]), int(at["line"]), column, toolkit, figure)
        learned = learn_first(examples, toolkit, new=anew, files=files)
    else:
        from figcheck.learning.examples import pairs_of

        if not words:
            raise click.UsageError("--from FINGERPRINT wants the PATHS of the check that showed it.")
        with progress(quiet=False) as on_progress:
            run, explanation, rule = api.explain(source, words, settings_of(None, {"rules": names}), on_progress)
        if explanation.basis == "article":
            raise Refused(
                Problem(
                    f"the finding is one of {rule.check.type}, which an article's own parts, wholes and places decide",
                    advice=f"`figcheck rules show {rule.id}` has the rule; it holds for every measure",
                )
            )
        learned = learn_first(pairs_of(run, explanation.finding, toolkit), toolkit, new=anew, files=files)
    if append is not None:
        add_to(append, learned, files)
        _tell(learned, append, "added to")
    elif out is not None:
        write_new(out, learned, schema_beside(out.parent))
        _tell(learned, out, "written to")
    else:
        emit(learned.text)


@click.command("try")
@click.argument("rule", metavar="RULE.yaml", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("-f", "--output-format", type=click.Choice(("text", "json")), default="text", help="How to print.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules. Repeatable, or a,b,c.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Rows of each section (default: 5; JSON 200).")
@click.option("--hedges", metavar="SCHEME|PATH", help="How to read hedges, as in a check.")
@click.option("--no-color", is_flag=True, help="No colour on a terminal either (as does NO_COLOR).")
def try_rule(
    rule: Path,
    paths: tuple[str, ...],
    output_format: str,
    select: tuple[str, ...],
    limit: int | None,
    hedges: str | None,
    no_color: bool,
) -> None:
    """Show what the rules of a draft make of the articles at PATHS, and what keeps them from more.

    For each rule: the figures of its measure, the pairs that were compared, held back or not linked, each with the
    reason, and figures that stand beside a word of the measure without being of it. Exit code: 0 tried, whatever was
    found, 2 a broken rule or path, 3 an article could not be read.
    """
    from figcheck import api
    from figcheck.engine import Toolkit
    from figcheck.hedging import load_scheme
    from figcheck.report.trial import LIMIT, trials_json, trials_text
    from figcheck.rules import load_rules, resolve, shipped_packs
    from figcheck.rules import select as select_rules
    from figcheck.ruletrial import try_rules
    from figcheck.wordlists import load_lexicon

    settings = settings_of(None, {"hedges": hedges})
    known = [file for pack in shipped_packs().values() for file in pack]
    known += resolve(settings.rules) if settings.rules else []
    ruleset = load_rules(resolve([str(rule)]), measures_from=known)
    if select:
        ruleset = select_rules(ruleset, split(select))
    if not ruleset.rules:
        raise Refused(Problem(f"{rule} has no rules", advice="`figcheck rules new` writes one from a sentence"))
    toolkit = Toolkit(load_lexicon(hedges=load_scheme(settings.hedges), additions=ruleset.additions), ruleset)
    with progress(quiet=False) as on_progress:
        tried = try_rules(paths, toolkit, on_progress, api.reading(settings))
    if output_format == "json":
        emit(trials_json(tried.trials, tried.run, **({"limit": limit} if limit is not None else {})))
    else:
        look = output_look(no_color=no_color)
        emit(trials_text(tried.trials, tried.run, look, LIMIT if limit is None else limit))
    if tried.run.unread:
        click.get_current_context().exit(INCOMPLETE)


def _sentence(words: tuple[str, ...], toolkit: Toolkit, figure: str | None) -> Any:
    from figcheck.learning.examples import read_example

    text = " ".join(" ".join(words).split())
    if not text:
        raise Refused(
            Problem(
                "no sentence was given",
                expected='a sentence with a figure, in quotes, as in figcheck rules new "Police arrested 48 people"',
                advice="--from takes it from an article or a finding",
            )
        )
    return read_example(text, toolkit, figure)


def _files(names: tuple[str, ...], append: Path | None) -> list[Path]:
    """The user's rule files: those named, else those of the configuration; and the one that is added to."""
    from figcheck.rules import resolve

    named = names or settings_of(None, {}).rules
    files = resolve(named) if named else []
    return [*files, *(resolve([_as_path(append)]) if append is not None else [])]


def _as_path(path: Path) -> str:
    """A path as ``resolve`` takes it: a plain word would be a pack."""
    return str(path) if path.is_absolute() or len(path.parts) > 1 else f"./{path}"


def _settings(files: list[Path]) -> Settings:
    from figcheck.rules import shipped_packs

    named = (*shipped_packs(), *map(_as_path, files)) if files else ()
    return settings_of(None, {"rules": named})


def _tell(learned: Learned, file: Path, done: str) -> None:
    from figcheck.report.terminal import one_line

    count = len(learned.rule["tests"])
    lines = [one_line(note) for note in learned.notes]
    lines.append(f"Rule {learned.rule['id']}, whose {count} tests pass, {done} {one_line(str(file))}")
    lines.append(f"Next: figcheck rules try {one_line(str(file))} articles/")
    emit("\n".join(lines) + "\n")
