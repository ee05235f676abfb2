"""The encoder's weights as memcon carries them: packed by training/meaning.py, read when first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.search.meaning_encoder import Floats, Network, Numbers

FILE = "meaning_weights.npz"
TABLE = ("model", "codes", "least", "step", "tiny")  # what is no layer
LONGEST = 256  # pieces; a list printed as one sentence is cut there


@dataclass(frozen=True, slots=True)
class PackedTable:
    """Vectors of pieces in 4 bits a figure, each with its own least figure and step."""

    codes: NDArray[np.uint8]  # (pieces, 256): two figures a byte
    least: NDArray[np.float16]
    step: NDArray[np.float16]

    def rows(self, pieces: Numbers) -> Floats:
        """Give the vectors of pieces, (n, 512)."""
        codes = self.codes[pieces]
        found = np.empty((len(pieces), 2 * codes.shape[1]), np.float32)
        found[:, ::2], found[:, 1::2] = codes & 15, codes >> 4
        found *= self.step[pieces, None].astype(np.float32)
        found += self.least[pieces, None].astype(np.float32)
        return found


@dataclass(frozen=True, slots=True)
class Reader:
    """What turns a sentence into the numbers of its pieces."""

    processor: Any
    mute: frozenset[int]  # pieces that say nothing: the unknown, a space, the opening and the closing mark

    def pieces(self, sentences: Sequence[str]) -> list[list[int]]:
        """Cut sentences into pieces, with the marks that open and close each; no sentence gives none."""
        cut: list[list[int]] = self.processor.encode(list(sentences), out_type=int, add_bos=True, add_eos=True)
        return [one if len(one) <= LONGEST else one[:LONGEST] for one in cut]


@cache
def network() -> Network:
    """Read the weights, about 0.2 s the first time."""
    held = _held()
    layers = {name: _unpacked(held, name) for name in held if not name.endswith("_scale") and name not in TABLE}
    return Network(PackedTable(held["codes"], held["least"], held["step"]), layers, float(held["tiny"]))


@cache
def reader() -> Reader:
    """Give what cuts sentences into pieces."""
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=_held()["model"].tobytes())
    marks = processor.encode("", add_bos=True, add_eos=True)
    return Reader(processor, frozenset({processor.unk_id(), processor.piece_to_id("▁"), *marks}))


@cache
def _held() -> Mapping[str, NDArray[Any]]:
    with files("memcon.search").joinpath(FILE).open("rb") as file, np.load(file, allow_pickle=False) as weights:
        return {name: weights[name] for name in weights.files}


def _unpacked(held: Mapping[str, NDArray[Any]], name: str) -> Floats:
    scale = held.get(f"{name}_scale")
    layer = held[name].astype(np.float32)
    return layer if scale is None else layer * scale.astype(np.float32)
