"""The built-in calendar: complete, true to its evidence, and careful about who is known to have spoken."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from memcon.calendar import FILES, collection, registers

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FACTS = Path(__file__).resolve().parents[2] / "shared" / "facts"
LATIN = ("mn-Latn", "ru-Latn", "zh-Latn", "ja-Latn", "en", "de")

REGISTER_SIZES = [("persons", 55), ("places", 27), ("outcomes", 61), ("sources", 111), ("contested", 27)]

needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="The evidence does not lie beside this checkout.")
both = pytest.mark.parametrize("language", ["en", "ru"])


@cache
def calendar(language: str) -> etree._Element:
    """Read the calendar in one language, once."""
    return etree.parse(str(collection()[["en", "ru"].index(language)])).getroot()


@cache
def register(name: str) -> dict[str, dict[str, Any]]:
    """Read one of the calendar's registers, by id."""
    return by_id(registers()[name])


@cache
def facts(name: str) -> dict[str, dict[str, Any]]:
    """Read one file of the evidence, by id."""
    return by_id(FACTS / f"{name}.jsonl")


def by_id(path: Path) -> dict[str, dict[str, Any]]:
    """Read a file of one JSON object a line; an id must not occur twice."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows), f"{path.name}: an id occurs twice"
    return found


def fact_statements() -> dict[str, dict[str, Any]]:
    """Gather the statements of all meetings in the evidence."""
    return {row["statement_id"]: row for meeting in facts("meetings").values() for row in meeting["statements"]}


def divisions(language: str) -> dict[str, etree._Element]:
    """Find the entry of each meeting."""
    found = calendar(language).findall(f".//{TEI}body/{TEI}div")
    return {division.get(XML_ID, ""): division for division in found}


def statements(language: str) -> dict[str, etree._Element]:
    """Find each statement of the calendar."""
    return {said.get(XML_ID, ""): said for said in calendar(language).iter(f"{TEI}said")}


def pointers(element: etree._Element, attribute: str) -> list[str]:
    """List the ids to which an attribute points; empty when it is absent."""
    return [pointer.removeprefix("#") for pointer in (element.get(attribute) or "").split()]


def words(element: etree._Element) -> str:
    """Take the words of an element, spaces made single."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def ids(rows: list[dict[str, str]]) -> list[str]:
    """List the ids of sources as the evidence cites them."""
    return [row["id"] for row in rows]


def spellings(person: dict[str, Any], *languages: str) -> set[str]:
    """Gather the spellings of a name that are registered for any of these languages."""
    return {variant["name"] for variant in person["also"] if variant["language"] in languages}


# What holds of the calendar by itself


@both
def test_calendar_is_well_formed_tei(language: str) -> None:
    """Each language of the calendar is one TEI document that says which language it is in."""
    root = calendar(language)
    assert (root.tag, root.get(XML_LANG)) == (f"{TEI}TEI", language)


def test_collection_names_the_files_it_lists() -> None:
    """The collection is made of the files it names, and every register is there too."""
    assert [path.name for path in collection()] == list(FILES)
    assert all(path.is_file() for path in [*collection(), *registers().values()])


@both
def test_calendar_is_complete(language: str) -> None:
    """All 37 talks and exchanges, with all 216 statements, are in the calendar, in English as in Russian."""
    assert (len(divisions(language)), len(list(calendar(language).iter(f"{TEI}said")))) == (37, 216)


@pytest.mark.parametrize(("name", "count"), REGISTER_SIZES)
def test_registers_are_complete(name: str, count: int) -> None:
    """Nobody, no place, no event, no source and no disagreement was left out of the registers."""
    assert len(register(name)) == count


@both
def test_an_id_names_one_thing(language: str) -> None:
    """Within a document an id is given once, so a pointer is never ambiguous."""
    given = Counter(element.get(XML_ID) for element in calendar(language).iter() if element.get(XML_ID))
    assert [name for name, times in given.items() if times > 1] == []


@both
def test_speakers_and_sources_are_in_the_registers(language: str) -> None:
    """Whoever speaks or is spoken to is in the register of persons, and each source in that of sources."""
    for said in statements(language).values():
        assert {*pointers(said, "who"), *pointers(said, "toWhom")} <= register("persons").keys()
        assert pointers(said, "source"), f"{said.get(XML_ID)} has no source"
        assert set(pointers(said, "source")) <= register("sources").keys()


@both
def test_every_pointer_resolves_in_its_document(language: str) -> None:
    """No pointer leads out of the document or to nothing, notes on contested points included."""
    known = {element.get(XML_ID) for element in calendar(language).iter() if element.get(XML_ID)}
    for element in calendar(language).iter():
        for name in ("who", "toWhom", "source", "ana", "corresp", "where", "target", "ref"):
            asked = {pointer for pointer in (element.get(name) or "").split() if pointer.startswith("#")}
            assert {pointer[1:] for pointer in asked} <= known, f"{element.tag} {element.items()}"


@both
def test_a_speaker_by_context_is_marked_as_probable(language: str) -> None:
    """Genden on 24 November 1934 and Stalin on 7 January 1936 are speakers by context, and so marked."""
    probable = {name for name, said in statements(language).items() if said.get("rend") == "probable"}
    assert probable == {"M05.4", *(f"M16.{number}" for number in range(1, 11))}


@both
def test_an_unknown_speaker_is_not_invented(language: str) -> None:
    """Where no person is known to speak, the words say whose statement it is (a delegation, an embassy)."""
    for said in statements(language).values():
        party = said.find(f"{TEI}rs[@type='speaker']")
        assert (said.get("who") is None or said.get("rend") == "probable") == (party is not None), said.get(XML_ID)


@both
def test_each_meeting_has_its_frame_apart_from_the_talk(language: str) -> None:
    """The frame stands before the talk in paragraphs of its own, and no statement is in it."""
    for division in divisions(language).values():
        paragraphs = division.findall(f"{TEI}p")
        assert paragraphs[0].get("rend") == "frame"
        for paragraph in paragraphs:
            assert (paragraph.get("rend") == "frame") == (paragraph.find(f"{TEI}said") is None)


@both
def test_the_title_page_says_it_is_no_edition_of_the_records(language: str) -> None:
    """A reader is told before the first entry that these are summaries, not the original records."""
    page = calendar(language).find(f".//{TEI}titlePage")
    assert page is not None
    warning = {"en": "NOT an edition of the original records", "ru": "НЕ издание подлинных записей"}
    assert warning[language] in words(page)


def test_the_russian_statements_are_the_same_statements() -> None:
    """A Russian entry and its English one agree on speaker, addressee, certainty, act and sources."""
    english = statements("en")
    assert list(statements("ru")) == list(english)
    for name, said in statements("ru").items():
        assert sorted(said.items()) == sorted(english[name].items())


@pytest.mark.parametrize(
    ("name", "latin", "russian", "mongolian"),
    [
        ("genden", "Gendun", "Гэндэн", "Пэлжидийн Гэндэн"),
        ("choibalsan", "Choybalsan", "Чойбалсан", "Хорлоогийн Чойбалсан"),
        ("demid", "Demit", "Дэмид", "Гэлэгдоржийн Дэмид"),
    ],
)
def test_a_name_is_found_in_each_of_its_spellings(name: str, latin: str, russian: str, mongolian: str) -> None:
    """The leading Mongols are registered as Western, Russian and Mongolian sources spell them."""
    person = register("persons")[name]
    assert latin in spellings(person, *LATIN)
    assert russian in spellings(person, "ru")
    assert mongolian in spellings(person, "mn")


# What holds against the evidence


@needs_facts
@both
def test_no_statement_is_lost_or_told_twice(language: str) -> None:
    """Each statement of a meeting is in its entry once and in order, and nothing else is."""
    for name, division in divisions(language).items():
        told = [said.get(XML_ID) for said in division.iter(f"{TEI}said")]
        assert told == [row["statement_id"] for row in facts("meetings")[name]["statements"]]


@needs_facts
@both
def test_no_meeting_is_lost(language: str) -> None:
    """The calendar has an entry for each meeting, in the order of the evidence."""
    assert list(divisions(language)) == list(facts("meetings"))


@needs_facts
@both
def test_statements_keep_speaker_addressee_certainty_act_and_sources(language: str) -> None:
    """A statement is given to the same people, with the same certainty, as the same act, from the same sources."""
    for name, said in statements(language).items():
        fact = fact_statements()[name]
        assert pointers(said, "who") == (fact["speaker_ids"] or fact["probable_speaker_ids"])
        assert pointers(said, "toWhom") == fact["addressee_ids"]
        assert (said.get("cert"), pointers(said, "ana")) == (fact["confidence"], [fact["act"]])
        assert pointers(said, "source") == ids(fact["sources"])


@needs_facts
@both
def test_a_collective_speaker_is_the_one_in_the_evidence(language: str) -> None:
    """A delegation or a government that speaks is the same one as in the evidence."""
    named = {org.get(XML_ID): org.findtext(f"{TEI}orgName") for org in calendar(language).iter(f"{TEI}org")}
    for name, said in statements(language).items():
        party = said.find(f"{TEI}rs[@type='speaker']")
        if party is not None:
            assert named[pointers(party, "ref")[0]] == fact_statements()[name]["speaker"].partition(" (")[0]


@needs_facts
def test_each_quotation_stands_verbatim() -> None:
    """Each quotation in the evidence, and no other, stands word for word in the English entry."""
    for name, said in statements("en").items():
        quoted = [(quote.text, quote.get(XML_LANG)) for quote in said.iter(f"{TEI}quote")]
        fact = fact_statements()[name]["quote"]
        assert quoted == ([(fact["text"], fact["lang"])] if fact else [])


@needs_facts
def test_the_russian_calendar_quotes_only_russian_words() -> None:
    """An English rendering is not turned back into a Russian quotation; the Russian ones stand verbatim."""
    for name, said in statements("ru").items():
        fact = fact_statements()[name]["quote"]
        expected = [fact["text"]] if fact and fact["lang"] == "ru" else []
        assert [quote.text for quote in said.iter(f"{TEI}quote")] == expected


@needs_facts
@both
def test_quotations_stand_in_statements_only(language: str) -> None:
    """No quotation hides in a frame, a note or the header."""
    inside = sum(1 for said in statements(language).values() for _ in said.iter(f"{TEI}quote"))
    assert len(list(calendar(language).iter(f"{TEI}quote"))) == inside


@needs_facts
@both
def test_meetings_keep_date_place_and_those_present(language: str) -> None:
    """An entry has the date, uncertainty included, the place and the participants of its meeting."""
    for name, division in divisions(language).items():
        fact = facts("meetings")[name]
        date, place = division.find(f".//{TEI}date"), division.find(f".//{TEI}placeName")
        assert date is not None
        assert place is not None
        assert (date.get("when-iso"), pointers(place, "ref")) == (fact["date_edtf"], [fact["place_id"]])
        present = [pointers(person, "corresp")[0] for person in division.iter(f"{TEI}person")]
        assert present == [person["person_id"] for person in fact["participants"]]


@needs_facts
@both
def test_a_meeting_points_to_every_disagreement_about_it(language: str) -> None:
    """Where sources disagree about a meeting, its entry says so."""
    for name, division in divisions(language).items():
        noted = {pointers(note, "target")[0] for note in division.findall(f"{TEI}note[@type='contested']")}
        disputed = {row["id"] for row in facts("disagreements").values() if name in row["meetings"]}
        assert noted == disputed | set(facts("meetings")[name]["disagreements"])


@needs_facts
def test_a_caution_in_the_evidence_is_not_dropped() -> None:
    """Wherever the evidence cautions about a statement, a note of the editors points to that statement."""
    notes = calendar("en").findall(f".//{TEI}note[@type='basis']")
    noted = {name for note in notes for name in pointers(note, "target")}
    assert {name for name, fact in fact_statements().items() if fact["note"]} <= noted


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("M01", "RGASPI f. 81, op. 3, d. 99, l. 49-52"),
        ("M14", "RGANI f. 89, op. 63, d. 17, l. 1-8"),
        ("M37", "RGASPI f. 558, op. 11, d. 404, l. 102-111"),
    ],
)
def test_archival_references_are_kept(name: str, reference: str) -> None:
    """A fond and its leaves, once known, are in the entry."""
    cited = divisions("en")[name].findall(f"{TEI}bibl[@type='archival']")
    assert reference in [(bibl.text or "").strip() for bibl in cited]


@needs_facts
def test_persons_keep_every_spelling() -> None:
    """Each Latin, Russian, Mongolian and Chinese spelling in the evidence is in the register of persons."""
    for name, fact in facts("persons").items():
        person = register("persons")[name]
        assert spellings(person, *LATIN) == set(fact["variants_latin"])
        assert spellings(person, "ru") == set(fact["variants_russian"])
        assert spellings(person, "mn") == set(fact["variants_mongolian"])
        assert spellings(person, "zh") == set(fact["variants_other"])


@needs_facts
@pytest.mark.parametrize(
    ("name", "evidence", "kept"),
    [
        ("persons", "persons", {"name": "canonical_name", "side": "side", "born": "birth", "died": "death"}),
        ("places", "places", {"name": "canonical_name", "latitude": "lat", "longitude": "lon", "kind": "kind"}),
        ("outcomes", "events", {"title": "title", "date": "date_edtf", "kind": "category", "certainty": "confidence"}),
        ("sources", "sources", {"title": "title", "address": "url", "language": "lang"}),
        ("contested", "disagreements", {"question": "issue", "meetings": "meetings", "outcomes": "events"}),
    ],
)
def test_registers_agree_with_the_evidence(name: str, evidence: str, kept: dict[str, str]) -> None:
    """A register has the same ids as the evidence, with the same names, dates and places."""
    assert register(name).keys() == facts(evidence).keys()
    for key, row in register(name).items():
        fact = facts(evidence)[key]
        assert [row[field] for field in kept] == [fact[field] for field in kept.values()]


@needs_facts
def test_contested_points_keep_each_version_with_its_sources() -> None:
    """A disagreement keeps all its versions, each with the sources that hold it."""
    for name, row in register("contested").items():
        told = [(version["claim"], version["sources"]) for version in row["versions"]]
        fact = facts("disagreements")[name]
        assert told == [(version["claim"], ids(version["sources"])) for version in fact["versions"]]
