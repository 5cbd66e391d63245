"""Where the files lie that come with figcheck: word lists, hedge schemes, rule packs."""

from __future__ import annotations

from pathlib import Path


def shipped_rules_folder() -> Path:
    """The folder of what comes with figcheck: inside the package once installed, else beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_rules"
    return installed if installed.is_dir() else package.parent / "rules"
