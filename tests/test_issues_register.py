"""Issues across records: the list, proposals with their evidence, and what people decide."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import memcon
from memcon.archive import registers
from memcon.cli.main import cli
from memcon.inquiries.issues import IssueProposal, Occurrence, listed, proposals
from memcon.model.corrections import Correction, Ruling
from memcon.model.errors import NotFound


def occurrence(record: str, label: str, date: str = "1905-05-03", *parties: str, text: str = "") -> Occurrence:
    """An issue of one record."""
    return Occurrence(record, label, date, frozenset(parties or ("Ashley", "Rassendyll")), language="en", text=text)


TROOPS = "The Ruritanian regiments of hussars were to leave Hentzau castle by April."
SAME = (
    occurrence("r1", "Withdrawal of troops from Hentzau", text=TROOPS),
    occurrence("r2", "Troops withdrawal from Hentzau", "1905-06-01", text=TROOPS + " The hussars had not left."),
)


def only(*occurrences: Occurrence) -> IssueProposal:
    """The one proposal that is made of some issues."""
    found = proposals(occurrences)
    assert len(found) == 1
    return found[0]


def test_two_names_of_one_issue_are_proposed_with_evidence() -> None:
    """Shared rare words, the same people, near dates, and what their passages share."""
    one = only(*SAME)
    assert one.question == "one issue?"
    assert {reason.kind for reason in one.evidence} == {"names", "passages", "parties", "dates"}
    assert all(reason.speaks == "for" for reason in one.evidence)
    assert set(one.tied) == {issue.label for issue in SAME}
    assert proposals(reversed(SAME))[0].id == one.id


def test_evidence_against_makes_it_a_question() -> None:
    """Other people, twenty years later: two issues?"""
    later = occurrence("r2", "Troops withdrawal from Hentzau", "1925-06-01", "Sapt", "Michael", text=TROOPS)
    one = only(SAME[0], later)
    assert one.question == "two issues?"
    assert {reason.kind for reason in one.evidence if reason.speaks == "against"} == {"parties", "dates"}


def test_a_name_inside_another_is_narrower() -> None:
    """The troops of a fortress are a part of the troops."""
    narrow = occurrence("r2", "Ruritanian hussars in Hentzau castle", text=TROOPS)
    one = only(occurrence("r1", "Ruritanian hussars", text=TROOPS), narrow)
    assert one.question == "narrower?"
    assert one.issues == ("Ruritanian hussars in Hentzau castle", "Ruritanian hussars")


def test_what_people_ruled_is_not_asked_again() -> None:
    """A refused proposal stays away; an accepted one makes one line of the list."""
    one = only(*SAME)
    accepted = Correction(Ruling.ACCEPT, "Ann", "2026-01-01", "so", names=one.tied, about="issues")
    refused = Correction(Ruling.REFUSE, "Ann", "2026-01-01", "no", names=one.tied, about="issues")
    assert proposals(SAME, {}, [refused]) == proposals(SAME, {}, [accepted]) == ()
    assert len(listed(SAME, {})) == 2
    line = listed(SAME, {}, [accepted])[0]
    assert line.records == ("r1", "r2")
    assert (line.first, line.last) == ("1905-05-03", "1905-06-01")


def test_names_of_the_register_gather_records() -> None:
    """A thesaurus that was imported links the records whose issues bear one of its names."""
    register = {"hentzau": {"id": "hentzau", "label": "Evacuation of Hentzau", "also": [SAME[0].label]}}
    lines = listed(SAME, register)
    assert lines[0].id == "hentzau"
    assert lines[0].registered
    assert lines[0].records == ("r1",)
    assert proposals(SAME, register)[0].issues[0] in ("hentzau", SAME[1].label)


def test_many_issues_take_little_time() -> None:
    """Ten thousand issues that all share a word are not compared each with each."""
    many = [occurrence(f"r{n}", f"Question of troops in district {n} of Hentzau") for n in range(10_000)]
    begin = time.process_time()
    proposals(many)
    assert time.process_time() - begin < 20


def test_accepting_enters_the_issue_in_the_register(tmp_path: Path) -> None:
    """The ruling is signed and filed; the register has the issue with both names; course and list know it."""
    archive = memcon.demo(tmp_path / "D").archive
    before = memcon.issues(archive)
    one = next(p for p in before.proposals if p.relation == "one issue")
    made = memcon.decide(archive, accept=one.id, by="A. Historian", because="both mean the same")
    row = registers.rows(archive.folder, "issues")[made.entered or ""]
    assert {row["label"], *row["also"]} == set(one.tied)
    after = memcon.issues(archive)
    assert one.id not in {other.id for other in after.proposals}
    assert after.listed[0].id == made.entered
    assert set(after.listed[0].records) == set(one.records)


def test_a_thesaurus_is_imported_with_its_other_names(tmp_path: Path) -> None:
    """Its columns may be called otherwise; other names are cut at semicolons; an accepted name joins them."""
    archive = memcon.demo(tmp_path / "D").archive
    name = next(one for one in memcon.issues(archive).proposals if one.relation == "one issue").issues[0]
    list_of_terms = tmp_path / "terms.csv"
    list_of_terms.write_text(f'id,term,variants,bt\nt1,"The matter, whole","{name}; Another name",t0\n', "utf-8")
    memcon.register(archive, "issues", list_of_terms)
    line = next(one for one in memcon.issues(archive).listed if one.id == "t1")
    assert line.broader == "t0"
    assert line.records
    assert {name, "Another name"} <= {*line.also}
    one = next(one for one in memcon.issues(archive).proposals if "t1" in one.issues and one.relation == "one issue")
    memcon.decide(archive, accept=one.id, by="Ann", because="they are one")
    row = registers.rows(archive.folder, "issues")["t1"]
    assert set(one.issues) - {"t1"} <= {held for held in row["also"] if isinstance(held, str)}


def test_a_narrower_issue_keeps_its_own_line(tmp_path: Path) -> None:
    """Accepting that one issue is part of another enters both, the one with the other as its broader."""
    archive = memcon.demo(tmp_path / "D").archive
    one = next(p for p in memcon.issues(archive).proposals if p.relation == "narrower")
    made = memcon.decide(archive, accept=one.id, by="A. Historian", because="it is a part of it")
    rows = registers.rows(archive.folder, "issues")
    assert rows[rows[made.entered or ""]["broader"]]["label"] == one.issues[1]
    lines = {line.id: line for line in memcon.issues(archive).listed}
    assert lines[made.entered or ""].broader in lines


def test_the_page_is_readable(tmp_path: Path) -> None:
    """A list, proposals with signs for and against, rows for other programs, a clear word for a wrong id."""
    archive = memcon.demo(tmp_path / "D").archive
    run = CliRunner()
    text = run.invoke(cli, ["issues", str(archive.path), "--limit", "3"]).output
    assert "open proposal" in text
    shown = run.invoke(cli, ["issues", str(archive.path), "--proposals"]).output
    assert "    + " in shown
    rows = run.invoke(cli, ["--quiet", "issues", str(archive.path), "--as", "jsonl", "--about", "lamas"]).output
    assert {"label", "records", "first", "registered"} <= json.loads(rows.splitlines()[0]).keys()
    with pytest.raises(NotFound, match="no such proposal"):
        memcon.decide(archive, accept="ffffffff", by="Ann", because="so")
    empty = memcon.create(tmp_path / "empty")
    assert memcon.issues(empty).listed == ()
