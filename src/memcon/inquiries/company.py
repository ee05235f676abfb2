"""Who takes part under which names: one name for each across the records of an archive, as far as the prints allow."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from memcon.analysis.printed_names import parsed
from memcon.model.errors import NotFound
from memcon.model.meetings import Attendee, Talk

Words = frozenset[str]
CLEARLY = 0.9  # share of the records in which a bare family name must be one man's before it is taken for his
OF_SOMEBODY = re.compile(r"[’']s?\s\w")  # "General Marshall’s Residence" is nobody
FEW = 2  # so many who take part need no help from the title
FAMILIAR = 3  # records in which a name is printed so before it is looked for in titles
UNTITLED = ", "  # how the key of a bare family name ends
LETTERS = re.compile(r"[^\W\d_]+")
SMALL = frozenset({"the", "of", "and", "his", "her", "doctor", "mister"})
POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Named:
    """One who takes part: a name for all records, the person of the register, the side."""

    key: str
    name: str
    person: str | None = None
    side: str | None = None
    part: str = "present"


@dataclass(frozen=True, slots=True)
class Roll:
    """Those who take part in each record, under one name each."""

    parties: Mapping[str, tuple[Named, ...]]  # by record
    records: Counter[str] = field(default_factory=Counter)  # by key: in how many records
    printed: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)  # by key: the words of its prints
    sides: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by key: in whatever language they are printed

    def wanted(self, name: str, archive: str) -> frozenset[str]:
        """Give the keys of those whom a name or a side means.

        Raises:
            NotFound: nobody; the nearest names are in the message.
        """
        everybody = {one.key: one for held in self.parties.values() for one in held}
        folded = name.strip().casefold()
        exact = {key for key, one in everybody.items() if folded == one.person or folded in self.sides.get(key, ())}
        asked = words_of(name)
        keys = exact or {key for key, one in everybody.items() if asked and self._means(asked, key, one.name)}
        if not keys:
            raise NotFound(self._nobody(name, archive, everybody.values()))
        return frozenset(keys)

    def _means(self, asked: Words, key: str, name: str) -> bool:
        """Tell whether the words asked for hold somebody's family name, and no word that he is not printed with."""
        return bool(asked & ends(name)) and any(asked <= words for words in self.printed[key])

    def _nobody(self, name: str, archive: str, everybody: Iterable[Named]) -> str:
        names = sorted({one.name for one in everybody} | {one.side for one in everybody if one.side})
        near = get_close_matches(name, names, n=3, cutoff=0.4)
        nearest = f" Nearest: {', '.join(near)}." if near else ""
        return (
            f"{name}: nobody of that name and no such side takes part in a talk.{nearest} See: memcon persons {archive}"
        )


@lru_cache(maxsize=65536)
def words_of(name: str) -> Words:
    """Fold a printed name to its words: without titles, accents and hyphens; of an office alone, the office."""
    plain = POSSESSIVE.sub("", name.strip())
    kept = parsed(plain).words or tuple(word for word in LETTERS.findall(plain.lower()) if word not in SMALL)
    bare = unicodedata.normalize("NFKD", " ".join(kept))
    letters = LETTERS.findall("".join(c for c in bare if not unicodedata.combining(c)).lower())
    return frozenset(letters) - SMALL


def fits(one: Words, other: Words) -> bool:
    """Tell whether the fewer words of one name all stand in the other, an initial for a word that begins so."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    full = {word for word in few if len(word) > 1}
    initials = few - full
    rest = many - full
    return bool(full) and full <= many and all(any(word[0] == letter for word in rest) for letter in initials)


def may_stand_for(bare: str, full: str, borne: Sequence[str] = ()) -> bool:
    """Tell whether a shorter print can mean who is printed more fully: "General Chou", "General Chou En-lai".

    The shorter must hold the family name: the last word, or, in a name without initials, the first; and where both bear
    titles, they must share one ("Captain Soong" is not "Dr. T. V. Soong"; "Col." is "Colonel"). An office stands for no
    name by its words. `borne` are the titles of the fuller name elsewhere.
    """
    few, many = words_of(bare), words_of(full)
    if not _shorter(few, many) or _is_office(bare) or _is_office(full) or not fits(few, many) or not few & ends(full):
        return False
    mine, its = titles(bare), borne or titles(full)
    return not mine or not its or any(_one_title(a, b) for a in mine for b in its)


def _shorter(one: Words, other: Words) -> bool:
    """Tell whether a name says less than another: fewer words, or initials where the other has forenames."""
    return len(one) <= len(other) and sum(map(len, one)) < sum(map(len, other))


def _is_somebody(words: Words, name: str) -> bool:
    return any(len(word) > 1 for word in words) and not OF_SOMEBODY.search(name)


def _key(words: Words, name: str) -> str:
    """Give what a name is filed under: a bare family name under its title too, for Captain Soong is not Dr. Soong."""
    key = " ".join(sorted(words))
    return key if len(words) > 1 or _is_office(name) else f"{key}, {_abbreviated(next(iter(titles(name)), ''))}"


def _abbreviated(title: str) -> str:
    """Fold a title and its abbreviation: the letters by which Col. and Colonel, Capt. and Captain are alike."""
    return title[:1] + "".join(letter for letter in title[1:3] if letter not in "aeiou") if title else ""


@lru_cache(maxsize=65536)
def _is_office(name: str) -> bool:
    return not parsed(name).family or " of " in name


@lru_cache(maxsize=65536)
def ends(full: str) -> Words:
    """Give the words of a name that may be the family name."""
    kept = [word for word in LETTERS.findall(full.lower()) if word in words_of(full)]
    western = any(len(word) == 1 for word in kept)
    long = [word for word in kept if len(word) > 1]
    return frozenset(long[-1:] if western else long[:1] + long[-1:])


def _one_title(one: str, other: str) -> bool:
    """Tell whether two words are one title, the shorter perhaps an abbreviation of the longer: Col., Lt., Dr."""
    return one == other or _abbreviated(one) == _abbreviated(other)


def roll(talks: Iterable[Talk]) -> Roll:
    """Call the roll: give each who takes part one name across all records.

    Two prints are one where the register says so; where in one record one name holds the words of the other ("General
    Chou" beside "General Chou En-lai"); where only one name of the archive holds them, or one is meant in nine of ten
    records; and an office without a name ("the Generalissimo") is whoever alone is printed with that title. All else
    stays apart. Where a record lists fewer than two, or labels of one letter, those whom its title names, as other
    records print them, are added. This counts and lists; it rules on nobody, that is for `memcon persons`.
    """
    prints, known = _Prints(), list(talks)
    for talk in known:
        prints.add(talk)
    familiar = [face for faces in prints.faces.values() for face, times in faces.items() if _is_familiar(face, times)]
    for talk in known:
        lacking = len(prints.held[talk.record]) < FEW or any(len(one.name.strip(". ")) == 1 for one in talk.attendees)
        if talk.own_date and talk.title and lacking:
            prints.name(talk.record, [face for face in familiar if face in talk.title])
    return prints.called()


def _is_familiar(face: str, times: int) -> bool:
    """Tell whether a print is known well enough to be found in a title: a title and a name, in several records."""
    return times >= FAMILIAR and " " in face and not _is_office(face) and bool(titles(face))


@dataclass(slots=True)
class _Prints:
    """The names as printed, gathered record by record."""

    held: dict[str, list[tuple[str, Attendee]]] = field(default_factory=dict)
    records: Counter[str] = field(default_factory=Counter)
    words: dict[str, Words] = field(default_factory=dict)
    by_word: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    faces: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    titles: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, talk: Talk) -> None:
        """Add the names of one record, those that one name of it holds taken together."""
        named = [(words_of(one.name), one) for one in talk.attendees]
        named = [(words, one) for words, one in named if _is_somebody(words, one.name)]
        all_words = {words: one.name for words, one in named if not one.person}
        here = []
        for words, one in named:
            fuller = [other for other in all_words if may_stand_for(one.name, all_words[other])]
            whole = fuller[0] if len(fuller) == 1 and not one.person else words
            key = one.person or _key(whole, one.name if whole == words else all_words[whole])
            if key not in self.words:
                self.words[key] = whole
                for word in whole:
                    self.by_word[word].append(key)
            self.faces[key][one.name] += 1
            for title in titles(one.name):
                self.titles[title][key] += 1
            here.append((key, one))
        self.held[talk.record] = here
        self.records.update({key for key, _ in here})

    def name(self, record: str, faces: Sequence[str]) -> None:
        """Add those whom a record's title names."""
        fullest = [face for face in faces if not any(face != other and face in other for other in faces)]
        keys = {key: face for face in fullest for key, known in self.faces.items() if face in known}
        there = {key for key, _ in self.held[record]}
        self.held[record] += [(key, Attendee(face, part="speaks")) for key, face in keys.items() if key not in there]
        self.records.update(keys.keys() - there)

    def called(self) -> Roll:
        """Give the roll."""
        step = {key: self._whole(key) for key in self.records}
        whole = {key: step[step[step[key]]] for key in step}
        faces: dict[str, Counter[str]] = defaultdict(Counter)
        words: dict[str, list[Words]] = defaultdict(list)
        for key, its in whole.items():
            faces[its].update(self.faces[key])
            words[its] += [words_of(face) for face in self.faces[key]] + [self.words[key]]
        names = {key: _face(held) for key, held in faces.items()}
        parties = {
            record: tuple(
                {(key := whole[k]): Named(key, names[key], one.person, one.side, one.part) for k, one in here}.values()
            )
            for record, here in self.held.items()
        }
        counted = Counter(one.key for held in parties.values() for one in held)
        sides: dict[str, set[str]] = defaultdict(set)
        for key, one in ((whole[k], one) for here in self.held.values() for k, one in here if one.side):
            sides[key].add((one.side or "").casefold())
        return Roll(
            parties,
            counted,
            {key: tuple(dict.fromkeys(held)) for key, held in words.items()},
            {key: frozenset(held) for key, held in sides.items()},
        )

    def _whole(self, key: str) -> str:
        """Give the key of the fullest name that a name stands for."""
        mine = self.words[key]
        rivals: Counter[str] = Counter()
        for other in {other for word in mine if len(word) > 1 for other in self.by_word[word]}:
            if _shorter(mine, self.words[other]) and self._prints_fit(key, other):
                rivals[self._whole(other)] += self.records[other]
        if not rivals and key.endswith(UNTITLED):
            rivals = Counter(
                {o: self.records[o] for word in mine for o in self.by_word[word] if self.words[o] == mine and o != key}
            )
        if not rivals and all(_is_office(face) for face in self.faces[key]):
            rivals = self._bearers(mine, key)
        if not rivals:
            return key
        best, times = rivals.most_common(1)[0]
        return best if times >= CLEARLY * rivals.total() else key

    def _prints_fit(self, key: str, other: str) -> bool:
        """Tell whether most prints of a name can stand for some print of a fuller one."""
        mine, its = self.faces[key], self.faces[other]
        borne = tuple({title for full in its for title in titles(full)})
        fitting = sum(n for face, n in mine.items() if any(may_stand_for(face, full, borne) for full in its))
        return fitting >= CLEARLY * mine.total()

    def _bearers(self, office: Words, key: str) -> Counter[str]:
        """Count who is printed with the words of an office as title."""
        shared = [self.titles[word] for word in office if word in self.titles]
        if len(shared) < len(office) or not shared:
            return Counter()
        return Counter({other: count for other, count in shared[0].items() if other != key})


@lru_cache(maxsize=65536)
def titles(name: str) -> Sequence[str]:
    """Give the words of a printed name that are title or office beside a name."""
    taken = parsed(name)
    if not taken.family:
        return ()
    return tuple(word for word in LETTERS.findall(name.lower()) if word not in words_of(name) | {"the", "of", "and"})


def _face(faces: Counter[str]) -> str:
    """Choose the print to call somebody by: the commonest of the fullest."""
    most = max(len(words_of(name)) for name in faces)
    full = {name: count for name, count in faces.items() if len(words_of(name)) == most}
    return max(sorted(full), key=lambda name: full[name])
