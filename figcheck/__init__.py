"""figcheck: finds the figures in news articles, links those about the same thing, and shows where they differ.

``figcheck.check(articles)`` gives a ``Result``; see docs/library.md. What lies behind it is imported when it is used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from figcheck.library import check, extract, load
    from figcheck.problems import Refused
    from figcheck.result import Result

__all__ = ["Refused", "Result", "__version__", "check", "extract", "load"]
__version__ = "0.1.0"

_LIES_IN = {
    "check": "figcheck.library",
    "extract": "figcheck.library",
    "load": "figcheck.library",
    "Refused": "figcheck.problems",
    "Result": "figcheck.result",
}


def __getattr__(name: str) -> Any:
    if name not in _LIES_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_LIES_IN[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """The package, in which ``check`` is the function: importing the stage of that name sets it no more."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "check" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
