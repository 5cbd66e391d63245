"""Where paragraphs end: at an empty line, whatever ends the lines."""

from __future__ import annotations

import pytest

from figcheck.prose import paragraphs

CASES = [
    ("wrapped by hand", "Two men\nwere hurt.|A third\nwas not."),
    ("one line each", "Two men were hurt.|A third was not."),
    ("three", "Two.|Three.|Four."),
]


@pytest.mark.parametrize(("printed"), [text for _, text in CASES], ids=[name for name, _ in CASES])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("between", ["", "  \t"], ids=["empty", "blank"])
def test_paragraphs(printed: str, end: str, between: str) -> None:
    wanted = [piece.replace("\n", end) for piece in printed.split("|")]
    text = (end + between + end).join(wanted)
    found = [text[span.start : span.end] for span in paragraphs(text, 0)]
    assert [piece.strip() for piece in found] == wanted
