"""Making untrusted text safe for a terminal, and the few things every printed report needs: width, wrap,
colour.

Text from articles may hold escape sequences that move the cursor, hide words or reorder them. What reaches a
terminal, a CSV cell or a comment goes through :func:`clean` or :func:`one_line` first. Nothing visible is
dropped: only characters that steer the display go, the letters around them stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import click

from figcheck.expressions import expression
from figcheck.report.links import Links, address, linked

_STYLES: dict[str, Callable[[str], str]] = {
    "error": lambda text: click.style(text, fg="red", bold=True),
    "warning": lambda text: click.style(text, fg="yellow", bold=True),
    "note": lambda text: click.style(text, fg="cyan"),
    "good": lambda text: click.style(text, fg="green"),
    "strong": lambda text: click.style(text, bold=True),
    "faint": lambda text: click.style(text, dim=True),
}

# A colour or cursor sequence goes as a whole (ECMA-48, CSI); of any other sequence only the control character
# goes, so that an unfinished one cannot swallow the words behind it.
_SEQUENCE = expression(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")
_LINE_ENDS = expression(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STEERING = expression(
    "["
    r"\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0, DEL and C1
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi and invisible
    r"\U000e0000-\U000e007f"  # tags
    "]"
)
# Half of a surrogate pair (an undecodable file name) cannot be written; the last private plane is kept for
# grid.py.
_UNWRITABLE = expression(r"[\ud800-\udfff\U00100000-\U0010ffff]")
# Where a line begins so, or anywhere: the runner of GitHub Actions takes it for a command, whoever prints it.
_COMMANDS = expression(r"(?<!\S):(?=:\S)|##(?=\[)")
_BREAK_AFTER = "/\\-_#,;"


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look: ``width`` in terminal columns, whether to colour, to say more, or to say less, and which
    ``links`` places become."""

    width: int = 100
    colour: bool = False
    verbose: bool = False
    quiet: bool = False
    links: Links = ""

    def paint(self, text: str, style: str) -> str:
        """The text in one of the named styles, or unchanged when colour is off or the style is ""."""
        return _STYLES[style](text) if self.colour and style and text else text

    def place(self, location: str, style: str = "faint") -> str:
        """A place, ``path:line:column``, made safe and in a style; a link where the terminal opens one."""
        return self.paint(linked(one_line(location), address(location, self.links)), style)


def clean(text: str) -> str:
    """The text without characters that steer a terminal; line ends become ``\\n``, tabs stay.

    A blank parts the signs that begin a command of a GitHub workflow (``::error::``, ``##[error]``).
    """
    if text.isprintable() and "::" not in text and "##[" not in text:
        return text  # nearly all there is: whatever steers, ends a line or cannot be written is not printable
    text = _LINE_ENDS.sub("\n", _SEQUENCE.sub("", text))
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", _STEERING.sub("", text))
    return _COMMANDS.sub(r"\g<0> ", text)


def one_line(text: str) -> str:
    """The text cleaned and on one line, runs of blanks as one space."""
    return " ".join(clean(text).split())


def cut(text: str, most: int) -> str:
    """The text cleaned, on one line and of at most ``most`` characters, with "…" where it goes on."""
    head = text[: most * 8 + 64]  # what stands far behind the cut is not looked at: a line may have a megabyte
    line = one_line(head)
    if len(line) <= most and len(head) == len(text):
        return line
    return f"{line[: max(0, most - 1)].rstrip()}…"


def display_width(text: str) -> int:
    """How many terminal columns a text takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """One line of text as lines of at most ``width`` columns, broken at blanks, else after ``/ - _`` and the
    like.

    At least one line comes back. A word is cut only when it has no better place; no character is lost but the
    blanks at a break. ``width`` below 2 counts as 2, as a wide character needs two columns.
    """
    width = max(2, width)
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if display_width(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterator[str]:
    start = 0
    while (end := _reach(word, start, width)) < len(word):
        fits = word[start:end]
        soft = max((fits.rfind(mark) for mark in _BREAK_AFTER), default=-1) + 1
        # A break that leaves a stub of a line looks worse than a cut; that of a place goes before its line or column.
        cut = next((at for at in (soft, fits.rfind(":") + 1) if at * 5 >= len(fits)), len(fits))
        if cut > 1 and word.startswith("::", start + cut):
            cut -= 1  # no line begins as a command of a workflow does
        yield word[start : start + cut]
        start += cut
    yield word[start:]


def _reach(word: str, start: int, width: int) -> int:
    """How far a word goes from a place on within a width."""
    if word.isascii():
        return min(start + width, len(word))
    taken = 0
    for index in range(start, len(word)):
        taken += _columns(word[index])
        if taken > width:
            return index
    return len(word)


@lru_cache(1000)
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
