"""What the documents show is what figcheck does: commands, outputs, rule files, tables of keys, links."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import click
import pytest
from sample_run import RUN

from figcheck import config, ruleconditions, rulelexicon, rulemodels, rulevalues
from figcheck.articles import Article, Header, Piece, TextMap
from figcheck.check.conditions import MOST
from figcheck.cli import main
from figcheck.engine import Toolkit
from figcheck.find import Found, find
from figcheck.findings import Verdict
from figcheck.hedging import HEDGED, KEYS, HedgeScheme, load_scheme, shipped_schemes
from figcheck.intervals import INFINITY, UNBOUNDED_BELOW
from figcheck.model import Figure, Kind, Skip
from figcheck.read.recognise import FORMATS as INPUT_FORMATS
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, render
from figcheck.report.rows import FIGURE_KEYS
from figcheck.report.trial import trials_json
from figcheck.report.wording import interval, number
from figcheck.rulelab import run_tests
from figcheck.rules import load_rules, shipped_packs
from figcheck.ruletrial import try_rules
from figcheck.wordlists import load_lexicon

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
RULES_PAGE = ROOT / "docs" / "rules.md"
FORMATS_PAGE = ROOT / "docs" / "formats.md"
CONFIG_PAGE = ROOT / "docs" / "config.md"
ARCHITECTURE_PAGE = ROOT / "docs" / "architecture.md"

# A fenced block with the HTML comment that may stand before it.
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>[a-z]+): (?P<told>[^\n]*?) -->\n)?"
    r"^```(?P<language>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A fenced block: its language, its text, and the comment before it ("output", "figcheck check seeds/")."""

    document: Path
    line: int
    language: str
    body: str
    mark: str
    told: str


def read(document: Path) -> str:
    return document.read_bytes().decode("utf-8")


def blocks(document: Path) -> list[Block]:
    text = read(document)
    return [
        Block(
            document,
            text.count("\n", 0, match.start("language")) + 1,
            match["language"],
            match["body"],
            match["mark"] or "",
            match["told"] or "",
        )
        for match in BLOCK.finditer(text)
    ]


def prose(document: Path) -> str:
    """The text without its fenced blocks."""
    return BLOCK.sub("", read(document))


def named(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


BLOCKS = [block for document in DOCUMENTS for block in blocks(document)]
YAML = [block for block in BLOCKS if block.language == "yaml" and block.mark not in ("scheme", "config", "ci")]
SCHEMES = {block.told: block for block in BLOCKS if block.mark == "scheme"}
OUTPUTS = [block for block in BLOCKS if block.mark in ("output", "refused")]


def place(block: Block) -> str:
    return f"{named(block.document)}:{block.line}"


# --- commands and their output ---


def commands(document: Path) -> Iterator[str]:
    """Every ``figcheck ...`` of a document: in its shell blocks, in code spans and over its outputs."""
    for block in blocks(document):
        if block.mark in ("output", "refused", "before"):
            yield block.told
        if block.language == "sh":
            for part in re.split(r"\n|&&|;", block.body):
                found = re.search(r"(?:^|[\s/])(figcheck(?: [^#]*)?)$", part.split("#")[0].rstrip())
                if found and not part.lstrip().startswith(("git ", "pip ")):
                    yield found[1]
    yield from re.findall(r"`(figcheck [^`]*)`", prose(document))


COMMANDS = [(named(document), command) for document in DOCUMENTS for command in commands(document)]


def parse(group: click.Group, arguments: list[str], context: click.Context) -> None:
    """Parses a command line down to its last command without running it. Raises click.UsageError."""
    if not arguments:
        return
    name, command, rest = group.resolve_command(context, arguments)
    assert command is not None
    if isinstance(command, click.Group):
        if rest:
            inner = command.make_context(name, list(rest), parent=context)
            parse(command, rest, inner)
        return
    try:
        command.make_context(name, list(rest), parent=context)
    except click.exceptions.Exit as stop:
        assert stop.exit_code == 0  # --help


def parse_line(line: str) -> None:
    arguments = shlex.split(line)[1:]
    try:
        context = main.make_context("figcheck", list(arguments))
    except click.exceptions.Exit as stop:
        assert stop.exit_code == 0  # --help, --version
        return
    parse(main, arguments, context)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("figcheck chek seeds/", id="no such command"),
        pytest.param("figcheck check --no-such-option seeds/", id="no such option"),
        pytest.param("figcheck check -f pdf seeds/", id="no such format"),
        pytest.param("figcheck rules lst", id="no such command of a group"),
        pytest.param("figcheck rules show", id="argument missing"),
    ],
)
def test_a_wrong_command_line_would_be_noticed(line: str) -> None:
    with pytest.raises(click.UsageError):
        parse_line(line)


@pytest.mark.parametrize("command", sorted({line for _, line in COMMANDS}))
def test_commands_shown_parse(command: str) -> None:
    try:
        parse_line(command)
    except click.UsageError as error:
        pytest.fail(f"{[where for where, line in COMMANDS if line == command]}: {error.format_message()}")


def test_every_command_is_in_the_documents() -> None:
    def leaves(group: click.Group, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for name, command in group.commands.items():
            path = (*before, name)
            yield from leaves(command, path) if isinstance(command, click.Group) else [path]

    shown = {tuple(line.split()[: len(path)]) for _, line in COMMANDS for path in leaves(main, ("figcheck",))}
    assert set(leaves(main, ("figcheck",))) <= shown


@pytest.mark.slow
@pytest.mark.parametrize("block", OUTPUTS, ids=place)
def test_output_shown_is_the_real_one(block: Block, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    files = [other for other in blocks(block.document) if other.mark in ("file", "config")]
    folder = tmp_path / "mine"  # a folder's name is the pack's name, and printed
    folder.mkdir()
    for file in files:
        (folder / file.told).parent.mkdir(exist_ok=True)
        (folder / file.told).write_text(file.body, encoding="utf-8")
    before = [other for other in blocks(block.document) if other.mark == "before" and other.line < block.line]
    if before:
        shutil.copytree(ROOT / "seeds", folder / "seeds")
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}

    def run(command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "figcheck", *shlex.split(command)[1:]],
            cwd=folder if files or before else ROOT,
            env=environment | {"COLUMNS": "100", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )

    for other in before:
        assert run(other.told).returncode == 0, other.told
    done = run(block.told)
    refused = block.mark == "refused"
    assert done.returncode in ((2,) if refused else (0, 1)), done.stderr.decode("utf-8", "replace")
    output = (done.stdout + done.stderr if refused else done.stdout).decode("utf-8")
    assert "```" not in output, "would end the block"
    if request.config.getoption("--regenerate-golden"):
        text = read(block.document)
        at = text.index("```text\n", text.index(f"<!-- {block.mark}: {block.told} -->")) + len("```text\n")
        end = text.index("\n```", at - 1) + 1
        block.document.write_bytes(f"{text[:at]}{output}{text[end:]}".encode())
        return
    assert block.body == output, "pytest tests/test_docs.py --regenerate-golden writes it anew"


def test_the_readme_shows_the_table() -> None:
    assert ("README.md", "figcheck check seeds/") in [(named(b.document), b.told) for b in OUTPUTS]


def test_what_the_page_on_waivers_accepts_is_found() -> None:
    page = ROOT / "docs" / "waivers.md"
    (accepted,) = (it.body for it in OUTPUTS if it.document == page and " -v " in it.told)
    (expired,) = (it.body for it in OUTPUTS if it.document == page and it.told.endswith("2024-07-01"))
    assert "1 accepted" in accepted
    assert "was accepted until 30 June 2024" in expired


# --- output formats ---


def section_of(document: Path, title: str) -> str:
    """The prose of a document below a heading, up to the next one; all of it without a title."""
    text = prose(document)
    if not title:
        return text
    (part,) = re.findall(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return str(part)


def rows(document: Path, *headings: str, section: str = "") -> list[list[str]]:
    """The cells of every row of the tables that have these headings first, in a section of a document."""
    found: list[list[str]] = []
    inside = False
    for line in section_of(document, section).split("\n"):
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")] if line.startswith("|") else []
        if not cells or set("".join(cells)) <= set("-| "):
            inside = inside and bool(cells)
        elif inside:
            found.append(cells)
        elif tuple(cells[: len(headings)]) == headings:
            inside = True
    assert found, f"{named(document)} has no table with the headings {headings}"
    return found


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_table_of_formats() -> None:
    told = {code(row[0])[0]: (row[1] == "yes", row[2] == "yes") for row in rows(FORMATS_PAGE, "format", "check")}
    real = {name: (name in CHECK_FORMATS, name in EXTRACT_FORMATS) for name in {*CHECK_FORMATS, *EXTRACT_FORMATS}}
    assert told == real


def test_the_table_of_input_formats() -> None:
    told = {code(row[0])[0]: tuple(code(row[1])) for row in rows(ROOT / "docs" / "input.md", "format", "endings")}
    assert told == {name: format.suffixes for name, format in INPUT_FORMATS.items()}


def test_formats_in_the_readme() -> None:
    (sentence,) = re.findall(r"^It writes (.*?):", read(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    assert set(code(sentence)) == set(CHECK_FORMATS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_formats_named_exist(document: Path) -> None:
    used = re.findall(r"(?:(?<!\S)-f|--output-format|--out)[ =]`?([a-z-]+)\b", read(document))
    assert set(used) <= {*CHECK_FORMATS, *EXTRACT_FORMATS}


KEYS_OF_A_FIGURE = "A figure: `figcheck extract -f jsonl`"
KEYS_OF_A_CHECK = "A check: `figcheck check -f json`"


def test_keys_of_the_json() -> None:
    printed = json.loads(render(RUN, "json"))
    figure = [key for row in rows(FORMATS_PAGE, "key", section=KEYS_OF_A_FIGURE) for key in code(row[0])]
    assert figure == list(FIGURE_KEYS)
    told = rows(FORMATS_PAGE, "key", section=KEYS_OF_A_CHECK)
    finding = list(printed["findings"][0])
    assert [key for row in told for key in code(row[0])] == [*printed, *finding]
    value = {code(row[0])[0]: set(code(row[1])) for row in told}
    assert set(printed["reach"]) == value["reach"]
    assert set(printed["unread"][0]) == value["unread"]
    assert set(printed["comparisons"][0]) | set(get_args(Verdict)) == value["comparisons"]
    (passage, *_) = [place for row in printed["findings"] for place in row["places"]]
    assert set(passage) - {"line", "column", "start", "end"} == value["places"]


# --- how figures are read ---


def found_in(words: str) -> Found:
    return find(Article(Header("a", "a"), f"{words}.", 0, TextMap((Piece(0, 0, 1, 1),))), load_lexicon())


PRINTED_FIGURES = rows(FORMATS_PAGE, "what", "printed", section="How figures are read")
PRINTED_SKIPS = [
    pytest.param(code(row[0])[0], words, id=f"{code(row[0])[0]}: {words}")
    for row in rows(FORMATS_PAGE, "kind", "printed", section="What is no figure")
    for words in code(row[1])
]


@pytest.mark.parametrize("row", PRINTED_FIGURES, ids=lambda row: code(row[1])[0])
def test_figures_are_read_as_told(row: list[str]) -> None:
    figures = found_in(code(row[1])[0]).figures
    points = [figure.reading.point for figure in figures]
    assert row[2:] == [
        "; ".join("none" if point is None else number(point) for point in points),
        "; ".join(interval(figure.reading) for figure in figures),
        "; ".join(figure.unit for figure in figures),
        "; ".join(figure.hedge for figure in figures),
    ]


@pytest.mark.parametrize(("kind", "words"), PRINTED_SKIPS)
def test_what_is_no_figure_is_skipped_as_told(kind: str, words: str) -> None:
    found = found_in(words)
    assert [skip.kind for skip in found.skips] == [kind]
    assert len(found.figures) == (kind == "rate_base")


def test_every_kind_of_skip_is_told() -> None:
    (told,) = re.findall(r"is one of: (.*?)\.\n", Skip.__doc__ or "", re.DOTALL)
    kinds = re.sub(r"\(.*?\)", "", told).replace("\n", " ").split(",")
    assert {row.values[0] for row in PRINTED_SKIPS} == {kind.strip() for kind in kinds}


# --- modules and scripts ---


@pytest.mark.parametrize(
    ("heading", "folder"),
    [
        pytest.param("module", "figcheck", id="figcheck"),
        pytest.param("file of `find`", "figcheck/find", id="find"),
        pytest.param("file of `describe`", "figcheck/describe", id="describe"),
        pytest.param("file of `link`", "figcheck/link", id="link"),
        pytest.param("file of `learning`", "figcheck/learning", id="learning"),
        pytest.param("file of `archive`", "figcheck/archive", id="archive"),
        pytest.param("file of `workers`", "figcheck/workers", id="workers"),
    ],
)
def test_every_module_is_told(heading: str, folder: str) -> None:
    told = [name for row in rows(ARCHITECTURE_PAGE, heading) for name in code(row[0])]
    files = {path.stem for path in (ROOT / folder).glob("*.py")} | {
        path.parent.name for path in (ROOT / folder).glob("*/__init__.py")
    }
    assert sorted(told) == sorted(name for name in files if not name.startswith("_"))


def test_scripts_named_exist() -> None:
    scripts = {name for document in DOCUMENTS for name in re.findall(r"\b(?:benchmarks|tests)/\w+\.py", read(document))}
    assert scripts
    assert [name for name in sorted(scripts) if not (ROOT / name).is_file()] == []


# --- links ---


def slug(heading: str) -> str:
    """The anchor that a heading gets on the common forges."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", prose(file), re.MULTILINE)
            assert anchor in map(slug, headings), target


# --- rule files ---


@pytest.mark.parametrize("block", YAML, ids=place)
def test_yaml_shown_is_a_rules_file_and_its_tests_pass(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "shown.yaml"
    file.write_text(block.body, encoding="utf-8")
    ruleset = load_rules([file])
    assert [outcome for outcome in run_tests(ruleset) if not outcome.passed] == []


def test_keys_of_a_trial(tmp_path: Path) -> None:
    (example,) = [block for block in blocks(RULES_PAGE) if block.told == "crowds.yaml"]
    file, article = tmp_path / example.told, tmp_path / "a.txt"
    file.write_text(example.body, encoding="utf-8")
    article.write_text("In Lyon 900 people marched. In Porto 700 people marched.", encoding="utf-8")
    tried = try_rules([article], Toolkit(load_lexicon(), load_rules([file])))
    (trial,) = json.loads(trials_json(tried.trials, tried.run))["trials"]
    table = {key: code(row[1]) for row in rows(RULES_PAGE, "key of a trial") for key in code(row[0])}
    assert list(table) == list(trial)
    assert table["outcomes"] == list(trial["outcomes"])
    assert table["pairs"] == list(trial["pairs"][0])


def test_the_worked_example_is_complete(tmp_path: Path) -> None:
    (example,) = [block for block in blocks(RULES_PAGE) if block.told == "crowds.yaml"]
    file = tmp_path / example.told
    file.write_text(example.body, encoding="utf-8")
    ruleset = load_rules([file])
    (rule,) = ruleset.rules
    assert ruleset.warnings == ()
    assert rule.measure[0] not in load_rules().measures, "it is to start from nothing"
    outcomes = run_tests(ruleset)
    assert len(outcomes) == len(rule.tests) >= 2
    assert all(outcome.passed for outcome in outcomes)


MEASURE = {"title": "title: Things"}
RULE = {"id": "id: a-rule", "title": "title: A rule", "measure": "measure: any", "check": "check: {type: agree}"}
TEST = {"name": "name: a test", "articles": "articles: [{text: Nothing.}]", "expect": "expect: []"}
ARTICLE = {"text": "text: Nothing."}
EXPECTED = {"values": "values: [1]"}


def listed(lines: dict[str, str], indent: int) -> str:
    """The lines as one item of a YAML list."""
    first, *others = lines.values()
    return "\n".join([" " * indent + f"- {first}", *(" " * (indent + 2) + line for line in others)])


def file_with(owner: str, key: str, example: str) -> str:
    """A rules file that is good if the example is good as that key of that owner."""
    if owner == "measure":
        lines = MEASURE | {key: example}
        return "version: 1\nmeasures:\n  things:\n" + "".join(f"    {line}\n" for line in lines.values())
    rule = dict(RULE)
    if owner == "rule":
        rule |= {key: example}
    elif owner in ("tolerance", "scope", "sources", "find", "unless", "escalate"):
        rule |= {owner: f"{owner}: {{{example}}}"}
    elif owner in ("lexicon", "places"):
        inside = f"places: {{{example}}}" if owner == "places" else example
        return f"version: 1\nlexicon: {{{inside}}}\n"
    else:
        test = dict(TEST)
        if owner == "test":
            test |= {key: example}
        elif owner == "article":
            test["articles"] = "articles:\n" + listed(ARTICLE | {key: example}, 10)
        else:
            test["expect"] = "expect:\n" + listed(EXPECTED | {key: example}, 10)
        rule |= {"tests": "tests:\n" + listed(test, 6)}
    return "version: 1\nrules:\n" + listed(rule, 2) + "\n"


# The tables of keys: section and first heading, and the model that they document.
TABLES: dict[str, tuple[str, str, type[rulemodels.Strict]]] = {
    "measure": ("Keys of a measure", "key", rulemodels.MeasureSpec),
    "rule": ("Keys of a rule", "key", rulemodels.RuleSpec),
    "tolerance": ("Tolerance", "key", rulemodels.Tolerance),
    "scope": ("Scope", "key of a scope", ruleconditions.Scope),
    "sources": ("Sources", "key of sources", ruleconditions.Sources),
    "find": ("Figures that no measure names", "key of find", ruleconditions.Find),
    "unless": ("What a rule leaves alone", "key of unless", ruleconditions.Unless),
    "escalate": ("What a rule says louder", "key of escalate", ruleconditions.Escalate),
    "lexicon": ("The lexicon of a desk", "key of the lexicon", rulelexicon.LexiconSpec),
    "places": ("The lexicon of a desk", "key of places", rulelexicon.Places),
    "test": ("Keys of a test", "key", rulemodels.RuleTest),
    "article": ("Keys of a test", "key of an article", rulemodels.SampleArticle),
    "expectation": ("Keys of a test", "key of an expectation", rulemodels.Expected),
}


def key_rows(owner: str) -> list[tuple[str, str]]:
    """Key and example of each row of a table of keys."""
    section, heading, _ = TABLES[owner]
    return [(code(row[0])[0], code(row[-1])[-1]) for row in rows(RULES_PAGE, heading, section=section)]


@pytest.mark.parametrize("owner", TABLES)
def test_tables_of_keys_name_every_key_and_no_other(owner: str) -> None:
    assert [key for key, _ in key_rows(owner)] == list(TABLES[owner][2].model_fields)


@pytest.mark.parametrize(
    ("owner", "key", "example"),
    [pytest.param(owner, *row, id=f"{owner}-{row[0]}") for owner in TABLES for row in key_rows(owner)],
)
def test_examples_of_keys_load(owner: str, key: str, example: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(file_with(owner, key, example), encoding="utf-8")
    load_rules([file])
    assert key in example


@pytest.mark.parametrize("row", rows(RULES_PAGE, "type"), ids=lambda row: code(row[0])[0])
def test_examples_of_checks_load(row: list[str], tmp_path: Path) -> None:
    kind, example = code(row[0])[0], code(row[2])[0]
    file = tmp_path / "example.yaml"
    file.write_text(file_with("rule", "check", example), encoding="utf-8")
    (rule,) = load_rules([file]).rules
    assert rule.check.type == kind
    assert set(type(rule.check).model_fields) == set(re.findall(r"(\w+):", example)) - {"check"}


@pytest.mark.parametrize(
    ("headings", "values"),
    [
        pytest.param(("type",), set(rulemodels.CHECKS), id="checks"),
        pytest.param(("unit",), set(get_args(rulemodels.Unit)), id="units"),
        pytest.param(("kind",), set(get_args(Kind)), id="kinds"),
        pytest.param(("slot",), set(get_args(rulemodels.Slot)), id="slots"),
        pytest.param(("scope",), set(get_args(ruleconditions.Pairs)), id="scopes"),
    ],
)
def test_tables_of_values_are_complete(headings: tuple[str, ...], values: set[str]) -> None:
    told = [value for row in rows(RULES_PAGE, *headings) for value in code(row[0])]
    assert sorted(told) == sorted(values)


def test_message_fields() -> None:
    told = {word.strip("{}") for word in code(section_of(RULES_PAGE, "Fields of a message"))} - {"a", "b", "?"}
    single = {field.removeprefix("a.") for field in rulemodels.MESSAGE_FIELDS if not field.startswith("b.")}
    assert {word.removeprefix("a.") for word in told} == single


def test_packs_are_named() -> None:
    (told,) = re.findall(r"comes with figcheck\s\(([^)]*)\)", prose(RULES_PAGE))
    assert sorted(code(told)) == sorted(shipped_packs())


# --- configuration ---

SETTING_ROWS = [(code(row[0])[0], code(row[2])[0]) for row in rows(CONFIG_PAGE, "setting")]
OVERRIDE_ROWS = [(code(row[0])[0], code(row[2])[0]) for row in rows(CONFIG_PAGE, "key of an override")]


def test_tables_of_settings_are_complete() -> None:
    assert [key for key, _ in SETTING_ROWS] == list(config.KEYS)
    assert [key for key, _ in OVERRIDE_ROWS] == list(rulemodels.RuleOverride.model_fields)


@pytest.mark.parametrize(("key", "example"), SETTING_ROWS + OVERRIDE_ROWS)
def test_examples_of_settings_load(key: str, example: str, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (tmp_path / "desk.yml").write_text("")
    is_override = (key, example) in OVERRIDE_ROWS
    (folder / "figcheck.yml").write_text(f"overrides: {{a: {{{example}}}}}" if is_override else example)
    assert config.load_settings(folder).config == folder / "figcheck.yml"
    assert example.startswith(f"{key}:")


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "toml"], ids=place)
def test_toml_shown_loads(block: Block, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(block.body)
    assert config.load_settings(tmp_path).config == tmp_path / "pyproject.toml"


# --- causes ---


def causes_in_code() -> dict[str, str]:
    """Every cause that the checks name, with the most it is worth; "error" where the rule alone decides."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "figcheck" / "check").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Cause":
                name, most = (ast.literal_eval(argument) for argument in node.args[:2])
                found[name] = most
            elif isinstance(node, ast.keyword) and node.arg == "cause" and isinstance(node.value, ast.Constant):
                found[node.value.value] = "error"
            elif (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Tuple)
                and [getattr(name, "id", "") for name in node.targets[0].elts] == ["cause", "words"]
                and isinstance(node.value, ast.Tuple)
            ):
                found[ast.literal_eval(node.value.elts[0])] = "error"
    return found


def test_every_cause_can_be_named_in_a_rule() -> None:
    assert causes_in_code() == MOST
    assert set(get_args(rulevalues.CauseName)) == set(MOST)


def test_causes_and_what_they_are_worth() -> None:
    assert {code(row[0])[0]: row[1] for row in rows(RULES_PAGE, "cause", "at most")} == causes_in_code()


def test_a_test_may_expect_every_cause_and_no_other() -> None:
    assert set(get_args(rulemodels.CauseName)) == set(causes_in_code())


# --- hedges ---


def only_figure(words: str, hedges: HedgeScheme | None = None) -> Figure:
    text = f"The report said {words} soldiers were killed in the town."
    article = Article(Header("a", "a"), text, 0, TextMap((Piece(0, 0, 1, 1),)))
    (figure,) = find(article, load_lexicon(hedges=hedges)).figures
    return figure


HEDGES = rows(RULES_PAGE, "words", "example")


@pytest.mark.parametrize("row", HEDGES, ids=lambda row: code(row[1])[0])
def test_hedges_are_read_as_told(row: list[str]) -> None:
    reading = only_figure(code(row[1])[0]).reading
    low = "open" if reading.low == UNBOUNDED_BELOW else f"{'above ' * reading.low_open}{int(reading.low):,}"
    high = "open" if reading.high == INFINITY else f"{'below ' * reading.high_open}{int(reading.high):,}"
    assert (low, high) == (row[2], row[3])


# --- hedge schemes ---


def test_every_scheme_is_told() -> None:
    assert {code(row[0])[0] for row in rows(RULES_PAGE, "scheme", "good for")} == set(shipped_schemes())


@pytest.mark.parametrize("column", range(1, 6))
def test_schemes_read_as_told(column: int, tmp_path: Path) -> None:
    (heading,) = re.findall(r"^\| printed \|(.*)\|$", prose(RULES_PAGE), re.MULTILINE)
    name = code(heading)[column - 1]
    if name in SCHEMES:
        (tmp_path / name).write_text(SCHEMES[name].body, encoding="utf-8")
        scheme = load_scheme(tmp_path / name)
    else:
        scheme = load_scheme(name)
    table = rows(RULES_PAGE, "printed")
    told = {code(row[0])[0]: row[column] for row in table}
    assert {words: interval(only_figure(words, scheme).reading) for words in told} == told


def test_words_that_a_scheme_adds_are_found(tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text(SCHEMES["desk.yaml"].body, encoding="utf-8")
    reading = only_figure("a smattering of", load_scheme(tmp_path / "desk.yaml")).reading
    assert (reading.low, reading.high) == (2, 9)


def test_keys_of_a_scheme() -> None:
    table = {code(row[0])[0]: row[1] for row in rows(RULES_PAGE, "key of a scheme")}
    assert tuple(table) == KEYS
    assert tuple(code(table["hedges"]))[: len(HEDGED)] == HEDGED
