"""``figcheck init``: a configuration, a first rule with its tests, schemas for editors, a CI file."""

from __future__ import annotations

from pathlib import Path

import click

from figcheck.commands.options import OneOf
from figcheck.problems import Problem, Refused
from figcheck.report.console import emit, from_here
from figcheck.report.files import write_file
from figcheck.report.terminal import one_line

_STARTER = Path(__file__).resolve().parent / "starter"
_CONFIG = "figcheck.yml"
_RULES = "rules/crowds.yaml"
_SCHEMA = "rules/figcheck-rules.schema.json"
_CONFIG_SCHEMA = "rules/figcheck-config.schema.json"
_CI = {"github": ".github/workflows/figcheck.yml", "gitlab": ".gitlab/figcheck.yml"}
_GITLAB = ".gitlab-ci.yml"  # which includes ours
_INCLUDE = "include:\n  - local: .gitlab/figcheck.yml\n"
_SERVICES = (*_CI, "none")


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option(
    "--ci",
    type=OneOf(_SERVICES),
    help="For which service to write a CI file (default: the one that the repository shows signs of, else github).",
)
def init(folder: Path, ci: str | None) -> None:
    """Set up FOLDER (here unless given): a configuration, a rule with its tests, schemas for editors, a CI file.

    The CI file is for the top folder of a repository, and left out in others. Nothing is overwritten: when one of
    the files exists, none is written and the exit code is 2.
    """
    top = _top(folder)
    if ci in _CI and top is not None:
        raise Refused(
            Problem(
                f"a CI file for {ci} stands at the top of the repository, `{from_here(top)}`",
                folder.as_posix(),
                advice="run `figcheck init` there, or leave it out: --ci none",
            )
        )
    service = ci or ("none" if top is not None else _service(folder))
    texts = _texts() | _ci_texts(folder, service)
    _refuse_to_overwrite(folder, texts)
    for name, text in texts.items():
        write_file(folder / name, text)
    written = [f"wrote {one_line(from_here(folder / name))}" for name in texts]
    emit("\n".join([*written, "", *_steps(folder, service, top, _GITLAB in texts)]) + "\n")


def _steps(folder: Path, service: str, top: Path | None, included: bool) -> list[str]:
    """What to do next, in lines."""
    steps = (_STARTER / "steps.txt").read_text(encoding="utf-8").splitlines()
    if service in _CI:
        steps.append(f"Say in {_CI[service]} where CI gets figcheck from: FIGCHECK. docs/ci.md tells the rest.")
        if service == "gitlab" and not included:
            steps.append(f"Add to {_GITLAB}: include: [{{local: .gitlab/figcheck.yml}}]")
    elif top is not None:
        steps.append(f"No CI file was written: it would stand at the top of the repository, `{from_here(top)}`.")
    ignored = folder / ".gitignore"
    if not (ignored.is_file() and {"out/", "/out/", "out"} & set(_lines(ignored))):
        steps.append("Reports are best left in `out/`: add it to .gitignore.")
    return steps


def _lines(file: Path) -> list[str]:
    try:
        return [line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return []


def _top(folder: Path) -> Path | None:
    """The top folder of the repository that a folder lies below; None for the top itself, and outside of any."""
    folder = folder.resolve()
    if (folder / ".git").exists():
        return None
    return next((above for above in folder.parents if (above / ".git").exists()), None)


def _service(folder: Path) -> str:
    """For which service a CI file is written unless one is named: by the files that are there, else by the remote."""
    if (folder / _GITLAB).exists() or (folder / ".gitlab").is_dir():
        return "gitlab"
    if (folder / ".github").is_dir():
        return "github"
    from figcheck.gitchanges import host

    return "gitlab" if "gitlab" in host(folder) else "github"


def _ci_texts(folder: Path, service: str) -> dict[str, str]:
    """The CI file, and for GitLab the file that includes it unless there is one."""
    if service not in _CI:
        return {}
    texts = {_CI[service]: (_STARTER / f"{service}.yml").read_text(encoding="utf-8")}
    if service == "gitlab" and not (folder / _GITLAB).exists():
        texts[_GITLAB] = _INCLUDE
    return texts


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
        raise Refused(*(Problem("exists already", from_here(file), advice=_advice(file)) for file in sorted(there)))


def _advice(file: Path) -> str:
    leave = "leave it out with --ci none" if file.as_posix().endswith(tuple(_CI.values())) else "choose another folder"
    return f"nothing was written; move it away, or {leave}"
