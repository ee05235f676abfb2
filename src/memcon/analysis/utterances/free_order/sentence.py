"""What one sentence shows before anybody is known."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.analysis.utterances.free_order.cues import Cue, cues
from memcon.analysis.utterances.free_order.lore import Lore
from memcon.analysis.utterances.free_order.mentions import Mention, mentions
from memcon.analysis.utterances.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, half-open in its block."""

    block: int
    start: int
    end: int
    first_in_block: bool
    named: tuple[Mention, ...]
    cues: tuple[Cue, ...]
    quoted: bool  # stands for the most part inside quotation marks

    @property
    def opens_visit(self) -> bool:
        """Whether somebody comes or goes in it."""
        return any(one.kind == "going" for one in self.cues)


def read_sentence(
    said: Tokens, span: tuple[int, int], block: int, lore: Lore, *, first: bool, quoted: bool
) -> Sentence:
    """Read one sentence."""
    named = mentions(said, lore)
    return Sentence(block, *span, first, named, cues(said, named, lore.speech), quoted)
