"""The search of a frozen room: for each word the passages that hold it, in scripts that load one by one from disk."""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from memcon.room.frozen.printing import Text

WORD = re.compile(r"[^\W_]+")
BLOCK = 300  # passages in one script of texts
FREQUENT = 0.25  # a word in more than this share of the passages is passed over
FEW = 400  # passages below which no word is too frequent
MOST = 60_000_000  # letters of text beyond which a copy has no search
KEY = 2  # letters of a word that say in which script it lies

Write = Callable[[str, str], None]


@dataclass
class Index:
    """The words of the records of a copy, in their order."""

    texts: list[Text] = field(default_factory=list)
    letters: int = 0

    def take(self, texts: Iterable[Text]) -> None:
        """Add records; beyond MOST letters nothing is kept any more."""
        for one in texts:
            self.letters += sum(len(words) for _, words in one.passages)
            if self.letters > MOST:
                self.texts.clear()
            else:
                self.texts.append(one)

    @property
    def too_large(self) -> bool:
        """Tell whether the texts are more than such a search can hold."""
        return self.letters > MOST

    def write(self, order: Sequence[str], write: Write) -> int:
        """Write the scripts of the search.

        Args:
            order: ids of the records as the archive has them.
            write: writes a file of the copy.

        Returns:
            How many passages can be searched; 0 where the texts are too many.
        """
        places = {record: at for at, record in enumerate(order)}
        texts = sorted(self.texts, key=lambda one: places[one.record])
        passages = [(name, words) for one in texts for name, words in one.passages]
        for at in range(0, len(passages), BLOCK):
            write(f"search/texts/{at // BLOCK}.js", _call("texts", at // BLOCK, passages[at : at + BLOCK]))
        held = _postings(words for _, words in passages)
        passed = sorted(word for word, its in held.items() if _frequent(len(its), len(passages)))
        shards: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for word, its in held.items():
            if not _frequent(len(its), len(passages)):
                shards[key_of(word)][word] = [its[0], *(later - before for before, later in pairwise(its))]
        for key, words in shards.items():
            write(f"search/words/{key}.js", _call("words", key, dict(sorted(words.items()))))
        begins, rows = 0, []
        for one in texts:
            rows.append([" ".join(one.title.split())[:200], one.date, one.file, begins])
            begins += len(one.passages)
        write("search/records.js", _call("records", rows, {
            "block": BLOCK, "passages": len(passages), "passed": passed, "keys": sorted(shards), "letters": KEY,
        }))  # fmt: skip
        return len(passages)


def folded(words: str) -> str:
    """Give words as they are searched: small letters without accents."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M")).lower()


def key_of(word: str) -> str:
    """Say in which script a word lies: its first letters by their numbers, fit for a file name."""
    return "-".join(f"{ord(letter):x}" for letter in word[:KEY])


def _postings(passages: Iterable[str]) -> dict[str, array[int]]:
    held: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for at, words in enumerate(passages):
        for word in set(WORD.findall(folded(words))):
            held[word[:60]].append(at)
    return held


def _frequent(count: int, of: int) -> bool:
    return of > FEW and count > of * FREQUENT


def _call(name: str, *parts: object) -> str:
    """Write a script that hands its parts over; nothing in them can end the script or turn into another one."""
    written = ",".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in parts)
    return f"memcon.{name}({written});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
