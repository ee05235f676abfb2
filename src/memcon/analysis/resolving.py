"""Which person of the register a printed name is: by ruling, or where the register leaves no doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from memcon.analysis.printed_names import Parsed, parsed, same_print
from memcon.model.corrections import Correction, Ruling, in_order
from memcon.model.register import Appearance, Person

Folded = tuple[str, ...]  # a name folded by `same_print`
Gathered = dict[Folded, list[tuple[Appearance, Parsed]]]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people ruled on names: the person a folded name is, and the pairs that are not one."""

    persons: Mapping[Folded, Correction] = field(default_factory=dict)
    apart: frozenset[tuple[Folded, Folded | str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The person of the register that a printed name is, and by which rule."""

    person: str
    rule: str


def decisions(corrections: Iterable[Correction]) -> Decisions:
    """Gather people's rulings on persons; of two on one name and person the later counts."""
    persons: dict[Folded, Correction] = {}
    apart: set[tuple[Folded, Folded | str]] = set()
    for one in in_order(c for c in corrections if c.kind in (Ruling.MERGE, Ruling.SPLIT)):
        names = [same_print(name) for name in one.names]
        pairs = {(name, other) for name in names for other in [*names, one.person] if other and other != name}
        if len(names) > 1 and names[0] == names[1]:
            pairs.add((names[0], names[0]))  # one name, borne by two people
        if one.kind == Ruling.SPLIT:
            apart |= pairs
            for name in names:
                if name in persons and persons[name].person == one.person:
                    del persons[name]
        else:
            apart -= pairs
            persons |= dict.fromkeys(names, one)
    return Decisions(persons, frozenset(apart))


@dataclass(frozen=True, slots=True)
class Resolver:
    """Knows which printed names are persons of the register."""

    exact: Mapping[Folded, tuple[str, ...]]
    decided: Decisions
    doubtful: frozenset[Folded] = frozenset()

    def person(self, name: str | None) -> Resolved | None:
        """Give the person a printed name is; None where nobody ruled, and the register knows none or several of it.

        Two rules: a person accepted it; or exactly one person of the register is printed so, word for word, under
        `name` or `also`, and nothing in the records speaks for two people of that name.
        """
        if not name:
            return None
        folded = same_print(name)
        ruled = self.decided.persons.get(folded)
        if ruled is not None and ruled.person:
            return Resolved(ruled.person, f"accepted by {ruled.by}: {ruled.because}")
        held = [person for person in self.exact.get(folded, ()) if (folded, person) not in self.decided.apart]
        if len(held) != 1 or folded in self.doubtful:
            return None
        return Resolved(held[0], "the only person of the register whose name or other spelling is printed so")


def resolver(
    register: Iterable[Person], corrections: Iterable[Correction] = (), appearances: Iterable[Appearance] = ()
) -> Resolver:
    """Make a resolver of the register, people's rulings, and what the records say of the names."""
    exact: dict[Folded, tuple[str, ...]] = {}
    for person in register:
        for folded in {same_print(name) for name in names(person)}:
            exact[folded] = (*exact.get(folded, ()), person.id)
    doubtful = frozenset(folded for folded, held in gathered_names(appearances).items() if two_of_one_name(held))
    return Resolver(exact, decisions(corrections), doubtful)


def names(person: Person) -> Iterator[str]:
    """Give the name of a person of the register and its other spellings."""
    yield person.name
    yield from (variant.name for variant in person.also)


def gathered_names(appearances: Iterable[Appearance]) -> Gathered:
    """Gather what is printed of each name; offices without a name are left out."""
    found: Gathered = defaultdict(list)
    for one in appearances:
        name = parsed(one.name)
        if name.family:
            found[name.words].append((one, name))
    return found


def two_of_one_name(held: Sequence[tuple[Appearance, Parsed]]) -> tuple[tuple[str, str], ...]:
    """Say what shows that two people bear one name: two sides, or two entries in one list of those present.

    Returns:
        Kind of evidence, and the reason in words; () when nothing shows it.
    """
    found: list[tuple[str, str]] = []
    sides = dict.fromkeys(" ".join(one.side.split()) for one, _ in held if one.side)
    if len({side.casefold() for side in sides}) > 1:
        found.append(("side", f"printed on the side of {' and of '.join(list(sides)[:3])}"))
    offices: dict[str, set[str | None]] = defaultdict(set)
    for one, _ in held:
        if one.place == "present" and one.office:
            offices[one.record].add(one.office)
    twice = next(((record, held_) for record, held_ in offices.items() if len(held_) > 1), None)
    if twice is not None:
        found.append(("company", f"listed twice in {twice[0]}: {', '.join(sorted(filter(None, twice[1])))}"))
    return tuple(found)
