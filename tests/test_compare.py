"""Two records of one meeting beside each other: links across languages and orders, differences, refusals, pages."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from training.compare_pairs import Known, calendar, disturbed, meanings

import memcon
from memcon.archive.archive import Archive, open_archive
from memcon.archive.talks import talks as talks_of
from memcon.cli.main import cli
from memcon.inquiries.company import roll
from memcon.inquiries.compare.agreement import kendall
from memcon.inquiries.compare.align import aligned, chosen
from memcon.inquiries.compare.comparing import compared
from memcon.inquiries.compare.comparison import SAME_ORDER, Comparison, Relation
from memcon.inquiries.compare.fitness import Held
from memcon.inquiries.compare.told import told
from memcon.inquiries.compare.words import name_key, wordings
from memcon.model.errors import MemconError, NotFound
from memcon.studies.comparison.written import written

HENTZAU = """Memorandum of Conversation between Colonel Rupert Hentzau and Minister Paul Zedlitz

Strelsau, June 1, 1905

Present: Colonel Rupert Hentzau, Minister Paul Zedlitz

Colonel Hentzau asked whether the garrison at Zenda would be withdrawn before the winter.

Minister Zedlitz replied that the garrison would be withdrawn within 30 days.

Colonel Hentzau said that the customs revenue of the province had fallen by half.

Minister Zedlitz said that the railway to Hofbau would not be closed.

Colonel Hentzau proposed that a joint commission should examine the debts of the province.
"""
ZEDLITZ = """Memorandum of Conversation between Minister Paul Zedlitz and Colonel Rupert Hentzau

Strelsau, June 1, 1905

Present: Minister Paul Zedlitz, Colonel Rupert Hentzau

Colonel Hentzau proposed that a joint commission should look into the debts of the province.

Colonel Hentzau asked if the garrison at Zenda would be withdrawn before winter.

Minister Zedlitz replied that the garrison at Zenda would be withdrawn within 60 days.

Minister Zedlitz said that the railway to Hofbau would be closed.

Minister Zedlitz complained of articles in the newspapers of Strelsau.
"""
LATER = HENTZAU.replace("June 1, 1905", "October 9, 1906").replace("winter", "spring")
NOBODY = """Memorandum on the forests of the province

Strelsau, June 1, 1905

The forests cover two thirds of the province. Oak and beech stand in the valleys.
"""


@pytest.fixture(scope="module")
def strelsau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two records of one talk, a copy, a later talk and a paper that reports none."""
    folder = tmp_path_factory.mktemp("compare")
    texts = {"hentzau": HENTZAU, "zedlitz": ZEDLITZ, "copy": HENTZAU + "\n", "later": LATER, "forests": NOBODY}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    memcon.create(folder / "A")
    memcon.add(folder / "A", *(folder / f"{name}.txt" for name in texts))
    memcon.process(folder / "A")
    return folder / "A"


@pytest.fixture(scope="module")
def both(strelsau: Path) -> Comparison:
    """The two records of the talk at Strelsau."""
    return memcon.compare(strelsau, "hentzau", "zedlitz")


@pytest.fixture(scope="module")
def talks() -> list[tuple[int, Known]]:
    """The talks of the calendar in English and in Russian."""
    return list(calendar())


def found(pairs: Sequence[Known], *, meaning: bool) -> tuple[float, float]:
    """Precision and recall of links."""
    right = ours = true = 0
    for one in pairs:
        given = aligned(one.here, one.there, one.languages, meanings if meaning else None)
        links = {(link.here, link.there) for link in given}
        right, ours, true = right + len(links & one.links), ours + len(links), true + len(one.links)
    return right / ours, right / true


# Across languages: talks with even numbers, on which nothing was learnt.


@pytest.mark.parametrize(("floor", "meaning"), [((0.97, 0.95), True), ((0.96, 0.9), False)])
def test_statements_are_linked_from_english_to_russian(
    talks: list[tuple[int, Known]], floor: tuple[float, float], meaning: bool
) -> None:
    """In a talk told in the same order in two languages nearly every act finds its own, also by words alone."""
    precision, recall = found([one for number, one in talks if number % 2 == 0], meaning=meaning)
    assert (precision, recall) >= (floor[0], 0.0)
    assert recall >= floor[1]


@pytest.mark.parametrize(("floor", "meaning"), [((0.95, 0.9), True), ((0.78, 0.8), False)])
def test_acts_are_linked_though_drafters_left_some_out_and_told_others_elsewhere(
    talks: list[tuple[int, Known]], floor: tuple[float, float], meaning: bool
) -> None:
    """With a third of the acts left out on either side and two stretches exchanged, meaning still finds most."""
    moved = [disturbed(one, 1000 + number) for number, one in talks if number % 2 == 0]
    precision, recall = found([one for one in moved if one.here and one.there], meaning=meaning)
    assert precision >= floor[0]
    assert recall >= floor[1]


@pytest.mark.parametrize(("one", "other"), [("Genden", "Гэндэна"), ("Voroshilov", "Ворошилов"), ("Tairov", "Таирову")])
def test_names_are_known_by_their_sound_in_either_script(one: str, other: str) -> None:
    """A name in Cyrillic letters and in Latin ones has one key."""
    assert name_key(one) == name_key(other)


def test_figures_are_alike_in_words_and_in_digits() -> None:
    """Twelve and 12, and three in Russian and English, are one figure; an ordinal is its number."""
    english, russian = (
        wordings(["He had 12 horses and three dogs."], "en"),
        wordings(["Двенадцать коней и 3 собаки."], "ru"),
    )
    assert english[0].figures == russian[0].figures == {"12", "3"}
    assert wordings(["On the 7th"], "en")[0].figures == {"7"}


# What the rows say.


def relations(one: Comparison, words: str) -> list[Relation]:
    """The relations of rows one of whose acts holds these words."""
    acts = [(row.relation, one.here.acts[at]) for row in one.rows for at in row.here]
    acts += [(row.relation, one.there.acts[at]) for row in one.rows for at in row.there]
    return [relation for relation, act in acts if words in act.words]


def test_the_same_act_in_other_words_is_in_both(both: Comparison) -> None:
    """A question put in nearly the same words stands in both, wherever it stands."""
    assert set(relations(both, "before")) == {Relation.BOTH}


def test_another_figure_is_told_differently(both: Comparison) -> None:
    """Thirty days in one record and sixty in the other are shown as such."""
    assert set(relations(both, "days")) == {Relation.DIFFERENTLY}
    told = [one for row in both.rows for one in row.differences if one.kind == "figures"]
    assert [(one.here, one.there) for one in told] == [("30", "60")]


def test_a_denial_is_shown(both: Comparison) -> None:
    """That one record has a "not" the other has not is said."""
    assert [one.kind for row in both.rows for one in row.differences if one.kind == "denial"] == ["denial"]


def test_what_one_drafter_leaves_out_is_listed(both: Comparison) -> None:
    """The fallen revenue stands here only, the complaint there only; each is counted under its speaker."""
    assert relations(both, "customs revenue") == [Relation.HERE]
    assert relations(both, "complained") == [Relation.THERE]
    out = {one.name: one.left_out for one in both.here.leaves_out if one.by == "speaker"}
    assert out == {"Paul Zedlitz": 1, "Rupert Hentzau": 0}


def test_an_act_told_elsewhere_is_marked(both: Comparison) -> None:
    """The proposal comes last in one record and first in the other."""
    moved = [both.here.acts[row.here[0]].words for row in both.rows if row.moved]
    assert len(moved) == 1
    assert "joint commission" in moved[0]


# Properties.


def test_swapping_the_records_gives_the_mirror_image(strelsau: Path, both: Comparison) -> None:
    """Nothing depends on which record is called A."""
    swapped = memcon.compare(strelsau, "zedlitz", "hentzau")
    assert swapped.mirrored().figures == both.figures
    assert set(swapped.mirrored().rows) == set(both.rows)
    assert swapped.here == both.there


def test_twice_gives_the_same(strelsau: Path, both: Comparison) -> None:
    """The same input gives the same result, intervals included."""
    assert memcon.compare(strelsau, "hentzau", "zedlitz") == both


def test_spans_lie_in_the_text_and_hold_their_words(strelsau: Path, both: Comparison) -> None:
    """What a row quotes stands in its record at the place given, and every act stands in exactly one row."""
    for side, held in ((both.here, [row.here for row in both.rows]), (both.there, [row.there for row in both.rows])):
        text = archive(strelsau).view(side.record).record.text
        assert all(text[act.start : act.end] == act.words for act in side.acts)
        assert sorted(at for places in held for at in places) == list(range(len(side.acts)))


def archive(path: Path) -> Archive:
    """Open an archive."""
    return open_archive(path)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 10**6))
def test_links_are_within_both_records_and_join_one_to_many_only(n: int, m: int, seed: int) -> None:
    """Whatever the likelihoods, no act of many is linked to another of many, and swapping mirrors the links."""
    alike = np.random.default_rng(seed).random((n, m))
    links = chosen(alike)
    for link in links:
        assert 0 <= link.here < n
        assert 0 <= link.there < m
        many = sum(one.here == link.here for one in links) > 1 and sum(one.there == link.there for one in links) > 1
        assert not many
    assert {(one.there, one.here) for one in chosen(alike.T)} == {(one.here, one.there) for one in links}


def test_order_is_measured_by_kendalls_tau() -> None:
    """The same order gives 1, the reverse -1, one place nothing."""
    up = np.arange(6.0)
    assert kendall(np.stack([up, up], axis=1)) == pytest.approx(1.0)
    assert kendall(np.stack([up, -up], axis=1)) == pytest.approx(-1.0)
    assert np.isnan(kendall(np.stack([up, 0 * up], axis=1)))


def test_a_figure_from_too_little_is_not_given(both: Comparison) -> None:
    """Four rows give no order that means anything."""
    order = next(one for one in both.figures if one.name == SAME_ORDER)
    assert order.value is None
    assert "are needed" in str(order.why)


# Refusals.


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        ("with itself", "hentzau", "hentzau"),
        ("a copy of the other", "hentzau", "copy"),
        ("of different meetings", "zedlitz", "later"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(
    strelsau: Path, expected: str, one: str, other: str
) -> None:
    """One record twice, a copy, and records of different days are refused."""
    with pytest.raises(MemconError, match=expected):
        memcon.compare(strelsau, one, other)


def test_a_record_without_acts_is_refused(strelsau: Path) -> None:
    """Where nobody speaks there is nothing to compare."""
    with pytest.raises(NotFound, match="nobody is found to speak"):
        memcon.compare(strelsau, "hentzau", "forests", anyway=True)


def test_different_meetings_are_compared_if_somebody_insists(strelsau: Path) -> None:
    """The reason is then the first caution."""
    insisted = memcon.compare(strelsau, "zedlitz", "later", anyway=True)
    assert insisted.cautions[0].startswith("Compared all the same: one is of")


def test_two_records_without_a_link_are_warned_of(strelsau: Path) -> None:
    """Nothing in common may mean two parts of one paper; neither leaves anything out by that."""
    opened = archive(strelsau)
    called = roll(talks_of(opened.folder, opened.laying().resolver))
    held = [Held(view, told(view, called)) for view in map(opened.view, ("hentzau", "zedlitz"))]
    one, other = replace(held[0], acts=held[0].acts[3:4]), replace(held[1], acts=held[1].acts[-1:])
    found = compared(replace(one, acts=(replace(one.acts[0], at=0),)), replace(other, acts=(replace(
        other.acts[0], at=0),)), called, None, "A", anyway=False)  # fmt: skip
    assert not any(row.here and row.there for row in found.rows)
    assert any(caution.startswith("No act of one is found in the other") for caution in found.cautions)


@pytest.mark.parametrize(("expected", "keys"), [("no speaker is known", set()), ("tells one side", {"Rupert Hentzau"})])
def test_a_record_of_one_side_or_of_nobody_is_warned_of(strelsau: Path, expected: str, keys: set[str]) -> None:
    """Where speakers are not known, or one only, the reader is told."""
    opened = archive(strelsau)
    called = roll(talks_of(opened.folder, opened.laying().resolver))
    held = [Held(view, told(view, called)) for view in map(opened.view, ("hentzau", "zedlitz"))]
    acts = tuple(one if one.holder in keys else replace(one, key=None, holder=None) for one in held[0].acts)
    cautions = compared(replace(held[0], acts=acts), held[1], called, None, "A", anyway=False).cautions
    assert any(one.startswith("A: ") and expected in one for one in cautions)


# Forms and the command line.


def test_a_spreadsheet_runs_no_words_of_a_record(both: Comparison) -> None:
    """Words that begin like a formula stay words in the table."""
    acts = tuple(replace(one, words=f"=cmd() {one.words}", holder="@name") for one in both.here.acts)
    table = list(csv.DictReader(written(replace(both, here=replace(both.here, acts=acts)), "csv").splitlines()))
    told_here = [row for row in table if row["a_words"]]
    assert told_here
    assert all(row["a_words"].startswith("'=cmd()") and row["a_speaker"] == "'@name" for row in told_here)


def test_every_form_tells_the_same_rows(both: Comparison) -> None:
    """JSON lines and the table have a line a row; the page and Markdown hold every act."""
    assert len(written(both, "jsonl").splitlines()) == len(both.rows) + 1
    assert len(written(both, "csv").splitlines()) == len(both.rows) + 1
    assert json.loads(written(both, "jsonl").splitlines()[0])["comparison"]["a"] == both.here.record
    page, plain = written(both, "html"), written(both, "markdown")
    assert "<script" not in page
    assert page.count('class="row ') == len(both.rows)
    assert all(act.words in plain for act in (*both.here.acts, *both.there.acts))


def test_a_text_is_never_mark_up(both: Comparison) -> None:
    """A title with an angle bracket stays words on the page."""
    odd = replace(both, here=replace(both.here, title="<b>Zenda</b> & Co"))
    assert "&lt;b&gt;Zenda" in written(odd, "html")


def test_the_command_shows_both_columns(strelsau: Path) -> None:
    """The table says how the acts stand, and what to do next."""
    done = CliRunner().invoke(cli, ["compare", str(strelsau), "hentzau", "zedlitz"])
    assert done.exit_code == 0
    assert "figures: 30 | 60" in done.output
    assert "A leaves out" in done.output


def test_pairs_worth_comparing_are_listed(strelsau: Path) -> None:
    """Without records the command lists pairs, with what speaks for them; a copy is none, nor a later talk."""
    done = CliRunner().invoke(cli, ["compare", str(strelsau), "--as", "jsonl"])
    listed = [json.loads(line)["records"] for line in done.output.splitlines()]
    assert [sorted(name.rpartition("-")[0] for name in pair) for pair in listed if "copy" not in str(pair)] == [
        ["hentzau", "zedlitz"]
    ]
