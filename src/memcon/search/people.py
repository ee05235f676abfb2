"""Whom a name in a question means: those who speak or are spoken to, under all their printed names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from memcon.analysis.printed_names import WORD, parsed
from memcon.analysis.resolving import Resolver, names
from memcon.model.errors import NotFound
from memcon.model.register import Person
from memcon.search.fields import UNKNOWN
from memcon.search.ledger import APART, Ledger, print_of
from memcon.search.spellings import alike

SPEAKING = ("speaker", "to")
EXACTLY = "="  # before a value: this one, and none that is like it


@dataclass(frozen=True, slots=True)
class Words:
    """Entries by the words of their names: titles and offices are met as they are printed, names in any spelling."""

    printed: Mapping[str, set[str]]
    names: Mapping[str, set[str]]

    def meant(self, asked: str) -> set[str]:
        """Give the entries that hold every word of a name in some spelling; initials are passed over."""
        parts = WORD.findall(asked)
        groups = [self._holding(part.lower()) for part in parts if len(part) > 1 or len(parts) == 1]
        return set.intersection(*groups) if groups else set()

    def _holding(self, part: str) -> set[str]:
        near = {entry for word in alike(part, self.names) for entry in self.names[word]}
        return near | self.printed.get(part, set())


@dataclass
class People:
    """The printed names of an index, and which persons of the register they are."""

    ledger: Ledger
    resolver: Resolver
    register: Mapping[str, Person] = field(default_factory=dict)
    _words: dict[str, Words] = field(default_factory=dict)  # by field, and of the register
    _persons: dict[str, str | None] = field(default_factory=dict)
    _called: dict[str, str] = field(default_factory=dict)

    def person(self, entry: str) -> str | None:
        """Give the id in the register of an entry of the ledger; None where nobody knows it."""
        if entry not in self._persons:
            printed, _, stated = entry.partition(APART)
            who = None if stated else self.resolver.person(printed)
            self._persons[entry] = stated or (who.person if who else None)
        return self._persons[entry]

    def called(self, entry: str) -> str:
        """Give the name to show for an entry: the register's for its persons, else as printed."""
        if entry not in self._called:
            known = self.register.get(self.person(entry) or "")
            self._called[entry] = known.name if known else print_of(entry)
        return self._called[entry]

    def entries(self, name: str, asked: str) -> list[str]:
        """Give the entries under a field that a name means, in the order of the ledger.

        A name means whoever is printed with all its words, in whatever script and spelling, and whoever the register
        knows by such a name, under all his printed names. An id of the register means that person; "=" before an entry
        or an id means this one alone.

        Raises:
            NotFound: nobody; the nearest names are in the message.
        """
        held = self.ledger.values[name]
        if asked.startswith(EXACTLY):
            return [asked[1:]] if asked[1:] in held else self._of_person(held, asked[1:])
        if len(asked) == 1 and asked in held:
            return [asked]  # a label of one letter is no initial of others
        persons = {asked} & self.register.keys() or self._registered().meant(asked)
        printed = set[str]() if asked in self.register else self._index(name).meant(asked)
        found = [entry for entry in held if entry in printed or (persons and self.person(entry) in persons)]
        if not found:
            raise NotFound(self._nobody(name, asked))
        return found

    def _of_person(self, held: Iterable[str], person: str) -> list[str]:
        return [entry for entry in held if self.person(entry) == person]

    def words(self, text: str) -> set[str]:
        """Give the words of names in the archive that are a word in another spelling, with itself if it is one."""
        return {
            word
            for index in (*map(self._index, SPEAKING), self._registered())
            for word in alike(text, index.names)
        }

    def _index(self, name: str) -> Words:
        if name not in self._words:
            self._words[name] = _by_word((print_of(entry), entry) for entry in self.ledger.values[name])
        return self._words[name]

    def _registered(self) -> Words:
        if "register" not in self._words:
            named = ((name, person.id) for person in self.register.values() for name in names(person))
            self._words["register"] = _by_word(named)
        return self._words["register"]

    def _nobody(self, name: str, asked: str) -> str:
        known = list(dict.fromkeys(map(print_of, self.ledger.values[name])))
        does = "speaks" if name == "speaker" else "is spoken to"
        return f"{name}:{asked[:60]}: nobody of that name {does} in this archive.{nearest(asked, known)}"


def nearest(asked: str, known: Sequence[str]) -> str:
    """Name what is nearest to what was asked for."""
    by_word = {word.casefold(): one for one in reversed(known) for word in (one, *one.split())}
    near = get_close_matches(asked.casefold()[:60], by_word, n=3, cutoff=0.6)
    return f" Nearest: {', '.join(dict.fromkeys(by_word[word] for word in near))}." if near else ""


def _by_word(named: Iterable[tuple[str, str]]) -> Words:
    printed: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for name, entry in named:
        taken = parsed(name)
        mine = {*taken.family, *taken.given} if taken.family else set()
        for word in WORD.findall(name):
            for part in (word.lower(), *word.lower().split("-")):
                printed[part].add(entry)
                if word.lower() in mine:
                    own[part].add(entry)
    return Words(printed, own)


def merged(people: People, entries: Iterable[tuple[str | None, int]]) -> dict[str | None, tuple[list[str], int]]:
    """Add up counts of entries that are one person of the register, by the name to show; None are the unknown.

    Returns:
        By name: the entries, and their counts together, the greatest first.
    """
    found: dict[str | None, tuple[list[str], int]] = {}
    for entry, count in entries:
        name = None if entry is None else people.called(entry)
        held, known = found.get(name, ([], UNKNOWN))
        found[name] = ([*held, *([entry] if entry else [])], known + count)
    return dict(sorted(found.items(), key=lambda one: -one[1][1]))
