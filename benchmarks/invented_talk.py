"""Invented talk for benchmarks and tests: people who answer each other, with a fixed seed, in no collection's words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

SPOKEN = """
    the a an of in to with from by under and but or if because although while I you he she we they his our their it
    this that these who which what anyone something everybody things is are was have has had do does will would can
    could must very rather only again perhaps never often all some many few both each half don't can't won't I'm we've
    they'd isn't what's it's there's towards among throughout anybody's
"""
FUNCTION = tuple(SPOKEN.split())
ARTICLES = 3  # the first words of FUNCTION
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "ti", "vo", "ze", "dor", "mal", "nek")
ODD = (
    "the'and", "fellow's", "they'all", "DON’T", "café", "_the_", "the1", "İlk", "O'Neill's", "'tis", "rock'n'roll",
    "dogs'", "--the--", "Ἀθῆναι", "К'the", "I'm'the", "n't",
)  # fmt: skip


def utterances(
    count: int, seed: int = 1934, *, words: int = 400, speakers: int = 12, each: int = 12, odd: float = 0.0,
    longest: int = 60,
) -> Iterator[dict[str, Any]]:
    """Give utterances with id, conversation, speaker, reply_to, text, place and year, in conversations of `each`.

    Some answer themselves, some answer nobody, the last speaker is answered and never answers, the first uses no
    article, and with `odd` above 0 some texts are empty and some words are spelt so that it is hard to say where they
    end.

    Args:
        count: how many utterances.
        seed: the same seed gives the same utterances.
        words: how many different words of content there are; the n-th is used in proportion to 1/n.
        speakers: how many people talk, each with a liking for words of his own.
        each: utterances in a conversation.
        longest: words in the longest utterance.
        odd: share of the words, and of the texts, that are odd.
    """
    chance = random.Random(seed)
    content = _words(words, chance)
    rarer = list(accumulate(1 / (place + 1) for place in range(len(content))))
    likings = [[chance.random() ** 2 for _ in FUNCTION] for _ in range(speakers)]
    likings[0][:ARTICLES] = [0.0] * ARTICLES
    for number in range(count):
        conversation, place = divmod(number, each)
        speaker = chance.randrange(speakers)
        if speaker == speakers - 1 and place:
            speaker = chance.randrange(speakers - 1)
        reply = None if not place or chance.random() < 0.05 else number - chance.randint(1, min(place, 3))
        size = chance.randint(3, longest // 2)
        said = [
            *chance.choices(content, cum_weights=rarer, k=size),
            *chance.choices(FUNCTION, likings[speaker], k=size),
        ]
        chance.shuffle(said)
        if odd:
            said = [chance.choice(ODD) if chance.random() < odd else word for word in said]
        text = "" if chance.random() < odd else f"{' '.join(said[:-1]).capitalize()}, {said[-1]}."
        yield {
            "id": f"u{number}", "conversation": f"u{conversation * each}", "speaker": f"S{speaker}",
            "reply_to": None if reply is None else f"u{reply}", "text": text,
            "place": f"P{conversation % 3}", "year": 1930 + conversation % 5,
        }  # fmt: skip


def _words(number: int, chance: random.Random) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < number:
        made.setdefault("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))))
    return list(made)
