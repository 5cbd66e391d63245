"""What pairs connect: numbers that are joined, directly or through others, lie in one heap."""

from __future__ import annotations


class Heaps:
    """Numbers from 0, each alone at first."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def join(self, one: int, other: int) -> None:
        """Put the heaps of two numbers together."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[max(first, second)] = min(first, second)

    def root(self, number: int) -> int:
        """The smallest number of a number's heap."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def large(self) -> list[list[int]]:
        """The heaps of two numbers or more, each sorted, by their smallest."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            found.setdefault(self.root(number), []).append(number)
        return [heap for heap in found.values() if len(heap) > 1]
