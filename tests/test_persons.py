"""Who is who: proposals with evidence, nothing merged silently."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path

import pytest

import memcon
from memcon.analysis.printed_names import parsed, same_print
from memcon.analysis.resolving import resolver
from memcon.analysis.romanise import latin, sound, spellings
from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.calendar import registers as calendar
from memcon.inquiries.persons import Proposal, proposals
from memcon.model.corrections import Correction, Ruling
from memcon.model.errors import MemconError, NotFound
from memcon.model.register import Appearance, Person, SameAs, Variant

RUPERT = Person("rupert", "Rupert Hentzau", (Variant("Count Rupert of Hentzau"),))
GENDEN = Person("genden", "Peljidiin Genden", (Variant("Genden"),))
SAMBUUS = (Person("g_sambuu", "G. Sambuu", (Variant("Sambuu"),)), Person("j_sambuu", "J. Sambuu", (Variant("Sambuu"),)))


def printed(*names: str) -> list[Appearance]:
    """Names, each in a record of its own."""
    return [Appearance(name, f"record-{number}") for number, name in enumerate(names)]


def only(found: tuple[Proposal, ...]) -> Proposal:
    """The one proposal there is."""
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("family", "given", "name"),
    [
        ("rusk", ("dean",), "Dean Rusk"),
        ("rusk", (), "Secretary Rusk"),
        ("смирнов", ("п", "а"), "Смирнов П. А."),
        ("смирнов", ("п", "а"), "тов. П. А. Смирнов"),
        ("ribbentrop", ("joachim",), "Joachim von Ribbentrop"),
        ("menzies", (), "Prime Minister Menzies"),
        ("молотов", (), "т. Молотов"),
        ("yen", ("w", "w"), "W. W. Yen (Yan Huiqing)"),
    ],
)
def test_a_name_is_taken_apart(family: str, given: tuple[str, ...], name: str) -> None:
    """Titles and offices are no part of it; initials may stand before or after."""
    taken = parsed(name)
    assert (taken.family, taken.given) == ((family,), given)


@pytest.mark.parametrize("office", ["the Secretary", "The Prime Minister", "Посол", "..."])
def test_an_office_is_nobodys_name(office: str) -> None:
    """Offices change hands, so they are proposed to nobody."""
    assert parsed(office).family == ()


@pytest.mark.parametrize(
    ("expected", "word"),
    [
        ("khrushchev", "Хрущёв"),
        ("khrushchyov", "Хрущёв"),
        ("choibalsan", "Чойбалсан"),
        ("genden", "Гэндэн"),
        ("staline", "Сталин"),
        ("beriya", "Берия"),
    ],
)
def test_a_cyrillic_name_is_spelt_by_several_schemes(expected: str, word: str) -> None:
    """English, French, passport and Mongolian spellings are among them, each with its scheme."""
    assert expected in {one.words for one in spellings(word)}


@pytest.mark.parametrize("other", ["Tschoibalsan", "Choybalsan", "Czojbalsan", "Tchoibalsan"])
def test_spellings_of_one_sound_meet(other: str) -> None:
    """German, English, Polish and French hands."""
    assert sound(latin(other)).replace("J", "i") == sound(latin("Choibalsan"))


@pytest.mark.parametrize(
    ("whom", "name", "reason"),
    [
        ("genden", "Гэндэн", "read as genden"),
        ("genden", "Гэндэном", "as a case of Гэндэн"),
        ("genden", "Gendén", "the same family name"),
        ("rupert", "Rupert Hentsau", "one sound in different spellings"),
        ("rupert", "R. Hentzau", "initials or forenames agree"),
    ],
)
def test_a_printed_name_is_proposed_for_a_person_with_the_reason(whom: str, name: str, reason: str) -> None:
    """The evidence says which spelling, scheme or case made the names meet."""
    one = only(proposals(printed(name), [RUPERT, GENDEN]))
    assert (one.person, one.question) == (whom, "one person?")
    assert any(reason in evidence.words for evidence in one.evidence)


def test_two_people_of_one_name_are_a_question() -> None:
    """A name that fits two persons of the register is given to neither."""
    found = proposals(printed("Sambuu"), SAMBUUS)
    assert {(one.person, one.question) for one in found} == {("g_sambuu", "two people?"), ("j_sambuu", "two people?")}
    assert resolver(SAMBUUS).person("Sambuu") is None


def test_an_initial_tells_two_people_of_one_name_apart() -> None:
    """G. Sambuu is proposed for one of them only."""
    assert only(proposals(printed("Г. Самбуу"), SAMBUUS)).person == "g_sambuu"


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("given names", Appearance("A. A. Mikoyan", "r1", side="A"), Appearance("A. I. Mikoyan", "r2", side="A")),
        ("company", Appearance("John Smith", "r1", side="A", place="present"),
         Appearance("Smith", "r1", side="A", place="present")),
        ("office", Appearance("J. Smith", "r1", "1922-05-01", "consul", "A"),
         Appearance("John Smith", "r2", "1922-05-01", "bishop", "A")),
    ],
)  # fmt: skip
def test_evidence_against_makes_it_a_question(kind: str, one: Appearance, other: Appearance) -> None:
    """Other initials, two entries in one list, two offices on one day: two people?"""
    found = only(proposals([one, other]))
    assert found.question == "two people?"
    assert kind in {evidence.kind for evidence in found.evidence if evidence.speaks == "against"}


def test_one_name_on_two_sides_is_not_resolved_silently() -> None:
    """The register knows one Hentzau, the records two: a person must decide."""
    shown = [Appearance("Rupert Hentzau", "r1", side="Ruritania"), Appearance("Rupert Hentzau", "r2", side="Strelsau")]
    assert resolver([RUPERT]).person("Rupert Hentzau") is not None
    assert resolver([RUPERT], (), shown).person("Rupert Hentzau") is None
    assert "two people?" in {one.question for one in proposals(shown, [RUPERT])}


def test_other_people_are_left_alone() -> None:
    """Names that only begin alike, or share a forename, are not proposed."""
    assert proposals(printed("Robert Kennedy", "Robert McNamara", "Kohler", "Kohlmann", "Ota", "Otto"), [RUPERT]) == ()


@pytest.mark.parametrize("kind", [Ruling.MERGE, Ruling.SPLIT])
def test_what_was_decided_is_not_proposed_again(kind: Ruling) -> None:
    """Accepted, the name is that person's, in any capitals; refused, it is not."""
    decided = Correction(kind, "Ann", "2026-01-01", "same seal", person="genden", names=("Гэндэн",))
    assert proposals(printed("Гэндэн"), [GENDEN], [decided]) == ()
    who = resolver([GENDEN], [decided]).person("тов. ГЭНДЭН")
    assert (who.person if who else None) == ("genden" if kind == Ruling.MERGE else None)


def test_a_later_decision_counts() -> None:
    """Whoever accepted in haste may refuse."""
    hasty = Correction(Ruling.MERGE, "Ann", "2026-01-01", "same seal", person="genden", names=("Гэндэн",))
    sober = Correction(Ruling.SPLIT, "Ann", "2026-01-02", "another seal", person="genden", names=("Гэндэн",))
    assert resolver([GENDEN], [hasty, sober]).person("Гэндэн") is None


def test_an_exact_spelling_of_the_register_needs_no_decision() -> None:
    """The rule is told with the person."""
    who = resolver([GENDEN]).person("Comrade GENDEN")
    assert who is not None
    assert (who.person, "only person of the register" in who.rule) == ("genden", True)


def test_russian_names_of_the_calendar_find_their_people() -> None:
    """Of the register's Russian spellings nine in ten find their person by its Latin ones alone, and none another."""
    rows = [json.loads(line) for line in calendar()["persons"].read_text(encoding="utf-8").splitlines()]
    cyrillic: dict[tuple[str, ...], set[str]] = defaultdict(set)
    people, shown = [], []
    for row in rows:
        names = [one["name"] for one in row["also"]]
        people.append(Person(row["id"], row["name"], tuple(Variant(name) for name in names if latin(name))))
        for name in names:
            if "а" <= name.lower()[-2:][:1] <= "я":
                cyrillic[same_print(name)].add(row["id"])
                shown.append(Appearance(name, "r"))
    met: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for one in proposals(shown, people):
        met[same_print(one.name)].add(one.person)
    right = sum(bool(met[name]) and met[name] - {None} <= whom for name, whom in cyrillic.items())
    assert len(cyrillic) > 50
    assert right / len(cyrillic) >= 0.9
    assert not [name for name, whom in cyrillic.items() if met[name] - whom - {None}]


def test_thousands_of_names_take_seconds() -> None:
    """Names are compared with those of their sound only: time grows with the names, not with their square."""
    syllables = [a + b for a in "klmrstvb" for b in "aeio"]
    names = [f"{a}{b}{c}".title() for a in syllables for b in syllables for c in syllables[::7]][:3000]
    begun = time.perf_counter()
    proposals(printed(*names))
    assert time.perf_counter() - begun < 20


# In an archive.

PAPER = """Record of conversation of Comrade Stalin with Prime Minister Genden

Moscow, 24 November 1934

Comrade Stalin asked whether the army was ready. Genden replied that it was. He asked for officers.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive of one paper and a register of two people, neither printed as in it."""
    made = memcon.create(tmp_path / "A")
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    (tmp_path / "people.csv").write_text(
        "id,name,variants_russian,wikidata\nstalin,Joseph Stalin,Сталин,Q855\ngenden,Peljidiin Genden,Гэндэн,\n",
        "utf-8",
    )
    memcon.add(made, tmp_path / "paper.txt")
    memcon.register(made, "persons", tmp_path / "people.csv")
    memcon.process(made)
    return made


def test_accepted_names_bear_the_id_everywhere(archive: Archive, tmp_path: Path) -> None:
    """In views and in the export; the printed name joins the person's other spellings."""
    before = memcon.persons(archive)
    (proposal,) = [one for one in before if one.person == "genden"]
    memcon.decide(archive, accept=proposal.id, by="A. Historian", because="the only prime minister of that name")
    view = memcon.show(archive, "paper")
    assert {one.speaker for one in view.utterances if one.speaker_name and "Genden" in one.speaker_name} == {"genden"}
    assert "accepted by A. Historian" in next(who.rule for who in view.persons.values() if who.person == "genden")
    assert proposal.id not in {one.id for one in memcon.persons(archive)}
    memcon.export(archive, to=tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "persons.jsonl").read_text(encoding="utf-8").splitlines()]
    assert proposal.name in {also["name"] for row in rows if row["id"] == "genden" for also in row["also"]}


def test_identifiers_are_addresses_with_who_asserted_them(archive: Archive, tmp_path: Path) -> None:
    """An import says whose assertion its identifiers are; a row that says so itself keeps its own word."""
    (tmp_path / "more.jsonl").write_text(
        '{"id": "amar", "name": "Amar", "gnd": "12"}\n'
        '{"id": "demid", "name": "Demid", "same_as": [{"uri": "http://viaf.org/viaf/3", "asserted_by": "Ann"}]}\n',
        encoding="utf-8",
    )
    memcon.register(archive, "persons", tmp_path / "more.jsonl", asserted_by="GND, 2024")
    found = {person.id: person.same_as for person in registers.persons(archive.folder)}
    assert found["amar"] == (SameAs("https://d-nb.info/gnd/12", "GND, 2024"),)
    assert found["demid"] == (SameAs("http://viaf.org/viaf/3", "Ann"),)


def test_a_hostile_name_costs_no_time() -> None:
    """Whatever stands where a name should stand is looked at only so far."""
    begun = time.perf_counter()
    for hostile in ("(" * 100_000, "a\u0301" * 100_000, "A-" * 100_000, "[" * 100_000, "Ов" * 100_000):
        proposals(printed(hostile, hostile + "x"))
    assert time.perf_counter() - begun < 5


def test_refused_names_stay_apart(archive: Archive) -> None:
    """Nobody gets the id, and nobody is asked again."""
    (proposal,) = [one for one in memcon.persons(archive) if one.person == "genden"]
    memcon.decide(archive, refuse=proposal.id, by="Ann", because="his brother")
    assert proposal.id not in {one.id for one in memcon.persons(archive)}
    assert "genden" not in {one.speaker for one in memcon.show(archive, "paper").utterances}


def test_two_names_that_are_one_person_enter_the_register(tmp_path: Path) -> None:
    """Where the register knows neither, accepting makes the person, with who said so."""
    archive = memcon.create(tmp_path / "A")
    for number, name in enumerate(("Colonel F. D. Kohler", "Colonel F. Kohler")):
        path = tmp_path / f"{number}.txt"
        path.write_text(PAPER.replace("Prime Minister Genden", name).replace("Genden", "Kohler"), encoding="utf-8")
        memcon.add(archive, path)
    memcon.process(archive)
    proposal = next(one for one in memcon.persons(archive) if "Kohler" in one.name)
    made = memcon.decide(archive, accept=proposal.id, by="Ann", because="one signature")
    (person,) = registers.persons(archive.folder)
    assert made.entered == person.id
    assert "Ann" in (person.note or "")
    assert {name for name, who in memcon.show(archive, "0-").persons.items() if who.person == person.id}


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("no such proposal", {"accept": "ffffffff"}),
        ("--accept ID", {}),
        ("--accept ID", {"accept": "a", "refuse": "b"}),
        ("reason", {"accept": "a", "because": " "}),
    ],
)
def test_a_decision_says_what_is_missing(archive: Archive, expected: str, options: dict[str, str]) -> None:
    """One line says what to do; nothing is filed."""
    with pytest.raises((NotFound, MemconError), match=expected):
        memcon.decide(archive, **({"by": "Ann", "because": "so"} | options))
    assert not list((archive.path / "corrections").iterdir())
