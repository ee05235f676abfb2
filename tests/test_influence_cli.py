"""`memcon influence` and `memcon chart`: what a historian reads, what a spreadsheet gets, what is refused and why."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import memcon
from memcon.cli import influence_page
from memcon.cli.influence_lines import told
from memcon.cli.main import cli, main
from memcon.inquiries.company import Named, Roll
from memcon.inquiries.influence.evidence import Met
from memcon.inquiries.influence.measure import Example, Figure, Interval, Measure, Point, Reading
from memcon.inquiries.influence.read import Influence, catalogue, pairs
from memcon.inquiries.series import Meeting
from memcon.studies.influence_rows import by_figure, by_meeting

PAPER = """Minutes of Meeting Between Count Rupert and Colonel Sapt, Zenda, {day}

Present: Count Rupert, Colonel Sapt

Count Rupert proposed that the bridge be opened to the merchants of Strelsau. Colonel Sapt agreed to open the bridge.

Colonel Sapt asked whether Count Rupert would withdraw his guards from the castle. Count Rupert replied that the guards
would stay at the castle.

Count Rupert insisted that the King be shown to the people. Colonel Sapt said that he would show the King on Sunday.

Colonel Sapt warned that the cannon would fire if the guards came nearer. Count Rupert promised to keep the guards away.
"""
MONTHS = ("January", "March", "May", "July", "September", "November")
PAIR = ("--between", "Rupert", "Sapt")
SIDES = ("Elphberg", "Strelsau")


@pytest.fixture(scope="module")
def zenda(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of six talks."""
    place = tmp_path_factory.mktemp("influence")
    archive = memcon.create(place / "A")
    for number in range(6):
        path = place / f"{number}.txt"
        path.write_text(PAPER.format(day=f"{MONTHS[number]} 3, 1905"), "utf-8")
        memcon.add(archive, path)
    memcon.process(archive)
    return place / "A"


def measure(name: str = "bells", **more: object) -> Measure:
    """A measure of the specimens."""
    return Measure(
        name, "Ringing", "Who rings. And more of it.", "share", "own", "on Sundays", {"rings": "a", "tolls": "b"},
        lambda _: (), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def influence(*figures: Figure, **more: object) -> Influence:
    """What a measure of bells says of two sides."""
    met = tuple(Met(f"r{number}", "=cmd()", f"1905-0{number}", verbatim=False) for number in range(1, 6))
    points = (Point(0, "rings", SIDES[0], None, 0.25, 4.0), Point(0, "rings", SIDES[0], "crown", 1.0, 1.0),
              Point(0, "tolls", None, None, 0.5, 2.0))  # fmt: skip
    examples = (Example(SIDES[0], "great bell", 0, 3, 8),)
    held = Reading(measure(), figures, points, examples=examples)
    known: dict[str, object] = {
        "sides": SIDES, "issue": None, "meetings": met, "readings": (held,), "acts": 90, "unknown": 9, "checked": 0,
        "left_out": 1, "chosen": True, "others": (("Sapt", "Rupert", 7),), "warnings": ("See: memcon x ARCHIVE",),
        "resamples": 1000,
    }  # fmt: skip
    return Influence(**known | more)  # type: ignore[arg-type]


RINGS = Figure("rings", SIDES[0], None, (12.0, 40.0), 5, 0.3, 0.2, 0.45, 0.04, Interval(0.25, 0.1, 0.5))
TOLLS = Figure("tolls", SIDES[1], None, (1.0, 3.0), 2, None, why="it rests on 2 of the meetings; 5 are needed")


# The page.


def test_a_page_in_the_terminal_tells_counts_and_what_they_are_out_of() -> None:
    """Figures with intervals, raw and corrected beside each other, chance, and why a figure is missing."""
    page = list(influence_page.text(influence(RINGS, TOLLS), "A", folded=True))
    words = "\n".join(page)
    assert page[0] == "Who moved whom: Elphberg and Strelsau"
    assert "5 meetings, 1905-01 to 1905-05; 90 acts, of 9 nobody knows whose they are; 1 record" in words
    assert re.search(r"rings +0\.300 \[0\.200, 0\.450\]\n +corrected +0\.250 \[0\.100, 0\.500\]", words)
    assert "12 of 40; p 0.040" in words
    assert "Not told: tolls, Strelsau: it rests on 2 of the meetings; 5 are needed." in words
    assert "“great bell”: first by Elphberg, 1905-01 (r1); then in 3 of 8 sentences, Strelsau’s" in words
    assert "Who rings.\n" in words
    assert "And more of it" not in words
    assert "Beware: on Sundays." in words
    assert "memcon x A" in words
    assert "Sapt and Rupert (7)" in words
    assert all(len(line) <= 100 for line in page)


def test_a_page_says_how_many_differences_chance_alone_would_show() -> None:
    """Of forty intervals that promise 95 %, two miss."""
    apart = Figure("rings", "difference", None, (), 5, 0.3, 0.2, 0.4, corrected=Interval(0.25, 0.1, 0.5))
    level = Figure("tolls", "difference", None, (), 5, 0.1, -0.2, 0.4)
    words = "\n".join(influence_page.text(influence(*[apart] * 3, *[level] * 37, unknown=0), "A", folded=True))
    assert "Of 40 differences 3 have an interval that leaves 0 out; if the sides differed in nothing, about 2" in (
        " ".join(words.split())
    )
    assert "90 acts, and of each it is known whose" in words
    on_it = influence_page.text(influence(issue="the toll", touched=3), "A", folded=True)
    assert "5 meetings, 1905-01 to 1905-05; 90 acts on it, in 3 of them, of 9" in "\n".join(on_it)
    assert "+0.250 [0.100, 0.500]" in words


def test_a_refused_measure_gives_its_reason() -> None:
    """In place of figures."""
    refused = influence(readings=(Reading(measure(), refused="no bell was cast"),))
    assert "  Refused: no bell was cast." in list(influence_page.text(refused, "A", folded=True))
    assert next(by_figure(refused))["why"] == "no bell was cast"


def test_issues_are_folded_to_those_with_most_acts() -> None:
    """Three of them, two quantities each; what is folded is counted."""
    figures = [
        Figure(quantity, SIDES[0], f"issue {number}", (1.0, float(number + 10)), 5, 0.1, 0.0, 0.2)
        for number in range(9) for quantity in ("rings", "tolls")
    ]  # fmt: skip
    found = influence(*figures)
    few, everything = (told(found, found.readings[0], folded=folded) for folded in (True, False))
    assert [one.issue for one in few.issues] == ["issue 8"] * 2 + ["issue 7"] * 2 + ["issue 6"] * 2
    assert few.more == 12
    assert (len(everything.issues), everything.more) == (18, 0)


def test_the_list_of_measures_tells_what_each_is() -> None:
    """Definition, unit, source, when it is invalid, its quantities; within 100 columns."""
    page = list(influence_page.listed(catalogue()))
    assert all(any(line.startswith(f"{one.name}: {one.title}") for line in page) for one in catalogue())
    assert sum(line.startswith("  Invalid: ") for line in page) == len(catalogue())
    assert max(map(len, page)) <= 100


# Rows.


def test_a_row_a_figure_for_a_spreadsheet() -> None:
    """Raw and corrected, counts, and the reason of what is missing; empty where there is no value."""
    first, second = by_figure(influence(RINGS, TOLLS))
    assert (first["value"], first["corrected"], first["corrected_high"], first["count"], first["out_of"]) == (
        0.3, 0.25, 0.5, 12.0, 40.0,
    )  # fmt: skip
    assert (second["value"], second["why"]) == (None, TOLLS.why)


def test_a_row_a_meeting_and_side_for_a_regression() -> None:
    """A quantity of both stands with each; what was not counted is empty, never 0; single issues are left out."""
    rows = list(by_meeting(influence(RINGS)))
    assert len(rows) == 10
    assert (rows[0]["bells.rings"], rows[0]["bells.rings.of"], rows[0]["bells.tolls"]) == (0.25, 4.0, 0.5)
    assert (rows[1]["side"], rows[1]["bells.rings"], rows[1]["bells.tolls"]) == ("Strelsau", None, 0.5)
    assert rows[9]["bells.tolls"] is None


def test_a_spreadsheet_runs_no_words_of_a_record() -> None:
    """A title that begins like a formula stays words."""
    from memcon.studies.influence_rows import csv as written

    assert "'=cmd()" in written(by_meeting(influence(RINGS)))


# In an archive.


@pytest.mark.parametrize("shape", ["text", "markdown", "jsonl", "csv", "html"])
def test_the_command_writes_every_form(zenda: Path, shape: str) -> None:
    """Each measure of the catalogue has its place in it."""
    done = CliRunner().invoke(cli, ["influence", str(zenda), *PAIR, "--resamples", "100", "--as", shape])
    assert done.exit_code == 0, done.output
    for one in catalogue():
        assert (one.name if shape in ("jsonl", "csv") else one.title) in done.output


def test_the_rows_of_the_command_can_be_read_again(zenda: Path) -> None:
    """CSV and JSON lines hold the same figures."""
    asked = ["influence", str(zenda), *PAIR, "--resamples", "100", "--measure", "share", "--as"]
    table = list(csv.DictReader(io.StringIO(CliRunner().invoke(cli, [*asked, "csv"]).output)))
    lines = [json.loads(line) for line in CliRunner().invoke(cli, [*asked, "jsonl"]).output.splitlines()]
    assert [float(row["value"]) for row in table if row["value"]] == [
        row["value"] for row in lines if row["value"] is not None
    ]
    meetings = CliRunner().invoke(cli, [*asked, "csv", "--meetings"]).output
    assert len(list(csv.DictReader(io.StringIO(meetings)))) == 12


def test_the_page_stands_alone(zenda: Path) -> None:
    """No script, nothing fetched."""
    page = CliRunner().invoke(cli, ["influence", str(zenda), *PAIR, "--resamples", "100", "--as", "html"]).output
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<img|<link|url\(", page)


def test_the_chart_command_writes_a_file(zenda: Path, tmp_path: Path) -> None:
    """And says what was drawn, out of what, and what to beware of."""
    to = tmp_path / "share.svg"
    done = CliRunner().invoke(
        cli, ["chart", str(zenda), "share", *PAIR, "--resamples", "100", "--to", str(to)], catch_exceptions=False
    )
    assert done.output.startswith(str(to))
    assert "6 meetings" in done.output
    assert "Beware: " in done.output
    assert to.read_text("utf-8").startswith("<svg")


def test_pairs_are_told_with_the_meetings_of_their_series() -> None:
    """Who is named as present in one meeting and speaks in another takes part in both, as in the series of the two."""
    speaking = [Named(name[0], name, part="speaks") for name in ("Rupert", "Sapt")]
    called = Roll({"a": tuple(speaking), "b": (speaking[1], replace(speaking[0], part="present"))})
    met = [Meeting((record,), record, None, None, None, ()) for record in called.parties]
    assert pairs(met, called) == [("Rupert", "Sapt", 2)]


def test_a_chart_in_python_is_the_commands(zenda: Path) -> None:
    """The agenda of the issues asked for; the same specification shows in a notebook."""
    drawn = memcon.chart(zenda, "agenda", between=("Rupert", "Sapt"), issue=["bridge", "guards"])
    assert drawn.name == "agenda"
    assert drawn._repr_svg_().startswith("<svg")


def test_the_charts_are_listed() -> None:
    """With what each shows; so are the measures."""
    page = CliRunner().invoke(cli, ["chart", "--charts"]).output
    for name in ("agenda", "concession", "course", "leadership", "pressing", "share"):
        assert re.search(rf"^{name} ", page, re.MULTILINE)
    assert "uptake: Uptake of words" in CliRunner().invoke(cli, ["influence", "--measures"]).output


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ("Nobody: nobody of that name", ["influence", "A", "--between", "Nobody", "Sapt"]),
        ("Name two sides or two people", ["influence", "A", "--between", "Sapt", "Sapt"]),
        ("belongs to both", ["influence", "A", "--between", "Sapt", "Colonel Sapt"]),
        ("there is no such measure", ["influence", "A", "--measure", "bells"]),
        ("no such chart. There are: agenda, concession", ["chart", "A", "bells"]),
        ("says no form of chart", ["chart", "A", "share", "--to", "share.gif"]),
        ("cannot be written", ["chart", "A", "share", *PAIR, "--to", "A/archive.toml/x.svg"]),
        ("Nobody: nobody of that name", ["chart", "A", "share", "--between", "Nobody", "Sapt"]),
        ("name it: --issue", ["chart", "A", "course"]),
        ("one issue at a time", ["chart", "A", "share", "--issue", "a", "--issue", "b"]),
        ("is on it. See what they are about", ["chart", "A", "share", *PAIR, "--issue", "drawbridge of nowhere"]),
        ("the archive has records of 1 meeting", ["influence", "A", *PAIR, "--until", "1905-02"]),
        ("in the time asked for", ["influence", "A", *PAIR, "--since", "1950"]),
        ("Name two sides or two people", ["influence", "A", "--between", "Sapt", " "]),
        ("no act in these meetings is on it", ["chart", "A", "agenda", *PAIR, "--issue", "drawbridge of nowhere"]),
        ("there is no such folder", ["chart", "nowhere", "share"]),
    ],
)
def test_bad_questions_get_a_clear_word(
    zenda: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], expected: str, asked: list[str]
) -> None:
    """One line that says what is wrong and what to do; nothing is written."""
    monkeypatch.chdir(zenda.parent)
    assert main(asked) == 1
    said = capsys.readouterr().err
    assert expected.casefold() in said.casefold()
    assert said.count("\n") == 1
    assert not list(zenda.parent.glob("*.svg"))


@pytest.mark.parametrize("asked", [["influence"], ["chart"], ["chart", "A"], ["influence", "A", "--between", "Sapt"]])
def test_half_a_question_is_not_understood(asked: list[str]) -> None:
    """What is missing is named."""
    assert main(asked) == 2
