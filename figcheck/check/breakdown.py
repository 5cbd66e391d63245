"""A whole with its parts, however the text tells that they are its parts."""

from __future__ import annotations

from typing import NamedTuple

from figcheck.check.terms import Term
from figcheck.model import Claim


class Breakdown(NamedTuple):
    """A whole with its parts, of one sentence or of several.

    ``loose`` are terms that may be parts of parts. ``is_complete``: the text means to name all parts; ``exclusive``: no
    one is in two of them. ``sure``: the words leave no doubt that these are parts of the whole; ``is_firm``: nor that
    they are all. ``in_doubt``: they read like all the parts, though no word says so.
    """

    whole: Claim
    terms: tuple[Term, ...]
    loose: tuple[Term, ...] = ()
    is_complete: bool = False
    exclusive: bool = True
    sure: bool = False
    is_firm: bool = False
    in_doubt: bool = False

    @property
    def parts(self) -> tuple[Claim, ...]:
        """The parts told with a number, in the order of the text."""
        found = [it.claim for it in (*self.terms, *self.loose) if it.claim is not None]
        return tuple(sorted(found, key=lambda claim: claim.number))
