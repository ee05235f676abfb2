"""What sentences mean, as vectors: near in meaning, near in space; across languages where the embedder knows both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from memcon.search.meaning_embedders import LANGUAGES, OWN, embedder
from memcon.search.meaning_encoder import Floats


def vectors(sentences: Sequence[str], language: str | None = None, by: str | None = None) -> Floats:
    """Give each sentence's vector; the product of two is their nearness, 1.0 for the same, about 0 for unrelated.

    Sentences of different languages may be compared: an English sentence and its Russian translation lie near 0.7.

    Args:
        sentences: any number.
        language: the language of the sentences (ISO 639-1), where it is known. Of a language that memcon's own embedder
            was not trained on nothing is said: its vectors are 0, so that nothing seems near.
        by: the embedder; memcon's own when not given.

    Returns:
        (n, d), each of length 1, or 0 for a sentence without a word that is known.

    Raises:
        MissingExtra: the package of a named embedder is not installed.
        NotFound: a named embedder is not on this machine.
    """
    chosen = embedder(by)
    found = chosen.vectors(sentences)
    if language is not None and chosen.name.startswith(OWN) and language not in LANGUAGES:
        return np.zeros_like(found)
    return found
