"""Where paragraphs end: at an empty line, whatever ends the lines; and which lines go on in the next."""

from __future__ import annotations

import pytest

from figcheck.prose import Sentences, paragraphs

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


LONG = (
    "The blast in the market of the old town beside the river killed, "
    + "as the mayor has told us this morning, 12 people"
)


@pytest.mark.parametrize(
    ("before", "behind", "joined"),
    [
        (f"{LONG},", "including 9 children.", True),
        (LONG, "and hurt 9 children.", True),
        (LONG, "The mayor left.", False),
        (f"{LONG}.", "and so on", False),
        ("Twelve people", "The mayor left.", True),  # a short line may be wrapped anywhere
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_lines_that_go_on(before: str, behind: str, joined: bool, end: str) -> None:
    text = f"{before}{end}{behind}"
    sentence = Sentences(text, frozenset()).at(0)
    assert (sentence.end > len(before) + len(end)) is joined
