"""Whole numbers in words and back, written apart from figcheck so that a benchmark does not mark its own work."""

from __future__ import annotations

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(value: int) -> str:
    """A number from 0 to 99 in words: "seven", "forty-two".

    Raises ValueError for any other number.
    """
    if not 0 <= value < 100:
        raise ValueError(f"only numbers from 0 to 99 are spelt, not {value}")
    if value < 20:
        return ONES[value]
    ten, one = TENS[value // 10 - 2], value % 10
    return f"{ten}-{ONES[one]}" if one else ten


VALUES = {spelt(value): value for value in range(100)}
PATTERN = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[1:10])}))?|{'|'.join(sorted(ONES, key=len, reverse=True))})"
)


def numbered(printed: str) -> int:
    """The value of a whole number in digits ("1,200") or, below a hundred, in words, in any case.

    Raises ValueError when it is neither.
    """
    plain = "-".join(printed.lower().split()).replace(",", "")
    return VALUES[plain] if plain in VALUES else int(plain)
