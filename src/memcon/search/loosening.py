"""A question of many words of which no sentence holds all: some of them, then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memcon.search.held import Held
from memcon.search.query import All, How, Node, Some, Word
from memcon.search.ranking import commonness, spread

MANY = 4  # words from which a question is more likely a sentence than a condition
FEW = 3  # telling words up to which one of them is enough
ENOUGH = 2  # of more


def loosened(
    held: Held, node: Node, printed: Callable[[Word], Sequence[str]], kinds: Sequence[str]
) -> Node | None:
    """Ask for some of many words, everything else as before; None where there are few, or none is printed here.

    Words that stand in very many sentences tell nothing, and are passed over.
    """
    parts = node.parts if isinstance(node, All) else ()
    words = tuple(one for one in parts if isinstance(one, Word) and one.how == How.FORMS)
    if len(words) < MANY:
        return None
    common = commonness(held, kinds)
    telling = tuple(one for one in words if 0 < sum(spread(held, form, kinds) for form in printed(one)) < common)
    if not telling:
        return None
    rest = tuple(one for one in parts if one not in words)
    return All((Some(telling, 1 if len(telling) <= FEW else ENOUGH), *rest))
