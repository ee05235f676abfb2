"""The trained model: a weight for each feature and label, and how often its claims are right.

Weights are learnt by training/acts.py; a language without a file of weights is read by rules alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from memcon.model.moves import Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FOLDER = "memcon.analysis.acts"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights: features by labels. `claims` and `right` are matched points of the curve from claim to truth."""

    labels: tuple[Label, ...]
    weights: Numbers
    bias: Numbers
    tilt: Numbers  # for each label, what a claim is multiplied by before claims are compared
    claims: Numbers
    right: Numbers

    def claimed(self, sentences: Sequence[Sequence[int]]) -> Numbers:
        """Give what the model claims of each sentence, a row a sentence and a column a label; each row sums to 1."""
        import numpy as np

        scores = np.empty((len(sentences), len(self.labels)), dtype=np.float32)
        for row, present in enumerate(sentences):
            scores[row] = self.weights[present].sum(axis=0, dtype=np.float32)
        claims = self.tilt / (1 + np.exp(-(scores + self.bias)))
        return np.asarray(claims / claims.sum(axis=1, keepdims=True))

    def certainty(self, claim: float) -> float:
        """Turn the claim for the label that was chosen into the share of such claims that were right.

        Right on collections that the model had not seen when it was measured.
        """
        import numpy as np

        return float(np.interp(claim, self.claims, self.right))


@cache
def model(code: str) -> Model | None:
    """Load the weights of a language; None where there are none."""
    import numpy as np  # heavy: read when first used

    file = resources.files(FOLDER) / f"weights_{code}.npz"
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
        weights = np.zeros((int(kept["size"]), len(kept["labels"])), dtype=np.float16)
        weights[kept["features"]] = kept["weights"]
        return Model(
            tuple(Label(str(name)) for name in kept["labels"]), weights, kept["bias"], kept["tilt"],
            kept["claims"], kept["right"],
        )
