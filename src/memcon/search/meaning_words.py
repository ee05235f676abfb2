"""The words of an archive that mean what a question's words mean, in whatever language; looked for by the word index.

Each word of the question is set beside every word of the index, by the vectors of both: "prices" finds priced and
price, "отставка" finds resignation and resign. A name that the index does not know is compared by its spelling across
scripts: Маньчжурия finds Manchuria. The nearer a word, the more it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from memcon.archive.writing import replacing
from memcon.search.fields import KINDS, schema, tokens
from memcon.search.held import Held
from memcon.search.meaning_embedders import Embedder
from memcon.search.meaning_encoder import Floats
from memcon.search.ranking import SAME, commonness, rarity, spread
from memcon.search.spellings import alike
from memcon.search.vectors import Small, cosines, small

if TYPE_CHECKING:
    import tantivy

FILE = "words.npz"
NEAREST = 8  # words of the index for one of the question
LEAST = 0.6  # cosine of a word that counts
SURE = 0.75  # cosine below which the spelling of a name counts instead
POWER = 4  # a cosine's weight, so that 0.8 counts 0.4
MANY = 20_000  # words of an index, beyond which only those are compared that stand in so many sentences:
RARE = 3
SHORTEST = 3  # letters of a word that tells something, unless it is printed in capitals
MOST = 40  # words of a question that are looked at


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that were embedded, and how many words the vocabulary held when it was last looked at."""

    words: tuple[str, ...] = ()
    vectors: Small = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    looked_at: int = -1


def meant(held: Held, question: str, by: Embedder, folder: Path) -> dict[str, dict[str, float]]:
    """Give for each telling word of a question the words of the index that mean it, with their weights, 0 to 1.

    Args:
        held: the index.
        question: in any language that the embedder knows.
        by: the embedder.
        folder: where the vectors of the index's words are kept.
    """
    words, vectors = _known(held, by, folder)
    places = {word: at for at, word in enumerate(words)}
    printed = (question[one.start:one.end] for one in tokens(question))
    asked = [one for one in dict.fromkeys(printed) if len(one) >= SHORTEST or one.isupper()][:MOST]
    if not asked or not words:
        return {}
    common = commonness(held, KINDS)
    found = {}
    near = cosines(vectors, by.vectors([one.lower() for one in asked]))
    for at, word in enumerate(asked):
        fits = _fitting(word, near[:, at], words, places)
        telling = {form: weight for form, weight in fits.items() if 0 < spread(held, form) < common}
        if telling and max(fits.values()) == max(telling.values()):  # the word itself tells, not only what is like it
            found[word] = telling
    return found


def _fitting(printed: str, near: Floats, words: Sequence[str], places: Mapping[str, int]) -> dict[str, float]:
    word = printed.lower()
    best = np.argpartition(-near, min(NEAREST, len(near)) - 1)[:NEAREST]
    best = best[np.argsort(-near[best], kind="stable")]
    top = float(near[best[0]])
    whole = 1.0 if word in places else max(top, SURE)  # a word of the index is its own measure
    fits = {words[at]: min(1.0, (float(near[at]) / whole) ** POWER) for at in best if near[at] >= LEAST}
    if word in places:
        return {**fits, word: 1.0}
    if printed[:1].isupper():
        names = dict.fromkeys(sorted(alike(printed, words)), 1.0)
        return {**(fits if top >= SURE or not names else {}), **names}
    return fits


def _known(held: Held, by: Embedder, folder: Path) -> tuple[Sequence[str], Small]:
    """Give the words of the index with their vectors; those met first are embedded now, and kept."""
    path = folder / FILE
    known = _read(path, path.stat().st_mtime_ns if path.is_file() else 0)
    every = held.vocabulary.everything
    if known.looked_at == len(every):  # a vocabulary only grows
        return known.words, known.vectors
    have, least = set(known.words), RARE if len(every) > MANY else 1
    printed = (word for word in every if word not in have and word.isalpha() and len(word) >= SHORTEST)
    new = sorted(word for word in printed if spread(held, word) >= least)
    made = small(by.vectors(new))
    vectors = np.concatenate([known.vectors, made]) if known.words and new else known.vectors if known.words else made
    words = (*known.words, *new)
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(path) as beside, beside.open("wb") as file:
        np.savez(file, words=np.array("\n".join(words)), vectors=vectors, looked_at=np.array(len(every)))
    return words, vectors


@lru_cache(maxsize=4)
def _read(path: Path, written: int) -> _Words:
    """Read the words that were embedded; none where the file is gone, or damaged."""
    del written  # a file written anew is another
    try:
        with np.load(path, allow_pickle=False) as kept:
            words, vectors = tuple(str(kept["words"]).split("\n")), kept["vectors"]
            looked_at = int(kept["looked_at"])
    except (OSError, ValueError, KeyError, EOFError):
        return _Words()
    return _Words(words, vectors, looked_at) if len(words) == len(vectors) else _Words()


def engine(held: Held, found: Mapping[str, Mapping[str, float]], kinds: Sequence[str]) -> tantivy.Query:
    """Ask the word index for sentences that hold any of these words; of the forms of one word the best counts.

    A form is as rare as its word: "machineries" would else count more than "machinery".
    """
    from tantivy import Occur, Query

    each = (Query.disjunction_max_query(list(_forms(held, forms, kinds))) for forms in found.values())
    return Query.boolean_query([(Occur.Should, one) for one in each])


def _forms(held: Held, forms: Mapping[str, float], kinds: Sequence[str]) -> Iterator[tantivy.Query]:
    from tantivy import Query

    every = held.searcher.num_docs
    together = rarity(every, sum(spread(held, word) for word, weight in forms.items() if weight >= SAME))
    for kind in kinds:
        for word, weight in forms.items():
            if count := held.searcher.doc_freq(kind, word):
                boost = weight * together / rarity(every, count)
                yield Query.boost_query(Query.term_query(schema(), kind, word), boost)
