"""Words with capitals, each looked at once: where it stands in what white space surrounds, and what it names by itself.

News prints the same words again and again, and what a capitalised word may be depends on nothing around it. So a
stretch of letters between two spaces is taken apart when it is first met, and remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from figcheck.expressions import expression

if TYPE_CHECKING:
    from figcheck.describe.knownnames import MentionKind, Names

_CAPITAL: Final = expression(r"[^\W\d_a-z](?<!\w.)(?:\.(?:[A-Z]\.)+|[\w’'`]*(?:[-\u2010\u2011&][\w’'`]+)*)")
UPPER: Final = expression(r"\b[^\W\d_]*[A-Z][\w’'`\-]*")
_NEXT: Final = expression(r"(?:[A-Za-z]\.){2,}|(?:St|Mt|Ft)\.(?=\s)|[^\W_](?:[\w’'`\-\u2010\u2011]*\w)?")
_SPACE: Final = expression(r"[ \u00a0]|\r?\n(?!\s)")
_RUNS_ON: Final = ("", "\r", "\u00a0")  # what stands behind a word in its stretch where a name may go on
_KNOWN: Final = 50_000  # stretches and pairs of words that are remembered


class Capital:
    """A capitalised word in a stretch without spaces.

    ``first`` and ``last`` are its offsets there, ``word`` its folded print without "'s", ``most`` how many words the
    longest name has that begins so. ``row`` is what it names by itself, ``stop`` where that name ends. ``opens``:
    further words may make a longer name of it, whose first is ``lead``. ``ordinary`` words open no run of names, what
    ``breaks`` goes on with none: a day, a currency.
    """

    __slots__ = ("breaks", "first", "last", "lead", "most", "opens", "ordinary", "row", "stop", "word")

    def __init__(
        self,
        first: int,
        last: int,
        word: str,
        most: int,
        row: tuple[str, MentionKind] | None,
        stop: int,
        opens: bool,
        lead: str,
        ordinary: bool,
        breaks: bool,
    ) -> None:
        self.first = first
        self.last = last
        self.word = word
        self.most = most
        self.row = row
        self.stop = stop
        self.opens = opens
        self.lead = lead
        self.ordinary = ordinary
        self.breaks = breaks


Standing = tuple[int, int, Capital, str | None]
"""Where a capitalised word begins and ends in the text, what it is, and the stretch behind it where that is known."""


class Capitals:
    """The capitalised words of all stretches read so far. ``shouted``: of text that is all in capitals."""

    def __init__(self, names: Names, shouted: bool) -> None:
        self._names = names
        self._pattern = UPPER if shouted else _CAPITAL
        self._known: dict[str, tuple[Capital, ...]] = {}
        self._pairs: dict[str, bool] = {}

    def within(self, text: str, start: int, end: int) -> list[Standing]:
        """The capitalised words of ``text[start:end]``, in order."""
        piece = text[start:end]
        stretches = piece.replace("\n", " ").split(" ")
        last = -1 if "\u00a0" in piece or "\r" in piece else len(stretches) - 1
        known = self._known
        found: list[Standing] = []
        base = start
        for k, stretch in enumerate(stretches):
            row = known.get(stretch)
            if row is None:
                row = self._taken_apart(stretch)
            if row:
                behind = stretches[k + 1] if k < last else None
                for capital in row:
                    found.append((base + capital.first, base + capital.last, capital, behind))
            base += len(stretch) + 1
        return found

    def goes_on(self, capital: Capital, behind: str | None) -> bool:
        """True when some name begins with a capitalised word and what stands behind it, or where nobody knows that."""
        if behind is None:
            return True
        pair = f"{capital.lead} {behind}"
        known = self._pairs.get(pair)
        if known is None:
            if len(self._pairs) >= _KNOWN:
                self._pairs.clear()
            match = _NEXT.match(behind + " ")
            word = match.group().lower().replace("’", "'") if match is not None else ""
            goes_on = self._names.starts.goes_on
            known = bool(word) and any(
                goes_on(f"{capital.lead} {second}") for second in {word, word.removesuffix("'s")}
            )
            self._pairs[pair] = known
        return known

    def _taken_apart(self, stretch: str) -> tuple[Capital, ...]:
        if len(self._known) >= _KNOWN:
            self._known.clear()
        row: tuple[Capital, ...] = ()
        if not (stretch.islower() and stretch.isascii()):
            row = tuple([self._capital(stretch, *match.span()) for match in self._pattern.finditer(stretch)])
        self._known[stretch] = row
        return row

    def _capital(self, stretch: str, start: int, end: int) -> Capital:
        names = self._names
        folded = stretch.replace("\u0130", "I").lower().replace("’", "'")
        word = folded[start:end].removesuffix("'s")
        most = names.starts.get(word, 0)
        first = _NEXT.match(stretch + " ", start)
        stop = min(first.end(), len(stretch)) if first is not None else start
        row, last = None, 0
        hyphen = folded.find("-", start, end)
        if most == 1:
            row, last = names.row(word), start + len(word)
        if row is None and first is not None and (most > 1 or ((most or hyphen > start) and stretch[end - 1] == ".")):
            row, last = names.row(folded[start:stop].removesuffix("'s")), stop
        if row is None and hyphen > start:
            row, last = names.row(folded[start:hyphen]), hyphen
        opens = most > 1 and first is not None and stretch[stop : stop + 1] in _RUNS_ON
        ordinary, breaks = word in names.ordinary, folded[start:end] in names.calendar
        if stretch[start:end] in names.units:
            ordinary = breaks = True
        elif hyphen > start:  # "Sixty-one"
            ordinary = ordinary or (
                folded[start:hyphen] in names.ordinary and folded[hyphen + 1 : end] in names.ordinary
            )
        return Capital(start, end, word, most, row, last, opens, folded[start:stop], ordinary, breaks)


def word_ends(text: str, start: int, most: int) -> list[int]:
    """Where the next words end, from one up to ``most``."""
    ends: list[int] = []
    position = start
    for _ in range(most):
        match = _NEXT.match(text, position)
        if match is None:
            break
        position = match.end()
        ends.append(position)
        gap = _SPACE.match(text, position)
        if gap is None:
            break
        position = gap.end()
    return ends
