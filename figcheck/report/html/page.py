"""The page put together: parts made of the run, markup from ``page/``, and the policy that lets nothing else in.

Style and script stand in the page itself and are named by their hashes in its Content-Security-Policy (W3C, level 3):
whatever an article might smuggle in, no other script runs, and nothing is fetched.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from figcheck.findings import Run
from figcheck.report.html.filters import facets
from figcheck.report.html.findings import anchors, cards
from figcheck.report.html.matrix import matrix
from figcheck.report.html.outlets import COLOURS
from figcheck.report.html.overview import overview
from figcheck.report.html.plots import BASE, HEIGHT, WIDTH, plot_anchors, plots
from figcheck.report.html.safe import plain
from figcheck.report.rows import worst_first
from figcheck.report.summary import findings_line
from figcheck.report.terminal import Look

OPEN: Final = 40  # findings that are elements from the start; a script makes the others so, nearest first
MARKUP: Final = Path(__file__).with_name("page")


def page_text(run: Run, look: Look) -> str:
    """The page of a run, from ``<!doctype html>`` to a line end, in ASCII. The same run gives the same text."""
    shown = cards(run, plot_anchors(run))
    named = worst_first(run.findings)[: len(shown)]
    filters = facets(shown)
    style, script = _asset("page.css"), _asset("page.js")
    page: str = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            version=plain(run.version),
            title=findings_line(run.findings),
            policy=policy(style, script),
            style=Markup(style),
            script=Markup(script),
            cards=shown,
            open=OPEN,
            facets=filters,
            numbers={
                name: {choice.name: str(choice.number) for choice in facet.choices} for name, facet in filters.items()
            },
            plots=plots(run, zip(named, anchors(named), strict=True)),
            matrix=matrix(run, shown),
            overview=overview(run, shown, look),
            drawing={"width": WIDTH, "height": HEIGHT, "base": BASE, "colours": COLOURS},
        )
    )
    # A page in ASCII takes a browser half the memory and is read faster; the marks say the same to every parser.
    return page.rstrip("\n").encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy that lets one style and one script in, and nothing else."""
    return (
        f"default-src 'none'; script-src 'sha256-{_hash(script)}'; style-src 'sha256-{_hash(style)}';"
        " img-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _asset(name: str) -> str:
    """A style or script, which is ASCII: in it a mark for a character would mean something else."""
    return (MARKUP / name).read_bytes().decode("ascii").replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(MARKUP),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["pixels"] = _pixels
    environment.filters["thousands"] = _thousands
    return environment


def _pixels(at: float) -> Markup:
    """A coordinate with a tenth of a pixel, the same on every machine."""
    return Markup(f"{at + 0:.1f}".removesuffix(".0"))


def _thousands(count: Any) -> str:
    return f"{count:,}"
