"""What a run could have found: only of that can be said that it is found no more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from figcheck.findings import Run
from figcheck.homes import Homes
from figcheck.remembered import Remembered

# Checks that are about one article by itself; the others may want an article that this run has not read.
_INSIDE = frozenset(("sum", "subset", "share", "change", "product", "rank", "bounds", "date"))


class Purview:
    """The rules and articles of a run, and the folders that were named: an article that lies in one and was not read is
    gone.

    ``known`` tells the ids of all rules there are; it is asked only about a rule that is not in force.
    """

    def __init__(
        self, run: Run, paths: Iterable[str | Path], homes: Homes, known: Callable[[], Collection[str]]
    ) -> None:
        self._kinds = {card.id: card.kind for card in run.rules}
        self._known = known
        self._homes = homes
        self._named = [(homes.root(Path(path)), homes.of(Path(path))) for path in paths]
        self._articles = {header.lasting_id for header in run.articles}
        self._unread = {homes.of(Path(row.path)) for row in run.unread}
        self._focus = run.focus
        self._in_focus = {header.lasting_id for header in run.articles if self.is_focused(header.path)}

    def is_focused(self, path: str) -> bool:
        """Whether the run is about the article at a path at all."""
        return self._focus is None or path in self._focus

    def in_force(self, rule: str) -> bool:
        """Whether the run applied a rule."""
        return rule in self._kinds

    def exists(self, rule: str) -> bool:
        """Whether there is such a rule, in force or not."""
        return rule in self._kinds or rule in self._known()

    def rules(self) -> Collection[str]:
        """The ids of all rules there are."""
        return {*self._kinds, *self._known()}

    def judges_alone(self, rule: str) -> bool:
        """Whether a rule that is in force would have shown all that it finds of an article: one that holds articles
        against each other shows nothing of a single one."""
        return self._kinds[rule] in _INSIDE or len(self._articles) > 1

    def holds(self, row: Remembered, file: Path) -> bool:
        """Whether the run would have found this if it were still there; ``file`` is where it is remembered. False where
        it is not known which articles it was of."""
        if not self.in_force(row.rule) and self.exists(row.rule):
            return False
        if self._focus is not None and self._in_focus.isdisjoint(row.articles):
            return False
        root = self._homes.root(file)
        places = list(zip(row.articles, row.files or row.articles, strict=False))
        return bool(places) and all(
            article in self._articles or self._is_gone(place, root) for article, place in places
        )

    def _is_gone(self, place: str, root: str) -> bool:
        """Whether an article that was not read lies where everything was read."""
        path = place.rsplit("#", 1)[0] if place.rsplit("#", 1)[-1].isdigit() else place
        if path in self._unread:
            return False
        return any(
            root == named_root and (named in (".", path, place) or path.startswith((f"{named}/", f"{named}#")))
            for named_root, named in self._named
        )
