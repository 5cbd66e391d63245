"""The findings as one HTML page that needs nothing but itself: no request goes out, and nothing in an article runs.

Each file here makes one part of the page as plain records, ``page.py`` puts them into the markup of ``page/``.
"""

from __future__ import annotations

from figcheck.findings import Run
from figcheck.report.terminal import Look


def html(run: Run, look: Look) -> str:
    """The whole page. ``look.verbose`` adds tracebacks to what was not read; the rest of the look is for terminals."""
    # Here, since jinja2 takes a tenth of a second that no other format needs.
    from figcheck.report.html.page import page_text

    return page_text(run, look)
