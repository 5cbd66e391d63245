"""Compiled and plain Python give the same bytes, and an installation without a compiler still is one."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from texts import CASES

import figcheck.find
from benchmarks import MEASURED
from benchmarks.installed import is_built_from

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(str(figcheck.find.__file__)).parent.parent.parent
NEWS_CASES = (
    "figures.yaml",
    "claims.yaml",
    "copies.yaml",
    "links.yaml",
    "reports.yaml",
    "stories.yaml",
    "wires.yaml",
    "newsroom.yaml",
)

compiled_only = pytest.mark.skipif(
    str(figcheck.find.__file__).endswith(".py"), reason=f"{MEASURED}; `pip install .` compiles one"
)


def texts_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in a file of cases that is an article, or the text of one."""
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield value
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sentences and articles of the cases, each as an article on a day of its own."""
    rows = []
    for name in NEWS_CASES:
        for case in texts_in(yaml.safe_load((CASES / name).read_text(encoding="utf-8"))):
            number = len(rows)
            rows.append(
                {
                    "id": f"{name}-{number}",
                    "title": str(case.get("title") or ""),
                    "text": case["text"],
                    "published": f"20{10 + number // 336 % 15}-{1 + number // 28 % 12:02}-{1 + number % 28:02}",
                }
            )
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def output(folder: Path, *arguments: str | Path) -> bytes:
    """What the figcheck of a folder prints."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from figcheck.cli import main; sys.exit(main())"
    command = [sys.executable, "-P", "-c", code, str(folder), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode("utf-8", "replace")
    return done.stdout


@compiled_only
@pytest.mark.slow
@pytest.mark.parametrize("what", [("extract", "-f", "jsonl"), ("check", "-f", "json")], ids=["figures", "findings"])
@pytest.mark.parametrize("of", ["seeds", "cases"])
def test_compiled_and_plain_python_print_the_same_bytes(what: tuple[str, ...], of: str, news: Path) -> None:
    assert is_built_from(ROOT, SITE)
    paths = [news] if of == "cases" else [ROOT / "seeds"]
    assert b"(compiled)" in output(SITE, "--version")
    assert b"(plain Python)" in output(ROOT, "--version")
    compiled = output(SITE, *what, *paths)
    assert len(compiled) > 20_000
    assert compiled == output(ROOT, *what, *paths)


def hook() -> ModuleType:
    """The build hook at the top of the checkout."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_compiled_exists_and_leaves_out_what_looks_into_classes() -> None:
    build = hook()
    assert all(list(ROOT.glob(pattern)) for pattern in build.COMPILED)
    modules = set(build.modules(ROOT))
    assert {"figcheck/find/scanner.py", "figcheck/describe/__init__.py", "figcheck/link/__init__.py"} <= modules
    assert not modules & {
        "figcheck/model.py",
        "figcheck/findings.py",
        "figcheck/rulemodels.py",
        "figcheck/units/database.py",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wish", "code", "told"),
    [("auto", 0, "plain Python"), ("always", 1, "could not be compiled"), ("perhaps", 1, "expected one of auto")],
)
def test_without_a_compiler(wish: str, code: int, told: str, tmp_path: Path) -> None:
    # A "mypyc" that fails, found first, stands for a machine on which nothing can be compiled.
    (tmp_path / "mypyc").mkdir()
    (tmp_path / "mypyc" / "__init__.py").write_text("raise ImportError('no compiler here')\n")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        env=os.environ | {"FIGCHECK_COMPILE": wish, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, told in done.stdout + done.stderr) == (code, True), done.stdout + done.stderr
    assert [path.name.endswith("-py3-none-any.whl") for path in (tmp_path / "dist").glob("*.whl")] == [True] * (
        not code
    )
