"""Places of the world: what a name may mean, and which place lies in which.

What editors write in ``rules/lexicon/places.yaml`` comes first; the compiled table (``places.tsv``) has the rest of the
world. The table is read when the first name is looked up, never before.
"""

from __future__ import annotations

from figcheck.gazetteer.places import Gazetteer, NameStarts, Place, PlaceKind
from figcheck.gazetteer.spelling import fold, loosen

__all__ = ["Gazetteer", "NameStarts", "Place", "PlaceKind", "fold", "loosen"]
