"""A random sample of acts: drawn with a known design, checked, kept for good, and what it then tells."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import memcon
from memcon.archive import corrections, samples
from memcon.archive.archive import Archive, open_archive
from memcon.cli.main import main
from memcon.inquiries import sample_verbs as verbs
from memcon.inquiries.act_table import export_table
from memcon.inquiries.influence.read import gather, influence
from memcon.inquiries.sampling import state
from memcon.inquiries.verbs import check
from memcon.model.errors import MemconError, NotFound
from memcon.model.samples import drawn, shared_out

Row = dict[str, str]
EXAMPLE = ("describe 3", "utterances 2", "acts 6")  # what claimed the acts of the example in docs/checking.md
PAPER = """MEMORANDUM OF CONVERSATION

Date: {day}
Participants: Colonel Sapt; Count Rupert

Subject: The bridge at Zenda

Colonel Sapt said that the bridge was of no use to anybody. Count Rupert proposed that the bridge be opened in June.
Colonel Sapt asked who would pay for the guard. Count Rupert answered that the castle would pay for it. Colonel Sapt
insisted that the guard must be the King's. Count Rupert warned that the river would rise in spring. Colonel Sapt
promised to speak to the Chancellor about {word}. Count Rupert thanked him for the promise. Colonel Sapt asked whether
the road was mended. Count Rupert said that it was mended as far as the mill. Colonel Sapt agreed that this was enough.
Count Rupert refused to give up the key of the gate. Colonel Sapt said that he regretted this.
"""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in calendar of talks."""
    return memcon.demo(tmp_path_factory.mktemp("demo") / "D").archive.path


@pytest.fixture
def archive(demonstration: Path, tmp_path: Path) -> Archive:
    """An archive of one's own to rule in."""
    shutil.copytree(demonstration, tmp_path / "D")
    return open_archive(tmp_path / "D")


def zenda(place: Path, word: str = "the bridge") -> Archive:
    """An archive of two talks at the bridge."""
    made = memcon.create(place / "Z")
    for number, day in enumerate(("June 1, 1905", "June 9, 1905")):
        (place / f"{number}.txt").write_text(PAPER.format(day=day, word=word), encoding="utf-8")
        memcon.add(made, place / f"{number}.txt")
    memcon.process(made)
    return made


def filled(archive: Archive, place: Path, answer: Callable[[int, Row], Row], first: int | None = None) -> Path:
    """Write the sheet of the latest sample and fill it in."""
    path = place / "sheet.csv"
    verbs.sheet(archive, to=path, first=first)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | answer(number, row) for number, row in enumerate(rows))
    return path


def right(number: int, row: Row) -> Row:
    """The machine is right."""
    del number, row
    return {"speaker_right": "yes", "act_right": "yes"}


def nothing(number: int, row: Row) -> Row:
    """Nobody looked."""
    del number, row
    return {}


def torn(number: int, row: Row) -> Row:
    """It cannot be told."""
    del number, row
    return {"speaker_right": "?", "act_right": "?", "why": "the page is torn"}


def one_in_five_wrong(number: int, row: Row) -> Row:
    """Every fifth label is wrong."""
    other = "PROPOSE" if row["machine_act"] != "PROPOSE" else "REQUEST"
    return right(number, row) | ({"act_right": "no", "act_instead": other} if number % 5 == 0 else {})


def test_the_same_seed_draws_the_same_acts(archive: Archive) -> None:
    """A draw that is published can be made again."""
    one = verbs.sample(archive, count=40, by="Ann", seed=7)
    other = verbs.sample(archive, count=40, by="Ann", seed=7, another="yes")
    assert [unit.anchor for unit in one.units] == [unit.anchor for unit in other.units]
    assert one.id != other.id


def test_a_sample_keeps_its_design_in_plain_text(archive: Archive) -> None:
    """Who, when, how many, the seed, the strata with their probabilities; a line a unit, fit for git."""
    made = verbs.sample(archive, count=60, by="Ann", parted="certainty", seed=1)
    lines = samples.place(archive.folder, made.id).read_text(encoding="utf-8").splitlines()
    design = json.loads(lines[0])
    assert len(lines) == 61
    assert (design["by"], design["seed"], design["population"]) == ("Ann", 1, sum(s.population for s in made.strata))
    assert sum(stratum["drawn"] for stratum in design["strata"]) == 60
    assert {"describe", "utterances", "acts"} == {name.split()[0] for name in design["machine"]}


def test_the_doubtful_are_drawn_more_often(archive: Archive) -> None:
    """With probabilities that are known."""
    made = verbs.sample(archive, count=100, by="Ann", parted="certainty", seed=1)
    chances = {stratum.name: stratum.probability for stratum in made.strata}
    assert chances["doubtful"] > chances["sure"]


def test_every_beginning_holds_all_strata_in_proportion() -> None:
    """So that whoever stops early has a random sample."""
    strata = {"a": list(range(1000)), "b": list(range(1000, 1300))}
    order = drawn(strata, {"a": 80, "b": 20}, seed=3)
    beginnings = [sum(name == "b" for name, _ in order[:count]) for count in (25, 50, 75)]
    assert beginnings == pytest.approx([5, 10, 15], abs=1)
    assert len({place for _, place in order}) == 100


def test_each_act_is_drawn_as_often_as_the_design_says() -> None:
    """Over many draws."""
    strata = {"a": list(range(20)), "b": list(range(20, 30))}
    counts = shared_out(12, {"a": 20, "b": 10}, {"a": 0.3, "b": 0.5})
    times = np.zeros(30)
    for seed in range(2000):
        times[[place for _, place in drawn(strata, counts, seed)]] += 1 / 2000
    assert times[:20] == pytest.approx(np.full(20, counts["a"] / 20), abs=0.05)
    assert times[20:] == pytest.approx(np.full(10, counts["b"] / 10), abs=0.05)


@pytest.mark.parametrize(
    ("count", "words"),
    [(5, "say next to nothing"), (0, "say next to nothing"), (100_000, "more than there are")],
)
def test_samples_that_make_no_sense_are_refused(archive: Archive, count: int, words: str) -> None:
    """Too few to tell anything, and more than there are."""
    with pytest.raises(MemconError, match=words):
        verbs.sample(archive, count=count, by="Ann")


def test_without_acts_there_is_nothing_to_draw(tmp_path: Path) -> None:
    """An archive that was not processed, and a sample that was not drawn."""
    empty = memcon.create(tmp_path / "E")
    with pytest.raises(NotFound, match="memcon process"):
        verbs.sample(empty, count=20, by="Ann")
    with pytest.raises(NotFound, match="no random sample was drawn"):
        verbs.unchecked(empty)
    assert verbs.sample_accuracy(empty) is None


def test_a_sample_that_is_still_open_is_finished_first(archive: Archive) -> None:
    """Two half samples tell less than one; who wants another says so, and the later one is used."""
    first = verbs.sample(archive, count=20, by="Ann", seed=1)
    with pytest.raises(MemconError, match="still to be checked"):
        verbs.sample(archive, count=20, by="Ann", seed=2)
    second = verbs.sample(archive, count=20, by="Bea", seed=2, another="yes")
    assert samples.chosen(archive.folder).id == second.id
    assert samples.chosen(archive.folder, first.id).by == "Ann"
    with pytest.raises(NotFound, match="there is no such sample"):
        samples.chosen(archive.folder, "nonsense")


def test_nothing_is_told_before_anything_is_checked(archive: Archive) -> None:
    """A figure out of nothing would be believed."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    found = verbs.sample_accuracy(archive)
    assert found is not None
    assert (found.rates, found.why) == ((), "no act of the sample is checked yet")


def test_a_sheet_files_confirmations_and_corrections(archive: Archive, tmp_path: Path) -> None:
    """What is right is ruled on, too; the sheet read twice changes nothing."""
    verbs.sample(archive, count=40, by="Ann", seed=1)
    path = filled(archive, tmp_path, one_in_five_wrong)
    made = verbs.file_sheet(archive, path, by="Ann")
    again = verbs.file_sheet(archive, path, by="Ann")
    assert (made.confirmed, made.changed) == (72, 8)
    assert (again.confirmed, again.changed, again.before) == (0, 0, 80)
    found = verbs.sample_accuracy(archive)
    assert found is not None
    rates = {rate.what: rate for rate in found.rates}
    assert rates["speaker right"].value == 1.0
    assert rates["act right"].value == pytest.approx(0.8)
    assert rates["act right"].low < 0.8 < rates["act right"].high
    assert rates["speaker right"].low < 0.95


def test_what_a_sample_tells_stays_when_everything_is_worked_out_anew(archive: Archive, tmp_path: Path) -> None:
    """Rulings make later stages right; the machine's errors are counted as they would be without them."""
    verbs.sample(archive, count=60, by="Ann", parted="certainty", seed=1)
    wrong = {"speaker_right": "no", "speaker_instead": "Stalin"}
    verbs.file_sheet(
        archive, filled(archive, tmp_path, lambda n, row: one_in_five_wrong(n, row) | (wrong if n % 7 == 0 else {})),
        by="Ann",
    )  # fmt: skip
    before = verbs.sample_accuracy(archive)
    shutil.rmtree(archive.path / "derived")
    memcon.process(archive)
    after = verbs.sample_accuracy(archive)
    assert before == after
    assert before is not None
    assert before.rates[0].value < 0.95


def test_a_sample_is_set_apart_from_passages_that_people_chose(archive: Archive, tmp_path: Path) -> None:
    """Chosen passages are harder; the two are never pooled."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    verbs.file_sheet(archive, filled(archive, tmp_path, right), by="Ann")
    assert (check(archive).passages, check(archive).acts.of) == (0, 0)
    record = "talks-1932-1939.en-M05-e01251"
    view = memcon.show(archive, record)
    anchors = [unit.anchor for unit in samples.chosen(archive.folder).units]
    drawn_here = {(one.start, one.end) for one in anchors if one.record == record}
    act = next(one for one in view.acts if one.rank == "first" and (one.start, one.end) not in drawn_here)
    words = view.record.text[act.start : act.end]
    memcon.correct(archive, record, words, ruling="act", name="WARN", by="Ann", because="chosen")
    assert check(archive).acts.of == 1


def test_only_the_beginning_counts_where_one_was_passed_over(archive: Archive, tmp_path: Path) -> None:
    """Whoever checks the easy ones first has no random sample; what could not be told is left out and said."""
    verbs.sample(archive, count=30, by="Ann", seed=1)
    empty = {"speaker_right": "", "act_right": ""}
    path = filled(archive, tmp_path, lambda n, row: empty if n == 20 else right(n, row))
    verbs.file_sheet(archive, path, by="Ann")
    found = verbs.sample_accuracy(archive)
    assert found is not None
    assert (found.counted, found.later, found.open) == (20, 9, 1)
    verbs.file_sheet(archive, filled(archive, tmp_path, torn), by="Ann")
    found = verbs.sample_accuracy(archive)
    assert found is not None
    assert (found.counted, found.later, found.open, found.undecided) == (29, 0, 0, 1)


def test_words_that_nobody_speaks_are_rejected(archive: Archive, tmp_path: Path) -> None:
    """And count as no talk."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    nobody = {"speaker_right": "no", "speaker_instead": "nobody"}
    verbs.file_sheet(archive, filled(archive, tmp_path, lambda n, row: nobody if n < 2 else right(n, row)), by="Ann")
    found = verbs.sample_accuracy(archive)
    assert found is not None
    rates = {rate.what: (rate.value, rate.of) for rate in found.rates}
    assert rates["talk indeed"][0] == pytest.approx(0.9)
    assert (rates["talk indeed"][1], rates["act right"]) == (20, (1.0, 18))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"act_right": "maybe"}, "neither yes, no nor"),
        ({"act_right": "no"}, "what is right"),
        ({"act_right": "no", "act_instead": "SHOUT"}, "is no act"),
        ({"act_right": "yes", "act_instead": "WARN"}, "only one can hold"),
        ({"unit": "999"}, "has units 1 to 20"),
        ({"unit": "first"}, "is no number"),
        ({"words": "Something else entirely."}, "not those of the sample"),
        ({"machine_act": "XX"}, "leave that column"),
        ({"sample": "another"}, "several samples"),
    ],
)
def test_a_sheet_with_nonsense_files_nothing(archive: Archive, tmp_path: Path, change: Row, words: str) -> None:
    """The row is named, what is wrong with it is said, and no ruling of the whole sheet is filed."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    path = filled(archive, tmp_path, lambda n, row: right(n, row) | (change if n == 3 else {}))
    with pytest.raises(MemconError, match=words):
        verbs.file_sheet(archive, path, by="Ann")
    assert corrections.filed(archive.folder) == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "are missing"),
        (b"a,b\n1,2\n", "are missing"),
        (b"\xff\xfa\x00\x81", "no text in UTF-8"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(archive: Archive, tmp_path: Path, content: bytes, words: str) -> None:
    """In a plain word."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    (tmp_path / "sheet.csv").write_bytes(content)
    with pytest.raises(MemconError, match=words):
        verbs.file_sheet(archive, tmp_path / "sheet.csv", by="Ann")


def test_an_empty_sheet_and_a_spreadsheet_of_another_kind(archive: Archive, tmp_path: Path) -> None:
    """Nothing filled in is said; semicolons and UTF-16 are read."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    with pytest.raises(MemconError, match="nothing is filled in"):
        verbs.file_sheet(archive, filled(archive, tmp_path, nothing), by="Ann")
    path = filled(archive, tmp_path, right)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert verbs.file_sheet(archive, path, by="Ann").confirmed == 40


def test_a_text_that_changed_loses_no_unit_in_silence(tmp_path: Path) -> None:
    """In a better copy of the papers units find their words again; those whose words are gone are listed."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = zenda(tmp_path / "old")
    verbs.sample(old, count=26, by="Ann", seed=1)
    verbs.file_sheet(old, filled(old, tmp_path, right), by="Ann")
    new = zenda(tmp_path / "new", word="the ferry")
    shutil.copytree(old.path / "corrections", new.path / "corrections", dirs_exist_ok=True)
    memcon.process(new)
    found = verbs.sample_accuracy(new)
    assert found is not None
    assert len(found.lost) == 2
    assert all("about the bridge" in words for words in found.lost)
    assert (found.counted, found.units) == (24, 26)


def test_a_sample_whose_line_is_damaged_is_named(archive: Archive) -> None:
    """The line, and what to do; a last line torn by a crash is of no account."""
    made = verbs.sample(archive, count=20, by="Ann", seed=1)
    path = samples.place(archive.folder, made.id)
    content = path.read_text(encoding="utf-8")
    path.write_text(content + '{"passed": {"pla', encoding="utf-8")
    assert len(samples.chosen(archive.folder).units) == 20
    path.write_text(content.replace('{"unit"', '{"unit', 1), encoding="utf-8")
    with pytest.raises(MemconError, match="line 2: no line of a sample"):
        samples.kept(archive.folder)


def test_the_next_act_is_shown_with_commands_that_work(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """Typed as they are printed they confirm the act, and it counts as checked."""
    verbs.sample(archive, count=20, by="Ann", seed=1)
    assert main(["check", str(archive.path), "--next"]) == 0
    page = capsys.readouterr().out
    typed = [shlex.split(line) for line in page.splitlines() if line.startswith("  memcon correct")]
    for words in typed[:2]:
        assert main([*words[1:-4], "--by", "Ann", "--because", "read"]) == 0
    found = state(archive, samples.chosen(archive.folder))
    assert (found.units[0].state, found.count("checked")) == ("checked", 1)


def test_the_command_line_draws_writes_reads_and_tells(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All in a row, and as JSON."""
    place = str(archive.path)
    assert main(["check", place, "--sample", "30", "--by", "Ann", "--by-certainty", "--seed", "2"]) == 0
    assert main(["check", place, "--sheet", str(tmp_path / "s.tsv")]) == 0
    assert main(["check", place, "--read", str(filled(archive, tmp_path, right)), "--by", "Ann"]) == 0
    assert main(["check", place]) == 0
    assert re.search(r"act right +100\.0 %", capsys.readouterr().out)
    assert main(["check", place, "--next"]) == 0
    assert "All acts of this sample are checked" in capsys.readouterr().out
    assert main(["check", place, "--as", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["sample"]["counted"] == 30
    assert main(["check", place, "--sample", "30"]) == 2
    assert main(["check", place, "--next", "--sample", "30", "--by", "Ann"]) == 2


def test_the_example_of_the_documentation_gives_its_figures(archive: Archive, tmp_path: Path) -> None:
    """The sheet that one reader filled in, and what docs/checking.md says it tells."""
    made = verbs.sample(
        archive, count=60, by="A. Historian", parted="certainty", between=("Mongolian", "Soviet"), seed=1934
    )
    if made.machine != EXAMPLE:
        pytest.skip(f"the example was made by {', '.join(EXAMPLE)}: draw and check it anew")
    docs = Path(__file__).parents[1] / "docs"
    words = (docs / "checking_sheet.csv").read_text(encoding="utf-8").replace("2026-11-28-a-historian", made.id)
    (tmp_path / "sheet.csv").write_text(words, encoding="utf-8")
    verbs.file_sheet(archive, tmp_path / "sheet.csv", by="A. Historian")
    found = verbs.sample_accuracy(archive)
    assert found is not None
    page = (docs / "checking.md").read_text(encoding="utf-8")
    for rate in found.rates:
        printed = f"{100 * rate.value:5.1f} %  (95 %: {100 * rate.low:.1f}-{100 * rate.high:.1f}; from {rate.of} acts)"
        assert printed in page
    for count in found.counts:
        interval = rf"\({count.low:.0f}-{count.high:.0f}\)"
        assert re.search(rf"{count.label} +{count.raw} → +{count.value:.1f}  {interval}", page)


def test_a_table_for_regressions_has_pseudo_outcomes_and_a_codebook(archive: Archive, tmp_path: Path) -> None:
    """Their sums are the corrected counts; the machine's own labels stay beside them."""
    verbs.sample(archive, count=100, by="Ann", parted="certainty", seed=1)
    verbs.file_sheet(archive, filled(archive, tmp_path, one_in_five_wrong), by="Ann")
    made = export_table(archive, to=tmp_path / "acts.parquet")
    table = pl.read_parquet(tmp_path / "acts.parquet")
    checked = table.filter("checked")
    assert (made.rows, made.checked, checked.height) == (table.height, 100, 100)
    said, true = ((checked[name] == "PROPOSE").cast(pl.Float64) for name in ("label", "label_checked"))
    added = np.sum((true - said).to_numpy() / checked["pi"].to_numpy())
    expected = float((table["label"] == "PROPOSE").sum()) + float(added)
    assert table["pseudo_PROPOSE"].sum() == pytest.approx(expected)
    assert (1 / checked["pi"]).sum() == pytest.approx(table.height)
    assert "vcovCL" in made.codebook.read_text(encoding="utf-8")
    assert table.columns[:3] == ["record", "start", "end"]


def test_without_a_sample_a_table_has_no_pseudo_outcomes(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The machine's labels are not passed off for them."""
    assert main(["export", str(archive.path), "--as", "table", "--to", str(tmp_path / "acts.csv")]) == 0
    assert pl.read_csv(tmp_path / "acts.csv")["pseudo_WARN"].null_count() > 400
    assert "no random sample was drawn" in capsys.readouterr().out
    assert main(["export", str(archive.path), "--as", "table", "--to", str(tmp_path / "acts.xyz")]) == 1


def test_influence_is_corrected_where_the_sample_covers_it(archive: Archive, tmp_path: Path) -> None:
    """A figure that counts acts has its corrected one beside it; too thin a sample is said to be that."""
    verbs.sample(archive, count=100, by="Ann", between=("Mongolian", "Soviet"), seed=1)
    thin = influence(archive, between=("Mongolian", "Soviet"), measures=["share"], resamples=100)
    assert any("is checked yet. Go on with: memcon check ARCHIVE --next" in words for words in thin.warnings)
    soviet = {"speaker_right": "no", "speaker_instead": "Stalin"}
    verbs.file_sheet(
        archive, filled(archive, tmp_path, lambda n, row: right(n, row) | (soviet if n % 4 == 0 else {})), by="Ann"
    )
    found = influence(archive, between=("Mongolian", "Soviet"), measures=["share"], resamples=100)
    figures = {(one.quantity, one.side): one for one in found.readings[0].figures if one.issue is None}
    ours = figures["acts", "Soviet"]
    assert ours.corrected is not None
    assert ours.value is not None
    assert ours.corrected.low < ours.corrected.value < ours.corrected.high
    assert found.checked >= 20


def test_an_issue_on_which_few_acts_are_checked_has_no_corrected_figures(archive: Archive, tmp_path: Path) -> None:
    """Only the checked acts on the issue count; the figures stay raw, and why is said."""
    verbs.sample(archive, count=60, by="Ann", between=("Mongolian", "Soviet"), seed=1)
    verbs.file_sheet(archive, filled(archive, tmp_path, right), by="Ann")
    found = influence(archive, between=("Mongolian", "Soviet"), issue="lamas", measures=["share"], resamples=100)
    assert found.checked == 0
    assert any("acts checked in random sample" in words and "count here" in words for words in found.warnings)
    assert all(one.corrected is None for one in found.readings[0].figures)


def test_checked_words_that_nobody_speaks_stay_among_the_claims_on_an_issue(archive: Archive, tmp_path: Path) -> None:
    """Else the checked errors would go from what is counted, and those that nobody checked would stay."""
    pair = ("Mongolian", "Soviet")
    claimed = gather(archive, between=pair, issue="lamas").evidence.claimed.height
    verbs.sample(archive, count=100, by="Ann", between=pair, seed=1)
    nobody = {"speaker_right": "no", "speaker_instead": "nobody", "act_right": ""}
    verbs.file_sheet(archive, filled(archive, tmp_path, lambda n, row: right(n, row) | nobody), by="Ann")
    memcon.process(archive)
    found = gather(archive, between=pair, issue="lamas").evidence
    assert found.acts.height < claimed
    assert found.acts.height < found.claimed.height


def test_a_course_is_corrected_where_enough_of_it_is_checked(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The raw counts stay; the corrected stand below them, or why there are none."""
    found = memcon.course(archive, "lamas")
    assert verbs.corrected_course(archive, found) is None
    pair = ("Mongolian", "Soviet")
    population = verbs.sample(archive, count=20, by="Ann", between=pair, seed=1).population
    thin = verbs.corrected_course(archive, found)
    assert thin is not None
    assert "are needed" in (thin.why or "")
    verbs.sample(archive, count=population, by="Ann", between=pair, seed=1, another="yes")
    verbs.file_sheet(archive, filled(archive, tmp_path, right), by="Ann")
    whole = verbs.corrected_course(archive, replace(found))
    assert whole is not None
    assert whole.why is None
    stalin = next(one for one in whole.holders if "Stalin" in one.name)
    asked = dict(stalin.labels)
    assert all(made.low == pytest.approx(made.value) for made in asked.values())
    assert main(["course", str(archive.path), "lamas"]) == 0
    assert "Corrected by random sample" in capsys.readouterr().out
