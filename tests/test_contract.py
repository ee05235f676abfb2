"""The machine contract: what scripts may rely on."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import memcon
from memcon.archive.contract import record_row
from memcon.model.dates import HistoricalDate
from memcon.model.description import ArchivalCitation, Description, Form, Part, Participant
from memcon.model.record import Passage, Record

TALKS = (
    "# Papers of the Ruritanian embassy\r\n\r\n№ 1\r\n\r\nRecord of conversation of the Minister of Railways with the "
    "Ambassador\r\n\r\n12 May 1922\r\n\r\nThe Ambassador proposed — “at once” — that the bridge be shared.\r\n\r\n"
    "№ 2\r\n\r\nLetter of the Ambassador to the Minister of Railways\r\n\r\n15 May 1922\r\n\r\n"
    "Excellency, I confirm what was said.\r\n"
)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of the contract."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A collection of two documents, with the line ends of Windows."""
    path = tmp_path / "papers.md"
    path.write_bytes(TALKS.encode("utf-8"))
    return path


def test_a_row_has_every_field_of_the_contract() -> None:
    """Names, order and shapes are those that scripts were promised."""
    record = Record(
        "a-3-ffffff", "f" * 64, "volume/a.md", "The talk.", (Passage(0, 9),), source_start=10, source_end=19
    )
    known = Description(
        form=Form.RECORD_OF_CONVERSATION,
        reports_talk=True,
        number="3",
        title="A talk",
        place="Zenda",
        drafter="Fritz",
        language="en",
        date=HistoricalDate("4 March 1921", "1921-03-04"),
        present=(Participant("Sapt", "sapt", "Ruritania", "colonel", Part.SPEAKER),),
        citation=ArchivalCitation("AVPRF. F. 1. Op. 2. D. 3. L. 4-5.", "ru", "AVPRF", "1", "2", "3", "4-5"),
    )
    expected = {
        "id": "a-3-ffffff",
        "source": "volume/a.md",
        "source_start": 10,
        "source_end": 19,
        "number": "3",
        "title": "A talk",
        "form": "record_of_conversation",
        "reports_talk": True,
        "date": {"printed": "4 March 1921", "edtf": "1921-03-04", "certainty": "stated", "calendar": "gregorian"},
        "place": "Zenda",
        "present": [{"name": "Sapt", "person": "sapt", "side": "Ruritania", "office": "colonel", "role": "speaker"}],
        "drafter": "Fritz",
        "interpreter": None,
        "classification": None,
        "citation": {
            "raw": "AVPRF. F. 1. Op. 2. D. 3. L. 4-5.",
            "system": "ru",
            "archive": "AVPRF",
            "fond": "1",
            "opis": "2",
            "delo": "3",
            "leaves": "4-5",
        },
        "language": "en",
        "address": None,
    }
    assert expected == record_row(record, known)


def test_offsets_point_into_the_decoded_file(tmp_path: Path, papers: Path) -> None:
    """Between source_start and source_end stand the document's words, line ends of Windows counted once."""
    memcon.extract(papers, to=tmp_path / "out")
    decoded = papers.read_bytes().decode("utf-8").replace("\r\n", "\n")
    one, two = (decoded[row["source_start"] : row["source_end"]] for row in rows(tmp_path / "out" / "records.jsonl"))
    assert one.startswith("№ 1")
    assert one.endswith("shared.")
    assert two.startswith("№ 2")
    assert two.endswith("said.")


def test_for_a_container_the_text_lies_beside(tmp_path: Path, papers: Path) -> None:
    """Out of a ZIP the offsets into the source are null, and start and end hold for texts/<id>.txt."""
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as container:
        container.write(papers, "railways/papers.md")
    memcon.extract(tmp_path / "papers.zip", to=tmp_path / "out")
    for row in rows(tmp_path / "out" / "records.jsonl"):
        text = (tmp_path / "out" / "texts" / f"{row['id']}.txt").read_text(encoding="utf-8")
        assert (None, None, 0, len(text)) == (row["source_start"], row["source_end"], row["start"], row["end"])


def test_texts_are_written_for_containers_only(tmp_path: Path, papers: Path) -> None:
    """A text file is its own text."""
    memcon.extract(papers, to=tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "records.jsonl", "utterances.jsonl", "acts.jsonl", "issues.jsonl", "commitments.jsonl", "codebook.json",
    }


def test_an_archive_exports_what_extract_writes(tmp_path: Path, papers: Path) -> None:
    """With or without an archive the same file gives the same lines."""
    archive = memcon.create(tmp_path / "A")
    memcon.add(archive, papers)
    memcon.process(archive)
    memcon.export(archive, to=tmp_path / "exported")
    memcon.extract(papers, to=tmp_path / "extracted")
    assert rows(tmp_path / "extracted" / "records.jsonl") == rows(tmp_path / "exported" / "records.jsonl")


def test_people_in_the_register_are_exported(tmp_path: Path, papers: Path) -> None:
    """persons.jsonl gives id, name and other spellings."""
    archive = memcon.create(tmp_path / "A")
    memcon.add(archive, papers)
    (tmp_path / "people.csv").write_text("id,name,also\nsapt,Sapt,Colonel Sapt\n", encoding="utf-8")
    memcon.register(archive, "persons", tmp_path / "people.csv")
    memcon.export(archive, to=tmp_path / "out")
    assert rows(tmp_path / "out" / "persons.jsonl") == [
        {"id": "sapt", "name": "Sapt", "also": [{"name": "Colonel Sapt"}]}
    ]


def test_a_file_given_twice_is_extracted_once(tmp_path: Path, papers: Path) -> None:
    """Ids stay unique in records.jsonl."""
    copy = tmp_path / "copy.md"
    copy.write_bytes(papers.read_bytes())
    made = memcon.extract(papers, copy, to=tmp_path / "out")
    assert str(papers) == made[1].same_as
    assert len(rows(tmp_path / "out" / "records.jsonl")) == 2


def test_order_is_that_of_the_files_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many processes work, the lines stand in the order of the command."""
    monkeypatch.setenv("MEMCON_PROCESSES", "2")
    monkeypatch.setattr("memcon.processing.files.PIECE", 500)
    paths = []
    for number in range(6):
        paths.append(tmp_path / f"{5 - number}.txt")
        paths[-1].write_text(f"The Consul spoke of matter {number}.\n" * 20, encoding="utf-8")
    memcon.extract(*paths, to=tmp_path / "out")
    assert [path.name for path in paths] == [row["source"] for row in rows(tmp_path / "out" / "records.jsonl")]
