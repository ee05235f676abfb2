"""How likely a sentence undertakes something: learnt weights of its signs."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.features import Sentence, signs, signs_of
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.language import FOLDER


@dataclass(frozen=True, slots=True)
class Verdict:
    """That a sentence undertakes something: how likely, in which of its clauses, and why."""

    certainty: float
    clause: Clause
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt by training/commitments.py. `threshold` is the certainty from which something is claimed."""

    bias: float
    signs: dict[str, float]
    threshold: float


@cache
def weights(code: str) -> Weights | None:
    """Give the weights of a language; None where none were learnt."""
    file = resources.files(FOLDER) / code / "commitments_weights.json"
    return Weights(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def weighed(one: Sentence, lexicon: Lexicon) -> Verdict | None:
    """Say whether a sentence undertakes something; None where that is unlikely."""
    learnt = weights(lexicon.code)
    if learnt is None:
        return None
    telling = {sign: learnt.signs[sign] for sign in signs(one, lexicon) if sign in learnt.signs}
    certainty = 1 / (1 + math.exp(-learnt.bias - sum(telling.values())))
    if certainty < learnt.threshold:
        return None
    return Verdict(certainty, _main(one, learnt, lexicon), _reason(telling))


def _main(one: Sentence, learnt: Weights, lexicon: Lexicon) -> Clause:
    """Choose the clause that undertakes most."""

    def weight(clause: Clause) -> float:
        return sum(learnt.signs.get(sign, 0.0) for sign in signs_of(clause, one, lexicon))

    return max(one.clauses, key=weight)


def _reason(telling: dict[str, float]) -> str:
    most = [sign for sign in sorted(telling, key=lambda sign: -telling[sign]) if telling[sign] > 0]
    return "speaks for it: " + "; ".join(most[:4])
