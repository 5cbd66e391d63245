"""The ``--regenerate-golden`` option and the fixture that compares whole outputs with their golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


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
