"""``figcheck init``: a configuration, a first rule with its tests, and what an editor needs to complete rules."""

from __future__ import annotations

from pathlib import Path

import click

from figcheck.problems import Problem, Refused
from figcheck.report.console import emit, from_here
from figcheck.report.files import write_file
from figcheck.report.terminal import one_line

_STARTER = Path(__file__).resolve().parent / "starter"
_CONFIG = "figcheck.yml"
_RULES = "rules/crowds.yaml"
_SCHEMA = "rules/figcheck-rules.schema.json"
_CONFIG_SCHEMA = "rules/figcheck-config.schema.json"


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Set up FOLDER (here unless given): a configuration, a rule with its tests, schemas for editors.

    Nothing is overwritten: when one of the files exists, none is written and the exit code is 2.
    """
    texts = _texts()
    _refuse_to_overwrite(folder, texts)
    for name, text in texts.items():
        write_file(folder / name, text)
    written = [f"wrote {one_line(from_here(folder / name))}" for name in texts]
    emit("\n".join(written) + "\n\n" + (_STARTER / "steps.txt").read_text(encoding="utf-8"))


def _texts() -> dict[str, str]:
    """What is written, by its path in the folder."""
    import json

    from figcheck.report import CHECK_FORMATS
    from figcheck.rules import shipped_packs
    from figcheck.ruleschema import config_schema, rules_schema

    config = (_STARTER / _CONFIG).read_text(encoding="utf-8")
    return {
        _CONFIG: config.replace("{packs}", ", ".join(sorted(shipped_packs()))),
        _RULES: (_STARTER / _RULES).read_text(encoding="utf-8"),
        _SCHEMA: json.dumps(rules_schema(), indent=2, sort_keys=True) + "\n",
        _CONFIG_SCHEMA: json.dumps(config_schema(tuple(CHECK_FORMATS)), indent=2, sort_keys=True) + "\n",
    }


def _refuse_to_overwrite(folder: Path, texts: dict[str, str]) -> None:
    """Raises Refused with everything that is there already, also a configuration of another name."""
    from figcheck.config import configs_in

    if folder.exists() and not folder.is_dir():
        raise Refused(Problem("is not a folder", folder.as_posix()))
    there = {folder / name for name in texts if (folder / name).exists() or (folder / name).is_symlink()}
    there.update(configs_in(folder))
    if there:
        advice = "nothing was written; move it away, or choose another folder"
        raise Refused(*(Problem("exists already", from_here(file), advice=advice) for file in sorted(there)))
