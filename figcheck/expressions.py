"""Our own regular expressions, compiled when they are first used.

figcheck has more than a thousand, of which a command needs a third: compiling all of them took a fifth of the time of a
check of ten articles. Those that users write are in ``patterns``.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Final, cast

_NAMES: Final = (
    *("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "scanner"),
    *("pattern", "flags", "groups", "groupindex"),
)


def expression(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, in all that it is used for. A mistake in ``source`` is raised, as re.error, by the
    first use."""
    return cast("re.Pattern[AnyStr]", _Waiting(source, flags))


class _Ready:
    """An expression that is compiled: what it can do lies in the instance, so that a call finds it at once."""

    def __init__(self, source: Any, flags: int) -> None:
        self._made_of = source, flags

    def __reduce__(self) -> tuple[Any, ...]:
        return expression, self._made_of

    def __repr__(self) -> str:
        return f"expression{self._made_of!r}"


class _Waiting(_Ready):
    """An expression that is not."""

    def __getattr__(self, name: str) -> Any:
        if name not in _NAMES:
            raise AttributeError(name)
        compiled = re.compile(*self._made_of)
        self.__dict__.update({known: getattr(compiled, known) for known in _NAMES})
        self.__class__ = _Ready  # type: ignore[assignment]  # which looks for nothing that is missing
        return self.__dict__[name]
