"""Which figcheck a benchmark measures, or a test tests: the installed one when it was built from this checkout's files,
since that is what users run and it is compiled, else the checkout itself.

Reads files only; nothing of figcheck is imported, so that the choice still counts.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def choose() -> str:
    """Puts the figcheck to use first on ``sys.path``, and says which it is in a few words.

    ``FIGCHECK_COMPILE=never`` in the environment asks for the checkout. To be called before figcheck is imported.
    """
    site = Path(sysconfig.get_path("platlib"))
    if os.environ.get("FIGCHECK_COMPILE") == "never":
        chosen, why = ROOT, "this checkout, plain Python"
    elif not any((site / "figcheck").glob("*.so")) and not any((site / "figcheck").glob("*.pyd")):
        chosen, why = ROOT, "this checkout, plain Python: no compiled one is installed"
    elif not is_built_from(ROOT, site):
        chosen, why = ROOT, "this checkout, plain Python: the installed one is of other files (pip install . again)"
    else:
        chosen, why = site, "the installed one, compiled from the files of this checkout"
    sys.path[:] = [str(chosen), *(path for path in sys.path if path != str(chosen))]
    return why


def is_built_from(root: Path, site: Path) -> bool:
    """True when code, data and rules installed in a folder of packages are those of a checkout, byte for byte."""
    return _files(root / "figcheck", "_rules") == _files(site / "figcheck", "_rules") and _files(
        root / "rules"
    ) == _files(site / "figcheck" / "_rules")


def _files(folder: Path, other_than: str = "") -> dict[str, bytes]:
    """The files of a folder that are no product of others, by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".so", ".pyd", ".pyc")
        and path.relative_to(folder).parts[0] != other_than
    }
