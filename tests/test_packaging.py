"""What is built and installed: the rules travel with the code, and the command line stays light."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("pandas", "quantulum3", "pydantic", "jinja2")


def rule_files() -> set[str]:
    """The rule files of the checkout, relative to rules/."""
    return {path.relative_to(ROOT / "rules").as_posix() for path in (ROOT / "rules").rglob("*.yaml")}


def build(target: str, folder: Path) -> Path:
    """Builds one distribution into ``folder`` with the backend of pyproject.toml, without a network or a compiler."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    plain = os.environ | {"FIGCHECK_COMPILE": "never"}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n(hatchling comes with pip install '.[test]')"
    (built,) = folder.iterdir()
    return built


@pytest.mark.slow
def test_wheel_holds_code_rules_and_types(tmp_path: Path) -> None:
    with zipfile.ZipFile(build("wheel", tmp_path)) as wheel:
        names = set(wheel.namelist())
    assert rule_files(), "the checkout has no rules"
    assert {f"figcheck/_rules/{name}" for name in rule_files()} <= names
    assert {"figcheck/__init__.py", "figcheck/cli.py", "figcheck/py.typed"} <= names
    started = {path.relative_to(ROOT).as_posix() for path in (ROOT / "figcheck/commands/starter").rglob("*.*")}
    assert len(started) == 3 and started <= names, "`figcheck init` has nothing to write"
    markup = {path.relative_to(ROOT).as_posix() for path in (ROOT / "figcheck/report/html/page").iterdir()}
    assert "figcheck/report/html/page/page.js" in markup and markup <= names, "the HTML page has no markup"
    assert any(name.endswith("licenses/LICENSE") for name in names)
    tops = {name.split("/", 1)[0] for name in names}
    assert tops == {"figcheck", *(top for top in tops if top.endswith(".dist-info"))}, "something else was packed"


@pytest.mark.slow
def test_sdist_holds_what_a_build_and_a_test_need(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames() if "/" in name}
    assert rule_files(), "the checkout has no rules"
    assert {f"rules/{name}" for name in rule_files()} <= names
    assert {"pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "figcheck/cli.py"} <= names
    assert "tests/test_packaging.py" in names
    assert not {name for name in names if name.startswith(("out/", ".venv/"))}


@pytest.mark.slow
def test_wheel_finds_its_rules_away_from_the_checkout(tmp_path: Path) -> None:
    unpacked = tmp_path / "site"
    with zipfile.ZipFile(build("wheel", tmp_path / "dist")) as wheel:
        wheel.extractall(unpacked)
    article = tmp_path / "article.txt"
    article.write_text("Two drones struck the depot on Monday, killing at least 16 people.\n", encoding="utf-8")
    command = "import sys; sys.path.insert(0, sys.argv.pop(1)); from figcheck.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", command, str(unpacked), "extract", "-f", "jsonl", str(article)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"surface": "at least 16"' in done.stdout


@pytest.mark.parametrize("module", ["figcheck.cli", "figcheck.model"])
def test_import_is_light(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"import {module}"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert module in imported, "importtime printed something else than expected"
    assert not [name for name in imported if name.split(".", 1)[0] in HEAVY]
