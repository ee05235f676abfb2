"""Searching by meaning: vectors of sentences, words that mean the same, and what is kept of both."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from memcon.archive.archive import Archive, open_archive
from memcon.cli.main import cli
from memcon.model.errors import ArchiveError, MissingExtra, Unclear
from memcon.processing import verbs as processing
from memcon.search import meaning_index, meaning_verbs
from memcon.search.meaning import vectors
from memcon.search.meaning_embedders import Own, embedder
from memcon.search.vectors import cosines, large, nearest, small

ENGLISH = """# Memorandum of Conversation

Ulan Bator, 3 May 1935.

Participants: Mr. Brown, Mr. Damba.

Mr. Brown asked whether the monasteries paid their taxes.

Mr. Damba replied that the wool harvest had failed and that prices were rising every week.

Mr. Brown promised to send rifles and ammunition before the autumn.
"""
RUSSIAN = """# Запись беседы

Улан-Батор, 4 мая 1935 г.

Присутствовали: тов. Иванов, тов. Дамба.

Тов. Иванов спросил, платят ли монастыри налоги.

Тов. Дамба ответил, что овцы погибли от холода и что люди голодают.

Тов. Иванов обещал прислать винтовки и патроны до осени.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("meaning")
    for name, text in (("brown.md", ENGLISH), ("ivanov.md", RUSSIAN)):
        (folder / name).write_text(text, encoding="utf-8")
    place = folder / "archive"
    processing.create(place)
    processing.add(place, folder / "brown.md", folder / "ivanov.md")
    processing.process(place)
    return open_archive(place)


def test_a_translation_is_nearer_than_anything_else() -> None:
    """A sentence and its Russian and German translations lie near each other, and far from another sentence."""
    said = vectors([
        "The minister asked for a loan of ten million dollars.",
        "Министр попросил о займе в десять миллионов долларов.",
        "Der Minister bat um eine Anleihe von zehn Millionen Dollar.",
        "The monasteries were closed in winter.",
    ])  # fmt: skip
    near = said @ said.T
    assert min(near[0, 1], near[0, 2]) > 0.6
    assert max(near[:3, 3]) < 0.3


@pytest.mark.parametrize("words", ["", "   ", "會談紀要", "☭ ☭"])
def test_of_what_is_not_known_nothing_is_said(words: str) -> None:
    """A sentence without a known word has no direction, so nothing seems near."""
    assert not vectors([words]).any()


def test_of_a_language_never_learnt_nothing_is_said() -> None:
    """Mongolian is written in Cyrillic letters, but the encoder never learnt it."""
    assert not vectors(["Монгол Улсын Ерөнхий сайд"], "mn").any()
    assert vectors(["Монголия"], "ru").any()


def test_sentences_do_not_depend_on_their_neighbours() -> None:
    """A vector is the same alone and in a crowd, whatever the lengths around it."""
    crowd = ["Yes.", "Prices rose.", "", "Он согласился."] * 260 + ["He agreed to send the troops back " * 60]
    together = vectors(crowd)
    for at in (0, 1, 3, 1037, len(crowd) - 1):
        assert together[at] == pytest.approx(vectors([crowd[at]])[0], abs=1e-5)


def test_vectors_have_length_one() -> None:
    """Cosines can be had as products."""
    assert np.linalg.norm(vectors(["He refused.", "Er lehnte ab."]), axis=1) == pytest.approx(1)


def test_small_numbers_keep_the_cosine() -> None:
    """What is kept on the disk tells the same cosines to a thousandth."""
    said = vectors([f"He spoke of {n} guns and the price of {n} sheep." for n in range(50)])
    kept = small(said)
    assert cosines(kept, said[0]) == pytest.approx(said @ said[0], abs=2e-3)
    assert large(kept) == pytest.approx(said, abs=2e-3)


def test_the_nearest_come_first_and_short_ones_carry_a_burden() -> None:
    """Order is by cosine less burden; of two equal ones the earlier comes first."""
    eye = np.eye(4, dtype=np.float32) * 0.3
    kept = small(eye)
    places = np.array([3, 0, 1, 0], np.int64)
    question = np.array([1, 0, 0, 0], np.float32)
    assert [one for one, _ in nearest(kept, places, question, 2)] == [1, 3]
    burden = np.array([0, 0.2, 0, 0], np.float32)
    assert [one for one, _ in nearest(kept, places, question, 2, burden)] == [3, 1]
    assert nearest(kept, places[:0], question, 2) == []


@pytest.mark.parametrize(
    ("question", "record", "words"),
    [
        ("поставки оружия", "brown", "rifles and ammunition"),
        ("Waffen und Munition schicken", "ivanov", "винтовки и патроны"),
        ("delivery of guns and cartridges", "ivanov", "винтовки и патроны"),
        ("religious houses and taxation", "ivanov", "монастыри налоги"),
        ("people are starving", "ivanov", "люди голодают"),
    ],
)
def test_a_question_finds_what_it_means_in_another_language(
    archive: Archive, question: str, record: str, words: str
) -> None:
    """Question and record need not share a word, nor a language."""
    found = meaning_verbs.by_meaning(archive, question, where={"in": ["talk", "document"]}, count=3)
    assert any(one.record.startswith(record) and words in one.text for one in found.hits), [
        one.text for one in found.hits
    ]


def test_words_and_meaning_together(archive: Archive) -> None:
    """The sentence that holds the very words comes first."""
    found = meaning_verbs.by_meaning(archive, "wool harvest", how="hybrid", where={"in": ["talk", "document"]})
    assert "wool harvest" in found.hits[0].text
    assert [one.score for one in found.hits] == sorted((one.score for one in found.hits), reverse=True)


def test_conditions_hold(archive: Archive) -> None:
    """Conditions among the words of the question, and beside them, leave out what does not fit."""
    found = meaning_verbs.by_meaning(archive, "rifles language:ru in:talk,document")
    assert {one.record.partition("-")[0] for one in found.hits} == {"ivanov"}
    none = meaning_verbs.by_meaning(archive, "rifles", where={"in": ["talk", "document"], "date": ["1950"]})
    assert none.hits == ()


def test_passages_like_one_in_meaning(archive: Archive) -> None:
    """The Russian question about taxes is found from the English one; the passage itself is left out."""
    conditions = "in:talk,document language:ru"
    found = meaning_verbs.like_in_meaning(archive, "brown", "paid their taxes", words=conditions, count=1)
    assert "налоги" in found.hits[0].text
    every = meaning_verbs.like_in_meaning(archive, "brown", "paid their taxes", words="in:talk,document")
    assert not any("paid their taxes" in one.text for one in every.hits)


def test_an_index_in_order_is_left_as_it_is_and_a_changed_source_costs_its_new_sentences(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is embedded twice, not even when a source is read again under another mark."""
    kept = meaning_index.kept(archive, Own())
    embedded: list[str] = []

    def counted(_: Own, sentences: list[str]) -> np.ndarray:
        embedded.extend(sentences)
        return np.zeros((len(sentences), 512), np.float32)

    monkeypatch.setattr(Own, "vectors", counted)
    assert meaning_index.kept(archive, Own()).table.equals(kept.table)
    current = meaning_index._current(archive)
    monkeypatch.setattr(meaning_index, "_current", lambda _: {key: mark + "0" for key, mark in current.items()})
    again = meaning_index.kept(archive, Own())
    assert embedded == []
    assert again.table.drop("mark").equals(kept.table.drop("mark"))


def test_damaged_vectors_say_what_to_delete(archive: Archive) -> None:
    """Nothing of the user's lies in an index; the message says so."""
    meaning_index.kept(archive, Own())
    path = meaning_index.place(archive, Own()) / "vectors.npy"
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    try:
        with pytest.raises(ArchiveError, match="delete"):
            meaning_index.kept(archive, Own())
    finally:
        path.write_bytes(whole)


def test_an_empty_archive_has_no_answer(tmp_path: Path) -> None:
    """Nothing is there, and that is said without an error."""
    processing.create(tmp_path / "empty")
    found = meaning_verbs.by_meaning(tmp_path / "empty", "the price of wool")
    assert (found.hits, found.total) == ((), 0)


@pytest.mark.parametrize("question", ["", "  ", "?!", "speaker:Brown"])
def test_nothing_asked_is_said(archive: Archive, question: str) -> None:
    """A question needs words besides its conditions."""
    with pytest.raises(Unclear, match="Nothing is asked"):
        meaning_verbs.by_meaning(archive, question)


def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stronger model is never fetched; the message says what to install."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtra, match="pip install sentence-transformers"):
        embedder("some-model")


def test_the_command_line_searches_by_meaning(archive: Archive) -> None:
    """The verb prints the nearest sentence with what it was found by."""
    asked = ["search", str(archive.path), "оружие in:talk,document", "--meaning", "--limit", "3"]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 0, done.output
    assert "rifles" in done.output
    assert "Near in meaning to" in done.output
