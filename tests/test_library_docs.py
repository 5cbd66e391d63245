"""docs/library.md: what its Python prints, in one go from top to bottom, is what stands below it."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from figcheck.library import check
from figcheck.result import Result

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<language>python|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_prints_what_it_shows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    page, printed, compared = PAGE, "", 0
    for block in BLOCK.finditer(PAGE):
        if block["language"] == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(block["body"], "docs/library.md", "exec"), names)
            printed = "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip().splitlines())
        elif request.config.getoption("--regenerate-golden"):
            page = page.replace(block[0], f"```text\n{printed}```")
        else:
            assert printed == block["body"]
            compared += 1
    if page != PAGE:
        (ROOT / "docs" / "library.md").write_text(page, encoding="utf-8")
    assert compared >= 4 or page != PAGE or request.config.getoption("--regenerate-golden")


def test_the_page_names_every_option_and_all_of_a_result() -> None:
    for name in check.__annotations__:
        assert f"`{name}`" in PAGE or f"`{name}=" in PAGE or name == "return", name
    for name in vars(Result):
        assert name.startswith("_") or f"`{name}" in PAGE, name
