"""What all tests share: which figcheck is tested, the ``--regenerate-golden`` option with its fixture, and how
hypothesis searches."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from repositories import A, B, Repository, isolate

from benchmarks import MEASURED  # chooses, before figcheck is imported

os.environ.pop("COLUMNS", None)  # which whoever starts the tests may set, and outputs are as wide as it says

# No test is about time, and a run gives the same result twice; ``--hypothesis-profile=deep`` searches at random.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile("steady")

GOLDEN = Path(__file__).parent / "golden"


def pytest_report_header() -> str:
    return f"figcheck: {MEASURED}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-golden", action="store_true", help="write the golden files anew from what comes out now"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a whole output with tests/golden/<name>; with the option, writes it."""

    def compare(name: str, output: str) -> None:
        path = GOLDEN / name
        expected = path.read_bytes().decode("utf-8") if path.exists() else None
        if request.config.getoption("--regenerate-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(output.encode("utf-8"))
            return
        assert expected is not None, f"no golden file {name}: run pytest --regenerate-golden"
        assert output == expected

    return compare


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A git that knows no settings but those of the test."""
    isolate(monkeypatch, tmp_path)


@pytest.fixture
def repository(tmp_path: Path, alone: None) -> Repository:
    """Two articles on main, and a branch that is checked out."""
    made = Repository(tmp_path / "clone")
    made.commit(**{"old.md": A, "articles/a.md": A, "articles/b.md": B, ".gitignore": "*.tmp.md\n"})
    made.git("checkout", "--quiet", "-b", "branch")
    return made
