"""Compiles the stages that read, link and judge figures while a wheel is built, when the machine has a C compiler.

The same sources run with and without it, and give the same results; compiled they are about twice as fast. Where they
cannot be compiled, the wheel is plain Python. ``FIGCHECK_COMPILE`` in the environment decides otherwise: ``never``, or
``always``, with which a build that cannot compile fails and says why. An editable installation is never compiled, so
that an edit takes effect at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
# Left out: what runs once (makers of tables), what pydantic or click looks into, and the records in model.py,
# findings.py and articles.py, which are pickled on their way between processes.
COMPILED = (
    "figcheck/numerals.py",
    "figcheck/phrases.py",
    "figcheck/powers.py",
    "figcheck/prose.py",
    "figcheck/spelledout.py",
    "figcheck/lexicon.py",
    "figcheck/wordlists.py",
    "figcheck/packed.py",
    "figcheck/units/[!_d]*.py",
    "figcheck/gazetteer/places.py",
    "figcheck/gazetteer/table.py",
    "figcheck/dates/*.py",
    "figcheck/find/*.py",
    "figcheck/describe/*.py",
    "figcheck/link/*.py",
    "figcheck/check/*.py",
)
_WISHES = ("auto", "always", "never")
# Of modules that are not compiled errors are not told: they import what is not there while a wheel is built.
_FLAGS = (
    "--config-file=",
    "--ignore-missing-imports",
    "--follow-imports=silent",
    "--explicit-package-bases",
    "--python-version=3.11",
)


class CompilingHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the build is editable or compiling is not wished; what was compiled joins ``build_data``.

        Raises ValueError for an unknown wish, and RuntimeError when compiling must succeed and does not.
        """
        wish = os.environ.get("FIGCHECK_COMPILE", "auto")
        if wish not in _WISHES:
            raise ValueError(f"FIGCHECK_COMPILE is {wish!r}: expected one of {', '.join(_WISHES)}")
        if wish == "never" or version == "editable":
            return
        self._scratch = tempfile.mkdtemp(prefix="figcheck-build-")
        try:
            libraries = compiled(ROOT, Path(self._scratch))
        except (OSError, RuntimeError) as error:
            if wish == "always":
                raise RuntimeError(f"figcheck could not be compiled: {error}") from error
            self.app.display_warning(f"figcheck is installed as plain Python, which is slower, because: {error}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for library in libraries:
            build_data["force_include"][str(library)] = library.relative_to(self._scratch).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what compiling left behind."""
        shutil.rmtree(getattr(self, "_scratch", ""), ignore_errors=True)


def compiled(root: Path, scratch: Path) -> list[Path]:
    """The libraries compiled from the modules of a checkout, each at the place below ``scratch`` where it belongs.

    Raises RuntimeError with the end of what the compiler printed when it fails.
    """
    shutil.copytree(root / "figcheck", scratch / "figcheck", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    command = [sys.executable, str(Path(__file__).resolve()), *modules(scratch)]
    done = subprocess.run(command, cwd=scratch, capture_output=True, encoding="utf-8", errors="replace", check=False)
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    libraries = [path for path in sorted(scratch.glob("**/*" + suffix)) if "build" not in path.parts]
    if done.returncode or not libraries:
        raise RuntimeError("\n".join((done.stdout + done.stderr).strip().splitlines()[-15:]))
    return libraries


def modules(root: Path) -> list[str]:
    """The modules to compile, as paths from the root, in order."""
    return sorted({path.relative_to(root).as_posix() for pattern in COMPILED for path in root.glob(pattern)})


def _compile(paths: list[str]) -> None:
    """Compile modules below the working directory in place, on all processors."""
    from mypyc.build import mypycify
    from pybind11.setup_helpers import ParallelCompile
    from setuptools import setup

    ParallelCompile(default=0).install()
    extensions = mypycify(
        [*_FLAGS, *paths], opt_level="1", debug_level="0", multi_file=True, group_name="figcheck", strip_asserts=False
    )
    setup(name="figcheck", packages=[], ext_modules=extensions, script_args=["build_ext", "--inplace"])


if __name__ == "__main__":
    _compile(sys.argv[1:])
