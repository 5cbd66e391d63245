"""Places as links that a terminal opens (OSC 8), and which terminals are known to show them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from figcheck.expressions import expression

Links = Literal["", "file", "line"]

# Terminals that name themselves in TERM_PROGRAM and show links. That of Visual Studio Code is not among them: it makes
# a link of "path:line:column" by itself, and that one leads to the line.
_PROGRAMS = frozenset(("iTerm.app", "WezTerm", "Hyper", "ghostty", "Tabby", "rio", "terminology", "mintty"))
_TERMS = frozenset(("xterm-ghostty", "alacritty", "foot", "foot-extra", "contour", "wezterm"))
_FIRST_VTE = 5001  # 0.50.0 had links and crashed on them
_FIRST_KONSOLE = 201200  # 20.12
_LOCATION = expression(r"(?P<path>.+):(?P<line>[0-9]+):[0-9]+", re.DOTALL)


def links_of(environment: Mapping[str, str]) -> Links:
    """Which links the terminal of an environment is known to open: none, to "file", or to a "line" of one.

    Unknown ones print them as rubbish. ``FORCE_HYPERLINK`` decides where it is set: 0 for no, anything else for yes.
    Kitty alone documents a line behind "#"; others take it for a part of the name, or refuse it.
    """
    term = environment.get("TERM", "")
    known: Links = "line" if term == "xterm-kitty" or environment.get("KITTY_WINDOW_ID") else "file"
    forced = environment.get("FORCE_HYPERLINK", "")
    if forced:
        return known if forced != "0" else ""
    if term == "dumb" or any(environment.get(name) for name in ("CI", "TEAMCITY_VERSION")):
        return ""
    if any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
        return ""  # the files are not where the terminal is
    if any(environment.get(name) for name in ("TMUX", "STY")) or term.startswith(("screen", "tmux")):
        return ""  # older multiplexers drop them, and what is around them is not known
    shows = (
        known == "line"
        or term in _TERMS
        or environment.get("TERM_PROGRAM", "") in _PROGRAMS
        or any(environment.get(name) for name in ("WT_SESSION", "DOMTERM"))
        or _number(environment.get("VTE_VERSION", "")) >= _FIRST_VTE
        or _number(environment.get("KONSOLE_VERSION", "")) >= _FIRST_KONSOLE
    )
    return known if shows else ""


def address(location: str, links: Links) -> str:
    """The address of a place that is written as ``path:line:column``; "" without links, or when no file lies there.

    Whatever could end the address, or the sequence that holds it, is percent-encoded.
    """
    found = _LOCATION.fullmatch(location) if links else None
    if found is None:
        return ""
    file = _file(found["path"])
    return f"{file}#{found['line']}" if file and links == "line" else file


def linked(text: str, address: str) -> str:
    """The text as a link to an address, unchanged without one. Lines of one wrapped text are one link."""
    if not address or not text:
        return text
    # Without an id, a terminal takes every line of a wrapped link for a link of its own.
    name = re.sub(r"[^A-Za-z0-9]", "", address)[-60:]
    return f"\x1b]8;id={name};{address}\x1b\\{text}\x1b]8;;\x1b\\"


def _file(path: str) -> str:
    try:
        there = os.path.isfile(path)
    except ValueError:  # a NUL in the name
        there = False
    if not there:
        return ""
    encoded = quote(os.path.abspath(path).replace(os.sep, "/").encode("utf-8", "surrogateescape"), safe="/~")
    return f"file://{'' if encoded.startswith('/') else '/'}{encoded}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
