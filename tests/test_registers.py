"""Name indexes, lists of places and of treaties become registers, whatever their columns are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import memcon
from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.model.errors import RegisterError
from memcon.model.register import Outcome, Person, Place, SameAs, Variant


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return memcon.create(tmp_path / "A")


def imported(archive: Archive, kind: str, words: str, name: str = "list.csv") -> registers.Imported:
    """Import a file of these words."""
    path = archive.path.parent / name
    path.write_text(words, encoding="utf-8")
    return memcon.register(archive, kind, path)


def test_a_name_index_with_spellings_in_several_scripts(archive: Archive) -> None:
    """Spellings keep their script; identifiers become addresses; office and life dates are kept."""
    imported(
        archive,
        "persons",
        "id,canonical_name,variants_latin,variants_russian,birth,death,wikidata,office,country\n"
        "zorig,Zorigt Bat,Zorikt; Dsorigt,Зоригт,1890~,1941-02-03,Q123,envoy,Ruritania\n",
    )
    expected = Person(
        "zorig",
        "Zorigt Bat",
        (Variant("Zorikt", "und-Latn"), Variant("Dsorigt", "und-Latn"), Variant("Зоригт", "ru")),
        "Ruritania",
        ("envoy",),
        "1890~",
        "1941-02-03",
        (SameAs("http://www.wikidata.org/entity/Q123"),),
    )
    assert (expected,) == registers.persons(archive.folder)


@pytest.mark.parametrize(
    "words",
    [
        "Name;Also;Role\nSapt;Colonel Sapt;soldier\n",
        "name\talso\tposition\nSapt\tColonel Sapt\tsoldier\n",
        '{"name": "Sapt", "variants": ["Colonel Sapt"], "role_at_the_time": "soldier"}\n',
        '[{"name": "Sapt", "also": [{"name": "Colonel Sapt"}], "offices": ["soldier"]}]',
    ],
)
def test_an_index_may_come_in_any_of_the_usual_shapes(archive: Archive, words: str) -> None:
    """Semicolons, tabs, JSON lines and a JSON list say the same."""
    imported(archive, "people", words)
    (person,) = registers.persons(archive.folder)
    assert ("Sapt", (Variant("Colonel Sapt"),), ("soldier",)) == (person.name, person.also, person.offices)


def test_surname_and_forename_in_two_columns(archive: Archive) -> None:
    """An index that parts names is put together in the order of speech."""
    imported(archive, "persons", "surname,forename\nvon Tarlenheim,Fritz\n")
    assert [person.name for person in registers.persons(archive.folder)] == ["Fritz von Tarlenheim"]


def test_places_with_coordinates(archive: Archive) -> None:
    """Latitude and longitude are degrees."""
    imported(archive, "places", "name,lat,lon,type\nStrelsau,49.5,15.25,city\n")
    (place,) = registers.places(archive.folder)
    assert (place.name, place.latitude, place.longitude, place.kind) == ("Strelsau", 49.5, 15.25, "city")
    assert isinstance(place, Place)


def test_a_list_of_treaties(archive: Archive) -> None:
    """Title, date, parties and terms are kept; a list of events goes into the same register."""
    imported(
        archive,
        "treaties",
        "id,name,signed,signatories,terms\nt1,Treaty of Zenda,1923-05-01,Ruritania; Saxony,The road is open.\n",
    )
    expected = Outcome("t1", "Treaty of Zenda", "1923-05-01", None, ("Ruritania", "Saxony"), "The road is open.")
    assert (expected,) == registers.outcomes(archive.folder)
    assert registers.kind_of("events") == "outcomes"


def test_two_people_of_one_name_stay_two(archive: Archive) -> None:
    """Rows without ids that differ in anything are different people."""
    made = imported(archive, "persons", "name,office\nRudolf Rassendyll,traveller\nRudolf Rassendyll,ambassador\n")
    assert 2 == made.new == len(registers.persons(archive.folder))


def test_importing_twice_changes_nothing(archive: Archive) -> None:
    """Not a byte of the register differs."""
    words = "id,name\na,Antoinette\n,Flavia\n"
    imported(archive, "persons", words)
    before = registers.place(archive.folder, "persons").read_bytes()
    again = imported(archive, "persons", words)
    assert (again.new, again.changed, again.known) == (0, 0, 2)
    assert before == registers.place(archive.folder, "persons").read_bytes()


def test_a_changed_row_counts_and_the_older_one_stays_in_the_file(archive: Archive) -> None:
    """Nothing that people gave is overwritten."""
    imported(archive, "persons", "id,name,office\na,Antoinette,guest\n")
    made = imported(archive, "persons", "id,name,office\na,Antoinette,hostess\n")
    assert (made.new, made.changed) == (0, 1)
    assert [person.offices for person in registers.persons(archive.folder)] == [("hostess",)]
    assert "guest" in registers.place(archive.folder, "persons").read_text(encoding="utf-8")


def test_columns_that_mean_nothing_to_the_register_are_kept(archive: Archive) -> None:
    """What a scholar noted in a column of his own is not thrown away."""
    imported(archive, "persons", "id,name,Shelf mark\na,Antoinette,R 17\n")
    assert registers.rows(archive.folder, "persons")["a"]["shelf_mark"] == "R 17"


def test_registers_without_fixed_fields_are_kept_as_they_come(archive: Archive) -> None:
    """Points on which sources disagree have a shape of their own."""
    row = '{"id": "D1", "question": "Who opened the road?", "versions": [{"claim": "the Consul", "sources": ["S1"]}]}\n'
    imported(archive, "contested", row, "contested.jsonl")
    assert registers.rows(archive.folder, "contested")["D1"]["question"] == "Who opened the road?"


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("persons", "id,office\na,guest\n", r"line 2: no name stands in it\. Fill"),
        ("persons", '{"name": "A"}\n{"name": \n', r"line 2: not well-formed JSON"),
        ("persons", "id,name\na,Antoinette\na,Flavia\n", r"line 3: the id a stands on line 2 too"),
        ("persons", "name,office\nA,b,c\n", r"line 2: more fields than the head has columns"),
        ("places", "name,lat\nStrelsau,north\n", r"line 2: 'north' is no latitude"),
        ("persons", "name\n", r"there is no row in it"),
        ("horses", "name\nBess\n", r"horses: there is no such register\. Choose one of: persons"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(archive: Archive, kind: str, words: str, told: str) -> None:
    """The message names file and line and says what to do; nothing of the file is imported."""
    with pytest.raises(RegisterError, match=told):
        imported(archive, kind, words)
    assert registers.known_kinds(archive.folder) == []


def test_a_register_file_that_is_not_there(archive: Archive) -> None:
    """The path is named."""
    with pytest.raises(RegisterError, match=r"gone\.csv: cannot be read"):
        memcon.register(archive, "persons", "gone.csv")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "name": st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1),
                "note": st.text(st.characters(codec="utf-8", categories=["L"])),
            }
        ),
        min_size=1,
    )
)
def test_importing_any_list_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    """Whatever names an index holds, the second import adds nothing and loses nothing."""
    import json

    made = memcon.create(tmp_path_factory.mktemp("registers") / "A")
    words = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    first, second = (imported(made, "persons", words, "list.jsonl") for _ in range(2))
    assert (first.new, 0, 0) == (second.known, second.new, second.changed)
    assert {row["name"] for row in rows} == {person.name for person in registers.persons(made.folder)}
