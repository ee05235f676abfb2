"""Archival citations: what is printed is kept, the parts are told, and only the document's own one is found."""

from __future__ import annotations

import re
import time
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.analysis.describe.citations import LONGEST, find_citation, read_citation

shared = Path(__file__).resolve().parents[2] / "shared"


def parts(printed: str) -> dict[str, str]:
    """Give the parts of a citation that are known, without what was printed."""
    citation = read_citation(printed)
    assert citation is not None, printed
    return {name: value for name, value in asdict(citation).items() if value is not None and name != "raw"}


RUSSIAN = [
    ("RGANI. F. 7. Op. 12. D. 118. L.31.", "RGANI", "7", "12", "118", "31"),
    ("RGANI F. 7. Op. 12. D. 118. L. 31", "RGANI", "7", "12", "118", "31"),
    ("RGANI. F. 7. Op. 12. D. 118. L. 31 - 40.", "RGANI", "7", "12", "118", "31 - 40"),
    ("TsA FSB RF. F. 5-os. Op. 2. D. 9. L. 101 - 103.", "TsA FSB RF", "5-os", "2", "9", "101 - 103"),
    ("GA RF. F. R-5446. Op. 88. D. 17. L. 4.", "GA RF", "R-5446", "88", "17", "4"),
    ("РГАСПИ. Ф. 558. Оп. 11. Д. 215. Л. 12–19 об.", "РГАСПИ", "558", "11", "215", "12–19 об."),
    ("РГАСПИ, ф. 17, оп. 162, д. 20, л. 77", "РГАСПИ", "17", "162", "20", "77"),
    ("АПРФ. Ф. 3. Оп. 64. Д. 501. Л. 1—8, 10 об., 12.", "АПРФ", "3", "64", "501", "1—8, 10 об., 12"),
    ("RGASPI, f. 81, op. 3, d. 40, ll. 5-9", "RGASPI", "81", "3", "40", "5-9"),
    ("РГВА. Ф. 4. Оп. 19. Ед. хр. 13. Л. 201—207.", "РГВА", "4", "19", "13", "201—207"),
    ("ЦА ФСБ РФ. Ф. 5-ос. Оп. 1. Д. 3-а. Л. 7.", "ЦА ФСБ РФ", "5-ос", "1", "3-а", "7"),
    ("РГАНИ. Ф. 89. Пер. 42. Док. 5. Л. 1-3", "РГАНИ", "89", "42", "5", "1-3"),
    ("Russian State Archive (RSA), fond 3, opis 16, delo 9, list 6-16v", "Russian State Archive (RSA)",
     "3", "16", "9", "6-16v"),
    ("Hoover Institution Archives, Fond 89, Opis 28, Delo 5, List 1-3", "Hoover Institution Archives",
     "89", "28", "5", "1-3"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "archive", "fond", "opis", "delo", "leaves"), RUSSIAN)
def test_russian_citations_give_archive_fond_opis_delo_and_leaves(
    printed: str, archive: str, fond: str, opis: str, delo: str, leaves: str
) -> None:
    """Editions write the four parts with stops or commas, in both scripts; ranges and verso marks stay as printed."""
    expected = {"system": "ru", "archive": archive, "fond": fond, "opis": opis, "delo": delo, "leaves": leaves}
    assert parts(printed) == expected


@pytest.mark.parametrize(
    "printed",
    ["АВП РФ, ф. 0111, оп. 17, п. 163, д. 5, лл. 12об.–14", "AVP RF. F. 0111. Op. 17. P. 163. D. 5. L. 12об.–14"],
)
def test_the_papka_of_the_foreign_ministry_stands_between_opis_and_delo(printed: str) -> None:
    """The archive of the foreign ministry counts by папка too; before the delo "п." is never a page."""
    assert (parts(printed)["folder"], parts(printed)["delo"], parts(printed)["leaves"]) == ("163", "5", "12об.–14")


@pytest.mark.parametrize(
    ("printed", "raw", "note"),
    [
        ("RGANI. F. 7. Op. 1. D. 2. L. 3. Original. Typed.", "RGANI. F. 7. Op. 1. D. 2. L. 3.", "Original. Typed."),
        ("РГАНИ. Ф. 7. Оп. 1. Д. 2. Л. 3. Подлинник. Машинопись.", "РГАНИ. Ф. 7. Оп. 1. Д. 2. Л. 3.",
         "Подлинник. Машинопись."),
        ("RGANI. F. 7. Op. 1. D. 2. L. 3 Copy (2nd). L. 4-5. Original.", "RGANI. F. 7. Op. 1. D. 2. L. 3",
         "Copy (2nd). L. 4-5. Original."),
        ("893.00/3–1546: Telegram", "893.00/3–1546", "Telegram"),
        ("Department of State, Central Files, 611.61/8-563. Secret.",
         "Department of State, Central Files, 611.61/8-563.", "Secret."),
    ],
)  # fmt: skip
def test_what_the_paper_is_goes_into_the_note(printed: str, raw: str, note: str) -> None:
    """Original or copy, typed or printed, and a second group of leaves say what lies there, not where."""
    citation = read_citation(printed)
    assert citation is not None
    assert (citation.raw, citation.note) == (raw, note)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Ibid. Op. 16. D. 372. L. 100.", {"opis": "16", "delo": "372", "leaves": "100"}),
        ("Там же. Д. 5. Л. 1–3.", {"delo": "5", "leaves": "1–3"}),
        ("Там же. Л. 12 об.", {"leaves": "12 об."}),
    ],
)
def test_the_same_place_names_no_archive(printed: str, expected: dict[str, str]) -> None:
    """Ibid. is a reference to the citation before, not the name of an archive."""
    assert parts(printed) == {"system": "ru", **expected}


@pytest.mark.parametrize(
    ("printed", "name", "number"),
    [
        ('Newspaper "Trud". 1962. May 9. No. 107.', "Trud", "107"),
        ("Trud Newspaper. 1962. May 9. No. 107.", "Trud", "107"),
        ("«Правда». 1936. 8 апреля. № 97", "Правда", "97"),
        ("Известия, 1936, 8 апр., № 84 (5941).", "Известия", "84 (5941)"),
        ("«Правда», 8 апреля 1936 г.", "Правда", None),
    ],
)
def test_a_newspaper_is_cited_by_name_and_number(printed: str, name: str, number: str | None) -> None:
    """A document taken from the press has its newspaper for an archive; the year must be printed."""
    citation = read_citation(printed)
    assert citation is not None
    assert (citation.raw, citation.system, citation.archive, citation.item) == (printed, "newspaper", name, number)


@pytest.mark.parametrize(
    "file_number",
    [
        "894.00/998", "740.0011 European War 1939/8448", "893.00/3–1546", "711.94/2162 3/14", "893.01 Manchuria/1646",
        "804.24/1479½", "740.00119 PW/10-2245", "500.CC/5-145", "FW 893.00/12-145", "800.48 FAA/12–1647",
        "393.115 Tung or Wood Oil/284", "811.20 (D) Regulations/3297", "123 Doe, John L.", "123 Doe, John/209",
        "893.001 Chiang Kai-shek/8–745", "793.003/969a (Suppl)", "740.0011 Pacific War/1519²⁄₄", "103.9169[/8–245]",
    ],
)  # fmt: skip
def test_decimal_files_are_read_whole(file_number: str) -> None:
    """The State Department's file number has a class, often a subject, and a serial or a date; the kind is a note."""
    assert parts(file_number + ": Telegram") == {"system": "nara", "decimal_file": file_number, "note": "Telegram"}
    assert parts(file_number) == {"system": "nara", "decimal_file": file_number}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Marshall Mission Files, Lot 54–D270: Telegram",
         {"series": "Marshall Mission Files", "lot_file": "54–D270", "note": "Telegram"}),
        ("Moscow Embassy Files, Lot F–96—800 China",
         {"series": "Moscow Embassy Files", "lot_file": "F–96", "item": "800 China"}),
        ("Chungking Embassy Files—800 KMT Communist",
         {"series": "Chungking Embassy Files", "item": "800 KMT Communist"}),
        ("Hopkins Papers: Telegram", {"series": "Hopkins Papers", "note": "Telegram"}),
        ("National Archives, RG 59, Central Files 1960-63, POL 17 US-USSR",
         {"archive": "National Archives", "series": "RG 59, Central Files 1960-63", "item": "POL 17 US-USSR"}),
        ("Source: Kennedy Library, National Security Files, Countries Series, USSR, Box 187",
         {"archive": "Kennedy Library", "series": "National Security Files, Countries Series, USSR",
          "item": "Box 187"}),
        ("Department of State, Central Files, 611.61/8-563. Secret.",
         {"archive": "Department of State", "series": "Central Files", "decimal_file": "611.61/8-563",
          "note": "Secret."}),
        ("Department of State, S/S Files: Lot 66 D 110, CF 2345. Confidential.",
         {"archive": "Department of State", "series": "S/S Files", "lot_file": "66 D 110", "item": "CF 2345",
          "note": "Confidential."}),
    ],
)  # fmt: skip
def test_american_holdings_give_archive_series_lot_and_box(printed: str, expected: dict[str, str]) -> None:
    """Lot files, embassy files, papers and presidential libraries are cited from the large to the small."""
    assert parts(printed) == {"system": "nara", **expected}


@pytest.mark.parametrize(
    ("printed", "series", "number", "part"),
    [
        ("[NAA: A1838, 3107/38, xi]", "A1838", "3107/38", "xi"),
        ("[AA : A1838/278, 3103/10/2, iii]", "A1838", "3103/10/2", "iii"),
        ("[NAA: A1838, 3006/4/7 part 1]", "A1838", "3006/4/7", "1"),
        ("[NAA: A4940, C3287]", "A4940", "C3287", None),
        ("[NAA: Al838, 519/3/1, ix]", "A1838", "519/3/1", "ix"),
        ("[NAA: Al3131116, 84/2288, i]", "Al3131116", "84/2288", "i"),
        ("[AA : CP553/1/1, 194/B/10/109]", "CP553/1", "194/B/10/109", None),
        ("[NAA: A5827, vol. 6]", "A5827", "vol. 6", None),
        ("[NAA: A10576, xvii]", "A10576", None, "xvii"),
    ],
)
def test_australian_citations_give_series_item_and_part(
    printed: str, series: str, number: str | None, part: str | None
) -> None:
    """Australian editors set series, item and part in brackets; a damaged series is mended only where it is plain."""
    citation = read_citation(f"_{printed}_")
    assert citation is not None
    assert citation.raw == printed
    assert (citation.system, citation.series, citation.item, citation.part) == ("naa", series, number, part)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("TNA, FO 371/12345", {"system": "tna", "archive": "TNA", "series": "FO 371", "item": "12345"}),
        ("PRO, PREM 3/434/2", {"system": "tna", "archive": "PRO", "series": "PREM 3", "item": "434/2"}),
        ("CAB 65/34", {"system": "tna", "series": "CAB 65", "item": "34"}),
        ("HHStA, Kabinettsarchiv, Karton 5",
         {"system": "at", "archive": "HHStA", "series": "Kabinettsarchiv", "item": "Karton 5"}),
        ("PA AA, R 12345", {"system": "other", "archive": "PA AA", "item": "R 12345"}),
        ("[NLA : CASEY PAPERS MS6150/4/28, VOLUME 18]",
         {"system": "other", "archive": "NLA", "series": "CASEY PAPERS MS6150/4/28", "item": "VOLUME 18"}),
        ("[ABHS 950/Box 1228, 40/4/2 Part 1 Archives New Zealand, Head Office, Wellington]",
         {"system": "other", "archive": "Archives New Zealand", "series": "ABHS 950/Box 1228", "item": "40/4/2",
          "part": "1"}),
    ],
)  # fmt: skip
def test_european_and_new_zealand_citations_are_taken_apart(printed: str, expected: dict[str, str]) -> None:
    """London, Vienna, Berlin and Wellington each have their own order of parts."""
    assert parts(printed) == expected


@pytest.mark.parametrize(
    ("printed", "series", "volume", "document", "pages"),
    [
        ("Foreign Relations of the United States, 1946, vol. IX, doc. 77", "1946", "IX", "77", None),
        ("FRUS 1946, IX, p. 203", "1946", "IX", None, "203"),
        ("FRUS, 1961–1963, Volume XI, Document 15", "1961–1963", "XI", "15", None),
        ("frus1946v09/d77", None, "frus1946v09", "77", None),
    ],
)
def test_foreign_relations_gives_volume_and_document(
    printed: str, series: str | None, volume: str, document: str | None, pages: str | None
) -> None:
    """A printed series is a place too: years, volume, document or page."""
    citation = read_citation(printed)
    assert citation is not None
    assert (citation.system, citation.series, citation.volume) == ("frus", series, volume)
    assert (citation.document, citation.leaves) == (document, pages)


@pytest.mark.parametrize(
    "printed",
    [
        "", "[matter omitted]", "10/12/1963", "Moscow, November 25, 1963.", "Memorandum for the Record",
        "The Ambassador said he would go to Moscow on 5 May.", "You may care to glance at this file.",
        "Department of State: Mr. Doe, Mr. Roe", "Reference: the memorandum dated August 13, p. 13 of Doc. 8",
        "123 men and 4/5 of the stores were lost",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_citation_is_none(printed: str) -> None:
    """Dates, lists of those present and sentences about papers say nothing of where the paper lies."""
    assert read_citation(printed) is None


TALK = "The Minister asked when the talks would begin. The Ambassador had no instructions."
END, START = "end", "start"


@pytest.mark.parametrize(
    ("text", "where", "raw"),
    [
        (f"{TALK}\n\nRGANI. F. 7. Op. 1. D. 2. L. 3-5. Copy.\n", END, "RGANI. F. 7. Op. 1. D. 2. L. 3-5."),
        (f"{TALK}\n\n41RGANI. F. 7. Op. 1. D. 2. L. 3. Copy.", END, "RGANI. F. 7. Op. 1. D. 2. L. 3."),
        (f"{TALK}\n\nRGANI. F. 7. Op. 1. D. 2. L. 3.\n\n1 See RGANI. F. 9. Op. 9. D. 9. L. 9.\n", END,
         "RGANI. F. 7. Op. 1. D. 2. L. 3."),
        (f"{TALK}\n\nАП РФ. Ф. 7. Оп. 1. Д. 2. Л. 3.\n«Правда». 1936. 8 апреля.", END,
         "АП РФ. Ф. 7. Оп. 1. Д. 2. Л. 3."),
        (f"{TALK}\n\nИсточник: АП РФ. Ф. 7. Оп. 1. Д. 2. Л. 3", END, "АП РФ. Ф. 7. Оп. 1. Д. 2. Л. 3"),
        (f"{TALK}\n\nRGANI. F. 7. Op. 1.\nD. 2. L. 3. Copy.", END, "RGANI. F. 7. Op. 1.\nD. 2. L. 3."),
        (f"{TALK} АП РФ, ф. 7, оп. 1, д. 2, л. 3.", END, "АП РФ, ф. 7, оп. 1, д. 2, л. 3."),
        (f"{TALK}\n\n _[NAA: A1838, 3107/38, i]_\n\n" + "1 Not published.\n\n" * 500, END, "[NAA: A1838, 3107/38, i]"),
        (f"{TALK}\n\n[matter omitted]\n\n[NAA: A1, 2/3, i].\n\n1 Not found.", END, "[NAA: A1, 2/3, i]"),
        (f"893.00/3–1546: Telegram\n\n[Document 12]\n\n{TALK}", START, "893.00/3–1546"),
        (f"Title\n\n1. Source: Department of State, Central Files, 611.61/8-563. Secret.\n\n{TALK}", START,
         "Department of State, Central Files, 611.61/8-563."),
    ],
)  # fmt: skip
def test_the_documents_own_citation_is_found(text: str, where: Literal["start", "end"], raw: str) -> None:
    """It stands as a paragraph of its own, above the document or below it, whatever notes of the editors follow."""
    found = find_citation(text, where=where)
    assert found is not None
    assert found.citation.raw == text[found.start:found.end] == raw


@pytest.mark.parametrize(
    "text",
    [
        TALK,
        f"{TALK}\n\n1 See RGANI. F. 9. Op. 9. D. 9. L. 9.",
        f"{TALK}\n\n7 Pravda. 1963. June 13. 8 See doc. No. 1.",
        f"{TALK}\n\n2 RGANI. F. 9. Op. 9. D. 9. L. 9.",
        f"{TALK}\n\n* On the record AA : A1838/283, 759/1/7, v the word is underlined.",
        f"RGANI. F. 9. Op. 9. D. 9. L. 9.\n\n{(TALK + chr(10)) * 40}",
    ],
)
def test_citations_of_the_editors_are_not_the_documents(text: str) -> None:
    """A paper cited in a footnote or far from the end lies elsewhere than the document itself."""
    assert find_citation(text) is None


PIECES = st.sampled_from([
    "RGANI. ", "Ф. ", "F. 3. ", "Оп. 5", "L. 1-3, ", "[NAA: ", "A1838, ", "]", "893.00/", "Lot 5", "\n", ": Telegram",
    "«Правда». ", "1963. ", "Source: ", "FO 371/", "об.", "—", "[", " ", "FRUS, ",
])  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)))
@settings(max_examples=300, deadline=None)
def test_spans_hold_their_words_and_nothing_raises(text: str) -> None:
    """Whatever stands there, `raw` is what is printed at the span, and never empty."""
    read = read_citation(text)
    assert read is None or (read.raw and read.raw in text)
    for found in (find_citation(text), find_citation(text, where="start")):
        assert found is None or text[found.start:found.end] == found.citation.raw != ""


@pytest.mark.parametrize(
    "piece",
    ["F. 3. ", "L. 1, ", "[", "[NAA: ", "1 ", " ", "\n", "\n\n1 ", "A ", "об.", "893.00/", "Files, ", "«", "Ф", "a, 1-",
     "A\n", "АП РФ, ф. 7, ", "\n[NAA: A1, ", "Source: ", "*", "Copy. "],
)  # fmt: skip
def test_hostile_texts_take_no_longer_for_their_length(piece: str) -> None:
    """A hundred thousand letters of any one kind are read in well under a second."""
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    find_citation(text)
    find_citation(text, where="start")
    read_citation(text)
    assert time.process_time() - begun < 1.0


def test_only_the_beginning_of_a_long_paragraph_is_read() -> None:
    """A citation is short: what stands behind its first seven hundred letters is not read."""
    assert read_citation(" " * (LONGEST + 20) + "RGANI. F. 7. Op. 1. D. 2. L. 3.") is None


def test_australian_volumes_give_their_own_references() -> None:
    """In the Australian volumes the bracketed reference below each document is found, notes or no notes."""
    folder = shared / "corpora" / "dfat"
    if not folder.exists():
        pytest.skip("The Australian volumes are not here.")
    right = stated = 0
    for path in sorted(folder.rglob("*.md"))[::5]:
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        reference = re.search(r"reference: '(.+)'", head)
        if reference and reference.group(1) in body:
            found = find_citation(body)
            stated += 1
            right += found is not None and found.citation.raw == reference.group(1)
    assert right >= 0.98 * stated > 0
