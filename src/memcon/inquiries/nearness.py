"""Which names are worth comparing, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from memcon.analysis.romanise import skeleton, sound
from memcon.inquiries.likeness import Named

KEY = 3  # classes of consonants at the beginning that names share
NEAR = 0.75  # likeness of sounds from which names are compared closely


@dataclass(slots=True)
class Index:
    """Names by spelling, by sound, and sounds by their first consonants."""

    by_words: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_sound: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    sounds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def likely(self, one: Named) -> Iterator[Named]:
        """Give the names that may be alike, each once: one spelling the same, or a certain one of nearly one sound."""
        seen: set[int] = {id(one)}
        lists = [self.by_words.get(meeting.words, []) for meeting in one.spellings]
        certain = dict.fromkeys(sound(meeting.words) for meeting in one.spellings if meeting.certain)
        lists += [self.by_sound[other] for mine in certain for other in self._near(mine)]
        for names in lists:
            for other in names:
                if id(other) not in seen:
                    seen.add(id(other))
                    yield other

    def _near(self, mine: str) -> tuple[str, ...]:
        if mine not in self.near:
            block = self.sounds.get(_key(mine), [])
            found = process.extract(
                mine, block, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, limit=None
            )
            self.near[mine] = tuple(sorted(other for other, _, _ in found))
        return self.near[mine]


def index(names: Iterable[Named]) -> Index:
    """Put names in an index."""
    made = Index()
    for one in names:
        for meeting in one.spellings:
            made.by_words[meeting.words].append(one)
        for heard in dict.fromkeys(sound(meeting.words) for meeting in one.spellings if meeting.certain):
            if heard not in made.by_sound:
                made.sounds[_key(heard)].append(heard)
            made.by_sound[heard].append(one)
    return made


def _key(heard: str) -> str:
    return skeleton(heard)[:KEY] or heard[:1]
