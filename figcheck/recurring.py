"""How long after a sentence the same words tell of something else: the next poll, the next flood, the next budget.

Newsrooms copy within days. Later the words recur because the news does: bulletins keep their sentences.
"""

from __future__ import annotations

from typing import Final

COPIED_WITHIN: Final = 31  # days between two articles, of which the one copied a sentence of the other
MEASURED_ANEW: Final = 12  # days after which a share, a rate or an answer in the same words is another one
